"""What does a small, honest example of each noun look like?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TypeVar

from xiaoer.core.dialogue.question import PageContext, Question, Shopper
from xiaoer.core.shop.knowledge import FaqEntry, PolicyPassage, Window, Words
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.order import LogisticsStep, Order, OrderLine
from xiaoer.core.shop.product import Pairs, Sku
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind, Scope
from xiaoer.core.shop.shop import Shop

EVE_OF_NOV_11 = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
"""2026-11-10 20:00 in Shanghai: where every frozen clock stands unless told otherwise."""

PHONE_PRICE = Money.yuan(3999)
THRESHOLD = Money.yuan(300)
REDUCTION = Money.yuan(50)
VIP_COUPON = Money.yuan(200)

Noun = TypeVar("Noun", Sku, Promotion, FaqEntry, PolicyPassage, Order, Shop)


@dataclass(slots=True)
class FrozenClock:
    """A clock that moves only when told to."""

    at: datetime = EVE_OF_NOV_11

    def now(self) -> datetime:
        """Return the time at which the clock stands."""
        return self.at

    def move(self, seconds: float) -> None:
        """Put the clock forward."""
        self.at += timedelta(seconds=seconds)


@dataclass(slots=True)
class SequentialIds:
    """Ids that count up: `id-000001`, `id-000002` and so on."""

    prefix: str = "id"
    _last: int = field(default=0, init=False)

    def new(self) -> str:
        """Return the next id."""
        self._last += 1
        return f"{self.prefix}-{self._last:06d}"


def a_profile(*, name: str = "桃桃数码旗舰店", sensitive_words: Sequence[str] = ()) -> Profile:
    """Return the profile of a shop."""
    return Profile(name=name, categories=("智能手机", "配件"), sensitive_words=tuple(sensitive_words))


def a_sku(
    sku: str = "X1-BK-256",
    *,
    product_id: str = "X1",
    name: str = "桃桃X1",
    options: Pairs = (("颜色", "黑色"), ("容量", "256G")),
    price: Money | None = PHONE_PRICE,
    stock: int | None = 12,
    **others: object,
) -> Sku:
    """Return a phone in black with 256G, on sale and in stock; `others` are any further fields of `Sku`."""
    known = Sku(sku=sku, product_id=product_id, name=name, options=options, price=price, stock=stock)
    return _with(_with(known, {"category": "智能手机", "brand": "桃桃"}), others)


def a_promotion(
    promotion_id: str = "full-300-50",
    *,
    kind: PromotionKind = PromotionKind.FULL_REDUCTION,
    starts_at: datetime = EVE_OF_NOV_11 - timedelta(days=1),
    ends_at: datetime = EVE_OF_NOV_11 + timedelta(days=2),
    threshold: Money | None = THRESHOLD,
    amount: Money | None = REDUCTION,
    **others: object,
) -> Promotion:
    """Return 满300减50 for everyone on everything, running now; `others` are any further fields of `Promotion`."""
    known = Promotion(
        promotion_id=promotion_id,
        name="满300减50",
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        threshold=threshold,
        amount=amount,
    )
    return _with(known, others)


def a_discount(promotion_id: str = "discount-95", *, rate: Fraction = Fraction(19, 20), **others: object) -> Promotion:
    """Return a running discount of 95折."""
    promotion = a_promotion(promotion_id, kind=PromotionKind.DISCOUNT, threshold=None, amount=None)
    return _with(_with(promotion, {"name": "95折", "rate": rate}), others)


def a_vip_coupon(promotion_id: str = "vip-200", *, amount: Money = VIP_COUPON, **others: object) -> Promotion:
    """Return a running coupon without threshold, for VIP shoppers."""
    promotion = a_promotion(promotion_id, kind=PromotionKind.COUPON, threshold=None, amount=amount)
    return _with(_with(promotion, {"name": "VIP200元券", "audience": Audience.VIP, "scope": Scope()}), others)


def a_faq(
    faq_id: str = "ship-01", *, question: str = "满多少包邮?", answer: str = "全场满99元包邮。", **others: object
) -> FaqEntry:
    """Return a curated answer without a window; `others` are any further fields of `FaqEntry`."""
    return _with(FaqEntry(faq_id=faq_id, question=question, answer=answer), others)


def a_policy(
    passage_id: str = "退换货#1", *, heading: str = "七天无理由", text: str = "签收后七天内可退货。", **others: object
) -> PolicyPassage:
    """Return a passage of a policy; `others` are any further fields of `PolicyPassage`."""
    topic = passage_id.partition("#")[0]
    return _with(PolicyPassage(passage_id=passage_id, topic=topic, heading=heading, text=text), others)


def a_window(*, days_before: int = 1, days_after: int = 1, now: datetime = EVE_OF_NOV_11) -> Window:
    """Return a window around `now`."""
    return Window(now - timedelta(days=days_before), now + timedelta(days=days_after))


def an_order(
    order_id: str = "TT20261108001",
    *,
    phone: str = "13800138000",
    status: str = "已发货",
    created_at: datetime = EVE_OF_NOV_11 - timedelta(days=2),
    **others: object,
) -> Order:
    """Return an order of one phone that is on its way; `others` are any further fields of `Order`."""
    known = Order(
        order_id=order_id,
        phone=phone,
        lines=(OrderLine("X1-BK-256", 1),),
        paid=Money(394_900),
        status=status,
        created_at=created_at,
        paid_at=created_at + timedelta(minutes=3),
        shipped_at=created_at + timedelta(days=1),
        carrier="顺丰速运",
        tracking_no="SF1020304050",
        logistics=(LogisticsStep(created_at + timedelta(days=1, hours=4), "已到达杭州转运中心"),),
        address="浙江省杭州市西湖区文三路100号",
    )
    return _with(known, others)


def a_shop(
    *,
    shop_id: str = "default",
    version: int = 1,
    stated_at: datetime = EVE_OF_NOV_11 - timedelta(hours=1),
    profile: Profile | None = None,
    skus: Sequence[Sku] | None = None,
    **others: object,
) -> Shop:
    """Return a shop with one phone; `others` are any further fields of `Shop`, as sequences."""
    shop = Shop(
        shop_id=shop_id,
        version=version,
        stated_at=stated_at,
        profile=profile or a_profile(),
        skus=(a_sku(),) if skus is None else tuple(skus),
        words=Words(),
    )
    return _with(shop, {name: tuple(v) if isinstance(v, list) else v for name, v in others.items()})


def a_shopper(key: str = "小美", *, audiences: frozenset[Audience] = frozenset(), phone: str = "") -> Shopper:
    """Return 小美, an ordinary shopper."""
    return Shopper(key=key, audiences=audiences, phone=phone)


def a_question(
    text: str = "桃桃X1多少钱?", *, shopper: Shopper | None = None, context: PageContext | None = None
) -> Question:
    """Return a question from 小美."""
    return Question(text=text, shopper=shopper or a_shopper(), context=context or PageContext())


def _with(noun: Noun, fields: Mapping[str, object]) -> Noun:
    return replace(noun, **fields)  # type: ignore[arg-type]  # a wrong field name fails loudly at run time
