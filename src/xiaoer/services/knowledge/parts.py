"""What are the parts of a cell: lists, pairs, quantities, steps and scopes?"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from xiaoer.core.shop.order import LogisticsStep, OrderLine
from xiaoer.core.shop.product import Pairs, Sku
from xiaoer.core.shop.promotion import Scope
from xiaoer.services.knowledge import times, wording
from xiaoer.services.knowledge.cells import Fault, fold

_LIST = re.compile(r"[|｜\n]")
_NAMES = re.compile(r"[、;；,，]")
_PAIRS = re.compile(r"([;；\n])")
_LOOSE_PAIRS = re.compile(r"[,，、|｜]")
_BARS = re.compile(r"[|｜]")
_NAMED = re.compile(r"[=＝]")
_NAMED_BY_COLON = re.compile(r"(?<!\d)[:：]|[:：](?!\d)")  # 8:00 and 16:9 are values
_EQUALS = re.compile(r"[=＝:：]")
NAMELESS = "参数"  # what the attributes are called that a merchant gives no name
_COLOUR = re.compile(r".{0,8}(?:色|黑|白|红|蓝|绿|灰|金|银|紫|粉|黄|橙)")
_CAPACITY = re.compile(r"\d+(?:\.\d+)?\s*(?:GB?|TB?|MB?)(?:\s*\+\s*\d+\s*(?:GB?|TB?))?", re.IGNORECASE | re.ASCII)
_SIZE = re.compile(r"(?:X{0,4}[SL]|\d?XL|M|均码|\d{2,3}(?:\.5)?码)", re.IGNORECASE)
_TIMES_SIGN = re.compile(r"(?P<sku>.*\S)\s*[×✕✖⨯*＊]\s*(?P<count>[^×✕✖⨯*＊]*)", re.DOTALL)
_LETTER_X = re.compile(r"(?P<sku>.*?\S)(?P<gap>\s*)[xXｘＸ]\s*(?P<count>\d+)\s*(?:件|个|台|只|盒|套|份|部|条|瓶|包)?")
_COUNT = re.compile(r"(\d{1,6})\s*(?:件|个|台|只|盒|套|份|部|条|瓶|包)?", re.ASCII)
_WHOLE_SHOP = frozenset(
    {"", "全场", "全店", "全部", "全部商品", "所有商品", "全场通用", "全店通用", "店铺通用", "不限", "all", "*"}
)
_SCOPE_FIELDS = {
    "类目": "categories", "分类": "categories", "品类": "categories", "类别": "categories", "category": "categories",
    "categories": "categories",
    "sku": "skus", "skus": "skus", "货号": "skus", "商品编码": "skus", "规格": "skus",
    "商品": "products", "款号": "products", "商品id": "products", "product": "products", "products": "products",
    "productid": "products", "product_id": "products", "商品名称": "products", "款": "products",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Goods:
    """The names under which rows may speak of the shop's goods."""

    skus: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    categories: tuple[str, ...] = ()
    product_of_name: tuple[tuple[str, str], ...] = ()
    product_of_sku: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def of(skus: Collection[Sku]) -> Goods:
        """Return the names of these SKUs."""
        names: dict[str, str] = {}
        for sku in skus:
            for name in (sku.name, *sku.aliases):
                # A name that two products share names neither.
                names[name] = sku.product_id if names.get(name, sku.product_id) == sku.product_id else ""
        return Goods(
            skus=frozenset(sku.sku for sku in skus),
            products=frozenset(sku.product_id for sku in skus),
            categories=tuple(dict.fromkeys(sku.category for sku in skus if sku.category)),
            product_of_name=tuple((name, product) for name, product in names.items() if product),
            product_of_sku=tuple((sku.sku, sku.product_id) for sku in skus),
        )


