"""Who waits for a person, and what could the data not answer?"""

from __future__ import annotations

from sqlalchemy import bindparam, select

from xiaoer.adapters.storage import tables, turns
from xiaoer.adapters.storage.rows import FAILURE, TICKET
from xiaoer.adapters.storage.session import Database, Query
from xiaoer.core.dialogue.conversation import FailureCase, Ticket

_tickets = tables.tickets
_failures = tables.failures

_WAITING = Query(
    select(*TICKET)
    .where(_tickets.c.shop_id == bindparam("shop_id"), _tickets.c.status == "waiting")
    .order_by(_tickets.c.created_at, _tickets.c.id)
    .limit(bindparam("limit")),
    Ticket,
)
_FAILURES = Query(
    select(*FAILURE)
    .where(_failures.c.shop_id == bindparam("shop_id"))
    .order_by(_failures.c.created_at.desc(), _failures.c.id.desc())
    .limit(bindparam("limit")),
    FailureCase,
)


class SqlTickets:
    """The `Tickets` port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, shop_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return the waiting tickets, oldest first."""
        return await self._database.scan(lambda session: session.all(_WAITING, shop_id=shop_id, limit=limit))

    async def open_for(self, conversation_id: str) -> Ticket | None:
        """Return the ticket of this conversation that is not resolved yet."""
        return await self._database.read(lambda session: turns.open_ticket(session, conversation_id))

    async def add(self, ticket: Ticket) -> Ticket:
        """Store a ticket, or return the unresolved one that the conversation has already."""
        return await self._database.write(lambda session: turns.add_ticket(session, ticket))

    async def failures(self, shop_id: str, *, limit: int) -> tuple[FailureCase, ...]:
        """Return the newest questions that the data did not answer."""
        return await self._database.scan(lambda session: session.all(_FAILURES, shop_id=shop_id, limit=limit))
