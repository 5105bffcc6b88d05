"""How does a command get the shop's model to speak?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import CollectorRegistry
from rich.console import Console

from xiaoer.adapters.engines.wording import LOADING
from xiaoer.bootstrap.engine import engine_of
from xiaoer.bootstrap.voice import limits_of, manner, system_template
from xiaoer.config import Settings
from xiaoer.ports import ChatEngine, EngineState
from xiaoer.services.answering.speaking import ComposeLimits, Speaker

LOOK_S = 0.1


class Voice:
    """A speaker whose engine sleeps until it is woken; until then everything is answered from data."""

    def __init__(self, engine: ChatEngine, limits: ComposeLimits, *, load_s: float) -> None:
        self._engine = engine
        self._load_s = load_s
        self.speaker = Speaker(engine, template=system_template(), manner=manner(), limits=limits)

    async def begin(self) -> None:
        """Have the engine load in the background."""
        await self._engine.warm_up()

    async def wake(self) -> bool:
        """Wait until the engine is ready; return whether it is."""
        await self.begin()
        with Console(stderr=True).status(LOADING):
            waited = 0.0
            while _is_starting(self._engine.state()) and waited < self._load_s:
                await asyncio.sleep(LOOK_S)
                waited += LOOK_S
        return self.speaker.is_ready


@asynccontextmanager
async def voice(settings: Settings, limits: ComposeLimits | None = None) -> AsyncIterator[Voice]:
    """Yield the voice that the settings ask for."""
    engine = engine_of(settings, CollectorRegistry())
    try:
        yield Voice(engine, limits or limits_of(settings.engine), load_s=settings.engine.load_s)
    finally:
        await engine.close()


def _is_starting(state: EngineState) -> bool:
    return state.status == "restarting" or (state.status == "not_ready" and state.detail in {"", LOADING})
