"""How does a store behave that keeps its promises, in a few lines and without a disk?"""

from __future__ import annotations

from dataclasses import replace

from xiaoer.core.dialogue.conversation import Conversation, ConversationStatus, Event, FailureCase, Ticket
from xiaoer.errors import ClientIdReused, ConversationClosed, NoSuchConversation
from xiaoer.ports import Accepted, Feedback, Incoming, Outcome, PendingTurn, Rating


class MemoryTickets:
    """Tickets in a dictionary."""

    def __init__(self) -> None:
        self.tickets: dict[str, Ticket] = {}
        self.cases: list[FailureCase] = []

    async def waiting(self, shop_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return the waiting tickets, oldest first."""
        mine = (ticket for ticket in self.tickets.values() if ticket.shop_id == shop_id)
        return tuple(ticket for ticket in mine if ticket.status == "waiting")[:limit]

    async def open_for(self, conversation_id: str) -> Ticket | None:
        """Return the ticket of this conversation that is not resolved yet."""
        mine = (ticket for ticket in self.tickets.values() if ticket.conversation_id == conversation_id)
        return next((ticket for ticket in mine if ticket.status != "resolved"), None)

    async def add(self, ticket: Ticket) -> Ticket:
        """Store a ticket, or return the unresolved one that the conversation has already."""
        known = await self.open_for(ticket.conversation_id)
        if known is None:
            self.tickets[ticket.id] = known = ticket
        return known

    async def failures(self, shop_id: str, *, limit: int) -> tuple[FailureCase, ...]:
        """Return the newest questions that the data did not answer."""
        return tuple(case for case in reversed(self.cases) if case.shop_id == shop_id)[:limit]


class MemoryConversations:
    """Conversations in dictionaries; what an outcome's ticket and failure case become is in `tickets`."""

    def __init__(self, tickets: MemoryTickets | None = None) -> None:
        self.talks: dict[str, Conversation] = {}
        self._names: dict[tuple[str, str, str], str] = {}
        self.log: dict[str, list[Event]] = {}
        self.receipts: dict[str, str] = {}
        self.feedback: list[Feedback] = []
        self.ratings: list[Rating] = []
        self.tickets = tickets or MemoryTickets()

    async def open(self, conversation: Conversation) -> Conversation:
        """Store a new conversation, or return the one that has this shop, owner and name already."""
        name = (conversation.shop_id, conversation.owner, conversation.name)
        if name in self._names:
            return self.talks[self._names[name]]
        self._names[name] = conversation.id
        self.talks[conversation.id] = conversation
        self.log[conversation.id] = []
        return conversation

    async def find(self, shop_id: str, conversation_id: str) -> Conversation | None:
        """Return a conversation of this shop."""
        talk = self.talks.get(conversation_id)
        return talk if talk and talk.shop_id == shop_id else None

    async def owned(self, shop_id: str, owner: str, *, limit: int) -> tuple[Conversation, ...]:
        """Return the conversations of one owner, newest first."""
        mine = [talk for talk in self.talks.values() if (talk.shop_id, talk.owner) == (shop_id, owner)]
        return tuple(reversed(mine))[:limit]

    async def accept(self, incoming: Incoming) -> Accepted:
        """Store a shopper's message once per client id."""
        talk = self._talk(incoming.conversation_id)
        awaits_reply = talk.status in {"bot", "waiting"}
        for event in self.log[talk.id]:
            if event.role == "shopper" and event.client_message_id == incoming.client_message_id:
                if event.text != incoming.text:
                    raise ClientIdReused
                return Accepted(event.message_id, event.seq, fresh=False, awaits_reply=awaits_reply)
        if talk.status == "closed":
            raise ConversationClosed
        event = Event(
            conversation_id=talk.id,
            seq=0,
            kind="message",
            created_at=incoming.at,
            message_id=incoming.message_id,
            role="shopper",
            text=incoming.text,
            client_message_id=incoming.client_message_id,
            context=incoming.context,
        )
        return Accepted(incoming.message_id, self._write(event).seq, fresh=True, awaits_reply=awaits_reply)

    async def finish(self, outcome: Outcome) -> tuple[Event, ...]:
        """Store the turn's outcome; return its events, or those of the outcome that was there before."""
        talk, reply = self._talk(outcome.conversation_id), outcome.reply
        known = tuple(event for event in self.log[talk.id] if event.in_reply_to == outcome.in_reply_to)
        if known:
            return known
        message = Event(
            conversation_id=talk.id,
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
        written = [self._write(message)]
        if outcome.ticket:
            await self.tickets.add(outcome.ticket)
        if outcome.failure:
            self.tickets.cases.append(outcome.failure)
        if outcome.status != talk.status:
            state = Event(talk.id, 0, "state", outcome.at, in_reply_to=outcome.in_reply_to, status=outcome.status)
            written.append(self._write(state))
        self.talks[talk.id] = replace(self._talk(talk.id), state=outcome.state)
        self.receipts[outcome.message_id] = f'{{"rule": "{outcome.receipt.rule}"}}'
        return tuple(written)

    async def append(self, event: Event) -> Event:
        """Store an event that is no reply of the assistant; return it with its number."""
        return self._write(event)

    async def events(self, conversation_id: str, *, after: int, limit: int) -> tuple[Event, ...]:
        """Return stored events after a number."""
        return tuple(self.log.get(conversation_id, ())[after : after + limit])

    async def reply_to(self, message_id: str) -> Event | None:
        """Return the assistant's message that answers this one."""
        return next((event for event in self._all() if event.in_reply_to == message_id and event.message_id), None)

    async def unfinished(self, shop_id: str, *, limit: int) -> tuple[PendingTurn, ...]:
        """Return accepted messages without an outcome, oldest first."""
        answered = {event.in_reply_to for event in self._all()}
        left = (event for event in self._all() if event.role == "shopper" and event.message_id not in answered)
        turns = (PendingTurn(self._talk(event.conversation_id), event) for event in left)
        return tuple(turn for turn in turns if turn.conversation.shop_id == shop_id)[:limit]

    async def message(self, message_id: str) -> Event | None:
        """Return one message."""
        return next((event for event in self._all() if event.message_id == message_id), None)

    async def receipt(self, message_id: str) -> str | None:
        """Return the stored receipt of an assistant message as JSON text."""
        return self.receipts.get(message_id)

    async def give_feedback(self, feedback: Feedback) -> None:
        """Store what a shopper thought of a reply."""
        self.feedback.append(feedback)

    async def rate(self, rating: Rating) -> None:
        """Store what a shopper thought of a talk."""
        self.ratings.append(rating)

    async def erase(self, shop_id: str, owner: str) -> int:
        """Delete all conversations of one owner; return how many."""
        mine = await self.owned(shop_id, owner, limit=len(self.talks))
        for talk in mine:
            del self.talks[talk.id], self.log[talk.id], self._names[(talk.shop_id, talk.owner, talk.name)]
        return len(mine)

    def _talk(self, conversation_id: str) -> Conversation:
        if conversation_id not in self.talks:
            raise NoSuchConversation
        return self.talks[conversation_id]

    def _all(self) -> tuple[Event, ...]:
        return tuple(event for events in self.log.values() for event in events)

    def _write(self, event: Event) -> Event:
        talk = self._talk(event.conversation_id)
        numbered = replace(event, seq=talk.last_seq + 1)
        status: ConversationStatus = event.status or talk.status
        self.log[talk.id].append(numbered)
        self.talks[talk.id] = replace(talk, last_seq=numbered.seq, status=status)
        return numbered
