"""What is to be paid, found by trying every lawful combination of promotions?

Written apart from the calculator of the product, from the shop data formats alone, so that one can check the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.promotion import Promotion, PromotionKind

Wish = tuple[Sku, int]
"""A SKU and how many of it."""

_COUNTED = frozenset(PromotionKind) - {PromotionKind.GIFT, PromotionKind.NOTE}


def least_to_pay(wishes: Sequence[Wish], promotions: Iterable[Promotion]) -> int:
    """Return the fewest fen for these goods; every promotion given runs and is for this shopper."""
    places = {p: frozenset(at for at, (sku, _) in enumerate(wishes) if p.scope.covers(sku)) for p in promotions}
    acting = [p for p, own in places.items() if own and p.kind in _COUNTED]
    together = [p for p in acting if p.stackable]
    alone = [p for p in acting if not p.stackable]
    every = frozenset(range(len(wishes)))
    best = _pay(wishes, together, every)
    for size in range(1, len(wishes) + 1):
        for chosen in combinations(alone, size):
            taken = frozenset[int]().union(*(places[p] for p in chosen))
            if sum(len(places[p]) for p in chosen) == len(taken):
                apart = sum(_pay(wishes, [p], places[p]) for p in chosen)
                best = min(best, apart + _pay(wishes, together, every - taken))
    return best


def _pay(wishes: Sequence[Wish], promotions: Sequence[Promotion], places: frozenset[int]) -> int:
    """Return what these lines cost when these promotions act on them together."""
    listed = {at: _fen(wishes[at]) for at in places}
    left = {at: Fraction(fen) for at, fen in listed.items()}
    for promotion in promotions:
        own = [at for at in places if promotion.scope.covers(wishes[at][0])]
        if promotion.rate is not None and sum(listed[at] for at in own) >= _threshold(promotion):
            for at in own:
                left[at] *= min(Fraction(1), promotion.rate)
    rounded = {at: int(amount + Fraction(1, 2)) for at, amount in left.items()}
    off, tiers = 0, dict[object, int]()
    for promotion in promotions:
        own = [at for at in places if promotion.scope.covers(wishes[at][0])]
        less = _less(promotion, sum(rounded[at] for at in own)) if own else 0
        if promotion.kind is PromotionKind.FULL_REDUCTION:
            tiers[promotion.scope] = max(less, tiers.get(promotion.scope, 0))
        else:
            off += less
    return max(0, sum(rounded.values()) - off - sum(tiers.values()))


def _less(promotion: Promotion, base: int) -> int:
    amount = promotion.amount.fen if promotion.amount is not None else 0
    threshold = _threshold(promotion)
    match promotion.kind:
        case PromotionKind.FULL_REDUCTION | PromotionKind.COUPON:
            return amount if base >= threshold else 0
        case PromotionKind.PER_REDUCTION:
            return amount * (base // threshold) if threshold else amount
        case PromotionKind.PRESALE:
            return max(0, amount - threshold) if threshold else 0
        case _:
            return 0


def _threshold(promotion: Promotion) -> int:
    return promotion.threshold.fen if promotion.threshold is not None else 0


def _fen(wish: Wish) -> int:
    sku, number = wish
    return sku.price.fen * number if sku.price is not None else 0
