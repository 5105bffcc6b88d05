"""May the model word an answer, where the data hold none that fits as it is?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.evidence import Evidence, Passage
from xiaoer.core.dialogue.plan import Compose, HandOff, HandOffReason, Plan, Unsure
from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.facts.labels import product_title
from xiaoer.core.facts.traits import cite_traits
from xiaoer.core.language.redact import redact
from xiaoer.core.retrieval.bearing import bearing_on
from xiaoer.services.answering import wording
from xiaoer.services.answering.findings import Findings
from xiaoer.services.answering.live import LiveShop

WORDED = frozenset({Family.KNOWLEDGE, Family.UNKNOWN, Family.SPEC, Family.COMPARE, Family.RECOMMEND})
"""What may be put into a model's words; prices, stock, sums, orders and persons are the data's own business."""

NAMELESS = "unsure.unknown_goods"  # she named goods that the shop does not know: no text of others answers for them
MOST_PIECES = 3
RULE_PASSAGES, RULE_GOODS = "compose.passages", "compose.goods"
_ASKING = re.compile(r"(?:吗|呢|(?<![什怎多那这])么)?[?? ]*$")


def ends_unsure(plan: Plan) -> bool:
    """Return whether a message would end without an answer though she asked for something that can be known."""
    if isinstance(plan, Unsure):
        return plan.rule != NAMELESS
    return isinstance(plan, HandOff) and plan.reason is HandOffReason.TWO_MISSES


def reconsider(plan: Plan, findings: tuple[Findings, ...], live: LiveShop, *, standalone: str) -> Plan:
    """Return a plan to compose where the message would end unsure although evidence bears on it, else the same plan.

    Whatever the data answer stays as it is, and so does a question on which nothing bears. Personal data in the
    question are masked: an engine may be another machine.
    """
    if not isinstance(plan, Unsure | HandOff) or not ends_unsure(plan) or not findings:
        return plan
    pieces = [_evidence_for(found, live) for found in findings]
    if not all(pieces):
        return plan
    evidence = tuple(dict.fromkeys(piece for found in pieces for piece in found))[:MOST_PIECES]
    rule = RULE_GOODS if evidence[0].kind == "product" else RULE_PASSAGES
    return Compose(
        redact(standalone), evidence, rule, plan, wording.OPENING.format(matter=_matter(findings, evidence[0]))
    )


def _evidence_for(found: Findings, live: LiveShop) -> tuple[Evidence, ...]:
    ask = found.ask
    if ask.family not in WORDED or found.doubtful or any(len(match) > 1 for match in found.matches):
        return ()
    pool = (*map(cite_traits, found.topics), *map(_cite, found.passages))
    texts = [f"{piece.title} {piece.text}" for piece in pool]
    names = [name for topic in found.topics for name in (topic.product.name, *topic.product.aliases)]
    bearing = bearing_on(ask.text, texts, live.index.passages.questions.likeness, about=names)
    return tuple(pool[number] for number in bearing)


def _cite(passage: Passage) -> Evidence:
    return Evidence(passage.kind, passage.id, passage.title, passage.text)


def _matter(findings: tuple[Findings, ...], best: Evidence) -> str:
    """Return what the reply is about: the one product in question, else what the best piece of evidence is about."""
    goods = tuple(dict.fromkeys(product_title(topic.product) for found in findings for topic in found.topics))
    return goods[0] if len(goods) == 1 else _ASKING.sub("", best.title)
