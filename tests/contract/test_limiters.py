"""Do both rate limiters keep the contract?"""

from __future__ import annotations

import asyncio
import time

import pytest
from redis.asyncio import Redis

from xiaoer.adapters.limits import redis as redis_limits
from xiaoer.adapters.limits.memory import MemoryLimiter
from xiaoer.adapters.limits.redis import RedisLimiter
from xiaoer.testing.limiter_contract import LimiterContract

pytest_plugins = ("tests.contract.redis_server",)


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def seconds():
    return Seconds()


class TestMemoryLimiter(LimiterContract):
    @pytest.fixture
    def limiter(self, seconds):
        return MemoryLimiter(seconds=seconds)

    @pytest.fixture
    def wait(self, seconds):
        return seconds.wait


@pytest.fixture
async def redis(redis_socket):
    client = Redis(unix_socket_path=redis_socket)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.mark.redis
class TestRedisLimiter(LimiterContract):
    @pytest.fixture
    async def limiter(self, redis, monkeypatch):
        monkeypatch.setattr(redis_limits, "TIMEOUT_S", 5.0)  # a loaded test machine is no outage
        return RedisLimiter(redis)

    @pytest.fixture
    def wait(self):
        return asyncio.sleep  # the server's clock is not ours to move

    async def test_replicas_share_one_count(self, limiter, redis):
        other = RedisLimiter(redis)
        takes = [each.take("message", "小美", limit=10, window_s=60) for each in (limiter, other) for _ in range(20)]
        assert sum(wait_s is None for wait_s in await asyncio.gather(*takes)) == 10
        assert (limiter.fallbacks, other.fallbacks) == (0, 0)


def test_memory_is_bounded_and_the_longest_unused_go_first(seconds):
    limiter = MemoryLimiter(most_keys=3, seconds=seconds)
    for key in ("a", "b", "c", "a", "d"):
        limiter.count("message", key, limit=5, window_s=60)
    assert [key for _, key in limiter._hits] == ["c", "a", "d"]


class DeadRedis:
    """A Redis whose every call fails, or hangs."""

    def __init__(self, *, hangs: bool) -> None:
        self.hangs, self.alive, self.calls = hangs, False, 0

    def register_script(self, _):
        async def take(*, keys, args):
            self.calls += 1
            if self.alive:
                return 0
            if self.hangs:
                await asyncio.Event().wait()
            raise ConnectionError

        return take


@pytest.mark.parametrize("hangs", [False, True])
async def test_without_redis_each_replica_counts_for_itself(hangs, seconds):
    limiter = RedisLimiter(DeadRedis(hangs=hangs), local=MemoryLimiter(seconds=seconds), seconds=seconds)
    since = time.monotonic()
    hits = [await limiter.take("message", "小美", limit=10, window_s=60) for _ in range(30)]
    assert sum(wait_s is None for wait_s in hits) == 10
    assert limiter.fallbacks == 30
    assert limiter.degraded
    assert time.monotonic() - since < 1.0  # three timeouts, then the breaker is open


async def test_redis_is_asked_again_after_a_second(seconds):
    redis = DeadRedis(hangs=False)
    limiter = RedisLimiter(redis, local=MemoryLimiter(seconds=seconds), seconds=seconds)
    for _ in range(5):
        await limiter.take("message", "小美", limit=10, window_s=60)
    assert redis.calls == 3
    redis.alive = True
    await seconds.wait(1.1)
    await limiter.take("message", "小美", limit=10, window_s=60)
    assert (redis.calls, limiter.degraded) == (4, False)


async def test_falling_back_does_not_hand_out_a_second_quota(seconds):
    redis = DeadRedis(hangs=False)
    redis.alive = True
    limiter = RedisLimiter(redis, local=MemoryLimiter(seconds=seconds), seconds=seconds)
    for _ in range(10):
        assert await limiter.take("message", "小美", limit=10, window_s=60) is None
    redis.alive = False
    assert await limiter.take("message", "小美", limit=10, window_s=60) is not None
