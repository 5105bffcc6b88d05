"""Does the calculator find the cheapest lawful combination, to the fen?"""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.core.facts.cast import a_line, a_promotion, a_sku, offers

from xiaoer.core.facts.checkout import check_out
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind, Scope

FULL, PER = PromotionKind.FULL_REDUCTION, PromotionKind.PER_REDUCTION
COUPON, DISCOUNT, GIFT, PRESALE = (
    PromotionKind.COUPON,
    PromotionKind.DISCOUNT,
    PromotionKind.GIFT,
    PromotionKind.PRESALE,
)
A, B, C = Scope(categories=("A",)), Scope(skus=("s2",)), Scope(products=("s3",))


def goods(sku, price, category=""):
    return a_sku(sku, product_id=sku, name=sku, price=price, category=category)


def total(basket, *promotions, audiences=()):
    return check_out(tuple(basket), offers(*promotions, audiences=audiences)).total


ONE = (a_line(goods("s1", 1000, "A")),)
TWO = (a_line(goods("s1", 1000, "A")), a_line(goods("s2", 400)))


@pytest.mark.parametrize(
    ("promotions", "expected"),
    [
        ((), 1000),
        ((a_promotion(threshold=300, amount=50, kind=PER),), 850),
        ((a_promotion(threshold=1000, amount=100),), 900),
        ((a_promotion(threshold=1000.01, amount=100),), 1000),
        ((a_promotion("a", threshold=500, amount=40), a_promotion("b", threshold=900, amount=100)), 900),
        ((a_promotion(threshold=0, amount=30),), 970),
        ((a_promotion(amount=30),), 970),
        ((a_promotion(threshold=300, amount=0),), 1000),
        ((a_promotion(threshold=300),), 1000),
        ((a_promotion(kind=DISCOUNT, rate="0.8"),), 800),
        ((a_promotion(kind=DISCOUNT, rate="0"),), 0),
        ((a_promotion(kind=DISCOUNT, rate="1.2"),), 1000),
        ((a_promotion(kind=DISCOUNT, rate="0.8", threshold=1001),), 1000),
        ((a_promotion(kind=COUPON, amount=5000),), 0),
        ((a_promotion("d", DISCOUNT, rate="0.9"), a_promotion("f", threshold=1000, amount=100)), 900),
        ((a_promotion("d", DISCOUNT, rate="0.9"), a_promotion("f", threshold=900, amount=100)), 800),
        ((a_promotion("f", threshold=900, amount=200), a_promotion("c", COUPON, threshold=900, amount=50)), 750),
        ((a_promotion("f", amount=80), a_promotion("c", COUPON, amount=100, stackable=False)), 900),
        ((a_promotion("f", amount=120), a_promotion("c", COUPON, amount=100, stackable=False)), 880),
        ((a_promotion("c1", COUPON, amount=10), a_promotion("c2", COUPON, amount=20)), 970),
        ((a_promotion(kind=PRESALE, threshold=100, amount=200),), 900),
        ((a_promotion(kind=PRESALE, threshold=100),), 1000),
        ((a_promotion(kind=PRESALE, threshold=100, amount=0),), 1000),
        ((a_promotion(scope=B, amount=50),), 1000),
        ((a_promotion(scope=A, amount=50),), 950),
    ],
)
def test_one_piece_of_a_thousand_yuan(promotions, expected):
    assert total(ONE, *promotions) == Money(round(expected * 100))


def test_a_promotion_of_another_audience_takes_nothing_off_but_is_named():
    vip = a_promotion(kind=COUPON, amount=200, audience=Audience.VIP)
    assert check_out(ONE, offers(vip)).total == Money.yuan(1000)
    assert check_out(ONE, offers(vip)).for_others == (vip,)
    assert total(ONE, vip, audiences={Audience.VIP}) == Money.yuan(800)


def test_promotions_outside_their_window_count_for_nothing():
    past = a_promotion("a", amount=50, ends_at=a_promotion().starts_at)
    coming = a_promotion("b", amount=50, starts_at=a_promotion().ends_at)
    assert total(ONE, past, coming) == Money.yuan(1000)


def test_lines_with_nothing_in_common_take_different_unstackable_promotions():
    on_a = a_promotion("a", amount=100, scope=A, stackable=False)
    on_b = a_promotion("b", amount=40, scope=B, stackable=False)
    assert total(TWO, on_a, on_b) == Money.yuan(1260)