@dataclass(frozen=True, slots=True)
class Directory:
    """Lookup over `Goods`, built once per import."""

    goods: Goods
    by_name: dict[str, str]
    by_sku: dict[str, str]

    @staticmethod
    def of(skus: Collection[Sku]) -> Directory:
        """Return the directory of these SKUs."""
        goods = Goods.of(skus)
        return Directory(goods, dict(goods.product_of_name), dict(goods.product_of_sku))

    def product(self, text: str) -> str | None:
        """Return the product id that a cell means: the id itself, a product's name, or one of its SKUs."""
        if text in self.goods.products:
            return text
        return self.by_name.get(text) or self.by_sku.get(text)


def split_list(text: str) -> tuple[str, ...]:
    """Return the entries of a `|` list, once each, in order."""
    return tuple(dict.fromkeys(part for part in map(str.strip, _LIST.split(text)) if part))


def split_names(text: str) -> tuple[str, ...]:
    """Return the entries of a list of short names, which merchants also part by commas and the like."""
    return split_list(text) if _LIST.search(text) else split_list(_NAMES.sub("|", text))


@lru_cache(maxsize=8192)  # the SKUs of one product repeat their attributes
def split_pairs(text: str, *, unnamed: str) -> Pairs:
    """Return `k=v;k2=v2` as ordered pairs.

    With `unnamed`, each value without a name is a pair called after what it looks like (colour, capacity, size), else
    `unnamed`. Without, it goes on the value before it, and a cell without any name is one pair called 参数.
    """
    if text.startswith("{") and (stated := _json_pairs(text)):
        return stated
    sign = _NAMED if _NAMED.search(text) else _NAMED_BY_COLON
    pairs: dict[str, str] = {}
    last = ""
    for mark, part in _pair_parts(text, sign, bars=bool(unnamed)):
        name, value = _pair(part, sign)
        if not name and unnamed:
            name = _guessed_name(value, unnamed, pairs)
        if not name and last:
            pairs[last] += f"{mark}{value}"
            continue
        last = name or NAMELESS
        if value:
            known = pairs.get(last, "").split("、") if last in pairs else []
            pairs[last] = "、".join(known if value in known else [*known, value])
        elif last not in pairs:
            last = ""
    return tuple(pairs.items())


def split_lines(text: str, directory: Directory) -> tuple[OrderLine, ...] | Fault:
    """Return the lines of an order: `sku×qty|sku×qty`, the quantity 1 where it is left out."""
    parts = split_list(text) if _LIST.search(text) else tuple(filter(None, map(str.strip, re.split("[;；,，]", text))))
    lines = tuple(_order_line(part, directory) for part in parts)
    faults = [line for line in lines if isinstance(line, Fault)]
    return faults[0] if faults else tuple(line for line in lines if isinstance(line, OrderLine))


def split_steps(text: str, zone: ZoneInfo) -> tuple[LogisticsStep, ...] | Fault:
    """Return the scans of a parcel, oldest first."""
    steps: list[LogisticsStep] = []
    for part in split_list(text):
        stamp, rest = times.split_stamp(part)
        at = times.read_start(stamp, zone)
        if isinstance(at, Fault):
            return at
        if at is None:
            return Fault(wording.STEP_WITHOUT_TIME.format(cell=part))
        steps.append(LogisticsStep(at, rest))
    return tuple(sorted(steps, key=lambda step: step.at))


def read_scope(text: str, directory: Directory) -> Scope | Fault:
    """Return what a promotion covers: 全场, `类目=…`, `sku=a|b`, `商品=p1|p2`, or several of these parted by `;`."""
    if fold(text) in _WHOLE_SHOP:
        return Scope()
    found: dict[str, list[str]] = {"categories": [], "skus": [], "products": []}
    for part in filter(None, (piece.strip() for piece in re.split("[;；\n]", text))):
        name, values = _scope_part(part, directory)
        if name is None:
            name = _bare_scope(values, directory)
        if name is None or not values:
            return Fault(wording.SCOPE_UNKNOWN.format(cell=text))
        found[name].extend(values)
    return Scope(
        categories=_categories(found["categories"], directory),
        skus=tuple(dict.fromkeys(found["skus"])),
        products=tuple(dict.fromkeys(directory.product(value) or value for value in found["products"])),
    )


