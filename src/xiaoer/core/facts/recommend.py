"""Which goods of the shop fit what the shopper is looking for?"""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.evidence import Evidence, Quote, Statement
from xiaoer.core.facts.topic import Topic
from xiaoer.core.facts.wording import RECOMMEND_HEAD, RECOMMEND_LINE, RECOMMEND_NONE
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Product, group
from xiaoer.core.shop.shop import Shop

SHOWN = 5  # more than that is a catalogue, not a recommendation
BUDGET_SLACK_PERCENT = 10  # "two thousand or so" may be a little over


def state_recommendation(
    topics: tuple[Topic, ...], *, budget: tuple[Money, ...], shop: Shop, zone: ZoneInfo
) -> Statement | None:
    """List products in stock within the budget, out of the topics or else of the whole shop, in shop order.

    One amount is the most to spend, two are a range. Returns None when the shop sells nothing at all.
    """
    products = tuple(t.product for t in topics) if topics else group(shop.skus)
    buyable = [(product, quote) for product in products if (quote := _cheapest(product, shop)) is not None]
    if not buyable:
        return None
    fitting = [(product, quote) for product, quote in buyable if _fits(quote.sku.price, budget)]
    if not fitting:
        return Statement(RECOMMEND_NONE, (), "facts.recommend")
    lines = [_line(product, quote) for product, quote in fitting[:SHOWN]]
    evidence = tuple(
        Evidence("sku", quote.sku.sku, product.name, _line(product, quote), quote.read_at)
        for product, quote in fitting[:SHOWN]
    )
    return Statement("\n".join((RECOMMEND_HEAD, *lines)), evidence, "facts.recommend")


def _cheapest(product: Product, shop: Shop) -> Quote | None:
    """Return the cheapest SKU that can be bought now; unknown stock may be bought, a sold-out SKU may not."""
    priced = [
        (s.price, place, s)
        for place, s in enumerate(product.skus)
        if s.on_sale and s.price is not None and s.stock != 0
    ]
    return Quote(min(priced)[2], shop.stated_at) if priced else None


def _fits(price: Money | None, budget: Iterable[Money]) -> bool:
    amounts = sorted(budget)
    if price is None or not amounts:
        return price is not None
    most = amounts[-1].fen * (100 + BUDGET_SLACK_PERCENT) // 100
    least = amounts[0].fen if len(amounts) > 1 else 0
    return least <= price.fen <= most


def _line(product: Product, quote: Quote) -> str:
    price = quote.sku.price
    return RECOMMEND_LINE.format(name=product.name, price="" if price is None else price.display())
