"""What may anybody see of the shop before asking anything?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.shop.hours import on_duty
from xiaoer.core.shop.knowledge import FaqEntry
from xiaoer.core.shop.product import Product
from xiaoer.ports import Catalog, Clock
from xiaoer.services.answering.live import LiveShops
from xiaoer.services.storefront.ports import Picture, Pictures

MOST_QUICK = 6
QUICK_CHARS = range(4, 19)  # a longer question does not fit a button on a phone


@dataclass(frozen=True, slots=True)
class Welcome:
    """How the shop introduces itself."""

    name: str
    assistant_name: str
    greeting: str
    quick_questions: tuple[str, ...]
    business_hours: str
    on_duty: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A product with its price and stock, each as read from the catalog."""

    product: Product
    quotes: tuple[Quote, ...]
    has_picture: bool


class Storefront:
    """The public face of one shop, out of its live version."""

    def __init__(self, shops: LiveShops, catalog: Catalog, pictures: Pictures, *, clock: Clock, shop_id: str) -> None:
        self._shops = shops
        self._catalog = catalog
        self._pictures = pictures
        self._clock = clock
        self._shop_id = shop_id

    def welcome(self) -> Welcome:
        """Return how the shop introduces itself now. Raises `NoShopData`."""
        live, now = self._shops.current(self._shop_id), self._clock.now()
        profile = live.shop.profile
        return Welcome(
            name=profile.name,
            assistant_name=profile.assistant_name,
            greeting=live.texts.greeting,
            quick_questions=quick_questions(live.shop.faqs, now),
            business_hours=profile.business_hours,
            on_duty=on_duty(profile, now),
        )

    async def card(self, code: str) -> Card | None:
        """Return the product with this id, or the one of the SKU with this code, unless it is off the shelf.

        Raises `NoShopData` and `CatalogDown`.
        """
        live = self._shops.current(self._shop_id)
        sku = live.index.products.sku(code)
        product = live.index.products.product(code if sku is None else sku.product_id)
        offered = tuple(one for one in product.skus if one.on_sale) if product else ()
        if product is None or not offered:
            return None
        quotes = await self._catalog.quotes(live.shop, offered)
        names = _picture_names(product, code)
        return Card(product, quotes, has_picture=await self._pictures.find(names) is not None)

    async def picture(self, code: str) -> Picture | None:
        """Return the picture of the product or SKU with this code. Raises `NoShopData`."""
        products = self._shops.current(self._shop_id).index.products
        sku = products.sku(code)
        product = products.product(code if sku is None else sku.product_id)
        return None if product is None else await self._pictures.find(_picture_names(product, code))


def quick_questions(faqs: Sequence[FaqEntry], now: datetime) -> tuple[str, ...]:
    """Return a few short questions of the shop's own, one of each category before a second of any."""
    rounds: dict[str, list[str]] = {}
    for faq in faqs:
        if not faq.product_id and faq.window.holds(now) and len(faq.question) in QUICK_CHARS:
            rounds.setdefault(faq.category, []).append(faq.question)
    ranked = sorted(
        (place, order, text) for order, texts in enumerate(rounds.values()) for place, text in enumerate(texts)
    )
    return tuple(dict.fromkeys(text for _, _, text in ranked))[:MOST_QUICK]


def _picture_names(product: Product, code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((code, product.product_id)))
