"""Is stock said as it is known: there, sold out, or not known?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.core.facts.cast import NOTE, a_phone, a_sku, a_topic

from xiaoer.core.facts.stock import state_stock


def stock(*skus, quantity=None):
    return state_stock(a_topic(*skus), quantity=quantity).text


def test_what_is_there_is_counted():
    assert stock(a_sku(stock=12)) == f"桃桃X1有货,库存12件{NOTE}。"


@pytest.mark.parametrize(("quantity", "words"), [(2, "够您要的2件"), (12, "够您要的12件"), (13, "只有12件,不够13件")])
def test_a_wished_quantity_is_held_against_the_stock(quantity, words):
    assert words in stock(a_sku(stock=12), quantity=quantity)


def test_sold_out_comes_with_the_restock_date_while_that_is_to_come():
    assert stock(a_sku(stock=0, restock_at=date(2026, 11, 20))) == f"桃桃X1已售罄,暂时缺货,预计11月20日到货{NOTE}。"
    assert "到货" in stock(a_sku(stock=0, restock_at=date(2026, 11, 10)))
    assert "到货" not in stock(a_sku(stock=0, restock_at=date(2026, 11, 9)))
    assert "2027年1月3日" in stock(a_sku(stock=0, restock_at=date(2027, 1, 3)))


def test_an_unknown_stock_is_neither_there_nor_gone():
    text = stock(a_sku(stock=None))
    assert "有货" not in text
    assert "缺货" not in text
    assert "售罄" not in text
    assert "商品详情页" in text


def test_several_variants_are_told_apart():
    text = stock(a_phone("黑色", "128G", 1, 5), a_phone("黑色", "256G", 1, 0), a_phone("银色", "128G", 1, None))
    assert text == (
        "桃桃X1的库存情况:\n有货:黑色 128G(库存5件)\n已售罄:黑色 256G\n"
        f"库存暂未登记(以商品详情页为准):银色 128G\n{NOTE}"
    )


def test_what_is_off_the_shelf_is_not_in_stock():
    assert stock(a_sku(stock=9, on_sale=False)) == "桃桃X1已下架,暂时不能购买哦。"


def test_all_sold_out_is_said_at_once():
    text = stock(a_phone("黑色", "128G", 1, 0), a_phone("黑色", "256G", 1, 0))
    assert text.startswith("桃桃X1目前都已售罄")
