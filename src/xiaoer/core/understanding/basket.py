"""Which goods does the shopper put together, and how many of each?"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from xiaoer.core.dialogue.understanding import ProductMatch, Wanted
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.measures import unhyphened
from xiaoer.core.retrieval.options import narrow, option_values
from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.retrieval.stems import by_pack
from xiaoer.core.shop.product import Pairs, Product
from xiaoer.core.understanding.counting import (
    SOME,
    blanked,
    counts_of,
    is_part,
    is_size,
    mention_spans,
    pieces_in_pair,
    pieces_of_weight,
    without_sizes,
)
from xiaoer.core.understanding.doubtful import may_be_goods, runs_on, values_in_digits
from xiaoer.core.understanding.pieces import (
    Piece,
    Place,
    Unclear,
    is_filler,
    pieces_of,
    uncounted,
    weighs_and_names,
)
from xiaoer.core.understanding.values import without_values

MOST_EACH = 4  # values of which 各来一个 means all
_EACH = re.compile(r"各|每样|每种|每款|都[要来买拿]|一样(?=[一两二三四五六七八九十\d来要买拿])|分别")
_NUMBERED = re.compile(
    r"(?<![第满减\d.])(?:[两三四五六七八九]|[2-9](?!\d))(?=[\u4e00-\u9fff])(?![折点月号日天年期元块岁个合成通用面层季代分月周]|个?人|小时|百|千|万|十)"
)
FITS = re.compile("车型|车系|机型|适用|适配")  # what all goods of one basket are likely to fit
_SIGN = re.compile("[\u4e00-\u9fff]的")  # 长的 of 斜挎长款
_CODE = re.compile(r"[a-z]+\d|\d[a-z]+\d")  # 512gx1 may name further goods
_COLOURS = re.compile(
    r"[\u4e00-\u9fff]?[黑白红蓝绿黄紫粉灰银金棕橙米青咖褐杏]色?|透明|(?<![a-z])\d+(?:\.\d+)?[a-z\u4e00-\u9fff]{0,3}|(?<![a-z0-9])[smlx]+(?![a-z0-9])码?"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the basket while it is being read."""

    match: ProductMatch
    options: Pairs
    count: int | None


def basket_of(text: str, matches: Sequence[ProductMatch], products: ProductIndex) -> tuple[Wanted, ...]:
    """Return the goods with how many of each (两个X1加一个手环); empty when the words fit more than one basket."""
    if not matches:
        return ()
    try:
        return _merged(_lines(text, matches, products), products)
    except Unclear:
        return ()


def _lines(text: str, matches: Sequence[ProductMatch], products: ProductIndex) -> list[_Line]:
    plain, places = _named_in(text, matches, products)
    counts = counts_of(plain, matches, products)
    here = {place.match for place in places}
    matches = [match if at in here else replace(match, mention="") for at, match in enumerate(matches)]
    values = values_in_digits(matches, products)
    doubtful = any(runs_on(text, count, values) or may_be_goods(plain, count, products) for count in counts)
    if doubtful or SOME.search(_without_values(plain, matches, products)):
        raise Unclear
    pieces = pieces_of(plain, places, counts)
    several = len(matches) > 1 or len(counts) > 1 or any(piece.joined for piece in pieces)
    reader = _Reader(matches, products, strict=several)
    for piece in pieces:
        reader.read(piece)
    return reader.finished()


def _named_in(text: str, matches: Sequence[ProductMatch], products: ProductIndex) -> tuple[str, tuple[Place, ...]]:
    """Return a text with its goods blank, and where they are named, every time.

    Goods that are called by one of their option values stay: 三瓶百花蜜两瓶洋槐蜜.
    """
    places = [Place(*span, at) for at, span in enumerate(mention_spans(text, matches)) if span != (0, 0)]
    called = {place.match for place in places if _is_value(matches[place.match], products)}
    plain = blanked(text, [(place.start, place.end) for place in places if place.match not in called])
    for at, match in enumerate(matches):
        mention = normalize(match.mention)
        start = plain.find(mention) if len(mention) > 1 and at not in called else -1
        while start >= 0:
            places.append(Place(start, start + len(mention), at))
            plain = blanked(plain, [(start, start + len(mention))])
            start = plain.find(mention)
    return plain, tuple(sorted(places, key=lambda place: place.start))


