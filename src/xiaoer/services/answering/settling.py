"""What is the reply, once the model has spoken or failed to?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from xiaoer.core.dialogue.plan import Compose, HandOff, HandOffReason, Unsure
from xiaoer.core.dialogue.reply import Reply
from xiaoer.core.guard.clauses import ends_sentence
from xiaoer.services.answering import wording
from xiaoer.services.answering.compose import compose, sources_of
from xiaoer.services.answering.live import LiveShop
from xiaoer.services.answering.speaking import Spoken

RULE_DOWN = "handoff.engine_down"


def settle(wish: Compose, spoken: Spoken, live: LiveShop, *, now: datetime) -> tuple[Compose | Unsure | HandOff, Reply]:
    """Return the plan that was carried out in the end, and its reply, which begins with all that was shown."""
    if spoken.is_whole:
        text = spoken.text if _is_round(spoken) else f"{spoken.text}{wording.CUT_OFF}"
        rule = f"{wish.rule}.kept" if spoken.composed.cached else wish.rule
        return wish, Reply(text, "composed", rule, sources_of(wish.evidence))
    plan = _instead(wish, spoken)
    reply, _ = compose(plan, live, now=now)
    return plan, replace(reply, text=_after(spoken, reply.text, live))


def _is_round(spoken: Spoken) -> bool:
    return spoken.composed.ended == "stop" or ends_sentence(spoken.words)


def _instead(wish: Compose, spoken: Spoken) -> Unsure | HandOff:
    if spoken.failed and isinstance(wish.otherwise, HandOff):
        return HandOff(HandOffReason.SYSTEM_DEGRADED, RULE_DOWN)
    return wish.otherwise


def _after(spoken: Spoken, otherwise: str, live: LiveShop) -> str:
    """Return what is said instead, after what was shown already."""
    if not spoken.words.strip():
        return f"{spoken.text}{otherwise}"
    unsure = live.texts.unsure
    if unsure in spoken.words and otherwise.startswith(unsure):
        otherwise = otherwise.removeprefix(unsure).lstrip()  # the model has said it already
    broken_off = not ends_sentence(spoken.words)
    return f"{spoken.text}{wording.CUT_OFF if broken_off else ''}{wording.LINE}{otherwise}".rstrip()
