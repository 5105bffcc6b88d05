"""How does a Chinese character sound, tone aside?"""

from __future__ import annotations

from functools import lru_cache

from xiaoer.core.language.pinyin import readings

MOST_READINGS = 2  # further ones are rare
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


@lru_cache(maxsize=30_000)  # the characters in use
def sounds(char: str) -> tuple[str, ...]:
    """Return the syllables of a character, with the sounds that typing mixes up written alike."""
    return tuple(dict.fromkeys(_blur(reading) for reading in readings(char)[:MOST_READINGS]))


@lru_cache(maxsize=200_000)  # the pairs of characters in the names of a large shop
def sounds_of(pair: str) -> tuple[str, ...]:
    """Return the syllables of a pair of characters as terms, one for each way to read them."""
    return tuple(f"{first} {second}" for first in sounds(pair[0]) for second in sounds(pair[1]))


def _blur(syllable: str) -> str:
    for marked, plain in _BLURRED:
        syllable = syllable.replace(marked, plain)
    return syllable
