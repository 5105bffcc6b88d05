"""Do goods that are kept for one text never answer for another, and is what is kept bounded?"""

from __future__ import annotations

from xiaoer.core.retrieval import products
from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.shop.product import group
from xiaoer.testing.factories import a_sku

CUP = a_sku("C1", product_id="C", name="保温杯", options=())
LAMP = a_sku("L1", product_id="L", name="吸顶灯", options=())


def found(index, text):
    return [match.product_ids for match in index.find(text)]


def test_each_text_keeps_its_own_goods():
    index = ProductIndex.build(group((CUP, LAMP)))
    for _ in range(2):
        assert found(index, "保温杯多少钱") == [("C",)]
        assert found(index, "吸顶灯多少钱") == [("L",)]
        assert found(index, "") == []


def test_what_is_kept_is_bounded_and_stays_right(monkeypatch):
    monkeypatch.setattr(products, "MOST_KNOWN", 2)
    index = ProductIndex.build(group((CUP, LAMP)))
    for number in range(5):
        assert found(index, f"保温杯{'多' * number}少钱") == [("C",)]
        assert len(index._known) <= 2
