"""Whose turn is it? A bounded waiting room that is fair between shoppers; it knows no clock and does not wait."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from typing import Generic, TypeVar

Guest = TypeVar("Guest")


class WaitingRoom(Generic[Guest]):
    """Guests wait in a queue per shopper; whoever has the fewest in hand comes next, then whoever waits longest."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._queues: OrderedDict[str, deque[Guest]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(queue) for queue in self._queues.values())

    def enter(self, shopper: str, guest: Guest) -> Guest | None:
        """Seat a guest; return whoever must go for it: nobody, another, or the guest itself.

        When the room is full, a shopper who has nobody waiting takes the place of the last guest of the shopper who
        has the most waiting.
        """
        if len(self) < self._places:
            self._queues.setdefault(shopper, deque()).append(guest)
            return None
        greediest = max(self._queues, key=lambda name: len(self._queues[name]), default=shopper)
        if shopper in self._queues or greediest == shopper or len(self._queues[greediest]) < 2:
            return guest
        gone = self._queues[greediest].pop()
        self._queues[shopper] = deque((guest,))
        return gone

    def leave(self, shopper: str, guest: Guest) -> None:
        """Take out a guest who waits no longer, if it is still there."""
        queue = self._queues.get(shopper)
        if queue is not None and guest in queue:
            queue.remove(guest)
            if not queue:
                del self._queues[shopper]

    def call(self, live: Counter[str]) -> tuple[str, Guest] | None:
        """Take out whoever comes next, given how many each shopper has in hand."""
        if not self._queues:
            return None
        shopper = min(self._queues, key=lambda name: live[name])
        guest = self._queues[shopper].popleft()
        if self._queues[shopper]:
            self._queues.move_to_end(shopper)
        else:
            del self._queues[shopper]
        return shopper, guest

    def position(self, shopper: str) -> int | None:
        """Return how manieth in line the shopper is, counted from 1, if she waits."""
        return list(self._queues).index(shopper) + 1 if shopper in self._queues else None
