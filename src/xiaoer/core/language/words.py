"""Which words of a list occur in a text?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from xiaoer.core.language.normalize import normalize


@dataclass(frozen=True, slots=True)
class Found:
    """One word of the list and where it stands in the normalised text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordSet:
    """A list of words, found in one pass over a text; where words overlap the leftmost longest wins."""

    words: tuple[str, ...]
    _automaton: AhoCorasick | None

    @staticmethod
    def build(words: Iterable[str]) -> WordSet:
        """Prepare a word list; words are normalised, empty ones are left out."""
        plain = tuple(dict.fromkeys(word for word in map(normalize, words) if word))
        automaton = AhoCorasick(plain, matchkind=MatchKind.LeftmostLongest) if plain else None
        return WordSet(plain, automaton)

    def find(self, normalized: str) -> tuple[Found, ...]:
        """Return the words in a normalised text, in order; ASCII words count only as whole words."""
        if self._automaton is None:
            return ()
        hits = self._automaton.find_matches_as_indexes(normalized)
        found = (Found(self.words[number], start, end) for number, start, end in hits)
        return tuple(hit for hit in found if not _inside_a_word(normalized, hit))

    def __contains__(self, normalized: str) -> bool:
        return bool(self.find(normalized))


def _inside_a_word(text: str, found: Found) -> bool:
    """Return whether an ASCII hit is only a part of a longer run of letters or digits."""
    first, last = text[found.start], text[found.end - 1]
    before = text[found.start - 1] if found.start else ""
    after = text[found.end] if found.end < len(text) else ""
    return (_is_latin(first) and _is_latin(before)) or (_is_latin(last) and _is_latin(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
