"""How many generations may be live at once, and who waits? An engine around an engine."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from math import inf

from xiaoer.adapters.engines.waiting_room import WaitingRoom
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.errors import EngineBusy, EngineTimeout
from xiaoer.ports import ChatEngine, Delta, EngineState, Generation

RETRY_AFTER_S = 2.0
WEIGHT = 0.2  # of the newest generation in what one is taken to last


class Admission:
    """At most so many live, so many waiting, fair between shoppers; the deadline counts the waiting too.

    Whoever could not be served within the deadline, as long as generations last at present, is told so at once
    instead of waiting in vain: work that nobody can use any more is not begun.
    """

    def __init__(self, inner: ChatEngine, *, live: int, waiting: int, wait_s: float = inf) -> None:
        """`wait_s` is the longest that anybody waits for her turn."""
        self._inner = inner
        self._most_live = live
        self._wait_s = wait_s
        self._live: Counter[str] = Counter()
        self._room: WaitingRoom[asyncio.Future[bool]] = WaitingRoom(waiting)
        self._lasts_s = 0.0

    @property
    def name(self) -> str:
        """Return the name of the engine inside."""
        return self._inner.name

    async def warm_up(self) -> None:
        """Warm up the engine inside."""
        await self._inner.warm_up()

    def read_ahead(self, prompt: Prompt) -> None:
        """Tell the engine inside."""
        self._inner.read_ahead(prompt)

    async def generate(self, request: Generation) -> AsyncGenerator[Delta, None]:
        """Yield the engine's words once it is this request's turn.

        Raises `EngineBusy` at once when the waiting room is full, `EngineTimeout` when the turn does not come.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + request.deadline_s
        await self._admit(request.shopper, deadline)
        began, finished = loop.time(), False
        try:
            left = replace(request, deadline_s=deadline - began)
            async with aclosing(self._inner.generate(left)) as words:
                async for delta in words:
                    finished = delta.finish_reason is not None
                    yield delta
        finally:
            self._learn(loop.time() - began, finished=finished)
            self._release(request.shopper)

    def _learn(self, lasted_s: float, *, finished: bool) -> None:
        """Remember how long generations last; one that was given up tells only that they last longer."""
        if not self._lasts_s and finished:
            self._lasts_s = lasted_s
        elif finished or lasted_s > self._lasts_s:
            self._lasts_s += WEIGHT * (lasted_s - self._lasts_s)

    async def _admit(self, shopper: str, deadline: float) -> None:
        if self._live.total() < self._most_live:
            self._live[shopper] += 1
            return
        called: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        latest = min(deadline - self._lasts_s, asyncio.get_running_loop().time() + self._wait_s)
        turned_away = called if self._expected_turn() > latest else self._room.enter(shopper, called)
        if turned_away is called:
            raise EngineBusy(retry_after_s=max(RETRY_AFTER_S, self._lasts_s))
        if turned_away is not None and not turned_away.done():
            turned_away.set_result(False)
        if not await self._called(shopper, called, latest):
            raise EngineBusy(retry_after_s=max(RETRY_AFTER_S, self._lasts_s))

    def _expected_turn(self) -> float:
        """Return when a place is likely to be free for one more."""
        return asyncio.get_running_loop().time() + (len(self._room) + 1) / self._most_live * self._lasts_s

    async def _called(self, shopper: str, called: asyncio.Future[bool], latest: float) -> bool:
        """Wait for the turn; return whether it came. Raises `EngineTimeout`."""
        try:
            async with asyncio.timeout_at(latest):
                return await called
        except BaseException as exc:  # whatever ends the waiting, cancelling too, the place in the room must go
            self._room.leave(shopper, called)
            if called.done() and not called.cancelled() and called.result():
                self._release(shopper)  # the call came in the very moment of leaving
            if isinstance(exc, TimeoutError):
                raise EngineTimeout from exc
            raise

    def _release(self, shopper: str) -> None:
        self._live[shopper] -= 1
        if not self._live[shopper]:
            del self._live[shopper]
        while self._live.total() < self._most_live:
            following = self._room.call(self._live)
            if following is None:
                return
            called_shopper, called = following
            if not called.done():
                self._live[called_shopper] += 1
                called.set_result(True)

    async def count_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Ask the engine inside; counting needs no admission."""
        return await self._inner.count_tokens(texts)

    def position(self, shopper: str) -> int | None:
        """Return how manieth in line the shopper is, counted from 1, if she waits."""
        return self._room.position(shopper)

    def state(self) -> EngineState:
        """Tell how the engine is doing and how many are live and waiting."""
        return replace(self._inner.state(), live=self._live.total(), waiting=len(self._room))

    async def close(self) -> None:
        """Close the engine inside."""
        await self._inner.close()
