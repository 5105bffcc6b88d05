"""How is `POST /ai-reply` served?"""

from __future__ import annotations

from time import perf_counter

from fastapi import APIRouter, Request
from starlette.responses import Response

from xiaoer.core.dialogue.question import HistoryTurn, PageContext, Question
from xiaoer.services.conversations.shopper import shopper_of
from xiaoer.web.documents import FAILURES
from xiaoer.web.door import Door, reply_owner
from xiaoer.web.presence import while_present
from xiaoer.web.render import as_json, sources_of
from xiaoer.web.schemas import ReplyBody, ReplyView


def reply_routes(door: Door) -> APIRouter:
    """Return the door for existing systems."""
    router = APIRouter(tags=["existing systems"])

    @router.post("/ai-reply", response_model=ReplyView, responses=FAILURES, summary="Answer one message")
    async def ai_reply(request: Request, body: ReplyBody) -> Response:
        since, caller = perf_counter(), door.callers.of(request)
        await door.turnstile.admit_message(caller, body.user_id or "")
        owner = reply_owner(caller.key, caller.address, body.user_id or "")
        asking = door.talks.ask(owner, _question(body, owner), name=body.conversation_id or "")
        answer = await while_present(request, asking)
        message = answer.message
        door.meters.reply("ai-reply", message.route, perf_counter() - since)
        return as_json(
            {
                "success": True,
                "reply": message.text,
                "handoff": message.route == "handoff",
                "route": message.route,
                "conversation_id": answer.conversation.name,
                "message_id": message.message_id,
                "sources": sources_of(message.sources),
            }
        )

    return router


def _question(body: ReplyBody, owner: str) -> Question:
    page = body.context.page() if body.context else PageContext()
    # Where the server holds the talk its own copy rules, and what the caller tells of it is ignored.
    told = () if body.conversation_id else body.history or ()
    history = tuple(HistoryTurn(turn.role, turn.content) for turn in told)
    return Question(body.query, shopper_of(body.user_id or owner, page), page, history)
