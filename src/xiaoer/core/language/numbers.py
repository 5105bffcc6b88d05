"""Which numbers, quantities and amounts of money does a text say?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from xiaoer.core.shop.money import Money

_DIGITS = {char: value for value, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
           for char in chars}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_ARABIC_UNITS = {"百": 100, "千": 1000, "k": 1000, "w": 10**4, "万": 10**4, "亿": 10**8}
_CHINESE = "[零〇一二两三四五六七八九十百千万亿]+"
_ARABIC = r"\d+(?:\.\d+)?\s?(?:[百千万亿]|[kw](?![a-z0-9]))?(?:\d(?=块|元|的|左右|以|$))?"
_NUMBER = re.compile(rf"(?<![\d.a-z]){_ARABIC}|{_CHINESE}")

CLASSIFIERS = (
    "件个台部只双条套份箱盒包袋瓶支枚斤张本把对副根颗粒桶罐听片卷提组串朵株盆杯床顶辆架筐板捆扎排版筒块样盘枝束坛网饼"
    "盏幅册管尊缸笼尾挂叠匣口棵丛壶碗篮篓碟"
)
_COUNTED = re.compile(
    rf"(?<!第)(?<!哪)(?<![\d.])(?<!\d×)(?P<number>\d{{1,4}}|{_CHINESE})\s?(?:几)?(?P<unit>公斤|千克|大?[{CLASSIFIERS}])(?![钱半]|五毛|(?<=双)(?:十[一二]|1[12](?!\d)))"
    r"(?<!家.口)(?!(?<=口)(?:之家|子|人))"  # 一家三口 are people
)
_COUNT_WORDS = re.compile(r"(?P<word>[俩仨])(?!人)")
# 65W充电器×3 counts, 140×70厘米 measures, and so does 14x30.
_TIMES = re.compile(
    r"(?:(?<!\d)(?<!\d\s)\s?[×*]\s?|\s?(?<=[\s\d])x(?!(?<=\dx)\d{2}))(?P<number>\d{1,3})(?![\da-z.]|厘米|毫米|公分|米)"
)
_DOZENS = re.compile(
    r"(?<![\d第])(半|[一二两三四五六七八九1-9])打(?![折开火电包印气底蛋卡听针车击人理算招扫磨湿结滑雷雨鼓])"
)
DOZEN = 12
_REMEMBERED = 1_024  # texts: the parts of the flow read the same ones
_MOST = 9_999  # larger counts are model or order numbers

_YUAN = re.compile(
    rf"(?P<number>{_ARABIC}|{_CHINESE})(?P<about>[来多几]?)\s?"
    rf"(?:(?P<unit>元|块(?!\n|手表|表|肥皂|香皂|毛巾|电池|屏|蛋糕|巧克力|到手|一共|总共|合计|一起|多少|要多少|要付|有货|包邮)|圆|rmb)(?P<tail>[一二两三四五六七八九\d](?![件个台部只双条套份箱盒包袋瓶支枚斤张\d]))?(?:毛|角)?钱?)"
)
_MAO = re.compile(rf"(?<![块元\d])(?P<number>\d|[{''.join(_DIGITS)}])[毛角]钱?")
# 200到300的裙子: two amounts, where they are no sizes.
_FROM_TO = re.compile(
    r"(?<![\d.a-z])(?P<number>\d{2,5})(?=\s?[-~到至]\s?\d{3,5}(?:元|块|的|之间|左右|价位|$))"
    r"|(?<=\d[-~到至])(?P<before>\d{3,5})(?=元|块|的|之间|左右|价位|$)"
)
_SIGNED = re.compile(r"[¥￥$]\s?(?P<number>\d+(?:\.\d{1,2})?)")
_BARE = re.compile(
    rf"(?:(?<=预算)|(?<=便宜)|(?<=再少)|(?<=满)|(?<=减)|(?<=只要)|(?<=才卖)|(?<=价格)|(?<=价位)|(?<=不到)|(?<=不超过))\s?(?P<number>{_ARABIC}|{_CHINESE})"
    rf"(?![\d.gtmk%折{CLASSIFIERS}年月日天号点期寸])"
    rf"|(?<![\d.a-z])(?P<before>\d{{2,6}}(?:\.\d{{1,2}})?|\d{{1,3}}(?:\.\d)?[kw千百万]|{_CHINESE})(?:来|多)?(?=以内|以下|左右|上下|以上|之内|内的|卖不卖|可以卖|能卖|包邮行|行不行|行吗|我就|出不出|得了)"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number and where it stands in the text."""

    start: int
    end: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count of something, such as 两件, and where it stands in the text."""

    start: int
    end: int
    count: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money and where it stands in the text; `about` when the shopper names it roughly."""

    start: int
    end: int
    money: Money
    about: bool = False


