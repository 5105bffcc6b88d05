"""How does a store behave that keeps its promises, in a few lines and without a disk?"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, replace
from datetime import datetime

from xiaoer.core.dialogue.conversation import Conversation, Event, FailureCase, Ticket
from xiaoer.errors import BadRequest, ClientIdReused, ConversationClosed, NoSuchConversation, NoSuchMessage
from xiaoer.ports import Accepted, Feedback, Incoming, Outcome, PendingTurn, Rating


class MemoryTickets:
    """Tickets and failure cases in lists; `knows` says whether there is such a conversation."""

    def __init__(self, knows: Callable[[str], bool] = lambda _: True) -> None:
        self.tickets: dict[str, Ticket] = {}
        self.cases: list[FailureCase] = []
        self._knows = knows

    async def waiting(self, shop_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return the waiting tickets, oldest first."""
        mine = [one for one in self.tickets.values() if one.shop_id == shop_id and one.status == "waiting"]
        return tuple(sorted(mine, key=lambda one: one.created_at))[:limit]

    async def open_for(self, conversation_id: str) -> Ticket | None:
        """Return the ticket of this conversation that is not resolved yet."""
        mine = (ticket for ticket in self.tickets.values() if ticket.conversation_id == conversation_id)
        return next((ticket for ticket in mine if ticket.status != "resolved"), None)

    async def add(self, ticket: Ticket) -> Ticket:
        """Store a ticket, or return the unresolved one that the conversation has already."""
        if not self._knows(ticket.conversation_id):
            raise NoSuchConversation
        known = await self.open_for(ticket.conversation_id)
        if known is None:
            self.tickets[ticket.id] = known = ticket
        return known

    async def failures(self, shop_id: str, *, limit: int) -> tuple[FailureCase, ...]:
        """Return the newest questions that the data did not answer."""
        return tuple(case for case in reversed(self.cases) if case.shop_id == shop_id)[:limit]

    def await_person(self, conversation_id: str, since: datetime) -> None:
        """Note down since when the words of a waiting shopper are without an answer."""
        for ticket in self.tickets.values():
            if ticket.conversation_id == conversation_id and ticket.status != "resolved" and not ticket.waiting_since:
                self.tickets[ticket.id] = replace(ticket, waiting_since=since, version=ticket.version + 1)
                return

    def forget(self, conversation_id: str, message_ids: Collection[str]) -> None:
        """Delete what hangs on a conversation."""
        self.tickets = {key: one for key, one in self.tickets.items() if one.conversation_id != conversation_id}
        self.cases = [case for case in self.cases if case.message_id not in message_ids]


