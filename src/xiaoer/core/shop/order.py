"""What did the shopper buy, and where is it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xiaoer.core.shop.money import Money


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A SKU and how many of it."""

    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class LogisticsStep:
    """One scan of the parcel on its way."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Order:
    """One order as the shop's order source states it; `status` keeps the shop's own word."""

    order_id: str
    phone: str = ""
    lines: tuple[OrderLine, ...] = ()
    paid: Money | None = None
    status: str = ""
    created_at: datetime | None = None
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    signed_at: datetime | None = None
    carrier: str = ""
    tracking_no: str = ""
    logistics: tuple[LogisticsStep, ...] = ()
    address: str = ""
