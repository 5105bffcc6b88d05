"""How often did this caller come within the last window, on any replica?"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

from xiaoer.adapters.limits.memory import MemoryLimiter

TIMEOUT_S = 0.05  # a shopper never waits longer than this for the shared count
FAILURES_TO_OPEN = 3
OPEN_S = 1.0  # while open, Redis is not asked; so it is back in use soon after it recovers

# The times of the hits in a list, in microseconds of Redis' own clock: replicas' clocks may differ.
TAKE = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000000
local oldest = redis.call('LINDEX', KEYS[1], 0)
while oldest and tonumber(oldest) <= now - window do
  redis.call('LPOP', KEYS[1])
  oldest = redis.call('LINDEX', KEYS[1], 0)
end
if redis.call('LLEN', KEYS[1]) >= limit then
  return tonumber(redis.call('LINDEX', KEYS[1], -limit)) + window - now
end
redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], ARGV[2] * 1000)
return 0
"""

log = logging.getLogger(__name__)


class RedisLimiter:
    """An exact moving window shared by all replicas.

    While Redis does not answer, each replica counts for itself: never open, never shut. `fallbacks` counts how
    often that was, `degraded` says whether it is so now. The caller owns the Redis client.
    """

    def __init__(
        self,
        redis: Redis,
        *,
        prefix: str = "xiaoer:limit",
        local: MemoryLimiter | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._take = redis.register_script(TAKE)
        self._prefix = prefix
        self._local = local or MemoryLimiter()
        self._seconds = seconds
        self._failures = 0
        self._open_until = 0.0
        self.fallbacks = 0

    @property
    def degraded(self) -> bool:
        """Return whether the last attempt to ask Redis failed."""
        return self._failures > 0

    async def take(self, scope: str, key: str, *, limit: int, window_s: int) -> float | None:
        """Count one hit; return None when it is within the limit, else the seconds until the next may pass."""
        if self._seconds() >= self._open_until:
            try:
                wait_us = await self._shared(f"{self._prefix}:{scope}:{key}", limit, window_s)
            except (RedisError, TimeoutError, OSError) as exc:
                self._failed(exc)
            else:
                self._failures = 0
                if wait_us > 0:
                    return wait_us / 1_000_000
                # Keep the local count warm, so that falling back does not hand out a second quota.
                self._local.count(scope, key, limit=limit, window_s=window_s)
                return None
        self.fallbacks += 1
        return self._local.count(scope, key, limit=limit, window_s=window_s)

    async def _shared(self, key: str, limit: int, window_s: int) -> int:
        async with asyncio.timeout(TIMEOUT_S):
            return await cast("Awaitable[int]", self._take(keys=[key], args=[limit, window_s]))

    def _failed(self, exc: Exception) -> None:
        self._failures += 1
        if self._failures >= FAILURES_TO_OPEN:
            self._open_until = self._seconds() + OPEN_S
        if self._failures == 1:
            log.warning("shared rate limit lost, counting per replica", extra={"error": type(exc).__name__})
