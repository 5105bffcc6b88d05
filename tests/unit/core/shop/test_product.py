"""Are variants grouped under their product, and told apart by their options?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.shop.product import Product, group
from xiaoer.testing.factories import a_sku

BLACK = a_sku("S1", product_id="P1", name="桃桃X1", aliases=("X1",), category="手机", brand="桃桃")
WHITE = a_sku("S2", product_id="P1", name="桃桃X1 白", aliases=("X1", "小白"), category="配件", brand="别家")
BUDS = a_sku("S3", product_id="P2", name="耳机")


def test_sisters_are_grouped_and_the_first_names_the_product():
    assert group((BLACK, BUDS, WHITE)) == (
        Product("P1", "桃桃X1", ("X1", "小白", "桃桃X1 白"), "手机", "桃桃", (BLACK, WHITE)),
        Product("P2", "耳机", (), BUDS.category, BUDS.brand, (BUDS,)),
    )


def test_no_goods_make_no_products():
    assert group(()) == ()


def test_options_are_told_in_their_order():
    assert a_sku(options=(("颜色", "黑"), ("容量", "256G"))).option_text() == "黑 256G"
    assert a_sku(options=()).option_text() == ""


@given(st.lists(st.integers(0, 4)))
def test_grouping_keeps_every_variant_once_and_in_order(owners):
    skus = tuple(a_sku(f"S{n}", product_id=f"P{owner}") for n, owner in enumerate(owners))
    products = group(skus)
    assert [product.product_id for product in products] == [f"P{owner}" for owner in dict.fromkeys(owners)]
    assert sorted(sku.sku for product in products for sku in product.skus) == sorted(sku.sku for sku in skus)
