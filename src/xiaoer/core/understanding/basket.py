"""Which goods does the shopper put together, and how many of each?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xiaoer.core.dialogue.understanding import ProductMatch, Wanted
from xiaoer.core.language.numbers import Quantity
from xiaoer.core.retrieval.options import narrow
from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.shop.product import Pairs, Product
from xiaoer.core.understanding.counting import BLANK, blanked, counts_of, is_part, is_size, mention_spans
from xiaoer.core.understanding.values import without_values

_NOT_PLUS = "厚|大|长|宽|绒|急|热|湿|购|价|钱|起来|一起|在一起|油|固"  # 加厚, 加急, 加起来 put nothing together
_HARD = rf"再加上?|再来|再要|再买|再拿|再配|外加|加上|加(?!{_NOT_PLUS})|以及|还有|另外|和|跟|与|[、+&]|再"
_JOINS = re.compile(rf"(?P<hard>{_HARD})|[,，;；。!！?？]")
_ADDS = re.compile(r"再|外加|^加")
_EACH = re.compile(r"各|每样|每种|每款|都[要来买拿]|一样(?=一|两|\d|来)|分别")
_SOME = re.compile(
    r"[一二两三半几\d]打(?!折|开)|[一二两三四五\d几]对|若干|几[个件台箱盒包袋瓶双条套份]"
    r"|[一二两三四五六七八九十\d]+[来多几][个件台箱盒包袋瓶双条套份]"
)
_NUMBERED = re.compile(
    r"(?<![第满减\d.])(?:[两三四五六七八九]|[2-9](?!\d))(?=[\u4e00-\u9fff])(?![折点月号日天年期元块岁个合成通用面层季代分月周]|个?人|小时|百|千|万|十)"
)
_FILLER = re.compile(
    r"我们?|你们?|您|想要?|要|买|来|拿|给|帮|下单|下|订|拍|再|也|就|的话|的|了|呢|吗|嘛|么|啊|呀|吧|哈|亲|老板|请问|你好|多少钱?|几多|"
    r"什么价|怎么[算卖]|啥价|一共|总共|合计|共计|总计|总价|加起来|加一起|一起|到手价?|实付|最后|最终|最低|付|需|总|价格?|钱|"
    r"算算?|看看?|可以|能|便宜|优惠|券后|折后|用券|满减|大概|现在|今天|今晚|各|每|都|一?样|那|这|款|版|型|号|是|有|元|块|个|一|单独|分别|各自|需要|"
    r"和|加|跟|把|然后|如果|只|先|帮忙|麻烦|色|装|\W|_"
)
_COLOURS = re.compile(
    r"[\u4e00-\u9fff]?[黑白红蓝绿黄紫粉灰银金棕橙米青咖褐杏]色?|透明|(?<![a-z])\d+(?:\.\d+)?[a-z\u4e00-\u9fff]{0,3}|(?<![a-z0-9])[smlx]+(?![a-z0-9])码?"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch between two joins: at most one product and one count."""

    text: str
    adds: bool  #: 再来一个
    joined: bool  #: by a word that puts goods together, not by a comma
    mention: int = -1
    count: Quantity | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the basket while it is being read."""

    match: ProductMatch
    options: Pairs
    count: int | None


class _Unclear(Exception):
    """The words fit more than one basket."""


def basket_of(text: str, matches: Sequence[ProductMatch], products: ProductIndex) -> tuple[Wanted, ...]:
    """Return the goods with how many of each (两个X1加一个手环); empty when the words fit more than one basket."""
    if not matches:
        return ()
    try:
        return _merged(_lines(text, matches, products), products)
    except _Unclear:
        return ()


def _lines(text: str, matches: Sequence[ProductMatch], products: ProductIndex) -> list[_Line]:
    spans = mention_spans(text, matches)
    plain = blanked(text, spans)
    counts = counts_of(plain, matches, products)
    if _SOME.search(_without_values(plain, matches, products)) or any(
        is_part(count, matches, products) for count in counts
    ):
        raise _Unclear
    pieces = _pieces(plain, [span for span in spans if span != (0, 0)], spans, counts)
    several = len(matches) > 1 or len(counts) > 1 or any(piece.joined for piece in pieces)
    reader = _Reader(matches, products, strict=several)
    for piece in _led(pieces):
        reader.read(piece)
    return reader.finished()


class _Reader:
    """Reads the pieces of a basket in order; what one leaves out follows from its neighbours."""

    def __init__(self, matches: Sequence[ProductMatch], products: ProductIndex, *, strict: bool) -> None:
        self._matches, self._products = matches, products
        self._strict = strict  # several goods or numbers: a word that nobody knows may be goods, too
        self._lines: list[_Line] = []
        self._waiting: _Piece | None = None  # options or a count that stand before their product
        self._each: int | None = None
        self._seen: set[int] = set()

    def read(self, piece: _Piece) -> None:
        """Take the next piece. Raises `_Unclear`."""
        if _EACH.search(piece.text) and piece.count is not None:
            self._each = _same(self._each, int(piece.count.count))
            piece = replace(piece, count=None, text=_EACH.sub("", _uncounted(piece)))
        if piece.mention >= 0:
            self._named(piece)
        elif self._lines or len(self._matches) == 1:
            self._unnamed(piece)
        elif piece.count is not None or not _is_filler(piece.text):
            self._wait(piece)

    def finished(self) -> list[_Line]:
        """Return the lines. Raises `_Unclear` when a piece found no product."""
        if self._waiting is not None and (self._waiting.count is not None or not self._lines):
            raise _Unclear
        if not self._lines and not self._seen and len(self._matches) == 1:
            self._lines = [_Line(self._matches[0], self._matches[0].options, None)]
        if self._each is not None:
            if any(line.count is not None for line in self._lines):
                raise _Unclear
            each = (one for line in self._lines for one in _each_value(line))
            self._lines = [replace(line, count=self._each) for line in each]
        return self._lines

    def _named(self, piece: _Piece) -> None:
        match, count = self._matches[piece.mention], _number(piece)
        self._seen.add(piece.mention)
        options = self._options(piece, match)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            before = self._options(waiting, match)
            rest = _uncounted(waiting)
            if self._strict and not _is_filler(_without_options(rest, match, self._products) if before else rest):
                raise _Unclear
            options, count = (*before, *options), _same(_number(waiting), count)
        self._sure_of_numbers(piece, match)
        self._lines.append(_Line(match, options, count))

    def _sure_of_numbers(self, piece: _Piece, match: ProductMatch) -> None:
        """Raise `_Unclear` where a number stands beside goods that is neither their count nor an option: 三托盘."""
        rest = _without_values(_uncounted(piece), (match,), self._products)
        for number in _NUMBERED.finditer(rest):
            if not is_size(rest[number.start() :], match, self._products):
                raise _Unclear

    def _unnamed(self, piece: _Piece) -> None:
        match = self._lines[-1].match if self._lines else self._matches[0]
        options, rest = self._options(piece, match), _uncounted(piece)
        strange = not _is_filler(_without_options(rest, match, self._products) if options else rest)
        if strange and (piece.joined or (piece.count is not None and self._strict)):
            raise _Unclear
        if not self._lines:
            self._first(piece, match, options)
        elif options:
            self._further(piece, options)
        elif piece.count is not None:
            self._counted(piece)

    def _first(self, piece: _Piece, match: ProductMatch, options: Pairs) -> None:
        """Take what stands before the only product, or what is said of the product of the talk."""
        if not match.mention:
            if options or piece.count is not None:
                self._lines.append(_Line(match, _over(match.options, options), _number(piece)))
        elif options or piece.count is not None:
            if self._waiting is not None:
                raise _Unclear
            self._waiting = piece

    def _further(self, piece: _Piece, options: Pairs) -> None:
        """Take options without a product: they say more of the last line, or are a further variant of it."""
        last = self._lines[-1]
        if set(options) <= set(last.options) and None in (last.count, piece.count) and not piece.joined:
            self._lines[-1] = replace(last, count=_same(last.count, _number(piece)))  # said twice
            return
        if {name for name, _ in options} & {name for name, _ in last.options} or (
            last.count is not None and piece.count is not None
        ):
            self._lines.append(_Line(last.match, _over(last.options, options), _number(piece)))
        else:
            count = _same(last.count, _number(piece))
            self._lines[-1] = _Line(last.match, (*last.options, *options), count)

    def _counted(self, piece: _Piece) -> None:
        """Take a bare count: of the last line, or a further one of the same."""
        last = self._lines[-1]
        if piece.adds:
            self._lines.append(replace(last, count=_number(piece)))
        elif len(self._lines) > 1 and last.count is None:
            raise _Unclear
        else:
            self._lines[-1] = replace(last, count=_same(last.count, _number(piece)))

    def _wait(self, piece: _Piece) -> None:
        if self._waiting is not None:
            raise _Unclear
        self._waiting = piece

    def _options(self, piece: _Piece, match: ProductMatch) -> Pairs:
        product = _product(match, self._products)
        return () if product is None else narrow(product, _uncounted(piece)).options


def _pieces(
    plain: str, named: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]], counts: Sequence[Quantity]
) -> list[_Piece]:
    pieces: list[_Piece] = []
    at, adds, joined = 0, False, False
    for join in (*_JOINS.finditer(plain), None):
        end = len(plain) if join is None else join.start()
        cuts = _cuts(plain, at, end, named, counts)
        for number, (start, until) in enumerate(cuts):
            inside = [span for span in named if start <= span[0] < until]
            own = [count for count in counts if start <= count.start < until]
            if len(inside) > 1 or len(own) > 1:
                raise _Unclear
            first = number == 0
            pieces.append(
                _Piece(
                    text=plain[start:until],
                    adds=adds and first,
                    joined=joined and first,
                    mention=spans.index(inside[0]) if inside else -1,
                    count=_moved(own[0], start) if own else None,
                )
            )
        if join is not None:
            # A comma before 再来一个 does not undo the word: an empty piece hands on how it was joined.
            empty = not plain[at:end].strip()
            adds = bool(_ADDS.search(join[0])) or (empty and adds)
            joined = join["hard"] is not None or (empty and joined)
            at = join.end()
    return [piece for piece in pieces if piece.text.strip(" ")]


def _led(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces; a count and options that lead up to a product across a blank are one with it."""
    led: list[_Piece] = []
    for piece in pieces:
        last = led[-1] if led else None
        if last is not None and piece.mention >= 0 and piece.count is None and not piece.joined and _leads(last):
            led[-1] = replace(last, text=f"{last.text} {piece.text}", mention=piece.mention)
        else:
            led.append(piece)
    return led


