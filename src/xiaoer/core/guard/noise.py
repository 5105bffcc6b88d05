"""Has a model lost its thread: broken characters, other languages, its own instructions, the same again and again?"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.guard.clauses import CLAUSE_MARKS, core_of

Fault = Literal["broken", "language", "echo", "repetition", "gibberish"]
ECHO_CHARS = 9  # letters in a row of the instructions that no answer has by chance
LONGEST_CLAUSE = 80  # characters without a mark
SAME_CLAUSE = 5  # letters of a clause that is a loop when it comes twice in a row, or a third time
LOOPS = ((1, 5), (2, 4), (3, 3), (4, 3), (5, 3))  # period and how often in a row it is a loop
LOOP_CHARS = 15
_BROKEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_ALLOWED_CONTROLS = frozenset("\n")
_REPLACEMENT = "\ufffd"


class Noise:
    """Listens to a model's words one piece at a time."""

    __slots__ = ("_clause", "_echoes", "_last", "_letters", "_said", "_told")

    def __init__(self, instructions: str, evidence: Sequence[Evidence], *, allowed: Sequence[str] = ()) -> None:
        """`allowed` are fixed sentences that stand in the instructions and may be said."""
        told = "".join(f"{piece.title}{piece.text}" for piece in evidence)
        known = "\n".join((_letters_of(told), *map(_letters_of, allowed)))
        letters = _letters_of(instructions)
        runs = (letters[start : start + ECHO_CHARS] for start in range(len(letters) - ECHO_CHARS + 1))
        self._echoes = frozenset(run for run in runs if run not in known)
        self._told = frozenset(told)
        self._letters = ""
        self._clause = ""
        self._last = ""
        self._said: Counter[str] = Counter()

    def hear(self, piece: str) -> Fault | None:
        """Take the next piece; return what is wrong with it, None while all is well."""
        for char in piece:
            fault = self._hear_one(char)
            if fault is not None:
                return fault
        return None

    def _hear_one(self, char: str) -> Fault | None:
        if char == _REPLACEMENT or (char not in _ALLOWED_CONTROLS and unicodedata.category(char) in _BROKEN):
            return "broken"
        if char.isalpha() and not _is_ours(char) and char not in self._told:
            return "language"
        if char.isalnum():
            self._letters = (self._letters + char)[-LOOP_CHARS:]
            if self._letters[-ECHO_CHARS:] in self._echoes:
                return "echo"
            if _loops(self._letters):
                return "repetition"
        return self._end_clause(char)

    def _end_clause(self, char: str) -> Fault | None:
        self._clause += char
        if char not in CLAUSE_MARKS:
            return "gibberish" if len(self._clause) > LONGEST_CLAUSE else None
        clause, self._clause = core_of(self._clause), ""
        if not clause:
            return None
        self._said[clause] += 1
        again = clause == self._last or self._said[clause] > 2
        self._last = clause
        return "repetition" if len(clause) >= SAME_CLAUSE and again else None


def _is_ours(char: str) -> bool:
    return char.isascii() or "\u3400" <= char <= "\u9fff" or "\uff21" <= char <= "\uff5a"


def _letters_of(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _loops(letters: str) -> bool:
    """Return whether the end says the same over and over; numbers may."""
    for period, times in LOOPS:
        end = letters[-period * times :]
        if len(end) == period * times and end == end[:period] * times and not end.isdigit():
            return True
    return False
