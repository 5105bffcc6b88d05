"""Does a person learn in a glance whom she takes over, and nothing private?"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.dialogue.question import HistoryTurn
from xiaoer.core.dialogue.understanding import Ask, Entities, Family, Label, ProductMatch, Understanding
from xiaoer.services.handoff.summary import SUMMARY_CHARS, summarize
from xiaoer.testing.factories import a_question


def meant(*, anger=0.0, mentions=(), order_id=""):
    products = tuple(ProductMatch(mention, ("X1",), ()) for mention in mentions)
    ask = Ask("", "price", Label.OTHER, Family.PRICE, 0.9, Entities(products=products, order_id=order_id))
    return Understanding("", "", "", (ask,), anger=anger)


def told(*turns):
    history = tuple(HistoryTurn(role, text) for role, text in turns)
    return summarize(replace(a_question("还没好吗"), history=history), meant())


def test_the_last_words_stand_alone_where_there_is_nothing_else():
    assert summarize(a_question("转人工"), meant()) == "顾客说:转人工"


def test_the_last_turns_of_the_shopper_are_told_and_none_of_the_assistants():
    turns = (("user", "一"), ("user", "二"), ("assistant", "我赔您1000元"), ("user", "三"))
    assert told(*turns) == "顾客说:二 / 三 / 还没好吗"


def test_goods_order_and_mood_are_told():
    understanding = meant(anger=0.84, mentions=("桃桃X1", "桃桃X1", "耳机"), order_id="A1")
    assert (
        summarize(a_question("怎么回事"), understanding)
        == "顾客说:怎么回事;涉及商品:桃桃X1、耳机;订单号:A1;情绪激动程度:0.8"
    )


def test_private_details_are_masked_in_earlier_turns_too():
    assert "13800138000" not in told(("user", "我手机13800138000"))


@given(st.text(max_size=2000))
def test_a_summary_is_never_longer_than_its_bound(text):
    assert len(summarize(a_question(text), meant(anger=1.0))) <= SUMMARY_CHARS
