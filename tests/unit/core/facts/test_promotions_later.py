"""Is told what will be on offer on a day to come?"""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.unit.core.facts.cast import ZONE, a_promotion, a_sku, a_topic, offers, untraced_numbers

from xiaoer.core.dialogue.understanding import TimeSpan
from xiaoer.core.facts.promotions_later import state_promotions_later
from xiaoer.core.shop.promotion import PromotionKind, Scope

PER = PromotionKind.PER_REDUCTION
MIDNIGHT = datetime(2026, 11, 12, tzinfo=ZONE)
NOW_ON = a_promotion("r", PER, name="双十一跨店满减", threshold=300, amount=50, ends_at=MIDNIGHT)
WARM = a_promotion(
    "w", PER, name="暖冬满减", threshold=200, amount=20, starts_at=MIDNIGHT, ends_at=datetime(2026, 12, 1, tzinfo=ZONE)
)
GIFT = a_promotion(
    "g",
    PromotionKind.GIFT,
    name="旗舰好礼",
    gift="蓝牙耳机",
    scope=Scope(products=("X1",)),
    ends_at=datetime(2026, 12, 1, tzinfo=ZONE),
)
ALL = offers(NOW_ON, WARM, GIFT, titles=(("X1", "桃桃X1"),))
WATCH = a_topic(a_sku("W1", product_id="W1", name="桃桃手表", price=899))


def day(number: int) -> TimeSpan:
    start = datetime(2026, 11, number, tzinfo=ZONE)
    return TimeSpan(f"{number}号", start, start + timedelta(days=1))


def test_what_runs_on_that_day_is_told_with_its_window():
    statement = state_promotions_later(ALL, (), span=day(12), named="12号还有活动吗")
    assert statement is not None
    assert statement.text == (
        "11月12日可以参加的活动:\n"
        "· 暖冬满减:每满200元减20元,全场可用,11月12日 00:00开始,11月30日 24:00结束\n"
        "· 旗舰好礼:赠蓝牙耳机,限桃桃X1,11月30日 24:00结束"
    )
    assert untraced_numbers(statement) == ()


def test_a_kind_restricts_what_is_told():
    statement = state_promotions_later(ALL, (), span=day(12), named="12号还有满减吗")
    assert statement is not None
    assert "旗舰好礼" not in statement.text


def test_offers_for_other_goods_are_not_told():
    statement = state_promotions_later(ALL, (WATCH,), span=day(12), named="12号有活动吗")
    assert statement is not None
    assert "旗舰好礼" not in statement.text


def test_a_day_without_offers_is_said_to_have_none_yet():
    span = TimeSpan("明年", datetime(2027, 1, 3, tzinfo=ZONE), datetime(2027, 1, 4, tzinfo=ZONE))
    statement = state_promotions_later(ALL, (), span=span, named="1月3号有活动吗")
    assert statement is not None
    assert statement.text.startswith("2027年1月3日目前还没有安排活动")
    assert untraced_numbers(statement) == ()


def test_the_name_of_a_promotion_says_more_than_the_date():
    assert state_promotions_later(ALL, (), span=day(12), named="暖冬满减是12号开始吗") is None
