"""Whom do the shop's promotions take this shopper for?"""

from __future__ import annotations

from xiaoer.core.dialogue.question import PageContext, Shopper
from xiaoer.core.shop.promotion import Audience

AUDIENCE_TAGS = {"vip": Audience.VIP, "新客": Audience.NEW_CUSTOMER}


def shopper_of(key: str, context: PageContext, *, phone: str = "") -> Shopper:
    """Return the shopper with the audiences that the tags of her page name."""
    named = (AUDIENCE_TAGS.get(tag.strip().lower()) for tag in context.tags)
    return Shopper(key=key, audiences=frozenset(audience for audience in named if audience), phone=phone)
