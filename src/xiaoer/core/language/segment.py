"""Which words does a text consist of?"""

from __future__ import annotations

from functools import lru_cache

import rjieba

from xiaoer.core.language.normalize import normalize

_SHORT = 64  # characters of a text whose words are remembered: the parts of the flow ask for the same ones
_REMEMBERED = 4_096


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in search mode (long words come with their parts), without punctuation."""
    return normalized_tokens(normalize(text))


def normalized_tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text that is normalised already."""
    return _words_of_short(text) if len(text) <= _SHORT else _words(text)


def _words(text: str) -> tuple[str, ...]:
    # The module functions of rjieba share one dictionary; a further instance would cost 24 MB.
    return tuple(word for word in rjieba.cut_for_search(text) if _says_something(word))


_words_of_short = lru_cache(maxsize=_REMEMBERED)(_words)


def grams(text: str, size: int) -> tuple[str, ...]:
    """Return every run of `size` letters, digits or Chinese characters of a normalised text, in order."""
    letters = "".join(char for char in text if char.isalnum())
    return tuple(letters[start : start + size] for start in range(len(letters) - size + 1))


def _says_something(word: str) -> bool:
    return any(char.isalnum() for char in word)
