"""Does a promotion hold when and for what it says?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.shop.promotion import Scope, coming, running
from xiaoer.testing.factories import EVE_OF_NOV_11 as NOW
from xiaoer.testing.factories import a_promotion, a_sku

SKU = a_sku("S1", product_id="P1", category="手机")
SECOND = timedelta(seconds=1)


def one(starts_in, lasts, name="p"):
    starts_at = NOW + timedelta(seconds=starts_in)
    return a_promotion(name, starts_at=starts_at, ends_at=starts_at + timedelta(seconds=lasts))


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        (Scope(), True),
        (Scope(skus=("S1", "S2")), True),
        (Scope(products=("P1",)), True),
        (Scope(categories=("手机",)), True),
        (Scope(skus=("S2",)), False),
        (Scope(products=("S1",)), False),
        (Scope(categories=("手",)), False),
        (Scope(skus=("S2",), products=("P2",), categories=("手机",)), True),
    ],
)
def test_a_scope_covers_what_it_lists_or_everything(scope, covered):
    assert scope.covers(SKU) is covered


def test_a_promotion_runs_from_its_first_moment_to_just_before_its_last():
    promotion = one(0, 10)
    assert [bool(running((promotion,), at)) for at in (NOW - SECOND, NOW, NOW + 9 * SECOND, NOW + 10 * SECOND)] == [
        False,
        True,
        True,
        False,
    ]


def test_coming_promotions_are_told_soonest_first():
    later, sooner, tied = one(20, 5, "later"), one(10, 5, "b"), one(10, 5, "a")
    assert coming((later, sooner, tied, one(-1, 9), one(0, 5)), NOW) == (tied, sooner, later)


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 50)), max_size=8))
def test_a_promotion_is_past_running_or_coming_and_never_two_of_them(windows):
    promotions = tuple(one(start, lasts, str(n)) for n, (start, lasts) in enumerate(windows))
    past = [p for p in promotions if p.ends_at <= NOW]
    now_on, to_come = running(promotions, NOW), coming(promotions, NOW)
    assert len(past) + len(now_on) + len(to_come) == len(promotions)
    assert not set(now_on) & set(to_come)
