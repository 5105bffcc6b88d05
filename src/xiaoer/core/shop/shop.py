"""What is true in the shop right now?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xiaoer.core.shop.knowledge import FaqEntry, PolicyPassage, Words
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.promotion import Promotion


@dataclass(frozen=True, slots=True)
class Shop:
    """One published version of a shop, whole and immutable.

    `stated_at` is when this version's data was imported: the time that price and stock answers quote.
    Orders are not part of a version: they are live data behind the `Orders` port.
    """

    shop_id: str
    version: int
    stated_at: datetime
    profile: Profile
    skus: tuple[Sku, ...] = ()
    faqs: tuple[FaqEntry, ...] = ()
    policies: tuple[PolicyPassage, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    words: Words = Words()
