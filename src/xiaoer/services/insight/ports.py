"""What must a store tell about the talks of a span of time? Every query is bounded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from xiaoer.core.dialogue.conversation import ConversationStatus
from xiaoer.core.dialogue.plan import HandOffReason, Route
from xiaoer.core.dialogue.reply import Source
from xiaoer.core.shop.order import Order

MOST_TALKS = 20_000  # that one look back examines; the newest ones
MOST_MESSAGES = 20_000
MOST_REPLIES = 5_000  # whose waiting time is taken


@dataclass(frozen=True, slots=True)
class TalkFact:
    """What became of one talk."""

    id: str
    owner: str
    created_at: datetime
    handed_over: bool
    failed: bool  #: something in it was not answered
    score: int | None
    unhelpful: bool  #: the shopper said of a reply that it did not help


@dataclass(frozen=True, slots=True)
class RouteCount:
    """How many replies came about in one way."""

    route: str
    count: int


@dataclass(frozen=True, slots=True)
class Wait:
    """From a shopper's message to its reply."""

    asked_at: datetime
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class TicketFact:
    """One hand-off."""

    reason: HandOffReason
    created_at: datetime
    replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that the data did not answer."""

    conversation_id: str
    message_id: str
    question: str
    intent: str
    rule: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` to just before `until`."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TalkWish:
    """Which talks to list, newest first; `before` is the moment and id of the last one of the page before."""

    span: Span
    text: str = ""
    route: Route | Literal[""] = ""
    handed_over: bool | None = None
    rating: Literal["", "good", "bad"] = ""
    before: tuple[datetime, str] | None = None
    limit: int = 30


@dataclass(frozen=True, slots=True)
class TalkRow:
    """One talk in a list."""

    id: str
    created_at: datetime
    status: ConversationStatus
    events: int
    first_words: str
    handed_over: bool
    score: int | None
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a shopper thought of a talk, or of one reply in it."""

    conversation_id: str
    at: datetime
    score: int | None  #: of a talk
    helpful: bool | None  #: of a reply
    words: str
    about: str  #: the reply


class TalkBook(Protocol):
    """Looks back at talks. Every method raises `StoreDown` when the database fails."""

    async def facts(self, shop_id: str, span: Span) -> tuple[TalkFact, ...]:
        """Return the newest talks begun in the span in which a shopper said anything, newest first."""
        ...

    async def routes(self, shop_id: str, span: Span) -> tuple[RouteCount, ...]:
        """Return how the replies of the span came about."""
        ...

    async def waits(self, shop_id: str, span: Span) -> tuple[Wait, ...]:
        """Return how long the newest replies took."""
        ...

    async def asked(self, shop_id: str, span: Span) -> tuple[str, ...]:
        """Return the shoppers' newest messages."""
        ...

    async def cited(self, shop_id: str, span: Span) -> tuple[tuple[Source, ...], ...]:
        """Return what the newest replies rested on."""
        ...

    async def tickets(self, shop_id: str, span: Span) -> tuple[TicketFact, ...]:
        """Return the newest hand-offs."""
        ...

    async def waiting(self, shop_id: str) -> int:
        """Return how many shoppers wait for a person now."""
        ...

    async def failures(self, shop_id: str, span: Span, *, limit: int) -> tuple[Failure, ...]:
        """Return the newest questions that the data did not answer."""
        ...

    async def talks(self, shop_id: str, wish: TalkWish) -> tuple[TalkRow, ...]:
        """Return the talks that fit, newest first, among the newest of the span."""
        ...

    async def opinions(self, shop_id: str, span: Span, *, limit: int) -> tuple[Opinion, ...]:
        """Return ratings and remarks, newest first."""
        ...

    async def orders(self, shop_id: str, text: str, *, offset: int, limit: int) -> tuple[Order, ...]:
        """Return orders whose number begins with, or whose phone ends in, a text; newest first."""
        ...
