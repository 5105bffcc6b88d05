"""Whose words does an engine of random weights speak? An honest answer's, one for one.

Only for measuring: the engine works for every token as it would for a real model, and the review gets words that it
has to trace. Nothing of this is in the product.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from itertools import pairwise

from xiaoer.adapters.engines.supervised import make_llamacpp, make_local
from xiaoer.adapters.engines.table import EngineWish
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.ports import ChatEngine, Delta, EngineState, Generation
from xiaoer.testing.evil import evidence_in

CHARS_PER_TOKEN = 1.5  # of Chinese in the vocabulary of Qwen
MOST_TOKENS = 60
COURTESY = "您好,"
WITHOUT_EVIDENCE = "您的问题我已经看到,具体的规定和时间请以商品详情页和订单页的说明为准。"  # as long as the others


class Honest:
    """An engine around an engine: the noise of the inner one is swapped for the words of an honest answer."""

    def __init__(self, inner: ChatEngine) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        return self._inner.name

    async def warm_up(self) -> None:
        await self._inner.warm_up()

    def read_ahead(self, prompt: Prompt) -> None:
        self._inner.read_ahead(prompt)

    async def generate(self, request: Generation) -> AsyncGenerator[Delta, None]:
        tokens = answer_to(request.prompt.messages[-1].text)
        length = len(tokens)
        sampling = replace(request.sampling, max_tokens=length, min_tokens=length, stop=(), repetition_penalty=1.0)
        said = 0
        async with aclosing(self._inner.generate(replace(request, sampling=sampling))) as deltas:
            async for delta in deltas:
                text = "".join(tokens[said : said + delta.tokens])
                said += delta.tokens
                ended = delta.finish_reason and "stop"
                yield replace(delta, text=text + ("".join(tokens[said:]) if ended else ""), finish_reason=ended)

    async def count_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        return await self._inner.count_tokens(texts)

    def state(self) -> EngineState:
        return self._inner.state()

    async def close(self) -> None:
        await self._inner.close()


def answer_to(turn: str) -> list[str]:
    """Return what an honest assistant says to this turn, in pieces as long as tokens are."""
    best = evidence_in(turn).strip().split("\n")[0].partition(":")[2] or WITHOUT_EVIDENCE
    sentences = [part for part in best.split("。") if part.strip()]
    answer = COURTESY
    for sentence in sentences:
        if len(answer) + len(sentence) < MOST_TOKENS * CHARS_PER_TOKEN:
            answer += f"{sentence.strip()}。"
    places = [round(number * CHARS_PER_TOKEN) for number in range(int(len(answer) / CHARS_PER_TOKEN) + 2)]
    return [answer[a:b] for a, b in pairwise(places) if answer[a:b]][:MOST_TOKENS]


def local(wish: EngineWish) -> ChatEngine:
    """Return the built-in engine with honest words."""
    return Honest(make_local(wish))


def llamacpp(wish: EngineWish) -> ChatEngine:
    """Return llama.cpp with honest words."""
    return Honest(make_llamacpp(wish))
