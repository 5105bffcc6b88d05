"""Are variants told as they are asked for: which are in stock, how they part, how two goods of one kind differ?"""

from __future__ import annotations

import pytest
from tests.unit.services.answering.test_talks import talk

from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Sku
from xiaoer.testing.factories import a_shop, a_sku


def blanket(size: str, stock: int) -> Sku:
    options = (("颜色", "雾蓝"), ("尺寸", size))
    return a_sku(f"B-{size}", product_id="B", name="羊羔绒毛毯", category="床品", options=options, stock=stock)


def rail(form: str, load: str) -> Sku:
    return a_sku(
        f"R-{form}",
        product_id="R",
        name="铝合金晾衣杆",
        category="五金",
        options=(("样式", form), ("颜色", "银白")),
        attributes=(("承重", load),),
    )


def cloth(product_id: str, name: str, against_water: str, price: int, *aliases: str) -> Sku:
    return a_sku(
        product_id,
        product_id=product_id,
        name=name,
        aliases=aliases,
        category="桌布",
        options=(),
        price=Money.yuan(price),
        attributes=(("防水", against_water),),
    )


SHOP = a_shop(
    skus=[
        blanket("150×200cm", 8),
        blanket("200×230cm", 0),
        rail("单杆", "15kg"),
        rail("双杆", "20kg"),
        cloth("T1", "防油桌布", "一擦就净", 30, "桌布"),
        cloth("T2", "棉麻桌布", "不防水", 60),
    ]
)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("羊羔绒毛毯哪些尺寸有货", ("库存8件", "已售罄")),
        ("晾衣杆分单杆双杆不", ("样式有单杆、双杆",)),
        ("两款桌布哪个怕水", ("防油桌布是一擦就净", "棉麻桌布是不防水")),
        ("双杆挂得起30斤不", ("承重:20kg",)),
    ],
)
async def test_variants_are_told_as_they_are_asked_for(message, told):
    answer = await talk(message, shop=SHOP)
    assert [part for part in told if part not in answer] == []
