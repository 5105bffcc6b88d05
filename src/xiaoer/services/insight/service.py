"""How is the shop's service doing, and what could its data not answer?"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.conversation import Conversation, Event
from xiaoer.core.dialogue.reply import Source
from xiaoer.core.shop.profile import Profile
from xiaoer.errors import NoSuchConversation
from xiaoer.ports import Clock, Conversations
from xiaoer.services.insight import figures
from xiaoer.services.insight.figures import COMES_BACK_WITHIN, Asked, DayFigures, Seconds, Talked, Unanswered
from xiaoer.services.insight.ports import (
    MOST_TALKS,
    Opinion,
    RouteCount,
    Span,
    TalkBook,
    TalkRow,
    TalkWish,
)

MOST_FAILURES = 2_000  # of a span, before equal questions are put together
MOST_EVENTS = 1_000  # of one talk


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of a span. `is_cut` says that it holds more talks than were examined."""

    span: Span
    talked: Talked
    days: tuple[DayFigures, ...]
    routes: tuple[RouteCount, ...]
    reply_wait: Seconds
    person_wait: Seconds
    waiting_now: int
    reasons: tuple[tuple[str, int], ...]
    asked: tuple[Asked, ...]
    cited: tuple[tuple[Source, int], ...]
    unanswered: tuple[Unanswered, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk as the owner looks at it."""

    conversation: Conversation
    events: tuple[Event, ...]


class InsightService:
    """Looks back at the talks of one shop."""

    def __init__(self, book: TalkBook, conversations: Conversations, *, clock: Clock, shop_id: str) -> None:
        self.book = book
        self._conversations = conversations
        self._clock = clock
        self._shop_id = shop_id

    def last_days(self, days: int, zone: ZoneInfo) -> Span:
        """Return the last so many days of the shop's, today included."""
        return figures.days_of(self._clock.now(), days, zone)

    async def overview(self, span: Span, profile: Profile) -> Overview:
        """Return the figures of a span; days and business hours are those of the shop's settings."""
        shop, book, zone = self._shop_id, self.book, ZoneInfo(profile.timezone)
        facts = await book.facts(shop, Span(span.since, span.until + COMES_BACK_WITHIN))
        tickets = await book.tickets(shop, span)
        waits = await book.waits(shop, span)
        return Overview(
            span=span,
            talked=figures.talked(facts, span),
            days=figures.by_day(facts, span, zone),
            routes=await book.routes(shop, span),
            reply_wait=figures.seconds(wait.answered_at - wait.asked_at for wait in waits),
            person_wait=figures.seconds(figures.person_waits(tickets, profile)),
            waiting_now=await book.waiting(shop),
            reasons=figures.reasons(tickets),
            asked=figures.top_asked(await book.asked(shop, span)),
            cited=figures.top_cited(await book.cited(shop, span)),
            unanswered=(await self.unanswered(span))[: figures.MOST_LISTED],
            is_cut=len(facts) >= MOST_TALKS,
        )

    async def unanswered(self, span: Span) -> tuple[Unanswered, ...]:
        """Return the questions that the data did not answer, the most asked first."""
        return figures.unanswered(await self.book.failures(self._shop_id, span, limit=MOST_FAILURES))

    async def opinions(self, span: Span, *, limit: int) -> tuple[Opinion, ...]:
        """Return ratings and remarks, newest first."""
        return await self.book.opinions(self._shop_id, span, limit=limit)

    async def talks(self, wish: TalkWish) -> tuple[TalkRow, ...]:
        """Return the talks that fit, newest first."""
        return await self.book.talks(self._shop_id, wish)

    async def talk(self, conversation_id: str) -> Talk:
        """Return a talk with what was said in it. Raises `NoSuchConversation`."""
        conversation = await self._conversations.find(self._shop_id, conversation_id)
        if conversation is None:
            raise NoSuchConversation
        events = await self._conversations.events(conversation_id, after=0, limit=MOST_EVENTS)
        return Talk(conversation, events)
