"""Which guess at what she wants does no word of hers bear out?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.facts.amounts import amount_asked, kinds_of
from xiaoer.core.understanding.cues import asks_sum, is_bare
from xiaoer.services.answering.case import ANSWERS, SURELY_ANSWERS, Case
from xiaoer.services.answering.on_offers import names_promotion

PLAINLY = 0.9  # an intent surer than that needs no word to bear it out
SURER = 0.75  # the chance of a text that outdoes a guess at goods which she names
_AT_GOODS = frozenset(
    {
        Family.PRICE,
        Family.STOCK,
        Family.OPTIONS,
        Family.SPEC,
        Family.COMPARE,
        Family.RECOMMEND,
        Family.PROMOTION,
        Family.CHECKOUT,
        Family.BARGAIN,
        Family.GREETING,
        Family.THANKS,
        Family.GOODBYE,
        Family.SMALL_TALK,
    }
)
_OF_OFFERS = re.compile(
    "[节抵奖礼降]|大促|双十|双1[12]|618|六一八|好处|首单|积分|零头|免单|划算|羊毛|清仓|特价|秒杀|拼团|团购|yhq|再少|少点|搞头"
    "|头回|(?:头一?|第一|首)[次回][^,]{0,6}[买拍购来]|[买拍购来][^,]{0,4}(?:头一?|第一|首)[次回]"
)


def is_baseless(case: Case) -> bool:
    """Return whether nothing but the guess at her intent speaks for looking at goods or orders."""
    if case.findings.ask.family is Family.ORDER:
        return case.findings.order.outcome == "needs_order_id" and case.state.pending != "order"
    return case.findings.ask.family in _AT_GOODS and not case.findings.matches


def asks_for_no_offer(case: Case) -> bool:
    """Return whether no word of hers, nor the talk, speaks for telling her promotions: 头一回戴,塞不进去."""
    ask = case.findings.ask
    guessed = ask.family is Family.PROMOTION and ask.confidence < PLAINLY and _speaks_of_no_offer(ask.text)
    of_the_talk = ask.intent == case.state.intent or ask.before or case.findings.matches
    return guessed and not of_the_talk and not names_promotion(case)


def _speaks_of_no_offer(text: str) -> bool:
    return is_bare(text, Family.PROMOTION) and not _OF_OFFERS.search(text)


def sums_for_no_word(case: Case) -> bool:
    """Return whether only a guess, no word for a sum or a number of pieces, speaks for telling one: 刮起来有响声."""
    ask = case.findings.ask
    return ask.family is Family.CHECKOUT and not asks_sum(ask.text) and ask.entities.quantity is None


def outdone_by_a_text(case: Case) -> bool:
    """Return whether a guess stands against a text like no other, a surer one where she names goods: 五十套给个价."""
    ask, best = case.findings.ask, case.passage(ANSWERS)
    if best is None or not best.stands_alone:
        return False
    if ask.family is Family.PROMOTION or names_promotion(case):
        return _speaks_of_no_offer(ask.text)  # 办公室墙面不能打孔 says but a word of 办公券
    return not case.findings.matches or best.score >= SURER


def outdoes_a_property(case: Case, curated: Passage) -> bool:
    """Return whether a text like no other answers, where she does not name the property that was guessed: 要泡多久.

    Where she asks for an amount, the text has to tell one of the very kind.
    """
    ask, amount = case.findings.ask, amount_asked(case.findings.ask.text)
    told = amount is None or (bool(amount.kinds & kinds_of(curated.text)) and amount.unit in curated.text)
    lone = curated.stands_alone and curated.score >= SURELY_ANSWERS
    return lone and told and ask.entities.attribute not in ask.text
