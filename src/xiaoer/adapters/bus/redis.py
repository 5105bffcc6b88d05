"""Who on any replica watches this conversation?"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import asdict
from uuid import uuid4

from redis.asyncio import Redis
from redis.exceptions import RedisError

from xiaoer.adapters.bus.memory import MemoryBus
from xiaoer.ports import News

TIMEOUT_S = 0.05
RETRY_S = 1.0
POLL_S = 5.0  # how long one read of the channel waits

log = logging.getLogger(__name__)


class RedisBus:
    """News across replicas over one channel, one connection per process.

    Watchers here are served at once; those elsewhere as long as Redis lives. After a lost connection every watcher
    is sent to the store. The caller owns the Redis client and closes this bus before it.
    """

    def __init__(self, redis: Redis, *, channel: str = "xiaoer:news") -> None:
        self._redis = redis
        self._channel = channel
        self._local = MemoryBus()
        self._origin = uuid4().hex  # tells this process's own news from that of others
        self._listener: asyncio.Task[None] | None = None
        self.degraded = False
        self.lost = 0

    async def publish(self, news: News) -> None:
        """Give the news to everybody who watches its conversation now."""
        self._local.deliver(news)
        letter = json.dumps({"origin": self._origin, "news": asdict(news)}, ensure_ascii=False)
        try:
            async with asyncio.timeout(TIMEOUT_S):
                await self._redis.publish(self._channel, letter)
        except (RedisError, TimeoutError, OSError):
            self.lost += 1

    async def watch(self, conversation_id: str) -> AsyncIterator[News]:
        """Yield news from the moment of the first `__anext__` on; closing the iterator ends the watch."""
        if self._listener is None or self._listener.done():
            self._listener = asyncio.create_task(self._listen(), name="news")
        watch = self._local.watch(conversation_id)
        try:
            async for news in watch:
                yield news
        finally:
            await watch.aclose()  # type: ignore[attr-defined]  # it is an async generator

    async def close(self) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)

    async def _listen(self) -> None:
        while True:
            try:
                await self._follow_channel()
            except (RedisError, OSError, TimeoutError) as exc:
                if not self.degraded:
                    log.warning("news of other replicas lost", extra={"error": type(exc).__name__})
                self.degraded = True
            await asyncio.sleep(RETRY_S)

    async def _follow_channel(self) -> None:
        async with self._redis.pubsub() as pubsub:
            await pubsub.subscribe(self._channel)
            while True:
                message = await pubsub.get_message(timeout=POLL_S)
                if message is None:
                    continue
                if message["type"] == "subscribe":
                    self.degraded = False
                    self._local.wake_all()
                elif message["type"] == "message":
                    self._receive(message["data"])

    def _receive(self, letter: bytes | str) -> None:
        content = json.loads(letter)
        if content["origin"] != self._origin:
            self._local.deliver(News(**content["news"]))
