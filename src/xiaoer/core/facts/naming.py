"""Does the shopper name one of the shop's promotions?"""

from __future__ import annotations

import re

from xiaoer.core.facts.topic import Offers
from xiaoer.core.language.normalize import normalize

_NUMBERS_AND_TERMS = re.compile(r"[0-9.]+|每?满|减|折|元|券|优惠|活动|赠品?|送|的")
MIN_CHARS = 2


def names_promotion(offers: Offers, text: str) -> bool:
    """Return whether the text holds a promotion's name, or the part of it that is no mere term (暖冬 of 暖冬满减)."""
    words = normalize(text).replace(" ", "")
    return any(
        name in words or (len(core) >= MIN_CHARS and core in words)
        for promotion in offers.promotions
        for name in [normalize(promotion.name).replace(" ", "")]
        for core in [_NUMBERS_AND_TERMS.sub("", name)]
    )
