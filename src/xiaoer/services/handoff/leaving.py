"""What may a shopper leave for the people she waits for?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xiaoer.core.dialogue.conversation import Conversation, Event, Ticket
from xiaoer.core.language.normalize import clean
from xiaoer.errors import EmptyQuestion, NoSuchMessage, NoSuchTicket
from xiaoer.ports import Tickets
from xiaoer.services.conversations.wishes import Wishes
from xiaoer.services.handoff import tellings, wording
from xiaoer.services.handoff.bell import shopper_types
from xiaoer.services.handoff.changes import Changes, Decision, DeskPorts


class Leaving:
    """Contact and message, read marks, and that she is writing; every talk given here has been found for its owner."""

    def __init__(self, ports: DeskPorts, tickets: Tickets, *, changes: Changes, wishes: Wishes) -> None:
        self._ports = ports
        self._tickets = tickets
        self._changes = changes
        self._wishes = wishes

    async def contact(self, talk: Conversation, contact: str, *, message: str = "") -> None:
        """Keep how a shopper wants to be reached, and her message; brings in a person where none was asked for.

        Raises `EmptyQuestion` and `ConversationClosed`.
        """
        wanted, words = clean(contact), clean(message)
        if not wanted:
            raise EmptyQuestion
        await self._wishes.hand_off(talk)
        ticket = await self._tickets.open_for(talk.id)
        if ticket is None:
            raise NoSuchTicket  # resolved in this very moment
        at, ids = self._ports.clock.now(), self._ports.ids
        said: Sequence[Event] = (Event(talk.id, 0, "message", at, ids.new(), "shopper", words),) if words else ()
        told = tellings.notice(ticket, wording.CONTACT_TAKEN, ids=ids, at=at)

        def left(current: Ticket) -> Decision:
            since = current.waiting_since or at
            return replace(current, contact=wanted, waiting_since=since), (*said, told)

        await self._changes.make(ticket.id, left)

    async def read(self, talk: Conversation, message_id: str) -> None:
        """Mark that the shopper has read up to a message. Raises `NoSuchMessage`."""
        message = await self._ports.conversations.message(message_id)
        if message is None or message.conversation_id != talk.id:
            raise NoSuchMessage
        mark = Event(talk.id, 0, "read", self._ports.clock.now(), message_id, "shopper")
        stored = await self._ports.conversations.append(mark)
        await self._changes.tell(talk.id, stored.seq)

    async def type(self, talk: Conversation) -> None:
        """Show the desks that the shopper is writing."""
        await self._ports.bus.publish(shopper_types(talk.shop_id, talk.id))
