"""Where is my order?

The caller has checked that the order is the asker's: by order number and the last four digits of the phone, or by a
signed identity. What is said when the two do not match lives in `core/shop/texts`, the same for every order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.evidence import Evidence, Statement
from xiaoer.core.facts import order_wording as wording
from xiaoer.core.facts.times import say_moment
from xiaoer.core.shop.order import Order

RULE = "facts.order"
Aspect = Literal["status", "logistics", "refund", "items", "paid", "address"]
MAX_ITEMS = 10
_UNPAID = frozenset({"待付款", "待支付", "未付款", "未支付", "等待付款"})
_CANCELLED = frozenset({"已取消", "已关闭", "交易关闭", "交易取消"})  # the amount of these was never paid, or paid back
_REGION = re.compile(
    r"^(?:.{2,8}?(?:省|自治区|特别行政区))?.{1,8}?(?:市|自治州|地区|盟)|^.{2,8}?(?:省|自治区|特别行政区)"
)


def state_order(
    order: Order, *, aspect: str, titles: Mapping[str, str], zone: ZoneInfo, now: datetime | None = None
) -> Statement:
    """Say what the data hold on an order, from the side that was asked about.

    `aspect` is one of `Aspect` or the id of a pack intent; `titles` names the SKUs. Without `now`, dates of other
    years than the latest one of the order carry their year.
    """
    told = _Told(order, titles, zone, now or _latest(order))
    lines = _SAY[aspect_of(aspect)](told)
    text = wording.LINE.join((wording.HEAD.format(order_id=order.order_id, status=told.status()), *lines))
    evidence = Evidence("order", order.order_id, order.order_id, wording.LINE.join((text, *told.facts())))
    return Statement(text, (evidence,), f"{RULE}.{aspect_of(aspect)}")


def aspect_of(intent: str) -> Aspect:
    """Return the side of an order that an intent of the question pack asks about."""
    for aspect, words in _ASPECT_WORDS:
        if any(word in intent.lower() for word in words):
            return aspect
    return "status"


def mask_phone(phone: str) -> str:
    """Return `138****5678`; a number of another shape keeps at most its last four digits."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) == 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-4:]}" if len(digits) > 6 else "****"


def mask_address(address: str) -> str:
    """Return province and city with the rest hidden, such as `浙江省杭州市****`; wholly hidden if unclear."""
    region = _REGION.match(re.sub(r"\s", "", address))
    return f"{region.group()}****" if region else "****"


class _Told:
    """One order with the names and the calendar by which it is told."""

    def __init__(self, order: Order, titles: Mapping[str, str], zone: ZoneInfo, now: datetime | None) -> None:
        self.order, self.titles, self.zone, self.now = order, titles, zone, now

    def status(self) -> str:
        return self.order.status or wording.STATUS_UNKNOWN

    def moment(self, at: datetime) -> str:
        return say_moment(at, zone=self.zone, now=self.now or at)

    def when(self, template: str, at: datetime | None) -> tuple[str, ...]:
        return () if at is None else (template.format(moment=self.moment(at)),)

    def parcel(self) -> tuple[str, ...]:
        order = self.order
        if order.carrier and order.tracking_no:
            return (wording.PARCEL.format(carrier=order.carrier, tracking_no=order.tracking_no),)
        if order.carrier:
            return (wording.CARRIER.format(carrier=order.carrier),)
        return (wording.TRACKING.format(tracking_no=order.tracking_no),) if order.tracking_no else ()

    def last_step(self) -> tuple[str, ...]:
        if not self.order.logistics:
            return ()
        step = max(self.order.logistics, key=lambda found: found.at)
        return (wording.LAST_STEP.format(moment=self.moment(step.at), text=step.text),)

    def items(self) -> tuple[str, ...]:
        lines = self.order.lines[:MAX_ITEMS]
        if not lines:
            return (wording.ITEMS_UNKNOWN,)
        named = [
            wording.ITEM.format(title=self.titles.get(line.sku, line.sku), quantity=line.quantity) for line in lines
        ]
        more = wording.AND_SO_ON if len(self.order.lines) > len(lines) else ""
        return (wording.ITEMS.format(items=wording.LIST.join(named) + more),)

    def paid(self) -> tuple[str, ...]:
        if self.order.status in _UNPAID:
            return (wording.AWAITS_PAYMENT,)
        if self.order.status in _CANCELLED:
            return (wording.CANCELLED,)
        if self.order.paid is None:
            return (wording.PAID_UNKNOWN,)
        return (wording.PAID.format(paid=self.order.paid.display()), *self.when(wording.PAID_AT, self.order.paid_at))

    def facts(self) -> tuple[str, ...]:
        """Return what else the order holds that may be said, masked where it is private."""
        order = self.order
        dates = (
            *self.when(wording.CREATED_AT, order.created_at),
            *self.when(wording.PAID_AT, order.paid_at),
            *self.when(wording.SHIPPED_AT, order.shipped_at),
            *self.when(wording.SIGNED_AT, order.signed_at),
        )
        return (*dates, *self.parcel(), *self.last_step())


