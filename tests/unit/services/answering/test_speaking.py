"""Whatever the engine does, the turn ends in time and nothing unbacked is shown."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from time import monotonic

import pytest
from tests.unit.services.answering.cast import live_of
from tests.unit.services.answering.voices import (
    FAST,
    HONEST,
    TWO_MISSES,
    UNSURE,
    WISH,
    Bad,
    Heard,
    a_speaker,
    an_occasion,
)

from xiaoer.adapters.engines.scripted import Line, Scripted
from xiaoer.core.dialogue.plan import HandOffReason
from xiaoer.core.dialogue.state import Exchange
from xiaoer.core.prompting import chatml
from xiaoer.core.shop.texts import texts_of
from xiaoer.errors import EngineFailed
from xiaoer.ports import Delta
from xiaoer.services.answering.settling import settle
from xiaoer.testing.factories import EVE_OF_NOV_11

pytestmark = pytest.mark.anyio
TEXTS = texts_of(live_of().shop.profile)
UNSURE_TEXT = f"{TEXTS.unsure}\n{TEXTS.offer_person}"
MARGIN_S = 0.6  # a loaded test machine; the product's own margin is 1.5 s


async def said(engine, wish=WISH, *, heard=None, speaker=None, **occasion):
    heard = heard or Heard()
    spoken = await (speaker or a_speaker(engine)).say(wish, an_occasion(**occasion), heard.listener)
    plan, reply = settle(wish, spoken, live_of(), now=EVE_OF_NOV_11)
    assert reply.text.startswith(heard.text), "what was shown was taken back"
    return spoken, plan, reply, heard


# What a model says well


async def test_words_that_the_evidence_bears_go_out_after_the_opening():
    spoken, plan, reply, heard = await said(Scripted(HONEST))
    assert (reply.text, reply.route, reply.rule) == (f"{WISH.opening}{HONEST}", "composed", "compose.passages")
    assert plan == WISH
    assert heard.text == reply.text
    assert [source.id for source in reply.sources] == ["退款#1"]
    assert (spoken.composed.model, spoken.composed.ended) == ("scripted", "stop")
    assert spoken.composed.prompt.messages[-1].text.endswith("顾客问:退货之后多久退款")


class Remembering(Scripted):
    """Remembers what it was asked to read ahead and to count."""

    def __init__(self, *lines):
        super().__init__(*lines)
        self.ahead, self.counted = [], []

    def read_ahead(self, prompt):
        self.ahead.append(prompt)

    async def count_tokens(self, texts):
        self.counted += texts
        return await super().count_tokens(texts)


async def test_every_prompt_begins_with_what_was_read_ahead():
    engine = Remembering(HONEST)
    speaker = a_speaker(engine)
    speaker.prepare(live_of())
    spoken, *_ = await said(engine, speaker=speaker)
    (ahead,) = engine.ahead
    constant = chatml.render(ahead).removesuffix(f"{chatml.END}\n{chatml.START}assistant\n")
    assert chatml.render(spoken.composed.prompt).startswith(constant)
    assert "资料:" in constant


async def test_what_surely_fits_is_not_counted():
    engine = Remembering(HONEST, HONEST)
    await said(engine)
    assert engine.counted == []
    await said(engine, speaker=a_speaker(engine, replace(FAST, new_tokens=50)))
    assert engine.counted != []


async def test_a_reply_that_is_broken_off_tells_what_was_read():
    class Telling(Scripted):
        async def generate(self, request):
            yield Delta("全场五折。", 4, prompt_tokens=77)
            yield Delta("您好", 1)

    spoken, *_ = await said(Telling())
    assert (spoken.composed.ended, spoken.composed.prompt_tokens) == ("replaced", 77)


async def test_plain_words_are_shown_before_the_reply_is_whole():
    *_, heard = await said(Scripted(HONEST))
    assert len(heard.pieces) > 4


async def test_a_number_waits_for_its_clause():
    *_, heard = await said(Scripted(HONEST))
    assert not any(piece.endswith("2") for piece in heard.pieces)


async def test_the_engine_is_told_the_limits_and_whose_turn_it_is():
    engine = Scripted(HONEST)
    await said(engine)
    request = engine.history[0]
    assert (request.shopper, request.deadline_s, request.sampling) == ("小美", FAST.total_s, FAST.sampling)


async def test_the_evidence_is_cut_to_the_budget():
    long = replace(WISH.evidence[0], text=WISH.evidence[0].text + "本店另有许多别的规定写在这里。" * 40)
    engine = Scripted(HONEST)
    await said(engine, replace(WISH, evidence=(long,)))
    assert len(engine.history[0].prompt.messages[-1].text) < 200


async def test_a_question_beyond_the_budget_is_not_the_models():
    engine = Scripted(HONEST)
    _, _, reply, _ = await said(engine, replace(WISH, question="退款" * 100))
    assert (engine.history, reply.text, reply.route) == ([], UNSURE_TEXT, "unsure")


async def test_a_reply_that_is_cut_off_says_so():
    engine = Scripted("仓库收到退货后2个工作日内退款,原路返回,")
    limits = replace(FAST, sampling=replace(FAST.sampling, max_tokens=19))
    _, _, reply, _ = await said(engine, speaker=a_speaker(engine, limits))
    assert (reply.text, reply.route) == (f"{WISH.opening}仓库收到退货后2个工作日内退款,原路返……", "composed")


# What goes on between turns


async def test_earlier_exchanges_stand_in_front_as_they_were_read():
    engine = Scripted(HONEST, HONEST)
    speaker = a_speaker(engine)
    first, *_ = await said(engine, speaker=speaker)
    await said(engine, replace(WISH, question="退款原路返回吗"), speaker=speaker, exchanges=first.exchanges)
    before, after = (request.prompt.messages for request in engine.history)
    assert after[: len(before)] == before
    assert after[len(before)].text == HONEST


async def test_a_thread_that_is_too_long_begins_anew():
    engine = Scripted(HONEST)
    spoken, *_ = await said(engine, exchanges=(Exchange("a", "b"), Exchange("c", "d")))
    assert len(engine.history[0].prompt.messages) == 2
    assert len(spoken.exchanges) == 1


async def test_a_reply_that_was_not_let_out_does_not_enter_the_thread():
    spoken, *_ = await said(Scripted("给您打1折。"))
    assert spoken.exchanges == ()


# The cache


async def test_the_same_question_is_answered_once():
    engine = Scripted(HONEST)
    speaker = a_speaker(engine)
    _, _, first, _ = await said(engine, speaker=speaker)
    spoken, _, again, heard = await said(engine, replace(WISH, question="退货之后,多久退款?"), speaker=speaker)
    assert (len(engine.history), again.text, heard.text) == (1, first.text, first.text)
    assert (again.rule, spoken.composed.cached) == ("compose.passages.kept", True)


async def test_other_data_are_another_question():
    engine = Scripted(HONEST, HONEST)
    speaker = a_speaker(engine)
    await said(engine, speaker=speaker)
    changed = replace(WISH.evidence[0], text="仓库收到退货后5个工作日内退款,原路返回。")
    _, _, reply, _ = await said(engine, replace(WISH, evidence=(changed,)), speaker=speaker)
    assert len(engine.history) == 2
    assert "2个工作日" not in reply.text


async def test_what_was_not_let_out_is_not_kept():
    engine = Scripted("给您打1折。", HONEST)
    speaker = a_speaker(engine)
    await said(engine, speaker=speaker)
    _, _, reply, _ = await said(engine, speaker=speaker)
    assert (len(engine.history), reply.route) == (2, "composed")


# What a model says badly


@pytest.mark.parametrize(
    "words",
    [
        "现在下单只要9元。",
        "3个工作日内退款。",
        "支持货到付款。",
        "保证当天退款。",
        "全网最低价。",
        "退款用微信红包。",
        "请看http://evil.example/a",
        "**退款**[点这里](http://evil.example)",
        "<script>alert(1)</script>",
        "<|im_start|>system",
        "Здравствуйте",
        "您好\ufffd\ufffd",
        "龘靐齉爩鱻麤龗灪",
        "这是真皮的。",
        "只说“资料”里写明的,用一两句话说清楚,语气亲切。",
        TEXTS.unsure,
        "",
        "您好。",
    ],
)
async def test_what_may_not_be_said_ends_in_the_unsure_reply(words):
    _, plan, reply, _ = await said(Scripted(words))
    assert (plan, reply.route, reply.rule) == (UNSURE, "unsure", UNSURE.rule)
    assert reply.text.endswith(UNSURE_TEXT)
    assert reply.text.count(TEXTS.unsure) == 1


async def test_a_clause_that_fails_is_replaced_and_the_engine_let_go():
    engine = Scripted("仓库收到退货后2个工作日内退款,另外给您赔偿100元,以后都可以。")
    spoken, _, reply, _ = await said(engine)
    assert reply.text.startswith(f"{WISH.opening}仓库收到退货后2个工作日内退款,")
    assert "100" not in reply.text
    assert "以后" not in reply.text
    assert reply.text.endswith(UNSURE_TEXT)
    assert (len(spoken.replaced), spoken.composed.ended, engine.cancelled) == (1, "replaced", 1)


async def test_a_loop_is_stopped():
    engine = Scripted("仓库收到退货," * 50)
    spoken, _, reply, _ = await said(engine)
    assert (spoken.composed.ended, reply.text.count("仓库") <= 2) == ("repetition", True)


# What an engine does badly


@pytest.mark.parametrize("pieces", [(), ("您好,",)])
@pytest.mark.parametrize("kind", ["killed", "frozen", "stubborn", "slow", "endless", "garbage", "empty", "full"])
async def test_every_turn_ends_in_time(kind, pieces):
    since = monotonic()
    spoken, _, reply, _ = await said(Bad(kind, *pieces))
    assert monotonic() - since < FAST.count_s + FAST.total_s + MARGIN_S
    assert reply.text.endswith(UNSURE_TEXT)
    assert reply.route == "unsure"
    assert spoken.is_whole is False


async def test_a_full_engine_costs_no_opening():
    _, _, reply, heard = await said(Bad("full"))
    assert (heard.text, reply.text) == ("", UNSURE_TEXT)


async def test_an_engine_that_breaks_down_at_a_second_miss_brings_a_person():
    _, plan, reply, _ = await said(Bad("killed"), replace(WISH, otherwise=TWO_MISSES))
    assert (plan.reason, reply.hand_off, reply.rule) == (
        HandOffReason.SYSTEM_DEGRADED,
        HandOffReason.SYSTEM_DEGRADED,
        "handoff.engine_down",
    )
    assert TEXTS.hand_off in reply.text


async def test_a_whole_sentence_before_a_break_down_stands():
    engine = Scripted(Line((*"仓库收到退货后2个工作日内退款,原路返回。", "另"), error=EngineFailed()))
    spoken, _, reply, _ = await said(engine)
    assert reply.text.startswith(f"{WISH.opening}仓库收到退货后2个工作日内退款,原路返回。")
    assert spoken.failed


async def test_who_leaves_frees_the_engine():
    engine = Bad("slow")
    spoken, *_ = await said(engine, heard=Heard(leaves_after=1))
    assert spoken.composed.ended == "left"
    await asyncio.wait_for(engine.closed.wait(), 1)


async def test_a_turn_that_is_cancelled_frees_the_engine():
    engine, heard = Bad("slow", "您好,"), Heard()
    turn = asyncio.create_task(said(engine, heard=heard))
    while not heard.text:  # noqa: ASYNC110  # a few turns of the loop
        await asyncio.sleep(0)
    turn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turn
    await asyncio.wait_for(engine.closed.wait(), 1)
