"""How do a reply and its words look in OpenAI's shapes?"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing

from xiaoer.services.conversations.asking import Piece
from xiaoer.services.conversations.talks import Answer
from xiaoer.web.chat_schemas import ChatBody
from xiaoer.web.render import dumps, sources_of

MODEL = "xiaoer"
PIECE = re.compile(r"[^,。!?;,;\n]{0,24}[,。!?;,;\n]?", re.DOTALL)
Spoken = Piece | Answer


def _usage(answer: Answer, body: ChatBody) -> dict[str, int]:
    asked = sum(count_tokens(message.words()) for message in body.messages)
    said = count_tokens(answer.message.text)
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def _head(part: Spoken, kind: str) -> dict[str, object]:
    if isinstance(part, Piece):
        number, created = part.in_reply_to, int(part.at.timestamp())
    else:
        number, created = part.message.message_id, int(part.message.created_at.timestamp())
    return {"id": f"chatcmpl-{number}", "object": kind, "created": created, "model": MODEL}


def completion(answer: Answer, body: ChatBody) -> dict[str, object]:
    """Return a whole reply."""
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


async def stream(words: AsyncGenerator[Spoken, None], body: ChatBody) -> AsyncIterator[str]:
    """Yield a reply in chunks: a model's words as they come, and what is there at once in short pieces."""
    with_usage = body.stream_options is not None and body.stream_options.include_usage
    head: dict[str, object] = {}
    told = ""
    async with aclosing(words) as spoken:
        async for part in spoken:
            if not head:
                head = _head_of(part, with_usage=with_usage)
                yield _chunk(head, {"role": "assistant", "content": ""})
            if isinstance(part, Piece):
                told += part.text
                yield _chunk(head, {"content": part.text})
                continue
            for piece in pieces(part.message.text.removeprefix(told)):
                yield _chunk(head, {"content": piece})
            yield _chunk(head, {}, "stop")
            if with_usage:
                yield f"data: {dumps({**head, 'choices': [], 'usage': _usage(part, body)})}\n\n"
    yield "data: [DONE]\n\n"


def _head_of(part: Spoken, *, with_usage: bool) -> dict[str, object]:
    head = _head(part, "chat.completion.chunk")
    # As OpenAI does: only the last chunk counts.
    return {**head, "usage": None} if with_usage else head


def _chunk(head: dict[str, object], delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return f"data: {dumps({**head, 'choices': [choice]})}\n\n"


def count_tokens(text: str) -> int:
    """Return roughly how many tokens a text has: one per Chinese character, one per four others."""
    wide = sum(ord(character) > 0x2E7F for character in text)
    return wide + (len(text) - wide + 3) // 4


def pieces(text: str) -> Iterator[str]:
    """Return a text in short pieces that end at punctuation where they can."""
    return (found.group() for found in PIECE.finditer(text) if found.group())
