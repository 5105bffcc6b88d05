"""Where do agents' tickets, notes, presence and canned replies live?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert, literal_column, select, update

from xiaoer.adapters.storage import desk_tables, tables, turns
from xiaoer.adapters.storage.rows import TICKET, columns_of, values_of
from xiaoer.adapters.storage.session import Change, Database, Query, Session
from xiaoer.core.dialogue.conversation import Event, Ticket
from xiaoer.core.dialogue.desk import CannedReply, Note, Presence
from xiaoer.errors import ConversationClosed, NoSuchCannedReply, ShortcutTaken, TicketMoved
from xiaoer.services.handoff.ports import OpenTicket

_tickets = tables.tickets
_talks = tables.conversations
_notes = desk_tables.notes
_presence = desk_tables.presence
_canned = desk_tables.canned_replies
_NOTE = columns_of(_notes, Note)
_PRESENCE = columns_of(_presence, Presence)
_CANNED = columns_of(_canned, CannedReply)
_FIXED = frozenset({"id", "shop_id", "conversation_id", "message_id", "created_at", "version"})


def _open_ticket(*columns: object) -> OpenTicket:
    split = len(TICKET)
    return OpenTicket(Ticket(*columns[:split]), *columns[split:])  # type: ignore[arg-type]  # the columns of the select below


_UNRESOLVED = Query(
    select(*TICKET, _talks.c.status, _talks.c.last_seq)
    .select_from(_tickets)
    .join(_talks, _talks.c.id == _tickets.c.conversation_id)
    .where(_tickets.c.shop_id == bindparam("shop_id"), literal_column("tickets.status != 'resolved'"))
    .order_by(_tickets.c.created_at, _tickets.c.id)
    .limit(bindparam("limit")),
    _open_ticket,
)
_RESOLVED = Query(
    select(*TICKET)
    .where(_tickets.c.shop_id == bindparam("shop_id"), _tickets.c.status == "resolved")
    .order_by(_tickets.c.resolved_at.desc(), _tickets.c.id)
    .limit(bindparam("limit")),
    Ticket,
)
_FIND = Query(
    select(*TICKET).where(_tickets.c.shop_id == bindparam("shop_id"), _tickets.c.id == bindparam("id")), Ticket
)
_OF_TALK = Query(
    select(*TICKET)
    .where(_tickets.c.shop_id == bindparam("shop_id"), _tickets.c.conversation_id == bindparam("talk"))
    .order_by(_tickets.c.created_at, _tickets.c.id),
    Ticket,
)
_SWAP = Change(
    update(_tickets)
    .where(
        _tickets.c.id == bindparam("ticket"),
        _tickets.c.shop_id == bindparam("shop"),
        _tickets.c.version == bindparam("seen"),
    )
    .values(
        version=_tickets.c.version + 1,
        **{column.name: bindparam(f"new_{column.name}") for column in _tickets.c if column.name not in _FIXED},
    )
)
_ADD_NOTE = Change(insert(_notes))
_NOTES = Query(
    select(*_NOTE)
    .where(_notes.c.shop_id == bindparam("shop_id"), _notes.c.conversation_id == bindparam("talk"))
    .order_by(_notes.c.created_at, _notes.c.id),
    Note,
)
_FORGET_PRESENCE = Change(
    delete(_presence).where(_presence.c.shop_id == bindparam("shop"), _presence.c.agent_id == bindparam("agent"))
)
_ADD_PRESENCE = Change(insert(_presence))
_ALL_PRESENCE = Query(
    select(*_PRESENCE).where(_presence.c.shop_id == bindparam("shop_id")).order_by(_presence.c.name), Presence
)
_ALL_CANNED = Query(
    select(*_CANNED).where(_canned.c.shop_id == bindparam("shop_id")).order_by(_canned.c.shortcut), CannedReply
)
_BY_SHORTCUT = Query(
    select(_canned.c.id).where(_canned.c.shop_id == bindparam("shop_id"), _canned.c.shortcut == bindparam("shortcut")),
    str,
)
_DROP_CANNED = Change(delete(_canned).where(_canned.c.shop_id == bindparam("shop"), _canned.c.id == bindparam("reply")))
_ADD_CANNED = Change(insert(_canned))


class SqlTicketBook:
    """The `TicketBook` port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def unresolved(self, shop_id: str, *, limit: int) -> tuple[OpenTicket, ...]:
        """Return the tickets that are not resolved, oldest first."""
        return await self._database.scan(lambda session: session.all(_UNRESOLVED, shop_id=shop_id, limit=limit))

    async def resolved(self, shop_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return the tickets that were resolved last, newest first."""
        return await self._database.scan(lambda session: session.all(_RESOLVED, shop_id=shop_id, limit=limit))

    async def find(self, shop_id: str, ticket_id: str) -> Ticket | None:
        """Return a ticket."""
        return await self._database.read(lambda session: session.one(_FIND, shop_id=shop_id, id=ticket_id))

    async def of_conversation(self, shop_id: str, conversation_id: str) -> tuple[Ticket, ...]:
        """Return every ticket of a conversation, oldest first."""
        return await self._database.read(lambda session: session.all(_OF_TALK, shop_id=shop_id, talk=conversation_id))

    async def change(self, before: Ticket, after: Ticket, events: Sequence[Event] = ()) -> tuple[Event, ...]:
        """Store a ticket in place of what it was, with the events that tell of it."""
        return await self._database.write(lambda session: _change(session, before, after, events))


class SqlDeskStore:
    """The `DeskStore` port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add_note(self, note: Note) -> Note:
        """Store a note."""
        await self._database.write(lambda session: session.run(_ADD_NOTE, **values_of(note)))
        return note

    async def notes(self, shop_id: str, conversation_id: str) -> tuple[Note, ...]:
        """Return the notes about a talk, oldest first."""
        return await self._database.read(lambda session: session.all(_NOTES, shop_id=shop_id, talk=conversation_id))

    async def see(self, presence: Presence) -> None:
        """Store how an agent is."""
        await self._database.write(lambda session: _see(session, presence))

    async def presence(self, shop_id: str) -> tuple[Presence, ...]:
        """Return how every agent was when last seen."""
        return await self._database.read(lambda session: session.all(_ALL_PRESENCE, shop_id=shop_id))

    async def canned(self, shop_id: str) -> tuple[CannedReply, ...]:
        """Return the canned replies, by shortcut."""
        return await self._database.scan(lambda session: session.all(_ALL_CANNED, shop_id=shop_id))

    async def put_canned(self, reply: CannedReply) -> CannedReply:
        """Store a canned reply. Raises `ShortcutTaken`."""
        return await self._database.write(lambda session: _put_canned(session, reply))

    async def drop_canned(self, shop_id: str, reply_id: str) -> None:
        """Delete a canned reply. Raises `NoSuchCannedReply`."""
        if not await self._database.write(lambda session: session.run(_DROP_CANNED, shop=shop_id, reply=reply_id)):
            raise NoSuchCannedReply(reply_id)


def _change(session: Session, before: Ticket, after: Ticket, events: Sequence[Event]) -> tuple[Event, ...]:
    if turns.lock(session, before.conversation_id) == "closed" and events:
        raise ConversationClosed(before.conversation_id)
    if before.status == "resolved" and after.status != "resolved":
        there = turns.open_ticket(session, before.conversation_id)
        if there is not None:
            raise TicketMoved(there.id)
    values = {f"new_{name}": value for name, value in values_of(after).items() if name not in _FIXED}
    if session.run(_SWAP, ticket=before.id, shop=before.shop_id, seen=before.version, **values) != 1:
        raise TicketMoved(before.id)
    return tuple(turns.append(session, event) for event in events)


def _see(session: Session, presence: Presence) -> None:
    session.run(_FORGET_PRESENCE, shop=presence.shop_id, agent=presence.agent_id)
    session.run(_ADD_PRESENCE, **values_of(presence))


def _put_canned(session: Session, reply: CannedReply) -> CannedReply:
    there = session.one(_BY_SHORTCUT, shop_id=reply.shop_id, shortcut=reply.shortcut)
    if there is not None and there != reply.id:
        raise ShortcutTaken(reply.shortcut)
    session.run(_DROP_CANNED, shop=reply.shop_id, reply=reply.id)
    session.run(_ADD_CANNED, **values_of(reply))
    return reply
