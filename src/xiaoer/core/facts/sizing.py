"""Which size fits these measures, by the shop's own size table?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from xiaoer.core.dialogue.evidence import Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.citing import cite_topic
from xiaoer.core.facts.details import size_of, sizes_of
from xiaoer.core.facts.labels import join, product_title
from xiaoer.core.facts.topic import Topic
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import read_number
from xiaoer.core.shop.product import Sku

RULE = "facts.sizing"
CM_PER_CHI = 100 / 3  # 市尺
NEAREST = 2  # rows that are told where a measure lies between them
MOST_ROWS = 12

Dimension = Literal[
    "weight", "height", "age", "waist", "chest", "hip", "foot", "head", "neck", "degrees", "area", "people"
]

_NUMBER = r"((?:(?<![\w)])-)?\d+(?:\.\d+)?)"
_UNITS: dict[str, tuple[Dimension, float]] = {
    "斤": ("weight", 0.5), "kg": ("weight", 1.0), "公斤": ("weight", 1.0), "千克": ("weight", 1.0),
    "岁": ("age", 12.0), "周岁": ("age", 12.0), "个月": ("age", 1.0), "月龄": ("age", 1.0),
    "°c": ("degrees", 1.0), "度": ("degrees", 1.0), "摄氏度": ("degrees", 1.0),
    "平方米": ("area", 1.0), "平方": ("area", 1.0), "平米": ("area", 1.0), "平": ("area", 1.0), "m2": ("area", 1.0),
    "个人": ("people", 1.0), "人": ("people", 1.0), "口人": ("people", 1.0),
}  # fmt: skip
_GIRTHS: dict[str, Dimension] = {
    "身高": "height", "腰围": "waist", "胸围": "chest", "臀围": "hip", "脚长": "foot", "头围": "head", "颈围": "neck",
}  # fmt: skip
_LENGTH = r"(?:cm|厘米|公分)"
_SCALES = "|".join(sorted(_UNITS, key=lambda unit: (-len(unit), unit)))
_BY_UNIT = re.compile(rf"{_NUMBER}(?:\s?(?:{_SCALES})?\s?[-~至到]\s?{_NUMBER})?\s?({_SCALES})")
_BY_NAME = re.compile(
    rf"({'|'.join(_GIRTHS)})[是有::]?\s?{_NUMBER}(?:\s?[-~至到]\s?{_NUMBER})?\s?(?:{_LENGTH}|m(?!l)|米)?"
)
_METRES = re.compile(r"([12])(?:\.|米|m)(\d{1,2})(?:米|m)?")
_CENTIMETRES = re.compile(rf"(?<![\d.])([5-9]\d|1\d\d|20\d)\s?{_LENGTH}")
_HEIGHT_AND_WEIGHT = re.compile(r"(?<![\d.])(1[3-9]\d)[\s/,,、]+(\d{2,3})(?![\d.])\s?(斤|kg|公斤)?")
_CHI = re.compile(r"([一二两三1-3])尺([一二三四五六七八九1-9])?")
_OPEN_ENDED = re.compile(rf"{_NUMBER}\s?({_SCALES})(?:(以下|以内|内)|以上|起|\+)")
_HALF_YEAR = re.compile(r"岁半")
_SUITS = re.compile("适|建议|推荐|使用")  # what whom a variant suits is called: 适用月龄, 建议身高
_OF_A_BODY = re.compile(f"{_SUITS.pattern}|{'|'.join(_GIRTHS)}")
_USES = "[穿用坐戴吃睡骑玩喝]"
_WHOM_ASKED = re.compile(
    rf"(?:(?:几|多少)(?:斤|公斤|岁|个月|厘米|cm)|多[重高大])[^,?]{{0,6}}?(?:能|可以|适合|才){_USES}"
    rf"|(?:适合|能{_USES}到|{_USES}到)(?:(?:几|多少)(?:斤|公斤|岁|个月|厘米|cm)|多[重高大])"
)
_MEASURES_ASKED: tuple[tuple[tuple[str, ...], Dimension], ...] = (
    (("斤", "重"), "weight"), (("厘米", "cm", "高"), "height"), (("岁", "月", "大"), "age"),
)  # fmt: skip
_METRES_SPOKEN = re.compile(
    "([一二])米([一二三四五六七八九零])([一二三四五六七八九])?(?![一二三四五六七八九])"
)  # 一米七八
_BESIDE_MEASURES = re.compile(
    r"我们?|他|她|它|咱|的|是|有|了|呢|啊|哦|吧|大概|大约|左右|差不多|净|体重|家|老公|老婆|妈妈?|爸爸?|对象|男朋友|女朋友|儿子|女儿|孩子|小孩|宝宝|娃|狗狗?|猫咪?|人|今年"
    rf"|{'|'.join(_GIRTHS)}|{_LENGTH}|{_SCALES}|[米m]|个|重|高|多|[\d.,/~\s-]"
)
_SPOKEN = re.compile(r"[一二两三四五六七八九十百]{1,4}(?=斤|公斤|岁|个月|厘米|公分|度|平米?|口人|个人)")


@dataclass(frozen=True, slots=True)
class Extent:
    """A measure or a range of them, in kilograms, centimetres, months and the like; a single one has two same ends."""

    dimension: Dimension
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a size table, as the data word it."""

    label: str
    text: str
    extents: tuple[Extent, ...]