def test_an_unstackable_promotion_keeps_off_whatever_else_touches_its_lines():
    on_a = a_promotion("a", DISCOUNT, rate="0.8", scope=A, stackable=False)
    everywhere = a_promotion("b", PER, threshold=300, amount=50)
    assert total(TWO, on_a, everywhere) == Money.yuan(1150)
    assert total(TWO, replace(on_a, rate=Fraction(9, 10)), everywhere) == Money.yuan(1200)
    assert total(TWO, on_a, replace(everywhere, threshold=Money.yuan(500), amount=Money.yuan(90))) == Money.yuan(1200)


def test_many_lines_with_a_promotion_each_all_get_theirs():
    basket = [a_line(goods(f"s{n}", 100)) for n in range(30)]
    each = [a_promotion(f"p{n}", COUPON, amount=10, stackable=False, scope=Scope(skus=(f"s{n}",))) for n in range(30)]
    assert total(basket, *each) == Money.yuan(2700)


def test_a_reduction_never_takes_more_than_its_own_lines_cost():
    basket = (a_line(goods("s1", 100, "A")), a_line(goods("s2", 500)))
    coupons = (a_promotion("a", COUPON, amount=80, scope=A), a_promotion("b", COUPON, amount=80, scope=A))
    assert total(basket, *coupons) == Money.yuan(500)
    assert total(basket, *coupons, a_promotion("c", COUPON, amount=450)) == Money.yuan(50)


def test_half_a_fen_is_rounded_up_on_the_line():
    basket = (a_line(goods("s1", 59.9), 3),)
    assert total(basket, a_promotion(kind=DISCOUNT, rate="0.85")) == Money(15275)


def test_gifts_come_with_what_costs_least():
    gift = a_promotion("g", GIFT, gift="蓝牙耳机", threshold=900)
    off = a_promotion("u", amount=50, stackable=False)
    assert check_out(ONE, offers(gift)).gifts == (gift,)
    assert check_out(ONE, offers(gift, off)).gifts == ()
    assert check_out(ONE, offers(gift, a_promotion("s", amount=50))).gifts == (gift,)
    assert check_out(ONE, offers(replace(gift, threshold=Money.yuan(1001)))).gifts == ()


def test_a_presale_deposit_is_part_of_the_sum():
    checkout = check_out(ONE, offers(a_promotion(kind=PRESALE, threshold=100, amount=200)))
    assert checkout.presale is not None
    assert (checkout.presale.deposit, checkout.presale.rest) == (Money.yuan(100), Money.yuan(800))
    assert checkout.presale.deposit + checkout.presale.rest == checkout.total == Money.yuan(900)


def test_what_is_missing_to_a_threshold_is_told_when_it_is_near():
    near = a_promotion("n", threshold=1100, amount=100)
    far = a_promotion("f", COUPON, threshold=5000, amount=900)
    (found,) = check_out(ONE, offers(near, far)).near
    assert (found.promotion, found.missing) == (near, Money.yuan(100))


# An oracle that knows nothing of components, families or cuts: it tries every set of promotions and every lawful use.

PRICES = st.integers(0, 30000)
SCOPES = st.sampled_from([Scope(), A, B, C, Scope(categories=("A",), skus=("s2",))])
KINDS = st.sampled_from([FULL, PER, COUPON, DISCOUNT, PRESALE])


@st.composite
def promotions_of_any_kind(draw):
    kind = draw(KINDS)
    return a_promotion(
        f"p{draw(st.integers(0, 10**6)):07d}",
        kind,
        threshold=draw(st.none() | st.builds(Money, st.integers(0, 40000))),
        amount=draw(st.none() | st.builds(Money, st.integers(0, 20000))),
        rate=draw(st.fractions(0, 1, max_denominator=100)) if kind is DISCOUNT else None,
        scope=draw(SCOPES),
        stackable=draw(st.booleans()),
    )


PROMOTIONS = st.lists(promotions_of_any_kind(), max_size=5, unique_by=lambda p: p.promotion_id).map(tuple)
BASKETS = st.tuples(PRICES, PRICES, PRICES, st.integers(1, 4)).map(
    lambda p: (
        a_line(goods("s1", Money(p[0]), "A"), p[3]),
        a_line(goods("s2", Money(p[1]))),
        a_line(goods("s3", Money(p[2]))),
    )
)


