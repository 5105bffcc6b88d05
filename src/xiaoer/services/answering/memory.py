"""What was worked out lately for a shop version, and holds for the next shopper who asks the same?"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.dialogue.understanding import Ask, Understanding
from xiaoer.core.retrieval.index import ShopIndex

MOST_KEPT = 1_000  # of each kind, some kilobytes each

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(slots=True)
class Recent(Generic[Key, Value]):
    """The values that were asked for last; the one that was not wanted for longest makes room."""

    most: int = MOST_KEPT
    _kept: dict[Key, Value] = field(default_factory=dict)

    def of(self, key: Key, make: Callable[[], Value], *, keep: Callable[[Value], bool] = lambda _: True) -> Value:
        """Return the value of a key, made anew where it is not known; `keep` says whether it may be kept."""
        value = self._kept.pop(key, None)
        if value is None:
            value = make()
            if not keep(value):
                return value
        self._kept[key] = value
        if len(self._kept) > self.most:
            del self._kept[next(iter(self._kept))]
        return value


Heard = tuple[str, DialogueState, str, str, str]


@dataclass(frozen=True, slots=True)
class Memory:
    """What the questions asked of one shop version meant, and which of its texts they found.

    Shoppers ask alike, and the same words in the same place of a talk mean the same as long as the data stay.
    """

    moments: tuple[datetime, ...] = ()  #: when some text begins or ends to hold, in order
    _understood: Recent[Heard, Understanding] = field(default_factory=Recent, repr=False)
    _retrieved: Recent[tuple[Ask, int], tuple[Passage, ...]] = field(default_factory=Recent, repr=False)

    @staticmethod
    def of(index: ShopIndex) -> Memory:
        """Return an empty memory for a shop version."""
        windows = [entry.window for entry in index.passages.entries]
        moments = {moment for window in windows for moment in (window.starts_at, window.ends_at) if moment is not None}
        return Memory(tuple(sorted(moments)))

    def understood(
        self, text: str, state: DialogueState, context: PageContext, make: Callable[[], Understanding]
    ) -> Understanding:
        """Return what a message means.

        One that tells of a time means another each time; one that tells of an order is nobody else's.
        """
        heard = (text, state, context.product_id, context.sku, context.order_id)
        return self._understood.of(heard, make, keep=_is_for_anyone)

    def retrieved(self, ask: Ask, now: datetime, make: Callable[[], tuple[Passage, ...]]) -> tuple[Passage, ...]:
        """Return the texts that may answer an ask, the same until some text begins or ends to hold."""
        return make() if _tells_an_order(ask) else self._retrieved.of((ask, bisect(self.moments, now)), make)


def _is_for_anyone(understanding: Understanding) -> bool:
    return not any(ask.entities.spans or _tells_an_order(ask) for ask in understanding.asks)


def _tells_an_order(ask: Ask) -> bool:
    return bool(ask.entities.order_id or ask.entities.phone_tail)
