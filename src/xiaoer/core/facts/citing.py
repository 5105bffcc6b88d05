"""Which data does a statement rest on?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.evidence import Evidence, Quote
from xiaoer.core.facts import wording
from xiaoer.core.facts.labels import product_title, sku_title, tidy
from xiaoer.core.facts.times import say_date, say_moment, today_of
from xiaoer.core.facts.topic import Topic
from xiaoer.core.shop.product import Product, Sku

MAX_CITED_SKUS = 24  # a statement on more variants cites the product and what was counted up from it


def cite_topic(topic: Topic, *said: str) -> tuple[Evidence, ...]:
    """Return the evidence of a statement on this topic; `said` are the words computed over many variants."""
    if len(topic.quotes) <= MAX_CITED_SKUS:
        own = tuple(
            cite_sku(quote, topic.product, today=today_of(topic), zone=topic.zone, now=topic.now)
            for quote in topic.quotes
        )
        return own or (cite_product(topic.product, *said),)
    return (cite_product(topic.product, *said),)


def cite_product(product: Product, *said: str) -> Evidence:
    """Return a product as evidence, with the words that were computed over its variants."""
    title = product_title(product)
    return Evidence("product", product.product_id, title, wording.LINE.join((product.name, title, *said)))


def cite_sku(quote: Quote, product: Product, *, today: date, zone: ZoneInfo, now: datetime | None = None) -> Evidence:
    """Return one SKU as evidence: all that may be said of it."""
    sku = quote.sku
    title = sku_title(product, sku)
    moment = say_moment(quote.read_at, zone=zone, now=now or quote.read_at)
    facts = (
        title,
        sku.name,
        sku.sku,
        sku.brand,
        sku.category,
        *(f"{name}={value}" for name, value in sku.options),
        *_price_facts(sku),
        *_stock_facts(sku, today),
        *(f"{name}={tidy(value)}" for name, value in sku.attributes),
        tidy(sku.description),
        wording.FACT_READ.format(moment=moment),
    )
    return Evidence("sku", sku.sku, title, ";".join(fact for fact in facts if fact), quote.read_at)


def cite_computed(name: str, lines: Sequence[str]) -> Evidence:
    """Return computed words as evidence of their own."""
    return Evidence("computed", name, name, wording.LINE.join(lines))


def _price_facts(sku: Sku) -> tuple[str, ...]:
    if sku.price is None:
        return (wording.FACT_NO_PRICE,)
    listed = (wording.FACT_LIST_PRICE.format(price=sku.list_price.display()),) if sku.list_price is not None else ()
    return (wording.FACT_PRICE.format(price=sku.price.display()), *listed)


def _stock_facts(sku: Sku, today: date) -> tuple[str, ...]:
    off = () if sku.on_sale else (wording.FACT_OFF_SHELF,)
    if sku.stock is None:
        return (*off, wording.FACT_NO_STOCK)
    back = (
        (wording.FACT_RESTOCK.format(day=say_date(sku.restock_at, today)),)
        if sku.restock_at is not None and sku.restock_at >= today
        else ()
    )
    state = wording.FACT_IN_STOCK if sku.stock > 0 else wording.FACT_SOLD_OUT
    return (*off, state, wording.FACT_STOCK.format(stock=max(sku.stock, 0)), *back)
