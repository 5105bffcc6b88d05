"""Who in this process watches this conversation?"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from xiaoer.ports import News

MOST_WAITING = 256  # pieces of news that a slow watcher may be behind


class Mailbox:
    """News for one watcher; a full one drops what comes and says so by a wake-up."""

    def __init__(self, conversation_id: str, most: int) -> None:
        self._conversation_id = conversation_id
        self._most = most
        self._news: deque[News] = deque()
        self._filled = asyncio.Event()
        self._lost = False

    def put(self, news: News) -> None:
        """Add a piece of news, or note that it was lost."""
        if len(self._news) < self._most:
            self._news.append(news)
        else:
            self._lost = True
        self._filled.set()

    async def get(self) -> News:
        """Return the next piece; after a loss, an event without a number, which sends the watcher to the store."""
        while not self._news:
            if self._lost:
                self._lost = False
                return News(self._conversation_id, "event")
            self._filled.clear()
            await self._filled.wait()
        return self._news.popleft()


class MemoryBus:
    """News within one process."""

    def __init__(self, *, most_waiting: int = MOST_WAITING) -> None:
        self._boxes: dict[str, list[Mailbox]] = {}
        self._most_waiting = most_waiting

    async def publish(self, news: News) -> None:
        """Give the news to everybody who watches its conversation now."""
        self.deliver(news)

    def deliver(self, news: News) -> None:
        """Do what `publish` does, without waiting."""
        for box in self._boxes.get(news.conversation_id, ()):
            box.put(news)

    def wake_all(self) -> None:
        """Send every watcher to the store: news may have been lost."""
        for conversation_id in tuple(self._boxes):
            self.deliver(News(conversation_id, "event"))

    async def watch(self, conversation_id: str) -> AsyncIterator[News]:
        """Yield news from the moment of the first `__anext__` on; closing the iterator ends the watch."""
        box = Mailbox(conversation_id, self._most_waiting)
        self._boxes.setdefault(conversation_id, []).append(box)
        try:
            while True:
                yield await box.get()
        finally:
            boxes = self._boxes[conversation_id]
            boxes.remove(box)
            if not boxes:
                del self._boxes[conversation_id]
