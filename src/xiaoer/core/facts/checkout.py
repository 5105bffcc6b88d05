"""What is to be paid in the end (到手价)?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xiaoer.core.dialogue.evidence import Evidence, Quote, Statement
from xiaoer.core.facts import reductions, wording
from xiaoer.core.facts.citing import cite_computed, cite_sku
from xiaoer.core.facts.labels import join, led, tidy
from xiaoer.core.facts.reductions import Combination, Line, Step, covered, reached
from xiaoer.core.facts.terms import cite_promotion, for_shopper, say_audience, say_gain
from xiaoer.core.facts.times import dated, say_restock
from xiaoer.core.facts.topic import BasketLine, Offers
from xiaoer.core.shop.money import ZERO, Money
from xiaoer.core.shop.product import Product, Sku
from xiaoer.core.shop.promotion import Promotion, PromotionKind, running

RULE = "facts.checkout"
RULE_UNKNOWN = "facts.checkout_unknown"
MAX_NEAR = 2
MAX_OTHERS = 3
NEAR_SHARE = 2  # a threshold is near when what is missing is at most 1/2 of what is there


@dataclass(frozen=True, slots=True)
class Presale:
    """The deposit of a presale, what it counts for, and what is left for the final payment."""

    promotion: Promotion
    deposit: Money
    counts_for: Money
    rest: Money


@dataclass(frozen=True, slots=True)
class Near:
    """A running promotion whose threshold is not reached yet, and what is missing."""

    promotion: Promotion
    missing: Money


@dataclass(frozen=True, slots=True)
class Checkout:
    """The sum to pay for the lines that have a price and are on sale; how it is computed is told in `reductions`.

    Gifts are given with whatever combination costs least: a stackable one for the lines that no unstackable promotion
    has for itself, an unstackable one where nothing else is used on its lines.
    """

    lines: tuple[BasketLine, ...]
    list_sum: Money
    steps: tuple[Step, ...]
    total: Money
    gifts: tuple[Promotion, ...] = ()
    presale: Presale | None = None
    for_others: tuple[Promotion, ...] = ()  #: would take something off for a shopper of their audience
    near: tuple[Near, ...] = ()


def check_out(basket: tuple[BasketLine, ...], offers: Offers) -> Checkout:
    """Compute the sum to pay: the lawful combination of running promotions that costs this shopper least."""
    wanted = payable(basket)
    lines = tuple(Line(line.quote.sku, _price(line.quote.sku) * line.quantity) for line in wanted)
    list_sum = sum_of(line.amount for line in lines)
    now_on = sorted(running(offers.promotions, offers.now), key=lambda p: p.promotion_id)
    touching = [promotion for promotion in now_on if covered(lines, promotion)]
    mine = [promotion for promotion in touching if for_shopper(promotion, offers)]
    best = reductions.cheapest(lines, mine)
    total = list_sum - sum_of(step.off for step in best.steps)
    return Checkout(
        lines=wanted,
        list_sum=list_sum,
        steps=best.steps,
        total=total,
        gifts=_gifts(lines, mine, best),
        presale=_presale(lines, mine, best, total),
        for_others=_for_others(lines, touching, offers),
        near=_near(lines, mine, best),
    )


def state_checkout(basket: tuple[BasketLine, ...], offers: Offers) -> Statement:
    """Say the sum to pay, step by step; what cannot be bought or computed is said and left out."""
    notes = _notes(basket, offers)
    checkout = check_out(basket, offers)
    if not checkout.lines:
        lines = [*notes, wording.SUM_NOTHING] if basket else [wording.SUM_EMPTY]
        return Statement(wording.LINE.join(lines), _cite(basket, offers, checkout, lines), RULE_UNKNOWN)
    left_out = len(checkout.lines) < len(merged(basket))
    lines = [*notes, *((wording.SUM_REST,) if left_out else ()), *_sum_lines(checkout, offers)]
    quotes = [line.quote for line in checkout.lines]
    text = dated(wording.LINE.join(lines), quotes, zone=offers.zone, now=offers.now)
    return Statement(text, _cite(basket, offers, checkout, lines), RULE)


def merged(basket: Iterable[BasketLine]) -> tuple[BasketLine, ...]:
    """Return the basket with one line per SKU; lines of no pieces are dropped."""
    lines: dict[str, BasketLine] = {}
    for line in basket:
        if line.quantity > 0:
            known = lines.get(line.quote.sku.sku)
            lines[line.quote.sku.sku] = BasketLine(line.quote, line.quantity + (known.quantity if known else 0))
    return tuple(lines.values())


def payable(basket: Iterable[BasketLine]) -> tuple[BasketLine, ...]:
    """Return the lines that can be summed up: on sale and with a known price."""
    return tuple(line for line in merged(basket) if line.quote.sku.on_sale and line.quote.sku.price is not None)


def sum_of(amounts: Iterable[Money]) -> Money:
    """Return the sum of these amounts."""
    return Money(sum(amount.fen for amount in amounts))


def _price(sku: Sku) -> Money:
    return sku.price if sku.price is not None else ZERO


def _gifts(lines: Sequence[Line], mine: Sequence[Promotion], best: Combination) -> tuple[Promotion, ...]:
    used = frozenset[int]().union(*(covered(lines, step.promotion) for step in best.steps))
    given: list[Promotion] = []
    gifts = [p for p in mine if p.kind is PromotionKind.GIFT and p.gift]
    for gift in sorted(gifts, key=lambda p: (not p.stackable, p.promotion_id)):
        places = _open_lines(lines, gift, best, used)
        if places and reached(gift, sum_of(best.discounted[place] for place in places)):
            given.append(gift)
            used |= places
    return tuple(given)


def _open_lines(lines: Sequence[Line], promotion: Promotion, best: Combination, used: frozenset[int]) -> frozenset[int]:
    """Return the lines on which a promotion could still act beside the combination that is used."""
    places = covered(lines, promotion)
    if promotion.stackable:
        return places - best.blocked
    return frozenset() if places & used else places


def _presale(lines: Sequence[Line], mine: Sequence[Promotion], best: Combination, total: Money) -> Presale | None:
    """Return the presale that is used: the one that took something off, else one whose deposit merely counts."""
    stepped = [step.promotion for step in best.steps if step.promotion.kind is PromotionKind.PRESALE]
    used = frozenset[int]().union(*(covered(lines, step.promotion) for step in best.steps))
    plain = [
        p
        for p in mine
        if p.kind is PromotionKind.PRESALE and p.threshold is not None and _open_lines(lines, p, best, used)
    ]
    promotion = next(iter((*stepped, *plain)), None)
    if promotion is None or promotion.threshold is None:
        return None
    deposit = min(promotion.threshold, total)
    return Presale(promotion, deposit, reductions.counts_for(promotion), total - deposit)


def _for_others(lines: Sequence[Line], touching: Sequence[Promotion], offers: Offers) -> tuple[Promotion, ...]:
    """Return the promotions of other audiences whose condition on the goods is met."""
    found = []
    for promotion in touching:
        base = sum_of(lines[place].amount for place in covered(lines, promotion))
        if not for_shopper(promotion, offers) and reached(promotion, base) and say_gain(promotion):
            found.append(promotion)
    return tuple(found[:MAX_OTHERS])


def _near(lines: Sequence[Line], mine: Sequence[Promotion], best: Combination) -> tuple[Near, ...]:
    """Return the promotions that a somewhat bigger basket would reach, the nearest first."""
    used = frozenset[int]().union(*(covered(lines, step.promotion) for step in best.steps))
    found = []
    for promotion in mine:
        places = _open_lines(lines, promotion, best, used)
        listed = promotion.kind is PromotionKind.DISCOUNT
        base = sum_of(lines[place].amount if listed else best.discounted[place] for place in places)
        threshold = promotion.threshold
        if threshold is None or promotion.kind is PromotionKind.PRESALE or reached(promotion, base):
            continue
        missing = threshold - base
        if places and missing.fen * NEAR_SHARE <= base.fen and say_gain(promotion):
            found.append(Near(promotion, missing))
    return tuple(sorted(found, key=lambda near: (near.missing, near.promotion.promotion_id))[:MAX_NEAR])


def _notes(basket: Iterable[BasketLine], offers: Offers) -> list[str]:
    """Return what must be said of lines that cannot be bought or computed as wished."""
    today = offers.now.astimezone(offers.zone).date()
    notes = []
    for line in merged(basket):
        sku, title = line.quote.sku, title_of(line.quote)
        if not sku.on_sale:
            notes.append(wording.SUM_OFF_SHELF.format(title=title))
            continue
        if sku.price is None:
            notes.append(wording.SUM_UNPRICED.format(title=title))
        if sku.stock is not None and sku.stock <= 0:
            notes.append(wording.SUM_SOLD_OUT.format(title=title, restock=say_restock(sku, today)))
        elif sku.stock is not None and sku.stock < line.quantity:
            notes.append(wording.SUM_SHORT.format(title=title, stock=sku.stock, quantity=line.quantity))
    return notes


def title_of(quote: Quote) -> str:
    """Return what a basket line is called."""
    sku = quote.sku
    missing = [value for _, value in sku.options if value not in sku.name.split()]
    return tidy(" ".join((sku.name, *missing)))


def _sum_lines(checkout: Checkout, offers: Offers) -> list[str]:
    lines = [_line(line) for line in checkout.lines]
    if len(checkout.lines) > 1 or checkout.lines[0].quantity > 1 or checkout.steps:
        lines.append(wording.SUM_LIST.format(amount=checkout.list_sum.display()))
    lines += [
        wording.SUM_STEP.format(
            name=led(step.promotion.name, wording.OFFER_WORD), off=step.off.display(), terms=say_gain(step.promotion)
        )
        for step in checkout.steps
    ]
    lines += [wording.SUM_NO_OFFER] if not checkout.steps else []
    lines.append(wording.SUM_TOTAL.format(total=checkout.total.display()))
    lines += _beside(checkout, offers)
    return lines


def _line(line: BasketLine) -> str:
    price = _price(line.quote.sku)
    template = wording.SUM_LINE_ONE if line.quantity == 1 else wording.SUM_LINE
    return template.format(
        title=led(title_of(line.quote), wording.GOODS_WORD),
        price=price.display(),
        quantity=line.quantity,
        amount=(price * line.quantity).display(),
    )


def _beside(checkout: Checkout, offers: Offers) -> list[str]:
    lines = []
    if checkout.gifts:
        gifts = [wording.SUM_GIFT_ITEM.format(gift=gift.gift, name=gift.name) for gift in checkout.gifts]
        lines.append(wording.SUM_GIFT.format(gifts=join(gifts)))
    if checkout.presale is not None:
        presale = checkout.presale
        lines.append(
            wording.SUM_PRESALE.format(
                name=presale.promotion.name,
                deposit=presale.deposit.display(),
                counts=presale.counts_for.display(),
                rest=presale.rest.display(),
            )
        )
    for near in checkout.near:
        terms = say_gain(near.promotion)
        lines.append(wording.SUM_NEAR.format(missing=near.missing.display(), name=near.promotion.name, terms=terms))
    for promotion in checkout.for_others:
        terms = wording.COMMA.join((say_gain(promotion), say_audience(promotion)))
        lines.append(wording.SUM_OTHERS.format(name=promotion.name, terms=terms))
    return lines


def _cite(
    basket: tuple[BasketLine, ...], offers: Offers, checkout: Checkout, lines: Sequence[str]
) -> tuple[Evidence, ...]:
    today = offers.now.astimezone(offers.zone).date()
    skus = tuple(
        cite_sku(line.quote, _alone(line.quote.sku), today=today, zone=offers.zone, now=offers.now)
        for line in merged(basket)
    )
    promotions = (
        *(step.promotion for step in checkout.steps),
        *checkout.gifts,
        *((checkout.presale.promotion,) if checkout.presale else ()),
        *(near.promotion for near in checkout.near),
        *checkout.for_others,
    )
    cited = tuple(dict.fromkeys(cite_promotion(promotion, offers) for promotion in promotions))
    return (*skus, *cited, cite_computed("checkout", lines))


def _alone(sku: Sku) -> Product:
    return Product(sku.product_id, sku.name, sku.aliases, sku.category, sku.brand, (sku,))
