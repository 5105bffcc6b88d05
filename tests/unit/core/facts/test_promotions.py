"""Is only offered what runs, and said what is over or still to come?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.core.facts.cast import (
    NOTE,
    NOW,
    ZONE,
    a_line,
    a_promotion,
    a_sku,
    a_topic,
    offers,
    untraced_numbers,
)
from tests.unit.core.facts.test_reductions import BASKETS, PROMOTIONS

from xiaoer.core.facts.checkout import state_checkout
from xiaoer.core.facts.promotions import state_bargain, state_promotions
from xiaoer.core.facts.terms import say_gain
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import Audience, PromotionKind, Scope

PER = PromotionKind.PER_REDUCTION
MIDNIGHT = datetime(2026, 11, 12, tzinfo=ZONE)
RUNNING = a_promotion("r", PER, name="双十一跨店满减", threshold=300, amount=50, ends_at=MIDNIGHT)
VIP = a_promotion("v", PromotionKind.COUPON, name="会员券", amount=200, audience=Audience.VIP, ends_at=MIDNIGHT)
PAST = a_promotion("o", name="国庆满减", threshold=100, amount=33, ends_at=NOW - timedelta(days=1))
COMING = a_promotion(
    "c",
    PromotionKind.DISCOUNT,
    name="双十二大促",
    rate="0.77",
    starts_at=datetime(2026, 12, 12, tzinfo=ZONE),
    ends_at=datetime(2026, 12, 13, tzinfo=ZONE),
)
GIFT = a_promotion("g", PromotionKind.GIFT, name="旗舰好礼", gift="蓝牙耳机", scope=Scope(products=("X1",)))
ALL = offers(RUNNING, VIP, PAST, COMING, GIFT, titles=(("X1", "桃桃X1"),))
PHONE = a_topic(a_sku(category="手机"))
WATCH = a_topic(a_sku("W1", product_id="W1", name="桃桃手表", price=899))


def said(named="", topics=(), now=ALL):
    return state_promotions(now, topics, named=named).text


def test_what_runs_is_offered_and_what_comes_is_announced_with_its_start():
    assert said() == (
        "目前进行中的活动:\n"
        "· 双十一跨店满减:每满300元减50元,全场可用,11月11日 24:00结束\n"
        "· 旗舰好礼:赠蓝牙耳机,限桃桃X1,11月11日 20:00结束\n"
        "· 会员券:无门槛优惠券减200元,全场可用,VIP专享,11月11日 24:00结束\n"
        "还有即将开始的活动:\n· 双十二大促(尚未开始,12月12日 00:00开始):7.7折,全场可用"
    )


@pytest.mark.parametrize(
    "named", ["", "国庆满减还有吗", "双十一有什么活动", "有优惠券吗", "送什么", "618呢", "VIP有什么"]
)
def test_the_terms_of_what_is_over_are_never_said(named):
    assert "33元" not in said(named)


def test_what_is_over_is_said_to_be_over():
    assert said("国庆满减还有吗").startswith(
        "国庆满减已结束了哦。\n目前进行中的活动有:双十一跨店满减(每满300元减50元)、会员券("
    )


@pytest.mark.parametrize(
    ("named", "words", "not_words"),
    [
        ("有优惠券吗", "会员券", "跨店"),
        ("还有满减吗", "双十一跨店满减", "会员券"),
        ("送什么东西", "蓝牙耳机", "会员券"),
        ("300减50还有吗", "双十一跨店满减:", "双十二"),
        ("7.7折从哪天起", "双十二大促(尚未开始", "双十一跨店满减:"),
        ("七七折从哪天起", "双十二大促(尚未开始", "双十一跨店满减:"),
        ("那个旗舰好礼是啥", "旗舰好礼", "会员券"),
        ("vip有什么优惠", "无门槛优惠券减200元", "蓝牙耳机"),
    ],
)
def test_a_named_kind_restricts_the_answer(named, words, not_words):
    assert words in said(named)
    assert not_words not in said(named)


def test_what_does_not_exist_is_denied_and_what_runs_is_offered():
    text = said("有预售吗")
    assert text.startswith("目前没有预售活动哦。")
    assert "双十一跨店满减" in text


def test_what_has_not_begun_is_announced_when_asked_for():
    assert said("双12什么时候开始").startswith("· 双十二大促(尚未开始,12月12日 00:00开始):7.7折")


def test_products_restrict_the_promotions():
    assert "蓝牙耳机" in said(topics=(PHONE,))
    assert "蓝牙耳机" not in said(topics=(WATCH,))


def test_the_tiers_of_one_promotion_are_told_together():
    rows = tuple(a_promotion(f"t{n}", name="暖冬满减", threshold=1000 * n, amount=60 * n) for n in (1, 2))
    text = said(now=offers(*rows))
    assert text == ("目前进行中的活动:\n· 暖冬满减:满1000元减60元、满2000元减120元,全场可用,11月11日 20:00结束")


def test_without_any_promotion_none_is_offered():
    assert said(now=offers(PAST)) == "目前没有进行中的优惠活动,以商品详情页标价为准哦。"


@pytest.mark.parametrize(
    ("promotion", "words"),
    [
        (a_promotion(threshold=300, amount=50), "满300元减50元"),
        (a_promotion(threshold=0, amount=50), "立减50元"),
        (a_promotion(threshold=300, amount=0), "满300元减0元"),
        (a_promotion(threshold=300), ""),
        (a_promotion(kind=PromotionKind.COUPON, threshold=199.5, amount=20), "优惠券满199.5元减20元"),
        (a_promotion(kind=PromotionKind.DISCOUNT, rate="0.8"), "8折"),
        (a_promotion(kind=PromotionKind.DISCOUNT, rate="0.95"), "9.5折"),
        (a_promotion(kind=PromotionKind.DISCOUNT, rate="0.88"), "8.8折"),
        (a_promotion(kind=PromotionKind.GIFT, gift="手机壳", threshold=99), "满99元赠手机壳"),
        (a_promotion(kind=PromotionKind.PRESALE, threshold=100, amount=200), "付定金100元,付尾款时抵200元"),
    ],
)
def test_the_gain_in_words(promotion, words):
    assert say_gain(promotion) == words


def test_bargaining_brings_the_running_promotions_and_the_sum_for_one_piece():
    statement = state_bargain(ALL, (PHONE,))
    assert statement.text.startswith("店里都是统一价")
    assert statement.text.endswith(f"按买一件算,桃桃X1到手价3349元{NOTE}。")
    assert "双十二" not in statement.text
    assert statement == state_bargain(ALL, (PHONE,))


def test_bargaining_without_a_promotion_brings_nothing():
    statement = state_bargain(offers(PAST, COMING), (PHONE,))
    assert "元" not in statement.text
    assert "折" not in statement.text


def test_the_sum_to_pay_is_shown_step_by_step():
    text = state_checkout((a_line(PHONE.quotes[0].sku, 2),), ALL).text
    assert text == (
        "桃桃X1 3999元×2=7998元\n原价合计7998元\n双十一跨店满减:减1300元(每满300元减50元)\n到手价6698元\n"
        f"赠品:蓝牙耳机(旗舰好礼)\n另有会员券(无门槛优惠券减200元,VIP专享),符合条件才能用\n{NOTE}"
    )


def test_lines_that_cannot_be_bought_or_computed_are_said_and_left_out():
    basket = (
        a_line(a_sku("a", name="无价壳", price=None)),
        a_line(a_sku("b", name="下架壳", price=66, on_sale=False)),
        a_line(a_sku("c", name="售罄壳", price=20, stock=0)),
        a_line(a_sku("d", name="不足壳", price=10, stock=1), 2),
    )
    text = state_checkout(basket, offers()).text
    assert "无价壳的价格暂未登记" in text
    assert "下架壳已下架" in text
    assert "售罄壳已售罄" in text
    assert "不足壳目前库存只有1件,不够2件" in text
    assert "其余商品:" in text
    assert "原价合计40元" in text
    assert "66" not in text


def test_nothing_to_sum_up():
    assert "到手价" in state_checkout((), offers()).text
    text = state_checkout((a_line(a_sku(price=None)),), offers()).text
    assert "元" not in text


@settings(max_examples=100)
@given(BASKETS, PROMOTIONS, st.sampled_from(["", "满减", "优惠券", "双十一", "折扣"]))
def test_every_number_said_is_borne_out(basket, promotions, named):
    all_of = offers(*promotions)
    topics = tuple(a_topic(line.quote.sku) for line in basket)
    for statement in (
        state_checkout(basket, all_of),
        state_promotions(all_of, topics, named=named),
        state_promotions(all_of, (), named=named),
        state_bargain(all_of, topics[:1]),
    ):
        assert untraced_numbers(statement) == ()


@settings(max_examples=100)
@given(st.integers(-(10**6), 10**6))
def test_a_promotion_is_offered_exactly_within_its_window(seconds):
    now = MIDNIGHT + timedelta(seconds=seconds)
    starts = MIDNIGHT - timedelta(seconds=500_000)
    promotion = a_promotion(name="限时券", amount=Money(777), starts_at=starts, ends_at=MIDNIGHT)
    text = state_promotions(offers(promotion, now=now), (), named="").text
    assert ("7.77元,全场可用,11月11日 24:00结束" in text) == (starts <= now < MIDNIGHT)
    assert ("尚未开始" in text) == (now < starts)


TENT = a_promotion(
    "t",
    PromotionKind.DISCOUNT,
    name="帐篷九折",
    rate="0.9",
    scope=Scope(categories=("帐篷",)),
    starts_at=NOW + timedelta(days=9),
    ends_at=NOW + timedelta(days=12),
)
VIP_RATE = a_promotion("w", PromotionKind.DISCOUNT, name="VIP95折", rate="0.95", audience=Audience.VIP)
CLEARANCE = a_promotion("k", PromotionKind.COUPON, name="桃桃手表清仓", amount=100, stackable=False)
OVER = a_promotion("z", PromotionKind.DISCOUNT, name="国庆背包8折", rate="0.8", ends_at=NOW - timedelta(days=30))
FEAST = a_promotion(
    "d", PER, name="双12满减", threshold=200, amount=30, starts_at=COMING.starts_at, ends_at=COMING.ends_at
)
COUPON = a_promotion(
    "e", PromotionKind.COUPON, name="手表券", threshold=90, amount=15, starts_at=FEAST.starts_at, ends_at=FEAST.ends_at
)


def test_what_is_awaited_for_these_goods_is_announced_beside_what_others_have():
    text = said("帐篷什么时候打折", now=offers(TENT, VIP_RATE))
    assert "VIP95折" in text
    assert "帐篷九折(尚未开始,11月19日 20:00开始)" in text


def test_coupons_of_a_feast_are_told_with_it():
    text = said("双12有券吗", now=offers(FEAST, COUPON))
    assert "双12满减(尚未开始" in text
    assert "手表券(尚未开始" in text


def test_what_is_over_is_no_answer_to_a_question_for_a_kind():
    text = said("有打折吗", now=offers(OVER, RUNNING))
    assert "国庆" not in text
    assert "双十一跨店满减" in text


@pytest.mark.parametrize(
    ("promotions", "verdict"),
    [
        ((RUNNING, CLEARANCE), "桃桃手表清仓不与其他优惠同享,不能和别的活动一起用。"),
        ((RUNNING, replace(CLEARANCE, stackable=True)), "以上活动可以一起用,同一满减的各档按达到的最高一档算。"),
    ],
)
def test_whether_promotions_go_together_is_said_of_both(promotions, verdict):
    text = said("手表清仓能和满减一起用吗", (WATCH,), offers(*promotions))
    assert all(promotion.name in text for promotion in promotions)
    assert text.endswith(verdict)


def test_two_lines_of_one_sku_are_added_up_and_two_variants_stay_two_lines():
    red = a_sku("X1-R", price=129, options=(("色号", "正红"),))
    rose = a_sku("X1-P", price=119, options=(("色号", "豆沙"),))
    text = state_checkout((a_line(red), a_line(rose), a_line(red, 2)), offers()).text
    assert "桃桃X1 正红 129元×3=387元" in text
    assert "桃桃X1 豆沙 119元" in text
    assert "到手价506元" in text


LAMP_GIFT = a_promotion(
    "lg",
    PromotionKind.GIFT,
    name="满168送喷壶",
    gift="绿色喷壶1个",
    threshold=168,
    ends_at=NOW - timedelta(days=2),
)
LAST_FEAST = a_promotion("wy", PromotionKind.DISCOUNT, name="五一全场9折", rate="0.9", ends_at=NOW - timedelta(days=99))
COOL = a_promotion(
    "cool", PromotionKind.DISCOUNT, name="清凉节9折", rate="0.9", starts_at=MIDNIGHT, ends_at=MIDNIGHT + timedelta(3)
)
TRIP = a_promotion("trip", name="暑期自驾满299减40", threshold=299, amount=40, starts_at=MIDNIGHT, ends_at=MIDNIGHT)
NEW = a_promotion("new", PromotionKind.COUPON, name="见面礼", amount=10, audience=Audience.NEW_CUSTOMER)
LATER = offers(RUNNING, LAMP_GIFT, LAST_FEAST, COOL, replace(TRIP, ends_at=MIDNIGHT + timedelta(9)), GIFT, NEW)


@pytest.mark.parametrize(
    ("named", "told", "not_told"),
    [
        ("满168还送喷壶吗", "满168送喷壶已结束了哦。", "168元"),
        ("喷壶要买够多少才送", "满168送喷壶已结束了哦。", "168元"),
        ("送雨伞吗", "目前的活动里没有送雨伞的。", "喷壶"),
        ("送耳机不", "旗舰好礼:赠蓝牙耳机", "已结束"),
        ("五一那个九折还能用不", "五一全场9折已结束了哦。", "清凉节"),
        ("清凉节9折能用了吗", "清凉节9折(尚未开始", "五一"),
        ("暑假自驾有没有满减", "暑期自驾满299减40(尚未开始", "目前没有"),
        ("头一回来你家买有什么优惠", "见面礼:无门槛优惠券减10元", "跨店"),
    ],
)
def test_an_offer_is_told_by_what_it_is_called_or_gives_whenever_it_runs(named, told, not_told):
    text = said(named, now=LATER)
    assert told in text
    assert not_told not in text


def test_her_own_offers_stand_first_however_many_there_are():
    many = [replace(RUNNING, promotion_id=f"r{at}", name=f"满减{at}") for at in range(12)]
    hers = replace(offers(*many, NEW), audiences=frozenset({Audience.NEW_CUSTOMER}))
    assert "· 见面礼" in state_promotions(hers, (), named="有优惠没").text
