"""Are goods recommended that fit, and only such?"""

from __future__ import annotations

import pytest

from xiaoer.core.facts.recommend import state_recommendation
from xiaoer.core.shop.money import Money
from xiaoer.testing.factories import a_shop, a_sku

JACK = a_sku("N5", product_id="N5", name="桃桃N5", price=Money.yuan(1499), attributes=(("耳机孔", "有"),))
NO_JACK = a_sku("X1", product_id="X1", name="桃桃X1", price=Money.yuan(3999), attributes=(("耳机孔", "无"),))
BUDS = a_sku("E2", product_id="E2", name="桃桃耳机E2", category="配件", price=Money.yuan(299), stock=0)
LAMP = a_sku("L1", product_id="L1", name="吸顶灯", category="灯具", price=Money.yuan(199), description="适合客厅。")
SHOP = a_shop(skus=(JACK, NO_JACK, BUDS, LAMP))


def recommended(wanted, *yuan):
    budget = tuple(Money.yuan(amount) for amount in yuan)
    statement = state_recommendation((), wanted=wanted, budget=budget, shop=SHOP)
    return [item.id for item in statement.evidence] if statement else None


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ("有什么推荐的", ["N5", "X1", "L1"]),
        ("有没有带耳机孔的", ["N5"]),
        ("客厅的灯有吗", ["L1"]),
        ("有没有适合滑雪的", None),
    ],
)
def test_goods_hold_what_the_words_ask_for(wanted, ids):
    assert recommended(wanted) == ids


@pytest.mark.parametrize(
    ("wanted", "yuan", "ids"),
    [
        ("推荐一款", (1500,), ["N5", "L1"]),
        ("推荐一款以上", (1500,), ["X1"]),
        ("推荐一款", (1000, 2000), ["N5"]),
        ("推荐一款", (10,), []),
    ],
)
def test_goods_keep_within_the_budget(wanted, yuan, ids):
    assert recommended(wanted, *yuan) == ids


def test_what_is_sold_out_is_not_recommended():
    assert "E2" not in recommended("推荐")
