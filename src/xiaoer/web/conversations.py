"""How do widgets and apps talk to a conversation?"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request
from starlette.responses import Response

from xiaoer.core.dialogue.conversation import Conversation
from xiaoer.core.dialogue.question import PageContext, Question
from xiaoer.errors import NotSignedIn
from xiaoer.services.conversations.shopper import shopper_of
from xiaoer.web.callers import COOKIE
from xiaoer.web.documents import PROBLEMS
from xiaoer.web.door import Door
from xiaoer.web.events import EventStream, cursor_of
from xiaoer.web.render import as_json, conversation_of, message_of, state_of
from xiaoer.web.schemas import (
    AcceptedView,
    ConversationsView,
    ErasedView,
    FeedbackBody,
    MessageBody,
    MessagesView,
    OpenBody,
    OpenView,
    RatingBody,
    StateView,
)
from xiaoer.web.tokens import Bearer, read_identity, sign

TOKEN_LIFE = timedelta(days=90)
MOST_LISTED = 100
MOST_TITLED = 40  # further talks are listed without their first words
TITLE_EVENTS = 3
LARGEST_SEQ = 2**31 - 1

Id = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
After = Annotated[int, Query(ge=0, le=LARGEST_SEQ)]
Limit = Annotated[int, Query(ge=1, le=200)]
STREAM_OK: dict[str, object] = {"description": "Server-sent events", "content": {"text/event-stream": {}}}
NO_BODY: dict[str, object] = {"description": "Done"}


def conversation_routes(door: Door) -> APIRouter:
    """Return the routes of shoppers."""
    router = APIRouter(prefix="/api", tags=["conversations"], responses=PROBLEMS)
    router.include_router(_talk_routes(door))
    router.include_router(_read_routes(door))
    router.include_router(_wish_routes(door))
    return router


def _talk_routes(door: Door) -> APIRouter:
    router, talks = APIRouter(), door.talks

    @router.post("/conversations", status_code=201, response_model=OpenView, summary="Open a conversation")
    async def open_conversation(request: Request, body: OpenBody | None = None) -> Response:
        await door.turnstile.admit_address(door.callers.of(request), "open")
        bearer = _bearer_for(request, body or OpenBody(), door)
        talk = await talks.open(bearer.owner)
        token = sign(bearer, door.runtime.keys.signing)
        response = as_json({"id": talk.id, "token": token}, status=201)
        secure = request.url.scheme == "https"
        life_s = int(TOKEN_LIFE.total_seconds())
        response.set_cookie(COOKIE, token, max_age=life_s, path="/api", secure=secure, httponly=True, samesite="lax")
        return response

    @router.post(
        "/conversations/{conversation_id}/messages",
        status_code=202,
        response_model=AcceptedView,
        summary="Send a message; accepted is durable",
    )
    async def post_message(request: Request, conversation_id: Id, body: MessageBody) -> Response:
        bearer = door.callers.bearer(request)
        talk = await talks.find(bearer.owner, conversation_id)
        await door.turnstile.admit_message(door.callers.of(request), f"owner:{bearer.owner}")
        page = body.context.page() if body.context else PageContext()
        question = Question(body.text, shopper_of(bearer.owner, page, phone=bearer.phone), page)
        accepted = await talks.post(talk, question, client_message_id=body.client_message_id)
        return as_json({"message_id": accepted.message_id, "seq": accepted.seq}, status=202)

    return router


def _read_routes(door: Door) -> APIRouter:
    router, talks = APIRouter(), door.talks

    @router.get("/conversations/{conversation_id}/events", responses={200: STREAM_OK}, summary="Follow")
    async def follow(
        request: Request, conversation_id: Id, last_event_id: Annotated[str, Header(max_length=64)] = ""
    ) -> Response:
        talk = await _own(request, conversation_id, door)
        return EventStream(talks.follow(talk, after=cursor_of(last_event_id)))

    @router.get("/conversations/{conversation_id}/messages", response_model=MessagesView, summary="History")
    async def history(request: Request, conversation_id: Id, after: After = 0, limit: Limit = 50) -> Response:
        talk = await _own(request, conversation_id, door)
        events = await talks.history(talk, after=after, limit=limit)
        following = events[-1].seq if len(events) == limit else None
        messages = [message_of(event) for event in events if event.kind == "message"]
        return as_json({"messages": messages, "next": following})

    @router.get("/me/conversations", response_model=ConversationsView, summary="My conversations")
    async def mine(request: Request) -> Response:
        owned = await talks.owned(door.callers.bearer(request).owner, limit=MOST_LISTED)
        beginnings = [await talks.history(talk, after=0, limit=TITLE_EVENTS) for talk in owned[:MOST_TITLED]]
        beginnings += [()] * (len(owned) - len(beginnings))
        rows = [conversation_of(talk, beginning) for talk, beginning in zip(owned, beginnings, strict=True)]
        return as_json({"conversations": rows})

    return router


def _wish_routes(door: Door) -> APIRouter:
    router, wishes = APIRouter(), door.talks.wishes

    @router.post("/conversations/{conversation_id}/handoff", response_model=StateView, summary="Ask for a person")
    async def hand_off(request: Request, conversation_id: Id) -> Response:
        talk = await _own(request, conversation_id, door, is_wish=True)
        return as_json(state_of(await wishes.hand_off(talk)))

    @router.post("/conversations/{conversation_id}/close", status_code=204, responses={204: NO_BODY}, summary="End")
    async def close(request: Request, conversation_id: Id) -> Response:
        await wishes.close(await _own(request, conversation_id, door, is_wish=True))
        return Response(status_code=204)

    @router.post("/conversations/{conversation_id}/rating", status_code=204, responses={204: NO_BODY}, summary="Rate")
    async def rate(request: Request, conversation_id: Id, body: RatingBody) -> Response:
        talk = await _own(request, conversation_id, door, is_wish=True)
        await wishes.rate(talk, score=body.score, comment=body.comment)
        return Response(status_code=204)

    @router.post(
        "/messages/{message_id}/feedback", status_code=204, responses={204: NO_BODY}, summary="Was it helpful?"
    )
    async def give_feedback(request: Request, message_id: Id, body: FeedbackBody) -> Response:
        owner = door.callers.bearer(request).owner
        await door.turnstile.admit_wish(owner)
        await wishes.give_feedback(owner, message_id, helpful=body.helpful, reason=body.reason)
        return Response(status_code=204)

    @router.delete("/me", response_model=ErasedView, summary="Erase my data")
    async def erase(request: Request) -> Response:
        owner = door.callers.bearer(request).owner
        await door.turnstile.admit_wish(owner)
        response = as_json({"conversations": await wishes.erase(owner)})
        response.delete_cookie(COOKIE, path="/api", httponly=True, samesite="lax")
        return response

    return router


async def _own(request: Request, conversation_id: str, door: Door, *, is_wish: bool = False) -> Conversation:
    owner = door.callers.bearer(request).owner
    if is_wish:
        await door.turnstile.admit_wish(owner)
    return await door.talks.find(owner, conversation_id)


def _bearer_for(request: Request, body: OpenBody, door: Door) -> Bearer:
    """Return whose the new conversation is: a vouched-for shopper's, the token's bearer's, or a new visitor's."""
    runtime, now = door.runtime, door.runtime.clock.now()
    expires_at = int((now + TOKEN_LIFE).timestamp())
    if body.identity:
        secret = runtime.settings.access.identity_secret
        known = read_identity(body.identity, body.identity_hmac, secret, now=now)
        return Bearer(f"identity:{known.user_id}", runtime.shop_id, expires_at, known.phone)
    visitor = Bearer(f"visitor:{runtime.ids.new()}", runtime.shop_id, expires_at)
    if door.callers.of(request).key:
        return visitor  # a token for a key's own talks must never reach a browser
    try:
        return door.callers.bearer(request)
    except NotSignedIn:
        return visitor
