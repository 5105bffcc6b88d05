"""Which variants of a product do the shopper's words leave?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.shop.product import Pairs, Product, Sku

# The character that names a colour, with the longer names that shoppers and merchants use for it.
_COLOUR_ROOTS = "黑白红蓝绿黄紫粉灰银金棕橙青米咖褐杏卡"
_ABSENT_COLOUR = re.compile(
    rf"([\u4e00-\u9fff]{{0,2}}[{_COLOUR_ROOTS}])色|(?<![\u4e00-\u9fff])([{_COLOUR_ROOTS}])(?:的|款)"
)
_COLOUR_NAMES = ("颜色", "色", "花色", "配色", "外观", "colour", "color")
_MEASURE = re.compile(
    r"(\d+(?:\.\d+)?)\s*([a-z]+|英寸|毫升|千克|公斤|克|斤|码|号|寸|升|米|厘米|粒|片|包|瓶|支|袋|盒|罐|枚|只装|个装|人|座)?"
)
_UNITS = {
    "gb": "g", "tb": "t", "公斤": "kg", "千克": "kg", "克": "g", "毫升": "ml", "升": "l", "号": "码", "寸": "英寸",
    "inch": "英寸", "厘米": "cm", "米": "m",
}  # fmt: skip
_COUNTED = re.compile(r"\s*(?:件|个|块|元|台|部|双|条|套|份|箱|单|天|日|月|年|点|号楼|折|分|毛|%|倍|次|位|楼|w\b|万)")
_SPOKEN_DIGITS = str.maketrans("一二两三四五六七八九", "1223456789")
_SPOKEN_MEASURE = re.compile(r"([一二两三四五六七八九])(?=斤|公斤|千克|克|升|毫升|码|寸|英寸|袋装|盒装|瓶装|支装|米)")
_SIZE = re.compile(r"(?<![a-z0-9])(\d?x{0,5}[sl]|m|xx?l|\d?xl|均码)(?![a-z])")
_SIZES_SAME = {"xxl": "2xl", "xxxl": "3xl", "xxxxl": "4xl", "xxxxxl": "5xl"}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The variants that are left, the option values that chose them, and values asked for that no variant has."""

    skus: tuple[Sku, ...]
    options: Pairs = ()
    absent: Pairs = ()


def narrow(product: Product, text: str) -> Narrowed:
    """Return the variants of a product that fit the option values in a text.

    `text` should not hold the mention of the product itself (`Found` from the product index blanks it): a number in
    a model name is no option.
    """
    spoken = _read(text)
    chosen: list[tuple[str, str]] = []
    absent: list[tuple[str, str]] = []
    skus = product.skus
    for name, values in option_values(product.skus):
        named = tuple(value for value in values if spoken.names(value, of=values))
        if named:
            kept = tuple(sku for sku in skus if dict(sku.options).get(name) in named)
            if kept:
                skus = kept
                chosen += ((name, value) for value in named)
            continue
        missing = spoken.missing(name, values)
        if missing:
            absent.append((name, missing))
    return Narrowed(skus, tuple(chosen), tuple(absent))


def option_values(skus: Iterable[Sku]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every option name with its values, both in the order of the data."""
    values: dict[str, dict[str, None]] = {}
    for sku in skus:
        for name, value in sku.options:
            values.setdefault(name, {})[value] = None
    return tuple((name, tuple(found)) for name, found in values.items())


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What a text says that may be an option value."""

    squeezed: str
    words: frozenset[str]
    measures: frozenset[tuple[str, str]]
    bare: frozenset[str]
    sizes: frozenset[str]

    def names(self, value: str, *, of: tuple[str, ...]) -> bool:
        plain = normalize(value)
        squeezed = plain.replace(" ", "")
        if _SIZE.fullmatch(squeezed):
            return _same_size(squeezed) in self.sizes
        measures = _measures(squeezed)
        if measures and _is_measure(squeezed):
            return self._names_measures(measures)
        if len(squeezed) > 1 and self._says(squeezed, of):
            return True
        return self._names_colour(squeezed, of)

    def _says(self, squeezed: str, of: tuple[str, ...]) -> bool:
        if squeezed not in self.squeezed:
            return False
        longer = (normalize(other).replace(" ", "") for other in of)
        return not any(len(o) > len(squeezed) and squeezed in o and o in self.squeezed for o in longer)

    def _names_measures(self, measures: tuple[tuple[str, str], ...]) -> bool:
        wanted = set(measures)
        if wanted <= self.measures:
            return True
        return len(wanted) == 1 and measures[0][0] in self.bare

    def _names_colour(self, squeezed: str, of: tuple[str, ...]) -> bool:
        if squeezed.endswith("色"):
            squeezed = squeezed[:-1]
        root = squeezed[-1:]
        if root not in _COLOUR_ROOTS or not root:
            return False
        if len(squeezed) > 1:
            exact = any(normalize(other).removesuffix("色") == root for other in of)
            if exact:
                return False
        return root in self.words or f"{root}色" in self.words

    def missing(self, name: str, values: tuple[str, ...]) -> str:
        """Return the value of this option that the text asks for and no variant has, empty when there is none."""
        if name in _COLOUR_NAMES or name.endswith(("颜色", "色")):
            found = _ABSENT_COLOUR.search(self.squeezed)
            return (found[0].removesuffix("的").removesuffix("款")) if found else ""
        plain = tuple(normalize(value).replace(" ", "") for value in values)
        if any(_SIZE.fullmatch(value) for value in plain) and self.sizes:
            return min(self.sizes).upper()
        units = {unit for value in plain for _, unit in _measures(value) if _is_measure(value) and unit}
        wanted = sorted((number, unit) for number, unit in self.measures if unit in units)
        return "".join(wanted[0]) if wanted else ""


def _read(text: str) -> _Spoken:
    plain = _SPOKEN_MEASURE.sub(lambda found: found[0].translate(_SPOKEN_DIGITS), normalize(text))
    measures = {(number, unit) for number, unit in _measures(plain) if unit}
    bare = {
        found[1]
        for found in _MEASURE.finditer(plain)
        if not found[2] and not _COUNTED.match(plain, found.end()) and not _is_latin(plain, found.start() - 1)
    }
    sizes = frozenset(_same_size(found[1]) for found in _SIZE.finditer(plain))
    return _Spoken(
        plain.replace(" ", ""), frozenset(normalized_tokens(plain)), frozenset(measures), frozenset(bare), sizes
    )


def _measures(plain: str) -> tuple[tuple[str, str], ...]:
    return tuple((found[1], _UNITS.get(found[2] or "", found[2] or "")) for found in _MEASURE.finditer(plain))


def _is_measure(squeezed: str) -> bool:
    return _MEASURE.sub("", squeezed).strip("+*x/-装版码号") == ""


def _same_size(size: str) -> str:
    return _SIZES_SAME.get(size, size)


def _is_latin(text: str, at: int) -> bool:
    return at >= 0 and (text[at].isascii() and text[at].isalnum())
