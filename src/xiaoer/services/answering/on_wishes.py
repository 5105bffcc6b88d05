"""What is she looking for, where she only tells what it shall be like or what her case is?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.plan import Direct
from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.facts.recommend import RULE_KIND, state_recommendation
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.concepts import canonical, question_kind
from xiaoer.services.answering.case import Case
from xiaoer.services.answering.saying import direct

HARDLY_UNDERSTOOD = 0.3  # of what is understood less surely than that her description is tried before all else
UNDERSTOOD = 0.75
SHORT = 6  # letters; fewer describe nothing: 黑色的
_OF_MONEY = frozenset({Family.PROMOTION, Family.BARGAIN, Family.CHECKOUT, Family.PRICE})
_ASKS = re.compile("[吗么没吧?]$|不$|得.?[不了]")
_WANTS = re.compile("[买整来搞]一?[个把条双件台套]|想[要买找整]")  # and may name no more than a kind of goods
_DESCRIBES = re.compile(
    "(?:的|那种|那款|那类)[呀啊吧呢]?$|给[^,]{1,6}[用买整找挑]"
    "|^送[^,]{0,6}(?:[朋男女]友|[爸妈人]|老[公婆师]|长辈|领导|同[学事]|闺蜜|孩子)"
)
_SUCH = re.compile("那[种款类][呀啊吧呢]?$")
_TELLS_OR_ASKS = re.compile("[几啥谁哪]|什么|多[少大久长重]|是[^,]*的$|[了过]的$")


def say_what_she_describes(case: Case) -> Direct | None:
    """Return the goods that hold what she describes, where hardly anything else was understood: 打球护膝盖的."""
    ask = case.findings.ask
    chosen = any(match.options or len(match.product_ids) > 1 for match in ask.entities.products)
    least = UNDERSTOOD if _SUCH.search(ask.text) else HARDLY_UNDERSTOOD
    if ask.confidence >= least or chosen or ask.entities.quantity is not None or not _describes(case):
        return None
    return _held(case)


def say_for_her_case(case: Case, *, trusted: float) -> Direct | None:
    """Return the goods whose data speak of the case that she tells without asking: 跑网约车,车里也要录."""
    ask = case.findings.ask
    if _describes(case):
        return _held(case) if ask.confidence < UNDERSTOOD else None
    if ask.confidence >= trusted or ask.entities.products or ask.family in _OF_MONEY or _tells_or_asks(ask.text):
        return None
    return _held(case)


def _describes(case: Case) -> bool:
    """Return whether she describes goods, and the talk is of none yet."""
    text = case.findings.ask.text
    fresh = not case.state.product_ids and len(text) >= SHORT
    described = _DESCRIBES.search(text) is not None or _WANTS.search(text) is not None
    return fresh and described and not _tells_or_asks(text)


def _tells_or_asks(text: str) -> bool:
    """Return whether the words ask something, or tell of goods that she has: 屏幕是坏的."""
    said = _TELLS_OR_ASKS.search(text) is not None or _ASKS.search(text) is not None
    return said or bool(question_kind(canonical(normalize(text))))


def _held(case: Case) -> Direct | None:
    """Return the goods that hold more of it than the kind of goods, unless she wants one of these; None if none do."""
    ask = case.findings.ask
    found = state_recommendation((), wanted=ask.text, budget=ask.entities.amounts, assortment=case.live.assortment)
    if found is None or not found.evidence or (found.rule == RULE_KIND and not _WANTS.search(ask.text)):
        return None
    return direct(found)
