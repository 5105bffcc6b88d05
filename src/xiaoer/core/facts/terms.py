"""What does a promotion give, to whom and on what, in words?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.facts import wording
from xiaoer.core.facts.labels import join, tidy
from xiaoer.core.facts.times import say_end, say_moment
from xiaoer.core.facts.topic import Offers
from xiaoer.core.shop.money import ZERO, Money
from xiaoer.core.shop.product import Pairs, Sku
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind

FOREVER_YEAR = 2200  # a window that ends later has no end worth telling
MAX_DESCRIPTION_CHARS = 160
_REDUCTION_WORDS = {
    PromotionKind.FULL_REDUCTION: (wording.REDUCE, wording.REDUCE_FREE),
    PromotionKind.PER_REDUCTION: (wording.REDUCE_EACH, wording.REDUCE_FREE),
    PromotionKind.COUPON: (wording.COUPON, wording.COUPON_FREE),
}


def say_gain(promotion: Promotion) -> str:
    """Return what the promotion gives, such as `满300元减50元`; empty where its data hold no figures."""
    match promotion.kind:
        case PromotionKind.FULL_REDUCTION | PromotionKind.PER_REDUCTION | PromotionKind.COUPON:
            return _reduction(promotion, *_REDUCTION_WORDS[promotion.kind])
        case PromotionKind.DISCOUNT:
            return _discount(promotion)
        case PromotionKind.GIFT:
            return _gift(promotion)
        case PromotionKind.PRESALE:
            return _presale(promotion)
        case PromotionKind.NOTE:
            return ""


def say_terms(promotion: Promotion, offers: Offers, *, gain: str | None = None) -> str:
    """Return all that a shopper must know of a promotion: gain, scope, audience, stacking, description.

    `gain` takes the place of the promotion's own where it is one of several tiers.
    """
    gain = say_gain(promotion) if gain is None else gain
    note = promotion.kind is PromotionKind.NOTE
    scope = "" if note and is_for_all_goods(promotion) else say_scope(promotion, offers)
    description = tidy(promotion.description)
    own_words = any(word in description for word in wording.STACKING_WORDS)
    stacking = wording.NOT_STACKABLE if not (promotion.stackable or note or own_words) else ""
    told = "" if len(description) > MAX_DESCRIPTION_CHARS and not note else description
    parts = (gain, scope, say_audience(promotion), stacking, told)
    return wording.COMMA.join(part.rstrip(wording.STOP) for part in parts if part)


def tiers(promotions: Iterable[Promotion]) -> tuple[tuple[Promotion, ...], ...]:
    """Return the promotions with those rows together that differ in threshold and gain only."""
    rows: dict[Promotion, list[Promotion]] = {}
    for promotion in promotions:
        rows.setdefault(replace(promotion, promotion_id="", threshold=None, amount=None), []).append(promotion)
    return tuple(tuple(found) for found in rows.values())


def say_gains(row: Sequence[Promotion]) -> str:
    """Return what the tiers of one promotion give."""
    return wording.LIST.join(dict.fromkeys(gain for promotion in row if (gain := say_gain(promotion))))


def say_scope(promotion: Promotion, offers: Offers) -> str:
    """Return which goods the promotion is for."""
    scope = promotion.scope
    if is_for_all_goods(promotion):
        return wording.SCOPE_ALL
    titles = dict(offers.titles)
    parts = [wording.SCOPE_CATEGORIES.format(names=join(scope.categories))] if scope.categories else []
    listed = (*scope.products, *scope.skus)
    names = [titles[name] for name in listed if name in titles]
    if listed:
        parts.append(wording.SCOPE_NAMED.format(names=join(names)) if len(names) == len(listed) else wording.SCOPE_SOME)
    return wording.LIST.join(parts)


def say_audience(promotion: Promotion) -> str:
    """Return the condition on who may use the promotion; empty where everybody may."""
    match promotion.audience:
        case Audience.VIP:
            return wording.FOR_VIP
        case Audience.NEW_CUSTOMER:
            return wording.FOR_NEW
        case Audience.EVERYONE:
            return ""


def say_until(promotion: Promotion, offers: Offers) -> str:
    """Return until when the promotion runs; empty where it has no end worth telling."""
    if promotion.ends_at.year >= FOREVER_YEAR:
        return ""
    return wording.UNTIL.format(moment=say_end(promotion.ends_at, zone=offers.zone, now=offers.now))


def say_start(promotion: Promotion, offers: Offers) -> str:
    """Return when the promotion starts."""
    return say_moment(promotion.starts_at, zone=offers.zone, now=offers.now)


def cite_promotion(promotion: Promotion, offers: Offers) -> Evidence:
    """Return a promotion as evidence: its name, terms and window."""
    facts = (
        promotion.name,
        say_terms(promotion, offers),
        tidy(promotion.description),
        say_start(promotion, offers),
        say_until(promotion, offers),
    )
    return Evidence("promotion", promotion.promotion_id, promotion.name, ";".join(fact for fact in facts if fact))


def for_shopper(promotion: Promotion, offers: Offers) -> bool:
    """Return whether this shopper belongs to the promotion's audience."""
    return promotion.audience is Audience.EVERYONE or promotion.audience in offers.audiences


