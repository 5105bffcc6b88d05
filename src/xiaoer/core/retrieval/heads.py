"""Which goods does a word name whose noun only the next one says: 低帮和高帮徒步鞋?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from xiaoer.core.language.numbers import CLASSIFIERS
from xiaoer.core.retrieval.namesearch import Likely

LONGEST_MODIFIER = 8  # characters: 我想问下低帮
SHORTEST_HEAD = 2
CLEAR = 0.5

_ASKED = re.compile(
    r"的?(?:价格|价钱|价|有?(?:什么|啥)?(?:区别|差别|不同|不一样)|差(?:在哪里?|多少(?:钱)?|别|价)?|哪个.*|哪款.*|谁.*|一样吗?|贵多少|便宜多少"
    r"|对比.*|比较.*|怎么选|选哪个?|有货吗?|多少钱?|都?有吗)$|的$"
)

# What only leads up to goods, counts them or asks for a sum shares no noun with them: 再 before 加一条围巾, 再来3袋.
_LEADS_UP = re.compile(
    r"(?:再|还|也|又|另外?|那么?|就|我|想|要|来|拿|买|拍|给|帮|请问|问下?|如果|[一总拢统]共|合计|加?起来|一起|一块儿?|全部|各|每样|都|到手|实付|付|掏"
    rf"|(?:[一两二三四五六七八九十几]|\d+)\s?[{CLASSIFIERS}]|多少|好多|几多|几|钱|块|\s)+"
)

Search = Callable[[str, int], Likely | None]
Piece = tuple[int, int]


def with_shared_heads(plain: str, pieces: Sequence[Piece], found: Sequence[Likely], search: Search) -> list[Likely]:
    """Return what was found in the pieces of a text, and what others name in words shared by neighbours.

    低帮和高帮徒步鞋 shares a noun with what follows, 羽绒服轻薄款和加厚款 with what stands before. `search` returns
    what a text names, its places counted from an offset.
    """
    more: list[Likely] = []
    for piece, following in pairwise(pieces):
        if "\n" in plain[piece[1] : following[0]]:
            continue  # what stood between them is a name or a value, and joins nothing
        if not _names(piece, found):
            more += _borrowed(plain, piece, _inside(following, found)[:1], search, _endings)
        elif not _names(following, found):
            more += _borrowed(plain, following, _inside(piece, found)[-1:], search, _beginnings)
    return sorted((*found, *more), key=lambda likely: likely.start)


def _names(piece: Piece, found: Sequence[Likely]) -> bool:
    return any(likely.score >= CLEAR for likely in _inside(piece, found))


def _inside(piece: Piece, found: Sequence[Likely]) -> list[Likely]:
    return [likely for likely in found if piece[0] <= likely.start and likely.end <= piece[1]]


def _borrowed(
    plain: str,
    piece: Piece,
    lenders: Sequence[Likely],
    search: Search,
    wholes: Callable[[str, str], Iterable[tuple[str, str]]],
) -> list[Likely]:
    text = _ASKED.sub("", plain[piece[0] : piece[1]]).rstrip()
    if not lenders or lenders[0].score < CLEAR or not text or len(text) > LONGEST_MODIFIER or _LEADS_UP.fullmatch(text):
        return []
    lender = lenders[0]
    start, end = piece[0], piece[0] + len(text)
    for whole, shared in wholes(text, plain[lender.start : lender.end]):
        likely = search(whole, start)
        if likely is not None and _is_sister(likely, lender) and not _same(likely, search(shared, 0)):
            return [replace(likely, start=start, end=end)]
    return []


def _endings(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield a modifier before each ending of a name that is Chinese, the longest first, and the ending."""
    for at in range(1, len(name) - SHORTEST_HEAD + 1):
        if not name[at].isascii():
            yield text + name[at:], name[at:]


def _beginnings(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield a modifier behind each beginning of a name, the longest first, and the beginning."""
    for until in range(len(name) - 1, SHORTEST_HEAD - 1, -1):
        if not (name[until - 1].isascii() and text[0].isascii()):
            yield name[:until] + text, name[:until]


def _is_sister(likely: Likely, lender: Likely) -> bool:
    """Return whether one product is clearly named, and another than that of the neighbour."""
    clear = likely.score >= CLEAR and len(likely.products) == 1
    return clear and not set(likely.products) & set(lender.products)


def _same(likely: Likely, shared: Likely | None) -> bool:
    """Return whether the shared words alone name the same, so that the modifier told nothing."""
    return shared is not None and shared.products == likely.products
