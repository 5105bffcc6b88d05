"""Who and what plays in the tests of facts?"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.evidence import Quote, Statement
from xiaoer.core.facts.topic import BasketLine, Offers, Topic
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Pairs, Sku, group
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind, Scope

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 10, 20, 0, tzinfo=ZONE)
READ_AT = datetime(2026, 11, 10, 10, 32, tzinfo=ZONE)
NOTE = "(截至11月10日 10:32,以商品详情页为准)"


def a_sku(sku="X1", *, product_id="X1", name="桃桃X1", price=3999, options: Pairs = (), **fields) -> Sku:
    money = price if price is None or isinstance(price, Money) else Money(round(price * 100))
    return Sku(sku, product_id, name, price=money, options=options, **fields)


def a_phone(colour, size, price, stock=5, **fields) -> Sku:
    return a_sku(f"X1-{colour}-{size}", price=price, stock=stock, options=(("颜色", colour), ("容量", size)), **fields)


def a_topic(*skus: Sku, among: tuple[Sku, ...] = (), now: datetime = NOW) -> Topic:
    """The topic of these SKUs; with `among`, they are what the shopper's words left of its SKUs."""
    (product,) = group(among or skus)
    return Topic(product, tuple(Quote(sku, READ_AT) for sku in skus), ZONE, bool(among), now)


def a_promotion(promotion_id="p1", kind=PromotionKind.FULL_REDUCTION, **fields) -> Promotion:
    fields.setdefault("name", promotion_id)
    fields.setdefault("starts_at", NOW - timedelta(days=3))
    fields.setdefault("ends_at", NOW + timedelta(days=1))
    fields.setdefault("stackable", True)
    for name in ("threshold", "amount"):
        if isinstance(fields.get(name), int | float):
            fields[name] = Money(round(fields[name] * 100))
    if isinstance(fields.get("rate"), str):
        fields["rate"] = Fraction(fields["rate"])
    return Promotion(promotion_id=promotion_id, kind=kind, **fields)


def offers(*promotions: Promotion, audiences=(), now=NOW, titles: Pairs = ()) -> Offers:
    return Offers(promotions, frozenset(audiences), now, ZONE, titles)


def a_line(sku: Sku, quantity=1) -> BasketLine:
    return BasketLine(Quote(sku, READ_AT), quantity)


def untraced_numbers(statement: Statement) -> tuple[str, ...]:
    """Return the numbers in the words of a statement that none of its evidence holds."""
    backed = {number for evidence in statement.evidence for number in re.findall(r"\d+(?:\.\d+)?", evidence.text)}
    return tuple(number for number in re.findall(r"\d+(?:\.\d+)?", statement.text) if number not in backed)


__all__ = ["Audience", "PromotionKind", "Scope"]
