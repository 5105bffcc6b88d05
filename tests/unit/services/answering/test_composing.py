"""When is the model asked, and what does the rest of the flow make of it?"""

from __future__ import annotations

import pytest
from tests.unit.services.answering.voices import BEARING, HONEST, Bad, Heard, a_voiced_drafter

from xiaoer.adapters.engines.none import NoEngine
from xiaoer.adapters.engines.scripted import Scripted
from xiaoer.core.dialogue.plan import HandOffReason
from xiaoer.core.dialogue.state import FRESH, DialogueState
from xiaoer.core.language.normalize import normalize
from xiaoer.ports import EngineState
from xiaoer.services.answering.record import outcome_of
from xiaoer.services.answering.turn import Turn
from xiaoer.testing.factories import EVE_OF_NOV_11, SequentialIds, a_question
from xiaoer.testing.talks import a_conversation

pytestmark = pytest.mark.anyio
FROM_DATA = (
    "狗狗雨衣多少钱",
    "狗狗雨衣什么材质",
    "雨衣怎么清洗",
    "你好",
    "转人工",
    "有什么优惠",
    "给我便宜点",
    "你们要投诉",
)
NO_EVIDENCE = ("蓝鲸会写俳句吗", "月亮上能种萝卜吗", "你们老板叫什么名字", "狗狗雨衣是谁设计的", "你们直播几点开播")


async def answered(text, engine, *, state=FRESH, heard=None):
    listener = (heard or Heard()).listener
    return await a_voiced_drafter(engine).draft(a_question(text), shop_id="default", state=state, listener=listener)


def without_times(result):
    reply, receipt = result.reply, result.receipt
    return reply, receipt.route, receipt.rule, receipt.evidence, receipt.replaced, receipt.composed, result.state


async def asks_a_model():
    """Return the first question that goes to the model; the data may come to answer some of them."""
    for text in BEARING:
        engine = Scripted(HONEST)
        await answered(text, engine)
        if engine.history:
            return text
    raise AssertionError("no question goes to the model any more: add one on which evidence bears")


@pytest.mark.parametrize("text", FROM_DATA)
async def test_what_the_data_answer_never_reaches_a_model(text):
    engine = Scripted(HONEST)
    with_model = await answered(text, engine)
    assert engine.history == []
    assert without_times(with_model) == without_times(await answered(text, NoEngine()))


@pytest.mark.parametrize("text", NO_EVIDENCE)
async def test_a_question_without_evidence_stays_unsure(text):
    engine = Scripted(HONEST)
    result = await answered(text, engine)
    assert (engine.history, result.reply.route) == ([], "unsure")


async def test_a_model_that_is_not_ready_changes_nothing():
    text = await asks_a_model()
    starting = Scripted(status=EngineState("restarting"))
    assert without_times(await answered(text, starting)) == without_times(await answered(text, NoEngine()))


async def test_a_question_on_which_evidence_bears_is_worded():
    text = await asks_a_model()
    engine, heard = Scripted(HONEST), Heard()
    result = await answered(text, engine, heard=heard)
    assert engine.history[0].prompt.messages[-1].text.endswith(normalize(text))
    assert result.receipt.composed.prompt == engine.history[0].prompt
    assert result.receipt.evidence
    if result.reply.route == "composed":
        assert (result.state.misses, len(result.state.exchanges)) == (0, 1)
    assert result.reply.text.startswith(heard.text)


async def test_personal_data_never_reach_the_model():
    text = await asks_a_model()
    engine = Scripted(HONEST)
    result = await answered(f"{text} 13800138000", engine)
    assert "13800138000" not in result.reply.text
    assert all("13800138000" not in message.text for r in engine.history for message in r.prompt.messages)


async def test_the_next_turn_begins_with_this_one():
    text = await asks_a_model()
    told = await answered(text, Scripted("您好。"))
    evidence = told.receipt.composed.prompt.messages[-1].text.split("\n")[1]
    words = evidence.partition(":")[2].split("。")[0] + "。"
    first = await answered(text, Scripted(words))
    engine = Scripted("您好。")
    await answered(f"{text}呢", engine, state=first.state)
    if first.reply.route == "composed" and engine.history:
        assert engine.history[0].prompt.messages[:2] == first.receipt.composed.prompt.messages


async def test_a_broken_model_at_the_second_miss_brings_a_person():
    text = await asks_a_model()
    result = await answered(text, Bad("killed"), state=DialogueState(misses=1))
    assert result.reply.hand_off in {HandOffReason.SYSTEM_DEGRADED}
    assert result.state.misses == 0


async def test_a_reply_that_failed_is_a_case_to_learn_from():
    text = await asks_a_model()
    result = await answered(text, Scripted("给您打1折。"))
    turn = a_turn(text)
    outcome = outcome_of(result, turn, ids=SequentialIds(), at=EVE_OF_NOV_11)
    assert outcome.failure is not None
    assert result.receipt.replaced == ("给您打1折。",)
    assert result.state.misses == 1


async def test_the_same_question_gives_the_same_bytes():
    text = await asks_a_model()
    replies = {(await answered(text, Scripted(HONEST))).reply.text for _ in range(5)}
    assert len(replies) == 1


def a_turn(text):
    return Turn(a_conversation(), "m-1", a_question(text))
