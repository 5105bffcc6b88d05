"""Which numbers with units does a text hold?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import read_number

_SAME_UNITS = {
    "gb": "g", "克": "g", "tb": "t", "公斤": "kg", "千克": "kg", "毫升": "ml", "升": "l", "厘米": "cm", "公分": "cm",
    "毫米": "mm", "米": "m", "号": "码", "寸": "英寸", "inch": "英寸", "毫安": "mah", "毫安时": "mah", "瓦": "w",
    "安": "ah", "安时": "ah", "伏": "v", "伏特": "v", "挡": "档",
    "朵": "支", "枝": "支", "颗": "粒",
}  # fmt: skip
# What is counted may be a quantity as well: two boxes are an option only where the shop sells boxes of two.
_COUNTED = (
    "片 粒 包 瓶 支 袋 盒 罐 枚 只 个 件 套 条 双 张 把 根 卷 箱 份 本 块 人 提 组 对 颗 "
    "饼 朵 串 板 丸 贴 泡 桶 听 筒 杯 碗"
)
COUNTED = frozenset(_COUNTED.split())
_INCH = "英寸"
_PLAIN_UNITS = "g t kg ml l cm mm m mah ah w 英寸 斤 两 码 年 k v 座 匹 层 代 头 轮 抽 孔 格 色 弦 线 档 目 键 芯 股"
_UNIT_WORDS = sorted([*_SAME_UNITS, *COUNTED, *_PLAIN_UNITS.split()], key=lambda word: (-len(word), word))
_NUMBER = r"(?<![\d.])(\d+(?:\.\d+)?)"
# A Latin unit ends before a digit only in a code such as 4k60; 1号500克 are two measures.
_MEASURE = re.compile(rf"{_NUMBER}\s*({'|'.join(_UNIT_WORDS)})?(?:(?<=[\u4e00-\u9fff])|(?![a-z]*\d))")
_TIMES = re.compile(r"(?<=\d)\s*(厘米|公分|毫米|米|cm|mm|m)?\s*[x*×乘]\s*(?=\d)")
_BY = re.compile(r"(?<=[\da-z\u4e00-\u9fff])[x*](?=\d)")
_JOINT = re.compile(r"(?<=[a-z])-(?=[a-z0-9])")  # cr-v and 5w-30 are as often typed crv and 5w30
_BEFORE_CODE = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d+[a-z]+\d)")  # 4升0w20
_SIZES_TO = re.compile(r"(?<![a-z0-9])[smlx]+-[smlx]+(?![a-z0-9])")
_HALF = re.compile("半(公?斤|升|米)")
_OTHER_UNITS = {
    "斤": (("斤", 1.0), ("g", 500.0), ("kg", 0.5)),
    "kg": (("kg", 1.0), ("g", 1000.0), ("斤", 2.0)),
    "m": (("cm", 100.0), ("mm", 1000.0)),
    "cm": (("m", 0.01), ("mm", 10.0)),
    "mm": (("cm", 0.1),),
    "l": (("ml", 1000.0),),
    "ml": (("l", 0.001),),
}
_REMEMBERED = 1_024  # texts: the parts of the flow read the same ones
_DIGITS = dict(zip("一二两三四五六七八九", "1223456789", strict=True))
_SPOKEN_UNITS = (
    "斤|公斤|千克|克|升|毫升|码|寸|英寸|米|厘米|年|两(?!个)|安(?![全装静排])|伏|线|档|挡|层|座|匹|孔|格|轮|键|芯|股|"
    + "|".join(sorted(COUNTED))
)
_SPOKEN = re.compile(rf"(?<![一二两三四五六七八九十百千第])([一二两三四五六七八九])(半)?(?={_SPOKEN_UNITS})")
_SPOKEN_LARGE = re.compile(
    "[一二两三四五六七八九十百千万]{2,}(?=毫安|瓦|克|毫升|厘米|码|寸|米|年|线|安(?![全装静排])|伏|档|层|孔|格)|十(?=年)"
)  # 两万毫安
_SPOKEN_METRES = re.compile(
    r"(?<![\d.])([一二两三四五六七八九1-9])米([一二三四五六七八九1-9])(?![一二三四五六七八九十\d米.个条根卷把支块元件])"
)
# A number before one of these counts goods or money; it is no option.
_QUANTITY = re.compile(r"\s*(?:[件个块元台部套份箱单天月年点折分毛%倍次位楼万岁双]|小时)")
_FEAST = re.compile(r"双(?=十[一二]|1[12](?!\d))")  # in 256双十一 nothing comes in pairs
_NUMERALS = "一二两三四五六七八九十百"
_PLACED = re.compile(
    rf"(?<![\d.a-z{_NUMERALS}第])(?:\d+(?:\.\d+)?|[半{_NUMERALS}]+)\s?(?P<unit>{'|'.join(_UNIT_WORDS)})"
    r"(?:(?<=[\u4e00-\u9fff])|(?![a-z]))(?P<pack>的(?!话)|装)?"
)
_AS_PACK = re.compile(r"(?<![\d.])(\d+)个(?=的(?!话)|装)")
# m8 of m8×80, mate60 of 华为mate60
CODE_OF_SIZE = re.compile(r"(?<![a-z0-9])[a-z]+\d+(?=×)|(?<=[\u4e00-\u9fff])[a-z]+\d+[a-z]*$")
PACK = "个的"  # 12个的 is a pack of 12, whatever the shop counts them in
_MONEY_BEFORE = re.compile(r"(?:满|减|[¥￥$]|[a-z])\s*$")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number as it is written, with its unit in one spelling (empty where none is said), and the words for both."""

    number: str
    unit: str = ""
    said: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a text says a measure, and the measure in all units that it may be written in."""

    start: int
    end: int
    measures: tuple[Measure, ...]


def read_measures(plain: str) -> tuple[Measure, ...]:
    """Return the numbers of a normalised option value with their units; in 1.5×2.0米 both are metres."""
    spelt = _SPOKEN.sub(_in_digits, plain)  # 四层 is 4层
    found = [Measure(_trim(m[1]), _unit(m[2])) for m in _MEASURE.finditer(_TIMES.sub(_keep_unit, spelt))]
    units = [measure.unit for measure in found]
    for at in range(len(found) - 2, -1, -1):
        if not units[at] and "×" in plain.replace("x", "×").replace("*", "×"):
            units[at] = units[at + 1]
    return tuple(Measure(measure.number, unit) for measure, unit in zip(found, units, strict=True))


def spoken_measures(plain: str) -> tuple[Measure, ...]:
    """Return the numbers that a shopper may mean an option by: no prices, no quantities of goods or days."""
    spelt = in_metres(_FEAST.sub(",", plain))
    spelt = _SPOKEN_LARGE.sub(lambda m: str(read_number(m[0]) or m[0]), spelt)
    spelt = _SPOKEN.sub(_in_digits, spelt)
    spelt = _TIMES.sub(_keep_unit, _BEFORE_CODE.sub(" ", spelt))
    found = []
    for m in _MEASURE.finditer(spelt):
        if m[2]:
            found.append(Measure(_trim(m[1]), _unit(m[2]), m[0].replace(" ", "")))
        elif _may_be_option(spelt, m):
            found.append(Measure(_trim(m[1]), said=m[1]))
    found += [Measure(number, PACK, f"{number}个") for number in _AS_PACK.findall(spelt)]
    found += [same for measure in found for same in _in_other_units(measure)]
    found += [same for half in _HALF.findall(plain) for same in _in_other_units(Measure("0.5", _unit(half)))]
    return tuple(dict.fromkeys(found))


def in_metres(plain: str) -> str:
    """Return a text with lengths such as 一米八 and 5米4 as 1.8米 and 5.4米."""
    if "米" not in plain:
        return plain
    return _SPOKEN_METRES.sub(lambda m: f"{_DIGITS.get(m[1], m[1])}.{_DIGITS.get(m[2], m[2])}米", plain)


@lru_cache(maxsize=_REMEMBERED)
def placed_measures(plain: str) -> tuple[Placed, ...]:
    """Return where a text says measures; what may count goods is none, unless the words make it a pack: 三罐的."""
    found = ((m, spoken_measures(m[0])) for m in _PLACED.finditer(plain) if m["pack"] or m["unit"] not in COUNTED)
    return tuple(Placed(m.start(), m.end("unit"), measures) for m, measures in found if measures)


@lru_cache(maxsize=5_000)
def _held_by(values: tuple[str, ...]) -> frozenset[Measure]:
    held = {measure for value in values for measure in read_measures(normalize(value)) if measure.unit}
    return frozenset((*held, *(Measure(one.number, PACK) for one in held if one.unit in COUNTED)))


def said_of(placed: Iterable[Placed], values: tuple[str, ...]) -> tuple[Placed, ...]:
    """Return the measures in a text that option values give: 两斤 of 1000g."""
    said = tuple(placed)
    return tuple(one for one in said if not _held_by(values).isdisjoint(one.measures)) if said else ()


def _in_other_units(size: Measure) -> tuple[Measure, ...]:
    """Return the same size in the units that shops write on packs; `said` is empty, as she said it otherwise."""
    factors = _OTHER_UNITS.get(size.unit, ())
    return tuple(Measure(_trim(f"{float(size.number) * factor:.3f}"), unit) for unit, factor in factors)


def agree(said: Measure, own: Measure) -> bool:
    """Return whether a shopper may mean by one measure what a value gives by the other.

    18年 is the year 2018, 24寸 a screen of 23.8英寸, and 15寸 a notebook of 15.6英寸.
    """
    short_year = own.unit == said.unit == "年" and len(said.number) == 2 and len(own.number) == 4
    same_number = said.number == own.number or (short_year and own.number[2:] == said.number)
    if own.unit == _INCH and "." in own.number:
        same_number = same_number or said.number in (f"{float(own.number):.0f}", own.number.partition(".")[0])
    return same_number and _units_agree(said, own)


def _units_agree(said: Measure, own: Measure) -> bool:
    if said.unit == own.unit or (said.unit == PACK and own.unit in COUNTED):
        return True
    if not said.unit:
        return own.unit not in COUNTED or len(said.number) > 1
    return not own.unit and said.unit == "码"


def is_measure_of(number: str, unit: str, values: Iterable[str]) -> bool:
    """Return whether a count in a text is the size that an option value gives: 10斤 of 10斤装, not two boxes."""
    counted = Measure(_trim(number), _unit(unit))
    return any(counted in read_measures(normalize(value)) for value in values)


def _may_be_option(text: str, number: re.Match[str]) -> bool:
    """Return whether a number without a unit may be an option: no price, no quantity, and not just any digit."""
    if _QUANTITY.match(text, number.end()) or _MONEY_BEFORE.search(text[: number.start()]):
        return False
    return len(number[1]) > 1 or text.startswith("的", number.end())


def one_times_sign(text: str) -> str:
    """Return a text of the same length in which 6l*4袋 and 6lx4袋 are written 6l×4袋."""
    return _BY.sub("×", text)


def _in_digits(spoken: re.Match[str]) -> str:
    """Return a spoken number in digits, apart from a code before it: 5w30四升."""
    before = spoken.string[: spoken.start()][-1:]
    apart = " " if before.isascii() and before.isalnum() else ""
    return f"{apart}{_DIGITS[spoken[1]]}{'.5' if spoken[2] else ''}"


def unhyphened(text: str) -> str:
    """Return a text without the hyphens that join a Latin word or code; s-m stays, for sm is none of these sizes."""
    if "-" not in text or _SIZES_TO.search(text):
        return text
    return _JOINT.sub("", text)


def _keep_unit(times: re.Match[str]) -> str:
    return f"{times[1] or ''} × "


def _unit(word: str | None) -> str:
    return _SAME_UNITS.get(word or "", word or "")


def _trim(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
