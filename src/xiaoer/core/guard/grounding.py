"""Does what a model says stand in the data, word by word?

Numbers, dates, codes and promises are traced elsewhere. Here every other word must come from one sentence of this
turn's evidence or from the small stock of courtesies that say nothing about goods or rules, and what is affirmed there
must not be denied here. So a model can neither invent a material, nor lend one product's to another, nor turn 不支持
into 支持, and gibberish has no word to stand on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.guard.clauses import CLAUSE_MARKS, core_of, split_clauses
from xiaoer.core.guard.numerals import NUMERALS
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import tokens

COMMENT = "#"
_ANSWERS = ("可以", "支持", "能", "会", "有", "行", "是的", "对的", "没错", "没问题", "当然", "提供", "包", "含")
_HELD = frozenset("可支能会有行是对没不无未非当提包含免禁别勿")
"""A clause that begins to affirm or deny is read to its end before it is shown."""

_NOT = (
    r"(?:不(?!仅|但|过|错|止|同|妨|用|影响|好意思|论|管|限)|没(?!问题|关系|错)|无(?!理由|线|忧|论|需|须)|未|勿|非(?!常)|别(?!的)"
    r"|禁止|谢绝|拒绝|除外|以外|之外)"
)
_BEFORE = re.compile(_NOT + r"[^,。!?;\n]{0,3}$")
_AFTER = re.compile(r"^[^,。!?;\n]{0,6}?" + _NOT)
_ANY = re.compile(_NOT)
_COURTESY = 5  # characters; 可以的 and 不支持 are shorter, and are answers
_NEAR = 9  # characters on either side of a word in which it is denied
MOSTLY = 0.75  # of the words of a clause that one sentence of the evidence must hold
_ENDS = re.compile(r"[。!?;\n]+")
_GLUE = re.compile(r"(?<=[\u4e00-\u9fff])[^\w,。!?;:、()《》“”%¥]+(?=[\u4e00-\u9fff])|_")
_PHRASE = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Manner:
    """The courtesies and joints of speech that any reply may use: their words, and which characters follow which."""

    words: frozenset[str]
    pairs: frozenset[str]
    joints: frozenset[str]  #: words of one character
    courtesies: frozenset[str]  #: whole clauses that answer nothing

    @staticmethod
    def read(text: str) -> Manner:
        """Read the data file."""
        lines = [normalize(line) for line in text.splitlines() if not line.startswith(COMMENT)]
        words = frozenset(word for line in lines for word in (*tokens(line), *_PHRASE.findall(line)))
        pairs = frozenset(a + b for line in lines for phrase in _PHRASE.findall(line) for a, b in pairwise(phrase))
        phrases = frozenset(phrase for line in lines for phrase in _PHRASE.findall(line) if len(phrase) >= _COURTESY)
        return Manner(words, pairs, frozenset(word for word in words if len(word) == 1), phrases)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the evidence with the title that it stands under."""

    text: str
    pairs: frozenset[str]


class Grounding:
    """What one turn's evidence lets a model say."""

    __slots__ = ("_asked", "_clauses", "_manner", "_sentences", "_text")

    def __init__(self, evidence: Sequence[Evidence], question: str, manner: Manner) -> None:
        told = [(normalize(piece.title), _normalize_lines(piece.text)) for piece in evidence]
        self._manner = manner
        self._sentences = tuple(
            _sentence(f"{title};{part}") for title, text in told for part in _ENDS.split(text) if part.strip()
        )
        self._text = "\n".join(sentence.text for sentence in self._sentences)
        self._clauses = tuple(
            clause for title, text in told for part in (title, text) for clause in split_clauses(part) if clause.strip()
        )
        self._asked = self._content(normalize(question))

    def holds_from(self, clause: str, start: int) -> int:
        """Return the place from `start` on where a clause must be read to its end before more is shown, else -1.

        What was shown must stand in one sentence of the evidence, courtesies and joints apart.
        """
        fitting = self._sentences
        for place, char in enumerate(clause):
            if char in CLAUSE_MARKS or char.isspace():
                continue
            if place >= start and char in _HELD:
                return place
            fitting, is_plain = self._follow(fitting, clause[place - 1] if place else "", char)
            if place >= start and not is_plain:
                return place
        return -1

    def says_something(self, text: str) -> bool:
        """Return whether a reply goes beyond courtesies: a word of the data, a number, or a yes or no."""
        plain = normalize(text)
        answers = any(word in plain for word in _ANSWERS) or _ANY.search(plain) is not None
        return answers or bool(self._content(plain)) or any(char.isdigit() for char in plain)

    def bears(self, clause: str) -> bool:
        """Return whether a whole clause says nothing but what stands in the evidence."""
        plain = _GLUE.sub("", normalize(clause))  # 免*费 is one word
        if core_of(plain) in self._manner.courtesies:
            return True
        content = self._content(plain)
        if not content:
            return self._may_answer(plain)
        held = max((sum(word in sentence.text for word in content) for sentence in self._sentences), default=0)
        if held < MOSTLY * len(content) or any(word not in self._text for word in content):
            return False
        return self._agrees(plain, content)

    def _follow(self, fitting: tuple[_Sentence, ...], before: str, char: str) -> tuple[tuple[_Sentence, ...], bool]:
        """Return the sentences that still hold what is said when `char` comes next, and whether any may be shown."""
        pair, joints = before + char, self._manner.joints
        if pair in self._manner.pairs or char in joints:
            return fitting, True
        held = tuple(sentence for sentence in fitting if pair in sentence.pairs)
        if not held and (not before.isalnum() or before in joints):
            held = tuple(sentence for sentence in fitting if char in sentence.text)
        return (held, True) if held else (fitting, False)

    def _content(self, plain: str) -> tuple[str, ...]:
        """Return the words of a normalised text that say something about goods or rules, numbers left out."""
        return tuple(word for word in tokens(plain) if word not in self._manner.words and NUMERALS.isdisjoint(word))

    def _agrees(self, plain: str, content: tuple[str, ...]) -> bool:
        closest = self._closest(content)
        for word in content:
            told = {_is_denied(clause, word) for clause in closest if word in clause}
            if told and _is_denied(plain, word) not in told:
                return False
        return True

    def _may_answer(self, plain: str) -> bool:
        """Return whether a bare yes or no agrees with all that the evidence says on the question."""
        if not any(word in plain for word in _ANSWERS) and _ANY.search(plain) is None:
            return True
        closest = self._closest(self._asked)
        return {_denies(clause) for clause in closest} == {_denies(plain)}

    def _closest(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the clauses of the evidence that share the most words; none when none shares any."""
        shared = [sum(word in clause for word in words) for clause in self._clauses]
        most = max(shared, default=0)
        return tuple(clause for clause, count in zip(self._clauses, shared, strict=True) if most and count == most)


@lru_cache(maxsize=4096)
def _is_denied(clause: str, word: str) -> bool:
    place = clause.find(word)
    before, after = clause[max(0, place - _NEAR) : place], clause[place + len(word) : place + len(word) + _NEAR]
    return _BEFORE.search(before) is not None or _AFTER.match(after) is not None


def _denies(clause: str) -> bool:
    return _ANY.search(clause) is not None


def _sentence(text: str) -> _Sentence:
    return _Sentence(text, frozenset(a + b for a, b in pairwise(text.replace(" ", ""))))


def _normalize_lines(text: str) -> str:
    """Return a text in the form that it is matched in, line by line."""
    return "\n".join(normalize(line) for line in text.split("\n"))
