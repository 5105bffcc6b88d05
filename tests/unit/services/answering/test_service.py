"""Is an accepted message answered once, and from the version that is live?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.services.answering.cast import SHOP, a_drafter, live_of

from xiaoer.errors import NoShopData
from xiaoer.services.answering.live import LiveShops
from xiaoer.services.answering.service import AnsweringService
from xiaoer.services.answering.turn import Turn
from xiaoer.testing.factories import FrozenClock, SequentialIds, a_question
from xiaoer.testing.memory import MemoryConversations
from xiaoer.testing.talks import a_conversation, a_message


class Talk:
    """One talk over a store in memory."""

    def __init__(self):
        self.store, self.clock = MemoryConversations(), FrozenClock()
        self.service = AnsweringService(a_drafter(), conversations=self.store, clock=self.clock, ids=SequentialIds("r"))

    async def says(self, text, *, message_id="m-1"):
        await self.store.open(a_conversation())
        await self.store.accept(a_message(message_id, text=text))
        return await self.answer(text, message_id=message_id)

    async def answer(self, text, *, message_id="m-1"):
        talk = await self.store.find("default", "talk-1")
        return await self.service.answer(Turn(talk, message_id, a_question(text)))


@pytest.mark.anyio
async def test_the_reply_is_stored_behind_its_question():
    talk = Talk()
    message = await talk.says("桃桃X1 Pro多少钱")
    assert (message.role, message.in_reply_to, message.seq, message.route) == ("assistant", "m-1", 2, "direct")
    assert "5999元" in message.text
    assert await talk.store.reply_to("m-1") == message


@pytest.mark.anyio
async def test_answering_again_returns_the_stored_message():
    talk = Talk()
    first = await talk.says("桃桃X1 Pro多少钱")
    talk.clock.move(60)
    assert await talk.answer("桃桃X1 Pro多少钱") == first
    assert len(talk.store.log["talk-1"]) == 2


@pytest.mark.anyio
async def test_the_next_turn_goes_on_from_the_state_of_the_last():
    talk = Talk()
    await talk.says("桃桃X1 Pro多少钱")
    assert "5000mAh" in (await talk.says("电池多大", message_id="m-2")).text


@pytest.mark.anyio
async def test_a_person_reads_what_the_shopper_said_before():
    talk = Talk()
    await talk.says("桃桃X1 Pro多少钱")
    await talk.says("电池多大", message_id="m-2")
    await talk.says("转人工", message_id="m-3")
    (ticket,) = await talk.store.tickets.waiting("default", limit=9)
    assert ticket.summary == "顾客说:桃桃X1 Pro多少钱 / 电池多大 / 转人工"


@pytest.mark.anyio
async def test_a_wish_for_a_person_leaves_one_ticket_and_a_waiting_talk():
    talk = Talk()
    await talk.says("转人工")
    await talk.says("转人工", message_id="m-2")
    (ticket,) = await talk.store.tickets.waiting("default", limit=9)
    assert (ticket.message_id, ticket.summary) == ("m-1", "顾客说:转人工")
    assert (await talk.store.find("default", "talk-1")).status == "waiting"


@pytest.mark.anyio
async def test_two_misses_in_a_row_leave_two_failure_cases_and_a_ticket():
    talk = Talk()
    await talk.says("蓝鲸会写俳句吗")
    await talk.says("月亮上能种萝卜吗", message_id="m-2")
    rules = [case.rule for case in await talk.store.tickets.failures("default", limit=9)]
    assert rules == ["handoff.two_misses", "unsure.no_passage"]
    assert len(await talk.store.tickets.waiting("default", limit=9)) == 1


def test_a_newer_version_takes_over_at_once_and_other_shops_stay():
    shops = LiveShops()
    shops.replace(live_of())
    live = live_of()
    newer = replace(live, index=replace(live.index, shop=replace(SHOP, version=2)))
    shops.replace(newer)
    assert (shops.version("default"), shops.current("default")) == (2, newer)
    assert shops.version("another") is None
    with pytest.raises(NoShopData):
        shops.current("another")
