"""How does a page learn about the shop and its products?"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path
from pydantic import BaseModel
from starlette.responses import Response

from xiaoer.core.dialogue.attachment import MEDIA_TYPES, PICTURES
from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.shop.money import Money
from xiaoer.errors import MissingError
from xiaoer.services.storefront.service import Card
from xiaoer.web.documents import PROBLEMS, Responses
from xiaoer.web.door import Door
from xiaoer.web.render import as_json

Code = Annotated[str, Path(min_length=1, max_length=128)]
PICTURE_OK: Responses = {200: {"description": "The picture", "content": {kind: {} for kind in PICTURES}}}
PICTURE_LIFE = "public, max-age=3600"


class FilesView(BaseModel):
    """Which files may be sent along."""

    media_types: list[str]
    most_bytes: int


class FeaturesView(BaseModel):
    """What this installation offers to shoppers."""

    voice: bool
    attachments: FilesView


class ShopView(BaseModel):
    """How the shop introduces itself."""

    name: str
    assistant_name: str
    welcome: str
    quick_questions: list[str]
    business_hours: str
    on_duty: bool
    features: FeaturesView


class SkuView(BaseModel):
    """A variant; `price` in yuan, null where the shop tells none; `stock` null where it is unknown."""

    sku: str
    options: str
    price: str | None
    list_price: str | None
    stock: int | None
    restock_at: str | None


class ProductView(BaseModel):
    """A product; `read_at` is when the oldest of its prices and stocks was read."""

    product_id: str
    name: str
    brand: str
    category: str
    url: str
    picture: str
    skus: list[SkuView]
    read_at: str


def storefront_routes(door: Door) -> APIRouter:
    """Return what anybody may see of the shop."""
    router = APIRouter(prefix="/api", tags=["shop"], responses=PROBLEMS)
    storefront = door.runtime.storefront

    @router.get("/shop", response_model=ShopView, summary="How the shop introduces itself")
    async def shop() -> Response:
        return as_json(introduction(door))

    @router.get("/products/{code}", response_model=ProductView, summary="A product, by its id or a SKU")
    async def product(code: Code) -> Response:
        card = await storefront.card(code)
        if card is None:
            raise MissingError
        return as_json(_card(card, code))

    @router.get("/products/{code}/picture", summary="Its picture", responses=PICTURE_OK)
    async def picture(code: Code) -> Response:
        found = await storefront.picture(code)
        if found is None:
            raise MissingError
        headers = {"Cache-Control": PICTURE_LIFE, "Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(found.content, media_type=found.media_type, headers=headers)

    return router


def introduction(door: Door) -> dict[str, object]:
    """Return what the shop tells everybody who comes. Raises `NoShopData`."""
    welcome = door.runtime.storefront.welcome()
    most_bytes = door.runtime.settings.server.max_attachment_bytes
    return {
        "name": welcome.name,
        "assistant_name": welcome.assistant_name,
        "welcome": welcome.greeting,
        "quick_questions": list(welcome.quick_questions),
        "business_hours": welcome.business_hours,
        "on_duty": welcome.on_duty,
        "features": {"voice": False, "attachments": {"media_types": list(MEDIA_TYPES), "most_bytes": most_bytes}},
    }


def _card(card: Card, code: str) -> dict[str, object]:
    product = card.product
    urls = [one.sku.url for one in card.quotes if one.sku.url]
    return {
        "product_id": product.product_id,
        "name": product.name,
        "brand": product.brand,
        "category": product.category,
        "url": urls[0] if urls else "",
        "picture": f"/api/products/{quote(code, safe='')}/picture" if card.has_picture else "",
        "skus": [_sku(one) for one in card.quotes],
        "read_at": min(one.read_at for one in card.quotes).isoformat(),
    }


def _yuan(price: Money | None) -> str | None:
    return None if price is None else price.display().removesuffix("元")


def _sku(priced: Quote) -> dict[str, object]:
    sku = priced.sku
    return {
        "sku": sku.sku,
        "options": sku.option_text(),
        "price": _yuan(sku.price),
        "list_price": _yuan(sku.list_price),
        "stock": sku.stock,
        "restock_at": sku.restock_at.isoformat() if sku.restock_at else None,
    }