def _is_value(match: ProductMatch, products: ProductIndex) -> bool:
    product, mention = _product(match, products), normalize(match.mention)
    if product is None or any(mention in normalize(name) for name in (product.name, *product.aliases)):
        return False
    values = [normalize(value) for sku in product.skus for _, value in sku.options]
    return any(mention in value or mention in unhyphened(value) for value in values)


class _Reader:
    """Reads the pieces of a basket in order; what one leaves out follows from its neighbours."""

    def __init__(self, matches: Sequence[ProductMatch], products: ProductIndex, *, strict: bool) -> None:
        self._matches, self._products = matches, products
        self._strict = strict  # several goods or numbers: a word that nobody knows may be goods, too
        self._lines: list[_Line] = []
        self._waiting: list[Piece] = []  # options or a count that stand before their product
        self._each: int | None = None
        self._seen: set[int] = set()

    def read(self, piece: Piece) -> None:
        """Take the next piece. Raises `Unclear`."""
        if _EACH.search(piece.text) and piece.count is not None:
            self._each = _same(self._each, int(piece.count.count))
            piece = replace(piece, count=None, text=_EACH.sub("", uncounted(piece)))
        if piece.mention >= 0:
            self._named(piece)
        elif self._lines or len(self._matches) == 1:
            self._unnamed(piece)
        elif piece.count is not None or not is_filler(piece.text):
            self._wait(piece)

    def finished(self) -> list[_Line]:
        """Return the lines. Raises `Unclear` when a piece found no product."""
        if any(piece.count is not None or not self._lines for piece in self._waiting):
            raise Unclear
        if not self._lines and not self._seen and len(self._matches) == 1:
            self._lines = [_Line(self._matches[0], self._matches[0].options, None)]
        self._lines = [_for_the_same(line, self._lines[:at], self._products) for at, line in enumerate(self._lines)]
        if self._each is not None:
            if any(line.count is not None for line in self._lines):
                raise Unclear
            alone = len(self._lines) == 1
            each = [one for line in self._lines for one in _each_value(line, self._products, alone=alone)]
            if len(each) == 1 and self._matches[0].origin == "talk":
                raise Unclear  # 各来一瓶, where the talk is about one: of it and which other?
            self._lines = [replace(line, count=self._each) for line in each]
        return self._lines

    def _named(self, piece: Piece) -> None:
        match = self._matches[piece.mention]
        self._seen.add(piece.mention)
        options = self._options(piece, match)
        count = self._number(piece, match, options)
        waiting, self._waiting = self._waiting, []
        for before in waiting:
            said = self._options(before, match)
            rest = uncounted(before)
            if self._strict and not is_filler(_without_options(rest, match, self._products) if said else rest):
                raise Unclear
            if piece.joined and said and options and count is not None and before.count is not None:
                self._lines.append(_Line(match, said, self._number(before, match, said)))  # 一个红色和一个黑色的手机
            elif len(waiting) > 1 or (piece.joined and not said and before.count is not None):
                raise Unclear  # 45缸配过滤器 counts no 45 of them
            else:
                options, count = (*said, *options), _same(self._number(before, match, said), count)
        self._sure_of_numbers(piece, match)
        line = _Line(match, options, count)
        if any(_are_the_same(line, other) for other in self._lines):
            raise Unclear  # 蓝莓土三袋加蓝莓苗三棵, where both are taken for 蓝莓苗
        self._lines.append(line)

    def _number(self, piece: Piece, match: ProductMatch, options: Pairs) -> int | None:
        """Return how many a piece counts of goods. Raises `Unclear` where it may count what is inside one of them."""
        if piece.count is None:
            return None
        if (weighed := pieces_of_weight(piece.count, match, self._products)) is not None:
            return weighed
        left = _left_by(options, match, self._products)
        if is_part(piece.count, (left,), self._products) or weighs_and_names(piece.text[: piece.count.start]):
            raise Unclear
        if piece.count.unit != "对":
            return int(piece.count.count)
        pieces = pieces_in_pair(match, self._products)
        if pieces is None:
            raise Unclear
        return int(piece.count.count) * pieces

    def _sure_of_numbers(self, piece: Piece, match: ProductMatch) -> None:
        """Raise `Unclear` where a number stands beside goods that is neither their count nor an option: 三托盘."""
        rest = _without_values(uncounted(piece), (match,), self._products)
        if self._strict and _CODE.search(rest):
            raise Unclear
        for number in _NUMBERED.finditer(rest):
            if not is_size(rest[number.start() :], match, self._products):
                raise Unclear

    def _unnamed(self, piece: Piece) -> None:
        match = self._lines[-1].match if self._lines else self._matches[0]
        options, rest = self._options(piece, match), uncounted(piece)
        left = _without_options(rest, match, self._products) if options else rest
        strange = not is_filler(left)
        if strange and (piece.joined or (piece.count is not None and self._strict) or _CODE.search(left)):
            raise Unclear
        if not self._lines:
            self._first(piece, match, options)
        elif options:
            self._further(piece, options)
        elif piece.count is not None:
            self._counted(piece)

    def _first(self, piece: Piece, match: ProductMatch, options: Pairs) -> None:
        """Take what stands before the only product, or what is said of the product of the talk."""
        if not match.mention:
            if options or piece.count is not None:
                self._lines.append(_Line(match, _over(match.options, options), self._number(piece, match, options)))
        elif options or piece.count is not None:
            self._wait(piece)

    def _further(self, piece: Piece, options: Pairs) -> None:
        """Take options without a product: they say more of the last line, or are a further variant of it."""
        last = self._lines[-1]
        if set(options) <= set(last.options) and None in (last.count, piece.count) and not piece.joined:
            count = _same(last.count, self._number(piece, last.match, options))  # said twice
            self._lines[-1] = replace(last, count=count)
            return
        if {name for name, _ in options} & {name for name, _ in last.options} or (
            last.count is not None and piece.count is not None
        ):
            self._lines.append(
                _Line(last.match, _over(last.options, options), self._number(piece, last.match, options))
            )
        else:
            count = _same(last.count, self._number(piece, last.match, options))
            self._lines[-1] = _Line(last.match, (*last.options, *options), count)

    def _counted(self, piece: Piece) -> None:
        """Take a bare count: of the last line, or a further one of the same."""
        last = self._lines[-1]
        if piece.adds:
            self._lines.append(replace(last, count=self._number(piece, last.match, last.options)))
        elif len(self._lines) > 1 and last.count is None:
            raise Unclear
        else:
            self._lines[-1] = replace(last, count=_same(last.count, self._number(piece, last.match, last.options)))

    def _wait(self, piece: Piece) -> None:
        if self._waiting and not piece.joined:
            raise Unclear
        self._waiting.append(piece)

    def _options(self, piece: Piece, match: ProductMatch) -> Pairs:
        product = _product(match, self._products)
        if product is None:
            return ()
        options = narrow(product, uncounted(piece)).options
        if piece.count is None:
            return options
        return (*options, *_by_pack(piece.count.unit, product, {name for name, _ in options}))


