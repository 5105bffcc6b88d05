"""Does an adapter keep the history of talks, what shoppers thought of them, and forget on demand?

Subclass these in a test module and provide the fixtures `conversations` and `tickets`, on an empty store each.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from xiaoer.errors import ConversationClosed, NoSuchConversation, NoSuchMessage
from xiaoer.ports import Conversations, Feedback, Rating, Tickets
from xiaoer.testing.factories import EVE_OF_NOV_11
from xiaoer.testing.talks import (
    a_conversation,
    a_failure,
    a_message,
    a_status,
    a_ticket,
    an_agents_message,
    an_outcome,
)


class HistoryContract:
    """All kinds of events share one numbering."""

    async def test_messages_states_and_reads_are_numbered_together(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message())
        await conversations.finish(an_outcome())
        await conversations.append(a_status("agent"))
        await conversations.append(an_agents_message())
        await conversations.append(replace(a_status("agent"), kind="read", status=""))
        events = await conversations.events("talk-1", after=0, limit=10)
        assert [(event.seq, event.kind, event.role) for event in events] == [
            (1, "message", "shopper"),
            (2, "message", "assistant"),
            (3, "state", ""),
            (4, "message", "agent"),
            (5, "read", ""),
        ]
        assert events[3] == replace(an_agents_message(), seq=4)
        talk = await conversations.find("default", "talk-1")
        assert talk is not None
        assert (talk.status, talk.last_seq) == ("agent", 5)

    async def test_reading_goes_on_after_a_number(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await asyncio.gather(*(conversations.accept(a_message(f"m-{n}")) for n in range(200)))
        first = await conversations.events("talk-1", after=0, limit=150)
        rest = await conversations.events("talk-1", after=first[-1].seq, limit=150)
        assert [event.seq for event in (*first, *rest)] == list(range(1, 201))
        assert await conversations.events("talk-1", after=200, limit=10) == ()
        assert await conversations.events("nowhere", after=0, limit=10) == ()

    async def test_a_closed_talk_takes_no_agents_message(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.append(a_status("closed"))
        with pytest.raises(ConversationClosed):
            await conversations.append(an_agents_message())

    async def test_no_talk_no_event(self, conversations: Conversations) -> None:
        with pytest.raises(NoSuchConversation):
            await conversations.append(a_status("closed"))

    async def test_what_is_absent_is_none(self, conversations: Conversations) -> None:
        assert await conversations.find("default", "x") is None
        assert await conversations.message("x") is None
        assert await conversations.reply_to("x") is None
        assert await conversations.receipt("x") is None


class OpinionContract:
    """Shoppers may change their minds, and only about what exists."""

    async def test_feedback_may_be_given_twice(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message())
        await conversations.finish(an_outcome())
        await conversations.give_feedback(Feedback("r-1", helpful=False, reason="答非所问", at=EVE_OF_NOV_11))
        await conversations.give_feedback(Feedback("r-1", helpful=True, reason="", at=EVE_OF_NOV_11))

    async def test_feedback_on_nothing_is_refused(self, conversations: Conversations) -> None:
        with pytest.raises(NoSuchMessage):
            await conversations.give_feedback(Feedback("x", helpful=True, reason="", at=EVE_OF_NOV_11))

    async def test_a_talk_may_be_rated_twice(self, conversations: Conversations) -> None:
        await conversations.open(a_conversation())
        await conversations.rate(Rating("talk-1", 1, "慢", EVE_OF_NOV_11))
        await conversations.rate(Rating("talk-1", 5, "", EVE_OF_NOV_11))

    async def test_rating_nothing_is_refused(self, conversations: Conversations) -> None:
        with pytest.raises(NoSuchConversation):
            await conversations.rate(Rating("x", 5, "", EVE_OF_NOV_11))


class ErasingContract:
    """An owner's data go, all of them, and nobody else's."""

    async def test_erasing_leaves_nothing_of_the_owner(self, conversations: Conversations, tickets: Tickets) -> None:
        for n, owner in ((1, "小美"), (2, "小美"), (3, "老王")):
            talk = f"talk-{n}"
            await conversations.open(a_conversation(talk, owner=owner))
            await conversations.accept(a_message(f"m-{n}", conversation_id=talk))
            ticket = a_ticket(f"t-{n}", conversation_id=talk)
            failure = a_failure(f"f-{n}", message_id=f"m-{n}")
            outcome = an_outcome(f"r-{n}", in_reply_to=f"m-{n}", conversation_id=talk)
            await conversations.finish(replace(outcome, status="waiting", ticket=ticket, failure=failure))
        assert await conversations.erase("default", "小美") == 2
        assert await conversations.owned("default", "小美", limit=9) == ()
        assert await conversations.message("m-1") is None
        assert await conversations.receipt("r-2") is None
        assert await conversations.events("talk-1", after=0, limit=9) == ()
        assert [ticket.id for ticket in await tickets.waiting("default", limit=9)] == ["t-3"]
        assert [case.id for case in await tickets.failures("default", limit=9)] == ["f-3"]
        assert await conversations.reply_to("m-3") is not None
        assert await conversations.erase("default", "小美") == 0


class TicketsContract:
    """A talk has one open ticket, and the queue is fair."""

    async def test_the_queue_is_oldest_first(self, conversations: Conversations, tickets: Tickets) -> None:
        for n in (2, 1, 3):
            await conversations.open(a_conversation(f"talk-{n}"))
            at = EVE_OF_NOV_11 + timedelta(seconds=n)
            await tickets.add(a_ticket(f"t-{n}", conversation_id=f"talk-{n}", created_at=at))
        assert [ticket.id for ticket in await tickets.waiting("default", limit=2)] == ["t-1", "t-2"]
        assert await tickets.waiting("other", limit=2) == ()

    async def test_a_talk_has_one_open_ticket(self, conversations: Conversations, tickets: Tickets) -> None:
        await conversations.open(a_conversation())
        added = await asyncio.gather(*(tickets.add(a_ticket(f"t-{n}")) for n in range(20)))
        assert len({ticket.id for ticket in added}) == 1
        assert await tickets.open_for("talk-1") == added[0]
        assert await tickets.open_for("talk-2") is None

    async def test_no_talk_no_ticket(self, tickets: Tickets) -> None:
        with pytest.raises(NoSuchConversation):
            await tickets.add(a_ticket())

    async def test_failures_come_newest_first(self, conversations: Conversations, tickets: Tickets) -> None:
        await conversations.open(a_conversation())
        for n in range(3):
            await conversations.accept(a_message(f"m-{n}"))
            failure = a_failure(f"f-{n}", message_id=f"m-{n}", created_at=EVE_OF_NOV_11 + timedelta(seconds=n))
            await conversations.finish(replace(an_outcome(f"r-{n}", in_reply_to=f"m-{n}"), failure=failure))
        assert [case.id for case in await tickets.failures("default", limit=2)] == ["f-2", "f-1"]
