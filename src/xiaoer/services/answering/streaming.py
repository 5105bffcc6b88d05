"""What has the engine said in time?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from enum import Enum
from types import TracebackType

from xiaoer.errors import EngineError, EngineFailed
from xiaoer.ports import Delta

CLOSE_S = 0.2  # how long a turn waits for an engine to let go; a frozen one is left behind
ABANDON_S = 30.0  # how long an engine that was left behind may take to end

log = logging.getLogger(__name__)


class Silence(Enum):
    """Why there is no delta."""

    WAITING = "waiting"
    ENDED = "ended"
    GONE = "gone"  #: whoever asked has left


class DeltaReader:
    """Reads an engine's deltas against the clock; on leaving, the engine is let go whatever it does."""

    def __init__(
        self, deltas: AsyncGenerator[Delta, None], gone: asyncio.Event, left_behind: set[asyncio.Task[None]]
    ) -> None:
        """`left_behind` keeps the tasks that still close an engine after its turn has ended."""
        self._deltas = deltas
        self._left_behind = left_behind
        self._gone = gone
        self._next: asyncio.Task[Delta] | None = None
        self._leaving: asyncio.Task[bool] | None = None

    async def __aenter__(self) -> DeltaReader:
        self._leaving = asyncio.create_task(_wait(self._gone))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
        closing = asyncio.create_task(self._let_go())
        self._left_behind.add(closing)
        closing.add_done_callback(self._left_behind.discard)
        await asyncio.wait({closing}, timeout=CLOSE_S)

    async def read(self, within_s: float) -> Delta | Silence:
        """Return the next delta, or why there is none. Raises `EngineError` whatever went wrong in the engine."""
        if self._next is None:
            self._next = asyncio.create_task(_anext(self._deltas))
        signs: set[asyncio.Task[Delta] | asyncio.Task[bool]] = {self._next}
        if self._leaving is not None:
            signs.add(self._leaving)
        await asyncio.wait(signs, timeout=max(within_s, 0.0), return_when=asyncio.FIRST_COMPLETED)
        if self._gone.is_set():
            return Silence.GONE
        if not self._next.done():
            return Silence.WAITING
        ended, self._next = self._next, None
        try:
            return ended.result()
        except StopAsyncIteration:
            return Silence.ENDED
        except EngineError:
            raise
        except Exception as exc:  # the rim of foreign machinery: whatever it raises, the turn must go on
            log.warning("engine raised", exc_info=exc)
            raise EngineFailed(type(exc).__name__) from exc

    async def _let_go(self) -> None:
        if self._next is not None:
            self._next.cancel()
            await asyncio.wait({self._next}, timeout=ABANDON_S)
            if not self._next.cancelled() and self._next.done():
                self._next.exception()  # seen, so that nobody warns of it
        try:
            await self._deltas.aclose()
        except Exception as exc:  # noqa: BLE001  # an engine that fails while it is let go has been let go
            log.debug("engine failed while closing", extra={"error": type(exc).__name__})


async def _anext(deltas: AsyncGenerator[Delta, None]) -> Delta:
    return await anext(deltas)


async def _wait(event: asyncio.Event) -> bool:
    return await event.wait()
