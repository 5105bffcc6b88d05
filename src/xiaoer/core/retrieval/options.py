"""Which variants of a product do the shopper's words leave?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.retrieval.measures import (
    CODE_OF_SIZE,
    COUNTED,
    Measure,
    agree,
    one_times_sign,
    read_measures,
    spoken_measures,
    unhyphened,
)
from xiaoer.core.retrieval.ordering import Order, ordered_values, orders_in
from xiaoer.core.retrieval.ranges import begins, lies_in, span_of
from xiaoer.core.retrieval.stems import ANY_KIND, by_own_words, by_pack, by_sign, not_denied, says, shortest, stems
from xiaoer.core.shop.product import Pairs, Product, Sku

_COLOUR_ROOTS = "黑白红蓝绿黄紫粉灰银金棕橙米青咖褐杏"
_COLOUR_ASKED = re.compile(rf"([\u4e00-\u9fff]?[{_COLOUR_ROOTS}])色")
# What turns a colour into another one: 玫红 and 酒红 are no 红, while 大红 and 纯白 are 红 and 白.
_OF_A_BODY = re.compile(
    r"\d+(?:\.\d+)?\s?(?:kg|公斤|千克|斤)(?=重?的?(?:[小大中成幼老公母](?:型|年)?)?"
    r"(?:猫|狗|犬|喵|汪|猪|兔|鸟|宝宝|孩子|小孩|娃|人|男|女|妈|爸|老公|老婆|体重))"
    r"|(?<=体重)\s?\d+(?:\.\d+)?\s?(?:kg|公斤|千克|斤)"
)
_SHADED = re.compile(rf"[玫酒枣橘桃粉砖铁姜墨藏湖天宝军豆奶象银香雾烟荷孔][{_COLOUR_ROOTS}]")
_COLOUR_NAMES = ("色", "色号", "colour", "color", "外观")
_NOT_A_COLOUR = frozenset("颜角特景变肤本")  # 颜色 and 特色 name no colour
_STORAGE = frozenset({"g", "t"})
_SIZE = re.compile(r"(?<![a-z0-9])((?:\d?x{1,5})?[sl]|m|均码)(?![a-z])")
_SAME_SIZES = {"xxl": "2xl", "xxxl": "3xl", "xxxxl": "4xl", "xxxxxl": "5xl"}
_MEASURED = re.compile(r"^\d+(?:\.\d+)?(?:[a-z]+|[\u4e00-\u9fff])?(?:×\d.*)?")  # 85g of 85g单罐
_MEASURE_LAST = re.compile(r"(?<=[\u4e00-\u9fff])\d+(?:\.\d+)?(?:[a-z]+|[\u4e00-\u9fff])?$")
_SIZE_WORD = re.compile("(?<=[a-z])[码号]$")
_SUFFIX = re.compile(r"(?:版|款|装|型|色|码|床|味|风味|口味|口)$")
_PARTS = re.compile(r"[\s+/|,、()]+")
# 多少钱一斤 and 一斤多少钱 ask for the price of so much; they want no variant of that size where there is none.
_PRICED_BY = re.compile(
    r"(?:多少钱?|几块钱?|几元|几钱|什么价|啥价|怎么卖)[一1每](?:公斤|千克|[斤克两个只颗粒片米升包袋盒箱瓶支枚条])"
    r"|(?:[一1]|每)(?:公斤|千克|[斤克两个只颗粒片米升包袋盒箱瓶支枚条])(?:要|是|卖)?(?:多少|几块|几元|几钱|什么价|啥价|怎么卖)"
)
_HAVE = re.compile(r"有(?:没有)?(?!别|其[他它]|另)([\u4e00-\u9fff]{2,4}?)(?:款|版)?的?(?:吗|么|嘛|不|没有?|呢|卖)*$")
_HAVE_SIGN = re.compile(r"有(?:没有)?属?(?!别)([\u4e00-\u9fff])的(?:吗|么|嘛|不|没有?|呢|卖)*$")
_FLAVOURS = "味型"  # what options of tastes and scents end with: 口味, 香型
_FLAVOUR = re.compile(r"有(?:没有)?([\u4e00-\u9fff]{2,4}?)(?:口|香)?味的?(?:吗|么|嘛|不|没有?|呢|卖)*$")
_ALONE = re.compile(
    r"\W*(?:那么?|有没有|有|要|换成?|我要)*(\d{2,5})(?:码|号)?的?(?:那[个款双件])?(?:呢|有吗|有没有|还有吗?|有货吗?|没有|多少钱?|什么价|吗|\W)*"
)
_REFUSED = re.compile(
    r"(?<!要)(?:不要|不想要|不含|除了|除开)([^,?\s]{1,6}?)(?:的|味|以外|之外|(?=[\s,]|还有|还?有别的|还?有其[他它]|$))"
)  # 不要鸡肉的
_BLANKS = re.compile(r"(?<!\d) +| +(?!\d)")  # those between two numbers part them
_EITHER = re.compile(r"([^\s,]{1,6})的还是([^\s,]{1,6})的")
_NEAR = 2  # a number more than so many times away is of another kind
EXACT, FIRST_MEASURE, MEASURE, WORD, COLOUR = 3.0, 2.0, 1.0, 1.5, 1.0  # how much each way to name a value counts
PACK_UNSAID = 0.5
SHORTEST_WORD = 2


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The variants that are left, the option values that chose them, and values asked for that no variant has."""

    skus: tuple[Sku, ...]
    options: Pairs = ()
    absent: Pairs = ()


