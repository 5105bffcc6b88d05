"""Who at the desks should look up?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from xiaoer.ports import Bus, News


class Bell:
    """Wakes this process's desks when something happens; missing a ring costs a second, not the news."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake everybody who waits now."""
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()

    async def wait(self, timeout_s: float) -> None:
        """Return at the next ring, or when the time is up."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._rung.wait()
        except TimeoutError:
            return


def desk_channel(shop_id: str) -> str:
    """Return where every desk of a shop, in whichever process, watches the bus; no talk's id has a colon."""
    return f"desk:{shop_id}"


def shopper_types(shop_id: str, conversation_id: str) -> News:
    """Return the news for the desks that the shopper of a talk is writing."""
    return News(desk_channel(shop_id), "typing", text=conversation_id)


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
