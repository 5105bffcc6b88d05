"""Which orders does a folder hold that was read but not imported?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from xiaoer.core.shop.order import Order

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FolderOrders:
    """Orders held in memory, for trying a shop out before it is imported."""

    orders: tuple[Order, ...]

    async def find(self, shop_id: str, order_id: str) -> Order | None:
        """Return an order by its number."""
        return next((order for order in self.orders if order.order_id == order_id), None)

    async def of_phone(self, shop_id: str, phone: str, *, limit: int) -> tuple[Order, ...]:
        """Return the newest orders of a phone number."""
        hers = (order for order in self.orders if phone and order.phone == phone)
        return tuple(sorted(hers, key=lambda order: order.created_at or _LONG_AGO, reverse=True)[:limit])
