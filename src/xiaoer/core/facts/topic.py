"""What is the question about, as facts need it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.shop.product import Pairs, Product
from xiaoer.core.shop.promotion import Audience, Promotion


@dataclass(frozen=True, slots=True)
class Topic:
    """A product and the SKUs of it that are in question, with their live quotes.

    `narrowed` is true when the shopper's words picked these SKUs out of the product's, false when they are all of them.
    `now` tells which restock dates are past and which years go without saying; None stands for the latest read time.
    """

    product: Product
    quotes: tuple[Quote, ...]
    zone: ZoneInfo
    narrowed: bool = False
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """Every promotion of the shop, past and coming ones too, and for whom and when they are to be read.

    `titles` names the product ids and SKUs that scopes list (see `scopes.scope_titles`); unnamed ones stay unnamed.
    """

    promotions: tuple[Promotion, ...]
    audiences: frozenset[Audience]
    now: datetime
    zone: ZoneInfo
    titles: Pairs = ()
    categories: Pairs = ()  #: of the same goods


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One SKU that the shopper means to buy, and how many."""

    quote: Quote
    quantity: int