def _say_whole(told: _Told) -> tuple[str, ...]:
    """Say where the order stands, and what it holds where the data know."""
    items = told.items() if told.order.lines else ()
    settled = told.order.paid is not None and told.order.status not in _UNPAID | _CANCELLED
    paid = (wording.PAID.format(paid=told.order.paid.display()),) if settled and told.order.paid is not None else ()
    return tuple(dict.fromkeys((*_say_status(told), *items, *paid)))


def _say_status(told: _Told) -> tuple[str, ...]:
    order = told.order
    if order.status in _CANCELLED:
        return (wording.CANCELLED,)
    match order.status:
        case status if status in _UNPAID:
            return (*told.when(wording.CREATED_AT, order.created_at), wording.AWAITS_PAYMENT)
        case "待发货":
            return (*told.when(wording.PAID_AT, order.paid_at), wording.NOT_SHIPPED)
        case "退款中" | "已退款":
            return _say_refund(told)
        case _:
            return _say_logistics(told)


def _say_logistics(told: _Told) -> tuple[str, ...]:
    order = told.order
    if order.status == "已签收":
        signed = told.when(wording.SIGNED_AT, order.signed_at)
        return (*signed, *told.parcel(), *told.last_step())
    if order.status == "待发货" or order.status in _UNPAID | _CANCELLED:
        return _say_status(told)
    known = (*told.when(wording.SHIPPED_AT, order.shipped_at), *told.parcel(), *told.last_step())
    if order.status == "已发货":
        return (*known, *(() if order.logistics else (wording.NO_STEPS,)))
    return known


def _say_refund(told: _Told) -> tuple[str, ...]:
    amount = (wording.PAID.format(paid=told.order.paid.display()),) if told.order.paid is not None else ()
    match told.order.status:
        case "退款中":
            return (wording.REFUNDING, *amount)
        case "已退款":
            return (wording.REFUNDED, *amount)
        case _:
            return (wording.NO_REFUND,)


def _say_items(told: _Told) -> tuple[str, ...]:
    return told.items()


def _say_paid(told: _Told) -> tuple[str, ...]:
    return told.paid()


def _say_address(told: _Told) -> tuple[str, ...]:
    order = told.order
    address = (wording.ADDRESS.format(address=mask_address(order.address)),) if order.address else ()
    phone = (wording.PHONE.format(phone=mask_phone(order.phone)),) if order.phone else ()
    return (*address, *phone, wording.PRIVATE) if address or phone else (wording.ADDRESS_UNKNOWN,)


def _latest(order: Order) -> datetime | None:
    times = (order.created_at, order.paid_at, order.shipped_at, order.signed_at, *(step.at for step in order.logistics))
    return max((at for at in times if at is not None), default=None)


_SAY = {
    "status": _say_whole,
    "logistics": _say_logistics,
    "refund": _say_refund,
    "items": _say_items,
    "paid": _say_paid,
    "address": _say_address,
}
_ASPECT_WORDS: tuple[tuple[Aspect, tuple[str, ...]], ...] = (
    ("address", ("address", "phone", "recipient", "地址", "手机号", "寄到哪")),
    ("refund", ("refund", "return", "退款", "退货")),
    ("items", ("items", "content", "bought", "买了什么", "哪些商品", "买的啥")),
    ("paid", ("paid", "amount", "payment", "实付", "付了多少", "花了多少", "多少钱")),
    ("logistics", ("logistics", "track", "ship", "deliver", "arriv", "received", "parcel", "carrier", "物流", "快递")),
)
