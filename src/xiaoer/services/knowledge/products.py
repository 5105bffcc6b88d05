"""Which SKUs does a products table state?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from xiaoer.core.shop.product import Pairs, Sku
from xiaoer.services.knowledge import cells, columns, parts, wording
from xiaoer.services.knowledge.rows import Loaded, Row, read_rows
from xiaoer.services.knowledge.source import RawTable

UNNAMED_OPTION = "规格"  # what an option value without a name is called
_ON = frozenset(
    {"on", "上架", "在售", "上架中", "已上架", "销售中", "出售中", "正常", "是", "1", "true", "yes", "y", "onsale"}
)
_OFF = frozenset(
    {"off", "下架", "停售", "已下架", "未上架", "停产", "仓库中", "否", "0", "false", "no", "n", "offsale"}
)
_STATUS_WORDS = "上架 / 下架"


def read_products(tables: Sequence[RawTable], zone: ZoneInfo) -> Loaded[Sku]:
    """Return the SKUs of these tables."""
    reader = _ProductReader(zone)
    loaded = read_rows(tables, reader.read, lambda sku: sku.sku, keeps_extras=True)
    return replace(loaded, rows=_with_options(loaded.rows))


@dataclass(slots=True)
class _ProductReader:
    """Reads SKU after SKU; later rows of a product may leave out what its first row says."""

    zone: ZoneInfo
    first: dict[str, Sku] = field(default_factory=dict)
    alone: dict[str, str] = field(default_factory=dict)  #: the first product of one SKU by its name; empty once doubted

    def read(self, row: Row) -> Sku | None:
        """Return the SKU of a row."""
        sku, product_id = self._ids(row)
        elder = self.first.get(product_id)
        name = row.text("name") or (elder.name if elder else "")
        if not name:
            row.fail("name", wording.REQUIRED)
        found = Sku(
            sku=sku,
            product_id=product_id,
            name=name,
            aliases=parts.split_names(row.text("aliases")),
            category=row.text("category") or (elder.category if elder else ""),
            brand=row.text("brand") or (elder.brand if elder else ""),
            options=self._options(row),
            price=row.money("price"),
            list_price=row.money("list_price"),
            stock=row.take("stock", cells.read_count(row.cell("stock"))),
            restock_at=row.day("restock_at", self.zone),
            attributes=self._attributes(row),
            description=row.text("description"),
            url=row.text("url"),
            on_sale=self._on_sale(row),
        )
        if row.failed:
            return None
        if found.price is not None and found.list_price is not None and found.list_price < found.price:
            row.warn("list_price", wording.LIST_PRICE_UNDER_PRICE)
        self.first.setdefault(product_id, found)
        if found.product_id == found.sku:
            self._note_name(row, found)
        return found

    def _note_name(self, row: Row, found: Sku) -> None:
        """Warn once where products of one SKU each share a name: variants, most likely."""
        if self.alone.setdefault(found.name, found.sku) not in {"", found.sku}:
            self.alone[found.name] = ""
            row.warn("name", wording.SAME_NAME.format(name=found.name))

    def _ids(self, row: Row) -> tuple[str, str]:
        sku, product_id = row.id("sku"), row.id("product_id")
        if not sku and not row.has("sku"):
            sku = product_id
        if not sku and not row.faulted("sku"):
            row.fail("sku", wording.REQUIRED)
        return sku, product_id or sku

    def _options(self, row: Row) -> Pairs:
        return parts.split_pairs(row.text("options"), unnamed=UNNAMED_OPTION)

    def _attributes(self, row: Row) -> Pairs:
        stated = parts.split_pairs(row.text("attributes"), unnamed="")
        extras = row.extras()
        return tuple((dict(extras) | dict(stated)).items()) if extras else stated

    def _on_sale(self, row: Row) -> bool:
        text = cells.fold(row.text("status"))
        if text in _OFF:
            return False
        if text and text not in _ON:
            row.fail("status", wording.NOT_IN_CLOSED_SET.format(cell=row.text("status"), allowed=_STATUS_WORDS))
        return True


def _with_options(skus: tuple[Sku, ...]) -> tuple[Sku, ...]:
    """Turn attributes such as 颜色 into options where they are what tells the SKUs of a product apart."""
    sisters: dict[str, list[Sku]] = {}
    for sku in skus:
        sisters.setdefault(sku.product_id, []).append(sku)
    telling = {product_id: _telling(members) for product_id, members in sisters.items() if len(members) > 1}
    return tuple(_moved(sku, telling.get(sku.product_id, ())) for sku in skus)


def _telling(members: list[Sku]) -> tuple[str, ...]:
    if any(sku.options for sku in members):
        return ()
    values: dict[str, set[str]] = {}
    for sku in members:
        for name, value in sku.attributes:
            values.setdefault(name, set()).add(value)
    return tuple(name for name, found in values.items() if len(found) > 1 and columns.is_option_name(name))


def _moved(sku: Sku, names: tuple[str, ...]) -> Sku:
    if not names:
        return sku
    return replace(
        sku,
        options=tuple(pair for pair in sku.attributes if pair[0] in names),
        attributes=tuple(pair for pair in sku.attributes if pair[0] not in names),
    )
