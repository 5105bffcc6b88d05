"""Shall the model be left alone for a while? An engine around an engine."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from time import monotonic

from xiaoer.adapters.engines import wording
from xiaoer.adapters.engines.circuit import Circuit, CircuitRule, Went
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.errors import CircuitOpen, EngineBusy, EngineError, EngineNotReady, EngineTimeout
from xiaoer.ports import ChatEngine, Delta, EngineState, Generation

DEFAULT_RULE = CircuitRule()


class Breaker:
    """Refuses at once while the engine keeps failing or dawdling, so that nobody waits for it in vain.

    A call that found no model, or that was soon given up, tells nothing about the engine.
    """

    def __init__(
        self,
        inner: ChatEngine,
        *,
        slow_s: float,
        rule: CircuitRule = DEFAULT_RULE,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._inner = inner
        self._slow_s = slow_s
        self._circuit = Circuit(rule)
        self._now = now

    @property
    def name(self) -> str:
        """Return the name of the engine inside."""
        return self._inner.name

    async def warm_up(self) -> None:
        """Warm up the engine inside."""
        await self._inner.warm_up()

    def read_ahead(self, prompt: Prompt) -> None:
        """Tell the engine inside."""
        self._inner.read_ahead(prompt)

    async def generate(self, request: Generation) -> AsyncGenerator[Delta, None]:
        """Yield the engine's words. Raises `CircuitOpen` at once while it is left alone."""
        began = self._now()
        if not self._circuit.enter(began):
            raise CircuitOpen(wording.PAUSED, retry_after_s=max(1.0, self._circuit.opens_in(began)))
        went: Went | None = None
        first_s: float | None = None
        try:
            async with aclosing(self._inner.generate(request)) as words:
                async for delta in words:
                    first_s = self._now() - began if first_s is None else first_s
                    if delta.finish_reason is not None:
                        went = Went.SLOW if first_s > self._slow_s else Went.WELL
                    yield delta
        except (EngineNotReady, EngineBusy):
            raise
        except EngineError as error:
            if not isinstance(error, EngineTimeout):
                went = Went.WRONG
            raise
        finally:
            ended = self._now()
            went = went or self._slowness(first_s, ended - began)
            if went is None:
                self._circuit.give_up()
            else:
                self._circuit.leave(went, ended)

    def _slowness(self, first_s: float | None, lasted_s: float) -> Went | None:
        """Return what a call tells that ended early, by its deadline or because nobody waited any longer.

        Without a word in all the time that a slow one takes, something is wrong; with words, it was slow at most;
        and shorter than that, it tells nothing.
        """
        if lasted_s < self._slow_s:
            return None
        return Went.WRONG if first_s is None else Went.SLOW

    async def count_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Ask the engine inside."""
        return await self._inner.count_tokens(texts)

    def state(self) -> EngineState:
        """Tell how the engine is doing; `paused` while it is left alone."""
        state = self._inner.state()
        if state.status == "ready" and self._circuit.is_open(self._now()):
            return replace(state, status="paused", detail=wording.PAUSED)
        return state

    @property
    def openings(self) -> int:
        """Return how often the engine was left alone so far."""
        return self._circuit.openings

    async def close(self) -> None:
        """Close the engine inside."""
        await self._inner.close()
