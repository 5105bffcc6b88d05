"""Does the engine's own process live, and what is done when it does not?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from xiaoer.adapters.engines import wording
from xiaoer.adapters.engines.frames import BackendName, Order
from xiaoer.adapters.engines.life import Ears, Life, Means, ModelChoice, Patience
from xiaoer.errors import EngineNotReady, ModelFileInvalid

Status = Literal["not_ready", "ready", "restarting", "broken"]
DEFAULT_MEANS, DEFAULT_PATIENCE = Means(), Patience()

log = logging.getLogger(__name__)


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
        self._life: Life | None = None
        self._task: asyncio.Task[None] | None = None
        self._looked = asyncio.Event()
        self.status: Status = "not_ready"
        self.detail = wording.NO_MODEL
        self.model = ""
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """Return the number of the process while there is one."""
        return None if self._life is None else self._life.pid

    @property
    def memory_bytes(self) -> int:
        """Return the memory of the process when it last told."""
        return 0 if self._life is None else self._life.memory_bytes

    async def start(self) -> None:
        """Begin to watch, unless that was done; whether there is a model to load is known on return."""
        if self._task is None:
            self._task = asyncio.create_task(self._watch())
            looked = asyncio.create_task(self._looked.wait())
            await asyncio.wait({self._task, looked}, return_when=asyncio.FIRST_COMPLETED)
            looked.cancel()

    def tell(self, order: Order) -> None:
        """Send an order. Raises `EngineNotReady` while no model is loaded."""
        if self._life is None or self.status != "ready":
            raise EngineNotReady(self.detail)
        self._life.tell(order)

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
            if choice is not None and self.status == "not_ready":
                self._tell_state("not_ready", wording.LOADING)
            self._looked.set()
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
        ears = Ears(self._ears.heard, self._lose_all, self._note_ready)
        try:
            self._life = await Life.begin(self._backend, choice, ears, self._means, self._patience)
        except OSError:
            return wording.CANNOT_START
        try:
            return await self._life.attend()
        finally:
            self._life = None

    def _note_ready(self, model: str) -> None:
        self.model = model
        self._tell_state("ready", "")
        self._ears.ready(model)

    def _lose_all(self, reason: str) -> None:
        if self.status == "ready":
            self._tell_state("restarting", reason)
        self._ears.lost(reason)

    def _tell_state(self, status: Status, detail: str) -> None:
        if (status, detail) != (self.status, self.detail):
            log.info("engine", extra={"status": status, "detail": detail})
        self.status, self.detail = status, detail