def read_extents(text: str) -> tuple[Extent, ...]:
    """Return the measures of a body that a text gives: 170 130斤, 1米65, 6个月, 腰围二尺一, 适合95-110斤."""
    plain = _SPOKEN.sub(lambda found: str(read_number(found[0]) or found[0]), normalize(text))
    plain = _METRES_SPOKEN.sub(_in_metres, plain)
    found: list[Extent] = []
    for name, low, high in _BY_NAME.findall(plain):
        found.append(_extent(_GIRTHS[name], float(low), float(high or low)))
    for low, high, unit in _BY_UNIT.findall(plain):
        dimension, factor = _UNITS[unit]
        more = 6.0 if dimension == "age" and factor > 1 and _HALF_YEAR.search(plain) else 0.0
        found.append(Extent(dimension, float(low) * factor + more, float(high or low) * factor + more))
    return tuple(dict.fromkeys((*found, *_heights(plain, found), *_waist(plain, found))))


def says_measures(text: str) -> bool:
    """Return whether a text gives measures of a body and says nothing else: 我一米七八, 170 130斤."""
    plain = _METRES_SPOKEN.sub(_in_metres, normalize(text))
    return any(char.isdigit() for char in plain) and not _BESIDE_MEASURES.sub("", plain) and bool(read_extents(plain))


def _in_metres(said: re.Match[str]) -> str:
    return f"{read_number(said[1])}米{read_number(said[2])}{read_number(said[3]) if said[3] else ''}"


def suiting_names(skus: Sequence[Sku], asked: str) -> tuple[str, ...]:
    """Return the parameters that tell whom goods suit in the measure that is asked for: 几斤能穿, 多高能坐."""
    found = _WHOM_ASKED.search(asked)
    if found is None:
        return ()
    dimension = next((own for words, own in _MEASURES_ASKED if any(word in found[0] for word in words)), None)
    pairs = dict.fromkeys(pair for sku in skus for pair in sku.attributes if _SUITS.match(pair[0]))
    fitting = (name for name, value in pairs if any(e.dimension == dimension for e in told_ranges(f"{name}{value}")))
    return tuple(dict.fromkeys(fitting))


def asks_whom(text: str) -> bool:
    """Return whether a text asks of what weight, height or age somebody may be to use the goods."""
    return _WHOM_ASKED.search(text) is not None


def without_extents(text: str) -> str:
    """Return a text without the measures that are said with their unit: 30斤的宝宝."""
    return _BY_UNIT.sub(" ", text)


@lru_cache(maxsize=4_096)
def told_ranges(value: str) -> tuple[Extent, ...]:
    """Return the ranges of a body's measures that a value of the data gives, open ones too: 6到11kg, 10kg以下."""
    ranges = [extent for extent in read_extents(value) if extent.low < extent.high]
    for number, unit, below in _OPEN_ENDED.findall(normalize(value)):
        dimension, factor = _UNITS[unit]
        limit = float(number) * factor
        ranges.append(Extent(dimension, 0.0, limit) if below else Extent(dimension, limit, math.inf))
    return tuple(ranges)


def state_size(topic: Topic, *, asked: str) -> Statement | None:
    """Say the rows of the product's size table that fit the measures in a question; None without table or measures.

    A measure between two rows brings both; one outside of all rows brings the whole table, and that none fits.
    """
    body = read_extents(asked)
    rows = _rows(topic, frozenset(said.dimension for said in body))
    if not body or not rows:
        return None
    fitting = [row for row in rows if _fits(row, body)] or _around(rows, body)
    title = product_title(topic.product)
    head = wording.SIZE_FITS if fitting else wording.SIZE_NONE_FITS
    lines = [wording.SPEC_LINE.format(label=row.label, value=row.text) for row in (fitting or rows)[:MOST_ROWS]]
    text = wording.LINE.join((head.format(title=title), *lines))
    return Statement(text, cite_topic(topic, text), RULE)


def _extent(dimension: Dimension, low: float, high: float) -> Extent:
    metres = dimension == "height" and high < 3
    return Extent(dimension, low * 100, high * 100) if metres else Extent(dimension, low, high)


