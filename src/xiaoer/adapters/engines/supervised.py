"""Which engine runs a model in a process of its own, and keeps it running?"""

from __future__ import annotations

import asyncio
import itertools
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress

from xiaoer.adapters.engines.estimate import most_tokens
from xiaoer.adapters.engines.frames import BackendName, Cancel, Count, Counted, Failed, Generate, Piece, ReadAhead
from xiaoer.adapters.engines.guardian import DEFAULT_MEANS, DEFAULT_PATIENCE, Guardian
from xiaoer.adapters.engines.life import Ears, Means, ModelChoice, Patience
from xiaoer.adapters.engines.wish import EngineWish
from xiaoer.adapters.models.folder import ModelFolder
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.errors import EngineFailed, EngineNotReady, EngineTimeout
from xiaoer.ports import ChatEngine, Delta, EngineState, Generation

COUNTS_KEPT = 4096
COUNT_WAIT_S = 0.05  # a child in the middle of a step cannot answer; an estimate serves as well then


class SupervisedEngine:
    """A chat engine over a child process that a guardian starts, watches and starts again.

    `find` names the model file to run, or nothing while there is none; it is asked again every little while, so a
    file that arrives later is picked up.
    """

    def __init__(
        self,
        backend: BackendName,
        find: Callable[[], ModelChoice | None],
        *,
        means: Means = DEFAULT_MEANS,
        patience: Patience = DEFAULT_PATIENCE,
    ) -> None:
        self._name = "local" if backend == "openvino" else backend
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Queue[Piece | Failed | Counted]] = {}
        self._counts: OrderedDict[str, int] = OrderedDict()
        self._generating: set[int] = set()
        self._ahead: Prompt | None = None
        ears = Ears(self._hear, self._lose_all, self._begin_reading)
        self._guardian = Guardian(backend, find, ears, means=means, patience=patience)

    @property
    def name(self) -> str:
        """Return the name by which settings call it."""
        return self._name

    async def warm_up(self) -> None:
        """Begin to look for a model and to load it."""
        await self._guardian.start()

    def read_ahead(self, prompt: Prompt) -> None:
        """Have the process read this as soon as it is ready, now and after each new start."""
        self._ahead = prompt
        self._begin_reading(self._name)

    async def generate(self, request: Generation) -> AsyncGenerator[Delta, None]:
        """Yield the model's words; closing the generator cancels them."""
        number, inbox = next(self._numbers), asyncio.Queue[Piece | Failed | Counted]()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + request.deadline_s
        self._guardian.tell(Generate(number, request.prompt, request.sampling))
        self._waiting[number] = inbox
        self._generating.add(number)
        finished = False
        try:
            while not finished:
                try:
                    async with asyncio.timeout_at(deadline):
                        news = await inbox.get()
                except TimeoutError as exc:
                    raise EngineTimeout from exc
                if not isinstance(news, Piece):
                    finished = True
                    raise EngineFailed(news.reason if isinstance(news, Failed) else "")
                finished = news.finish_reason is not None
                if news.text or finished:
                    yield _delta(news)
        finally:
            del self._waiting[number]
            self._generating.discard(number)
            if not finished:
                with suppress(EngineNotReady):
                    self._guardian.tell(Cancel(number))

    async def count_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Return the tokens of each text; for texts never seen while the child is busy, an upper estimate."""
        unknown = tuple(dict.fromkeys(text for text in texts if text not in self._counts))
        if unknown:
            with suppress(EngineNotReady, TimeoutError):
                await self._ask_counts(unknown)
        return tuple(self._counts.get(text, most_tokens(text)) for text in texts)

    async def _ask_counts(self, texts: tuple[str, ...]) -> None:
        number, inbox = next(self._numbers), asyncio.Queue[Piece | Failed | Counted]()
        self._guardian.tell(Count(number, texts))
        self._waiting[number] = inbox
        try:
            async with asyncio.timeout(COUNT_WAIT_S):
                news = await inbox.get()
        finally:
            del self._waiting[number]
        if isinstance(news, Counted) and len(news.counts) == len(texts):
            self._counts.update(zip(texts, news.counts, strict=True))
            while len(self._counts) > COUNTS_KEPT:
                self._counts.popitem(last=False)

    def state(self) -> EngineState:
        """Tell how the process is doing."""
        guardian = self._guardian
        return EngineState(
            status=guardian.status,
            detail=guardian.detail,
            model=guardian.model,
            live=len(self._generating),
            memory_bytes=guardian.memory_bytes,
        )

    @property
    def pid(self) -> int | None:
        """Return the number of the process while there is one."""
        return self._guardian.pid

    async def close(self) -> None:
        """End the process."""
        await self._guardian.close()

    def _begin_reading(self, _: str) -> None:
        if self._ahead is not None:
            with suppress(EngineNotReady):
                self._guardian.tell(ReadAhead(next(self._numbers), self._ahead))

    def _hear(self, news: Piece | Failed | Counted) -> None:
        inbox = self._waiting.get(news.number)
        if inbox is not None:
            inbox.put_nowait(news)

    def _lose_all(self, reason: str) -> None:
        for number, inbox in self._waiting.items():
            inbox.put_nowait(Failed(number, reason))


def _delta(piece: Piece) -> Delta:
    return Delta(piece.text, piece.tokens, piece.finish_reason, piece.prompt_tokens, piece.completion_tokens)


def make_local(wish: EngineWish) -> ChatEngine:
    """Return OpenVINO GenAI on a model file, in a process of its own."""
    return _make("openvino", wish)


def make_llamacpp(wish: EngineWish) -> ChatEngine:
    """Return llama.cpp on a model file, in a process of its own."""
    return _make("llamacpp", wish)


def _make(backend: BackendName, wish: EngineWish) -> ChatEngine:
    folder = ModelFolder(wish.models)

    def find() -> ModelChoice | None:
        stored = folder.choose(wish.model)
        return None if stored is None else ModelChoice(stored.path, stored.sha256)

    means = Means(wish.threads, wish.live, wish.kv_tokens, wish.batched_tokens, wish.most_memory_bytes)
    patience = Patience(hang_s=wish.hang_s, load_s=wish.load_s)
    return SupervisedEngine(backend, find, means=means, patience=patience)
