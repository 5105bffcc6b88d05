"""Is it told what is paid now and later for goods in presale?"""

from __future__ import annotations

from tests.unit.core.facts.cast import a_promotion, a_sku, a_topic, offers, untraced_numbers

from xiaoer.core.facts.presale import MOST_PRICES, state_balance
from xiaoer.core.shop.promotion import PromotionKind

PRESALE = a_promotion("p", PromotionKind.PRESALE, name="春日预售", threshold=50, amount=100, stackable=False)
SMALL = a_sku("S", options=(("长度", "2米"),), price=409)
LARGE = a_sku("L", options=(("长度", "3米"),), price=509)


def test_deposit_and_balance_of_each_price_are_told():
    statement = state_balance([a_topic(SMALL, LARGE)], offers(PRESALE))
    assert statement is not None
    assert "2米:现在付定金50元,抵100元,尾款付309元" in statement.text
    assert "3米:现在付定金50元,抵100元,尾款付409元" in statement.text
    assert untraced_numbers(statement) == ()


def test_what_is_in_no_presale_has_no_balance():
    assert state_balance([a_topic(SMALL)], offers()) is None
    assert state_balance([], offers(PRESALE)) is None


def test_of_many_prices_none_is_told():
    many = [a_sku(f"M{n}", options=(("长度", f"{n}米"),), price=400 + n) for n in range(MOST_PRICES + 1)]
    assert state_balance([a_topic(*many)], offers(PRESALE)) is None
