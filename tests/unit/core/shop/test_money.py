"""Is money exact?"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.shop.money import Money


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(129900, "1299元"), (5990, "59.9元"), (5, "0.05元"), (0, "0元"), (-150, "-1.5元"), (100001, "1000.01元")],
)
def test_money_is_shown_without_loss(fen, shown):
    assert Money(fen).display() == shown


def test_money_has_no_truth_value_so_that_zero_is_never_taken_for_absent():
    with pytest.raises(TypeError):
        bool(Money(0))


@given(st.integers(0, 10**9), st.integers(1, 99))
def test_a_rate_rounds_half_up_to_the_fen(fen, percent):
    exact = Fraction(fen * percent, 100)
    assert abs(Fraction(Money(fen).at_rate(Fraction(percent, 100)).fen) - exact) <= Fraction(1, 2)
