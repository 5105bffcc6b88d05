"""Where does the embedded order source keep its orders?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from xiaoer.adapters.storage import tables
from xiaoer.adapters.storage.codec import decode, encode
from xiaoer.adapters.storage.session import Change, Database, Query, Session
from xiaoer.core.shop.order import Order

_orders = tables.orders


def _order(body: str) -> Order:
    return decode(Order, body)


_FIND = Query(
    select(_orders.c.body).where(
        _orders.c.shop_id == bindparam("shop_id"), _orders.c.order_id == bindparam("order_id")
    ),
    _order,
)
_OF_PHONE = Query(
    select(_orders.c.body)
    .where(_orders.c.shop_id == bindparam("shop_id"), _orders.c.phone == bindparam("phone"))
    .order_by(_orders.c.created_at.desc().nulls_last(), _orders.c.order_id.desc())
    .limit(bindparam("limit")),
    _order,
)
_ALL = Query(
    select(_orders.c.body).where(_orders.c.shop_id == bindparam("shop_id")).order_by(_orders.c.order_id), _order
)
_DROP = Change(
    delete(_orders).where(_orders.c.shop_id == bindparam("shop_id"), _orders.c.order_id == bindparam("order_id"))
)


class SqlOrders:
    """The `Orders` and `OrderBook` ports on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, shop_id: str, order_id: str) -> Order | None:
        """Return an order by its number."""
        return await self._database.read(lambda session: session.one(_FIND, shop_id=shop_id, order_id=order_id))

    async def of_phone(self, shop_id: str, phone: str, *, limit: int) -> tuple[Order, ...]:
        """Return the orders of one phone number, newest first."""
        if not phone:
            return ()
        return await self._database.read(
            lambda session: session.all(_OF_PHONE, shop_id=shop_id, phone=phone, limit=limit)
        )

    async def all(self, shop_id: str) -> tuple[Order, ...]:
        """Return every order of a shop, by number."""
        return await self._database.scan(lambda session: session.all(_ALL, shop_id=shop_id))

    async def put(self, shop_id: str, orders: Sequence[Order]) -> None:
        """Insert or update orders by id, in one transaction."""
        await self._database.load(lambda session: _put(session, shop_id, orders))

    async def drop(self, shop_id: str, order_ids: Sequence[str]) -> None:
        """Delete orders by id, in one transaction."""
        await self._database.load(lambda session: _drop(session, shop_id, order_ids))


def _put(session: Session, shop_id: str, orders: Sequence[Order]) -> None:
    latest = {order.order_id: order for order in orders}
    _drop(session, shop_id, tuple(latest))
    rows = [
        {
            "shop_id": shop_id,
            "order_id": order.order_id,
            "phone": order.phone,
            "created_at": order.created_at,
            "body": encode(order),
        }
        for order in latest.values()
    ]
    session.add_rows(_orders, rows)


def _drop(session: Session, shop_id: str, order_ids: Sequence[str]) -> None:
    for order_id in order_ids:
        session.run(_DROP, shop_id=shop_id, order_id=order_id)
