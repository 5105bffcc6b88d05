"""Which shops are live in this process, ready to answer from?"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from xiaoer.core.facts.recommend import Assortment
from xiaoer.core.facts.terms import scope_categories, scope_titles
from xiaoer.core.guard.review import ReplyGuard
from xiaoer.core.guard.screen import WordGuard
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.vectors import Vectors
from xiaoer.core.shop.product import Pairs
from xiaoer.core.shop.shop import Shop
from xiaoer.core.shop.texts import Texts, texts_of
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.errors import ShopNotOpen
from xiaoer.services.answering.memory import Memory


@dataclass(frozen=True, slots=True)
class LiveShop:
    """One published version with everything that is computed from it once."""

    index: ShopIndex
    intents: IntentIndex
    words: WordGuard
    replies: ReplyGuard
    texts: Texts
    zone: ZoneInfo
    assortment: Assortment
    scope_titles: Pairs  #: what the products and SKUs in the scopes of promotions are called
    scope_categories: Pairs
    memory: Memory

    @property
    def shop(self) -> Shop:
        """The data of this version."""
        return self.index.shop


class LiveShops:
    """The live version of each shop; replacing one is a single assignment, so a turn sees one version only."""

    def __init__(self) -> None:
        self._live: dict[str, LiveShop] = {}

    def current(self, shop_id: str) -> LiveShop:
        """Return the live version of a shop. Raises `ShopNotOpen` when nothing is published."""
        live = self._live.get(shop_id)
        if live is None:
            raise ShopNotOpen(f"shop {shop_id} has no published version")
        return live

    def version(self, shop_id: str) -> int | None:
        """Return the number of the live version, None when nothing is published."""
        live = self._live.get(shop_id)
        return None if live is None else live.shop.version

    def replace(self, live: LiveShop) -> None:
        """Make a version the one that the next turns answer from."""
        self._live[live.shop.shop_id] = live


def make_live(
    shop: Shop, *, intents: IntentIndex, words: WordGuard, replies: ReplyGuard, vectors: Vectors | None = None
) -> LiveShop:
    """Compute the index of a shop version; takes seconds for 100,000 SKUs, so call it off the event loop."""
    index = ShopIndex.build(shop, intents, vectors)
    return LiveShop(
        index=index,
        intents=intents,
        words=words,
        replies=replies,
        texts=texts_of(shop.profile),
        zone=ZoneInfo(shop.profile.timezone),
        assortment=Assortment.build(index.products.products, shop.stated_at),
        scope_titles=scope_titles(shop.promotions, shop.skus),
        scope_categories=scope_categories(shop.promotions, shop.skus),
        memory=Memory.of(index),
    )
