"""Which engine says what it was told to say? For tests and demonstrations."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from xiaoer.adapters.engines.estimate import most_tokens
from xiaoer.adapters.engines.wish import EngineWish
from xiaoer.core.prompting import chatml
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.errors import EngineError, EngineTimeout
from xiaoer.ports import ChatEngine, Delta, EngineState, Generation

WITHOUT_SCRIPT = "好的"


@dataclass(frozen=True, slots=True)
class Line:
    """What the engine says in one generation: its pieces, each after a pause, and then perhaps an error."""

    pieces: tuple[str, ...]
    pause_s: float = 0.0
    error: EngineError | None = None


class Scripted:
    """Says the lines of a queue, one a generation, then always the same, and keeps what it was asked."""

    def __init__(self, *lines: Line | str, otherwise: str = WITHOUT_SCRIPT, status: EngineState | None = None) -> None:
        self._queue = deque(Line(tuple(line)) if isinstance(line, str) else line for line in lines)
        self._otherwise = Line(tuple(otherwise))
        self._state = status or EngineState("ready", model="scripted")
        self._live = 0
        self.history: list[Generation] = []
        self.cancelled = 0

    @property
    def name(self) -> str:
        """Return its name."""
        return "scripted"

    def enqueue(self, *lines: Line | str) -> None:
        """Add lines to the queue."""
        self._queue.extend(Line(tuple(line)) if isinstance(line, str) else line for line in lines)

    async def warm_up(self) -> None:
        """Be ready from the start."""

    def read_ahead(self, prompt: Prompt) -> None:
        """Have nothing to read."""

    async def generate(self, request: Generation) -> AsyncGenerator[Delta, None]:
        """Yield the next line, a piece as a token, cut to the tokens and the stops that were asked for."""
        self.history.append(request)
        line = self._queue.popleft() if self._queue else self._otherwise
        deadline = asyncio.get_running_loop().time() + request.deadline_s
        self._live += 1
        finished = False
        try:
            async for delta in self._speak(line, request, deadline):
                finished = delta.finish_reason is not None
                yield delta
        except EngineError:
            finished = True
            raise
        finally:
            self._live -= 1
            self.cancelled += not finished

    async def _speak(self, line: Line, request: Generation, deadline: float) -> AsyncGenerator[Delta, None]:
        told = sum(most_tokens(chatml.defuse(message.text)) for message in request.prompt.messages)
        spoken = 0
        for piece in _until_stop(line.pieces, request.sampling.stop):
            if spoken == request.sampling.max_tokens:
                yield Delta("", 0, "length", told, spoken)
                return
            await _pause(line.pause_s, deadline)
            spoken += 1
            yield Delta(piece)
        if line.error is not None:
            raise line.error
        yield Delta("", 0, "stop", told, spoken)

    async def count_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Return an estimate."""
        return tuple(most_tokens(text) for text in texts)

    def state(self) -> EngineState:
        """Return the state that was given, with what is live."""
        state = self._state
        return EngineState(state.status, state.detail, state.model, self._live)

    async def close(self) -> None:
        """Have nothing to close."""


def _until_stop(pieces: Sequence[str], stops: tuple[str, ...]) -> Sequence[str]:
    text = "".join(pieces)
    end = min((at for stop in stops if stop and (at := text.find(stop)) >= 0), default=len(text))
    kept: list[str] = []
    for piece in pieces:
        room = end - sum(map(len, kept))
        if room <= 0:
            break
        kept.append(piece[:room])
    return kept


async def _pause(seconds: float, deadline: float) -> None:
    left = deadline - asyncio.get_running_loop().time()
    await asyncio.sleep(min(seconds, max(0.0, left)))
    if seconds > left:
        raise EngineTimeout


def make(_: EngineWish) -> ChatEngine:
    """Return the engine of tests and demonstrations."""
    return Scripted()
