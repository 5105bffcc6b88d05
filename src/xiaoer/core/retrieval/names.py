"""Which pieces of a text can name a product?"""

from __future__ import annotations

import re
from typing import NamedTuple

# Words that turn one model into another: X1 is not X1 Pro.
_QUALIFIERS = """
promax pro max plus mini ultra lite air se 青春版 青春 标准版 探索版
尊享版 旗舰版 至尊版 豪华版 升级版 活力版 精英版 纪念版 增强版 极速版 顶配版 高配版 低配版 二代 三代
四代 五代 加厚款 加厚版 加厚 加大版 专业版 大屏版 豪华款 升级款 儿童版 女款 男款
"""
QUALIFIERS = tuple(_QUALIFIERS.split())
LATIN_QUALIFIERS = frozenset(word for word in QUALIFIERS if word.isascii())
_MEASURE_UNITS = frozenset(
    (
        "g",
        "gb",
        "t",
        "tb",
        "mb",
        "m",
        "mah",
        "w",
        "kw",
        "ml",
        "l",
        "kg",
        "mm",
        "cm",
        "hz",
        "k",
        "inch",
        "v",
        "a",
        "s",
        "gsm",
        "ghz",
    )
)
_WATT = re.compile(r"(?<=\d)瓦")
_CHUNK = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
_LATIN_PART = re.compile(r"[a-z]+|[0-9]+")
_JOINED_LETTERS = 2  # letters that make one model token with the digits beside them: p30, 5a, x1


class Term(NamedTuple):
    """A piece of a normalised text and where it stands; `model` when it tells one product from its sisters."""

    text: str
    start: int
    end: int
    model: bool = False


def read_terms(plain: str) -> tuple[Term, ...]:
    """Return the pieces of a normalised text: pairs of Chinese characters, words, numbers and model tokens."""
    terms: list[Term] = []
    previous: Term | None = None
    for chunk in _CHUNK.finditer(plain):
        if chunk[0].isascii():
            atoms = read_atoms(chunk[0], chunk.start())
            for atom in atoms:
                terms += (atom, *_joined(previous, atom, plain))
                previous = atom
        else:
            start = chunk.start()
            if previous is not None and previous.end == start and previous.text.isascii():
                terms.append(Term(previous.text + chunk[0][0], previous.start, start + 1))
            terms += (Term(chunk[0][i : i + 2], start + i, start + i + 2) for i in range(len(chunk[0]) - 1))
            if len(chunk[0]) == 1:
                terms.append(Term(chunk[0], start, start + 1))
            previous = Term(chunk[0][-1], chunk.end() - 1, chunk.end())
    return tuple(terms)


def read_atoms(chunk: str, start: int) -> tuple[Term, ...]:
    """Return the words, numbers and model tokens of a run of letters and digits."""
    parts = [found[0] for found in _LATIN_PART.finditer(chunk)]
    atoms: list[str] = []
    for part in parts:
        pieces = _without_qualifier(part)
        if atoms and _belong_together(atoms[-1], pieces[0]):
            atoms[-1] += pieces[0]
            pieces = pieces[1:]
        atoms += pieces
    placed: list[Term] = []
    at = start
    for atom in atoms:
        placed.append(Term(atom, at, at + len(atom), is_model(atom)))
        at += len(atom)
    return tuple(placed)


def is_model(atom: str) -> bool:
    """Return whether a token of letters and digits names a model, and is no measure such as 128gb."""
    letters = atom.strip("0123456789")
    has_digit = any(char.isdigit() for char in atom)
    return has_digit and bool(letters) and not (atom[0].isdigit() and letters in _MEASURE_UNITS)


def _belong_together(left: str, right: str) -> bool:
    if right in LATIN_QUALIFIERS or left in LATIN_QUALIFIERS:
        return False
    if left[-1].isdigit() == right[0].isdigit():
        return False
    letters = right if right.isalpha() else left.lstrip("0123456789")
    return len(letters) <= _JOINED_LETTERS or letters in _MEASURE_UNITS or (not left.isalpha() and right.isdigit())


def _without_qualifier(part: str) -> list[str]:
    """Return a word without a qualifier written onto it: xsmax -> xs, max."""
    for qualifier in ("max", "plus", "mini", "pro", "ultra", "lite"):
        if part.endswith(qualifier) and len(part) > len(qualifier):
            return [*_without_qualifier(part[: -len(qualifier)]), qualifier]
    return [part]


def _joined(previous: Term | None, atom: Term, plain: str) -> tuple[Term, ...]:
    """Return what an atom makes with what stands before it: 米9 (adjacent), p30 (from `p 30`)."""
    if previous is None:
        return ()
    gap = plain[previous.end : atom.start]
    if not previous.text.isascii():
        has_digit = any(char.isdigit() for char in atom.text)
        return (Term(previous.text + atom.text, previous.start, atom.end, has_digit),) if gap in ("", " ") else ()
    if gap in ("", " ", "-", "_") and previous.text[-1].isdigit() != atom.text[0].isdigit():
        joined = previous.text + atom.text
        letters = joined.strip("0123456789")
        if gap and atom.text[0].isalpha() and len(letters) > _JOINED_LETTERS:
            return ()
        return (Term(joined, previous.start, atom.end, is_model(joined)),)
    return ()


def latin_units(plain: str) -> str:
    """Return a normalised text of the same length with the units that names write in Latin letters: 120瓦, 120w."""
    return _WATT.sub("w", plain)


def squeeze(plain: str) -> tuple[str, tuple[int, ...]]:
    """Return the letters, digits and characters of a normalised text, and where each of them stood."""
    places = tuple(at for at, char in enumerate(plain) if char.isalnum())
    return "".join(plain[at] for at in places), places