def _are_the_same(one: _Line, other: _Line) -> bool:
    """Return whether two counted lines name the same goods, of which one may say less of the options."""
    same = one.match.product_ids == other.match.product_ids and None not in (one.count, other.count)
    return same and (set(one.options) <= set(other.options) or set(other.options) <= set(one.options))


def _by_pack(unit: str, product: Product, named: Set[str]) -> Pairs:
    """Return the value of a product that comes in the pack by which she counts, of an option that is not named."""
    found = ((name, by_pack(f"1{unit}", values)) for name, values in option_values(product.skus) if name not in named)
    return tuple((name, packed[0]) for name, packed in found if packed)


def _for_the_same(line: _Line, before: Sequence[_Line], products: ProductIndex) -> _Line:
    """Return a line with what the goods before it are to fit, where it leaves that out: 朗逸雨刮一对 滤芯一个."""
    product = _product(line.match, products)
    said = {name for name, _ in line.options}
    fitting = dict(pair for other in before for pair in other.options if FITS.search(pair[0]) and pair[0] not in said)
    if product is None or not fitting:
        return line
    held = {pair for sku in product.skus for pair in sku.options}
    return replace(line, options=(*line.options, *(pair for pair in fitting.items() if pair in held)))


def _same(one: int | None, other: int | None) -> int | None:
    if one is not None and other is not None and one != other:
        raise Unclear
    return other if one is None else one


