"""Does an adapter keep tickets and the desk as the ports of `services/handoff` say?

Subclass these in a test module and provide the fixtures `conversations`, `tickets`, `ticket_book` and `desk_store`,
on one empty store.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from xiaoer.core.dialogue.conversation import Event, Ticket
from xiaoer.core.dialogue.desk import CannedReply, Note, Presence
from xiaoer.errors import ConversationClosed, NoSuchCannedReply, ShortcutTaken, TicketMoved
from xiaoer.ports import Conversations, Tickets
from xiaoer.services.handoff.ports import DeskStore, OpenTicket, TicketBook
from xiaoer.testing.factories import EVE_OF_NOV_11
from xiaoer.testing.talks import a_conversation, a_message, a_status, a_ticket, an_agents_message

CROWD = 20
LATER = EVE_OF_NOV_11 + timedelta(minutes=3)


async def _waiting(conversations: Conversations, tickets: Tickets, number: int = 1) -> Ticket:
    await conversations.open(a_conversation(f"talk-{number}"))
    await conversations.append(a_status("waiting", conversation_id=f"talk-{number}"))
    at = EVE_OF_NOV_11 + timedelta(seconds=number)
    return await tickets.add(a_ticket(f"t-{number}", conversation_id=f"talk-{number}", created_at=at))


def _taken(ticket: Ticket, name: str = "阿强") -> Ticket:
    return replace(ticket, status="taken", agent_id=name, agent_name=name, claimed_at=LATER)


class TicketBookContract:
    """A ticket changes once at a time, together with the events that tell of it."""

    async def test_a_ticket_is_kept_with_all_that_is_known_of_it(
        self, conversations: Conversations, tickets: Tickets, ticket_book: TicketBook
    ) -> None:
        ticket = await _waiting(conversations, tickets)
        full = replace(
            _taken(ticket),
            replied_at=LATER,
            waiting_since=LATER,
            due_at=LATER,
            resolved_at=LATER,
            alarms=2,
            told_position=3,
            contact="微信 tao",
        )
        await ticket_book.change(ticket, full)
        assert await ticket_book.find("default", "t-1") == replace(full, version=1)
        assert await ticket_book.find("other", "t-1") is None
        assert await ticket_book.of_conversation("default", "talk-1") == (replace(full, version=1),)

    async def test_open_tickets_come_oldest_first_with_their_talks(
        self, conversations: Conversations, tickets: Tickets, ticket_book: TicketBook
    ) -> None:
        first, second, third = [await _waiting(conversations, tickets, n) for n in (1, 2, 3)]
        await ticket_book.change(second, replace(second, status="resolved", resolved_at=LATER))
        await conversations.append(a_status("closed", conversation_id="talk-3"))
        assert await ticket_book.unresolved("default", limit=9) == (
            OpenTicket(first, "waiting", 1),
            OpenTicket(third, "closed", 2),
        )
        assert await ticket_book.unresolved("default", limit=1) == (OpenTicket(first, "waiting", 1),)
        assert [one.id for one in await ticket_book.resolved("default", limit=9)] == ["t-2"]
        assert await ticket_book.unresolved("other", limit=9) == ()

    async def test_a_change_and_its_events_are_stored_together(
        self, conversations: Conversations, tickets: Tickets, ticket_book: TicketBook
    ) -> None:
        ticket = await _waiting(conversations, tickets)
        state = Event("talk-1", 0, "state", LATER, status="agent", speaker="阿强", wait_s=60)
        stored = await ticket_book.change(ticket, _taken(ticket), (state, an_agents_message()))
        assert [(event.seq, event.kind, event.speaker) for event in stored] == [
            (2, "state", "阿强"),
            (3, "message", ""),
        ]
        assert await conversations.events("talk-1", after=1, limit=9) == stored
        talk = await conversations.find("default", "talk-1")
        assert talk is not None
        assert talk.status == "agent"

    async def test_of_a_crowd_one_takes_the_ticket(
        self, conversations: Conversations, tickets: Tickets, ticket_book: TicketBook
    ) -> None:
        ticket = await _waiting(conversations, tickets)
        state = a_status("agent")
        results = await asyncio.gather(
            *(ticket_book.change(ticket, _taken(ticket, f"a-{n}"), (state,)) for n in range(CROWD)),
            return_exceptions=True,
        )
        assert sum(isinstance(result, TicketMoved) for result in results) == CROWD - 1
        assert len(await conversations.events("talk-1", after=1, limit=99)) == 1

    async def test_a_change_that_fails_leaves_nothing(
        self, conversations: Conversations, tickets: Tickets, ticket_book: TicketBook
    ) -> None:
        ticket = await _waiting(conversations, tickets)
        await conversations.append(a_status("closed"))
        with pytest.raises(ConversationClosed):
            await ticket_book.change(ticket, _taken(ticket), (a_status("agent"),))
        assert await ticket_book.find("default", "t-1") == ticket

    async def test_a_message_of_the_waiting_shopper_is_a_change(
        self, conversations: Conversations, tickets: Tickets, ticket_book: TicketBook
    ) -> None:
        ticket = await _waiting(conversations, tickets)
        await conversations.accept(a_message("m-1", at=LATER))
        await conversations.accept(a_message("m-2", at=LATER + timedelta(minutes=1)))
        now = await ticket_book.find("default", "t-1")
        assert now == replace(ticket, waiting_since=LATER, version=1)
        with pytest.raises(TicketMoved):
            await ticket_book.change(ticket, _taken(ticket))

    async def test_a_file_of_the_shopper_waits_for_an_answer_and_her_reading_does_not(
        self, conversations: Conversations, tickets: Tickets, ticket_book: TicketBook
    ) -> None:
        ticket = await _waiting(conversations, tickets)
        await ticket_book.change(ticket, _taken(ticket), (a_status("agent"), an_agents_message()))
        await conversations.append(Event("talk-1", 0, "read", LATER, "a-1", "shopper"))
        answered = await ticket_book.find("default", "t-1")
        assert answered is not None
        assert answered.waiting_since is None
        await conversations.append(Event("talk-1", 0, "message", LATER, "f-1", "shopper", "照片.jpg"))
        waiting = await ticket_book.find("default", "t-1")
        assert waiting is not None
        assert waiting.waiting_since == LATER

    async def test_an_earlier_ticket_is_not_reopened_beside_a_new_one(
        self, conversations: Conversations, tickets: Tickets, ticket_book: TicketBook
    ) -> None:
        ticket = await _waiting(conversations, tickets)
        await ticket_book.change(ticket, replace(ticket, status="resolved", resolved_at=LATER))
        done = await ticket_book.find("default", "t-1")
        assert done is not None
        await tickets.add(a_ticket("t-2"))
        with pytest.raises(TicketMoved):
            await ticket_book.change(done, _taken(done))


class DeskStoreContract:
    """Notes, presence and canned replies are kept for their shop."""

    async def test_notes_come_oldest_first(self, conversations: Conversations, desk_store: DeskStore) -> None:
        await conversations.open(a_conversation())
        notes = [
            Note(f"n-{n}", "default", "talk-1", "阿强", "阿强", f"第{n}条", EVE_OF_NOV_11 + timedelta(seconds=n))
            for n in range(3)
        ]
        for note in notes:
            await desk_store.add_note(note)
        assert await desk_store.notes("default", "talk-1") == tuple(notes)
        assert await desk_store.notes("other", "talk-1") == ()

    async def test_notes_are_erased_with_their_talk(
        self, conversations: Conversations, tickets: Tickets, desk_store: DeskStore, ticket_book: TicketBook
    ) -> None:
        await _waiting(conversations, tickets)
        await desk_store.add_note(Note("n-1", "default", "talk-1", "阿强", "阿强", "x", EVE_OF_NOV_11))
        await conversations.erase("default", "小美")
        assert await ticket_book.find("default", "t-1") is None

    async def test_the_latest_presence_counts(self, desk_store: DeskStore) -> None:
        first = Presence("default", "阿强", "阿强", "online", EVE_OF_NOV_11)
        later = replace(first, status="away", seen_at=LATER)
        await desk_store.see(first)
        await desk_store.see(later)
        assert await desk_store.presence("default") == (later,)
        assert await desk_store.presence("other") == ()

    async def test_a_shortcut_leads_to_one_reply(self, desk_store: DeskStore) -> None:
        hello = CannedReply("c-1", "default", "hi", "您好", EVE_OF_NOV_11)
        await desk_store.put_canned(hello)
        await desk_store.put_canned(replace(hello, text="您好呀"))
        with pytest.raises(ShortcutTaken):
            await desk_store.put_canned(replace(hello, id="c-2"))
        assert await desk_store.canned("default") == (replace(hello, text="您好呀"),)
        await desk_store.drop_canned("default", "c-1")
        assert await desk_store.canned("default") == ()
        with pytest.raises(NoSuchCannedReply):
            await desk_store.drop_canned("default", "c-1")
