"""Do the fixed sentences speak in the shop's name and promise nothing?"""

from __future__ import annotations

import re
from dataclasses import astuple
from datetime import timedelta

import pytest

from xiaoer.core.shop.knowledge import Window
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.texts import texts_of
from xiaoer.testing.factories import EVE_OF_NOV_11 as NOW

TEXTS = texts_of(Profile("小铺", assistant_name="阿铺", unsure_reply="我问问。", business_hours="10:00-18:00"))
DAY = timedelta(days=1)


def test_the_shops_own_words_are_used():
    assert TEXTS.unsure == "我问问。"
    assert TEXTS.greeting == ("您好,欢迎光临小铺!我是智能客服阿铺,商品、优惠、发货和售后的问题都可以问我。")
    assert "10:00-18:00" in TEXTS.hand_off_later


def test_by_default_the_unsure_reply_is_the_agreed_one():
    assert texts_of(Profile("小铺")).unsure == "我需要为您查询,请稍等。"


def test_no_fixed_sentence_holds_a_number_but_the_hours():
    said = "".join(astuple(TEXTS)).replace("10:00-18:00", "")
    assert re.findall(r"\d|元|折|免费|保证", said) == []


@pytest.mark.parametrize("intent", ["praise", "acknowledge", "who_are_you"])
def test_small_talk_is_told_apart(intent):
    assert TEXTS.small_talk_on(intent) == getattr(TEXTS, intent) != TEXTS.small_talk


def test_other_small_talk_has_one_answer():
    assert TEXTS.small_talk_on("weather") == TEXTS.small_talk_on("") == TEXTS.small_talk


@pytest.mark.parametrize(
    ("window", "holds"),
    [
        (Window(), True),
        (Window(NOW, NOW + DAY), True),
        (Window(NOW - DAY, NOW), False),
        (Window(NOW + DAY, None), False),
        (Window(None, NOW + DAY), True),
        (Window(NOW - DAY, None), True),
        (Window(None, NOW - DAY), False),
    ],
)
def test_a_text_holds_from_its_start_to_just_before_its_end(window, holds):
    assert window.holds(NOW) is holds