def is_for_all_goods(promotion: Promotion) -> bool:
    """Return whether the promotion is for the whole shop."""
    scope = promotion.scope
    return not (scope.categories or scope.skus or scope.products)


def covers_any(promotion: Promotion, skus: Iterable[Sku]) -> bool:
    """Return whether the promotion covers one of these SKUs."""
    return any(promotion.scope.covers(sku) for sku in skus)


def scope_titles(promotions: Iterable[Promotion], skus: Iterable[Sku]) -> Pairs:
    """Return the names of the products and SKUs that the promotions' scopes list; made once per shop version."""
    products = {name for promotion in promotions for name in promotion.scope.products}
    variants = {name for promotion in promotions for name in promotion.scope.skus}
    titles: dict[str, str] = {}
    for sku in skus:
        if sku.product_id in products:
            titles.setdefault(sku.product_id, sku.name)
        if sku.sku in variants:
            titles[sku.sku] = tidy(f"{sku.name} {sku.option_text()}")
    return tuple(titles.items())


def scope_categories(promotions: Iterable[Promotion], skus: Iterable[Sku]) -> Pairs:
    """Return the categories of the products and SKUs that the promotions' scopes list; made once per shop version."""
    listed = {name for promotion in promotions for name in (*promotion.scope.products, *promotion.scope.skus)}
    own = ((name, sku.category) for sku in skus for name in (sku.product_id, sku.sku) if name in listed)
    return tuple(dict(own).items())


def _free(threshold: Money | None) -> bool:
    return threshold is None or threshold <= ZERO


def _reduction(promotion: Promotion, from_threshold: str, free: str) -> str:
    if promotion.amount is None:
        return ""
    if promotion.threshold is None or _free(promotion.threshold):
        return free.format(amount=promotion.amount.display())
    return from_threshold.format(threshold=promotion.threshold.display(), amount=promotion.amount.display())


def _discount(promotion: Promotion) -> str:
    if promotion.rate is None:
        return ""
    if promotion.rate >= 1:
        return wording.NO_DISCOUNT
    rate = _decimal(promotion.rate * 10)
    if promotion.threshold is None or _free(promotion.threshold):
        return wording.DISCOUNT.format(rate=rate)
    return wording.DISCOUNT_FROM.format(threshold=promotion.threshold.display(), rate=rate)


def _gift(promotion: Promotion) -> str:
    if not promotion.gift:
        return ""
    if promotion.threshold is None or _free(promotion.threshold):
        return wording.GIFT.format(gift=promotion.gift)
    return wording.GIFT_FROM.format(threshold=promotion.threshold.display(), gift=promotion.gift)


def _presale(promotion: Promotion) -> str:
    if promotion.threshold is None:
        return ""
    if promotion.amount is None or promotion.amount <= promotion.threshold:
        return wording.PRESALE_PLAIN.format(deposit=promotion.threshold.display())
    return wording.PRESALE.format(deposit=promotion.threshold.display(), amount=promotion.amount.display())


def _decimal(number: Fraction) -> str:
    return f"{float(number):.4f}".rstrip("0").rstrip(".")
