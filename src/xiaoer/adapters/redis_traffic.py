"""How do a limiter and a bus share one Redis client?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from redis.asyncio import Redis

from xiaoer.adapters.bus.redis import RedisBus
from xiaoer.adapters.limits.redis import RedisLimiter


def connect(url: str) -> tuple[RedisLimiter, RedisBus, Callable[[], Awaitable[None]]]:
    """Return both over the Redis at a URL, and what closes them; nothing is sent before the first use."""
    redis = Redis.from_url(url)
    bus = RedisBus(redis)

    async def close() -> None:
        await bus.close()
        await redis.aclose()

    return RedisLimiter(redis), bus, close
