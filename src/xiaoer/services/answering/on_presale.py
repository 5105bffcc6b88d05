"""What is asked of goods sold in advance: how they are paid, whether they may be ordered, when they are sent?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xiaoer.core.dialogue.evidence import Passage, Statement
from xiaoer.core.dialogue.plan import Direct
from xiaoer.core.facts.presale import state_balance
from xiaoer.core.facts.promotion_names import asks_when
from xiaoer.core.facts.specs import tells_dispatch
from xiaoer.core.facts.terms import covers_any
from xiaoer.core.shop.promotion import Promotion, PromotionKind, running
from xiaoer.services.answering.case import Case
from xiaoer.services.answering.on_goods import clear_topics
from xiaoer.services.answering.saying import direct, merge_statements

_HOW_TO_PAY = re.compile("(?:怎么|咋|如何|咋样)(?:付|买|拍|下单|预定|预订|订)|(?:付|交)(?:多少|几)|先付|定金|尾款")
_IN_ADVANCE = re.compile("预售|预定|预订|尾款")
_PRESALE_INTENTS = frozenset({"preorder", "presale"})
_PAID = re.compile(
    "(?:[定订]金|尾款|预[售定订]).*(?:(?:怎么|咋|如何)(?:付|买|拍|给)|还(?:能|可以)|还[要得]?(?:[补给付交]|多少)|[付交补给要](?:多少|几|好多))"
    "|(?:还能|还可以|现在能).*(?:[定订]金|预[售定订])|(?:现在|先)(?:下)?[订定](?:下来)?(?:得|要|先|该)*[付交给](?:多少|几)"
)
_DEPOSIT = re.compile(
    "(?<!付完)(?<!付了)(?<!交完)(?<!交了)[定订]金(?:一共|总共)?(?:是|要|得)?(?:付|交)?(?:多少|几[块元])|(?:多少|几[块元])钱?的?[定订]金"
)
_BALANCE = re.compile("尾款[^,。?]{0,6}(?:多少|几[块元百千]|几钱)")
_GIVES_UP = re.compile("[定订]金.*(?:退|不想?要|反悔|取消|不付)|(?:退|取消|不付|没付).*(?:[定订]金|尾款)")


def asks_deposit(case: Case) -> bool:
    """Return whether she asks how much the deposit is."""
    return _DEPOSIT.search(case.findings.ask.text) is not None


def asks_balance(case: Case) -> bool:
    """Return whether she asks how much is left to pay for goods in presale."""
    return _BALANCE.search(case.findings.ask.text) is not None and pays_in_advance(case)


def asks_when_paid(case: Case) -> bool:
    """Return whether she asks when the balance is to be paid, which texts tell better than the end of a presale."""
    text = case.findings.ask.text
    return "尾款" in text and asks_when(text)


def gives_up(case: Case) -> bool:
    """Return whether she wants out of an order with a deposit, which only the shop's texts tell of."""
    return _GIVES_UP.search(case.findings.ask.text) is not None


def asks_of_presale(case: Case) -> bool:
    """Return whether she asks what to pay for goods that were ever in presale, or whether she still may."""
    return _PAID.search(case.findings.ask.text) is not None and _covering(case, case.offers.promotions)


def pays_in_advance(case: Case) -> bool:
    """Return whether she asks how to pay for goods that are in presale."""
    ask = case.findings.ask
    asks = _HOW_TO_PAY.search(ask.text) or _PAID.search(ask.text) or ask.intent in _PRESALE_INTENTS
    return bool(asks) and _covering(case, running(case.offers.promotions, case.now))


def awaits_presale(case: Case) -> bool:
    """Return whether she asks to order in advance, which the shop has had presales for."""
    return bool(_presales(case.live.shop.promotions)) and case.findings.ask.intent in _PRESALE_INTENTS


def with_the_balance(case: Case, stated: Statement) -> Direct:
    """Return what is stated of promotions, and of goods in presale what is paid now and later."""
    balance = state_balance(clear_topics(case), case.offers) if pays_in_advance(case) else None
    return direct(stated) if balance is None else merge_statements((stated, balance))


def presale_dispatch(case: Case) -> Passage | None:
    """Return the text on when these goods are sent that are or were sold in advance; None for any others."""
    topic = case.topic
    presales = _presales(case.live.shop.promotions)
    if topic is None or not any(covers_any(p, topic.product.skus) for p in presales):
        return None
    on_goods = case.live.index.passages.about(topic.product.product_id)
    own = (entry.passage for entry in on_goods if entry.window.holds(case.now))
    near = (found for found in case.findings.passages if topic.product.name in found.text)
    told = ((found, f"{found.title} {found.text}") for found in (*own, *near))
    return next((found for found, text in told if _IN_ADVANCE.search(text) and tells_dispatch(found.text)), None)


def _covering(case: Case, promotions: Iterable[Promotion]) -> bool:
    """Return whether a presale among these covers goods that she named beyond doubt."""
    skus = [sku for topic in clear_topics(case) for sku in topic.product.skus]
    return bool(skus) and any(covers_any(p, skus) for p in _presales(promotions))


def _presales(promotions: Iterable[Promotion]) -> tuple[Promotion, ...]:
    return tuple(p for p in promotions if p.kind is PromotionKind.PRESALE)
