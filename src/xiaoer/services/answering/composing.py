"""May the model word an answer, where the data hold none that fits as it is?"""

from __future__ import annotations

from xiaoer.core.dialogue.evidence import Evidence, Passage
from xiaoer.core.dialogue.plan import Compose, HandOff, HandOffReason, Plan, Unsure
from xiaoer.core.dialogue.understanding import Ask, Family
from xiaoer.core.facts.citing import cite_topic
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.bearing import bearing_on
from xiaoer.services.answering import wording
from xiaoer.services.answering.findings import Findings
from xiaoer.services.answering.live import LiveShop

WORDED = frozenset({Family.KNOWLEDGE, Family.UNKNOWN, Family.SPEC, Family.COMPARE, Family.RECOMMEND})
"""What may be put into a model's words; prices, stock, sums, orders and persons are the data's own business."""

NAMELESS = "unsure.unknown_goods"  # she named goods that the shop does not know: no text of others answers for them
MOST_PIECES = 3
RULE_PASSAGES, RULE_GOODS = "compose.passages", "compose.goods"
_MATTER_ENDS = "吗呢么?? "


def reconsider(plan: Plan, findings: tuple[Findings, ...], live: LiveShop, *, standalone: str) -> Plan:
    """Return a plan to compose where the message would end unsure although evidence bears on it, else the same plan.

    Whatever the data answer stays as it is, and so does a question on which nothing bears.
    """
    if not isinstance(plan, Unsure | HandOff) or not _ends_unsure(plan) or not findings:
        return plan
    pieces = [_evidence_for(found, live) for found in findings]
    if not all(pieces):
        return plan
    evidence = tuple(dict.fromkeys(piece for found in pieces for piece in found))[:MOST_PIECES]
    rule = RULE_GOODS if evidence[0].kind in {"sku", "product"} else RULE_PASSAGES
    return Compose(standalone, evidence, rule, plan, wording.OPENING.format(matter=_matter(evidence[0])))


def _ends_unsure(plan: Unsure | HandOff) -> bool:
    if isinstance(plan, Unsure):
        return plan.rule != NAMELESS
    return plan.reason is HandOffReason.TWO_MISSES


def _evidence_for(found: Findings, live: LiveShop) -> tuple[Evidence, ...]:
    ask = found.ask
    if ask.family not in WORDED or found.doubtful or any(len(match) > 1 for match in found.matches):
        return ()
    pool = (*(_cite(passage) for passage in found.passages), *(e for topic in found.topics for e in cite_topic(topic)))
    likeness = live.index.passages.questions.likeness
    bearing = bearing_on(_without_names(ask), [f"{piece.title} {piece.text}" for piece in pool], likeness)
    return tuple(pool[number] for number in bearing)


def _cite(passage: Passage) -> Evidence:
    return Evidence(passage.kind, passage.id, passage.title, passage.text)


def _without_names(ask: Ask) -> str:
    """Return the ask without the goods that it names: they bear on everything said of them."""
    text = normalize(ask.text)
    for match in ask.entities.products:
        text = text.replace(match.mention, " ") if match.mention else text
    return text


def _matter(piece: Evidence) -> str:
    return piece.title.rstrip(_MATTER_ENDS)
