"""What is the standard wording of what the shopper typed?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.words import WordSet


@dataclass(frozen=True, slots=True, eq=False)
class Slang:
    """Colloquial wordings, abbreviations and usual typos with their standard wordings."""

    pairs: tuple[tuple[str, str], ...]
    _words: WordSet
    _standard: dict[str, str]

    @staticmethod
    def build(pairs: Iterable[tuple[str, str]]) -> Slang:
        """Prepare a table; a later pair overrules an earlier one, a pair of equals protects a word."""
        table = {normalize(spoken): normalize(standard) for spoken, standard in pairs}
        return Slang(tuple(table.items()), WordSet.build(table), table)

    def extended(self, pairs: Iterable[tuple[str, str]]) -> Slang:
        """Return this table with a shop's own pairs on top."""
        own = tuple(pairs)
        return Slang.build((*self.pairs, *own)) if own else self

    def standardize(self, normalized: str) -> str:
        """Return a normalised text in standard wording."""
        pieces, at = [], 0
        for found in self._words.find(normalized):
            pieces += [normalized[at : found.start], self._standard[found.word]]
            at = found.end
        return "".join([*pieces, normalized[at:]])
