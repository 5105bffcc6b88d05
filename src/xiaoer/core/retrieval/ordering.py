"""Which option value does a word of order mean: 大的那个, 最厚的, 小号, 大小两个?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.measures import COUNTED, read_measures

Values = tuple[str, ...]
_ONE = "(?:那|这)?一?(?:个|款|种|件|条|双|只|台|盒|瓶|袋|块|张|把|罐)"
_PACK = "[号码款瓶盒袋罐桶杯份包箱]|规格|容量|尺寸|包装|型号|电池|屏幕?|内存"
_EDGE = r"(?<![\u4e00-\u9fff])|(?<=[那要来拿选买和跟与比是换成配加款的码号版看色用])"
_ORDER = re.compile(
    rf"(?:{_EDGE}|(?=[大小](?:电池|内存)))(?:(?P<both>大小|厚薄|长短|高低)(?=两|俩|差|的?区别|有什么[区差不]|各)"
    rf"|(?P<most>最)?(?P<word>[大小中厚薄长短重轻高矮低宽窄粗细])"
    rf"(?:(?:一[点些])?的(?:{_ONE})?|(?:{_PACK})的?(?:{_ONE})?|{_ONE}|(?=\s*[\ue000-\uf8ff])|(?=\s(?=\S)))"
    rf"|最(?P<bare>[大小厚薄长短重轻高矮低宽窄粗细])(?=$|多少|有货|要|[呢吗]))"
)
_UP, _DOWN = "大厚长重高宽粗", "小薄短轻矮低窄细"
_KIND = dict(zip(_UP, _UP, strict=True)) | {"小": "大", "薄": "厚", "短": "长", "轻": "重", "矮": "高", "低": "高",
                                            "窄": "宽", "细": "粗", "中": "大"}  # fmt: skip
_SIGNS = frozenset(_UP + _DOWN + "中")
_BOTH = {"大小": "大", "厚薄": "厚", "长短": "长", "高低": "高"}
_SIZES = ("迷你", "小", "中小", "中", "中大", "大", "加大", "特大", "超大")
_LETTERS = ("nb", "xs", "s", "m", "l", "xl", "2xl", "3xl", "4xl", "5xl")
_LETTER_OF = {"xxl": "2xl", "xxxl": "3xl"}
_PLAIN_SIZES = {"小": ("小", "s"), "中": ("中", "m"), "大": ("大", "l")}
_SIZE_END = re.compile(r"(?:[号码款型包装床杯份箱袋瓶]|\d+[\u4e00-\u9fff])+$")
_SIDE = r"(\d+(?:\.\d+)?)[a-z\u4e00-\u9fff]*"
_AREA = re.compile(rf"{_SIDE}[×x*]{_SIDE}(?:[×x*]{_SIDE})?")
_BASE = {  # unit: what it measures, and how much of its least unit
    "ml": ("volume", 1.0), "l": ("volume", 1000.0), "g": ("mass", 1.0), "kg": ("mass", 1000.0), "斤": ("mass", 500.0),
    "两": ("mass", 50.0), "mm": ("length", 1.0), "cm": ("length", 10.0), "m": ("length", 1000.0),
    "t": ("mass", 1024.0), "英寸": ("length", 25.4), "mah": ("charge", 1.0), "格": ("count", 1.0), "码": ("码", 1.0),
}  # fmt: skip
_MEASURES = {"大": ("volume", "mass", "length", "charge", "count", "area", "号", "字"), "重": ("mass",),
             "厚": ("length",), "长": ("length",), "高": ("length",), "宽": ("length",), "粗": ("length",)}  # fmt: skip
_NAMED = {"厚": "厚", "高": "高", "宽": "宽", "粗": "径", "长": "长"}
_OWN_WORD = re.compile("[厚长高宽重]|温|年|级")  # options that 大 and 小 do not order
_SIZE_NAME = re.compile("尺寸|大小|尺码|容量|规格|码|号")
_THREE, _TWO = 3, 2


@dataclass(frozen=True, slots=True)
class Order:
    """A word of order as it is said: what it orders by, and which end of it is meant."""

    said: str
    kind: str
    at: str  #: one of 大, 中, 小, or both
    most: bool


def orders_in(plain: str) -> tuple[Order, ...]:
    """Return the words of order in a normalised text, in which goods that are named are blank or a private sign."""
    if _SIGNS.isdisjoint(plain):
        return ()
    found = []
    for said in _ORDER.finditer(plain):
        word = said["word"] or said["bare"]
        if said["both"]:
            found.append(Order(said[0], _BOTH[said["both"]], "both", most=False))
        else:
            at = "中" if word == "中" else "大" if word in _UP else "小"
            found.append(Order(said[0], _KIND[word], at, most=bool(said["most"] or said["bare"])))
    return tuple(found)


def ordered_values(orders: Sequence[Order], options: Sequence[tuple[str, Values]]) -> tuple[tuple[str, Values], ...]:
    """Return with each option the values that words of order choose; nothing where several options could be meant."""
    found: dict[str, Values] = {}
    for order in orders:
        ranked = [(name, scale) for name, values in options if (scale := _scale(name, values, order.kind))]
        sized = [each for each in ranked if _SIZE_NAME.search(each[0])]
        ranked = sized[:1] if order.kind == "大" and sized else ranked
        if len(ranked) != 1:
            continue
        name, scale = ranked[0]
        chosen = tuple(value for value in _chosen(order, scale) if value not in found.get(name, ()))
        if chosen:
            found[name] = (*found.get(name, ()), *chosen)
    return tuple(found.items())


def _chosen(order: Order, scale: Values) -> Values:
    if order.at == "both":
        return scale if len(scale) == _TWO else ()
    if not order.most:
        named = [value for value in scale if _bare(value) in _PLAIN_SIZES[order.at]] if order.kind == "大" else []
        if named:
            return tuple(named[:1])
        if len(scale) == _THREE and order.said[1:2] in "号码" and order.said[1:2]:
            return (scale["小中大".index(order.at)],)
        if len(scale) != _TWO:
            return ()
    return {"大": scale[-1:], "小": scale[:1], "中": ()}[order.at]


@lru_cache(maxsize=5_000)
def _scale(name: str, values: Values, kind: str) -> Values:
    """Return the values of an option from the least on, where all are measured alike by what a word of order orders."""
    if len(values) < _TWO or (kind == "大" and _OWN_WORD.search(name)):
        return ()
    if kind in _NAMED and _NAMED[kind] not in name:
        return ()
    sizes = [_size(value) for value in values]
    measured = {size[0] for size in sizes if size is not None}
    if None in sizes or len(measured) != 1 or not measured <= {*_MEASURES[kind]}:
        return ()
    places = {value: size[1] for value, size in zip(values, sizes, strict=True) if size is not None}
    return tuple(sorted(values, key=lambda value: places[value])) if len({*places.values()}) == len(values) else ()


def _bare(value: str) -> str:
    plain = _SIZE_END.sub("", normalize(value))
    return _LETTER_OF.get(plain, plain)


def _size(value: str) -> tuple[str, float] | None:
    """Return what a value measures and how much of it: (字, 1) of 小号, (volume, 5000) of 5L."""
    bare, plain = _bare(value), normalize(value)
    if bare in _SIZES:
        return "字", float(_SIZES.index(bare))
    if bare in _LETTERS:
        return "号", float(_LETTERS.index(bare))
    area = _AREA.fullmatch(plain)
    if area:
        return "area", float(area[1]) * float(area[2])
    measures = read_measures(plain)
    if not measures:
        return None
    first = measures[0]
    if len(measures) > 1 and not first.unit:
        first = type(first)(first.number, measures[-1].unit)  # 6-7mm
    if first.unit in COUNTED:
        return "count", float(first.number)
    kind, factor = _BASE.get(first.unit, ("", 1.0))
    return (kind, float(first.number) * factor) if kind else None
