"""Where are conversations kept, and how are they read?"""

from __future__ import annotations

from sqlalchemy import ColumnClause, bindparam, delete, insert, literal_column, select

from xiaoer.adapters.storage import desk_tables, tables, turns
from xiaoer.adapters.storage.rows import CONVERSATION, EVENT
from xiaoer.adapters.storage.session import Change, Database, Query, Session
from xiaoer.core.dialogue.conversation import Conversation, Event
from xiaoer.errors import NoSuchConversation, NoSuchMessage
from xiaoer.ports import Accepted, Feedback, Incoming, Outcome, PendingTurn, Rating

_conversations = tables.conversations
_events = tables.events
_pending = tables.pending_turns
_IS_MESSAGE: ColumnClause[bool] = literal_column(
    "events.kind = 'message'"
)  # as in the index, so that the index is used
FEW = 64  # rows that may be read at once on the event loop


def _owner_of(shop_id: str, conversation_id: str) -> tuple[str, str]:
    return shop_id, conversation_id


def _pending_turn(*columns: object) -> PendingTurn:
    split = len(CONVERSATION)
    return PendingTurn(Conversation(*columns[:split]), Event(*columns[split:-1]), str(columns[-1]))  # type: ignore[arg-type]  # the columns of the select below


_FIND = Query(
    select(*CONVERSATION).where(
        _conversations.c.id == bindparam("id"), _conversations.c.shop_id == bindparam("shop_id")
    ),
    Conversation,
)
_SHOP_OF = Query(select(_conversations.c.shop_id).where(_conversations.c.id == bindparam("id")), str)
_OWNED = Query(
    select(*CONVERSATION)
    .where(_conversations.c.shop_id == bindparam("shop_id"), _conversations.c.owner == bindparam("owner"))
    .order_by(_conversations.c.created_at.desc(), _conversations.c.id.desc())
    .limit(bindparam("limit")),
    Conversation,
)
_EVENTS = Query(
    select(*EVENT)
    .where(_events.c.conversation_id == bindparam("id"), _events.c.seq > bindparam("after"))
    .order_by(_events.c.seq)
    .limit(bindparam("limit")),
    Event,
)
_REPLY = Query(select(*EVENT).where(_events.c.outcome_of == bindparam("message"), _events.c.kind == "message"), Event)
_MESSAGE = Query(select(*EVENT).where(_events.c.message_id == bindparam("message"), _IS_MESSAGE), Event)
_HOME_OF_MESSAGE = Query(
    select(_events.c.shop_id, _events.c.conversation_id).where(
        _events.c.message_id == bindparam("message"), _IS_MESSAGE
    ),
    _owner_of,
)
_UNFINISHED = Query(
    select(*CONVERSATION, *EVENT, _pending.c.phone)
    .select_from(_pending)
    .join(_conversations, _conversations.c.id == _pending.c.conversation_id)
    .join(
        _events,
        (_events.c.conversation_id == _pending.c.conversation_id) & (_events.c.seq == _pending.c.seq),
    )
    .where(_pending.c.shop_id == bindparam("shop_id"))
    .order_by(_pending.c.accepted_at, _pending.c.conversation_id, _pending.c.seq)
    .limit(bindparam("limit")),
    _pending_turn,
)
_RECEIPT = Query(select(tables.receipts.c.body).where(tables.receipts.c.message_id == bindparam("message")), str)

_DROP_FEEDBACK = Change(delete(tables.feedback).where(tables.feedback.c.message_id == bindparam("message")))
_ADD_FEEDBACK = Change(insert(tables.feedback))
_DROP_RATING = Change(delete(tables.ratings).where(tables.ratings.c.conversation_id == bindparam("id")))
_ADD_RATING = Change(insert(tables.ratings))

_OWNED_IDS = Query(
    select(_conversations.c.id)
    .where(_conversations.c.shop_id == bindparam("shop_id"), _conversations.c.owner == bindparam("owner"))
    .with_for_update(),
    str,
)
_MESSAGE_IDS = select(_events.c.message_id).where(_events.c.conversation_id == bindparam("id"), _IS_MESSAGE)
_ERASE = tuple(
    Change(statement)
    for statement in (
        delete(tables.receipts).where(tables.receipts.c.message_id.in_(_MESSAGE_IDS)),
        delete(tables.feedback).where(tables.feedback.c.message_id.in_(_MESSAGE_IDS)),
        delete(_pending).where(_pending.c.message_id.in_(_MESSAGE_IDS)),
        delete(tables.failures).where(tables.failures.c.conversation_id == bindparam("id")),
        delete(tables.tickets).where(tables.tickets.c.conversation_id == bindparam("id")),
        delete(desk_tables.notes).where(desk_tables.notes.c.conversation_id == bindparam("id")),
        delete(tables.ratings).where(tables.ratings.c.conversation_id == bindparam("id")),
        delete(tables.attachments).where(tables.attachments.c.conversation_id == bindparam("id")),
        delete(_events).where(_events.c.conversation_id == bindparam("id")),
        delete(_conversations).where(_conversations.c.id == bindparam("id")),
    )
)