def oracle(basket, promotions: tuple[Promotion, ...]) -> int:
    """Return the least sum in fen over every lawful set of promotions, by trying all of them."""
    touch = {p.promotion_id: {n for n, line in enumerate(basket) if p.scope.covers(line.quote.sku)} for p in promotions}
    stackable = [p for p in promotions if p.stackable]
    single = [p for p in promotions if not p.stackable]
    sums = []
    for size in range(len(single) + 1):
        for chosen in itertools.combinations(single, size):
            clash = any(
                touch[a.promotion_id] & touch[b.promotion_id] and not (a.kind is b.kind is FULL and a.scope == b.scope)
                for a, b in itertools.combinations(chosen, 2)
            )
            takes = all(pay(basket, [p]) < pay(basket, []) for p in chosen)
            if clash or not takes or twice(chosen):
                continue
            blocked = set().union(*(touch[p.promotion_id] for p in chosen))
            rest = [line for n, line in enumerate(basket) if n not in blocked]
            own = [[basket[n] for n in sorted(touch[p.promotion_id])] for p in chosen]
            sums.append(pay(rest, stackable) + sum(pay(lines, [p]) for lines, p in zip(own, chosen, strict=True)))
    return min(sums)


def twice(chosen):
    return any(a.kind is b.kind is FULL and a.scope == b.scope for a, b in itertools.combinations(chosen, 2))


def pay(basket, used):
    amounts = [line.quote.sku.price.fen * line.quantity for line in basket]
    listed = list(amounts)
    for n, line in enumerate(basket):
        rate = Fraction(1)
        for p in used:
            inside = sum(a for a, other in zip(listed, basket, strict=True) if p.scope.covers(other.quote.sku))
            if p.kind is DISCOUNT and p.rate is not None and p.scope.covers(line.quote.sku) and inside >= need(p):
                rate *= p.rate
        amounts[n] = int(amounts[n] * rate + Fraction(1, 2))
    wishes, tiers = [], {}
    for p in used:
        places = [n for n, line in enumerate(basket) if p.scope.covers(line.quote.sku)]
        base, amount = sum(amounts[n] for n in places), p.amount.fen if p.amount is not None else 0
        off = 0
        if p.kind in (FULL, COUPON):
            off = amount if base >= need(p) else 0
        elif p.kind is PER:
            off = amount * (base // need(p)) if need(p) else amount
        elif p.kind is PRESALE:
            off = max(0, amount - need(p)) if need(p) else 0
        if p.kind is FULL:
            key = (p.scope, p.stackable)
            tiers[key] = max(tiers.get(key, (0, ())), (off, tuple(places)))
        else:
            wishes.append((off, tuple(places)))
    return sum(amounts) - flow(amounts, [*wishes, *tiers.values()])


def need(p):
    return p.threshold.fen if p.threshold is not None and p.threshold.fen > 0 else 0


def flow(amounts, wishes):
    """Return how much of the wishes the lines can bear: the smallest of all cuts."""
    best = None
    for cut in itertools.product((False, True), repeat=len(amounts)):
        value = sum(a for a, inside in zip(amounts, cut, strict=True) if inside)
        value += sum(off for off, places in wishes if any(not cut[n] for n in places))
        best = value if best is None else min(best, value)
    return best


@settings(max_examples=400)
@given(BASKETS, PROMOTIONS)
def test_no_lawful_combination_is_cheaper_than_the_one_found(basket, promotions):
    assert total(basket, *promotions).fen == oracle(basket, promotions)


@settings(max_examples=100)
@given(BASKETS, PROMOTIONS, st.randoms())
def test_the_order_of_lines_and_promotions_does_not_matter(basket, promotions, random):
    lines, shuffled = list(basket), list(promotions)
    random.shuffle(lines)
    random.shuffle(shuffled)
    first, second = check_out(basket, offers(*promotions)), check_out(tuple(lines), offers(*shuffled))
    assert (first.total, first.steps, first.gifts, first.near) == (
        second.total,
        second.steps,
        second.gifts,
        second.near,
    )


@settings(max_examples=100)
@given(BASKETS, PROMOTIONS, promotions_of_any_kind())
def test_one_more_unstackable_promotion_never_makes_it_dearer(basket, promotions, more):
    more = replace(more, stackable=False, promotion_id="more")
    assert total(basket, *promotions, more) <= total(basket, *promotions)


@settings(max_examples=100)
@given(BASKETS, PROMOTIONS)
def test_the_steps_add_up_and_nothing_falls_below_zero(basket, promotions):
    checkout = check_out(basket, offers(*promotions))
    assert Money(0) <= checkout.total <= checkout.list_sum
    assert checkout.list_sum.fen - sum(step.off.fen for step in checkout.steps) == checkout.total.fen
    assert all(Money(0) < step.off <= step.base for step in checkout.steps)
