"""Where do clauses end, and where in one could a claim begin?"""

from __future__ import annotations

import re
from functools import lru_cache

from xiaoer.core.guard.numerals import NUMERALS, fold
from xiaoer.core.language.normalize import normalize

CLAUSE_MARKS = frozenset(",，。!！?？;；\n\r~～…")
_SENTENCE_MARKS = frozenset("。!！?？;；\n\r~～…")
_SYMBOLS = frozenset("¥$￥<>|[]{}`&%@#\\/=^_*+:.")
_ABSOLUTE = frozenset("最第国家世界网业宇顶尖极独绝史举无万填领王金冠至永唯首巅零百专质驰秒碾根药全行之特")
_UNITS = frozenset("折元块圆毛角天日号月年时点分周%件个台倍成期赔")
_DETAILS = frozenset("地址住收省电号邮身卡")
TRIGGERS = NUMERALS | _SYMBOLS | _ABSOLUTE | _DETAILS
# A colon before a number stays: what it names and how much are no word pulled apart (指数:10000).
_MARKS = re.compile(r"(?<![0-9a-z])(?:[^\w%¥$:]|_|:(?![0-9]))+|(?:[^\w%¥$]|_)+(?![0-9a-z])")
_INNER = re.compile(r"[^\w%¥$.:]|_")
_SEAMS = re.compile(r"(?<=[\u4e00-\u9fff])(?:[^\w\s]|_)+(?=[\u4e00-\u9fff])")
_BETWEEN_LATIN = re.compile(r"(?:[^\w%¥$.:-]|_)+")
_DECORATION = " ,.。!?;:、~…\n()[]\"'“”‘’—-《》〈〉【】·•\t"


def closes(clause: str, following: str) -> bool:
    """Return whether a clause is complete when `following` comes next; a comma between digits ends nothing."""
    if not clause or clause[-1] not in CLAUSE_MARKS:
        return False
    if following in CLAUSE_MARKS:
        return False
    return not (clause[-1] == "," and len(clause) > 1 and clause[-2].isdigit() and following.isdigit())


def split_clauses(text: str) -> tuple[str, ...]:
    """Return the clauses of a text, each with the mark that ends it; joined they are the text."""
    clauses: list[str] = []
    clause = ""
    for char in text:
        if closes(clause, char):
            clauses.append(clause)
            clause = ""
        clause += char
    return (*clauses, clause) if clause else tuple(clauses)


def ends_sentence(clause: str) -> bool:
    """Return whether a clause is the last of its sentence."""
    return any(char in _SENTENCE_MARKS for char in clause[-3:])


def core_of(folded: str) -> str:
    """Return a folded clause without the marks around it."""
    return folded.strip(_DECORATION)


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """Return a text without its marks; numbers and Latin words stay apart."""
    return _BETWEEN_LATIN.sub(" ", _MARKS.sub("", text))


def has_inner_marks(core: str) -> bool:
    """Return whether marks stand between the letters of a clause."""
    return _INNER.search(core) is not None


@lru_cache(maxsize=8192)
def unseamed(text: str) -> str:
    """Return the folded text without the marks that stood between two Chinese characters: 百分、百."""
    return fold(_SEAMS.sub("", text))


def goes_on(before: str, char: str, begun: frozenset[str], going_on: frozenset[str]) -> bool:
    """Return whether a claim that the clause before began could go on with `char`."""
    last = core_of(before)[-1:]
    if not last or char in _DECORATION:
        return False
    return (
        not _ABSOLUTE.isdisjoint(before[-4:])
        or (last in begun and char in going_on)
        or (last in NUMERALS and char in _UNITS)
    )


def first_trigger(clause: str, start: int, triggers: frozenset[str]) -> int:
    """Return the place from `start` on where a claim could begin, -1 when there is none."""
    for place in range(start, len(clause)):
        if not _is_plain(clause[place], triggers):
            return place
    return -1


@lru_cache(maxsize=16384)
def _is_plain(char: str, triggers: frozenset[str]) -> bool:
    if char in _DECORATION or char in CLAUSE_MARKS:
        return True
    plain = normalize(char)
    if len(plain) != 1 or plain in triggers or (plain.isascii() and plain.isalnum()) or plain.isdigit():
        return False
    return "\u4e00" <= plain <= "\u9fff" and fold(char) == plain
