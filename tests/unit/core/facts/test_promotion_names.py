"""Which questions are about when an offer begins or ends, or name it by its rate?"""

from __future__ import annotations

import pytest
from tests.unit.core.facts.cast import PromotionKind, a_promotion

from xiaoer.core.facts.promotion_names import asks_start, asks_until, gives_rate


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("周年庆搞到哪天", True),
        ("搞到几号", True),
        ("店铺券啥时候过期", True),
        ("满减结束了没", True),
        ("牛奶哪天过期", False),
        ("你们做到几点下班", False),
        ("几号能到", False),
    ],
)
def test_the_end_of_an_offer_is_asked_for(asked, expected):
    assert asks_until(asked) is expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("会员日哪天", True), ("双12几号开始", True), ("双12什么时候发货", False), ("会员日的花最晚哪天下单", False)],
)
def test_the_beginning_of_an_offer_is_asked_for(asked, expected):
    assert asks_start(asked) is expected


def test_an_offer_is_named_by_its_rate():
    seventy = a_promotion("d", PromotionKind.DISCOUNT, rate="0.7")
    assert gives_rate("口罩那个七折还有没", (seventy,))
    assert not gives_rate("口罩那个八折还有没", (seventy,))
    assert not gives_rate("口罩还有没", (seventy,))
