"""What does one turn write, statement by statement?

Each function is the body of a unit: it looks first, writes then, and run a second time it finds what it wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import bindparam, delete, func, insert, literal_column, select, update

from xiaoer.adapters.storage import tables
from xiaoer.adapters.storage.codec import encode
from xiaoer.adapters.storage.rows import CONVERSATION, EVENT, TICKET, values_of
from xiaoer.adapters.storage.session import Change, Query, Session
from xiaoer.core.dialogue.conversation import Conversation, ConversationStatus, Event, Ticket
from xiaoer.errors import ClientIdReused, ConversationClosed, NoSuchConversation
from xiaoer.ports import Accepted, Incoming, Outcome

_conversations = tables.conversations
_events = tables.events
_pending = tables.pending_turns
_tickets = tables.tickets
_COURSE: tuple[ConversationStatus, ...] = ("bot", "waiting", "agent", "closed")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a conversation stands."""

    shop_id: str
    status: ConversationStatus
    last_seq: int


# FOR UPDATE keeps a second process out of the conversation; SQLite has one writer anyway and leaves it out.
_PLACE = Query(
    select(_conversations.c.shop_id, _conversations.c.status, _conversations.c.last_seq)
    .where(_conversations.c.id == bindparam("id"))
    .with_for_update(),
    _Place,
)
_NAMED = Query(
    select(*CONVERSATION).where(
        _conversations.c.shop_id == bindparam("shop_id"),
        _conversations.c.owner == bindparam("owner"),
        _conversations.c.name == bindparam("name"),
    ),
    Conversation,
)
_OPEN = Change(insert(_conversations))
_MOVE = Change(
    update(_conversations).where(_conversations.c.id == bindparam("conversation")).values(last_seq=bindparam("seq"))
)
_MOVE_AND_SET = Change(
    update(_conversations)
    .where(_conversations.c.id == bindparam("conversation"))
    .values(last_seq=bindparam("seq"), status=bindparam("new_status"))
)
_MOVE_AND_REMEMBER = Change(
    update(_conversations)
    .where(_conversations.c.id == bindparam("conversation"))
    .values(last_seq=bindparam("seq"), status=bindparam("new_status"), state=bindparam("new_state"))
)
_BY_CLIENT_ID = Query(
    select(*EVENT).where(
        _events.c.conversation_id == bindparam("conversation"), _events.c.client_message_id == bindparam("client_id")
    ),
    Event,
)
_OUTCOME = Query(select(*EVENT).where(_events.c.outcome_of == bindparam("message")).order_by(_events.c.seq), Event)
_ADD_EVENT = Change(insert(_events))
_IS_PENDING = Query(select(_pending.c.seq).where(_pending.c.message_id == bindparam("message")), int)
_ADD_PENDING = Change(insert(_pending))
_DROP_PENDING = Change(delete(_pending).where(_pending.c.message_id == bindparam("message")))
_ADD_RECEIPT = Change(insert(tables.receipts))
_ADD_FAILURE = Change(insert(tables.failures))
_ADD_TICKET = Change(insert(_tickets))
_OPEN_TICKET = Query(
    select(*TICKET).where(
        _tickets.c.conversation_id == bindparam("conversation"), literal_column("status != 'resolved'")
    ),
    Ticket,
)
_AWAIT_PERSON = Change(
    update(_tickets)
    .where(
        _tickets.c.conversation_id == bindparam("conversation"),
        _tickets.c.waiting_since.is_(None),
        literal_column("status != 'resolved'"),
    )
    .values(waiting_since=bindparam("since"), version=_tickets.c.version + 1)
)
_QUEUE_LENGTH = Query(
    select(func.count()).where(_tickets.c.shop_id == bindparam("shop_id"), _tickets.c.status == "waiting"), int
)


def open_conversation(session: Session, conversation: Conversation) -> Conversation:
    """Store a conversation, or find the one of that name."""
    there = session.one(_NAMED, shop_id=conversation.shop_id, owner=conversation.owner, name=conversation.name)
    if there is not None:
        return there
    session.run(_OPEN, **values_of(conversation))
    return conversation


def accept(session: Session, incoming: Incoming) -> Accepted:
    """Store a shopper's message once."""
    place = _place(session, incoming.conversation_id)
    before = session.one(_BY_CLIENT_ID, conversation=incoming.conversation_id, client_id=incoming.client_message_id)
    if before is not None:
        if before.text != incoming.text:
            raise ClientIdReused(f"client_message_id {incoming.client_message_id!r} came with another text")
        return Accepted(before.message_id, before.seq, fresh=False, awaits_reply=_is_for_assistant(session, before))
    if place.status == "closed":
        raise ConversationClosed(incoming.conversation_id)
    seq = place.last_seq + 1
    message = Event(
        conversation_id=incoming.conversation_id,
        seq=seq,
        kind="message",
        created_at=incoming.at,
        message_id=incoming.message_id,
        role="shopper",
        text=incoming.text,
        client_message_id=incoming.client_message_id,
        context=incoming.context,
    )
    session.run(_ADD_EVENT, **values_of(message), shop_id=place.shop_id, outcome_of="")
    awaits_reply = place.status != "agent"
    if awaits_reply:
        session.run(
            _ADD_PENDING,
            message_id=incoming.message_id,
            shop_id=place.shop_id,
            conversation_id=incoming.conversation_id,
            seq=seq,
            accepted_at=incoming.at,
            phone=incoming.phone,
        )
    session.run(_MOVE, conversation=incoming.conversation_id, seq=seq)
    if place.status in {"waiting", "agent"}:
        session.run(_AWAIT_PERSON, conversation=incoming.conversation_id, since=incoming.at)
    return Accepted(incoming.message_id, seq, fresh=True, awaits_reply=awaits_reply)


