"""How fast does an engine put words?"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from itertools import count
from time import perf_counter

from xiaoer.core.prompting.prompt import Prompt, PromptMessage
from xiaoer.ports import ChatEngine, Generation, Sampling

FILLING = "这款商品有现货,今天下单明天发出,支持七天无理由退换。"
DEADLINE_S = 1800.0


@dataclass(frozen=True, slots=True)
class SpeedPlan:
    """What is measured: one shopper's answer of a given length, several times, and so many shoppers at once."""

    prompt_tokens: int = 128
    answer_tokens: int = 256
    repetitions: int = 3
    shoppers: tuple[int, ...] = (1, 8, 32)
    shared_tokens: int = 16  #: of each answer when several shoppers are served at once
    enough_s: float = 60.0  #: a slow model is not asked again after so long
    shared_prompt_tokens: int = 32  #: of each prompt then


@dataclass(frozen=True, slots=True)
class Throughput:
    """How many tokens a second so many shoppers get together."""

    shoppers: int
    tokens_per_s: float


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured; medians where it was done several times."""

    prompt_tokens: int
    answer_tokens: int
    first_token_s: float
    latency_s: float
    throughput: tuple[Throughput, ...]
    streams: bool  #: words came one after the other, not all at the end


@dataclass(frozen=True, slots=True)
class _Timed:
    first_s: float
    whole_s: float
    prompt_tokens: int
    answer_tokens: int
    pieces: int


async def measure_alone(engine: ChatEngine, plan: SpeedPlan) -> Speed:
    """Measure a ready engine with one shopper. Every prompt begins differently: nothing is found in its cache.

    Raises `EngineError` when it fails.
    """
    prompts = _Prompts(await _filling(engine, plan.prompt_tokens), first=1)
    alone = [await _generate(engine, prompts.next(), plan.answer_tokens)]
    while len(alone) < plan.repetitions and sum(timed.whole_s for timed in alone) < plan.enough_s:
        alone.append(await _generate(engine, prompts.next(), plan.answer_tokens))
    return Speed(
        alone[-1].prompt_tokens,
        alone[-1].answer_tokens,
        statistics.median(timed.first_s for timed in alone),
        statistics.median(timed.whole_s for timed in alone),
        (),
        streams=all(timed.pieces > 1 for timed in alone),
    )


async def measure_together(engine: ChatEngine, plan: SpeedPlan) -> tuple[Throughput, ...]:
    """Measure a ready engine with several shoppers at once. Raises `EngineError` when it fails."""
    prompts = _Prompts(await _filling(engine, plan.shared_prompt_tokens), first=1001)
    return tuple([await _together(engine, prompts, shoppers, plan.shared_tokens) for shoppers in plan.shoppers])


class _Prompts:
    """Prompts of one length whose beginnings differ."""

    def __init__(self, filling: str, *, first: int) -> None:
        self._filling = filling
        self._numbers = count(first)

    def next(self) -> Prompt:
        return Prompt((PromptMessage("user", f"{next(self._numbers):04d} {self._filling}"),))


async def _filling(engine: ChatEngine, tokens: int) -> str:
    """Return a text that makes a prompt of about so many tokens."""
    text = FILLING
    frame = 16  # the roles, the turns' ends and the number
    while True:
        (counted,) = await engine.count_tokens((text,))
        if counted + frame >= tokens:
            return text[: max(1, len(text) * (tokens - frame) // counted)]
        text += FILLING


async def _generate(engine: ChatEngine, prompt: Prompt, tokens: int) -> _Timed:
    wish = Generation(prompt, "measured", DEADLINE_S, Sampling(max_tokens=tokens, min_tokens=tokens))
    began, first_s, pieces, told, said = perf_counter(), 0.0, 0, 0, 0
    async with aclosing(engine.generate(wish)) as words:
        async for delta in words:
            pieces += 1
            first_s = first_s or perf_counter() - began
            if delta.finish_reason is not None:
                told, said = delta.prompt_tokens, delta.completion_tokens
    return _Timed(first_s, perf_counter() - began, told, said, pieces)


async def _together(engine: ChatEngine, prompts: _Prompts, shoppers: int, tokens: int) -> Throughput:
    began = perf_counter()
    answers: Sequence[_Timed] = await asyncio.gather(
        *(_generate(engine, prompts.next(), tokens) for _ in range(shoppers))
    )
    said = sum(timed.answer_tokens for timed in answers)
    return Throughput(shoppers, said / (perf_counter() - began))
