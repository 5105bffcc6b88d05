"""How do a limiter and a bus share one Redis client?"""

from __future__ import annotations

from redis.asyncio import Redis

from xiaoer.adapters.bus.redis import RedisBus
from xiaoer.adapters.limits.redis import RedisLimiter
from xiaoer.adapters.traffic import Traffic


def connect(url: str) -> Traffic:
    """Return traffic over the Redis at a URL; nothing is sent before the first use."""
    redis = Redis.from_url(url)
    bus = RedisBus(redis)

    async def close() -> None:
        await bus.close()
        await redis.aclose()

    return Traffic(RedisLimiter(redis), bus, close)
