"""Where in a text do the words of the guard stand, however they are disguised?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import NamedTuple

import ahocorasick_rs

from xiaoer.core.guard.lexicon import WordClass
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.pinyin import readings

HARMLESS = "harmless"
_CHINESE = "\u4e00-\u9fff"
_SPLITTERS = re.compile(rf"(?<=[{_CHINESE}])(?:[^\w,。!?;:、\n]|_)+(?=[{_CHINESE}])")
_SPACED_LETTERS = re.compile(r"(?<![a-z0-9])(?:[a-z0-9@$][ ._*-]{1,2}){3,}[a-z0-9@$](?![a-z0-9])")
_HYPHENS = re.compile(r"(?<=[a-z])[-_.*](?=[a-z])")
_MIXED = re.compile(r"(?=[a-z]*[0-9@$])[a-z0-9@$]*[a-z][a-z0-9@$]*")
_LATIN = re.compile("[a-z]")
_LEET = str.maketrans("013457@$", "oieastas")
_READINGS = 2  # of a character that are typed
_WAYS = 8  # to read a word
_MIN_PINYIN = 5  # letters; shorter ones are also English words


class Hit(NamedTuple):
    """One word of one class at one place of the text."""

    name: str
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    names: tuple[str, ...]
    word: str
    open_end: bool


class WordMatcher:
    """Word classes compiled for search; texts are searched in all their disguises."""

    __slots__ = ("_automaton", "_patterns")

    def __init__(self, classes: Sequence[WordClass], *, in_pinyin: Iterable[str] = ()) -> None:
        self._patterns = _patterns(classes, frozenset(in_pinyin))
        words = [pattern.word for pattern in self._patterns]
        self._automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.Standard)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Return every word in a text that is in matching form, harmless look-alikes taken out."""
        found: list[Hit] = []
        harmless: list[tuple[int, int]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            pattern = self._patterns[index]
            if not _stands_alone(text, start, end, open_end=pattern.open_end) or _cuts_number(text, start, end):
                continue
            for name in pattern.names:
                if name == HARMLESS:
                    harmless.append((start, end))
                else:
                    found.append(Hit(name, pattern.word, start, end))
        if harmless:
            found = [hit for hit in found if not any(a <= hit.start and hit.end <= b for a, b in harmless)]
        return tuple(found)


def disguises(text: str) -> tuple[str, ...]:
    """Return the matching form of a text, and further readings of it where letters or characters were pulled apart."""
    plain = _SPLITTERS.sub("", normalize(text))
    if not _LATIN.search(plain):
        return (plain,)
    joined = _SPACED_LETTERS.sub(lambda run: re.sub(r"[^a-z0-9@$]", "", run.group()), plain)
    joined = _HYPHENS.sub("", joined)
    joined = _MIXED.sub(lambda word: word.group().translate(_LEET), joined)
    return (plain,) if joined == plain else (plain, joined)


def _patterns(classes: Sequence[WordClass], in_pinyin: frozenset[str]) -> tuple[_Pattern, ...]:
    names: dict[tuple[str, bool], list[str]] = {}
    for entry in classes:
        for raw in entry.words:
            word = normalize(raw.rstrip("*")) or raw
            for form in (word, *(_pinyin(word) if entry.name in in_pinyin else ())):
                holders = names.setdefault((form, raw.endswith("*")), [])
                if entry.name not in holders:
                    holders.append(entry.name)
    return tuple(_Pattern(tuple(holders), word, open_end) for (word, open_end), holders in names.items() if word)


def _pinyin(word: str) -> tuple[str, ...]:
    if not re.fullmatch(f"[{_CHINESE}]{{2,}}", word):
        return ()
    ways = product(*([syllable.replace("ü", "v") for syllable in readings(char)[:_READINGS]] for char in word))
    spoken = dict.fromkeys(
        form
        for way in islice(ways, _WAYS)
        if len("".join(way)) >= _MIN_PINYIN
        for form in ("".join(way), " ".join(way))
    )
    spoken.update(dict.fromkeys(form.replace("lve", "lue").replace("nve", "nue") for form in tuple(spoken)))
    return tuple(spoken)


def _stands_alone(text: str, start: int, end: int, *, open_end: bool) -> bool:
    if _is_latin(text[start]) and start and _is_latin(text[start - 1]):
        return False
    return open_end or not (_is_latin(text[end - 1]) and end < len(text) and _is_latin(text[end]))


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Return whether the word takes a number of the text apart: 数百, folded to 数100, in 数1000."""
    before = text[start].isdigit() and start > 0 and text[start - 1].isdigit()
    return before or (text[end - 1].isdigit() and end < len(text) and text[end].isdigit())


def _is_latin(char: str) -> bool:
    return "a" <= char <= "z"
