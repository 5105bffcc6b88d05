"""What do the talks of a span come to, in figures?

A talk is resolved at first contact when no person was needed, nothing in it stayed unanswered, the shopper neither
marked a reply as unhelpful nor rated the talk 1 or 2, and did not come back with another talk within 72 hours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.reply import Source
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.redact import redact
from xiaoer.core.shop.hours import next_opening
from xiaoer.core.shop.profile import Profile
from xiaoer.services.insight.ports import Failure, Span, TalkFact, TicketFact

COMES_BACK_WITHIN = timedelta(hours=72)
BAD_SCORE = 2
SHARED_OWNERS = ("key:",)  # a shop's system speaks for many shoppers: who came back cannot be told
MOST_LISTED = 20
PUNCTUATION = " \t\n,.!?;:~…、,。!?;:~—-"


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The talks begun on one day of the shop's."""

    day: str
    talks: int
    by_person: int


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long it took: half of them at most `half`, 19 of 20 at most `most`; None where there were none."""

    count: int
    half: float | None
    most: float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, how often it was asked, and when last."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question without an answer, how often it was asked, and where last."""

    question: str
    count: int
    last_at: datetime
    conversation_id: str
    intent: str


@dataclass(frozen=True, slots=True)
class Talked:
    """How the talks of a span went."""

    talks: int
    without_person: int
    resolved_at_once: int
    rated: int
    score_sum: int
    by_score: tuple[int, ...]  #: how many gave 1, 2, 3, 4 and 5


def talked(facts: Sequence[TalkFact], span: Span) -> Talked:
    """Return how the talks begun in the span went; `facts` may reach on, to see who came back."""
    begun = [fact for fact in facts if span.since <= fact.created_at < span.until]
    scores = [fact.score for fact in begun if fact.score is not None]
    return Talked(
        talks=len(begun),
        without_person=sum(not fact.handed_over for fact in begun),
        resolved_at_once=sum(1 for fact in begun if _is_sound(fact)) - len(_came_back(facts, begun)),
        rated=len(scores),
        score_sum=sum(scores),
        by_score=tuple(scores.count(score) for score in range(1, 6)),
    )


def by_day(facts: Iterable[TalkFact], span: Span, zone: ZoneInfo) -> tuple[DayFigures, ...]:
    """Return the talks of each day of the span, days without any too."""
    begun = [fact for fact in facts if span.since <= fact.created_at < span.until]
    talks = Counter(fact.created_at.astimezone(zone).date() for fact in begun)
    persons = Counter(fact.created_at.astimezone(zone).date() for fact in begun if fact.handed_over)
    first = span.since.astimezone(zone).date()
    last = (span.until - timedelta(microseconds=1)).astimezone(zone).date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(DayFigures(day.isoformat(), talks[day], persons[day]) for day in days)


def seconds(waits: Iterable[timedelta]) -> Seconds:
    """Return how long waiting took."""
    sorted_s = sorted(wait.total_seconds() for wait in waits)
    if not sorted_s:
        return Seconds(0, None, None)
    last = len(sorted_s) - 1
    return Seconds(len(sorted_s), sorted_s[last // 2], sorted_s[round(last * 0.95)])


def top_asked(texts: Iterable[str]) -> tuple[Asked, ...]:
    """Return what was asked most, private details masked; the same words are one question however they are marked."""
    shown: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text in texts:
        plain = normalize(text).strip(PUNCTUATION)
        if plain:
            shown.setdefault(plain, " ".join(text.split()))
            counts[plain] += 1
    return tuple(Asked(redact(shown[plain]), count) for plain, count in counts.most_common(MOST_LISTED))


def top_cited(cited: Iterable[tuple[Source, ...]]) -> tuple[tuple[Source, int], ...]:
    """Return which of the shop's data answered most."""
    counts = Counter(source for sources in cited for source in dict.fromkeys(sources))
    return tuple(counts.most_common(MOST_LISTED))


def unanswered(failures: Iterable[Failure]) -> tuple[Unanswered, ...]:
    """Return the questions without an answer, the most asked first; `failures` come newest first."""
    groups: dict[str, list[Failure]] = {}
    for failure in failures:
        groups.setdefault(normalize(failure.question).strip(PUNCTUATION), []).append(failure)
    found = [
        Unanswered(one[0].question, len(one), one[0].created_at, one[0].conversation_id, one[0].intent)
        for one in groups.values()
    ]
    return tuple(sorted(found, key=lambda each: -each.count))


def reasons(tickets: Iterable[TicketFact]) -> tuple[tuple[str, int], ...]:
    """Return why people were called, the most frequent reason first."""
    return tuple(Counter(ticket.reason.value for ticket in tickets).most_common())


def person_waits(tickets: Iterable[TicketFact], profile: Profile) -> tuple[timedelta, ...]:
    """Return how long shoppers waited for a person's first words; a night counts from the next opening."""
    waits = []
    for ticket in tickets:
        if ticket.replied_at is not None:
            opened = next_opening(profile, ticket.created_at)
            waits.append(ticket.replied_at - (opened if opened <= ticket.replied_at else ticket.created_at))
    return tuple(waits)


def days_of(now: datetime, days: int, zone: ZoneInfo) -> Span:
    """Return the last so many days of the shop's, today included and open to the end."""
    today = now.astimezone(zone).date()
    first = datetime.combine(today - timedelta(days=days - 1), time(), zone)
    return Span(first, datetime.combine(today + timedelta(days=1), time(), zone))


def _is_sound(fact: TalkFact) -> bool:
    bad = fact.score is not None and fact.score <= BAD_SCORE
    return not (fact.handed_over or fact.failed or fact.unhelpful or bad)


def _came_back(facts: Sequence[TalkFact], begun: Sequence[TalkFact]) -> set[str]:
    """Return the sound talks after which the same shopper began another one soon."""
    moments: dict[str, list[datetime]] = {}
    for fact in facts:
        moments.setdefault(fact.owner, []).append(fact.created_at)
    return {
        fact.id
        for fact in begun
        if _is_sound(fact)
        and _is_one_shopper(fact.owner)
        and any(fact.created_at < at <= fact.created_at + COMES_BACK_WITHIN for at in moments[fact.owner])
    }


def _is_one_shopper(owner: str) -> bool:
    return not owner.startswith(SHARED_OWNERS) and not (owner.startswith("address:") and owner.endswith(":"))
