"""How does a caller who waits for one reply hear it while it is being worded?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from xiaoer.core.dialogue.conversation import Event
from xiaoer.errors import QueueFull
from xiaoer.ports import Bus, Clock, News

BUSY_RETRY_S = 1.0  # a full house empties within about a second


@dataclass(frozen=True, slots=True)
class Piece:
    """The next words of the reply to `in_reply_to`; the reply begins with all that came so far."""

    in_reply_to: str
    text: str
    at: datetime


class Ear:
    """Listens to one conversation from before its message is sent, so that no word falls between the two."""

    def __init__(self, bus: Bus, conversation_id: str, clock: Clock) -> None:
        self._clock = clock
        self._news = bus.watch(conversation_id)
        self._next = asyncio.ensure_future(anext(self._news))

    async def __aenter__(self) -> Ear:
        await asyncio.sleep(0)  # lets the watch begin
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._next.cancel()
        await asyncio.gather(self._next, return_exceptions=True)
        close = getattr(self._news, "aclose", None)
        if close is not None:
            await close()

    async def hear(self, message_id: str, reply: asyncio.Future[Event], *, timeout_s: float) -> AsyncIterator[Piece]:
        """Yield the words of a reply as they come, until it is there; words that were lost on the way end it early.

        Raises `QueueFull` when the reply takes too long.
        """
        told, deadline = 0, asyncio.get_running_loop().time() + timeout_s
        while not reply.done():
            left_s = deadline - asyncio.get_running_loop().time()
            signs: set[asyncio.Future[Event] | asyncio.Future[News]] = {reply, self._next}
            await asyncio.wait(signs, timeout=max(left_s, 0.0), return_when=asyncio.FIRST_COMPLETED)
            if self._next.done():
                news, self._next = self._next.result(), asyncio.ensure_future(anext(self._news))
                if news.kind == "delta" and news.in_reply_to == message_id and news.seq == told:
                    told += len(news.text)
                    yield Piece(message_id, news.text, self._clock.now())
            elif not reply.done():
                raise QueueFull("the reply took too long", retry_after_s=BUSY_RETRY_S)
