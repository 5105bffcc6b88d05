"""Staff get texts that say only what the data say, and keep the ad law."""

from __future__ import annotations

import pytest
from tests.unit.services.answering.cast import EARBUDS, X1, live_of
from tests.unit.services.answering.voices import Bad, a_speaker

from xiaoer.adapters.engines.none import NoEngine
from xiaoer.adapters.engines.scripted import Scripted
from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.facts.topic import Topic
from xiaoer.core.guard.adlaw import violations
from xiaoer.core.shop.product import group
from xiaoer.services.writing.writer import Writer, retell
from xiaoer.testing.factories import EVE_OF_NOV_11, a_sku

pytestmark = pytest.mark.anyio
KNOWN = "顾客说:手机壳怎么清洗"
TALK = [("shopper", "手机壳怎么清洗,电话13800138000"), ("assistant", "用湿布擦拭即可。"), ("shopper", "我要找人工")]


def a_writer(engine=None):
    return Writer(live_of(), None if engine is None else a_speaker(engine))


async def test_without_a_model_copy_lists_what_the_data_say():
    written = await a_writer().describe(X1)
    assert written.by == "data"
    assert "桃桃X1" in written.text
    assert "电池:4500mAh" in written.text
    assert written.text.endswith("以商品详情页为准。")
    assert "3999" not in written.text


async def test_copy_leaves_out_what_the_ad_law_forbids():
    boastful = a_sku(attributes=(("卖点", "全网最低价"), ("材质", "玻璃")))
    topic = Topic(group((boastful,))[0], (Quote(boastful, EVE_OF_NOV_11),), X1.zone)
    written = await a_writer().describe(topic)
    assert "材质:玻璃" in written.text
    assert violations(written.text) == ()
    assert written.left_out == ("· 卖点:全网最低价",)


async def test_a_models_copy_goes_out_when_all_of_it_passes():
    written = await a_writer(Scripted("桃桃X1的电池是4500mAh,屏幕是6.1英寸。")).describe(X1)
    assert (written.by, written.text) == ("model", "桃桃X1的电池是4500mAh,屏幕是6.1英寸。")


@pytest.mark.parametrize(
    "words", ["桃桃X1的电池是9000mAh。", "全网最好用的手机。", "支持无线充电。", "", "电池是4500mAh,送您耳机一副。"]
)
async def test_a_models_copy_that_does_not_pass_gives_way_to_the_data(words):
    written = await a_writer(Scripted(words)).describe(X1)
    assert written == await a_writer().describe(X1)


@pytest.mark.parametrize("engine", [NoEngine(), Bad("killed"), Bad("frozen")])
async def test_a_model_that_is_away_or_fails_costs_no_text(engine):
    assert (await a_writer(engine).describe(EARBUDS)).by == "data"


async def test_a_talk_is_told_in_the_models_words_when_they_pass():
    written = await a_writer(Scripted("顾客问手机壳怎么清洗,要找人工。")).summarize(TALK, KNOWN)
    assert (written.by, written.text) == ("model", "顾客问手机壳怎么清洗,要找人工。")


async def test_a_summary_that_makes_things_up_gives_way_to_the_data():
    written = await a_writer(Scripted("顾客要求退款500元。")).summarize(TALK, KNOWN)
    assert (written.by, written.text) == ("data", KNOWN)


async def test_personal_data_never_reach_the_model():
    engine = Scripted("顾客问手机壳怎么清洗。")
    await a_writer(engine).summarize(TALK, KNOWN)
    assert "13800138000" not in engine.history[0].prompt.messages[-1].text


def test_a_talk_without_a_ticket_is_retold_from_her_words():
    assert retell(TALK) == "顾客说:手机壳怎么清洗,电话138****8000 / 我要找人工"
