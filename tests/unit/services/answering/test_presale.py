"""Are deposit, balance and the way back told of goods that are sold in advance?"""

from __future__ import annotations

import pytest
from tests.unit.services.answering.test_talks import talk

from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import PromotionKind, Scope
from xiaoer.testing.factories import a_faq, a_policy, a_promotion, a_shop, a_sku

SHOP = a_shop(
    skus=[
        a_sku(f"T-{motor}", product_id="T", name="静音电动轨道", options=(("电机", motor),), price=Money.yuan(price))
        for motor, price in (("插电款", 599), ("锂电款", 799))
    ],
    promotions=[
        a_promotion(
            "PS",
            name="锂电轨道预售",
            kind=PromotionKind.PRESALE,
            threshold=Money.yuan(50),
            amount=Money.yuan(100),
            scope=Scope(skus=("T-锂电款",)),
            stackable=False,
        ),
        a_promotion("MJ", name="满减", threshold=Money.yuan(300), amount=Money.yuan(60)),
    ],
    faqs=[
        a_faq(
            "balance",
            question="锂电款尾款什么时候付",
            answer="尾款11月15日付,当天没付的定金不退。",
            similar=("尾款还差多少", "付完定金尾款还差多少"),
        )
    ],
    policies=[a_policy("退换#2", heading="预售定金", text="预售定金付了不退。")],
)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("锂电款的电动轨道现在订要付多少", "现在付定金50元,抵100元,尾款付699元"),
        ("锂电款电动轨道付完定金尾款还差多少", "尾款付699元"),
        ("定金交了能退不", "预售定金付了不退"),
    ],
)
async def test_what_is_asked_of_a_presale_is_told(message, told):
    assert told in await talk(message, shop=SHOP)
