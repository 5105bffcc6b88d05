"""Are the packs and kinds that goods come in told, however they are asked for?"""

import pytest
from tests.unit.core.facts.cast import a_sku, a_topic

from xiaoer.core.facts.options import state_options
from xiaoer.core.facts.specs import state_spec

WIPES = a_topic(
    *(
        a_sku(
            f"W-{count}",
            product_id="W",
            name="湿巾",
            options=(("规格", f"{count}包"),),
            attributes=(("含酒精", "不含"),),
        )
        for count in (1, 5)
    )
)
JERKY = a_topic(
    *(
        a_sku(f"J-{taste}-{grams}", product_id="J", name="肉脯", options=(("口味", taste), ("规格", f"{grams}g")))
        for taste in ("蜜汁", "芝麻")
        for grams in (100, 250)
    )
)


@pytest.mark.parametrize("asked", ["几包", "多少包"])
def test_how_many_a_pack_holds_lists_the_packs(asked):
    assert state_options(WIPES, option_name=asked).text == "湿巾的规格有1包、5包。"


def test_a_value_that_may_be_one_of_any_option_lists_them_all():
    assert state_options(JERKY, option_name="", value="黑椒").text == "肉脯可选口味:蜜汁、芝麻;规格:100g、250g。"


@pytest.mark.parametrize("asked", ["带酒精吗", "有酒精不", "加酒精了吗"])
def test_what_goods_hold_is_told_whatever_verb_is_used(asked):
    statement = state_spec(WIPES, attribute=asked, asked=asked)
    assert statement is not None
    assert statement.text == "湿巾的含酒精:不含。"


LINE = a_topic(
    a_sku(
        "L-1",
        product_id="L",
        name="尼龙绳",
        options=(("长度", "100米"),),
        attributes=(("编数", "8编"), ("自重", "30g"), ("盒重", "50g"), ("网材", "胶丝"), ("面料", "尼龙")),
    )
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("几编的", "尼龙绳 100米的编数:8编。"),
        ("自重是多少", "尼龙绳 100米的自重:30g。"),
        ("网是啥材料", "尼龙绳 100米的网材:胶丝。"),
        ("网是什么材质的", "尼龙绳 100米的网材:胶丝。"),
    ],
)
def test_a_count_or_material_is_told_by_its_first_letter(asked, told):
    statement = state_spec(LINE, attribute=asked, asked=asked)
    assert statement is not None
    assert statement.text == told


RODS = a_topic(
    *(
        a_sku(f"R-{metres}", product_id="R", name="鱼竿", options=(("长度", f"{metres}米"),))
        for metres in ("3.6", "5.4")
    )
)


@pytest.mark.parametrize("asked", ["7.2米", "4米"])
def test_a_length_that_goods_do_not_come_in_is_not_echoed(asked):
    assert state_options(RODS, option_name=asked).text == "鱼竿没有这个长度哦,目前有3.6米、5.4米。"