def _heights(plain: str, found: Sequence[Extent]) -> list[Extent]:
    """Return a height that is said without its name: 1米65, 165cm, and both of 170 130斤."""
    if any(extent.dimension == "height" for extent in found):
        return []
    both = _HEIGHT_AND_WEIGHT.search(plain)
    if both is not None:
        height = Extent("height", float(both[1]), float(both[1]))
        weighed = any(extent.dimension == "weight" for extent in found)
        kilograms = float(both[2]) * (0.5 if float(both[2]) >= 90 else 1.0)
        return [height] if weighed else [height, Extent("weight", kilograms, kilograms)]
    metres = _METRES.search(plain)
    if metres is not None and float(f"{metres[1]}.{metres[2]}") >= 1.2:
        height_cm = float(f"{metres[1]}.{metres[2]}") * 100
        return [Extent("height", height_cm, height_cm)]
    named = any(extent.dimension in ("waist", "chest", "hip", "foot", "head", "neck") for extent in found)
    tall = None if named else _CENTIMETRES.search(plain)
    return [] if tall is None else [Extent("height", float(tall[1]), float(tall[1]))]


def _waist(plain: str, found: Sequence[Extent]) -> list[Extent]:
    chi = _CHI.search(plain)
    if chi is None or any(extent.dimension == "waist" for extent in found):
        return []
    whole, tenth = read_number(chi[1]), read_number(chi[2]) if chi[2] else 0
    length_cm = round(float((whole or 0) + (tenth or 0) / 10) * CM_PER_CHI, 1)
    return [Extent("waist", length_cm, length_cm)]


def _rows(topic: Topic, said: frozenset[Dimension]) -> tuple[_Row, ...]:
    """Return the rows of a product's size table on what is said: parameters named after sizes, or options in ranges."""
    skus = topic.product.skus
    sizes = sizes_of(skus)
    named = dict.fromkeys((n, v) for sku in skus for n, v in sku.attributes if size_of(n, sizes))
    options = dict.fromkeys((n, v) for sku in skus for n, v in sku.options)
    rows = [_Row(name, value, _told(value)) for name, value in named or options]
    rows = [row for row in rows if row.extents] or list(_rows_of_variants(skus, said))
    return tuple(row for row in rows if any(own.dimension in said for own in row.extents))


def _rows_of_variants(skus: Sequence[Sku], said: frozenset[Dimension]) -> tuple[_Row, ...]:
    """Return what a parameter that tells whom or what each variant suits says, by the values that go with it."""
    pairs = dict.fromkeys(pair for sku in skus for pair in sku.attributes if _OF_A_BODY.match(pair[0]))
    for name in dict.fromkeys(n for n, v in pairs if any(own.dimension in said for own in told_ranges(f"{n}{v}"))):
        told = [(sku, next((value for own, value in sku.attributes if own == name), "")) for sku in skus if sku.on_sale]
        decides, rows = _deciding(told), dict[str, list[str]]()
        for sku, value in told:
            label = " ".join(own for key, own in sku.options if decides in ("", key))
            if label and told_ranges(f"{name}{value}") and label not in rows.setdefault(value, []):
                rows[value].append(label)
        if len(rows) > 1:
            return tuple(_Row(join(own), value, told_ranges(f"{name}{value}")) for value, own in rows.items())
    return ()


def _deciding(told: Sequence[tuple[Sku, str]]) -> str:
    """Return the option on whose values alone it depends what a parameter says, empty where none decides."""
    names = dict.fromkeys(name for sku, _ in told for name, _ in sku.options)
    for name in names:
        said = {(own, value) for sku, value in told for key, own in sku.options if key == name}
        if len(said) == len({own for own, _ in said}):
            return name
    return ""


def _told(value: str) -> tuple[Extent, ...]:
    return tuple(extent for extent in read_extents(value) if extent.low < extent.high or extent.dimension in _EXACT)


_EXACT = frozenset({"waist", "chest", "hip", "foot", "head", "neck"})  # a table gives these as one number


def _fits(row: _Row, body: Iterable[Extent]) -> bool:
    """Return whether a row holds every measure that it speaks of, in ranges."""
    pairs = [(own, said) for said in body for own in row.extents if own.dimension == said.dimension]
    ranged = [(own, said) for own, said in pairs if own.low < own.high]
    return bool(ranged) and all(own.low <= said.low <= own.high for own, said in ranged)


def _around(rows: Sequence[_Row], body: Sequence[Extent]) -> list[_Row]:
    """Return the rows on either side of a measure; none where it lies outside of all."""
    for said in body:
        placed = [(own, row) for row in rows for own in row.extents if own.dimension == said.dimension]
        below = [(own.high, at) for at, (own, _) in enumerate(placed) if own.high <= said.low]
        above = [(own.low, at) for at, (own, _) in enumerate(placed) if own.low >= said.low]
        if below and above:
            chosen = sorted({max(below)[1], min(above)[1]})
            return [placed[at][1] for at in chosen][:NEAREST]
    return []
