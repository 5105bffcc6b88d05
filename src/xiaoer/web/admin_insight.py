"""How does the owner look back at talks: figures, lists, one talk, what failed, what shoppers thought?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from xiaoer.core.dialogue.conversation import Event
from xiaoer.core.dialogue.plan import Route
from xiaoer.core.language.redact import redact
from xiaoer.errors import BadRequest
from xiaoer.services.insight.figures import Seconds
from xiaoer.services.insight.ports import TalkRow, TalkWish
from xiaoer.services.insight.service import Overview, Talk
from xiaoer.services.knowledge import codec
from xiaoer.services.knowledge.edits import WorkingCopy
from xiaoer.web.access import staffer_of
from xiaoer.web.documents import PROBLEMS
from xiaoer.web.door import Door
from xiaoer.web.render import as_json, message_of, sources_of, state_of

Days = Annotated[int, Query(ge=1, le=92)]
Limit = Annotated[int, Query(ge=1, le=100)]
Text = Annotated[str, Query(max_length=100)]
TalkId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Cursor = Annotated[str, Query(max_length=128, pattern=r"^$|^[0-9T:.+\-]{19,40}Z?~[A-Za-z0-9_-]{1,64}$")]
Rating = Annotated[Literal["", "good", "bad"], Query()]
WantedRoute = Annotated[Route | Literal[""], Query()]


class SecondsView(BaseModel):
    """How long it took: half of them at most `half`, 19 of 20 at most `most`."""

    count: int
    half: float | None
    most: float | None


class DayView(BaseModel):
    """One day of the shop's."""

    day: str
    talks: int
    by_person: int


class CountedView(BaseModel):
    """Something and how often."""

    name: str
    count: int


class CitedView(BaseModel):
    """Data of the shop and how often they answered."""

    kind: str
    id: str
    title: str
    count: int


class UnansweredView(BaseModel):
    """A question that the data did not answer; `known` when the draft holds it by now."""

    question: str
    count: int
    last_at: str
    conversation_id: str
    known: bool


class UnansweredsView(BaseModel):
    """Questions that the data did not answer, the most asked first."""

    failures: list[UnansweredView]


class OverviewView(BaseModel):
    """The figures of a span."""

    days: list[DayView]
    talks: int
    without_person: int
    resolved_at_once: int
    rated: int
    score: float | None
    by_score: list[int]
    routes: list[CountedView]
    reply_wait: SecondsView
    person_wait: SecondsView
    waiting_now: int
    reasons: list[CountedView]
    asked: list[CountedView]
    cited: list[CitedView]
    failures: list[UnansweredView]
    is_cut: bool


class TalkRowView(BaseModel):
    """One talk in a list; private details are masked."""

    id: str
    created_at: str
    last_at: str
    status: str
    first_words: str
    handed_over: bool
    score: int | None


class TalksView(BaseModel):
    """Talks, newest first; `next` is the `before` of the next page, empty at the end."""

    talks: list[TalkRowView]
    next: str


class TalkEventView(BaseModel):
    """One entry of a talk."""

    kind: str
    at: str
    message: dict[str, object] | None = None
    state: dict[str, object] | None = None


class TalkView(BaseModel):
    """One talk with what was said in it."""

    id: str
    status: str
    created_at: str
    masked: bool
    events: list[TalkEventView]


class OpinionView(BaseModel):
    """What a shopper thought."""

    conversation_id: str
    at: str
    score: int | None
    helpful: bool | None
    words: str
    about: str


class OpinionsView(BaseModel):
    """Ratings and remarks, newest first."""

    opinions: list[OpinionView]


def insight_routes(door: Door) -> APIRouter:
    """Return the routes that look back."""
    router = APIRouter(prefix="/api/admin", tags=["admin"], responses=PROBLEMS)
    _figure_routes(router, door)
    _talk_routes(router, door)
    return router


def _figure_routes(router: APIRouter, door: Door) -> None:
    insight, editing = door.runtime.console.insight, door.runtime.console.editing

    @router.get("/overview", response_model=OverviewView, summary="How is the service doing?")
    async def overview(days: Days = 7) -> Response:
        copy = await editing.working()
        found = await insight.overview(insight.last_days(days, copy.zone), copy.profile)
        return as_json(_overview(found, copy))

    @router.get("/failures", response_model=UnansweredsView, summary="What could the data not answer?")
    async def failures(days: Days = 30) -> Response:
        copy = await editing.working()
        found = await insight.unanswered(insight.last_days(days, copy.zone))
        known = _questions(copy)
        shown = [
            {
                "question": redact(one.question),
                "count": one.count,
                "last_at": one.last_at.isoformat(),
                "conversation_id": one.conversation_id,
                "known": one.question in known,
            }
            for one in found[:200]
        ]
        return as_json({"failures": shown})

    @router.get("/opinions", response_model=OpinionsView, summary="What did shoppers think?")
    async def opinions(days: Days = 30, limit: Limit = 100) -> Response:
        zone = (await editing.working()).zone
        found = await insight.opinions(insight.last_days(days, zone), limit=limit)
        shown = [
            {
                "conversation_id": one.conversation_id,
                "at": one.at.isoformat(),
                "score": one.score,
                "helpful": one.helpful,
                "words": redact(one.words),
                "about": redact(one.about),
            }
            for one in found
        ]
        return as_json({"opinions": shown})


