"""Which goods does a word name whose noun only the next one says: 低帮和高帮徒步鞋?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from xiaoer.core.retrieval.namesearch import Likely

LONGEST_MODIFIER = 8  # characters: 我想问下低帮
SHORTEST_HEAD = 2
CLEAR = 0.5

Search = Callable[[str, int], Likely | None]
Piece = tuple[int, int]


def with_shared_heads(plain: str, pieces: Sequence[Piece], found: Sequence[Likely], search: Search) -> list[Likely]:
    """Return what was found in the pieces of a text, and what those without a find name with the noun of the next one.

    `search` returns what a text names, its places counted from an offset.
    """
    more = [
        likely
        for piece, following in pairwise(pieces)
        if not any(_inside(other, piece) and other.score >= CLEAR for other in found)
        and (likely := _borrowed(plain, piece, [other for other in found if _inside(other, following)], search))
    ]
    return sorted((*found, *more), key=lambda likely: likely.start)


def _inside(likely: Likely, piece: Piece) -> bool:
    return piece[0] <= likely.start and likely.end <= piece[1]


def _borrowed(plain: str, piece: Piece, following: Sequence[Likely], search: Search) -> Likely | None:
    text = plain[piece[0] : piece[1]].rstrip()
    if not following or following[0].score < CLEAR or not text or len(text) > LONGEST_MODIFIER:
        return None
    lender = following[0]
    name = plain[lender.start : lender.end]
    end = piece[0] + len(text)
    for head in _heads(name):
        likely = search(text + head, piece[0])
        if likely is not None and _is_sister(likely, lender) and not _same(likely, search(head, 0)):
            return replace(likely, start=min(likely.start, end - 1), end=end)
    return None


def _heads(name: str) -> list[str]:
    """Return the endings of a name that are Chinese words, longest first."""
    starts = range(1, len(name) - SHORTEST_HEAD + 1)
    return [name[at:] for at in starts if not name[at:].isascii() and not name[at].isascii()]


def _is_sister(likely: Likely, lender: Likely) -> bool:
    """Return whether one product is clearly named, and another than that of the next name."""
    clear = likely.score >= CLEAR and len(likely.products) == 1
    return clear and not set(likely.products) & set(lender.products)


def _same(likely: Likely, by_noun: Likely | None) -> bool:
    """Return whether the noun alone names the same, so that the word before it told nothing."""
    return by_noun is not None and by_noun.products == likely.products