class SqlConversations:
    """The `Conversations` port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, conversation: Conversation) -> Conversation:
        """Store a new conversation, or return the one that has this shop, owner and name already."""
        return await self._database.write(lambda session: turns.open_conversation(session, conversation))

    async def find(self, shop_id: str, conversation_id: str) -> Conversation | None:
        """Return a conversation of this shop."""
        return await self._database.read(lambda session: session.one(_FIND, id=conversation_id, shop_id=shop_id))

    async def owned(self, shop_id: str, owner: str, *, limit: int) -> tuple[Conversation, ...]:
        """Return the conversations of one owner, newest first."""
        return await self._database.scan(lambda session: session.all(_OWNED, shop_id=shop_id, owner=owner, limit=limit))

    async def accept(self, incoming: Incoming) -> Accepted:
        """Store a shopper's message once per client id."""
        return await self._database.write(lambda session: turns.accept(session, incoming))

    async def finish(self, outcome: Outcome) -> tuple[Event, ...]:
        """Store the turn's outcome; return its events, or those of the outcome that was there before."""
        return await self._database.write(lambda session: turns.finish(session, outcome))

    async def append(self, event: Event) -> Event:
        """Store an event that is no reply of the assistant; return it with its `seq`."""
        return await self._database.write(lambda session: turns.append(session, event))

    async def events(self, conversation_id: str, *, after: int, limit: int) -> tuple[Event, ...]:
        """Return the events that follow `after`, in order."""
        reading = self._database.read if limit <= FEW else self._database.scan
        return await reading(lambda session: session.all(_EVENTS, id=conversation_id, after=after, limit=limit))

    async def reply_to(self, message_id: str) -> Event | None:
        """Return the assistant's message that answers `message_id`, once there is one."""
        return await self._database.read(lambda session: session.one(_REPLY, message=message_id))

    async def unfinished(self, shop_id: str, *, limit: int) -> tuple[PendingTurn, ...]:
        """Return accepted messages without an outcome, oldest first."""
        return await self._database.scan(lambda session: session.all(_UNFINISHED, shop_id=shop_id, limit=limit))

    async def message(self, message_id: str) -> Event | None:
        """Return a message."""
        return await self._database.read(lambda session: session.one(_MESSAGE, message=message_id))

    async def receipt(self, message_id: str) -> str | None:
        """Return the stored receipt of an assistant message as JSON text."""
        return await self._database.read(lambda session: session.one(_RECEIPT, message=message_id))

    async def give_feedback(self, feedback: Feedback) -> None:
        """Store the latest opinion on a reply. Raises `NoSuchMessage`."""
        await self._database.write(lambda session: _give_feedback(session, feedback))

    async def rate(self, rating: Rating) -> None:
        """Store the latest rating of a talk. Raises `NoSuchConversation`."""
        await self._database.write(lambda session: _rate(session, rating))

    async def erase(self, shop_id: str, owner: str) -> int:
        """Delete all conversations of one owner with all that hangs on them; return how many."""
        return await self._database.load(lambda session: _erase(session, shop_id, owner))


def _give_feedback(session: Session, feedback: Feedback) -> None:
    home = session.one(_HOME_OF_MESSAGE, message=feedback.message_id)
    if home is None:
        raise NoSuchMessage(feedback.message_id)
    session.run(_DROP_FEEDBACK, message=feedback.message_id)
    session.run(
        _ADD_FEEDBACK,
        message_id=feedback.message_id,
        shop_id=home[0],
        helpful=feedback.helpful,
        reason=feedback.reason,
        created_at=feedback.at,
    )


def _rate(session: Session, rating: Rating) -> None:
    shop_id = session.one(_SHOP_OF, id=rating.conversation_id)
    if shop_id is None:
        raise NoSuchConversation(rating.conversation_id)
    session.run(_DROP_RATING, id=rating.conversation_id)
    session.run(
        _ADD_RATING,
        conversation_id=rating.conversation_id,
        shop_id=shop_id,
        score=rating.score,
        comment=rating.comment,
        created_at=rating.at,
    )


def _erase(session: Session, shop_id: str, owner: str) -> int:
    ids = session.all(_OWNED_IDS, shop_id=shop_id, owner=owner)
    for conversation_id in ids:
        for change in _ERASE:
            session.run(change, id=conversation_id)
    return len(ids)
