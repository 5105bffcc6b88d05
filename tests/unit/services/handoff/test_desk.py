"""Does a talk change hands whole, once, and with an honest word to the shopper?"""

from __future__ import annotations

import asyncio

import pytest
from tests.unit.services.handoff.conftest import AQIANG, OWNER, XIAOLAN

from xiaoer.core.staff import Role
from xiaoer.errors import (
    ConversationClosed,
    EmptyQuestion,
    NoSuchAccount,
    NoSuchConversation,
    NoSuchTicket,
    QuestionTooLong,
    TicketMoved,
    TicketTaken,
)
from xiaoer.testing.staff import an_account


async def test_a_claimed_talk_is_the_agents_and_the_shopper_hears_whose(floor):
    ticket = await floor.asks_for_a_person()
    claimed = await floor.office.desk.claim(AQIANG, ticket.id)
    assert (claimed.status, claimed.agent_name, claimed.claimed_at) == ("taken", "阿强", floor.clock.now())
    assert (await floor.talk(ticket)).status == "agent"
    assert floor.states(ticket)[-1] == ("agent", None, None)
    assert floor.told(ticket)[-1] == "客服阿强为您服务。"


async def test_of_two_agents_one_gets_the_talk(floor):
    ticket = await floor.asks_for_a_person()
    results = await asyncio.gather(
        *(floor.office.desk.claim(agent, ticket.id) for agent in (AQIANG, XIAOLAN)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["Ticket", "TicketTaken"]
    assert floor.told(ticket).count("客服阿强为您服务。") + floor.told(ticket).count("客服小兰为您服务。") == 1


async def test_claiming_ones_own_again_changes_nothing(floor):
    ticket = await floor.asks_for_a_person()
    first = await floor.office.desk.claim(AQIANG, ticket.id)
    assert await floor.office.desk.claim(AQIANG, ticket.id) == first
    assert floor.told(ticket).count("客服阿强为您服务。") == 1


async def test_the_bot_is_silent_while_a_person_has_the_talk_and_comes_back(floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    await floor.says(ticket, "在吗")
    assert not await floor.conversations.unfinished("default", limit=9)
    await floor.office.desk.resolve(AQIANG, ticket.id)
    assert (await floor.talk(ticket)).status == "bot"
    await floor.says(ticket, "还有货吗")
    assert len(await floor.conversations.unfinished("default", limit=9)) == 1


async def test_a_reply_is_said_once_under_the_agents_name_and_ends_the_waiting(floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    await floor.says(ticket, "在吗")
    for _ in range(2):
        said = await floor.office.desk.reply(AQIANG, ticket.id, "在的", client_message_id="c-1")
    log = floor.conversations.log[ticket.conversation_id]
    assert [event.message_id for event in log if event.role == "agent"] == [said.message_id]
    assert (said.text, said.speaker) == ("在的", "阿强")
    now = await floor.ticket(ticket.conversation_id)
    assert (now.waiting_since, now.replied_at) == (None, floor.clock.now())


async def test_only_who_has_the_talk_may_speak(floor):
    ticket = await floor.asks_for_a_person()
    with pytest.raises(TicketMoved):
        await floor.office.desk.reply(AQIANG, ticket.id, "在的", client_message_id="c")
    await floor.office.desk.claim(AQIANG, ticket.id)
    for act in (
        floor.office.desk.reply(XIAOLAN, ticket.id, "在的", client_message_id="c"),
        floor.office.desk.resolve(XIAOLAN, ticket.id),
        floor.office.desk.transfer(XIAOLAN, ticket.id, to=""),
        floor.office.desk.type(XIAOLAN, ticket.id),
        floor.office.desk.read(XIAOLAN, ticket.id, "m"),
    ):
        with pytest.raises(TicketTaken):
            await act


@pytest.mark.parametrize(("text", "error"), [(" \u200b ", EmptyQuestion), ("长" * 2001, QuestionTooLong)])
async def test_words_that_are_none_or_too_many_are_refused(text, error, floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    with pytest.raises(error):
        await floor.office.desk.reply(AQIANG, ticket.id, text, client_message_id="c")


async def test_a_note_is_for_the_staff_alone(floor):
    ticket = await floor.asks_for_a_person()
    before = len(floor.conversations.log[ticket.conversation_id])
    note = await floor.office.desk.note(XIAOLAN, ticket.id, "老顾客")
    assert await floor.store.notes("default", ticket.conversation_id) == (note,)
    assert len(floor.conversations.log[ticket.conversation_id]) == before
    assert (await floor.ticket(ticket.conversation_id)).version == ticket.version + 1


async def test_a_talk_is_given_to_a_colleague(floor):
    await floor.accounts.add(an_account("小兰"))
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    given = await floor.office.desk.transfer(AQIANG, ticket.id, to="小兰")
    assert (given.status, given.agent_id) == ("taken", "小兰")
    assert floor.told(ticket)[-1] == "已为您转给客服小兰,前面的对话他都能看到。"
    with pytest.raises(TicketTaken):
        await floor.office.desk.reply(AQIANG, ticket.id, "在的", client_message_id="c")


@pytest.mark.parametrize("account", [an_account("x", role=Role.VIEWER), an_account("x", status="off"), an_account("y")])
async def test_a_talk_is_not_given_to_who_cannot_take_it(account, floor):
    await floor.accounts.add(account)
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    with pytest.raises(NoSuchAccount):
        await floor.office.desk.transfer(AQIANG, ticket.id, to="x")


async def test_a_talk_that_goes_back_to_the_queue_keeps_its_place(floor):
    first = await floor.asks_for_a_person("小美")
    floor.clock.move(60)
    await floor.asks_for_a_person("老王")
    await floor.office.desk.claim(AQIANG, first.id)
    await floor.office.desk.transfer(AQIANG, first.id, to="")
    waiting = await floor.conversations.tickets.waiting("default", limit=9)
    assert waiting[0].id == first.id
    assert (await floor.talk(first)).status == "waiting"


async def test_an_owner_may_end_and_take_over_any_talk(floor):
    await floor.accounts.add(an_account("店长", role=Role.OWNER))
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    assert (await floor.office.desk.transfer(OWNER, ticket.id, to="店长")).agent_id == "店长"
    assert (await floor.office.desk.resolve(OWNER, ticket.id)).status == "resolved"


async def test_a_resolved_talk_is_taken_up_again(floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    with pytest.raises(TicketMoved):
        await floor.office.desk.reopen(AQIANG, ticket.id)
    await floor.office.desk.resolve(AQIANG, ticket.id)
    again = await floor.office.desk.reopen(XIAOLAN, ticket.id)
    assert (again.status, again.agent_id, again.resolved_at) == ("taken", "小兰", None)
    assert floor.told(ticket)[-1] == "客服小兰继续为您服务。"
    with pytest.raises(TicketMoved):
        await floor.office.desk.reopen(AQIANG, ticket.id)


async def test_a_shopper_who_asked_anew_has_her_new_ticket_alone(floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    await floor.office.desk.resolve(AQIANG, ticket.id)
    await floor.talks.wishes.hand_off(await floor.talk(ticket))
    with pytest.raises(TicketMoved):
        await floor.office.desk.reopen(AQIANG, ticket.id)


async def test_a_talk_that_has_ended_takes_no_words(floor):
    ticket = await floor.asks_for_a_person()
    await floor.office.desk.claim(AQIANG, ticket.id)
    await floor.talks.wishes.close(await floor.talk(ticket))
    with pytest.raises(ConversationClosed):
        await floor.office.desk.reply(AQIANG, ticket.id, "在的", client_message_id="c")


async def test_only_talks_that_wanted_a_person_are_shown(floor):
    private = await floor.talks.open("老王")
    with pytest.raises(NoSuchConversation):
        await floor.office.desk.talk(private.id)
    with pytest.raises(NoSuchTicket):
        await floor.office.desk.claim(AQIANG, "absent")


async def test_an_action_outlasts_a_shopper_who_types_meanwhile(floor):
    ticket = await floor.asks_for_a_person()
    change = floor.book.change
    moves = iter((True, True, False))

    async def crossed(before, after, events=()):
        if next(moves, False):
            raise TicketMoved
        return await change(before, after, events)

    floor.book.change = crossed
    assert (await floor.office.desk.claim(AQIANG, ticket.id)).agent_id == "阿强"
