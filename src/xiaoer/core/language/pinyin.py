"""How does a text sound?"""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, pinyin

_CACHED_CHARS = 30_000  # more than all Chinese characters in use
_FUZZY_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FUZZY_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


def syllables(normalized: str) -> tuple[str, ...]:
    """Return one toneless syllable for each Chinese character; other characters stand for themselves."""
    return tuple(readings(char)[0] for char in normalized)


def sound_key(normalized: str) -> tuple[str, ...]:
    """Return syllables in which usual confusions (zh/z, ang/an) sound the same."""
    return tuple(_fuzzy(syllable) for syllable in syllables(normalized))


def sounds_alike(one: str, other: str) -> bool:
    """Return whether two normalised texts are homophones, usual confusions included."""
    return sound_key(one) == sound_key(other)


@lru_cache(maxsize=_CACHED_CHARS)
def readings(char: str) -> tuple[str, ...]:
    """Return the toneless syllables of a Chinese character, the commonest first; any other stands for itself.

    Read alone: the dictionary of phrases is not needed and, in the program, not loaded.
    """
    if not "\u3400" <= char <= "\u9fff":
        return (char,)
    return tuple(str(reading) for reading in pinyin(char, style=Style.NORMAL, heteronym=True)[0])


@lru_cache(maxsize=1_000)
def _fuzzy(syllable: str) -> str:
    for written, heard in _FUZZY_INITIALS:
        if syllable.startswith(written):
            syllable = heard + syllable[len(written) :]
    for written, heard in _FUZZY_FINALS:
        if len(syllable) > len(written) and syllable.endswith(written):
            syllable = syllable[: -len(written)] + heard
    return syllable
