"""Which lawful combination of promotions costs the shopper least?

The reading of the rules, where they leave room:

- A promotion acts on the lines of its scope. Window and audience are the caller's business: all given ones count.
- `discount`: the rate acts on a line's amount (price times quantity), rounded half up to the fen; several stackable
  discounts multiply, and the line is rounded once. A rate above 1 never raises a price. A threshold of a discount is
  tested on the list sum of its scope.
- Thresholds of reductions, coupons and gifts are tested on the sum of their scope after the discounts that apply.
- Rows of `full_reduction` with the same scope and the same stacking are the tiers of one family: of the tiers reached
  the one that takes off most acts, once (in an orderly table that is the highest).
- `per_reduction` without a threshold acts once. An amount of 0, or none, takes nothing off.
- `presale`: the deposit is paid once per order; it counts for `amount`, at least for itself, so that the sum to pay
  falls by `amount - deposit`. Without a deposit it takes nothing off.
- No reduction takes more than is left of the lines in its scope.
- An unstackable promotion has all the lines of its scope for itself. Unstackable ones whose lines do not meet may both
  be used. The lines that none of them takes have nothing in common with them: there all stackable promotions act
  together, on those lines only, thresholds too. Among these combinations the cheapest is taken; of equally cheap ones
  the one with the fewest unstackable promotions, then by promotion id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from xiaoer.core.shop.money import ZERO, Money
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.promotion import Promotion, PromotionKind

MAX_CHOICES = 9  # unstackable line sets weighed against each other; beyond it the weakest are left out


@dataclass(frozen=True, slots=True)
class Line:
    """One SKU of the basket and what it costs before any promotion."""

    sku: Sku
    amount: Money


@dataclass(frozen=True, slots=True)
class Step:
    """What one promotion took off, and the sum of its lines that it was computed on."""

    promotion: Promotion
    off: Money
    base: Money


@dataclass(frozen=True, slots=True)
class Combination:
    """The promotions that are used together; `blocked` are lines that an unstackable one has for itself."""

    steps: tuple[Step, ...]
    blocked: frozenset[int]
    discounted: tuple[Money, ...]  #: the lines after the discounts of step 1


Lines = Sequence[Line]
_Family = tuple[Promotion, ...]
_ORDER = (
    PromotionKind.DISCOUNT,
    PromotionKind.FULL_REDUCTION,
    PromotionKind.PER_REDUCTION,
    PromotionKind.COUPON,
    PromotionKind.PRESALE,
)


def cheapest(lines: Lines, promotions: Iterable[Promotion]) -> Combination:
    """Return the lawful combination that costs least."""
    families = [family for family in _families(promotions) if covered(lines, family[0])]
    steps: list[Step] = []
    blocked: frozenset[int] = frozenset()
    discounted = [line.amount for line in lines]
    for places in _components(lines, families):
        own = [family for family in families if covered(lines, family[0]) & frozenset(places)]
        part = _cheapest_part([lines[place] for place in places], own)
        steps += part.steps
        blocked |= {places[place] for place in part.blocked}
        for place, amount in zip(places, part.discounted, strict=True):
            discounted[place] = amount
    steps.sort(key=lambda step: (_rank(step.promotion), step.promotion.promotion_id))
    return Combination(tuple(steps), blocked, tuple(discounted))


def _components(lines: Lines, families: Iterable[_Family]) -> list[list[int]]:
    """Return the lines in sets that no promotion joins: each can be solved by itself."""
    components = [frozenset({place}) for place in range(len(lines))]
    for family in families:
        places = covered(lines, family[0])
        joined = places.union(*(component for component in components if component & places))
        components = [component for component in components if not component & joined] + [joined]
    return sorted(sorted(component) for component in components)


def _cheapest_part(lines: Lines, families: Sequence[_Family]) -> Combination:
    stackable = [family for family in families if family[0].stackable]
    alone = _alternatives(lines, [family for family in families if not family[0].stackable])
    best, best_rank = _combine(lines, stackable, ()), None
    for chosen in _disjoint_sets(lines, alone):
        combination = _combine(lines, stackable, chosen)
        off = sum(step.off.fen for step in combination.steps)
        rank = (-off, len(chosen), tuple(family[0].promotion_id for family in chosen))
        if best_rank is None or rank < best_rank:
            best, best_rank = combination, rank
    return best


def covered(lines: Lines, promotion: Promotion) -> frozenset[int]:
    """Return the places of the lines that the promotion covers."""
    return frozenset(place for place, line in enumerate(lines) if promotion.scope.covers(line.sku))


def reached(promotion: Promotion, base: Money) -> bool:
    """Return whether `base` meets the threshold; an empty or 0 threshold is none."""
    return promotion.threshold is None or promotion.threshold <= ZERO or base >= promotion.threshold


def counts_for(promotion: Promotion) -> Money:
    """Return what a presale deposit counts for at the final payment: at least itself."""
    deposit = promotion.threshold if promotion.threshold is not None else ZERO
    return max(deposit, promotion.amount) if promotion.amount is not None else deposit


def _families(promotions: Iterable[Promotion]) -> list[_Family]:
    tiers: dict[object, list[Promotion]] = {}
    for promotion in sorted(promotions, key=lambda p: (_rank(p), p.promotion_id)):
        if promotion.kind not in _ORDER:
            continue
        scope = promotion.scope
        own: object = promotion.promotion_id
        if promotion.kind is PromotionKind.FULL_REDUCTION:
            own = (frozenset(scope.categories), frozenset(scope.skus), frozenset(scope.products), promotion.stackable)
        tiers.setdefault(own, []).append(promotion)
    return [tuple(family) for family in tiers.values()]


def _rank(promotion: Promotion) -> int:
    return _ORDER.index(promotion.kind) if promotion.kind in _ORDER else len(_ORDER)


def _alternatives(lines: Lines, families: list[_Family]) -> list[_Family]:
    """Return the unstackable promotions that take something off, the best one of each line set."""
    best: dict[frozenset[int], tuple[int, _Family]] = {}
    for family in families:
        places = covered(lines, family[0])
        off = sum(step.off.fen for step in _apply(lines, [family], places).steps)
        if off > 0 and (places not in best or off > best[places][0]):
            best[places] = (off, family)
    ranked = sorted(best.values(), key=lambda found: (-found[0], found[1][0].promotion_id))
    return [family for _, family in ranked[:MAX_CHOICES]]


def _disjoint_sets(lines: Lines, families: Sequence[_Family]) -> list[tuple[_Family, ...]]:
    sets: list[tuple[tuple[_Family, ...], frozenset[int]]] = [((), frozenset())]
    for family in families:
        places = covered(lines, family[0])
        sets += [((*chosen, family), taken | places) for chosen, taken in sets if not taken & places]
    return [chosen for chosen, _ in sets]


def _combine(lines: Lines, stackable: Sequence[_Family], chosen: Sequence[_Family]) -> Combination:
    blocked: frozenset[int] = frozenset().union(*(covered(lines, family[0]) for family in chosen))
    together = _apply(lines, stackable, frozenset(range(len(lines))) - blocked)
    # Unstackable promotions meet no other on their lines, so each is computed as if it were alone.
    apart = [_apply(lines, [family], covered(lines, family[0])) for family in chosen]
    steps = sorted(
        (step for part in (together, *apart) for step in part.steps),
        key=lambda step: (_rank(step.promotion), step.promotion.promotion_id),
    )
    discounted = tuple(min(amounts) for amounts in zip(*(part.discounted for part in (together, *apart)), strict=True))
    return Combination(tuple(steps), blocked, discounted)


def _apply(lines: Lines, families: Sequence[_Family], free: frozenset[int]) -> Combination:
    """Compute these promotions together on the free lines, in the order that the rules lay down."""
    discounts = [
        family[0]
        for family in families
        if family[0].kind is PromotionKind.DISCOUNT
        and family[0].rate is not None
        and reached(family[0], _sum(lines[place].amount for place in covered(lines, family[0]) & free))
    ]
    steps, amounts = _discount(lines, discounts, free)
    wanted: list[tuple[Promotion, frozenset[int], Money, Money]] = []
    for family in families:
        places = covered(lines, family[0]) & free
        base = _sum(amounts[place] for place in places)
        promotion, off = _best_tier(family, base)
        if places and off > ZERO:
            wanted.append((promotion, places, off, base))
    return Combination((*steps, *_fit(amounts, wanted)), frozenset(), amounts)


def _discount(
    lines: Lines, discounts: Sequence[Promotion], free: frozenset[int]
) -> tuple[list[Step], tuple[Money, ...]]:
    rates = [Fraction(1)] * len(lines)
    amounts = [line.amount for line in lines]
    steps = []
    for promotion in discounts:
        rate = max(Fraction(0), min(Fraction(1), promotion.rate if promotion.rate is not None else Fraction(1)))
        places = covered(lines, promotion) & free
        base = _sum(amounts[place] for place in places)
        for place in places:
            rates[place] *= rate
            amounts[place] = lines[place].amount.at_rate(rates[place])
        off = base - _sum(amounts[place] for place in places)
        if off > ZERO:
            steps.append(Step(promotion, off, base))
    return steps, tuple(amounts)


def _best_tier(family: _Family, base: Money) -> tuple[Promotion, Money]:
    best, most = family[0], ZERO
    for tier in family:
        off = _reduction(tier, base)
        if off > most:
            best, most = tier, off
    return best, most


def _reduction(promotion: Promotion, base: Money) -> Money:
    """Return what the promotion means to take off this base, before it meets others."""
    amount = promotion.amount if promotion.amount is not None else ZERO
    match promotion.kind:
        case PromotionKind.FULL_REDUCTION | PromotionKind.COUPON:
            return amount if reached(promotion, base) else ZERO
        case PromotionKind.PER_REDUCTION:
            if promotion.threshold is None or promotion.threshold <= ZERO:
                return amount
            return amount * (base.fen // promotion.threshold.fen)
        case PromotionKind.PRESALE:
            deposit = promotion.threshold if promotion.threshold is not None else ZERO
            return counts_for(promotion) - deposit if deposit > ZERO else ZERO
        case _:
            return ZERO


def _fit(
    amounts: Sequence[Money], wanted: Sequence[tuple[Promotion, frozenset[int], Money, Money]]
) -> tuple[Step, ...]:
    """Return the reductions, cut so that no set of them takes more than their lines together cost."""
    steps = []
    off_by_lines: dict[frozenset[int], int] = {}
    taken = 0
    for promotion, places, off, base in wanted:
        off_by_lines[places] = off_by_lines.get(places, 0) + off.fen
        most = _most(amounts, off_by_lines)
        if most > taken:
            steps.append(Step(promotion, Money(most - taken), base))
        taken = most
    return tuple(steps)


def _most(amounts: Sequence[Money], off_by_lines: dict[frozenset[int], int]) -> int:
    """Return the most that these reductions can take off: the smallest cut between them and the lines."""
    sets = list(off_by_lines.items())
    least = sum(off_by_lines.values())
    if all(least <= sum(amounts[place].fen for place in places) for places, _ in sets):
        return least
    reachable: dict[frozenset[int], int] = {frozenset(): 0}
    for places, off in sets:
        grown: dict[frozenset[int], int] = {}
        for union, inside in reachable.items():
            for key, value in ((union, inside), (union | places, inside + off)):
                grown[key] = max(grown.get(key, 0), value)
        reachable = grown
    return min(least - inside + sum(amounts[place].fen for place in union) for union, inside in reachable.items())


def _sum(amounts: Iterable[Money]) -> Money:
    return reduce(lambda total, amount: total + amount, amounts, ZERO)
