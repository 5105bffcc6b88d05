"""Is it there?"""

from __future__ import annotations

from datetime import date

from xiaoer.core.dialogue.evidence import Quote, Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.citing import cite_computed, cite_topic
from xiaoer.core.facts.labels import group_title, join, topic_title, variant_labels
from xiaoer.core.facts.prices import RULE_OFF_SHELF, off_shelf_line
from xiaoer.core.facts.times import dated, say_date, say_restock, today_of
from xiaoer.core.facts.topic import Topic
from xiaoer.core.shop.product import Sku

RULE = "facts.stock"
RULE_UNKNOWN = "facts.stock_unknown"
RULE_SOLD_OUT = "facts.sold_out"


def state_stock(topic: Topic, *, quantity: int | None = None) -> Statement:
    """Say which of the variants in question are there; an unknown stock is never guessed either way."""
    offered = tuple(quote for quote in topic.quotes if quote.sku.on_sale)
    if not offered:
        text = wording.OFF_SHELF.format(title=topic_title(topic))
        return Statement(text, cite_topic(topic, text), RULE_OFF_SHELF)
    known = [quote.sku.stock for quote in offered if quote.sku.stock is not None]
    rule = RULE_UNKNOWN if not known else RULE_SOLD_OUT if max(known) <= 0 else RULE
    body = _one(topic, offered[0], quantity) if len(offered) == 1 else _several(topic, offered, quantity)
    off_shelf = off_shelf_line(topic)
    text = wording.LINE.join((body, off_shelf) if off_shelf else (body,))
    if known:
        text = dated(text, offered, zone=topic.zone, now=topic.now)
    evidence = cite_topic(topic, text)
    if quantity is not None:
        evidence = (*evidence, cite_computed("quantity", (wording.QUANTITY_FACT.format(quantity=quantity),)))
    return Statement(text, evidence, rule)


def _one(topic: Topic, quote: Quote, quantity: int | None) -> str:
    sku, title = quote.sku, group_title(topic.product, (quote,))
    if sku.stock is None:
        return wording.STOCK_UNKNOWN.format(title=title)
    if sku.stock <= 0:
        return wording.SOLD_OUT.format(title=title, restock=say_restock(sku, today_of(topic)))
    if quantity is None or quantity <= 1:
        return wording.IN_STOCK.format(title=title, stock=sku.stock)
    template = wording.IN_STOCK_ENOUGH if quantity <= sku.stock else wording.ONLY_LEFT
    return template.format(title=title, stock=sku.stock, quantity=quantity)


def _several(topic: Topic, offered: tuple[Quote, ...], quantity: int | None) -> str:
    title, today = group_title(topic.product, offered), today_of(topic)
    there, gone, unknown = [], [], []
    for label, quote in zip(variant_labels(offered), offered, strict=True):
        if quote.sku.stock is None:
            unknown.append(label)
        elif quote.sku.stock > 0:
            there.append(_counted(label, quote.sku.stock, quantity))
        else:
            gone.append(_restocked(label, quote.sku, today))
    if len(unknown) == len(offered):
        return wording.STOCK_ALL_OPEN.format(title=title)
    returns = {say_restock(quote.sku, today) for quote in offered}
    if len(gone) == len(offered) and len(returns) == 1:
        return wording.STOCK_ALL_OUT.format(title=title, restock=returns.pop())
    lines = [wording.STOCK_HEAD.format(title=title)]
    lines += [wording.STOCK_IN.format(labels=join(there))] if there else []
    lines += [wording.STOCK_OUT.format(labels=join(gone))] if gone else []
    lines += [wording.STOCK_OPEN.format(labels=join(unknown))] if unknown else []
    return wording.LINE.join(lines)


def _counted(label: str, stock: int, quantity: int | None) -> str:
    if quantity is not None and quantity > stock:
        return wording.STOCK_SHORT.format(label=label, stock=stock, quantity=quantity)
    return wording.STOCK_COUNT.format(label=label, stock=stock)


def _restocked(label: str, sku: Sku, today: date) -> str:
    if not say_restock(sku, today) or sku.restock_at is None:
        return label
    return wording.STOCK_RESTOCK.format(label=label, day=say_date(sku.restock_at, today))