def read_number(text: str) -> Fraction | None:
    """Return the value of a written or spoken number (305, 三百零五, 一千二, 1.5w), None if it is none."""
    arabic = re.fullmatch(r"(\d+(?:\.\d+)?)\s?([百千万亿kw]?)(\d?)", text)
    if arabic:
        return _arabic(arabic)
    if text == "半":
        return Fraction(1, 2)
    return _chinese(text) if re.fullmatch(_CHINESE, text) else None


def numbers(normalized: str) -> tuple[Spoken, ...]:
    """Return the numbers in a normalised text, in order."""
    found = ((hit, read_number(hit[0].strip())) for hit in _NUMBER.finditer(normalized))
    return tuple(Spoken(hit.start(), hit.end(), value) for hit, value in found if value is not None)


@lru_cache(maxsize=_REMEMBERED)
def quantities(normalized: str) -> tuple[Quantity, ...]:
    """Return the counts in a normalised text, in order: 两件, 3个, 俩, ×2, 半斤."""
    money = [(amount.start, amount.end) for amount in amounts(normalized)]
    found = [
        Quantity(hit.start(), hit.end(), value, hit["unit"])
        for hit in _COUNTED.finditer(normalized)
        if (value := read_number(hit["number"])) is not None
    ]
    found += [Quantity(m.start(), m.end(), Fraction(1, 2), m[1]) for m in re.finditer(r"半(斤|个|公斤|箱)", normalized)]
    found += [
        Quantity(m.start(), m.end(), value * DOZEN, "打")
        for m in _DOZENS.finditer(normalized)
        if (value := read_number(m[1])) is not None
    ]
    found += [
        Quantity(m.start(), m.end(), Fraction(2 if m["word"] == "俩" else 3), "个")
        for m in _COUNT_WORDS.finditer(normalized)
    ]
    found += [Quantity(m.start(), m.end(), Fraction(m["number"]), "件") for m in _TIMES.finditer(normalized)]
    counts = (q for q in found if 0 < q.count <= _MOST and not any(s < q.end and q.start < e for s, e in money))
    return tuple(sorted(counts, key=lambda quantity: quantity.start))


@lru_cache(maxsize=_REMEMBERED)
def amounts(normalized: str) -> tuple[Amount, ...]:
    """Return the amounts of money in a normalised text, in order: 3999元, 两块五, 两百来块, 预算三千, 1.5w以内."""
    found: list[Amount] = []
    for pattern in (_YUAN, _SIGNED, _MAO, _BARE, _FROM_TO):
        for hit in pattern.finditer(normalized):
            amount = _amount(hit, tenth=pattern is _MAO)
            if amount is not None and not any(a.start < amount.end and amount.start < a.end for a in found):
                found.append(amount)
    return tuple(sorted(found, key=lambda amount: amount.start))


def _amount(hit: re.Match[str], *, tenth: bool) -> Amount | None:
    groups = hit.groupdict()
    which = "number" if groups.get("number") else "before"
    value = read_number(groups[which].strip())
    if value is None:
        return None
    tail = groups.get("tail")
    if tail:
        value += Fraction(int(tail) if tail.isascii() else _DIGITS[tail], 10)
    fen = value * (10 if tenth else 100)
    start = hit.start() if which == "number" else hit.start(which)
    rough = bool(groups.get("about")) or hit.string.startswith(("左右", "上下", "来", "多"), hit.end())
    return Amount(start, hit.end(), Money(int(fen)), rough)


def _arabic(hit: re.Match[str]) -> Fraction:
    value, unit, tail = Fraction(hit[1]), hit[2], hit[3]
    factor = _ARABIC_UNITS.get(unit, 1)
    rest = int(tail) * factor // 10 if tail and unit else 0
    return value * factor + rest


def _chinese(text: str) -> Fraction | None:
    if not any(char in _TENS or char in _LARGE for char in text):
        return Fraction(int("".join(str(_DIGITS[char]) for char in text)))
    total = section = digit = 0
    last_unit, zero = 1, False
    for char in text:
        if char in _DIGITS:
            digit, zero = _DIGITS[char], _DIGITS[char] == 0 or zero
            continue
        unit = _TENS.get(char)
        if unit is not None:
            section, digit, last_unit = section + (digit or 1) * unit, 0, unit
        else:
            unit = _LARGE[char]
            total, section, digit, last_unit = (total + section + digit) * unit, 0, 0, unit
        zero = False
    # 一千二 is 1200: a last digit without its unit counts the next lower one, unless a zero stands before it.
    shorthand = digit and not zero and last_unit > 10
    return Fraction(total + section + (digit * last_unit // 10 if shorthand else digit))
