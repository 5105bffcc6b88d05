"""How often did this caller come within the last window, in this process?"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_KEYS = 100_000  # about 60 MB when every one of them is full; the longest unused go first


class MemoryLimiter:
    """An exact moving window per key; one process, bounded memory."""

    def __init__(self, *, most_keys: int = MOST_KEYS, seconds: Callable[[], float] = time.monotonic) -> None:
        self._hits: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._most_keys = most_keys
        self._seconds = seconds

    async def take(self, scope: str, key: str, *, limit: int, window_s: int) -> float | None:
        """Count one hit; return None when it is within the limit, else the seconds until the next may pass."""
        return self.count(scope, key, limit=limit, window_s=window_s)

    def count(self, scope: str, key: str, *, limit: int, window_s: int) -> float | None:
        """Do what `take` does, without waiting."""
        now = self._seconds()
        hits = self._hits.setdefault((scope, key), deque())
        self._hits.move_to_end((scope, key))
        while hits and hits[0] <= now - window_s:
            hits.popleft()
        if len(hits) >= limit:
            return hits[-limit] + window_s - now
        hits.append(now)
        while len(self._hits) > self._most_keys:
            self._hits.popitem(last=False)
        return None