def finish(session: Session, outcome: Outcome) -> tuple[Event, ...]:
    """Store all that a turn leaves behind, unless its message has an outcome already."""
    place = _place(session, outcome.conversation_id)
    before = session.all(_OUTCOME, message=outcome.in_reply_to)
    if before:
        return before
    ticket = _claim(session, outcome.ticket) if outcome.ticket is not None else None
    # A hand-off, a person who took the talk, or an end to it, in the meantime is not undone by a late reply.
    status = max(place.status, outcome.status, key=_COURSE.index)
    kept = [_reply_event(outcome, place.last_seq + 1)]
    if status != place.status:
        position = session.one(_QUEUE_LENGTH, shop_id=place.shop_id) if ticket and status == "waiting" else None
        kept.append(_state_event(outcome, place.last_seq + 2, status, position))
    for event in kept:
        session.run(_ADD_EVENT, **values_of(event), shop_id=place.shop_id, outcome_of=outcome.in_reply_to)
    session.run(_ADD_RECEIPT, message_id=outcome.message_id, shop_id=place.shop_id, body=encode(outcome.receipt))
    if outcome.failure is not None:
        session.run(_ADD_FAILURE, **values_of(outcome.failure), conversation_id=outcome.conversation_id)
    session.run(
        _MOVE_AND_REMEMBER,
        conversation=outcome.conversation_id,
        seq=kept[-1].seq,
        new_status=status,
        new_state=outcome.state,
    )
    session.run(_DROP_PENDING, message=outcome.in_reply_to)
    return tuple(kept)


def append(session: Session, event: Event) -> Event:
    """Store an event at the end of its conversation; a state event moves the status."""
    place = _place(session, event.conversation_id)
    if event.client_message_id:
        before = session.one(_BY_CLIENT_ID, conversation=event.conversation_id, client_id=event.client_message_id)
        if before is not None:
            return before
    if event.kind == "message" and place.status == "closed":
        raise ConversationClosed(event.conversation_id)
    placed = replace(event, seq=place.last_seq + 1)
    session.run(_ADD_EVENT, **values_of(placed), shop_id=place.shop_id, outcome_of="")
    if event.kind == "state" and event.status:
        session.run(_MOVE_AND_SET, conversation=event.conversation_id, seq=placed.seq, new_status=event.status)
    else:
        session.run(_MOVE, conversation=event.conversation_id, seq=placed.seq)
    if event.kind == "message" and event.role == "shopper" and place.status in {"waiting", "agent"}:
        session.run(_AWAIT_PERSON, conversation=event.conversation_id, since=event.created_at)
    return placed


def add_ticket(session: Session, ticket: Ticket) -> Ticket:
    """Store a ticket, or find the one that its conversation has open."""
    _place(session, ticket.conversation_id)
    return _claim(session, ticket)


def open_ticket(session: Session, conversation_id: str) -> Ticket | None:
    """Return the ticket of a conversation that is not resolved yet."""
    return session.one(_OPEN_TICKET, conversation=conversation_id)


def lock(session: Session, conversation_id: str) -> ConversationStatus:
    """Keep other writers out of a conversation until the end of the unit; return how it stands."""
    return _place(session, conversation_id).status


def _place(session: Session, conversation_id: str) -> _Place:
    place = session.one(_PLACE, id=conversation_id)
    if place is None:
        raise NoSuchConversation(conversation_id)
    return place


def _is_for_assistant(session: Session, message: Event) -> bool:
    pending = session.one(_IS_PENDING, message=message.message_id) is not None
    return pending or bool(session.all(_OUTCOME, message=message.message_id))


def _claim(session: Session, ticket: Ticket) -> Ticket:
    there = open_ticket(session, ticket.conversation_id)
    if there is not None:
        return there
    session.run(_ADD_TICKET, **values_of(ticket))
    return ticket


def _reply_event(outcome: Outcome, seq: int) -> Event:
    return Event(
        conversation_id=outcome.conversation_id,
        seq=seq,
        kind="message",
        created_at=outcome.at,
        message_id=outcome.message_id,
        role="assistant",
        text=outcome.reply.text,
        in_reply_to=outcome.in_reply_to,
        route=outcome.reply.route,
        rule=outcome.reply.rule,
        sources=outcome.reply.sources,
    )


def _state_event(outcome: Outcome, seq: int, status: ConversationStatus, position: int | None) -> Event:
    return Event(
        conversation_id=outcome.conversation_id,
        seq=seq,
        kind="state",
        created_at=outcome.at,
        status=status,
        queue_position=position,
    )
