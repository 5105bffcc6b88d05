"""How does a shopper's browser follow her talk?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Generic, TypeVar

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from xiaoer.core.dialogue.conversation import Event
from xiaoer.ports import News
from xiaoer.services.conversations.stream import Pulse, Sign
from xiaoer.web.render import dumps, message_of, state_of

HEARTBEAT = ": still here\n\n"
IDLE_WRITE_S = 30.0  # a reader that takes nothing for so long is let go
RECONNECT_MS = 2000

S = TypeVar("S")


class FrameStream(Response, Generic[S]):
    """Server-sent events from an iterator; ends when the caller hangs up, reads nothing, or the server stops."""

    media_type = "text/event-stream"

    def __init__(self, signs: AsyncIterator[S], frame: Callable[[S], str]) -> None:
        super().__init__(headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"})
        del self.headers["content-length"]
        self._signs = signs
        self._frame = frame

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until one side has had enough."""
        tell = asyncio.create_task(self._tell(send))
        gone = asyncio.create_task(_hang_up(receive))
        try:
            await asyncio.wait({tell, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            tell.cancel()
            gone.cancel()
            await asyncio.gather(tell, gone, return_exceptions=True)
            close = getattr(self._signs, "aclose", None)
            if close is not None:
                await close()

    async def _tell(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await _write(send, f"retry: {RECONNECT_MS}\n\n")
        async for sign in self._signs:
            await _write(send, self._frame(sign))
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class EventStream(FrameStream[Sign]):
    """The events of one talk."""

    def __init__(self, signs: AsyncIterator[Sign]) -> None:
        super().__init__(signs, frame)


def frame(sign: Sign) -> str:
    """Return one sign as a server-sent event."""
    match sign:
        case Pulse():
            return HEARTBEAT
        case Event(kind="message"):
            return f"id: {sign.seq}\nevent: message\ndata: {dumps(message_of(sign))}\n\n"
        case Event(kind="state"):
            return f"id: {sign.seq}\nevent: state\ndata: {dumps(state_of(sign))}\n\n"
        case Event():
            content = {"seq": sign.seq, "message_id": sign.message_id, "role": sign.role}
            return f"id: {sign.seq}\nevent: {sign.kind}\ndata: {dumps(content)}\n\n"
        case News(kind="delta"):
            return f"event: delta\ndata: {dumps({'in_reply_to': sign.in_reply_to, 'text': sign.text})}\n\n"
        case _:
            return f"event: typing\ndata: {dumps({'in_reply_to': sign.in_reply_to})}\n\n"


def cursor_of(last_event_id: str) -> int:
    """Return the sequence number to go on from; anything that is none starts over."""
    fits = last_event_id.isascii() and last_event_id.isdecimal() and len(last_event_id) <= 15
    return int(last_event_id) if fits else 0


async def _write(send: Send, text: str) -> None:
    async with asyncio.timeout(IDLE_WRITE_S):
        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _hang_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
