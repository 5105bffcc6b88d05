"""What must a store of the desk do?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from xiaoer.core.dialogue.conversation import ConversationStatus, Event, Ticket
from xiaoer.core.dialogue.desk import CannedReply, Note, Presence


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket that is not resolved, with how its talk stands."""

    ticket: Ticket
    talk_status: ConversationStatus
    last_seq: int


class TicketBook(Protocol):
    """Tickets as agents work on them. Every method raises `StoreDown` when the database fails."""

    async def unresolved(self, shop_id: str, *, limit: int) -> tuple[OpenTicket, ...]:
        """Return the tickets that are not resolved, oldest first."""
        ...

    async def resolved(self, shop_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return the tickets that were resolved last, newest first."""
        ...

    async def find(self, shop_id: str, ticket_id: str) -> Ticket | None:
        """Return a ticket."""
        ...

    async def of_conversation(self, shop_id: str, conversation_id: str) -> tuple[Ticket, ...]:
        """Return every ticket of a conversation, oldest first."""
        ...

    async def change(self, before: Ticket, after: Ticket, events: Sequence[Event] = ()) -> tuple[Event, ...]:
        """Store a ticket in place of what it was, with the events that tell of it, all at once or nothing.

        Returns the events with their numbers. Raises `TicketMoved` when the ticket is not as in `before` any more or
        its talk has another open ticket, and `ConversationClosed` for events in a talk that has ended.
        """
        ...


class DeskStore(Protocol):
    """What agents leave on the desk besides tickets."""

    async def add_note(self, note: Note) -> Note:
        """Store a note."""
        ...

    async def notes(self, shop_id: str, conversation_id: str) -> tuple[Note, ...]:
        """Return the notes about a talk, oldest first."""
        ...

    async def see(self, presence: Presence) -> None:
        """Store how an agent is, in place of what was known."""
        ...

    async def presence(self, shop_id: str) -> tuple[Presence, ...]:
        """Return how every agent was when last seen."""
        ...

    async def canned(self, shop_id: str) -> tuple[CannedReply, ...]:
        """Return the canned replies, by shortcut."""
        ...

    async def put_canned(self, reply: CannedReply) -> CannedReply:
        """Store a canned reply in place of the one with its id, or a new one. Raises `ShortcutTaken`."""
        ...

    async def drop_canned(self, shop_id: str, reply_id: str) -> None:
        """Delete a canned reply. Raises `NoSuchCannedReply`."""
        ...
