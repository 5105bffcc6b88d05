"""How many tokens does a byte-level vocabulary make of a text, where no library can be asked?"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from xiaoer.adapters.models.vocabulary import CHARACTERS, Vocabulary

PIECES_KEPT = 8192
MOST_CHARS = 64  # of a piece; a longer one is cut, which costs a token at most where the cut falls
_LETTER, _OTHER = r"[^\W\d_]", r"(?:[^\s\w]|_)"
_PIECE = re.compile(
    rf"'(?i:s|t|re|ve|m|ll|d)|(?:[^\r\n\w]|_)?{_LETTER}+|\d| ?{_OTHER}+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+|\w"
)
"""Qwen2's own pattern, in the notation that Python knows."""


class TokenCounter:
    """Counts as the tokenizer of the Qwen family does: pieces first, then merges by rank."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._ranks = {merge: rank for rank, merge in enumerate(vocabulary.merges)}
        self._count_piece = lru_cache(PIECES_KEPT)(self._merged)

    def count(self, text: str) -> int:
        """Return the number of tokens of a text without control tokens."""
        return sum(self._count_piece(part) for piece in _PIECE.findall(text) for part in _cut(piece))

    def _merged(self, piece: str) -> int:
        symbols = [CHARACTERS[byte] for byte in piece.encode("utf-8", "replace")]
        last = len(self._ranks)
        while len(symbols) > 1:
            ranked = [self._ranks.get(f"{left} {right}", last) for left, right in pairwise(symbols)]
            best = min(ranked)
            if best == last:
                break
            place = ranked.index(best)
            symbols[place : place + 2] = [symbols[place] + symbols[place + 1]]
        return len(symbols)


def _cut(piece: str) -> tuple[str, ...]:
    return tuple(piece[start : start + MOST_CHARS] for start in range(0, len(piece), MOST_CHARS))