def _leads(piece: _Piece) -> bool:
    count = piece.count
    if count is None or piece.mention >= 0:
        return False
    return _is_filler(piece.text[: count.start]) and not _is_filler(piece.text[count.end :])


def _cuts(
    plain: str, at: int, end: int, named: Sequence[tuple[int, int]], counts: Sequence[Quantity]
) -> list[tuple[int, int]]:
    """Return the parts of a stretch, cut before or after each of its counts, or before each of its products."""
    goods = [start for start, _ in named if at <= start < end]
    own = [count for count in counts if at <= count.start < end]
    if len(own) <= 1 and len(goods) <= 1:
        return [(at, end)]
    if not own:
        marks = goods[1:]
    elif _is_filler(plain[at : own[0].start]):
        marks = [count.start for count in own[1:]]
    else:
        marks = [count.end for count in own if count.end < end]
        tail = plain[marks[-1] : end] if marks else ""
        if marks and BLANK not in tail and _is_filler(tail):
            marks.pop()
    edges = [at, *marks, end]
    return list(pairwise(edges))


def _moved(count: Quantity, start: int) -> Quantity:
    return replace(count, start=count.start - start, end=count.end - start)


def _number(piece: _Piece) -> int | None:
    return None if piece.count is None else int(piece.count.count)


