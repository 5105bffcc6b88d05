"""How does a ticket change while others change it too?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from xiaoer.core.dialogue.conversation import Event, Ticket
from xiaoer.core.staff import StaffAccount
from xiaoer.errors import NoSuchTicket, TicketMoved
from xiaoer.ports import Bus, Clock, Conversations, Ids, News
from xiaoer.services.handoff.ports import DeskStore, TicketBook

TRIES = 6  # a shopper who types while an agent acts moves the ticket under his hands
Decision = tuple[Ticket, Sequence[Event]]
Decide = Callable[[Ticket], Decision]


class Colleagues(Protocol):
    """Finds accounts of the staff."""

    async def find(self, shop_id: str, account_id: str) -> StaffAccount | None:
        """Return an account by its id."""
        ...

    async def all(self, shop_id: str) -> tuple[StaffAccount, ...]:
        """Return every account, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class DeskPorts:
    """The outside world, as the desk needs it."""

    tickets: TicketBook
    desk: DeskStore
    conversations: Conversations
    colleagues: Colleagues
    bus: Bus
    clock: Clock
    ids: Ids


class Changes:
    """Decides anew on a ticket until the store takes the decision; whoever watches the talk is told."""

    def __init__(self, ports: DeskPorts, *, shop_id: str) -> None:
        self._ports = ports
        self._shop_id = shop_id

    async def ticket(self, ticket_id: str) -> Ticket:
        """Return a ticket. Raises `NoSuchTicket`."""
        ticket = await self._ports.tickets.find(self._shop_id, ticket_id)
        if ticket is None:
            raise NoSuchTicket(ticket_id)
        return ticket

    async def make(self, ticket_id: str, decide: Decide) -> tuple[Ticket, tuple[Event, ...]]:
        """Store what is decided on a ticket as it is now; a decision for the very same ticket stores nothing.

        Raises `NoSuchTicket`, `ConversationClosed`, what `decide` raises, and `TicketMoved` when it would not stand
        still.
        """
        for last in (False,) * (TRIES - 1) + (True,):
            ticket = await self.ticket(ticket_id)
            after, events = decide(ticket)
            if after is ticket:
                return ticket, ()
            is_reopened = ticket.status == "resolved"
            try:
                stored = await self.store(ticket, after, events)
            except TicketMoved:
                if last or is_reopened:
                    raise
            else:
                return replace(after, version=ticket.version + 1), stored
        raise AssertionError("the last try returns or raises")

    async def store(self, before: Ticket, after: Ticket, events: Sequence[Event]) -> tuple[Event, ...]:
        """Store a decision on the ticket as it was. Raises `TicketMoved` and `ConversationClosed`."""
        stored = await self._ports.tickets.change(before, after, events)
        await self.tell(before.conversation_id, stored[-1].seq if stored else 0)
        return stored

    async def tell(self, conversation_id: str, seq: int) -> None:
        """Tell whoever watches a talk that something of it was stored."""
        await self._ports.bus.publish(News(conversation_id, "event", seq=seq))
