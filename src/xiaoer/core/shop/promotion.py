"""What does the shop offer, to whom, and when?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Sku


class PromotionKind(StrEnum):
    """How a promotion is computed (the shop data formats define the arithmetic)."""

    FULL_REDUCTION = "full_reduction"
    PER_REDUCTION = "per_reduction"
    COUPON = "coupon"
    DISCOUNT = "discount"
    GIFT = "gift"
    PRESALE = "presale"
    NOTE = "note"


class Audience(StrEnum):
    """Whom a promotion is for."""

    EVERYONE = "all"
    VIP = "vip"
    NEW_CUSTOMER = "new"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which SKUs a promotion covers; with every field empty, the whole shop."""

    categories: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def covers(self, sku: Sku) -> bool:
        """Return whether `sku` lies in this scope."""
        if not (self.categories or self.skus or self.products):
            return True
        return sku.sku in self.skus or sku.product_id in self.products or sku.category in self.categories


@dataclass(frozen=True, slots=True)
class Promotion:
    """One promotion with its window `starts_at <= now < ends_at` (aware times)."""

    promotion_id: str
    name: str
    kind: PromotionKind
    starts_at: datetime
    ends_at: datetime
    threshold: Money | None = None
    amount: Money | None = None
    rate: Fraction | None = None  #: for discounts: 4/5 is 8折
    gift: str = ""
    scope: Scope = Scope()
    audience: Audience = Audience.EVERYONE
    stackable: bool = False
    description: str = ""


def running(promotions: Iterable[Promotion], now: datetime) -> tuple[Promotion, ...]:
    """Return the promotions whose window holds `now`."""
    return tuple(p for p in promotions if p.starts_at <= now < p.ends_at)


def coming(promotions: Iterable[Promotion], now: datetime) -> tuple[Promotion, ...]:
    """Return the promotions that have not started yet, soonest first."""
    return tuple(sorted((p for p in promotions if now < p.starts_at), key=lambda p: (p.starts_at, p.promotion_id)))
