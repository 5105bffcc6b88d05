"""Which words does a text consist of?"""

from __future__ import annotations

import rjieba

from xiaoer.core.language.normalize import normalize


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in search mode (long words come with their parts), without punctuation."""
    return normalized_tokens(normalize(text))


def normalized_tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text that is normalised already."""
    # The module functions of rjieba share one dictionary; a further instance would cost 24 MB.
    return tuple(word for word in rjieba.cut_for_search(text) if _says_something(word))


def grams(text: str, size: int) -> tuple[str, ...]:
    """Return every run of `size` letters, digits or Chinese characters of a normalised text, in order."""
    letters = "".join(char for char in text if char.isalnum())
    return tuple(letters[start : start + size] for start in range(len(letters) - size + 1))


def _says_something(word: str) -> bool:
    return any(char.isalnum() for char in word)
