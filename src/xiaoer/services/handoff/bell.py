"""Who at this process's desks should look up?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from xiaoer.ports import Bus, News


class Bell:
    """Wakes whoever waits for something to happen on the desk; missing a ring costs a second, not the news."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self.typing: dict[str, int] = {}  #: how often the shopper of a talk was seen writing

    def ring(self) -> None:
        """Wake everybody who waits now."""
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()

    def ring_for_typing(self, conversation_id: str) -> None:
        """Wake everybody because a shopper is writing."""
        self.typing[conversation_id] = self.typing.get(conversation_id, 0) + 1
        self.ring()

    async def wait(self, timeout_s: float) -> None:
        """Return at the next ring, or when the time is up."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._rung.wait()
        except TimeoutError:
            return


class RingingBus:
    """A bus that rings the bell for every stored event."""

    def __init__(self, bus: Bus, bell: Bell) -> None:
        self._bus = bus
        self._bell = bell

    async def publish(self, news: News) -> None:
        """Give the news to whoever watches the talk, and wake the desks."""
        await self._bus.publish(news)
        if news.kind == "event":
            self._bell.ring()

    def watch(self, conversation_id: str) -> AsyncIterator[News]:
        """Yield news of a talk."""
        return self._bus.watch(conversation_id)
