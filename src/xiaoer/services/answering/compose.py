"""Which words carry out the plan?"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.dialogue.plan import Clarify, Compose, Direct, HandOff, HandOffReason, Plan, Refuse, Unsure
from xiaoer.core.dialogue.reply import Reply, Source
from xiaoer.core.guard.review import Reviewed, review
from xiaoer.core.shop.hours import on_duty
from xiaoer.services.answering.live import LiveShop
from xiaoer.services.answering.saying import hints

APOLOGISED = frozenset({HandOffReason.KEYWORD, HandOffReason.NEGATIVE_EMOTION, HandOffReason.MONEY_DISPUTE})


def compose(plan: Plan, live: LiveShop, *, now: datetime) -> tuple[Reply, Reviewed]:
    """Return the reviewed reply for a plan, and what the review did to its words.

    A plan to compose is worth here what it is without a model.
    """
    said = plan.otherwise if isinstance(plan, Compose) else plan
    reply = _word(said, live, now)
    reviewed = review(reply.text, evidence=evidence_of(said), guard=live.replies)
    return Reply(reviewed.text, reply.route, reply.rule, reply.sources, reply.hand_off), reviewed


def evidence_of(plan: Plan) -> tuple[Evidence, ...]:
    """Return what a plan rests on."""
    match plan:
        case Direct(evidence=evidence) | Clarify(evidence=evidence) | Compose(evidence=evidence):
            return evidence
        case Unsure(near=near):
            return near
        case HandOff() | Refuse():
            return ()
        case _:
            assert_never(plan)


def _word(plan: Direct | Clarify | HandOff | Refuse | Unsure, live: LiveShop, now: datetime) -> Reply:
    texts = live.texts
    match plan:
        case Direct(text=text, evidence=evidence, rule=rule):
            return Reply(text, "direct", rule, sources_of(evidence))
        case Clarify(text=text, evidence=evidence, rule=rule):
            return Reply(text, "clarify", rule, sources_of(evidence))
        case HandOff(reason=reason, rule=rule):
            return Reply(_hand_off_text(reason, live, now), "handoff", rule, hand_off=reason)
        case Refuse(rule=rule):
            return Reply(texts.refuse, "refuse", rule)
        case Unsure(rule=rule, near=near):
            lines = (texts.unsure, *hints(near), texts.offer_person)
            return Reply("\n".join(lines), "unsure", rule, sources_of(near))
        case _:
            assert_never(plan)


def _hand_off_text(reason: HandOffReason, live: LiveShop, now: datetime) -> str:
    texts = live.texts
    told = texts.hand_off if on_duty(live.shop.profile, now) else texts.hand_off_later
    return f"{texts.apology}{told}" if reason in APOLOGISED else told


def sources_of(evidence: tuple[Evidence, ...]) -> tuple[Source, ...]:
    """Return the references to the data behind an answer, each once."""
    seen = {
        (item.kind, item.id): Source(item.kind, item.id, item.title) for item in evidence if item.kind != "computed"
    }
    return tuple(seen.values())
