"""Do loosely worded questions and short second ones stay with their goods and their matter?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.services.answering.test_talks import talk

from xiaoer.core.shop.money import Money
from xiaoer.testing.factories import a_faq, a_shop, a_sku


def diffuser(colour: str, price: int, stock: int, restock: date | None = None):
    return a_sku(
        f"XX-{colour}",
        product_id="XX",
        name="云雾香薰机",
        aliases=("香薰机",),
        category="家电",
        options=(("颜色", colour),),
        price=Money.yuan(price),
        stock=stock,
        restock_at=restock,
        attributes=(("功率", "12瓦"),),
    )


def album(binding: str, price: int):
    return a_sku(
        f"AL-{binding}",
        product_id="AL",
        name="山海画册",
        category="画册",
        options=(("装帧", binding),),
        price=Money.yuan(price),
        attributes=(("页数", "120页"),),
    )


SHOP = a_shop(
    skus=(
        diffuser("雾白", 129, 8),
        diffuser("雾粉", 139, 0, date(2026, 11, 25)),
        album("简装", 58),
        album("精装礼盒", 158),
        a_sku(
            "JY", product_id="JY", name="雪松精油", aliases=("精油",), category="香氛", options=(), price=Money.yuan(39)
        ),
    ),
    faqs=[
        a_faq("oil", question="香薰机要精油吗", answer="加水就能用,滴两滴香味更好。", product_id="XX"),
        a_faq("hang", question="香薰机怎么固定", answer="送无痕贴和挂绳,瓷砖墙用无痕贴。", product_id="XX"),
    ],
    policies=[],
    promotions=[],
)
GOODS = {
    "a need is no other goods": (("香薰机雾白多少钱", "这个要精油吗"), ("加水就能用",), ("39元",)),
    "other goods by name": (("香薰机雾白多少钱", "精油多少钱"), ("39元",), ("129元",)),
    "the goods stay after a need": (("香薰机多少钱", "这个要精油吗", "雾粉的有货吗"), ("雾粉", "售罄"), ("精油",)),
    "what comes along, in few words": (("香薰机功率多大 送挂绳不",), ("12瓦", "无痕贴"), ("没有资料",)),
    "a variant by a part of its value": (("画册简装多少钱", "多少页", "精装呢"), ("精装礼盒",), ("简装",)),
    "when the sold-out one is back": (("雾粉的香薰机啥时候来",), ("11月25日",), ("订单号",)),
    "whether it is bought in again": (("香薰机雾粉还进货不",), ("11月25日",), ("批发",)),
    "no order for what is there": (("香薰机雾白还进货不",), ("雾白", "有货"), ("订单号",)),
}


@pytest.mark.parametrize(("said", "must", "must_not"), GOODS.values(), ids=GOODS)
async def test_loose_questions_stay_with_their_goods(said, must, must_not):
    text = await talk(*said, shop=SHOP)
    assert not [word for word in must if word not in text], text
    assert not [word for word in must_not if word in text], text
