"""Do the shared examples hold together?"""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import running
from xiaoer.testing.factories import (
    EVE_OF_NOV_11,
    FrozenClock,
    SequentialIds,
    a_discount,
    a_faq,
    a_promotion,
    a_shop,
    a_sku,
    a_vip_coupon,
    a_window,
    an_order,
)


def test_the_clock_moves_only_when_told_to():
    clock = FrozenClock()
    assert clock.now() == clock.now() == EVE_OF_NOV_11
    clock.move(60)
    assert (clock.now() - EVE_OF_NOV_11).total_seconds() == 60


def test_ids_count_up():
    ids = SequentialIds("m")
    assert (ids.new(), ids.new()) == ("m-000001", "m-000002")


def test_examples_take_any_field_of_their_noun():
    assert a_sku(price=Money(0), category="配件").category == "配件"
    assert a_faq(window=a_window()).window.holds(EVE_OF_NOV_11)
    assert an_order(address="").address == ""
    assert a_shop(faqs=[a_faq()]).faqs == (a_faq(),)


def test_the_promotions_run_on_the_eve_of_november_11():
    promotions = (a_promotion(), a_discount(), a_vip_coupon())
    assert running(promotions, EVE_OF_NOV_11) == promotions


def test_an_unknown_field_is_refused():
    with pytest.raises(TypeError):
        a_sku(colour="黑")


def test_examples_are_frozen():
    with pytest.raises(FrozenInstanceError):
        a_sku().price = None