def narrow(product: Product, text: str) -> Narrowed:
    """Return the variants of a product that fit the option values in a text.

    `text` should not hold the mention of the product itself: a number in a model name is no option.
    """
    plain = normalize(text)
    refused = _REFUSED.search(plain)
    unwanted = narrow(product, refused[1]).options if refused else ()
    if refused and unwanted:
        return _without(unwanted, narrow(product, plain.replace(refused[0], " ")))
    if _names_one_side(plain, product):
        return Narrowed(product.skus)
    spoken = _read(plain)
    chosen: list[tuple[str, str]] = []
    absent: list[tuple[str, str]] = []
    skus = product.skus
    options = option_values(product.skus)
    by_name = _named_values(spoken, options, product)
    for name, values in options:
        named = by_name[name]
        kept = tuple(sku for sku in skus if any(pair[0] == name and pair[1] in named for pair in sku.options))
        if kept:
            skus = kept
            chosen += ((name, value) for value in named)
        elif named and len(named) == 1:
            absent.append((name, named[0]))  # there is such a value, but not with what was chosen before it
        elif not named and (missing := _not_there(spoken, name, values, product)) and not _of_another(missing, by_name):
            absent.append((name, missing))
    return Narrowed(skus, tuple(chosen), tuple(absent))


def _names_one_side(plain: str, product: Product) -> bool:
    """Return whether only one of two things that a text puts for choice names a value: 铁的还是塑料的."""
    found = _EITHER.search(plain)
    sides = found.groups() if found else ()
    return len({bool(narrow(product, side).options) for side in sides}) > 1


def _without(unwanted: Pairs, narrowed: Narrowed) -> Narrowed:
    """Return the variants without those that have a value which is refused; all where no other is left."""
    kept = tuple(sku for sku in narrowed.skus if not set(unwanted) & set(sku.options))
    names = {name for name, _ in unwanted}
    left = dict.fromkeys(pair for sku in kept for pair in sku.options if pair[0] in names)
    return Narrowed(kept, (*narrowed.options, *left), narrowed.absent) if kept else narrowed


