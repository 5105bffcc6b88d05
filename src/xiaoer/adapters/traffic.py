"""Where are hits counted and news spread: in this process, or for all replicas?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from xiaoer.adapters.bus.memory import MemoryBus
from xiaoer.adapters.limits.memory import MemoryLimiter
from xiaoer.errors import PluginMissing
from xiaoer.ports import Bus, RateLimiter

Close = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Traffic:
    """A limiter and a bus that belong together; `close` lets go of what they hold."""

    limiter: RateLimiter
    bus: Bus
    close: Close


_Connect = Callable[[str], tuple[RateLimiter, Bus, Close]]


async def _nothing() -> None:
    return None


def open_traffic(redis_url: str) -> Traffic:
    """Return traffic shared through Redis, or within the process when there is no URL. Raises `PluginMissing`."""
    if not redis_url:
        return Traffic(MemoryLimiter(), MemoryBus(), _nothing)
    if find_spec("redis") is None:
        raise PluginMissing("使用 Redis 需要安装扩展包: pip install 'xiaoer[redis]'")
    # By name, because the client library is installed only where it is wanted; that module knows nothing of this one.
    connect: _Connect = import_module("xiaoer.adapters.redis_traffic").connect
    return Traffic(*connect(redis_url))
