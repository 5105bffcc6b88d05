"""How do many writers share one commit?

One task owns the only writing connection. It runs the waiting units in one transaction and answers each caller
after that transaction is on the disk. Units take microseconds and run on the event loop: on a thread of their own
each statement would queue for the interpreter lock. Only BEGIN's patience, the commit and long loads leave the loop.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, Protocol, TypeVar

from xiaoer.adapters.storage.faults import RETRY_AFTER_S, is_busy, lost_a_sync, translated
from xiaoer.adapters.storage.session import Session, Unit
from xiaoer.errors import StoreDown, XiaoerError

T = TypeVar("T")
log = logging.getLogger(__name__)

MAX_WAITING = 4096  # units in the queue; more are refused at once rather than answered late
MAX_BATCH = 256  # units in one transaction
SLICE = 16  # units between two chances for the rest of the loop: under a millisecond
LOCK_PATIENCE_S = 1.0  # how long a lock of another program may hold us up
LOCK_RETRY_S = 0.02


class _Work(Protocol):
    """A unit on its way through a transaction, with its caller's future."""

    long: bool

    @property
    def wanted(self) -> bool: ...

    def run(self, session: Session) -> None: ...

    def fail(self, error: Exception) -> None: ...

    def succeed(self) -> None: ...


@dataclass(slots=True, eq=False)
class _UnitWork(Generic[T]):
    unit: Unit[T]
    future: asyncio.Future[T]
    long: bool = False
    result: list[T] = field(default_factory=list)

    def run(self, session: Session) -> None:
        self.result = [self.unit(session)]

    def fail(self, error: Exception) -> None:
        if not self.future.done():
            self.future.set_exception(error)

    def succeed(self) -> None:
        if not self.future.done():
            self.future.set_result(self.result[0])

    @property
    def wanted(self) -> bool:
        return not self.future.cancelled()


class GroupCommit:
    """The one writer of a SQLite database."""

    def __init__(self, connection: sqlite3.Connection, session: Session, *, max_waiting: int = MAX_WAITING) -> None:
        self._connection = connection
        self._session = session
        self._max_waiting = max_waiting
        self._waiting: deque[_Work] = deque()
        self._wake = asyncio.Event()
        self._refusal = ""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="xiaoer-commit")
        self._task = asyncio.create_task(self._serve(), name="xiaoer-writer")

    async def write(self, unit: Unit[T], *, long: bool = False) -> T:
        """Run a unit and return its result once it is on the disk. A long one runs in a thread, by itself."""
        if self._refusal:
            raise StoreDown(self._refusal)
        if len(self._waiting) >= self._max_waiting:
            raise StoreDown("too many writes are waiting", retry_after_s=RETRY_AFTER_S)
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_UnitWork(unit, future, long))
        self._wake.set()
        return await future

    async def close(self) -> None:
        """Commit what is waiting, then stop."""
        self._refusal = self._refusal or "the store is closed"
        self._wake.set()
        await self._task
        self._thread.shutdown()

    async def _serve(self) -> None:
        while self._waiting or not self._refusal:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
                continue
            batch = self._next_batch()
            if batch:
                await self._commit(batch)

    def _next_batch(self) -> list[_Work]:
        batch: list[_Work] = []
        while self._waiting and len(batch) < MAX_BATCH:
            if self._waiting[0].long and batch:
                break
            work = self._waiting.popleft()
            if work.wanted:
                batch.append(work)
            if work.long:
                break
        return batch

    async def _commit(self, batch: list[_Work]) -> None:
        if await self._together(batch):
            return
        for work in batch:
            await self._together([work])

    async def _together(self, batch: Sequence[_Work]) -> bool:
        """Commit these units as one; return False, with nothing changed, when one of several spoiled it."""
        refused: dict[int, XiaoerError] = {}
        try:
            await self._begin()
            spoiler = await self._run(batch, refused)
            if spoiler is None:
                await self._in_thread(self._connection.commit)
        except Exception as exc:  # noqa: BLE001 - the rim of the writer: every caller must get an answer
            self._roll_back()
            self._give_up(batch, exc)
            return True
        if spoiler is None:
            self._answer(batch, refused)
            return True
        self._roll_back()
        if len(batch) > 1:
            return False
        batch[0].fail(_for_caller(spoiler))
        return True

    async def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + LOCK_PATIENCE_S
        while True:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as exc:
                if not is_busy(exc) or loop.time() > deadline:
                    raise
                await asyncio.sleep(LOCK_RETRY_S)
            else:
                return

    async def _run(self, batch: Sequence[_Work], refused: dict[int, XiaoerError]) -> Exception | None:
        """Run the units; return the error of one that left half of its work behind."""
        for n, work in enumerate(batch):
            before = self._connection.total_changes
            try:
                if work.long:
                    await self._in_thread(partial(work.run, self._session))
                else:
                    work.run(self._session)
            except XiaoerError as exc:
                if self._connection.total_changes != before:
                    return exc
                refused[n] = exc
            except Exception as exc:  # noqa: BLE001 - handed to the caller of this unit alone
                return exc
            if n % SLICE == SLICE - 1:
                await asyncio.sleep(0)
        return None

    async def _in_thread(self, call: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, call)

    @staticmethod
    def _answer(batch: Sequence[_Work], refused: dict[int, XiaoerError]) -> None:
        for n, work in enumerate(batch):
            if n in refused:
                work.fail(refused[n])
            else:
                work.succeed()

    def _give_up(self, batch: Sequence[_Work], exc: Exception) -> None:
        log.warning("commit failed", extra={"units": len(batch), "error": repr(exc)})
        if lost_a_sync(exc):
            self._refusal = "the disk failed to keep a write; restart after checking it"
        for work in batch:
            work.fail(_for_caller(exc))

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.rollback()
        except sqlite3.Error as exc:
            log.warning("rollback failed", extra={"error": repr(exc)})
            self._refusal = "the database could not be rolled back"


def _for_caller(exc: Exception) -> Exception:
    ours = translated(exc)
    if ours is None or ours is exc:
        return exc
    ours.__cause__ = exc
    return ours
