"""Does the engine's own process live, and what is done when it does not?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xiaoer.adapters.engines import wording
from xiaoer.adapters.engines.frames import Counted, Failed, Garbled, Order, Piece, Ping, Pong, Ready, Refused, Setup
from xiaoer.adapters.engines.launching import Child, launch
from xiaoer.errors import EngineNotReady, ModelFileInvalid

Status = Literal["not_ready", "ready", "restarting", "broken"]
BackendName = Literal["openvino", "llamacpp"]

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
    live: int = 16
    kv_tokens: int = 24_576
    batched_tokens: int = 256
    most_memory_bytes: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the guardian waits for what."""

    look_s: float = 2.0  #: between two looks for a model file
    load_s: float = 180.0  #: for a model to load
    ping_s: float = 1.0  #: between two signs of life
    hang_s: float = 8.0  #: without a sign of life until the process is taken for frozen
    back_off_s: float = 0.5  #: before the first new start; doubled for each that follows
    most_back_off_s: float = 60.0
    steady_s: float = 60.0  #: after so long a life the back-off begins anew


@dataclass(frozen=True, slots=True)
class Ears:
    """Who wants to know what."""

    heard: Callable[[Piece | Failed | Counted], None]
    lost: Callable[[str], None]  #: all that was in hand is lost


DEFAULT_MEANS, DEFAULT_PATIENCE = Means(), Patience()


class Guardian:
    """Starts the process when there is a model, watches it, and starts it again with back-off when it is gone."""

    def __init__(
        self,
        backend: BackendName,
        find: Callable[[], ModelChoice | None],
        ears: Ears,
        *,
        means: Means = DEFAULT_MEANS,
        patience: Patience = DEFAULT_PATIENCE,
    ) -> None:
        self._backend: BackendName = backend
        self._find = find
        self._ears = ears
        self._means = means
        self._patience = patience
        self._child: Child | None = None
        self._task: asyncio.Task[None] | None = None
        self._heard_at = 0.0
        self._ready = asyncio.Event()
        self.status: Status = "not_ready"
        self.detail = wording.NO_MODEL
        self.model = ""
        self.memory_bytes = 0
        self.live = 0
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """Return the number of the process while there is one."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Begin to watch, unless that was done."""
        if self._task is None:
            self._task = asyncio.create_task(self._watch())

    def tell(self, order: Order) -> None:
        """Send an order. Raises `EngineNotReady` while no model is loaded."""
        if self._child is None or self.status != "ready":
            raise EngineNotReady(self.detail)
        self._child.tell(order)

    async def close(self) -> None:
        """End the process and stop watching."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _watch(self) -> None:
        patience, failures, loop = self._patience, 0, asyncio.get_running_loop()
        while True:
            choice = await self._await_choice()
            began = loop.time()
            try:
                reason = await self._live_once(choice)
            except ModelFileInvalid as refusal:
                self._tell_state("broken", refusal.detail)
                log.error("model refused", extra={"file": choice.path.name, "reason": refusal.detail})
                failures = 0
                await self._await_change(choice)
                continue
            failures = 0 if loop.time() - began >= patience.steady_s else failures
            self.restarts += 1
            self._tell_state("restarting", reason)
            log.warning("engine process lost", extra={"reason": reason, "failures": failures})
            await asyncio.sleep(min(patience.back_off_s * 2**failures, patience.most_back_off_s))
            failures += 1

    async def _await_choice(self) -> ModelChoice:
        while True:
            choice = await asyncio.to_thread(self._find)
            if choice is not None:
                return choice
            self._tell_state("not_ready", wording.NO_MODEL)
            await asyncio.sleep(self._patience.look_s)

    async def _await_change(self, refused: ModelChoice) -> None:
        """Wait until another file is there, or the file is another one."""
        mark = refused.mark()
        while True:
            await asyncio.sleep(self._patience.look_s)
            choice = await asyncio.to_thread(self._find)
            if choice is None or choice.mark() != mark:
                return

    async def _live_once(self, choice: ModelChoice) -> str:
        """Run one child to its end and return why it ended. Raises `ModelFileInvalid` when it refused the file."""
        if self.status != "restarting":
            self._tell_state("not_ready", wording.LOADING)
        means = self._means
        setup = Setup(
            self._backend,
            str(choice.path),
            choice.sha256,
            means.threads,
            means.live,
            means.kv_tokens,
            means.batched_tokens,
        )
        try:
            child = await launch(setup)
        except OSError:
            return wording.CANNOT_START
        self._child = child
        self._ready.clear()
        hearing = asyncio.create_task(self._listen(child))
        reason = wording.DIED
        try:
            reason = await self._attend(child, hearing)
        finally:
            self._child, self.memory_bytes = None, 0
            if self.status == "ready":
                self._tell_state("restarting", reason)
            hearing.cancel()
            await child.end()
            self._ears.lost(reason)
        with suppress(asyncio.CancelledError):
            await hearing
        return reason

    async def _attend(self, child: Child, hearing: asyncio.Task[None]) -> str:
        """Wait until the child is gone or frozen. Raises `ModelFileInvalid`."""
        loop, patience = asyncio.get_running_loop(), self._patience
        loaded = asyncio.create_task(self._ready.wait())
        await asyncio.wait({loaded, hearing}, timeout=patience.load_s, return_when=asyncio.FIRST_COMPLETED)
        loaded.cancel()
        if not hearing.done() and not self._ready.is_set():
            return wording.HUNG
        while not hearing.done():
            child.tell(Ping())
            await asyncio.wait({hearing}, timeout=patience.ping_s)
            if loop.time() - self._heard_at > patience.hang_s:
                return wording.HUNG
            if self.memory_bytes > self._means.most_memory_bytes and self.live == 0:
                return wording.OVERGROWN
        error = hearing.exception()
        if isinstance(error, ModelFileInvalid):
            raise error
        return wording.DIED

    async def _listen(self, child: Child) -> None:
        """Pass on what the child says until it is gone. Raises `ModelFileInvalid` when it refuses the file."""
        loop = asyncio.get_running_loop()
        try:
            async for news in child.hear():
                self._heard_at = loop.time()
                match news:
                    case Ready(model):
                        self.model = model
                        self._tell_state("ready", "")
                        self._ready.set()
                    case Refused(reason):
                        raise ModelFileInvalid(reason)
                    case Pong(memory_bytes, live):
                        self.memory_bytes, self.live = memory_bytes, live
                    case _:
                        self._ears.heard(news)
        except Garbled:
            log.exception("engine process speaks garbage")

    def _tell_state(self, status: Status, detail: str) -> None:
        if (status, detail) != (self.status, self.detail):
            log.info("engine", extra={"status": status, "detail": detail})
        self.status, self.detail = status, detail
