"""Which questions are about when an offer begins or ends, or name it by its rate?"""

from __future__ import annotations

import pytest
from tests.unit.core.facts.cast import PromotionKind, a_promotion

from xiaoer.core.facts.promotion_names import (
    asks_start,
    asks_to_combine,
    asks_until,
    gift_asked,
    gives_rate,
    gives_sums,
    named_promotions,
)
from xiaoer.core.shop.money import Money


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("周年庆搞到哪天", True),
        ("搞到几号", True),
        ("店铺券啥时候过期", True),
        ("满减结束了没", True),
        ("毛巾打折到哪天", True),
        ("买三脚架送云台送到几号", True),
        ("包裹送到几号", False),
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


@pytest.mark.parametrize(
    ("asked", "given"),
    [("满1000少一百五是真的吗", True), ("满一千立减150", True), ("满1000减100", False), ("满1000", False)],
)
def test_an_offer_is_named_by_its_sums_however_they_are_written(asked, given):
    tier = a_promotion("m", threshold=Money.yuan(1000), amount=Money.yuan(150))
    assert gives_sums(asked, (tier,)) is given


def test_who_did_something_hears_of_what_rewards_it():
    reward = a_promotion("评价返现", PromotionKind.NOTE, description="带图评价返5元")
    other = a_promotion("店铺券", PromotionKind.COUPON)
    assert named_promotions("晒个图有红包没", (other, reward), ())[1] == (reward,)


def test_one_coupon_asked_about_by_name_brings_up_no_others():
    named, other = (a_promotion(name, PromotionKind.COUPON) for name in ("出游券", "夏日券"))
    asked = "帐篷打了折还能用出游券吗"
    assert asks_to_combine(asked)
    assert named_promotions(asked, (named, other), ())[1] == (named,)


@pytest.mark.parametrize(("asked", "thing"), [("买三脚架送云台送到几号", "云台"), ("送不送壳", "壳"), ("送到几号", "")])
def test_the_gift_that_is_asked_for(asked, thing):
    assert gift_asked(asked) == thing


def test_a_piece_inside_a_longer_word_names_no_promotion():
    offered = (a_promotion("a", name="办公券", kind=PromotionKind.COUPON), a_promotion("b", name="标签打印机预售"))
    assert named_promotions("办公室墙面能装吗", offered, ())[0] == ""
    assert named_promotions("能用在哪些打印机上", offered, ())[0] == ""
    assert named_promotions("办公券怎么用", offered, ())[1] == offered[:1]
