"""How does the owner change orders? They are live data outside versions: a change counts at once."""

from __future__ import annotations

import asyncio

from xiaoer.core.shop.order import Order
from xiaoer.ports import OrderBook
from xiaoer.services.knowledge import forms
from xiaoer.services.knowledge.editing import Editing
from xiaoer.services.knowledge.forms import Cells, FilledOrder


class OrderEditing:
    """The embedded orders of one shop, one by one."""

    def __init__(self, editing: Editing, book: OrderBook, *, shop_id: str) -> None:
        self._editing = editing
        self._book = book
        self._shop_id = shop_id

    async def all(self) -> tuple[Order, ...]:
        """Return every order."""
        return await self._book.all(self._shop_id)

    async def read(self, cells: Cells) -> FilledOrder:
        """Return what the form of an order says; goods are looked up in the draft."""
        items = tuple((await self._editing.working()).items.values())
        return await asyncio.to_thread(forms.read_order, cells, items, shop_id=self._shop_id)

    async def put(self, order: Order) -> None:
        """Store an order in place of any with its number."""
        await self._book.put(self._shop_id, (order,))

    async def drop(self, order_id: str) -> None:
        """Delete an order."""
        await self._book.drop(self._shop_id, (order_id,))
