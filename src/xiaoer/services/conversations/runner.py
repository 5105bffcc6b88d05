"""Who is answering which message, and in what order?"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from xiaoer.core.dialogue.conversation import Event
from xiaoer.errors import BusyError, MissingError, QueueFull, StoreDown, StoreError, XiaoerError
from xiaoer.ports import Bus, Conversations, News
from xiaoer.services.answering.turn import Turn
from xiaoer.services.conversations.asking import BUSY_RETRY_S
from xiaoer.services.conversations.limits import TalkLimits

QUIET_WAIT_S = 3.0  # how long other writes to a talk wait for the reply in hand

log = logging.getLogger(__name__)


class Answerer(Protocol):
    """Runs the whole flow for one accepted message."""

    async def answer(self, turn: Turn) -> Event:
        """Store the outcome of the turn and return the assistant's message; the same one when called again."""
        ...


@dataclass(slots=True)
class Lane:
    """The messages of one conversation, one after the other."""

    entry: asyncio.Lock = field(default_factory=asyncio.Lock)  #: held from accepting a message to queueing it
    tail: asyncio.Task[None] | None = None  #: the newest turn in hand
    users: int = 0


class TurnRunner:
    """Answers turns in supervised background tasks: a bounded number, in order within a conversation.

    A turn that fails is tried again until it has an end, its conversation is gone, the process stops, or our own
    fault shows no sign of passing; in the last two cases `Talks.resume` takes it up at the next start.
    """

    def __init__(self, answerer: Answerer, *, conversations: Conversations, bus: Bus, limits: TalkLimits) -> None:
        self._answerer = answerer
        self._conversations = conversations
        self._bus = bus
        self._limits = limits
        self._lanes: dict[str, Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._draining_since: float | None = None

    @property
    def in_hand(self) -> int:
        """How many turns are being answered or wait for their predecessor."""
        return len(self._tasks)

    @property
    def stopping(self) -> bool:
        """Return whether new messages are refused for good."""
        return self._draining_since is not None

    def check_room(self) -> None:
        """Raise `QueueFull` when no further message can be taken."""
        if self.stopping or len(self._tasks) >= self._limits.in_hand:
            raise QueueFull(retry_after_s=BUSY_RETRY_S)

    def works_on(self, message_id: str) -> bool:
        """Return whether this message is in hand."""
        return any(task.get_name() == message_id for task in self._tasks)

    @asynccontextmanager
    async def lane(self, conversation_id: str) -> AsyncIterator[Lane]:
        """Hold the entry of a conversation's lane."""
        lane = self._lanes.setdefault(conversation_id, Lane())
        lane.users += 1
        try:
            async with lane.entry:
                yield lane
        finally:
            lane.users -= 1
            self._tidy(conversation_id, lane)

    @asynccontextmanager
    async def quiet(self, conversation_id: str) -> AsyncIterator[None]:
        """Hold a conversation while no reply of it is in hand, so that other writes do not cross one."""
        async with self.lane(conversation_id) as lane:
            if lane.tail is not None:
                await asyncio.wait({lane.tail}, timeout=QUIET_WAIT_S)
            yield

    def start(self, turn: Turn, lane: Lane, *, stale: bool) -> asyncio.Future[Event]:
        """Queue a turn and return the future of its reply.

        `stale` says that the conversation has moved since it was read. The future fails with the first error;
        the turn itself goes on.
        """
        done: asyncio.Future[Event] = asyncio.get_running_loop().create_future()
        done.add_done_callback(_forget_error)
        before = lane.tail
        task = asyncio.create_task(self._run(turn, before, done, stale=stale), name=turn.message_id)
        lane.tail = task
        self._tasks.add(task)
        task.add_done_callback(lambda ended: self._ended(ended, turn.conversation.id, lane, done))
        return done

    async def drain(self, timeout_s: float) -> int:
        """Take nothing new, wait for what is in hand, and return how many turns were left for the next start.

        The time counts from when messages were first refused.
        """
        self.stop_taking()
        since = self._draining_since or 0.0
        left_s = max(0.0, since + timeout_s - time.monotonic())
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=left_s)
        left = set(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        return len(left)

    def stop_taking(self) -> None:
        """Refuse new messages from now on."""
        if self._draining_since is None:
            self._draining_since = time.monotonic()

    async def _run(
        self, turn: Turn, before: asyncio.Task[None] | None, done: asyncio.Future[Event], *, stale: bool
    ) -> None:
        if before is not None:
            await asyncio.wait({before})
        fresh = not stale and before is None
        pause_s, faults = self._limits.retry_first_s, 0
        while faults < self._limits.most_faults:
            try:
                event = await self._answer(turn, reread=not fresh)
            except MissingError as exc:
                _fail(done, exc)  # erased in the meantime: there is nothing left to answer
                return
            except Exception as exc:  # noqa: BLE001  # the rim of a background task: log, tell, try again
                faults += 0 if isinstance(exc, BusyError | StoreError) else 1
                log.warning("turn failed", extra={"message_id": turn.message_id, "error": type(exc).__name__})
                _fail(done, exc if isinstance(exc, XiaoerError) else StoreDown(retry_after_s=BUSY_RETRY_S))
            else:
                if not done.done():
                    done.set_result(event)
                await self._bus.publish(News(turn.conversation.id, "event", seq=event.seq))
                return
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, self._limits.retry_longest_s)
            fresh = False
        # A fault of ours that does not pass must not block the talk; the turn is taken up again at the next start.
        log.error("turn left for the next start", extra={"message_id": turn.message_id})

    async def _answer(self, turn: Turn, *, reread: bool) -> Event:
        if reread:
            talk = await self._conversations.find(turn.conversation.shop_id, turn.conversation.id)
            if talk is None:
                raise MissingError
            turn = Turn(talk, turn.message_id, turn.question, turn.gone)
        return await self._answerer.answer(turn)

    def _ended(self, task: asyncio.Task[None], conversation_id: str, lane: Lane, done: asyncio.Future[Event]) -> None:
        self._tasks.discard(task)
        if lane.tail is task:
            lane.tail = None
        if not done.done():
            done.set_exception(QueueFull("stopping", retry_after_s=BUSY_RETRY_S))
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("turn task died", exc_info=error)
        self._tidy(conversation_id, lane)

    def _tidy(self, conversation_id: str, lane: Lane) -> None:
        if lane.users == 0 and lane.tail is None:
            self._lanes.pop(conversation_id, None)


def _fail(done: asyncio.Future[Event], error: XiaoerError) -> None:
    if not done.done():
        done.set_exception(error)


def _forget_error(done: asyncio.Future[Event]) -> None:
    # Nobody waits for a message that was posted in the background; its error has been logged.
    if not done.cancelled():
        done.exception()
