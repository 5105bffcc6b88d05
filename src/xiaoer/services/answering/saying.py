"""How do passages and statements become a plan?"""

from __future__ import annotations

from xiaoer.core.dialogue.evidence import Evidence, Passage, Statement
from xiaoer.core.dialogue.plan import Clarify, Direct, Plan
from xiaoer.core.facts.times import noted_once
from xiaoer.services.answering.case import ANSWERS, SAME_QUESTION, SURELY_ANSWERS, Case
from xiaoer.services.answering.wording import MAY_HELP

SURELY_SOCIAL = 0.6  # what surely chats is answered by a curated text only if that is its very question: 收到


def say_passage(passage: Passage) -> Direct:
    """Return the plan that says a curated text."""
    evidence = Evidence(passage.kind, passage.id, passage.title, passage.text)
    return Direct(passage.text, (evidence,), f"{passage.kind}.curated")


def say_passage_or(case: Case, otherwise: Plan) -> Plan:
    """Return the plan that says the best passage if it answers, otherwise the other plan."""
    passage = case.passage(ANSWERS)
    return otherwise if passage is None else say_passage(passage)


def hints(near: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Return the lines that offer texts which may help, each under its own heading."""
    return tuple(MAY_HELP.format(title=text.title, text=text.text) for text in near)


def say_social(case: Case, text: str, rule: str) -> Plan:
    """Return a social reply; a curated text on the very matter comes before it."""
    curated = case.passage(SAME_QUESTION if case.findings.ask.confidence >= SURELY_SOCIAL else SURELY_ANSWERS)
    return Direct(text, (), rule) if curated is None else say_passage(curated)


def told_by(plan: Plan) -> tuple[str, ...]:
    """Return the ids of the curated texts that a plan says."""
    said = plan.evidence if isinstance(plan, Direct | Clarify) else ()
    return tuple(dict.fromkeys(item.id for item in said if item.kind in ("faq", "policy")))


def direct(statement: Statement) -> Direct:
    """Return the plan that says a statement."""
    return Direct(statement.text, statement.evidence, statement.rule)


def merge_statements(statements: tuple[Statement, ...]) -> Direct:
    """Return the plan that says several statements, each once."""
    evidence = tuple(dict.fromkeys(item for statement in statements for item in statement.evidence))
    rule = "+".join(dict.fromkeys(statement.rule for statement in statements))
    return Direct(noted_once([statement.text for statement in statements]), evidence, rule)


def join(said: tuple[Direct | Clarify, ...]) -> Direct | Clarify:
    """Return one plan that says what several say; it asks back if one of them does."""
    text = noted_once([plan.text for plan in said])
    evidence = tuple(dict.fromkeys(item for plan in said for item in plan.evidence))
    rule = "+".join(dict.fromkeys(plan.rule for plan in said))
    asked_back = next((plan for plan in said if isinstance(plan, Clarify)), None)
    if asked_back is not None:
        return Clarify(text, evidence, rule, asked_back.product_ids)
    return Direct(text, evidence, rule)
