"""How does a store of the desk behave that keeps its promises, in a few lines and without a disk?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xiaoer.core.dialogue.conversation import Event, Ticket
from xiaoer.core.dialogue.desk import CannedReply, Note, Presence
from xiaoer.errors import ConversationClosed, NoSuchCannedReply, NoSuchConversation, ShortcutTaken, TicketMoved
from xiaoer.services.handoff.ports import OpenTicket
from xiaoer.testing.memory import MemoryConversations


class MemoryTicketBook:
    """The tickets of conversations in memory, as agents work on them."""

    def __init__(self, conversations: MemoryConversations) -> None:
        self._conversations = conversations
        self._tickets = conversations.tickets

    async def unresolved(self, shop_id: str, *, limit: int) -> tuple[OpenTicket, ...]:
        """Return the tickets that are not resolved, oldest first."""
        mine = [one for one in self._of_shop(shop_id) if one.status != "resolved"]
        talks = self._conversations.talks
        return tuple(
            OpenTicket(one, talks[one.conversation_id].status, talks[one.conversation_id].last_seq)
            for one in mine[:limit]
        )

    async def resolved(self, shop_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return the tickets that were resolved last, newest first."""
        mine = [one for one in self._of_shop(shop_id) if one.status == "resolved"]
        newest = sorted(mine, key=lambda one: one.resolved_at or one.created_at, reverse=True)
        return tuple(newest[:limit])

    async def find(self, shop_id: str, ticket_id: str) -> Ticket | None:
        """Return a ticket."""
        return next((one for one in self._of_shop(shop_id) if one.id == ticket_id), None)

    async def of_conversation(self, shop_id: str, conversation_id: str) -> tuple[Ticket, ...]:
        """Return every ticket of a conversation, oldest first."""
        return tuple(one for one in self._of_shop(shop_id) if one.conversation_id == conversation_id)

    async def change(self, before: Ticket, after: Ticket, events: Sequence[Event] = ()) -> tuple[Event, ...]:
        """Store a ticket in place of what it was, with the events that tell of it."""
        talk = await self._conversations.find(before.shop_id, before.conversation_id)
        if talk is None:
            raise NoSuchConversation
        now = await self.find(before.shop_id, before.id)
        if now is None or now.version != before.version:
            raise TicketMoved
        if now.status == "resolved" and after.status != "resolved" and await self._tickets.open_for(talk.id):
            raise TicketMoved
        if talk.status == "closed" and events:
            raise ConversationClosed
        self._tickets.tickets[before.id] = replace(after, version=before.version + 1)
        return tuple([await self._conversations.append(event) for event in events])

    def _of_shop(self, shop_id: str) -> list[Ticket]:
        mine = (one for one in self._tickets.tickets.values() if one.shop_id == shop_id)
        return sorted(mine, key=lambda one: (one.created_at, one.id))


class MemoryDeskStore:
    """Notes, presence and canned replies in dictionaries."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        self._presence: dict[tuple[str, str], Presence] = {}
        self._canned: dict[str, CannedReply] = {}

    async def add_note(self, note: Note) -> Note:
        """Store a note."""
        self._notes.append(note)
        return note

    async def notes(self, shop_id: str, conversation_id: str) -> tuple[Note, ...]:
        """Return the notes about a talk, oldest first."""
        return tuple(one for one in self._notes if (one.shop_id, one.conversation_id) == (shop_id, conversation_id))

    async def see(self, presence: Presence) -> None:
        """Store how an agent is."""
        self._presence[presence.shop_id, presence.agent_id] = presence

    async def presence(self, shop_id: str) -> tuple[Presence, ...]:
        """Return how every agent was when last seen."""
        mine = (one for one in self._presence.values() if one.shop_id == shop_id)
        return tuple(sorted(mine, key=lambda one: one.name))

    async def canned(self, shop_id: str) -> tuple[CannedReply, ...]:
        """Return the canned replies, by shortcut."""
        mine = (one for one in self._canned.values() if one.shop_id == shop_id)
        return tuple(sorted(mine, key=lambda one: one.shortcut))

    async def put_canned(self, reply: CannedReply) -> CannedReply:
        """Store a canned reply."""
        for other in await self.canned(reply.shop_id):
            if other.shortcut == reply.shortcut and other.id != reply.id:
                raise ShortcutTaken
        self._canned[reply.id] = reply
        return reply

    async def drop_canned(self, shop_id: str, reply_id: str) -> None:
        """Delete a canned reply."""
        if reply_id not in {one.id for one in await self.canned(shop_id)}:
            raise NoSuchCannedReply
        del self._canned[reply_id]
