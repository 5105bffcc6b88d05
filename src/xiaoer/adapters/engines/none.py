"""Which engine stands in where no model is wanted?"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from xiaoer.adapters.engines import wording
from xiaoer.adapters.engines.estimate import most_tokens
from xiaoer.adapters.engines.wish import EngineWish
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.errors import EngineNotReady
from xiaoer.ports import ChatEngine, Delta, EngineState, Generation

NOTHING: tuple[Delta, ...] = ()


class NoEngine:
    """Never generates; everything is answered from data."""

    @property
    def name(self) -> str:
        """Return its name."""
        return "none"

    async def warm_up(self) -> None:
        """Have nothing to start."""

    def read_ahead(self, prompt: Prompt) -> None:
        """Have nothing to read."""

    async def generate(self, request: Generation) -> AsyncGenerator[Delta, None]:
        """Raise `EngineNotReady`."""
        for nothing in NOTHING:
            yield nothing
        raise EngineNotReady(wording.TURNED_OFF)

    async def count_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Return an estimate."""
        return tuple(most_tokens(text) for text in texts)

    def state(self) -> EngineState:
        """Say that none is wanted."""
        return EngineState("not_ready", wording.TURNED_OFF)

    async def close(self) -> None:
        """Have nothing to close."""


def make(_: EngineWish) -> ChatEngine:
    """Return the engine that stands in where none is wanted."""
    return NoEngine()