class MemoryConversations:
    """Conversations in dictionaries; what an outcome's ticket and failure case become is in `tickets`."""

    def __init__(self) -> None:
        self.talks: dict[str, Conversation] = {}
        self.log: dict[str, list[Event]] = {}
        self.receipts: dict[str, str] = {}
        self.feedback: list[Feedback] = []
        self.ratings: list[Rating] = []
        self.tickets = MemoryTickets(self.talks.__contains__)
        self._names: dict[tuple[str, str, str], str] = {}
        self._messages: dict[str, Event] = {}
        self._outcomes: dict[str, tuple[Event, ...]] = {}
        self._pending: dict[str, tuple[Event, str]] = {}

    async def open(self, conversation: Conversation) -> Conversation:
        """Store a new conversation, or return the one that has this shop, owner and name already."""
        name = _name(conversation)
        if name not in self._names:
            self._names[name] = conversation.id
            self.talks[conversation.id] = conversation
            self.log[conversation.id] = []
        return self.talks[self._names[name]]

    async def find(self, shop_id: str, conversation_id: str) -> Conversation | None:
        """Return a conversation of this shop."""
        talk = self.talks.get(conversation_id)
        return talk if talk and talk.shop_id == shop_id else None

    async def owned(self, shop_id: str, owner: str, *, limit: int) -> tuple[Conversation, ...]:
        """Return the conversations of one owner, newest first."""
        mine = [talk for talk in self.talks.values() if (talk.shop_id, talk.owner) == (shop_id, owner)]
        return tuple(sorted(mine, key=lambda talk: talk.created_at)[::-1][:limit])

    async def accept(self, incoming: Incoming) -> Accepted:
        """Store a shopper's message once per client id."""
        talk = self._talk(incoming.conversation_id)
        for known in self.log[talk.id]:
            if known.role == "shopper" and known.client_message_id == incoming.client_message_id:
                if known.text != incoming.text:
                    raise ClientIdReused
                return Accepted(known.message_id, known.seq, fresh=False, awaits_reply=_awaits_reply(talk))
        event = self._write(_message_of(incoming))
        if _awaits_reply(talk):
            self._pending[event.message_id] = event, incoming.phone
        if talk.status in {"waiting", "agent"}:
            self.tickets.await_person(talk.id, incoming.at)
        return Accepted(event.message_id, event.seq, fresh=True, awaits_reply=_awaits_reply(talk))

    async def finish(self, outcome: Outcome) -> tuple[Event, ...]:
        """Store the turn's outcome; return its events, or those of the outcome that was there before."""
        talk = self._talk(outcome.conversation_id)
        if outcome.in_reply_to in self._outcomes:
            return self._outcomes[outcome.in_reply_to]
        written = [self._write(_reply_of(outcome), late=True)]
        if outcome.ticket:
            await self.tickets.add(outcome.ticket)
        if outcome.failure:
            self.tickets.cases.append(outcome.failure)
        if talk.status == "bot" and outcome.status != "bot":
            position = len(await self.tickets.waiting(talk.shop_id, limit=len(self.talks)))
            state = Event(talk.id, 0, "state", outcome.at, status=outcome.status, queue_position=position)
            written.append(self._write(state))
        self.talks[talk.id] = replace(self._talk(talk.id), state=outcome.state)
        self.receipts[outcome.message_id] = json.dumps(asdict(outcome.receipt), ensure_ascii=False, default=str)
        self._pending.pop(outcome.in_reply_to, None)
        self._outcomes[outcome.in_reply_to] = tuple(written)
        return tuple(written)

    async def append(self, event: Event) -> Event:
        """Store an event that is no reply of the assistant; return it with its number."""
        known = (one for one in self.log.get(event.conversation_id, ()) if event.client_message_id)
        before = next((one for one in known if one.client_message_id == event.client_message_id), None)
        if before is not None:
            return before
        if event.kind == "message" and event.role == "shopper":
            talk = self._talk(event.conversation_id)
            if talk.status in {"waiting", "agent"}:
                self.tickets.await_person(talk.id, event.created_at)
        return self._write(event)

    async def events(self, conversation_id: str, *, after: int, limit: int) -> tuple[Event, ...]:
        """Return stored events after a number."""
        return tuple(self.log.get(conversation_id, ())[after : after + limit])

    async def reply_to(self, message_id: str) -> Event | None:
        """Return the assistant's message that answers this one."""
        return next(iter(self._outcomes.get(message_id, ())), None)

    async def unfinished(self, shop_id: str, *, limit: int) -> tuple[PendingTurn, ...]:
        """Return accepted messages without an outcome, oldest first."""
        oldest = sorted(self._pending.values(), key=lambda pending: pending[0].created_at)
        turns = (PendingTurn(self._talk(event.conversation_id), event, phone) for event, phone in oldest)
        return tuple(turn for turn in turns if turn.conversation.shop_id == shop_id)[:limit]

    async def message(self, message_id: str) -> Event | None:
        """Return one message."""
        return self._messages.get(message_id)

    async def receipt(self, message_id: str) -> str | None:
        """Return the stored receipt of an assistant message as JSON text."""
        return self.receipts.get(message_id)

    async def give_feedback(self, feedback: Feedback) -> None:
        """Store what a shopper thought of a reply."""
        if feedback.message_id not in self._messages:
            raise NoSuchMessage
        self.feedback.append(feedback)

    async def rate(self, rating: Rating) -> None:
        """Store what a shopper thought of a talk."""
        self._talk(rating.conversation_id)
        self.ratings.append(rating)

    async def erase(self, shop_id: str, owner: str) -> int:
        """Delete all conversations of one owner; return how many."""
        mine = await self.owned(shop_id, owner, limit=len(self.talks))
        for talk in mine:
            gone = [event.message_id for event in self.log.pop(talk.id) if event.message_id]
            self.tickets.forget(talk.id, gone)
            for message_id in gone:
                for kept in (self._messages, self._outcomes, self._pending, self.receipts):
                    kept.pop(message_id, None)
            del self.talks[talk.id], self._names[_name(talk)]
        return len(mine)

    def _talk(self, conversation_id: str) -> Conversation:
        if conversation_id not in self.talks:
            raise NoSuchConversation
        return self.talks[conversation_id]

    def _write(self, event: Event, *, late: bool = False) -> Event:
        talk = self._talk(event.conversation_id)
        if not event.text.isascii() and any("\ud800" <= character <= "\udfff" for character in event.text):
            raise BadRequest
        if talk.status == "closed" and event.kind == "message" and not late:
            raise ConversationClosed
        numbered = replace(event, seq=talk.last_seq + 1)
        self.log[talk.id].append(numbered)
        if event.kind == "message":
            self._messages[event.message_id] = numbered
        self.talks[talk.id] = replace(talk, last_seq=numbered.seq, status=event.status or talk.status)
        return numbered


def _name(talk: Conversation) -> tuple[str, str, str]:
    return talk.shop_id, talk.owner, talk.name


def _awaits_reply(talk: Conversation) -> bool:
    return talk.status in {"bot", "waiting"}


def _message_of(incoming: Incoming) -> Event:
    return Event(
        conversation_id=incoming.conversation_id,
        seq=0,
        kind="message",
        created_at=incoming.at,
        message_id=incoming.message_id,
        role="shopper",
        text=incoming.text,
        client_message_id=incoming.client_message_id,
        context=incoming.context,
    )


def _reply_of(outcome: Outcome) -> Event:
    reply = outcome.reply
    return Event(
        conversation_id=outcome.conversation_id,
        seq=0,
        kind="message",
        created_at=outcome.at,
        message_id=outcome.message_id,
        role="assistant",
        text=reply.text,
        in_reply_to=outcome.in_reply_to,
        route=reply.route,
        rule=reply.rule,
        sources=reply.sources,
    )
