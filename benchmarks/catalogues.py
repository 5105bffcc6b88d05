"""Is every price, stock and option of real catalogues answered right?

Reads `../shared/data/catalogue` (skipped with a notice where it is absent), turns each catalogue into a shop, generates
every question that its rows allow and checks the figures in the replies: those of the goods in question must be there,
no other money amount may be.
"""

from __future__ import annotations

import asyncio
import csv
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.adapters.files.reader import read_path
from xiaoer.bootstrap.brain import CLOCK
from xiaoer.bootstrap.offline import drafter_of
from xiaoer.core.dialogue.question import Question, Shopper
from xiaoer.core.dialogue.reply import Reply
from xiaoer.core.shop.product import Product, Sku, group
from xiaoer.services.knowledge import preview

CATALOGUES = Path(__file__).parents[2] / "shared" / "data" / "catalogue"
HEADER = (
    "sku",
    "product_id",
    "name",
    "category",
    "brand",
    "options",
    "price",
    "list_price",
    "stock",
    "attributes",
    "status",
)
MONEY = re.compile(r"(\d+(?:\.\d+)?)元")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on goods with what its reply must and may hold."""

    kind: str
    text: str
    must: tuple[str, ...]  #: alternatives are separated by |
    money: frozenset[str]  #: the only amounts that may be said


def main() -> None:
    """Print the right answers per catalogue and kind, and every wrong one; exit 1 when there is any."""
    if not CATALOGUES.is_dir():
        print(f"skipped: {CATALOGUES} is absent")
        return
    wrong = 0
    for file in sorted(CATALOGUES.glob("*_products.jsonl")):
        wrong += asyncio.run(measure(file))
    sys.exit(1 if wrong else 0)


async def measure(file: Path) -> int:
    """Return how many questions on one catalogue were answered wrong."""
    with tempfile.TemporaryDirectory() as scratch:
        write_shop(file, Path(scratch))
        shop, orders = preview.shop_of(read_path(Path(scratch)), shop_id="folder", at=CLOCK.now())
    drafter = drafter_of(shop, FolderOrders(orders), clock=CLOCK)
    right, total = Counter[str](), Counter[str]()
    for asked in questions(group(shop.skus)):
        answered = await drafter.draft(Question(asked.text, Shopper("bench")), shop_id=shop.shop_id)
        fault = fault_of(asked, answered.reply)
        total[asked.kind] += 1
        right[asked.kind] += not fault
        if fault:
            print(f"✗ {asked.kind}: {asked.text}\n  → ({answered.reply.route}) {answered.reply.text}\n  {fault}")
    for kind in sorted(total):
        print(f"{file.stem:<20} {kind:<14} {right[kind]:>5} / {total[kind]}")
    return total.total() - right.total()


def write_shop(file: Path, folder: Path) -> None:
    """Write a catalogue in the merchant's own formats."""
    (folder / "shop.toml").write_text('name = "测试店"\n', encoding="utf-8")
    with (folder / "products.csv").open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow(HEADER)
        for line in file.read_text(encoding="utf-8").splitlines():
            writer.writerows(_rows(json.loads(line)))


def _rows(product: dict[str, object]) -> Iterator[tuple[object, ...]]:
    get = product.get
    category = get("category") or ""
    category = category[-1] if isinstance(category, list) and category else category
    attributes = ";".join(f"{k}={_flat(v)}" for k, v in dict(get("attributes") or {}).items())  # type: ignore[call-overload]
    price = get("retail_price") or get("price")
    listed = get("counter_price") or get("original_price") or ""
    status = "on" if get("on_sale", True) else "off"
    skus = get("skus") or [{"sku_id": "", "spec": {}, "price": price, "stock": get("stock", "")}]
    assert isinstance(skus, list)
    for number, sku in enumerate(skus):
        spec = sku.get("spec") or {}
        pairs = spec.items() if isinstance(spec, dict) else enumerate(spec)
        options = ";".join(f"{k if isinstance(k, str) else '规格'}={_flat(v)}" for k, v in pairs)
        key = f"{get('id')}-{number}"
        yield (
            key,
            get("id"),
            get("name"),
            category,
            get("brand") or "",
            options,
            sku["price"],
            listed,
            sku["stock"],
            attributes,
            status,
        )


def _flat(value: object) -> str:
    return re.sub(r"[;=|]", " ", str(value))


def questions(products: tuple[Product, ...]) -> Iterator[Asked]:
    """Return every price, stock and option question; goods of one name are asked about together."""
    names = Counter(product.name.lower() for product in products)
    for product in products:
        if names[product.name.lower()] > 1 or not any(sku.on_sale for sku in product.skus):
            continue
        money = _money(product.skus)
        prices = tuple(dict.fromkeys(_plain(sku) for sku in product.skus if sku.on_sale))
        yield Asked("price", f"{product.name}多少钱", prices if len(prices) <= 4 else (prices[0],), money)
        if len(product.skus) == 1:
            yield Asked("stock", f"{product.name}有货吗", (_stock(product.skus[0]),), money)
            continue
        for sku in product.skus:
            if sku.on_sale and _is_told_apart(sku, product):
                named = f"{product.name} {sku.option_text()}"
                yield Asked("variant price", f"{named}多少钱", (_plain(sku),), _money((sku,)))
                yield Asked("variant stock", f"{named}还有货吗", (_stock(sku),), _money((sku,)))
        for name in dict.fromkeys(name for sku in product.skus for name, _ in sku.options):
            values = dict.fromkeys(
                value for sku in product.skus if sku.on_sale for key, value in sku.options if key == name
            )
            yield Asked("options", f"{product.name}有哪些{name}", tuple(values), money)


def _is_told_apart(sku: Sku, product: Product) -> bool:
    return sum(other.options == sku.options for other in product.skus) == 1


def _plain(sku: Sku) -> str:
    return sku.price.display() if sku.price is not None else "详情页"


def _money(skus: tuple[Sku, ...]) -> frozenset[str]:
    amounts = [amount for sku in skus for amount in (sku.price, sku.list_price) if amount is not None]
    return frozenset(amount.display() for amount in amounts)


def _stock(sku: Sku) -> str:
    if sku.stock is None:
        return "未登记|查不到|不确定|暂未"
    return f"有货|现货|{sku.stock}" if sku.stock else "售罄|缺货|无货"


def fault_of(asked: Asked, reply: Reply) -> str:
    """Return what is wrong with a reply; empty when it is right."""
    said = reply.text.replace(" ", "")
    missing = [entry for entry in asked.must if not any(word.replace(" ", "") in said for word in entry.split("|"))]
    # Amounts within a product's name or value are no claims about money.
    strange = [
        f"{found}元" for found in MONEY.findall(said) if f"{found}元" not in asked.money and found not in asked.text
    ]
    return f"缺少 {missing} 多出 {strange}" if missing or strange else ""


if __name__ == "__main__":
    main()
