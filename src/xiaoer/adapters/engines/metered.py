"""What has the engine done, for `/metrics`? An engine around an engine."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from functools import partial
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from xiaoer.core.prompting.prompt import Prompt
from xiaoer.errors import EngineError
from xiaoer.ports import ChatEngine, Delta, EngineState, Generation

SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.5, 4.0, 6.0, 10.0, 20.0)
STATUSES = ("not_ready", "ready", "restarting", "paused", "broken")


class Metered:
    """Counts generations by how they ended, tokens, and the time to the first token."""

    def __init__(self, inner: ChatEngine, registry: CollectorRegistry) -> None:
        self._inner = inner
        self._ended = Counter("xiaoer_engine_generations", "Generations by how they ended", ("end",), registry=registry)
        self._tokens = Counter("xiaoer_engine_tokens", "Tokens read and written", ("kind",), registry=registry)
        self._first = Histogram(
            "xiaoer_engine_first_token_seconds", "Wait and time to first token", buckets=SECONDS, registry=registry
        )
        self._whole = Histogram("xiaoer_engine_seconds", "Whole generations", buckets=SECONDS, registry=registry)
        self._gauge(registry, "live", "Generations that are live", lambda: self.state().live)
        self._gauge(registry, "waiting", "Generations that wait for their turn", lambda: self.state().waiting)
        self._gauge(registry, "memory_bytes", "Memory of the engine's process", lambda: self.state().memory_bytes)
        status = Gauge("xiaoer_engine_status", "1 at the engine's status", ("status",), registry=registry)
        for name in STATUSES:
            status.labels(name).set_function(partial(self._is, name))

    def _is(self, status: str) -> float:
        return float(self.state().status == status)

    @staticmethod
    def _gauge(registry: CollectorRegistry, name: str, told: str, read: Callable[[], float]) -> None:
        Gauge(f"xiaoer_engine_{name}", told, registry=registry).set_function(read)

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
        """Yield the engine's words and count them."""
        began, first, end = monotonic(), True, "cancelled"
        try:
            async with aclosing(self._inner.generate(request)) as words:
                async for delta in words:
                    if first:
                        self._first.observe(monotonic() - began)
                        first = False
                    if delta.finish_reason is not None:
                        end = delta.finish_reason
                        self._tokens.labels("read").inc(delta.prompt_tokens)
                        self._tokens.labels("written").inc(delta.completion_tokens)
                        self._whole.observe(monotonic() - began)
                    yield delta
        except EngineError as error:
            end = error.code
            raise
        finally:
            self._ended.labels(end).inc()

    async def count_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Ask the engine inside."""
        return await self._inner.count_tokens(texts)

    def state(self) -> EngineState:
        """Return the state of the engine inside."""
        return self._inner.state()

    async def close(self) -> None:
        """Close the engine inside."""
        await self._inner.close()
