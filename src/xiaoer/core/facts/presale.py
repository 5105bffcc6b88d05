"""What is paid now, and what later, for goods in presale?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xiaoer.core.dialogue.evidence import Quote, Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.checkout import check_out
from xiaoer.core.facts.citing import cite_computed, cite_sku
from xiaoer.core.facts.labels import group_title
from xiaoer.core.facts.times import dated
from xiaoer.core.facts.topic import BasketLine, Offers, Topic
from xiaoer.core.shop.promotion import PromotionKind, running

RULE = "facts.presale"
MOST_PRICES = 4  # of one product told; of more she names her variant first


def state_balance(topics: Sequence[Topic], offers: Offers) -> Statement | None:
    """Say deposit and balance for one piece of each price of these goods; None where no presale covers them."""
    groups = [(topic, same) for topic in topics for same in _by_price(topic)]
    if not groups or len(groups) > MOST_PRICES:
        return None
    lines, cited = [], []
    for topic, same in groups:
        line = _line(topic, same, offers)
        if line:
            today = offers.now.astimezone(offers.zone).date()
            lines.append(line)
            cited += [cite_sku(q, topic.product, today=today, zone=offers.zone, now=offers.now) for q in same]
    return Statement(wording.LINE.join(lines), (*cited, cite_computed("balance", lines)), RULE) if lines else None


def with_the_presale(basket: tuple[BasketLine, ...], offers: Offers) -> Offers:
    """Return the offers for who has paid a deposit: the presale of her goods and what may be used beside it."""
    presales = [p for p in running(offers.promotions, offers.now) if p.kind is PromotionKind.PRESALE]
    beside = all(p.stackable for p in presales)
    kept = tuple(p for p in offers.promotions if p.kind is PromotionKind.PRESALE or (beside and p.stackable))
    paid_ahead = replace(offers, promotions=kept)
    return paid_ahead if check_out(basket, paid_ahead).presale is not None else offers


def _by_price(topic: Topic) -> tuple[tuple[Quote, ...], ...]:
    """Return the variants on sale, those of one price together."""
    on_sale = [quote for quote in topic.quotes if quote.sku.on_sale and quote.sku.price is not None]
    prices = dict.fromkeys(quote.sku.price for quote in on_sale)
    return tuple(tuple(quote for quote in on_sale if quote.sku.price == price) for price in prices)


def _line(topic: Topic, same: Sequence[Quote], offers: Offers) -> str:
    basket = (BasketLine(same[0], 1),)
    presale = check_out(basket, with_the_presale(basket, offers)).presale
    if presale is None:
        return ""
    line = wording.SUM_PRESALE.format(
        name=group_title(topic.product, same),
        deposit=presale.deposit.display(),
        counts=presale.counts_for.display(),
        rest=presale.rest.display(),
    )
    return dated(line, same, zone=offers.zone, now=offers.now)
