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
_SEEKS = re.compile(
    "有(?:没有|什么|啥)[^,?]{0,8}(?:能|可以|招|办法|法子|搞定|救)|的(?:东西)?有(?:没有|吗|不)$"
    "|[买用配戴穿选挑搞整带拿喝垫贴铺放炖煮炒泡]个?(?:什么|啥|哪[个款种把双件条支台副盒]?)[^,?]{0,4}$"
)
_HOW = re.compile("[咋怎]么?[办整弄搞样]|怎么回事|咋回事|为什么|为啥")
_OF_A_DOCTOR = re.compile("药|[看挂].{0,2}[科号]|医院|诊断")
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
    if _HOW.search(case.question.text):
        return None  # 齁咸 咋整 tells of what she has
    if ask.entities.products or (ask.family is Family.KNOWLEDGE and ask.confidence >= trusted):
        return None
    seeks = _SEEKS.search(ask.text) is not None and not _OF_A_DOCTOR.search(ask.text)
    if ask.confidence < UNDERSTOOD and seeks:
        return _held(case)
    if ask.confidence >= trusted or ask.family in _OF_MONEY or _tells_or_asks(ask.text):
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
