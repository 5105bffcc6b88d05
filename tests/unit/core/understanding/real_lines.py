"""Which of our sentences are those of the real lines that we measure with?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

REAL = Path(__file__).parents[5] / "shared/data"
FOLDERS = ("shoppers", "faq_match", "attacks", "reviews")
SHORT = 6  # sentences up to that length are common property: 包邮吗, 怎么退款
LONG_ENOUGH = 8  # from that length on a near-copy is a copy
LIKE = 0.85
_GRAM = 4  # of a text of 8 characters with one changed, four in a row stay as they were
_BREAKS = re.compile(r"[,，。!！?？;；\n]")
_SLOT = re.compile(r"\{[^}]*\}")


def bare(text: str) -> str:
    """Return a sentence as it is compared: without slots, punctuation, blanks and case."""
    return re.sub(r"[\W_]", "", _SLOT.sub("", text)).lower()


@cache
def real_lines() -> frozenset[str]:
    """Return every text of the real data, whole and in its clauses; empty where the folder is absent."""
    texts = (text for folder in FOLDERS for path in sorted((REAL / folder).rglob("*.*")) for text in _texts(path))
    pieces = (piece for text in texts for piece in (text, *_BREAKS.split(text)))
    return frozenset(plain for plain in map(bare, pieces) if SHORT < len(plain) <= 80)


def _texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield from _strings(json.loads(line)) if line.startswith("{") else line.split("\t")


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _strings(item)
        case list():
            for item in value:
                yield from _strings(item)
        case _:
            pass


def copies(ours: Iterable[str], real: Iterable[str]) -> dict[str, str]:
    """Return which of our sentences are copied, or nearly, with the sentence that each is like."""
    lines = set(real)
    near = _by_gram(line for line in lines if len(line) >= LONG_ENOUGH - 1)
    found = ((text, _copied(bare(text), lines, near)) for text in ours)
    return {text: line for text, line in found if line}


def _copied(plain: str, lines: set[str], near: Mapping[str, list[str]]) -> str:
    if len(plain) > SHORT and plain in lines:
        return plain
    if len(plain) < LONG_ENOUGH:
        return ""
    grams = {plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1)}
    for line in sorted({line for gram in grams for line in near.get(gram, ())}):
        longest = max(len(plain), len(line))
        most = int(longest * (1 - LIKE) + 1e-9)
        if abs(len(plain) - len(line)) <= most and _edits(plain, line) <= most:
            return line
    return ""


def _by_gram(lines: Iterable[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for line in lines:
        for gram in {line[at : at + _GRAM] for at in range(len(line) - _GRAM + 1)}:
            index.setdefault(gram, []).append(line)
    return index


def _edits(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, start=1):
        last, row[0] = row[0], at
        for to, against in enumerate(other, start=1):
            last, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, last + (char != against))
    return row[-1]