def _named_values(
    spoken: _Spoken, options: Sequence[tuple[str, tuple[str, ...]]], product: Product
) -> dict[str, tuple[str, ...]]:
    """Return the values that a text names of each option, by themselves or by their order among the others."""
    named = {name: _named(spoken, values, product) for name, values in options}
    rest = _apart(spoken.plain, (value for values in named.values() for value in values))
    if rest != spoken.plain:
        named = {name: named[name] or _named(_read(rest), values, product) for name, values in options}
    said = "".join(value for values in named.values() for value in values)
    orders = [order for order in spoken.orders if order.said[0] not in said]
    if not orders:
        return named
    ordered = dict(ordered_values(orders, options))
    return {name: values or ordered.get(name, ()) for name, values in named.items()}


def _apart(plain: str, named: Iterable[str]) -> str:
    """Return a text without the values that it names, so that others may be read beside them: 红 in 双电红的."""
    return reduce(lambda text, value: text.replace(value, " ") if value[1:] else text, map(normalize, named), plain)


def _of_another(missing: str, by_name: dict[str, tuple[str, ...]]) -> bool:
    """Return whether the number that one option lacks is a value of another that is named: 56 is no 56克."""
    number = re.match(r"\d+", missing)
    return number is not None and any(number[0] == value for values in by_name.values() for value in values)


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

    plain: str
    squeezed: str
    words: frozenset[str]
    orders: tuple[Order, ...]  #: 大的那个, 最厚的
    measures: tuple[Measure, ...]
    sizes: tuple[str, ...]
    shades: tuple[str, ...]  #: colours that are named more closely, such as 玫红
    weights: tuple[Measure, ...]  #: of whoever is to use it: 5kg的猫 fits 4-8kg, and is no pack of 5kg


@dataclass(frozen=True, slots=True)
class _Value:
    """An option value as it is compared: whole, its words, its measures, its letter size, its colour."""

    squeezed: str
    words: tuple[str, ...]
    measures: tuple[Measure, ...]
    size: str
    colour: str
    span: tuple[float, float, str] | None  #: from, to and unit of a value such as 4-8kg


@lru_cache(maxsize=2_000)  # what is left of a message is compared with each of its products
def _read(plain: str) -> _Spoken:
    bodies = "".join(_OF_A_BODY.findall(plain))
    return _Spoken(
        plain=plain,
        orders=orders_in(plain),
        squeezed=_squeeze(plain),
        words=frozenset(normalized_tokens(plain)),
        measures=spoken_measures(_OF_A_BODY.sub(" ", plain) if bodies else plain),
        weights=spoken_measures(bodies),
        sizes=tuple(dict.fromkeys(_same_size(found[1]) for found in _SIZE.finditer(plain))),
        shades=tuple(dict.fromkeys(_SHADED.findall(plain))),
    )


def _squeeze(plain: str) -> str:
    return one_times_sign(unhyphened(_BLANKS.sub("", plain)))


@lru_cache(maxsize=20_000)  # distinct option values of a large shop
def _read_value(value: str) -> _Value:
    plain = normalize(value)
    squeezed = _squeeze(plain)
    measures = read_measures(plain)
    parts = (_SUFFIX.sub("", part) for part in _PARTS.split(plain))
    words = tuple(word for part in parts if (word := _unmeasured(part) if measures else part))
    size = _SIZE.fullmatch(_SIZE_WORD.sub("", words[0] if words else squeezed))
    words = (*words, *CODE_OF_SIZE.findall(squeezed))
    stem = squeezed.removesuffix("色")
    colour = stem[-1] if stem and stem[-1] in _COLOUR_ROOTS and not (measures and stem[-1] == "米") else ""  # 14厘米
    return _Value(squeezed, words, measures, _same_size(size[1]) if size else "", colour, span_of(plain))


def _unmeasured(part: str) -> str:
    """Return a word of a value without its measure: 单罐 of 85g单罐, 小号 of 小号10支."""
    return _MEASURE_LAST.sub("", _MEASURED.sub("", part))


