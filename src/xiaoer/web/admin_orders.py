"""How does the owner see and change orders? They are live: a change counts at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from xiaoer.core.language.redact import mask_address, mask_phone
from xiaoer.core.shop.order import Order
from xiaoer.errors import NoSuchRow
from xiaoer.services.knowledge import forms
from xiaoer.web.access import staffer_of
from xiaoer.web.admin_schemas import Cell, Column, Key, SavedView, problem_row
from xiaoer.web.documents import PROBLEMS
from xiaoer.web.door import Door
from xiaoer.web.render import as_json
from xiaoer.web.schemas import Closed

Text = Annotated[str, Query(max_length=64)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=200)]
OrderId = Annotated[str, Path(min_length=1, max_length=128)]


class OrderBody(Closed):
    """An order as its form was filled in."""

    cells: Annotated[dict[Column, Cell], Field(max_length=32)]


class OrderName(Closed):
    """One order."""

    order_id: Key


class OrderView(BaseModel):
    """One order as the cells of its table."""

    cells: dict[str, str]


class OrdersView(BaseModel):
    """A page of orders, phone and address masked; `more` tells whether there is a next page."""

    orders: list[OrderView]
    more: bool


def order_routes(door: Door) -> APIRouter:
    """Return the routes under `/api/admin/orders`."""
    router = APIRouter(prefix="/api/admin/orders", tags=["admin"], responses=PROBLEMS)
    runtime, console = door.runtime, door.runtime.console
    editing, insight = console.editing, console.insight

    @router.get("", response_model=OrdersView, summary="Orders, newest first")
    async def orders(q: Text = "", offset: Offset = 0, limit: Limit = 30) -> Response:
        zone = (await editing.working()).zone
        found = await insight.book.orders(runtime.shop_id, q.strip(), offset=offset, limit=limit + 1)
        shown = [{"cells": _masked(dict(forms.order_cells(order, zone)))} for order in found[:limit]]
        return as_json({"orders": shown, "more": len(found) > limit})

    @router.get("/{order_id}", response_model=OrderView, summary="An order in full; being read is noted down")
    async def order(request: Request, order_id: OrderId) -> Response:
        found = await _find(door, order_id)
        await runtime.staff.note(staffer_of(request), "order.read", order_id)
        zone = (await editing.working()).zone
        return as_json({"cells": dict(forms.order_cells(found, zone))})

    @router.post("", response_model=SavedView, summary="Keep an order")
    async def save(request: Request, body: OrderBody) -> Response:
        known = forms.names_of("order")
        cells = tuple((name, text) for name, text in body.cells.items() if name in known)
        filled = await console.orders.read(cells)
        kept = filled.order is not None and not any(one.severity == "error" for one in filled.problems)
        if filled.order is not None and kept:
            await console.orders.put(filled.order)
            await runtime.staff.note(staffer_of(request), "order.saved", filled.order.order_id)
        key = filled.order.order_id if filled.order is not None and kept else ""
        return as_json({"saved": kept, "key": key, "problems": [problem_row(p).model_dump() for p in filled.problems]})

    @router.post("/remove", status_code=204, responses={204: {"description": "Done"}}, summary="Delete an order")
    async def remove(request: Request, body: OrderName) -> Response:
        await _find(door, body.order_id)
        await console.orders.drop(body.order_id)
        await runtime.staff.note(staffer_of(request), "order.removed", body.order_id)
        return Response(status_code=204)

    return router


async def _find(door: Door, order_id: str) -> Order:
    found = await door.runtime.console.insight.book.orders(door.runtime.shop_id, order_id, offset=0, limit=200)
    order = next((one for one in found if one.order_id == order_id), None)
    if order is None:
        raise NoSuchRow
    return order


def _masked(cells: Mapping[str, str]) -> dict[str, str]:
    return {**cells, "phone": mask_phone(cells["phone"]), "address": mask_address(cells["address"])}
