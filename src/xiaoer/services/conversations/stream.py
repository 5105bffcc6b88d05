"""How does a watcher see every event once, in order, as it happens?"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

from xiaoer.core.dialogue.conversation import Event
from xiaoer.errors import QueueFull
from xiaoer.ports import Bus, Conversations, News
from xiaoer.services.conversations.limits import TalkLimits

PAGE = 50  # events read from the store at once
RETRY_S = 5.0


class Pulse:
    """A sign that nothing has happened for a while."""


PULSE = Pulse()
Sign = Event | News | Pulse


class EventStreams:
    """Streams of stored events after a cursor, then of live news; the store alone decides what was said."""

    def __init__(self, *, conversations: Conversations, bus: Bus, limits: TalkLimits) -> None:
        self._conversations = conversations
        self._bus = bus
        self._limits = limits
        self._watchers: Counter[str] = Counter()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """End every stream."""
        self._stopping.set()

    @property
    def watchers(self) -> int:
        """How many streams are open."""
        return self._watchers.total()

    def check_room(self, conversation_id: str) -> None:
        """Raise `QueueFull` when no further stream can be opened."""
        crowded = self._watchers[conversation_id] >= self._limits.watchers_per_conversation
        if crowded or self.watchers >= self._limits.watchers or self._stopping.is_set():
            raise QueueFull(retry_after_s=RETRY_S)

    async def follow(self, conversation_id: str, *, after: int) -> AsyncIterator[Sign]:
        """Yield what was stored after `after` and whatever comes, with a pulse now and then; ends at shutdown.

        Watching starts before reading, so nothing falls between the two; an event is only ever taken from the
        store and by its number, so none comes twice. Lost news is made up for at the next news or pulse.
        """
        self._watchers[conversation_id] += 1
        news = self._bus.watch(conversation_id)
        waiting = asyncio.ensure_future(anext(news))
        stopping = asyncio.ensure_future(self._stopping.wait())
        cursor, sign = after, _at_first()
        try:
            await asyncio.sleep(0)  # lets the watch begin
            while not stopping.done():
                if isinstance(sign, News) and sign.kind != "event":
                    yield sign
                else:
                    async for event in self._stored(conversation_id, cursor):
                        cursor = event.seq
                        yield event
                if isinstance(sign, Pulse):
                    yield sign
                await asyncio.wait(
                    {waiting, stopping}, timeout=self._limits.watch_pause_s, return_when=asyncio.FIRST_COMPLETED
                )
                sign = PULSE
                if waiting.done():
                    sign = waiting.result()
                    waiting = asyncio.ensure_future(anext(news))
        finally:
            self._leave(conversation_id)
            stopping.cancel()
            waiting.cancel()
            await asyncio.gather(waiting, stopping, return_exceptions=True)
            await _close(news)

    async def _stored(self, conversation_id: str, cursor: int) -> AsyncIterator[Event]:
        while True:
            page = await self._conversations.events(conversation_id, after=cursor, limit=PAGE)
            for event in page:
                yield event
            if len(page) < PAGE:
                return
            cursor = page[-1].seq

    def _leave(self, conversation_id: str) -> None:
        self._watchers[conversation_id] -= 1
        if not self._watchers[conversation_id]:
            del self._watchers[conversation_id]


def _at_first() -> News | Pulse:
    return PULSE  # what is stored already is read before any news has come


async def _close(news: AsyncIterator[News]) -> None:
    close = getattr(news, "aclose", None)
    if close is not None:
        await close()
