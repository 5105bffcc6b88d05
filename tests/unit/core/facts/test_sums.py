"""Is the sum told under the conditions that the question sets?"""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.unit.core.facts.cast import NOW, ZONE, a_line, a_promotion, a_sku, offers, untraced_numbers

from xiaoer.core.dialogue.understanding import TimeSpan
from xiaoer.core.facts.checkout import state_checkout
from xiaoer.core.facts.sums import state_sum
from xiaoer.core.facts.wording import SUM_NO_COUPONS, SUM_PAST, SUM_WITHOUT_EXTRAS
from xiaoer.core.shop.promotion import PromotionKind

DEC_12 = datetime(2026, 12, 12, tzinfo=ZONE)
NOW_ON = a_promotion("n", name="暖冬满减", threshold=300, amount=30, ends_at=DEC_12 - timedelta(days=2))
LATER = a_promotion(
    "l", name="双十二满减", threshold=300, amount=60, starts_at=DEC_12, ends_at=DEC_12 + timedelta(days=1)
)
COUPON = a_promotion(
    "c", PromotionKind.COUPON, name="店铺券", amount=10, stackable=True, ends_at=DEC_12 + timedelta(days=9)
)
OVER = a_promotion("o", name="国庆满减", threshold=100, amount=50, ends_at=NOW - timedelta(days=9))
BASKET = (a_line(a_sku(price=500)),)


def a_span(start: datetime) -> TimeSpan:
    return TimeSpan("那天", start, start + timedelta(days=1))


def test_a_plain_question_is_summed_up_as_ever():
    shop = offers(NOW_ON, LATER)
    assert state_sum(BASKET, shop, asked="一共多少钱") == state_checkout(BASKET, shop)


def test_a_day_to_come_is_summed_up_by_what_runs_then():
    statement = state_sum(BASKET, offers(NOW_ON, LATER), asked="双十二多少钱", spans=[a_span(DEC_12)])
    assert statement.text.startswith("按12月12日的活动计算:")
    assert "到手价440元" in statement.text
    assert untraced_numbers(statement) == ()


def test_a_sale_that_is_over_is_said_to_be():
    statement = state_sum(BASKET, offers(NOW_ON, OVER), asked="国庆到手多少")
    assert statement.text.startswith(SUM_PAST)
    assert "到手价470元" in statement.text


def test_no_coupon_is_taken_against_her_wish():
    shop = offers(COUPON)
    assert "到手价490元" in state_sum(BASKET, shop, asked="一共多少钱").text
    without = state_sum(BASKET, shop, asked="不用券的话多少钱")
    assert without.text.startswith(SUM_NO_COUPONS)
    assert "到手价500元" in without.text


def test_what_has_no_price_in_the_data_is_said_to_be_left_out():
    assert state_sum(BASKET, offers(), asked="刻字一共多少钱").text.endswith(SUM_WITHOUT_EXTRAS)


def test_who_has_paid_a_deposit_is_told_what_is_left_whatever_else_would_cost_less():
    presale = a_promotion("p", PromotionKind.PRESALE, name="预售", threshold=20, amount=40, stackable=False)
    better = a_promotion("b", name="暖冬满减", threshold=300, amount=90)
    told = state_sum(BASKET, offers(presale, better), asked="定金付了 尾款还要多少").text
    assert "现在付定金20元,抵40元,尾款付460元" in told
    assert "暖冬满减:减" not in told
    assert "暖冬满减:减90元" in state_sum(BASKET, offers(presale, better), asked="到手多少").text
    assert "暖冬满减:减90元" in state_sum(BASKET, offers(better), asked="尾款要付多少").text  # nothing is in presale