def _without_options(text: str, match: ProductMatch, products: ProductIndex) -> str:
    rest = _COLOURS.sub("", without_sizes(_without_values(text, (match,), products), match, products))
    product = _product(match, products)
    return (
        rest if product is None else _SIGN.sub(lambda said: "" if narrow(product, said[0]).options else said[0], rest)
    )


def _without_values(text: str, matches: Sequence[ProductMatch], products: ProductIndex) -> str:
    """Return a text without the option values of the goods, whole or in their words."""
    for match in matches:
        product = _product(match, products)
        text = text if product is None else without_values(text, product)
    return text


def _left_by(options: Pairs, match: ProductMatch, products: ProductIndex) -> ProductMatch:
    """Return a match with the variants that have these options."""
    product = _product(match, products)
    if product is None or not options:
        return match
    return replace(match, skus=tuple(sku.sku for sku in product.skus if set(options) <= set(sku.options)))


def _over(before: Pairs, now: Pairs) -> Pairs:
    named = {name for name, _ in now}
    return (*(pair for pair in before if pair[0] not in named), *now)


def _product(match: ProductMatch, products: ProductIndex) -> Product | None:
    return products.product(match.product_ids[0]) if len(match.product_ids) == 1 else None


def _merged(lines: Sequence[_Line], products: ProductIndex) -> tuple[Wanted, ...]:
    """Return the lines as wanted goods, one variant once."""
    wanted: list[Wanted] = []
    for line in lines:
        match = _narrowed(line, products, alone=len(lines) == 1)
        quantity = 1 if line.count is None else line.count
        at = next((at for at, other in enumerate(wanted) if other.match.skus == match.skus), None)
        if at is None:
            wanted.append(Wanted(match, quantity))
        else:
            wanted[at] = replace(wanted[at], quantity=wanted[at].quantity + quantity)
    return tuple(wanted)


def _narrowed(line: _Line, products: ProductIndex, *, alone: bool) -> ProductMatch:
    product = _product(line.match, products)
    if product is None:
        return line.match
    pairs = line.match.options if alone else line.options
    if _repeated(pairs):
        raise Unclear
    if alone:
        return line.match
    skus = tuple(sku.sku for sku in product.skus if all(pair in sku.options for pair in pairs))
    if not skus:
        raise Unclear
    one_sku = line.match.skus if len(line.match.skus) == 1 and not line.match.options else skus
    return replace(line.match, skus=one_sku, options=pairs)


def _repeated(pairs: Pairs) -> str:
    """Return the option of which several values are named."""
    names = [name for name, _ in pairs]
    return next((name for name in names if names.count(name) > 1), "")


def _each_value(line: _Line, products: ProductIndex, *, alone: bool) -> list[_Line]:
    """Return a line for each value of the option of which several are named: 黑色白色各一台.

    Where she names none, 各来两袋 means all values of the one option that the goods have.
    """
    name = _repeated(line.options)
    if name:
        rest = tuple(pair for pair in line.options if pair[0] != name)
        return [replace(line, options=(*rest, pair)) for pair in line.options if pair[0] == name]
    product = _product(line.match, products)
    values = option_values(product.skus) if product is not None and alone and not line.options else ()
    if len(values) != 1 or not 1 < len(values[0][1]) <= MOST_EACH:
        return [line]
    return [replace(line, options=((values[0][0], value),)) for value in values[0][1]]
