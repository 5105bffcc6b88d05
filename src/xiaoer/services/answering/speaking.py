"""What does the model say to this, and how much of it may go out?"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.dialogue.plan import Compose
from xiaoer.core.dialogue.reply import Composed
from xiaoer.core.dialogue.state import Exchange
from xiaoer.core.guard.clauses import ends_sentence
from xiaoer.core.guard.grounding import Grounding, Manner
from xiaoer.core.guard.noise import Noise
from xiaoer.core.guard.review import Reviewer, review
from xiaoer.core.prompting.context import LEAD, cut, estimate_tokens, units
from xiaoer.core.prompting.layout import EVIDENCE_HEAD, FRAME_TOKENS, lay_out, turn_text
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.core.prompting.system import system_text
from xiaoer.core.shop.promotion import Audience
from xiaoer.errors import EngineError, EngineTimeout
from xiaoer.ports import ChatEngine, Delta, Generation, Sampling
from xiaoer.services.answering.answers_cache import AnswersCache, Meaning
from xiaoer.services.answering.live import LiveShop
from xiaoer.services.answering.streaming import DeltaReader, Silence
from xiaoer.services.answering.turn import Listener

OPENING_AFTER_S = 0.03  # an engine that is full says so at once: until then nothing is shown
NO_PROMPT = Prompt(())
PLAIN_SAMPLING = Sampling(max_tokens=60)
ENDED_WHOLE = frozenset(("stop", "length"))


@dataclass(frozen=True, slots=True)
class ComposeLimits:
    """How much a model reads and says in one turn, and how long it may take."""

    new_tokens: int = 180  #: of evidence and question together; what stands before them is read once
    question_tokens: int = 60  #: a longer question is not the model's
    sampling: Sampling = PLAIN_SAMPLING
    first_s: float = 4.0  #: until the first words, waiting included
    gap_s: float = 2.0  #: between two pieces
    total_s: float = 8.0
    count_s: float = 0.2  #: for counting tokens; an estimate does as well
    exchanges: int = 2  #: earlier exchanges that stand in a prompt
    kept: int = 2048  #: answers in the cache


@dataclass(frozen=True, slots=True)
class Occasion:
    """In whose talk, and after what, the model is to speak."""

    live: LiveShop
    shopper: str
    intent: str
    audience: frozenset[Audience]
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What went out of a model's words; `text` begins with the opening where that was shown.

    `is_whole` says that it can stand as the reply, `failed` that the engine did not do its part.
    """

    text: str
    words: str
    is_whole: bool
    failed: bool
    replaced: tuple[str, ...]
    composed: Composed
    exchanges: tuple[Exchange, ...] = ()


class Speaker:
    """Has a model word what the evidence says, reviews it piece by piece, and keeps what was said whole."""

    def __init__(
        self, engine: ChatEngine, *, template: str, manner: Manner, limits: ComposeLimits | None = None
    ) -> None:
        self._engine = engine
        self._template = template
        self._manner = manner
        self._limits = limits or ComposeLimits()
        self._cache = AnswersCache(self._limits.kept)
        self._left_behind: set[asyncio.Task[None]] = set()

    @property
    def is_ready(self) -> bool:
        """Return whether it makes sense to ask the model now."""
        return self._engine.state().status == "ready"

    def prepare(self, live: LiveShop) -> None:
        """Have the engine read what every prompt of this shop begins with."""
        self._engine.read_ahead(lay_out(system_text(self._template, live.shop.profile), (), EVIDENCE_HEAD))

    async def say(self, wish: Compose, occasion: Occasion, listener: Listener) -> Spoken:
        """Return what was said; whatever the engine does, within the limits."""
        shop = occasion.live.shop
        meaning = Meaning.of(
            wish.question,
            occasion.intent,
            wish.evidence,
            shop=(shop.shop_id, shop.version),
            audience=occasion.audience,
        )
        known = self._cache.find(meaning)
        if known is not None:
            await listener.hear(known)
            model = self._engine.state().model
            composed = Composed(model, NO_PROMPT, 0, 0, "stop", cached=True)
            return Spoken(known, known, True, False, (), composed, occasion.exchanges)
        spoken = await self._ask(wish, occasion, listener)
        if spoken.is_whole and spoken.composed.ended == "stop" and not occasion.exchanges:
            self._cache.keep(meaning, spoken.text)
        return spoken

    async def _ask(self, wish: Compose, occasion: Occasion, listener: Listener) -> Spoken:
        evidence = await self._evidence(wish)
        turn = turn_text(evidence, wish.question)
        system = system_text(self._template, occasion.live.shop.profile)
        # A thread that has grown too long begins anew: without its oldest turn every later character would move.
        earlier = occasion.exchanges if len(occasion.exchanges) < self._limits.exchanges else ()
        prompt = lay_out(system, earlier, turn)
        speech = _Speech(wish, evidence, occasion.live, system=system, manner=self._manner)
        if evidence:
            await self._listen(
                speech, Generation(prompt, occasion.shopper, self._limits.total_s, self._limits.sampling), listener
            )
        spoken = speech.result(prompt, self._engine.state().model)
        exchanges = (*earlier, Exchange(turn, spoken.words)) if spoken.is_whole else occasion.exchanges
        return Spoken(
            spoken.text, spoken.words, spoken.is_whole, spoken.failed, spoken.replaced, spoken.composed, exchanges
        )

    async def _evidence(self, wish: Compose) -> tuple[Evidence, ...]:
        """Return the evidence within the budget; none when the question alone is too long for it."""
        texts, limits = (wish.question, *units(wish.evidence)), self._limits
        sizes = {text: estimate_tokens(text) for text in texts}
        if _most_tokens(wish, sizes) > limits.new_tokens:  # else the engine, which may be busy, need not be asked
            sizes = dict(zip(texts, await self._count(texts), strict=True))
        if sizes[wish.question] > limits.question_tokens:
            return ()
        budget = limits.new_tokens - FRAME_TOKENS - sizes[wish.question]
        return cut(wish.evidence, wish.question, budget=budget, count=sizes.__getitem__)

    async def _count(self, texts: Sequence[str]) -> tuple[int, ...]:
        counting = asyncio.ensure_future(self._engine.count_tokens(texts))
        try:
            await asyncio.wait({counting}, timeout=self._limits.count_s)
        finally:
            counting.cancel()
        if counting.done() and counting.exception() is None and len(counting.result()) == len(texts):
            return counting.result()
        return tuple(map(estimate_tokens, texts))

    async def _listen(self, speech: _Speech, request: Generation, listener: Listener) -> None:
        limits, since = self._limits, monotonic()
        async with DeltaReader(self._engine.generate(request), listener.gone, self._left_behind) as reader:
            try:
                first = await reader.read(OPENING_AFTER_S)
                await listener.hear(speech.open())
                delta = await reader.read(limits.first_s) if first is Silence.WAITING else first
                while isinstance(delta, Delta):
                    await listener.hear(speech.take(delta))
                    if speech.ended:
                        return
                    delta = await reader.read(min(limits.gap_s, since + limits.total_s - monotonic()))
            except EngineError as error:
                speech.end(error.code, failed=True)
                return
            if delta is Silence.GONE:
                speech.end("left")
            elif delta is Silence.WAITING:
                speech.end(EngineTimeout.code, failed=True)
            else:
                speech.end("stop")
                await listener.hear(speech.take_rest())


