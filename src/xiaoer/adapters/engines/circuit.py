"""May another call be tried after how the last ones went? Pure: the caller brings the clock."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum


class Went(Enum):
    """How a call went."""

    WELL = "well"
    SLOW = "slow"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class CircuitRule:
    """When to stop trying, and for how long."""

    window: int = 20  #: calls that are looked back on
    least: int = 6  #: calls before anything is concluded
    wrong_share: float = 0.5
    slow_share: float = 0.8
    open_s: float = 15.0
    probes: int = 2  #: calls that are let through to see whether it works again


class Circuit:
    """Closed while calls go well; open after too many failed or were slow; half open to see whether it works again."""

    def __init__(self, rule: CircuitRule) -> None:
        self._rule = rule
        self._calls: deque[Went] = deque(maxlen=rule.window)
        self._opened_at: float | None = None
        self._probing = 0
        self._proven = 0
        self.openings = 0

    def is_open(self, now: float) -> bool:
        """Return whether calls are refused now."""
        return self._opened_at is not None and now < self._opened_at + self._rule.open_s

    def opens_in(self, now: float) -> float:
        """Return the seconds until a call may be tried."""
        return 0.0 if self._opened_at is None else max(0.0, self._opened_at + self._rule.open_s - now)

    def enter(self, now: float) -> bool:
        """Return whether a call may go ahead; it must then `leave` or `give_up`."""
        if self._opened_at is None:
            return True
        if self.is_open(now) or self._probing >= self._rule.probes:
            return False
        self._probing += 1
        return True

    def give_up(self) -> None:
        """Forget a call that ended without telling anything, such as one that nobody waited for."""
        self._probing = max(0, self._probing - 1)

    def leave(self, went: Went, now: float) -> None:
        """Learn how a call went."""
        if self._opened_at is not None:
            self._judge_probe(went, now)
            return
        self._calls.append(went)
        if len(self._calls) < self._rule.least:
            return
        wrong = sum(call is Went.WRONG for call in self._calls) / len(self._calls)
        slow = sum(call is not Went.WELL for call in self._calls) / len(self._calls)
        if wrong >= self._rule.wrong_share or slow >= self._rule.slow_share:
            self._open(now)

    def _judge_probe(self, went: Went, now: float) -> None:
        self._probing = max(0, self._probing - 1)
        if self.is_open(now):
            return  # a call from before the opening
        if went is not Went.WELL:
            self._open(now)
            return
        self._proven += 1
        if self._proven >= self._rule.probes:
            self._opened_at, self._proven, self._probing = None, 0, 0
            self._calls.clear()

    def _open(self, now: float) -> None:
        self._opened_at, self._proven = now, 0
        self._calls.clear()
        self.openings += 1