def _talk_routes(router: APIRouter, door: Door) -> None:
    insight, editing, staff = door.runtime.console.insight, door.runtime.console.editing, door.runtime.staff

    @router.get("/conversations", response_model=TalksView, summary="Talks, newest first, masked")
    async def talks(
        *,
        days: Days = 30,
        q: Text = "",
        route: WantedRoute = "",
        handed_over: bool | None = None,
        rating: Rating = "",
        before: Cursor = "",
        limit: Limit = 30,
    ) -> Response:
        span = insight.last_days(days, (await editing.working()).zone)
        wish = TalkWish(span, q.strip(), route, handed_over, rating, _cursor(before), limit)
        found = await insight.talks(wish)
        last = found[-1] if len(found) == limit else None
        following = f"{last.created_at.isoformat()}~{last.id}" if last else ""
        return as_json({"talks": [_row(one) for one in found], "next": following})

    @router.get("/conversations/{conversation_id}", response_model=TalkView, summary="One talk, masked")
    async def talk(conversation_id: TalkId) -> Response:
        return as_json(_talk(await insight.talk(conversation_id), masked=True))

    @router.post(
        "/conversations/{conversation_id}/unmask",
        response_model=TalkView,
        summary="One talk in full; being read so is noted down",
    )
    async def unmask(request: Request, conversation_id: TalkId) -> Response:
        found = await insight.talk(conversation_id)
        await staff.note(staffer_of(request), "talk.unmasked", conversation_id)
        return as_json(_talk(found, masked=False))


def _cursor(before: str) -> tuple[datetime, str] | None:
    if not before:
        return None
    at, _, talk_id = before.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as exc:
        raise BadRequest from exc
    if moment.tzinfo is None:
        raise BadRequest
    return moment, talk_id


def _questions(copy: WorkingCopy) -> frozenset[str]:
    faqs = (codec.decode_faq(item.body) for item in copy.of_kind("faq"))
    return frozenset(text for faq in faqs for text in (faq.question, *faq.similar))


def _overview(found: Overview, copy: WorkingCopy) -> dict[str, object]:
    talked, known = found.talked, _questions(copy)
    return {
        "days": [{"day": one.day, "talks": one.talks, "by_person": one.by_person} for one in found.days],
        "talks": talked.talks,
        "without_person": talked.without_person,
        "resolved_at_once": talked.resolved_at_once,
        "rated": talked.rated,
        "score": round(talked.score_sum / talked.rated, 2) if talked.rated else None,
        "by_score": list(talked.by_score),
        "routes": [{"name": one.route, "count": one.count} for one in found.routes],
        "reply_wait": _seconds(found.reply_wait),
        "person_wait": _seconds(found.person_wait),
        "waiting_now": found.waiting_now,
        "reasons": [{"name": name, "count": count} for name, count in found.reasons],
        "asked": [{"name": one.text, "count": one.count} for one in found.asked],
        "cited": [{**source, "count": count} for source, count in _cited(found)],
        "failures": [
            {
                "question": redact(one.question),
                "count": one.count,
                "last_at": one.last_at.isoformat(),
                "conversation_id": one.conversation_id,
                "known": one.question in known,
            }
            for one in found.unanswered
        ],
        "is_cut": found.is_cut,
    }


def _cited(found: Overview) -> list[tuple[dict[str, str], int]]:
    return [(sources_of((source,))[0], count) for source, count in found.cited]


def _seconds(seconds: Seconds) -> dict[str, object]:
    return {"count": seconds.count, "half": seconds.half, "most": seconds.most}


def _row(row: TalkRow) -> dict[str, object]:
    return {
        "id": row.id,
        "created_at": row.created_at.isoformat(),
        "last_at": row.last_at.isoformat(),
        "status": row.status,
        "first_words": redact(row.first_words)[:200],
        "handed_over": row.handed_over,
        "score": row.score,
    }


def _talk(talk: Talk, *, masked: bool) -> dict[str, object]:
    return {
        "id": talk.conversation.id,
        "status": talk.conversation.status,
        "created_at": talk.conversation.created_at.isoformat(),
        "masked": masked,
        "events": [_event(event, masked=masked) for event in talk.events if event.kind != "read"],
    }


def _event(event: Event, *, masked: bool) -> dict[str, object]:
    shown: dict[str, object] = {"kind": event.kind, "at": event.created_at.isoformat(), "message": None, "state": None}
    if event.kind == "state":
        return {**shown, "state": state_of(event)}
    text = redact(event.text) if masked else event.text
    return {**shown, "message": {**message_of(event), "text": text}}