def _json_pairs(text: str) -> Pairs:
    try:
        value: object = json.loads(text)
    except ValueError:
        return ()
    if not isinstance(value, dict):
        return ()
    return tuple((str(name), _json_text(entry)) for name, entry in value.items() if _json_text(entry))


def _json_text(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _pair_parts(text: str, sign: re.Pattern[str], *, bars: bool) -> list[tuple[str, str]]:
    """Return each part with the mark before it; `bars` parts a list of bare values too."""
    found: list[tuple[str, str]] = []
    marks = ["", *_PAIRS.split(text)]
    for mark, part in zip(marks[::2], marks[1::2], strict=True):
        pieces = [piece.strip() for piece in _LOOSE_PAIRS.split(part)]
        # A comma parts pairs only where every piece is a pair of its own; else it belongs to a value.
        if len(pieces) > 1 and not all(sign.search(piece) for piece in pieces):
            pieces = (
                [piece.strip() for piece in _BARS.split(part)] if bars and not sign.search(part) else [part.strip()]
            )
        found += [(mark, piece) for piece in pieces if piece]
    return found


def _pair(part: str, sign: re.Pattern[str]) -> tuple[str, str]:
    found = sign.search(part)
    if not found:
        return "", part
    return part[: found.start()].strip(), part[found.end() :].strip()


def _guessed_name(value: str, unnamed: str, taken: Collection[str]) -> str:
    guesses = (("颜色", _COLOUR), ("容量", _CAPACITY), ("尺码", _SIZE))
    for name, pattern in guesses:
        if name not in taken and pattern.fullmatch(value):
            return name
    name, number = unnamed, 2
    while name in taken:
        name, number = f"{unnamed}{number}", number + 1
    return name


def _order_line(part: str, directory: Directory) -> OrderLine | Fault:
    known = directory.goods.skus
    if part in known:
        return OrderLine(part, 1)
    signed = _TIMES_SIGN.fullmatch(part)
    if signed:
        count = _COUNT.fullmatch(unicodedata.normalize("NFKC", signed["count"]).strip())
        if not count or int(count[1]) == 0:
            return Fault(wording.LIST_QUANTITY.format(cell=part))
        return OrderLine(signed["sku"].strip(), int(count[1]))
    lettered = _LETTER_X.fullmatch(part)
    if lettered and (lettered["sku"] in known or lettered["gap"] or not known):
        count_of_letter = int(lettered["count"])
        return (
            OrderLine(lettered["sku"], count_of_letter)
            if count_of_letter
            else Fault(wording.LIST_QUANTITY.format(cell=part))
        )
    # `AX2` names a SKU of its own unless the shop knows a SKU `A`.
    return OrderLine(part, 1)


def _scope_part(part: str, directory: Directory) -> tuple[str | None, tuple[str, ...]]:
    sign = _EQUALS.search(part)
    if not sign:
        return None, _scope_values(part, directory)
    name = _SCOPE_FIELDS.get(fold(part[: sign.start()]))
    return (name, _scope_values(part[sign.end() :].strip(), directory)) if name else (None, ())


def _scope_values(text: str, directory: Directory) -> tuple[str, ...]:
    # A comma may belong to the name of a category or a product.
    known = text in directory.goods.categories or directory.product(text) is not None
    return (text,) if known else split_names(text)


def _bare_scope(values: tuple[str, ...], directory: Directory) -> str | None:
    goods = directory.goods
    if not values:
        return None
    if all(value in goods.categories for value in values):
        return "categories"
    if all(value in goods.skus for value in values) and not all(value in goods.products for value in values):
        return "skus"
    return "products" if all(directory.product(value) for value in values) else None


def _categories(named: list[str], directory: Directory) -> tuple[str, ...]:
    known = directory.goods.categories
    found: list[str] = []
    for name in named:
        # 居家 also covers 居家>夏凉 where the shop files its goods in levels.
        below = [category for category in known if re.match(rf"{re.escape(name)}\s*[>/|、\-]", category)]
        found.extend([name] if name in known or not below else [])
        found.extend(below)
    return tuple(dict.fromkeys(found))
