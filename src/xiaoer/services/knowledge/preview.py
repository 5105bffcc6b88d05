"""What shop would this source make, all by itself?"""

from __future__ import annotations

from datetime import datetime

from xiaoer.core.shop.order import Order
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge import codec, draft, reading
from xiaoer.services.knowledge.source import Progress, Source


def silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""


def shop_of(
    source: Source, *, shop_id: str, at: datetime, progress: Progress = silent
) -> tuple[Shop, tuple[Order, ...]]:
    """Return the shop and the orders of a source without storing anything; rows at fault are left out."""
    found = reading.read(source, (), shop_id=shop_id, progress=progress)
    planned = draft.build((), (), found, prune=False)
    return codec.decode_shop(planned.items, shop_id=shop_id, version=0, stated_at=at), planned.put_orders