def _most_tokens(wish: Compose, sizes: Mapping[str, int]) -> int:
    told = sum(sizes[LEAD.format(title=piece.title)] + sizes[piece.text] for piece in wish.evidence)
    return told + FRAME_TOKENS + sizes[wish.question]


class _Speech:
    """One reply in the making."""

    def __init__(
        self, wish: Compose, evidence: tuple[Evidence, ...], live: LiveShop, *, system: str, manner: Manner
    ) -> None:
        guard = live.replies
        self._unsure = live.texts.unsure
        self._opening = wish.opening if review(wish.opening, evidence=wish.evidence, guard=guard).replaced == () else ""
        self._grounding = Grounding(evidence, wish.question, manner)
        self._reviewer = Reviewer(evidence, guard, grounding=self._grounding, instead="")
        self._noise = Noise(system, evidence, allowed=(live.texts.unsure,))
        self._shown = ""
        self._words = ""
        self._failed = False
        self._counts = (0, 0)
        self.ended = ""

    def open(self) -> str:
        """Return what may be shown before the model has said anything."""
        self._shown = self._opening
        return self._opening

    def take(self, delta: Delta) -> str:
        """Take the model's next piece; return what may be shown of it."""
        told, written = self._counts
        self._counts = (delta.prompt_tokens or told, delta.completion_tokens or written + delta.tokens)
        out = ""
        for char in delta.text:
            fault = self._noise.hear(char)
            if fault is not None:
                self.end(fault)
                return self._show(out)
            out += self._reviewer.feed(char)
            if self._reviewer.replaced:
                self.end("replaced")
                return self._show(out)
        if delta.finish_reason is None:
            return self._show(out)
        self.end(delta.finish_reason)
        return self._show(out) + self.take_rest()

    def take_rest(self) -> str:
        """Take the end of what the model says; return what may be shown of what was held."""
        rest = self._reviewer.flush()
        if self._reviewer.replaced:
            self.ended = "replaced"
        return self._show(rest)

    def end(self, why: str, *, failed: bool = False) -> None:
        """Say no more."""
        self.ended, self._failed = why, failed

    def result(self, prompt: Prompt, model: str) -> Spoken:
        """Return what has become of it."""
        says_something = self._grounding.says_something(self._words) and self._unsure not in self._words
        broken_off = self._failed or self.ended == "repetition"
        at_end = self.ended in ENDED_WHOLE or (broken_off and ends_sentence(self._words))
        composed = Composed(model, prompt, *self._counts, self.ended or "no_room")
        return Spoken(
            self._shown, self._words, says_something and at_end, self._failed, self._reviewer.replaced, composed
        )

    def _show(self, piece: str) -> str:
        if not self._words:
            piece = piece.lstrip()
        self._words += piece
        self._shown += piece
        return piece
