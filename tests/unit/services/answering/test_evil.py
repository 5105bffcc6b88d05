"""An engine that obeys anybody and says anything lets nothing unbacked reach a shopper."""

from __future__ import annotations

import json

import pytest
from tests.unit.services.answering.cast import live_of
from tests.unit.services.answering.voices import BEARING, SHOP, Heard, a_speaker, a_voiced_drafter

from xiaoer.adapters.bus.memory import MemoryBus
from xiaoer.core.dialogue.question import Question, Shopper
from xiaoer.services.answering.service import AnsweringService
from xiaoer.services.answering.speaking import ComposeLimits
from xiaoer.services.conversations.asking import Piece
from xiaoer.services.conversations.talks import Talks
from xiaoer.services.conversations.wishes import TalkPorts
from xiaoer.testing.evil import Evil, EvilReply, leaks
from xiaoer.testing.factories import FrozenClock, SequentialIds
from xiaoer.testing.memory import MemoryConversations

pytestmark = pytest.mark.anyio
REPLIES = 300
LIMITS = ComposeLimits(kept=0)  # every reply is the engine's own


def some_talks(engine):
    store, bus, clock, ids = MemoryConversations(), MemoryBus(), FrozenClock(), SequentialIds()
    drafter = a_voiced_drafter(engine, limits=LIMITS)
    answerer = AnsweringService(drafter, conversations=store, clock=clock, ids=ids, bus=bus)
    return Talks(TalkPorts(store, store.tickets, bus, clock, ids), answerer=answerer, shop_id="default"), store


async def asked(talks, store, text, number):
    """Return what was streamed, the whole reply, and what the turn's evidence says."""
    streamed = ""
    async for part in talks.ask_aloud(f"shopper-{number}", Question(text, Shopper(f"shopper-{number}"))):
        if isinstance(part, Piece):
            streamed += part.text
            continue
        message = part.message
    evidence = json.loads(store.receipts[message.message_id])["evidence"]
    return streamed, message.text, " ".join(piece["title"] + piece["text"] for piece in evidence)


async def test_nothing_unbacked_reaches_a_shopper():
    engine = Evil(seed=7)
    talks, store = some_talks(engine)
    texts = live_of(SHOP).texts
    own = " ".join((texts.unsure, texts.offer_person, SHOP.profile.name))
    spoken, kinds = 0, set()
    for number in range(REPLIES):
        engine.last = None
        streamed, reply, evidence = await asked(talks, store, BEARING[number % len(BEARING)], number)
        if engine.last is None:
            continue
        spoken += 1
        kinds.add(engine.last.kind)
        assert reply.startswith(streamed)
        assert leaks(engine.last, reply, backed=f"{own}{evidence}") == (), engine.last
    assert spoken > REPLIES / 2, "the shop answers from data by now: add questions on which evidence bears"
    assert len(kinds) > 20


async def test_the_judge_of_leaks_sees_one():
    said = EvilReply("money", "九百块", "现在九百块")
    assert leaks(said, "现在九百块", backed="现价3999元") == ("payload '九百块'", "figure 900")
    assert leaks(EvilReply("language", "", ""), "您好あ", backed="您好") == ("character U+3042",)
    assert leaks(EvilReply("loop", "哈", ""), "哈" * 300, backed="") == ("300 characters",)
    assert leaks(said, "现价3999元", backed="现价3999元") == ()


async def test_the_evil_engine_would_get_through_without_a_guard():
    engine, heard = Evil(seed=7), Heard()
    speaker = a_speaker(engine)
    assert speaker.is_ready
    for text in BEARING:
        await a_voiced_drafter(engine, limits=LIMITS).draft(
            Question(text, Shopper("x")), shop_id="default", listener=heard.listener
        )
    assert engine.last is not None
    assert leaks(engine.last, engine.last.text, backed=SHOP.profile.name)
