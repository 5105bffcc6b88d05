"""How is the OpenAI-compatible door served?"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from time import perf_counter

from fastapi import APIRouter, Request
from starlette.responses import Response

from xiaoer.core.dialogue.question import Question
from xiaoer.errors import MissingError
from xiaoer.services.conversations.shopper import shopper_of
from xiaoer.services.conversations.talks import Answer
from xiaoer.web.chat_schemas import ChatBody
from xiaoer.web.completions import MODEL, Spoken, completion, stream
from xiaoer.web.documents import OPENAI_FAILURES
from xiaoer.web.door import Door, reply_owner
from xiaoer.web.presence import AttentiveStream, while_present
from xiaoer.web.render import as_json

MODEL_CREATED = 1_767_225_600  # 2026-01-01, a date that OpenAI's shape asks for
CHAT_OK: dict[str, object] = {
    "description": "A chat completion; a stream of chunks where `stream` is true",
    "content": {"application/json": {"schema": {"type": "object"}}, "text/event-stream": {}},
}


def openai_routes(door: Door) -> APIRouter:
    """Return the routes under `/v1`."""
    router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"])

    @router.post("/chat/completions", responses={200: CHAT_OK, **OPENAI_FAILURES}, summary="Answer a chat")
    async def chat_completions(request: Request, body: ChatBody) -> Response:
        since, caller = perf_counter(), door.callers.of(request)
        query, page, name = body.query(), body.page(), body.conversation_name()
        await door.turnstile.admit_message(caller, body.user or "")
        owner = reply_owner(caller.key, caller.address, body.user or "")
        question = Question(query, shopper_of(body.user or owner, page), page, () if name else body.history())
        if body.stream:
            words = door.talks.ask_aloud(owner, question, name=name)
            first = await while_present(request, _first(words))
            told = _counted(first, words, door, since)
            return AttentiveStream(stream(told, body), media_type="text/event-stream")
        answer = await while_present(request, door.talks.ask(owner, question, name=name))
        door.meters.reply("openai", answer.message.route, perf_counter() - since)
        return as_json(completion(answer, body))

    @router.get("/models", responses={429: OPENAI_FAILURES[429]}, summary="List the one model")
    async def models() -> Response:
        return as_json({"object": "list", "data": [_model()]})

    @router.get("/models/{model_id}", responses={404: OPENAI_FAILURES[404]}, summary="Describe the one model")
    async def model(model_id: str) -> Response:
        if model_id != MODEL:
            raise MissingError
        return as_json(_model())

    return router


async def _first(words: AsyncGenerator[Spoken, None]) -> Spoken:
    """Return the first of a stream, so that whatever is wrong with the question still has a status of its own."""
    return await anext(words)


async def _counted(
    first: Spoken, words: AsyncGenerator[Spoken, None], door: Door, since: float
) -> AsyncGenerator[Spoken, None]:
    """Yield the first part and those after it, and count the reply once it is whole."""
    async with aclosing(words) as following:
        part: Spoken | None = first
        while part is not None:
            if isinstance(part, Answer):
                door.meters.reply("openai", part.message.route, perf_counter() - since)
            yield part
            part = await anext(following, None)


def _model() -> dict[str, object]:
    return {"id": MODEL, "object": "model", "created": MODEL_CREATED, "owned_by": MODEL}
