"""How many generations may be live at once, and who waits? An engine around an engine."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace

from xiaoer.adapters.engines.waiting_room import WaitingRoom
from xiaoer.errors import EngineBusy, EngineTimeout
from xiaoer.ports import ChatEngine, Delta, EngineState, Generation

RETRY_AFTER_S = 2.0


class Admission:
    """At most so many live, so many waiting, fair between shoppers; the deadline counts the waiting too."""

    def __init__(self, inner: ChatEngine, *, live: int, waiting: int) -> None:
        self._inner = inner
        self._most_live = live
        self._live: Counter[str] = Counter()
        self._room: WaitingRoom[asyncio.Future[bool]] = WaitingRoom(waiting)

    @property
    def name(self) -> str:
        """Return the name of the engine inside."""
        return self._inner.name

    async def warm_up(self) -> None:
        """Warm up the engine inside."""
        await self._inner.warm_up()

    async def generate(self, request: Generation) -> AsyncGenerator[Delta, None]:
        """Yield the engine's words once it is this request's turn.

        Raises `EngineBusy` at once when the waiting room is full, `EngineTimeout` when the turn does not come.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + request.deadline_s
        await self._admit(request.shopper, deadline)
        try:
            left = replace(request, deadline_s=deadline - loop.time())
            async with aclosing(self._inner.generate(left)) as words:
                async for delta in words:
                    yield delta
        finally:
            self._release(request.shopper)

    async def _admit(self, shopper: str, deadline: float) -> None:
        if self._live.total() < self._most_live:
            self._live[shopper] += 1
            return
        called: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        turned_away = self._room.enter(shopper, called)
        if turned_away is called:
            raise EngineBusy(retry_after_s=RETRY_AFTER_S)
        if turned_away is not None and not turned_away.done():
            turned_away.set_result(False)
        try:
            async with asyncio.timeout_at(deadline):
                welcome = await called
        except BaseException as exc:  # whatever ends the waiting, cancelling too, the place in the room must go
            self._room.leave(shopper, called)
            if called.done() and not called.cancelled() and called.result():
                self._release(shopper)  # the call came in the very moment of leaving
            if isinstance(exc, TimeoutError):
                raise EngineTimeout from exc
            raise
        if not welcome:
            raise EngineBusy(retry_after_s=RETRY_AFTER_S)

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
