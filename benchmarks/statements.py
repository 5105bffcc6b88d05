"""Does the review leave the shop's own true statements alone?

Makes every statement that facts can make about the golden shops (and, where `../shared/data/catalogue` is there, real
catalogues) and reviews each with its own evidence: none may be touched. `python -m benchmarks.statements [shop ...]`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.catalogues import CATALOGUES, write_shop
from xiaoer.adapters.files.reader import read_path
from xiaoer.bootstrap.brain import CLOCK, load_brain
from xiaoer.core.dialogue.evidence import Quote, Statement
from xiaoer.core.facts.checkout import state_checkout
from xiaoer.core.facts.compare import state_comparison
from xiaoer.core.facts.options import state_options
from xiaoer.core.facts.orders import state_order
from xiaoer.core.facts.overview import state_choice, state_overview
from xiaoer.core.facts.prices import state_price
from xiaoer.core.facts.promotions import state_bargain, state_promotions
from xiaoer.core.facts.recommend import Assortment, state_recommendation
from xiaoer.core.facts.specs import state_spec
from xiaoer.core.facts.stock import state_stock
from xiaoer.core.facts.terms import scope_titles
from xiaoer.core.facts.topic import BasketLine, Offers, Topic
from xiaoer.core.guard.review import ReplyGuard, review
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.product import Product, group
from xiaoer.core.shop.promotion import Audience
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge import preview

SHOPS = ("shops/demo", *(f"tests/golden/shops/{name}" for name in ("fresh", "home", "beauty", "outdoor")))
PRODUCTS = 200  # of a catalogue
FEW = 12  # products asked about at every other moment
NAMED = ("", "满减", "优惠券", "双十一", "双12", "会员")
AUDIENCES = (frozenset({Audience.EVERYONE}), frozenset(Audience))
ASPECTS = ("status", "logistics", "refund", "items", "paid", "address")


@dataclass(frozen=True, slots=True)
class Open:
    """A shop with what its statements are made from."""

    shop: Shop
    orders: tuple[Order, ...]
    now: datetime
    zone: ZoneInfo

    def topic(self, product: Product, *, skus: int | None = None) -> Topic:
        """Return a product with all its variants, or with one of them."""
        chosen = product.skus if skus is None else product.skus[skus : skus + 1]
        quotes = tuple(Quote(sku, self.shop.stated_at) for sku in chosen)
        return Topic(product, quotes, self.zone, narrowed=skus is not None, now=self.now)

    def offers(self, audiences: frozenset[Audience]) -> Offers:
        """Return the promotions as one sort of shopper reads them."""
        titles = scope_titles(self.shop.promotions, self.shop.skus)
        return Offers(self.shop.promotions, audiences, self.now, self.zone, titles)


def main() -> None:
    """Print how many statements were made and touched per shop, and each touched one; exit 1 when there is any."""
    brain, touched_in_all = load_brain(), 0
    for name, source in sources(sys.argv[1:]):
        found, orders = preview.shop_of(read_path(source), shop_id="folder", at=CLOCK.now())
        guard = ReplyGuard.build(found.profile, found.words, brain.lexicon)
        made = touched = 0
        for statement in statements(found, orders):
            made += 1
            reviewed = review(statement.text, evidence=statement.evidence, guard=guard)
            if reviewed.text != statement.text:
                touched += 1
                print(f"  {statement.rule}\n{statement.text}\n  -> {reviewed.text}\n  {reviewed.replaced}")
        print(f"{name:<32}{made:>8} statements{touched:>6} touched")
        touched_in_all += touched
    sys.exit(1 if touched_in_all else 0)


def sources(asked: list[str]) -> Iterator[tuple[str, Path]]:
    """Return the folders to read."""
    for name in asked or SHOPS:
        yield name, Path(name)
    if asked or not CATALOGUES.is_dir():
        return
    for file in sorted(CATALOGUES.glob("*_products.jsonl")):
        with tempfile.TemporaryDirectory() as scratch:
            write_shop(file, Path(scratch))
            yield file.name, Path(scratch)


def statements(shop: Shop, orders: tuple[Order, ...]) -> Iterator[Statement]:
    """Make every statement on a shop: on all of it now, and on its promotions whenever one begins or ends."""
    opened = Open(shop, orders, CLOCK.now(), ZoneInfo(shop.profile.timezone))
    yield from on_everything(opened)
    for moment in sorted({moment for p in shop.promotions for moment in (p.starts_at, p.ends_at)}):
        then = replace(opened, now=moment)
        yield from on_offers(then)
        for product in islice(group(shop.skus), FEW):
            yield from (state_promotions(then.offers(AUDIENCES[0]), (then.topic(product),), named=n) for n in NAMED)


def on_everything(opened: Open) -> Iterator[Statement]:
    """Make every statement on the shop's goods, promotions and orders."""
    products = tuple(islice(group(opened.shop.skus), PRODUCTS))
    for product in products:
        yield from on_product(opened, product)
    for one, other in pairwise(products):
        pair = (opened.topic(one), opened.topic(other))
        yield state_choice(pair)
        yield state_comparison(pair, attribute="")
        yield from state_sums(opened, (one, other))
    yield from on_offers(opened)
    titles = {sku.sku: sku.name for sku in opened.shop.skus}
    for order in opened.orders:
        for aspect in ASPECTS:
            yield state_order(order, aspect=aspect, titles=titles, zone=opened.zone, now=opened.now)


def on_product(opened: Open, product: Product) -> Iterator[Statement]:
    """Make every statement on one product and each of its variants."""
    topics = [opened.topic(product), *(opened.topic(product, skus=place) for place in range(len(product.skus)))]
    names = dict.fromkeys(name for sku in product.skus for name, _ in (*sku.attributes, *sku.options))
    values = dict.fromkeys(value for sku in product.skus for _, value in sku.options)
    offers = opened.offers(AUDIENCES[1])
    for topic in topics:
        yield state_price(topic)
        yield state_overview(topic)
        yield from (state_stock(topic, quantity=quantity) for quantity in (None, 3, 1000))
        yield from (state_options(topic, option_name=name) for name in ("", "颜色", "玫红色", "100ml", *names, *values))
        yield from (found for name in names if (found := state_spec(topic, attribute=name)) is not None)
        yield state_promotions(offers, (topic,))
        yield state_bargain(offers, (topic,))
    yield from state_sums(opened, (product,))


def state_sums(opened: Open, products: tuple[Product, ...]) -> Iterator[Statement]:
    """Make the sums to pay for one or three pieces of each variant, and of all products together."""
    for audiences in AUDIENCES:
        offers = opened.offers(audiences)
        quotes = [quote for product in products for quote in opened.topic(product).quotes]
        yield state_checkout(tuple(BasketLine(quote, 1) for quote in quotes), offers)
        if len(products) == 1:
            yield from (state_checkout((BasketLine(quote, 3),), offers) for quote in quotes)


def on_offers(opened: Open) -> Iterator[Statement]:
    """Make every statement on the shop's promotions, and recommendations."""
    for audiences in AUDIENCES:
        offers = opened.offers(audiences)
        yield state_bargain(offers, ())
        for named in (*NAMED, *(p.name for p in opened.shop.promotions)):
            yield state_promotions(offers, (), named=named)
    assortment = Assortment.build(group(opened.shop.skus), opened.shop.stated_at)
    for wanted in ("推荐一下", *opened.shop.profile.categories):
        statement = state_recommendation((), wanted=wanted, budget=(), assortment=assortment)
        if statement is not None:
            yield statement


if __name__ == "__main__":
    main()