def _same(one: int | None, other: int | None) -> int | None:
    if one is not None and other is not None and one != other:
        raise _Unclear
    return other if one is None else one


def _uncounted(piece: _Piece) -> str:
    count = piece.count
    return piece.text if count is None else f"{piece.text[: count.start]} {piece.text[count.end :]}"


def _is_filler(text: str) -> bool:
    return BLANK not in text and not _FILLER.sub("", text)


def _without_options(text: str, match: ProductMatch, products: ProductIndex) -> str:
    return _COLOURS.sub("", _without_values(text, (match,), products))


def _without_values(text: str, matches: Sequence[ProductMatch], products: ProductIndex) -> str:
    """Return a text without the option values of the goods, whole or in their words."""
    for match in matches:
        product = _product(match, products)
        text = text if product is None else without_values(text, product)
    return text


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
        raise _Unclear
    if alone:
        return line.match
    skus = tuple(sku.sku for sku in product.skus if all(pair in sku.options for pair in pairs))
    if not skus:
        raise _Unclear
    one_sku = line.match.skus if len(line.match.skus) == 1 and not line.match.options else skus
    return replace(line.match, skus=one_sku, options=pairs)


def _repeated(pairs: Pairs) -> str:
    """Return the option of which several values are named."""
    names = [name for name, _ in pairs]
    return next((name for name in names if names.count(name) > 1), "")


def _each_value(line: _Line) -> list[_Line]:
    """Return a line for each value of the option of which several are named: 黑色白色各一台."""
    name = _repeated(line.options)
    if not name:
        return [line]
    rest = tuple(pair for pair in line.options if pair[0] != name)
    return [replace(line, options=(*rest, pair)) for pair in line.options if pair[0] == name]
