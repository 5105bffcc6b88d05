"""How much is it?"""

from __future__ import annotations

from collections.abc import Sequence

from xiaoer.core.dialogue.evidence import Evidence, Quote, Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.checkout import check_out
from xiaoer.core.facts.citing import cite_computed, cite_topic
from xiaoer.core.facts.labels import Group, group_by, group_title, join, led, product_title, topic_title, variant_labels
from xiaoer.core.facts.terms import cite_promotion
from xiaoer.core.facts.times import dated, say_restock, today_of
from xiaoer.core.facts.topic import BasketLine, Offers, Topic
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Sku

RULE = "facts.price"
RULE_UNKNOWN = "facts.price_unknown"
RULE_OFF_SHELF = "facts.off_shelf"
MAX_LINES = 6  # longer lists become a range and a question


def state_price(topic: Topic, *, offers: Offers | None = None) -> Statement:
    """Say what the variants in question cost, grouped where many cost the same.

    With `offers`, the sum to pay for one piece follows where one variant is in question and promotions lower it.
    """
    offered = tuple(quote for quote in topic.quotes if quote.sku.on_sale)
    if not offered:
        text = wording.OFF_SHELF.format(title=topic_title(topic))
        return Statement(text, cite_topic(topic, text), RULE_OFF_SHELF)
    if all(quote.sku.price is None for quote in offered):
        text = wording.PRICE_UNKNOWN.format(title=group_title(topic.product, offered))
        return Statement(text, cite_topic(topic, text), RULE_UNKNOWN)
    lines = _lines(topic, offered)
    off_shelf = off_shelf_line(topic)
    if off_shelf:
        lines.append(off_shelf)
    text = dated(wording.LINE.join(lines), offered, zone=topic.zone, now=topic.now)
    paid, basis = _sum_to_pay(offered, offers)
    return Statement(wording.LINE.join((text, *paid)), (*cite_topic(topic, text), *basis), RULE)


def _sum_to_pay(offered: tuple[Quote, ...], offers: Offers | None) -> tuple[list[str], tuple[Evidence, ...]]:
    """Return the sum to pay for one piece of the only variant in question, where running promotions lower it."""
    if offers is None or len(offered) != 1:
        return [], ()
    checkout = check_out((BasketLine(offered[0], 1),), offers)
    if not checkout.steps or checkout.presale is not None:
        return [], ()
    used = [step.promotion for step in checkout.steps]
    names = join([promotion.name for promotion in used])
    line = wording.PRICE_PAID.format(total=checkout.total.display(), names=names)
    return [line], (cite_computed("total", (line,)), *(cite_promotion(promotion, offers) for promotion in used))


def say_price(sku: Sku) -> str:
    """Return a known price with the list price where that is higher, such as `现价3999元(划线价4299元)`."""
    if sku.price is None:
        return wording.FACT_NO_PRICE
    said = wording.PRICE.format(price=sku.price.display())
    if sku.list_price is not None and sku.list_price > sku.price:
        said += wording.LIST_PRICE.format(price=sku.list_price.display())
    return said


def say_presence(sku: Sku, topic: Topic) -> str:
    """Return `,有货` or `,目前已售罄` with the restock date; nothing where the stock is not known."""
    if sku.stock is None:
        return ""
    return wording.PRICE_IN_STOCK if sku.stock > 0 else wording.PRICE_SOLD_OUT + say_restock(sku, today_of(topic))


def price_span(quotes: Sequence[Quote]) -> tuple[Money, Money] | None:
    """Return the lowest and the highest known price of what is on sale; None when none is known."""
    prices = [quote.sku.price for quote in quotes if quote.sku.on_sale and quote.sku.price is not None]
    return (min(prices), max(prices)) if prices else None


def off_shelf_line(topic: Topic) -> str:
    """Return which of the variants in question are off the shelf; empty when none is."""
    labels = variant_labels(topic.quotes)
    off = [label for label, quote in zip(labels, topic.quotes, strict=True) if not quote.sku.on_sale]
    return wording.OFF_SHELF_LINE.format(labels=join(off)) if off else ""


def _lines(topic: Topic, offered: tuple[Quote, ...]) -> list[str]:
    title = group_title(topic.product, offered)
    groups = group_by(offered, _price_key)
    if len(groups) == 1:
        template = wording.PRICE_ONE if len(offered) == 1 else wording.PRICE_ALL
        there = say_presence(offered[0].sku, topic) if len(offered) == 1 else ""
        return [template.format(title=title, price=say_price(offered[0].sku), there=there)]
    if len(groups) > MAX_LINES:
        return _range(topic, offered)
    return [wording.PRICE_HEAD.format(title=title), *(_line(group) for group in groups)]


def _line(group: Group) -> str:
    sku, label = group.quotes[0].sku, led(group.label, wording.OPTION_WORD)
    if sku.price is None:
        return wording.PRICE_UNKNOWN_LINE.format(label=label)
    return wording.PRICE_LINE.format(label=label, price=say_price(sku))


def _range(topic: Topic, offered: tuple[Quote, ...]) -> list[str]:
    span = price_span(offered)
    if span is None:
        return [wording.PRICE_UNKNOWN.format(title=product_title(topic.product))]
    low, high = span
    title = group_title(topic.product, offered)
    return [wording.PRICE_RANGE.format(title=title, low=low.display(), high=high.display()), wording.PRICE_WHICH]


def _price_key(sku: Sku) -> tuple[Money | None, Money | None]:
    above = sku.list_price is not None and sku.price is not None and sku.list_price > sku.price
    return (sku.price, sku.list_price if above else None)
