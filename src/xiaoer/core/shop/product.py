"""What does the shop sell?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaoer.core.shop.money import Money

Pairs = tuple[tuple[str, str], ...]
"""Ordered name-value pairs, such as `(("颜色", "黑"), ("容量", "256G"))`."""


@dataclass(frozen=True, slots=True)
class Sku:
    """One sellable variant of a product: the unit that has a price and a stock."""

    sku: str
    product_id: str
    name: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    brand: str = ""
    options: Pairs = ()
    price: Money | None = None
    list_price: Money | None = None
    stock: int | None = None  #: 0 = sold out; None = unknown, never guessed
    restock_at: date | None = None
    attributes: Pairs = ()
    description: str = ""
    url: str = ""
    on_sale: bool = True

    def option_text(self) -> str:
        """Return the option values in order, such as `黑 256G`; empty without options."""
        return " ".join(value for _, value in self.options)


@dataclass(frozen=True, slots=True)
class Product:
    """The SKUs that are sold under one product id, in the order of the shop's data."""

    product_id: str
    name: str
    aliases: tuple[str, ...]
    category: str
    brand: str
    skus: tuple[Sku, ...]


def group(skus: tuple[Sku, ...]) -> tuple[Product, ...]:
    """Return the SKUs grouped by product id; the first SKU names the product."""
    sisters: dict[str, list[Sku]] = {}
    for sku in skus:
        sisters.setdefault(sku.product_id, []).append(sku)
    return tuple(_product(product_id, tuple(members)) for product_id, members in sisters.items())


def _product(product_id: str, skus: tuple[Sku, ...]) -> Product:
    aliases = dict.fromkeys(alias for sku in skus for alias in (*sku.aliases, sku.name) if alias != skus[0].name)
    first = skus[0]
    return Product(product_id, first.name, tuple(aliases), first.category, first.brand, skus)
