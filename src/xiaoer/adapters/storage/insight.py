"""How are the talks of a span looked up? Newest first and never more than a bound."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Integer, Select, String, and_, bindparam, exists, func, or_, select

from xiaoer.adapters.storage import tables
from xiaoer.adapters.storage.codec import decode
from xiaoer.adapters.storage.columns import UtcTime
from xiaoer.adapters.storage.session import Database, Query
from xiaoer.core.dialogue.reply import Source
from xiaoer.core.shop.order import Order
from xiaoer.services.insight.ports import (
    MOST_MESSAGES,
    MOST_REPLIES,
    MOST_TALKS,
    Failure,
    Opinion,
    RouteCount,
    Span,
    TalkFact,
    TalkRow,
    TalkWish,
    TicketFact,
    Wait,
)

T = TypeVar("T")
GOOD_SCORE, BAD_SCORE = 4, 2
LATEST = (datetime(9998, 12, 31, tzinfo=UTC), "")
_talks, _events, _tickets = tables.conversations, tables.events, tables.tickets
_failures, _feedback, _ratings, _orders = tables.failures, tables.feedback, tables.ratings, tables.orders
_SHOP, _SINCE, _UNTIL = (
    bindparam("shop_id", type_=String),
    bindparam("since", type_=UtcTime),
    bindparam("until", type_=UtcTime),
)
_LIMIT = bindparam("limit", type_=Integer)


def _within(column: ColumnElement[datetime]) -> ColumnElement[bool]:
    return and_(column >= _SINCE, column < _UNTIL)


def _messages(role: str) -> ColumnElement[bool]:
    inside = _within(_events.c.created_at)
    return and_(_events.c.shop_id == _SHOP, _events.c.kind == "message", inside, _events.c.role == role)


def _of_talk(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(_events.c.conversation_id == _talks.c.id, _events.c.kind == "message", condition)


_HANDED = exists().where(_tickets.c.conversation_id == _talks.c.id)
_SCORE = select(_ratings.c.score).where(_ratings.c.conversation_id == _talks.c.id).scalar_subquery()
_UNHELPFUL = exists().where(
    _events.c.conversation_id == _talks.c.id,
    _events.c.message_id == _feedback.c.message_id,
    _feedback.c.helpful.is_(False),
)
_FACTS = Query(
    select(
        _talks.c.id,
        _talks.c.owner,
        _talks.c.created_at,
        _HANDED.label("handed_over"),
        exists().where(_failures.c.conversation_id == _talks.c.id).label("failed"),
        _SCORE.label("score"),
        _UNHELPFUL.label("unhelpful"),
    )
    .where(_talks.c.shop_id == _SHOP, _within(_talks.c.created_at), _talks.c.last_seq > 0)
    .order_by(_talks.c.created_at.desc())
    .limit(_LIMIT),
    lambda *row: TalkFact(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[5], bool(row[6])),
)
_ROUTES = Query(
    select(_events.c.route, func.count()).where(_messages("assistant")).group_by(_events.c.route), RouteCount
)
_question = _events.alias("question")
_WAITS = Query(
    select(_question.c.created_at, _events.c.created_at.label("answered_at"))
    .where(_messages("assistant"), _question.c.message_id == _events.c.in_reply_to, _question.c.kind == "message")
    .order_by(_events.c.created_at.desc())
    .limit(_LIMIT),
    Wait,
)
_ASKED = Query(
    select(_events.c.text).where(_messages("shopper")).order_by(_events.c.created_at.desc()).limit(_LIMIT), str
)
_CITED = Query(
    select(_events.c.sources).where(_messages("assistant")).order_by(_events.c.created_at.desc()).limit(_LIMIT),
    lambda sources: sources,
)
_TICKETS = Query(
    select(_tickets.c.reason, _tickets.c.created_at, _tickets.c.replied_at)
    .where(_tickets.c.shop_id == _SHOP, _within(_tickets.c.created_at))
    .order_by(_tickets.c.created_at.desc())
    .limit(_LIMIT),
    TicketFact,
)
_WAITING = Query(
    select(func.count()).select_from(_tickets).where(_tickets.c.shop_id == _SHOP, _tickets.c.status == "waiting"), int
)
_FAILURES = Query(
    select(
        _failures.c.conversation_id,
        _failures.c.message_id,
        _failures.c.question,
        _failures.c.intent,
        _failures.c.rule,
        _failures.c.created_at,
    )
    .where(_failures.c.shop_id == _SHOP, _within(_failures.c.created_at))
    .order_by(_failures.c.created_at.desc())
    .limit(_LIMIT),
    Failure,
)
_RATINGS = Query(
    select(_ratings.c.conversation_id, _ratings.c.created_at, _ratings.c.score, _ratings.c.comment)
    .where(_ratings.c.shop_id == _SHOP, _within(_ratings.c.created_at))
    .order_by(_ratings.c.created_at.desc())
    .limit(_LIMIT),
    lambda talk, at, score, words: Opinion(talk, at, score, None, words, ""),
)
_REMARKS = Query(
    select(_events.c.conversation_id, _feedback.c.created_at, _feedback.c.helpful, _feedback.c.reason, _events.c.text)
    .where(
        _feedback.c.shop_id == _SHOP,
        _within(_feedback.c.created_at),
        _events.c.message_id == _feedback.c.message_id,
        _events.c.kind == "message",
    )
    .order_by(_feedback.c.created_at.desc())
    .limit(_LIMIT),
    lambda talk, at, helpful, words, about: Opinion(talk, at, None, bool(helpful), words, about),
)


def _talk_rows() -> Select[*tuple[object, ...]]:
    text, like = bindparam("text", type_=String), bindparam("like", type_=String)
    route, handed = bindparam("route", type_=String), bindparam("handed", type_=Integer)
    rating, at = bindparam("rating", type_=String), bindparam("before_at", type_=UtcTime)
    examined = (
        select(_talks.c.id)
        .where(_talks.c.shop_id == _SHOP, _within(_talks.c.created_at), _talks.c.last_seq > 0)
        .order_by(_talks.c.created_at.desc())
        .limit(MOST_TALKS)
        .scalar_subquery()
    )
    first = select(_events.c.text).where(
        _events.c.conversation_id == _talks.c.id, _events.c.kind == "message", _events.c.role == "shopper"
    )
    last = select(func.max(_events.c.created_at)).where(_events.c.conversation_id == _talks.c.id)
    earlier = or_(
        _talks.c.created_at < at,
        and_(_talks.c.created_at == at, _talks.c.id < bindparam("before_id", type_=String)),
    )
    return (
        select(
            _talks.c.id,
            _talks.c.created_at,
            _talks.c.status,
            _talks.c.last_seq,
            first.order_by(_events.c.seq).limit(1).scalar_subquery().label("first_words"),
            _HANDED.label("handed_over"),
            _SCORE.label("score"),
            last.scalar_subquery().label("last_at"),
        )
        .where(
            _talks.c.id.in_(examined),
            earlier,
            or_(text == "", _talks.c.id == text, _of_talk(_events.c.text.like(like, escape="\\"))),
            or_(route == "", _of_talk(_events.c.route == route)),
            or_(handed < 0, and_(handed == 1, _HANDED), and_(handed == 0, ~_HANDED)),
            or_(rating == "", and_(rating == "good", _SCORE >= GOOD_SCORE), and_(rating == "bad", _SCORE <= BAD_SCORE)),
        )
        .order_by(_talks.c.created_at.desc(), _talks.c.id.desc())
        .limit(_LIMIT)
    )


_TALKS = Query(
    _talk_rows(), lambda *row: TalkRow(row[0], row[1], row[2], row[3], row[4] or "", bool(row[5]), row[6], row[7])
)
_ORDERS = Query(
    select(_orders.c.body)
    .where(
        _orders.c.shop_id == _SHOP,
        or_(
            _orders.c.order_id.like(bindparam("starts", type_=String), escape="\\"),
            _orders.c.phone.like(bindparam("ends", type_=String), escape="\\"),
        ),
    )
    .order_by(_orders.c.created_at.desc().nulls_last(), _orders.c.order_id.desc())
    .limit(_LIMIT)
    .offset(bindparam("offset", type_=Integer)),
    lambda body: decode(Order, body),
)


class SqlTalkBook:
    """The `TalkBook` on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def facts(self, shop_id: str, span: Span) -> tuple[TalkFact, ...]:
        """Return the newest talks begun in the span in which a shopper said anything, newest first."""
        return await self._all(_FACTS, shop_id, span, MOST_TALKS)

    async def routes(self, shop_id: str, span: Span) -> tuple[RouteCount, ...]:
        """Return how the replies of the span came about."""
        return await self._all(_ROUTES, shop_id, span)

    async def waits(self, shop_id: str, span: Span) -> tuple[Wait, ...]:
        """Return how long the newest replies took."""
        return await self._all(_WAITS, shop_id, span, MOST_REPLIES)

    async def asked(self, shop_id: str, span: Span) -> tuple[str, ...]:
        """Return the shoppers' newest messages."""
        return await self._all(_ASKED, shop_id, span, MOST_MESSAGES)

    async def cited(self, shop_id: str, span: Span) -> tuple[tuple[Source, ...], ...]:
        """Return what the newest replies rested on."""
        return await self._all(_CITED, shop_id, span, MOST_MESSAGES)

    async def tickets(self, shop_id: str, span: Span) -> tuple[TicketFact, ...]:
        """Return the newest hand-offs."""
        return await self._all(_TICKETS, shop_id, span, MOST_TALKS)

    async def waiting(self, shop_id: str) -> int:
        """Return how many shoppers wait for a person now."""
        return await self._database.scan(lambda session: session.one(_WAITING, shop_id=shop_id)) or 0

    async def failures(self, shop_id: str, span: Span, *, limit: int) -> tuple[Failure, ...]:
        """Return the newest questions that the data did not answer."""
        return await self._all(_FAILURES, shop_id, span, limit)

    async def talks(self, shop_id: str, wish: TalkWish) -> tuple[TalkRow, ...]:
        """Return the talks that fit, newest first, among the newest of the span."""
        before_at, before_id = wish.before or LATEST
        handed = -1 if wish.handed_over is None else int(wish.handed_over)
        return await self._database.scan(
            lambda session: session.all(
                _TALKS,
                shop_id=shop_id,
                since=wish.span.since,
                until=wish.span.until,
                text=wish.text,
                like=f"%{_plain(wish.text)}%",
                route=wish.route,
                handed=handed,
                rating=wish.rating,
                before_at=before_at,
                before_id=before_id,
                limit=wish.limit,
            )
        )

    async def opinions(self, shop_id: str, span: Span, *, limit: int) -> tuple[Opinion, ...]:
        """Return ratings and remarks, newest first."""
        found = (*await self._all(_RATINGS, shop_id, span, limit), *await self._all(_REMARKS, shop_id, span, limit))
        return tuple(sorted(found, key=lambda opinion: opinion.at, reverse=True))[:limit]

    async def orders(self, shop_id: str, text: str, *, offset: int, limit: int) -> tuple[Order, ...]:
        """Return orders whose number begins with, or whose phone ends in, a text; newest first."""
        starts, ends = f"{_plain(text)}%", f"%{_plain(text)}"
        return await self._database.scan(
            lambda session: session.all(_ORDERS, shop_id=shop_id, starts=starts, ends=ends, offset=offset, limit=limit)
        )

    async def _all(self, query: Query[T], shop_id: str, span: Span, limit: int = 0) -> tuple[T, ...]:
        return await self._database.scan(
            lambda session: session.all(query, shop_id=shop_id, since=span.since, until=span.until, limit=limit)
        )


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
