"""Which Latin word of the shop's names did the shopper mean to type?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST = 3  # letters of a word that can be recognised in spite of a slip
SURELY_A_SLIP = 5  # letters from which a wrong or missing letter is a slip; shorter ones may only be doubled or swapped
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Spelt:
    """A text with its slips mended, and for each of its places (the end included) the place in the text as typed."""

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """The Latin words of product names, by their first letter."""

    words: frozenset[str]
    _by_first: dict[str, tuple[str, ...]]

    @staticmethod
    def build(names: Iterable[str]) -> Spelling:
        """Collect the words of normalised names."""
        words = {word for name in names for word in _WORD.findall(name)}
        by_first: dict[str, list[str]] = {}
        for word in sorted(word for word in words if len(word) >= SHORTEST):
            by_first.setdefault(word[0], []).append(word)
        return Spelling(frozenset(words), {first: tuple(own) for first, own in by_first.items()})

    def mend(self, plain: str) -> Spelt:
        """Return a normalised text in which words that are one slip away from just one known word are that word."""
        pieces: list[str] = []
        places: list[int] = []
        at = 0
        for found in _WORD.finditer(plain):
            meant = self._meant(found[0])
            if meant:
                pieces += (plain[at : found.start()], meant)
                places += range(at, found.start())
                places += (min(found.start() + step, found.end() - 1) for step in range(len(meant)))
                at = found.end()
        return Spelt("".join((*pieces, plain[at:])), (*places, *range(at, len(plain) + 1)))

    def _meant(self, word: str) -> str:
        if len(word) < SHORTEST or word in self.words:
            return ""
        near = [known for known in self._by_first.get(word[0], ()) if _one_slip(word, known)]
        return near[0] if len(near) == 1 else ""


def _one_slip(typed: str, known: str) -> bool:
    if abs(len(typed) - len(known)) > 1:
        return False
    same = next((at for at, (one, other) in enumerate(zip(typed, known, strict=False)) if one != other), None)
    if same is None:
        same = min(len(typed), len(known))
    rest, other = typed[same:], known[same:]
    if len(typed) == len(known):
        swapped = rest[:2][::-1] == other[:2] and rest[2:] == other[2:]
        return swapped or (len(known) >= SURELY_A_SLIP and rest[1:] == other[1:])
    if len(typed) > len(known):
        doubled = rest[:1] == typed[same - 1]
        return rest[1:] == other and (doubled or len(known) >= SURELY_A_SLIP)
    return rest == other[1:] and len(typed) >= SURELY_A_SLIP - 1
