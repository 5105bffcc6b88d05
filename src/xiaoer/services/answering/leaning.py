"""What answers a question that leans on the one before it: 包邮吗, then 新疆呢?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.plan import Clarify, Direct, Plan, Unsure
from xiaoer.core.dialogue.understanding import Ask, Family
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.services.answering.case import SURELY_ANSWERS, Case
from xiaoer.services.answering.saying import say_passage

LEANS = 0.3  # a text that holds the new words answers from here on, together with the question before
SAYS_MORE = 0.4  # one that does not hold them must fit both questions better, and be new
SHORT = 7  # letters; a longer question mostly stands on its own
FAINT = 0.55  # a question back is kept where the intent is surer than that
_ASKED_BACK = ("clarify.product", "clarify.order")
_SOCIAL = frozenset({Family.GREETING, Family.THANKS, Family.GOODBYE, Family.SMALL_TALK, Family.HUMAN})
_ASKING = re.compile(
    r"那么?|如果|要是|的话|呢|吗|么|嘛|了|啊|呀|吧|的|也|还|都|可以|能不能|能|会不会|会|要不要|要|有没有|有|怎么|咋|如何|什么时候|什么|啥|多久|多少|几天|几号"
    r"|我|你们?|是不是|是|不|没|一下|请问|怎么办|[a-z]*[?!,。,\s]"
)


def leans(ask: Ask) -> bool:
    """Return whether an ask is so short that the one before it may say what it is about."""
    return bool(ask.before) and len(ask.text) <= SHORT and not any(m.mention for m in ask.entities.products)


def lean_on(case: Case, alone: Plan) -> Direct | None:
    """Return what the question says together with the one before it, where it says too little alone."""
    ask = case.findings.ask
    if not ask.before or ask.family in _SOCIAL or not _falls_short(case, alone):
        return None
    words = _new_words(ask)
    found = case.findings.together.passages
    held = next((passage for passage in found if passage.score >= LEANS and _holds(passage, words)), None)
    if held is not None:
        return say_passage(held)
    if not isinstance(alone, Unsure) or ask.before == case.state.said:
        return None  # of what she asked in an earlier turn she may speak no more
    further = found[0] if found and found[0].score >= SAYS_MORE and found[0].id not in case.told else None
    return None if further is None else say_passage(further)


def _falls_short(case: Case, alone: Plan) -> bool:
    ask = case.findings.ask
    if isinstance(alone, Unsure):
        return True
    if not leans(ask):
        return False
    if isinstance(alone, Clarify):
        return alone.rule in _ASKED_BACK and ask.confidence < FAINT
    return isinstance(alone, Direct) and alone.rule.endswith(".curated") and case.passage(SURELY_ANSWERS) is None


def _new_words(ask: Ask) -> tuple[str, ...]:
    rest = _ASKING.sub(" ", normalize(ask.text))
    return tuple(token for token in normalized_tokens(rest) if token.strip() and token not in normalize(ask.before))


def _holds(passage: Passage, words: tuple[str, ...]) -> bool:
    text = normalize(f"{passage.title} {passage.text}")
    return bool(words) and all(word in text for word in words)
