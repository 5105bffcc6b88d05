"""How is the OpenAI-compatible door served?"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from time import perf_counter

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from xiaoer.core.dialogue.question import Question
from xiaoer.errors import MissingError
from xiaoer.services.conversations.shopper import shopper_of
from xiaoer.services.conversations.talks import Answer
from xiaoer.web.chat_schemas import ChatBody
from xiaoer.web.documents import OPENAI_FAILURES
from xiaoer.web.door import Door, reply_owner
from xiaoer.web.render import as_json, dumps, sources_of

MODEL = "xiaoer"
MODEL_CREATED = 1_767_225_600  # 2026-01-01, a date that OpenAI's shape asks for
PIECE = re.compile(r"[^,。!?;,;\n]{0,24}[,。!?;,;\n]?", re.DOTALL)
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
        answer = await door.talks.ask(owner, question, name=name)
        door.meters.reply("openai", answer.message.route, perf_counter() - since)
        if not body.stream:
            return as_json(_completion(answer, body))
        with_usage = body.stream_options is not None and body.stream_options.include_usage
        return StreamingResponse(_stream(answer, body, with_usage=with_usage), media_type="text/event-stream")

    @router.get("/models", responses={429: OPENAI_FAILURES[429]}, summary="List the one model")
    async def models() -> Response:
        return as_json({"object": "list", "data": [_model()]})

    @router.get("/models/{model_id}", responses={404: OPENAI_FAILURES[404]}, summary="Describe the one model")
    async def model(model_id: str) -> Response:
        if model_id != MODEL:
            raise MissingError
        return as_json(_model())

    return router


def count_tokens(text: str) -> int:
    """Return roughly how many tokens a text has: one per Chinese character, one per four others."""
    wide = sum(ord(character) > 0x2E7F for character in text)
    return wide + (len(text) - wide + 3) // 4


def pieces(text: str) -> Iterator[str]:
    """Return a text in short pieces that end at punctuation where they can."""
    return (found.group() for found in PIECE.finditer(text) if found.group())


def _model() -> dict[str, object]:
    return {"id": MODEL, "object": "model", "created": MODEL_CREATED, "owned_by": MODEL}


def _usage(answer: Answer, body: ChatBody) -> dict[str, int]:
    asked = sum(count_tokens(message.words()) for message in body.messages)
    said = count_tokens(answer.message.text)
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def _head(answer: Answer, kind: str) -> dict[str, object]:
    message = answer.message
    created = int(message.created_at.timestamp())
    return {"id": f"chatcmpl-{message.message_id}", "object": kind, "created": created, "model": MODEL}


def _completion(answer: Answer, body: ChatBody) -> dict[str, object]:
    message = answer.message
    said = {"role": "assistant", "content": message.text, "refusal": None}
    return {
        **_head(answer, "chat.completion"),
        "choices": [{"index": 0, "message": said, "logprobs": None, "finish_reason": "stop"}],
        "usage": _usage(answer, body),
        "xiaoer": _ours(answer),
    }


def _ours(answer: Answer) -> dict[str, object]:
    message = answer.message
    return {
        "route": message.route,
        "handoff": message.route == "handoff",
        "conversation_id": answer.conversation.name,
        "message_id": message.message_id,
        "sources": sources_of(message.sources),
    }


async def _stream(answer: Answer, body: ChatBody, *, with_usage: bool) -> AsyncIterator[str]:
    head = _head(answer, "chat.completion.chunk")
    if with_usage:
        head["usage"] = None  # as OpenAI does: only the last chunk counts

    def chunk(delta: dict[str, str], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return f"data: {dumps({**head, 'choices': [choice]})}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(answer.message.text):
        yield chunk({"content": piece})
    yield chunk({}, "stop")
    if with_usage:
        yield f"data: {dumps({**head, 'choices': [], 'usage': _usage(answer, body)})}\n\n"
    yield "data: [DONE]\n\n"
