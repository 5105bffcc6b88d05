"""Which goods of the shop fit what the shopper is looking for?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.evidence import Evidence, Quote, Statement
from xiaoer.core.facts.topic import Topic
from xiaoer.core.facts.wording import RECOMMEND_HEAD, RECOMMEND_LINE, RECOMMEND_NONE, RECOMMEND_SMALL_WORDS
from xiaoer.core.language.segment import tokens
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Product, group
from xiaoer.core.shop.shop import Shop

SHOWN = 5  # more than that is a catalogue, not a recommendation
BUDGET_SLACK_PERCENT = 10  # "two thousand or so" may be a little over
MOST_SEARCHED = 5000  # products; in larger shops only those that the question names are looked at
_ABOVE = re.compile(r"以上|起步|起的|往上|不低于")
_SMALL_WORDS = frozenset(RECOMMEND_SMALL_WORDS.split())
_DENIED = ("无", "不支持", "没有", "否", "不带", "不含")


def state_recommendation(
    topics: tuple[Topic, ...], *, wanted: str, budget: tuple[Money, ...], shop: Shop
) -> Statement | None:
    """List goods that can be bought now, fit the budget and hold what the shopper's words ask for, in shop order.

    `wanted` is her question: its telling words are looked for in names, categories, attributes and descriptions. One
    amount is the most to spend (with 以上 the least), two are a range. Returns None when nothing holds what she wants.
    """
    words = _telling(wanted)
    products = group(shop.skus) if words or not topics else tuple(topic.product for topic in topics)
    if len(products) > MOST_SEARCHED:
        products = tuple(topic.product for topic in topics)
    buyable = [(product, quote) for product in products if (quote := _cheapest(product, shop)) is not None]
    holding = _holding(buyable, words)
    if not holding:
        return None
    least, most = _range(budget, wanted)
    fitting = [(product, quote) for product, quote in holding if _fits(quote.sku.price, least, most)]
    if not fitting:
        return Statement(RECOMMEND_NONE, (), "facts.recommend")
    lines = [_line(product, quote) for product, quote in fitting[:SHOWN]]
    evidence = tuple(
        Evidence("sku", quote.sku.sku, product.name, _line(product, quote), quote.read_at)
        for product, quote in fitting[:SHOWN]
    )
    return Statement("\n".join((RECOMMEND_HEAD, *lines)), evidence, "facts.recommend")


def _telling(wanted: str) -> frozenset[str]:
    words = (word for word in tokens(wanted) if word not in _SMALL_WORDS and not word.isdigit())
    return frozenset(word for word in words if len(word) > 1 or not word.isascii())


def _holding(buyable: list[tuple[Product, Quote]], words: frozenset[str]) -> list[tuple[Product, Quote]]:
    """Return the products that hold most of the words; all of them when no word tells anything."""
    if not words:
        return buyable
    counts = [sum(_holds(product, word) for word in words) for product, _ in buyable]
    top = max(counts, default=0)
    return [entry for entry, count in zip(buyable, counts, strict=True) if top and count == top]


def _holds(product: Product, word: str) -> bool:
    sku = product.skus[0]
    if any(word in text.lower() for text in (product.name, product.category, *product.aliases, sku.description)):
        return True
    return any(
        word in f"{name}{value}".lower() and not value.startswith(_DENIED)
        for each in product.skus
        for name, value in (*each.attributes, *each.options)
    )


def _cheapest(product: Product, shop: Shop) -> Quote | None:
    """Return the cheapest SKU that can be bought now; unknown stock may be bought, a sold-out SKU may not."""
    priced = [
        (s.price, place, s)
        for place, s in enumerate(product.skus)
        if s.on_sale and s.price is not None and s.stock != 0
    ]
    return Quote(min(priced)[2], shop.stated_at) if priced else None


def _range(budget: tuple[Money, ...], wanted: str) -> tuple[int, int | None]:
    """Return the least and the most to spend, in fen; no upper end where she gave none."""
    amounts = sorted(budget)
    if not amounts:
        return 0, None
    if len(amounts) == 1 and _ABOVE.search(wanted):
        return amounts[0].fen, None
    return (amounts[0].fen if len(amounts) > 1 else 0), amounts[-1].fen * (100 + BUDGET_SLACK_PERCENT) // 100


def _fits(price: Money | None, least: int, most: int | None) -> bool:
    return price is not None and least <= price.fen and (most is None or price.fen <= most)


def _line(product: Product, quote: Quote) -> str:
    price = quote.sku.price
    return RECOMMEND_LINE.format(name=product.name, price="" if price is None else price.display())