def _named(spoken: _Spoken, values: tuple[str, ...], product: Product) -> tuple[str, ...]:
    """Return the values that a text names best; several when it names them equally.

    A part of a value that is the name of a property as well asks for this: 几个踏板 wants no 三踏板.
    """
    shorter = stems(values)
    plain_colours = {value.squeezed.removesuffix("色") for value in map(_read_value, (*values, *shorter))}
    scores = [_score(spoken, _read_value(value), plain_colours) for value in values]
    if shorter and max(scores, default=0.0) <= 0:
        scores = [min(_score(spoken, _read_value(stem), plain_colours), EXACT - 0.1) for stem in shorter]
    best = max(scores, default=0.0)
    called = by_own_words(spoken.squeezed, values, product)
    if best <= 0:
        return (
            called
            or not_denied(spoken.squeezed, values)
            or by_sign(spoken.plain, values)
            or by_pack(spoken.plain, values)
        )
    if best >= EXACT:
        exact = _exactly_named(spoken, values)
        return tuple(value for value in values if value in exact or value in called)
    return shortest(spoken.plain, tuple(v for v, score in zip(values, scores, strict=True) if score == best))


def _exactly_named(spoken: _Spoken, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values that stand in the text, those left out that only stand inside a longer one."""
    inside = [
        value for value in values if not _read_value(value).size and says(spoken.squeezed, _read_value(value).squeezed)
    ]
    sizes = [value for value in values if _read_value(value).size in spoken.sizes]
    rest = spoken.squeezed
    kept = []
    for value in sorted(inside, key=lambda value: -len(_read_value(value).squeezed)):
        if says(rest, _read_value(value).squeezed):
            kept.append(value)
            rest = rest.replace(_read_value(value).squeezed, "\n")
    return tuple(value for value in values if value in kept or value in sizes)


def _score(spoken: _Spoken, value: _Value, plain_colours: set[str]) -> float:
    if value.size:
        return EXACT if value.size in spoken.sizes else 0.0
    if value.span is not None and not says(spoken.squeezed, value.squeezed):
        if _says_span(spoken, value.span):
            return EXACT - 0.1
        starts = any(begins(measure, value.span) for measure in spoken.measures)
        return MEASURE * (starts or any(lies_in(each, value.span) for each in (*spoken.measures, *spoken.weights)))
    if len(value.squeezed) >= SHORTEST_WORD and says(spoken.squeezed, value.squeezed):
        return EXACT
    score = WORD * sum(says(spoken.squeezed, word) for word in value.words if len(word) >= SHORTEST_WORD)
    measured = _measure_score(spoken.measures, value.measures)
    packed = 0 < measured <= FIRST_MEASURE and len(value.measures) > 1 and "×" in value.squeezed
    score += measured - PACK_UNSAID * packed  # 500毫升 is the bottle rather than 500ml×12瓶
    # 黑 means 黑色 where there is one, else every black: 曜金黑.
    alone = value.squeezed.removesuffix("色") == value.colour
    if value.colour and (len(value.words) > 1 or not score) and (alone or value.colour not in plain_colours):
        score += COLOUR * _says_colour(spoken, value)
    return min(score, EXACT - 0.1)


def _says_colour(spoken: _Spoken, value: _Value) -> bool:
    closer = [shade for shade in spoken.shades if shade[-1] == value.colour]
    if closer and not any(shade in value.squeezed for shade in closer):
        return False
    return value.colour in spoken.words or f"{value.colour}色" in spoken.words


def _measure_score(said: tuple[Measure, ...], held: tuple[Measure, ...]) -> float:
    score = 0.0
    for measure in said:
        for place, own in enumerate(held):
            if agree(measure, own):
                score += MEASURE if place else FIRST_MEASURE
                break
    return score


def _says_span(spoken: _Spoken, span: tuple[float, float, str]) -> bool:
    """Return whether a text says a range without its unit: 6-7 or 6到7 of 6-7mm."""
    return any(says(spoken.squeezed, f"{span[0]:g}{sign}{span[1]:g}") for sign in "-~至到")


def _missing(spoken: _Spoken, name: str, values: tuple[str, ...]) -> str:
    """Return the value of an option that a text asks for and no variant has, empty when there is none."""
    read = [_read_value(value) for value in values]
    if name.endswith(_COLOUR_NAMES) or 2 * sum(bool(value.colour) for value in read) > len(read):
        return _colour_asked(spoken)
    if any(value.size for value in read):
        return spoken.sizes[0].upper() if spoken.sizes else ""
    units = {measure.unit or "码" for value in read for measure in value.measures} - COUNTED - {"年"}
    units |= _STORAGE if units & _STORAGE else set()
    if _PRICED_BY.search(spoken.squeezed):
        return ""
    found = (measure.said.upper() for measure in spoken.measures if measure.said and measure.unit in units)
    return next(found, "") or _bare_number(spoken, read, "码" if "码" in name else "")


def _bare_number(spoken: _Spoken, values: Sequence[_Value], unit: str) -> str:
    """Return a number alone, such as 43 of 43呢, with the unit of the values, where it lies among them."""
    held = [float(measure.number) for value in values for measure in value.measures[:1]]
    said = _ALONE.fullmatch(spoken.squeezed)
    if said is None or len(held) < max(2, len(values)):
        return ""
    unit = next((measure.unit for value in values for measure in value.measures if measure.unit), unit)
    lies_near = min(held) / _NEAR <= float(said[1]) <= max(held) * _NEAR
    return f"{said[1]}{unit.upper()}" if unit and lies_near else ""


def _not_there(spoken: _Spoken, name: str, values: tuple[str, ...], product: Product) -> str:
    """Return the value of an option that a text asks for and the product does not come in, empty when there is none."""
    title = normalize(name)
    numbered = re.search(rf"(\d+(?:\.\d+)?){re.escape(title)}", spoken.squeezed) if title in spoken.squeezed else None
    if numbered and not any(numbered[1] in normalize(value) for value in values):
        return numbered[0]
    flavour = _FLAVOUR.search(spoken.squeezed) if name[-1:] in _FLAVOURS else None
    if flavour and not any(flavour[1] in normalize(value) or normalize(value) in flavour[1] for value in values):
        return f"{flavour[1]}味"
    return _missing(spoken, name, values) or _unheld(spoken, values, product)


def of_one_kind(word: str, value: str) -> bool:
    """Return whether two words end with the same noun, and so may be values of one option: 黄玉 and 墨玉."""
    noun = word[-1:]
    return (
        min(len(word), len(value)) > 1 and noun == value[-1] and noun not in ANY_KIND and "\u4e00" <= noun <= "\u9fff"
    )


def _unheld(spoken: _Spoken, values: tuple[str, ...], product: Product) -> str:
    """Return the value that a text asks for among those of its kind, and that the product's data hold nowhere."""
    found = _HAVE.search(spoken.squeezed)
    word = found[1] if found and any(of_one_kind(found[1], value) for value in values) else ""
    if not word and all(len(value) == 1 for value in values):
        sign = _HAVE_SIGN.search(spoken.squeezed)
        word = sign[1] if sign else ""
    first = product.skus[0]
    data = (product.name, *product.aliases, first.description, *(value for _, value in first.attributes))
    return "" if any(word in normalize(text) for text in data) else word


def _colour_asked(spoken: _Spoken) -> str:
    found = _COLOUR_ASKED.search(spoken.squeezed)
    if found and found[1][0] not in _NOT_A_COLOUR:
        return found[0]
    alone = (root for root in _COLOUR_ROOTS if root in spoken.words and root != "米")
    return next((f"{root}色" for root in alone), "")


def _same_size(size: str) -> str:
    return _SAME_SIZES.get(size, size)
