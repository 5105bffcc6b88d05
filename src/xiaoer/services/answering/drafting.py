"""What would be said to this message, and why: the whole flow, in order?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter

from xiaoer.core.dialogue.plan import Compose, HandOff, HandOffReason, Plan, Refuse, Verdict
from xiaoer.core.dialogue.question import HistoryTurn, Question
from xiaoer.core.dialogue.reply import Receipt, Reply, StageTime
from xiaoer.core.dialogue.state import FRESH, DialogueState
from xiaoer.core.dialogue.understanding import Understanding
from xiaoer.core.guard.screen import screen
from xiaoer.core.understanding.understand import understand
from xiaoer.errors import CatalogError
from xiaoer.ports import Catalog, Clock, Orders, RateLimiter
from xiaoer.services.answering.advance import advance
from xiaoer.services.answering.case import Case
from xiaoer.services.answering.compose import compose, evidence_of
from xiaoer.services.answering.composing import ends_unsure, reconsider
from xiaoer.services.answering.findings import Finder, Findings, proven_order
from xiaoer.services.answering.live import LiveShop, LiveShops
from xiaoer.services.answering.plan import merge, plan_asks
from xiaoer.services.answering.settling import settle
from xiaoer.services.answering.speaking import Occasion, Speaker
from xiaoer.services.answering.turn import Answered, Listener

HISTORY_TURNS_READ = 6  # a caller's older turns no longer bear on what she means now


class Stopwatch:
    """Milliseconds per stage of one turn."""

    def __init__(self) -> None:
        self._since = perf_counter()
        self._stages: list[StageTime] = []

    def lap(self, stage: str) -> None:
        """Close the stage that has just ended."""
        now = perf_counter()
        self._stages.append(StageTime(stage, round((now - self._since) * 1000, 3)))
        self._since = now

    @property
    def stages(self) -> tuple[StageTime, ...]:
        """The stages so far."""
        return tuple(self._stages)


@dataclass(frozen=True, slots=True)
class Considered:
    """What one message was taken to mean and what shall be done about it."""

    understanding: Understanding
    screening: Verdict
    findings: tuple[Findings, ...]
    plan: Plan
    state: DialogueState  #: after the turn


class Drafter:
    """Works out replies for any shop that is live, without storing anything."""

    def __init__(
        self,
        *,
        shops: LiveShops,
        catalog: Catalog,
        orders: Orders,
        clock: Clock,
        limiter: RateLimiter | None = None,
        speaker: Speaker | None = None,
    ) -> None:
        self._shops = shops
        self._speaker = speaker
        self._finder = Finder(catalog=catalog, orders=orders, limiter=limiter)
        self._clock = clock

    async def draft(
        self, question: Question, *, shop_id: str, state: DialogueState = FRESH, listener: Listener | None = None
    ) -> Answered:
        """Return what would be said, and why; `listener` hears a model's words as they come.

        Raises `NoShopData` when the shop has nothing published.
        """
        live, now, watch = self._shops.current(shop_id), self._clock.now(), Stopwatch()
        if question.history and state == FRESH:
            state = await self._retrace(question, live, now)
            watch.lap("history")
        considered = await self._consider(question, state, live, now, watch)
        if isinstance(considered.plan, Compose) and self._speaker is not None:
            occasion = _occasion(considered, question, state, live)
            spoken = await self._speaker.say(considered.plan, occasion, listener or Listener())
            watch.lap("compose")
            plan, reply = settle(considered.plan, spoken, live, now=now)
            after = replace(advance(state, considered.understanding, plan), exchanges=spoken.exchanges)
            receipt = _receipt(considered, reply, spoken.replaced, live, watch)
            return Answered(reply, replace(receipt, composed=spoken.composed), after)
        reply, reviewed = compose(considered.plan, live, now=now)
        watch.lap("review")
        receipt = _receipt(considered, reply, reviewed.replaced, live, watch)
        return Answered(reply, receipt, considered.state)

    async def _consider(
        self, question: Question, state: DialogueState, live: LiveShop, now: datetime, watch: Stopwatch
    ) -> Considered:
        understanding = _understood(question, state, live, now)
        watch.lap("understand")
        screening = screen(question.text, words=live.words, understanding=understanding)
        watch.lap("screen")
        if screening.action != "allow":
            plan = _plan_for(screening)
            return Considered(understanding, screening, (), plan, advance(state, understanding, plan))
        try:
            findings = await self._finder.find(understanding, question, live, now=now, state=state)
        except CatalogError:
            # A live source that is down must not cost the shopper her answer: a person can still look.
            plan = HandOff(HandOffReason.SYSTEM_DEGRADED, "handoff.catalog_down")
            return Considered(understanding, screening, (), plan, advance(state, understanding, plan))
        watch.lap("retrieve")
        plans = plan_asks([Case(found, question, state, live, now, state.told) for found in findings])
        asked = tuple(found.ask.text for found in findings)
        plan = merge(plans, misses=state.misses, unsure=live.texts.unsure, asked=asked)
        if self._speaker is not None and ends_unsure(plan) and self._speaker.is_ready:
            plan = reconsider(plan, findings, live, standalone=understanding.standalone)
        watch.lap("plan")
        after = advance(state, understanding, plan)
        after = replace(after, proven_order=proven_order(findings) or state.proven_order)
        return Considered(understanding, screening, findings, plan, after)

    async def _retrace(self, question: Question, live: LiveShop, now: datetime) -> DialogueState:
        """Return the state that the caller's earlier user turns lead to; assistant turns are mere claims."""
        state = FRESH
        for turn in _user_turns(question.history):
            earlier = Question(turn.text, question.shopper, question.context)
            state = (await self._consider(earlier, state, live, now, Stopwatch())).state
        return state


def _understood(question: Question, state: DialogueState, live: LiveShop, now: datetime) -> Understanding:
    text, context = question.text, question.context

    def anew() -> Understanding:
        return understand(text, state=state, context=context, index=live.index, intents=live.intents, now=now)

    return live.memory.understood(text, state, context, anew)


def _user_turns(history: tuple[HistoryTurn, ...]) -> tuple[HistoryTurn, ...]:
    return tuple(turn for turn in history if turn.role == "user" and turn.text.strip())[-HISTORY_TURNS_READ:]


def _occasion(considered: Considered, question: Question, state: DialogueState, live: LiveShop) -> Occasion:
    intent = "+".join(ask.intent for ask in considered.understanding.asks)
    return Occasion(live, question.shopper.key, intent, question.shopper.audiences, state.exchanges)


def _plan_for(screening: Verdict) -> Plan:
    if screening.action == "handoff":
        reason = screening.hand_off or HandOffReason.KEYWORD
        return HandOff(reason, f"screen.{screening.reason}")
    return Refuse(screening.reason, f"screen.{screening.reason}")


def _receipt(
    considered: Considered, reply: Reply, replaced: tuple[str, ...], live: LiveShop, watch: Stopwatch
) -> Receipt:
    return Receipt(
        shop_version=live.shop.version,
        understanding=considered.understanding,
        screening=considered.screening,
        evidence=evidence_of(considered.plan),
        passages=tuple(passage for found in considered.findings for passage in found.lookup.seen[:3]),
        route=reply.route,
        rule=reply.rule,
        replaced=replaced,
        stages=watch.stages,
    )
