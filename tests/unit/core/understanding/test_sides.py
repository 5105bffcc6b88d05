"""Are both variants heard that a comparison sets side by side?"""

import pytest

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.shop.product import group
from xiaoer.core.understanding.sides import both_sides, one_in_two
from xiaoer.testing.factories import a_shop, a_sku

RUGS = tuple(
    a_sku(f"R-{thick}-{lined}", product_id="R", name="地毯", options=(("厚度", thick), ("衬底", lined)))
    for thick in ("6mm", "10mm")
    for lined in ("带防滑底", "不带底")
)
(RUG,) = group(RUGS)
WHOLE = ProductMatch("地毯", ("R",), tuple(sku.sku for sku in RUGS))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("地毯6毫米的和10毫米的差别大不", {"6mm", "10mm"}),
        ("6mm跟10mm的地毯哪个好", {"6mm", "10mm"}),
        ("地毯带底和不带底差几块", {"带防滑底", "不带底"}),
    ],
)
def test_both_values_of_one_option_are_heard(text, values):
    assert {value for _, value in both_sides(text, WHOLE, RUG).options} == values


def test_what_else_is_named_holds_for_both():
    match = both_sides("不带底的地毯6毫米和10毫米差多少", WHOLE, RUG)
    assert match.skus == ("R-6mm-不带底", "R-10mm-不带底")


@pytest.mark.parametrize("text", ["地毯6毫米的多少钱", "地毯和窗帘哪个贵", "地毯好不好"])
def test_a_lone_value_is_no_comparison(text):
    assert both_sides(text, WHOLE, RUG) is WHOLE


HEADSETS = tuple(
    a_sku(f"H-{form}", product_id="H", name="回声耳机", options=(("版本", form),)) for form in ("有线版", "无线版")
)
BOARD = a_sku("K", product_id="K", name="有线办公键盘", options=())
SHELF = ShopIndex.build(a_shop(skus=(*HEADSETS, BOARD)))
WIRELESS = ProductMatch("耳机", ("H",), ("H-无线版",), (("版本", "无线版"),))


def test_a_value_that_sounds_like_other_goods_is_a_side_of_its_own():
    found = one_in_two("有线版和无线版耳机差几克", (ProductMatch("有线", ("K",), ("K",)), WIRELESS), SHELF)
    assert found is not None
    assert {value for _, value in found.options} == {"有线版", "无线版"}


def test_two_goods_stay_two():
    assert (
        one_in_two("有线办公键盘和无线版耳机哪个轻", (ProductMatch("有线办公键盘", ("K",), ("K",)), WIRELESS), SHELF)
        is None
    )
