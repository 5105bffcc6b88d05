"""Which goods, promotions and orders will be stated wrongly, or never?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from xiaoer.core.shop.knowledge import Window
from xiaoer.core.shop.money import ZERO
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.product import Pairs, Sku
from xiaoer.core.shop.promotion import Promotion, PromotionKind, Scope
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge import findings
from xiaoer.services.knowledge.check_texts import overlap
from xiaoer.services.knowledge.findings import Finding, finding

_REDUCTIONS = (PromotionKind.FULL_REDUCTION, PromotionKind.PER_REDUCTION)


def check_goods(shop: Shop, orders: Sequence[Order], *, now: datetime) -> tuple[Finding, ...]:
    """Return the findings about SKUs, promotions and orders."""
    zone = ZoneInfo(shop.profile.timezone)
    return (
        *_skus(shop.skus, now, zone),
        *_twins(shop.skus),
        *_promotions(shop, now, zone),
        *_overlaps(shop.promotions),
        *_orders(orders, shop.skus),
    )


def _skus(skus: Sequence[Sku], now: datetime, zone: ZoneInfo) -> Iterator[Finding]:
    today = now.astimezone(zone).date()
    for sku in skus:
        if sku.price is None:
            yield finding("warning", "sku", sku.sku, findings.NO_PRICE)
        elif sku.price == ZERO:
            yield finding("error", "sku", sku.sku, findings.ZERO_PRICE)
        elif sku.list_price is not None and sku.list_price < sku.price:
            yield finding(
                "warning", "sku", sku.sku, findings.LIST_PRICE_LOWER,
                list_price=sku.list_price.display(), price=sku.price.display(),
            )  # fmt: skip
        if sku.stock == 0 and sku.restock_at is not None and sku.restock_at < today:
            yield finding("warning", "sku", sku.sku, findings.RESTOCK_PAST, at=sku.restock_at.isoformat())


def _twins(skus: Sequence[Sku]) -> Iterator[Finding]:
    first: dict[tuple[str, str, Pairs], str] = {}
    for sku in skus:
        if not sku.on_sale:
            continue
        elder = first.setdefault((sku.product_id, sku.name, tuple(sorted(sku.options))), sku.sku)
        if elder != sku.sku:
            yield finding("error", "sku", sku.sku, findings.TWINS, other=elder)


def _promotions(shop: Shop, now: datetime, zone: ZoneInfo) -> Iterator[Finding]:
    known = (
        frozenset(sku.sku for sku in shop.skus),
        frozenset(sku.product_id for sku in shop.skus),
        frozenset(sku.category for sku in shop.skus),
    )
    for promotion in shop.promotions:
        key = promotion.promotion_id
        if promotion.ends_at <= now:
            at = promotion.ends_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
            yield finding("warning", "promotion", key, findings.EXPIRED, at=at)
        unknown, named = _unknown(promotion.scope, *known)
        if named and len(unknown) == named:
            yield finding("error", "promotion", key, findings.EMPTY_SCOPE)
        elif unknown:
            yield finding("warning", "promotion", key, findings.SCOPE_UNKNOWN, names="、".join(unknown))
        yield from _figures(promotion)


def _unknown(
    scope: Scope, skus: frozenset[str], products: frozenset[str], categories: frozenset[str]
) -> tuple[tuple[str, ...], int]:
    named = len(scope.skus) + len(scope.products) + len(scope.categories)
    unknown = (
        *(name for name in scope.skus if name not in skus),
        *(name for name in scope.products if name not in products),
        *(name for name in scope.categories if name not in categories),
    )
    return unknown, named


def _figures(promotion: Promotion) -> Iterator[Finding]:
    threshold, amount = promotion.threshold, promotion.amount
    if threshold is None or amount is None or threshold <= ZERO:
        return
    values = {"threshold": threshold.display(), "amount": amount.display()}
    if promotion.kind is PromotionKind.PRESALE and amount < threshold:
        yield finding("warning", "promotion", promotion.promotion_id, findings.AMOUNT_UNDER_DEPOSIT, **values)
    if promotion.kind in _REDUCTIONS and amount > threshold:
        yield finding("warning", "promotion", promotion.promotion_id, findings.AMOUNT_OVER_THRESHOLD, **values)


def _overlaps(promotions: Sequence[Promotion]) -> Iterator[Finding]:
    alike: dict[tuple[object, ...], list[Promotion]] = {}
    for promotion in promotions:
        if promotion.kind in (PromotionKind.NOTE, PromotionKind.GIFT):
            continue  # several notes and gifts stand well side by side
        scope = promotion.scope
        # Different thresholds are the tiers of one promotion.
        key = (
            promotion.kind, promotion.audience, promotion.threshold,
            frozenset(scope.categories), frozenset(scope.skus), frozenset(scope.products),
        )  # fmt: skip
        for other in alike.setdefault(key, []):
            if overlap(_window(other), _window(promotion)):
                yield finding(
                    "warning", "promotion", promotion.promotion_id, findings.OVERLAP, other=other.promotion_id
                )
        alike[key].append(promotion)


def _window(promotion: Promotion) -> Window:
    return Window(promotion.starts_at, promotion.ends_at)


def _orders(orders: Sequence[Order], skus: Sequence[Sku]) -> Iterator[Finding]:
    known = {sku.sku for sku in skus}
    for order in orders:
        if not order.phone:
            yield finding("warning", "order", order.order_id, findings.ORDER_NO_PHONE)
        for line in order.lines:
            if line.sku not in known:
                yield finding("warning", "order", order.order_id, findings.ORDER_UNKNOWN_SKU, sku=line.sku)
