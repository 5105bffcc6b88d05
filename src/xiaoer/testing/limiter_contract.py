"""What must every rate limiter keep to?

Derive a test class from the suite and give it the fixtures `limiter` and `wait`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from xiaoer.ports import RateLimiter

Wait = Callable[[float], Awaitable[None]]
WINDOW_S = 1  # short, since some limiters live by a real clock


class LimiterContract:
    """A moving window: never more than the limit within any window, and no less."""

    async def test_exactly_the_limit_passes_of_many_at_once(self, limiter: RateLimiter) -> None:
        """Admit 10 of 100 concurrent hits."""
        hits = await asyncio.gather(*(limiter.take("message", "小美", limit=10, window_s=60) for _ in range(100)))
        assert sum(wait_s is None for wait_s in hits) == 10
        assert all(0 < wait_s <= 60 for wait_s in hits if wait_s is not None)

    async def test_callers_and_scopes_do_not_share(self, limiter: RateLimiter) -> None:
        """Count each scope and key for itself."""
        for scope, key in (("message", "小美"), ("message", "老王"), ("wish", "小美")):
            assert await limiter.take(scope, key, limit=1, window_s=60) is None
            assert await limiter.take(scope, key, limit=1, window_s=60) is not None

    async def test_a_refused_hit_does_not_count(self, limiter: RateLimiter, wait: Wait) -> None:
        """Let the caller in as soon as the first hit has left the window, however often she knocked."""
        assert await limiter.take("message", "小美", limit=1, window_s=WINDOW_S) is None
        for _ in range(5):
            wait_s = await limiter.take("message", "小美", limit=1, window_s=WINDOW_S)
            assert wait_s is not None
        await wait(WINDOW_S + 0.05)
        assert await limiter.take("message", "小美", limit=1, window_s=WINDOW_S) is None

    async def test_no_burst_passes_at_the_edge_of_a_window(self, limiter: RateLimiter, wait: Wait) -> None:
        """Move the window with the hits instead of starting a new one."""

        async def burst(times: int) -> int:
            hits = [await limiter.take("message", "小美", limit=10, window_s=WINDOW_S) for _ in range(times)]
            return sum(wait_s is None for wait_s in hits)

        assert await burst(5) == 5
        await wait(0.6 * WINDOW_S)
        assert await burst(20) == 5
        await wait(0.5 * WINDOW_S)
        assert await burst(20) == 5

    async def test_the_wait_told_is_the_wait_needed(self, limiter: RateLimiter, wait: Wait) -> None:
        """Admit after exactly as long as was said."""
        await limiter.take("message", "小美", limit=1, window_s=WINDOW_S)
        await wait(0.4 * WINDOW_S)
        wait_s = await limiter.take("message", "小美", limit=1, window_s=WINDOW_S)
        assert wait_s is not None
        assert wait_s <= 0.6 * WINDOW_S + 0.01
        await wait(wait_s + 0.01)
        assert await limiter.take("message", "小美", limit=1, window_s=WINDOW_S) is None
