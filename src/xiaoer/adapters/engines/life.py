"""How does one life of the engine's own process go, from its start to its end?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from xiaoer.adapters.engines import wording
from xiaoer.adapters.engines.frames import (
    BackendName,
    Counted,
    Failed,
    Garbled,
    Order,
    Piece,
    Ping,
    Pong,
    Ready,
    Refused,
    Setup,
)
from xiaoer.adapters.engines.launching import Child, launch
from xiaoer.errors import ModelFileInvalid

OVERGROWTH = 1.5  # of the memory right after loading

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model file and what its bytes must hash to; empty where nobody has recorded it."""

    path: Path
    sha256: str = ""

    def mark(self) -> tuple[str, str, int, int]:
        """Return what tells this file from a later one in its place."""
        try:
            found = self.path.stat()
        except OSError:
            return str(self.path), self.sha256, -1, -1
        return str(self.path), self.sha256, found.st_size, found.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Means:
    """What the process may use."""

    threads: int = 2
    live: int = 4
    kv_tokens: int = 12_288
    batched_tokens: int = 192
    most_memory_bytes: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the guardian waits for what."""

    look_s: float = 2.0  #: between two looks for a model file
    load_s: float = 180.0  #: for a model to load
    ping_s: float = 1.0  #: between two signs of life
    hang_s: float = 15.0  #: without a sign of life until the process is taken for frozen
    back_off_s: float = 0.5  #: before the first new start; doubled for each that follows
    most_back_off_s: float = 60.0
    steady_s: float = 60.0  #: after so long a life the back-off begins anew


@dataclass(frozen=True, slots=True)
class Ears:
    """Who wants to know what."""

    heard: Callable[[Piece | Failed | Counted], None]
    lost: Callable[[str], None]  #: all that was in hand is lost
    ready: Callable[[str], None]  #: the model of this name is loaded


class Life:
    """One child, from its start to its end."""

    def __init__(self, child: Child, ears: Ears, *, means: Means, patience: Patience) -> None:
        self._child = child
        self._ears = ears
        self._means = means
        self._patience = patience
        self._ready = asyncio.Event()
        self._pings_unheard = 0
        self._live = 0
        self.memory_bytes = 0
        self._first_memory_bytes = 0

    @staticmethod
    async def begin(backend: BackendName, choice: ModelChoice, ears: Ears, means: Means, patience: Patience) -> Life:
        """Start a child. Raises `OSError` when the system cannot."""
        setup = Setup(
            backend,
            str(choice.path),
            choice.sha256,
            means.threads,
            means.live,
            means.kv_tokens,
            means.batched_tokens,
        )
        return Life(await launch(setup), ears, means=means, patience=patience)

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._child.pid

    def tell(self, order: Order) -> None:
        """Send an order."""
        self._child.tell(order)

    async def attend(self) -> str:
        """Wait until the child is gone, frozen or overgrown, end it, and return why.

        Raises `ModelFileInvalid` when it refused the file.
        """
        hearing = asyncio.create_task(self._listen())
        reason = wording.DIED
        try:
            reason = await self._watch(hearing)
            return reason
        finally:
            hearing.cancel()
            self._ears.lost(reason)
            await self._child.end()
            with suppress(asyncio.CancelledError, ModelFileInvalid):
                await hearing

    async def _watch(self, hearing: asyncio.Task[None]) -> str:
        patience = self._patience
        loaded = asyncio.create_task(self._ready.wait())
        await asyncio.wait({loaded, hearing}, timeout=patience.load_s, return_when=asyncio.FIRST_COMPLETED)
        loaded.cancel()
        if not hearing.done() and not self._ready.is_set():
            return wording.HUNG
        while not hearing.done():
            self._child.tell(Ping())
            await asyncio.wait({hearing}, timeout=patience.ping_s)
            self._pings_unheard += 1  # counted, not timed: a moment in which we slept ourselves must not count
            if not hearing.done() and self._pings_unheard * patience.ping_s > patience.hang_s:
                return wording.HUNG
            if self._overgrown and self._live == 0:
                return wording.OVERGROWN
        error = hearing.exception()
        if error is not None:
            raise error
        return wording.DIED

    @property
    def _overgrown(self) -> bool:
        """Return whether a new start would give memory back, which it would not to a model that is simply large."""
        return self.memory_bytes > max(self._means.most_memory_bytes, OVERGROWTH * self._first_memory_bytes)

    async def _listen(self) -> None:
        """Pass on what the child says until it is gone. Raises `ModelFileInvalid` when it refuses the file."""
        try:
            async for news in self._child.hear():
                self._pings_unheard = 0
                match news:
                    case Ready(model):
                        self._ears.ready(model)
                        self._ready.set()
                    case Refused(reason):
                        raise ModelFileInvalid(reason)
                    case Pong(memory_bytes, live):
                        self.memory_bytes, self._live = memory_bytes, live
                        self._first_memory_bytes = self._first_memory_bytes or memory_bytes
                    case _:
                        self._ears.heard(news)
        except Garbled:
            log.exception("engine process speaks garbage")
