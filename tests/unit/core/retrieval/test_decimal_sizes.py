"""Does a decimal point in a size end no clause when goods are looked for?"""

from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.shop.product import group
from xiaoer.testing.factories import a_sku


def test_of_goods_of_one_name_those_are_meant_whose_values_stand_before_it():
    plain = [
        a_sku(
            f"P-{bed}",
            product_id="P",
            name="长绒棉四件套",
            aliases=("四件套",),
            options=(("颜色", "雾蓝"), ("尺寸", bed)),
        )
        for bed in ("1.5米床", "1.8米床")
    ]
    small = a_sku(
        "S", product_id="S", name="水洗棉套件", aliases=("四件套",), options=(("花色", "灰格"), ("尺寸", "1.2米床"))
    )
    (match,) = ProductIndex.build(group((*plain, small))).find("雾蓝1.5米床的四件套有货吗")
    assert match.skus == ("P-1.5米床",)


def test_a_screen_is_called_by_the_whole_inches_next_to_its_size():
    screens = [
        a_sku(f"D-{size}", product_id="D", name="显示器", options=(("尺寸", size),)) for size in ("23.8英寸", "27英寸")
    ]
    assert ProductIndex.build(group(screens)).find("24寸的显示器")[0].skus == ("D-23.8英寸",)
