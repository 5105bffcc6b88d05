"""Which sentences of the evidence does a question need, within so many tokens?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.language.normalize import normalize

Count = Callable[[str], int]
LEAD = "{title}:"  # how a piece of evidence is headed in a prompt
_SENTENCE = re.compile(r"[^。!?!?;;\n]*[。!?!?;;\n]+|[^。!?!?;;\n]+")
# A sentence that begins like this limits or goes on with the one before it, and must not be told without it.
_GOES_ON = re.compile(
    r"\s*(?:但|不过|如|若|超过|逾期|除|否则|只是|仅|只限|只有|其中|另|此外|同时|以上|前提|注|例外|不含|不包括|不适用|须|请)"
)
_SAYS_LITTLE = frozenset("的了吗呢吧啊呀你我您他它们是有在和与就都也还不没么什怎多少这那个可以能会要想问下一")
_WIDE, _LAST_COMMON = 0x2E7F, "\uffff"
RARE_TOKENS = 4  # a character beyond, such as an emoji, is spelled in bytes


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with those that limit it; `place` is its number in the text."""

    place: int
    text: str
    bearing: int


def estimate_tokens(text: str) -> int:
    """Return at least as many tokens as a tokenizer of the Qwen family makes of a usual text."""
    wide = sum(RARE_TOKENS if char > _LAST_COMMON else ord(char) > _WIDE for char in text)
    single = sum(char.isdigit() or char.isspace() or not char.isalnum() for char in text if ord(char) <= _WIDE)
    others = sum(ord(char) <= _WIDE for char in text) - single
    return wide + single + (others + 2) // 3


def units(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return every text that `cut` will count: headings, whole texts, and sentences."""
    texts = (
        text for piece in evidence for text in (LEAD.format(title=piece.title), piece.text, *_sentences_of(piece.text))
    )
    return tuple(dict.fromkeys(texts))


def cut(evidence: Sequence[Evidence], question: str, *, budget: int, count: Count) -> tuple[Evidence, ...]:
    """Return the evidence, best first as given, cut to whole sentences that together take at most `budget` tokens.

    A piece that fits is told whole. Of one that does not, the sentences that bear on the question are told with those
    that limit them; nothing is told twice.
    """
    kept: list[Evidence] = []
    told: set[str] = set()
    left = budget
    for piece in evidence:
        heading = count(LEAD.format(title=piece.title))
        whole = heading + count(piece.text)
        if whole <= left and piece.text not in told:
            text, spent = piece.text, whole
        else:
            wanted = _marks_of(question) - _marks_of(piece.title)
            text, spent = _best_of(piece.text, wanted, left - heading, count, told)
            spent += heading
        if not text:
            continue
        told |= {piece.text, *_sentences_of(text)}
        kept.append(replace(piece, text=text))
        left -= spent
    return tuple(kept)


def tell(evidence: Iterable[Evidence]) -> str:
    """Return evidence as the lines that a prompt holds."""
    return "\n".join(f"{LEAD.format(title=piece.title)}{piece.text.strip()}" for piece in evidence)


def _best_of(text: str, wanted: frozenset[str], budget: int, count: Count, told: set[str]) -> tuple[str, int]:
    chosen: list[_Sentence] = []
    spent = 0
    for sentence in sorted(_ranked(text, wanted), key=lambda each: (-each.bearing, each.place)):
        size = sum(count(part) for part in _sentences_of(sentence.text))
        if sentence.bearing > 0 and sentence.text not in told and spent + size <= budget:
            chosen.append(sentence)
            spent += size
    chosen.sort(key=lambda sentence: sentence.place)
    return "".join(sentence.text for sentence in chosen), spent


def _ranked(text: str, wanted: frozenset[str]) -> list[_Sentence]:
    parts = _sentences_of(text)
    groups: list[tuple[int, str]] = []
    for place, part in enumerate(parts):
        if groups and _GOES_ON.match(part):
            first, before = groups[-1]
            groups[-1] = (first, before + part)
        else:
            groups.append((place, part))
    return [_Sentence(place, group, _bearing(group, wanted)) for place, group in groups]


def _bearing(text: str, wanted: frozenset[str]) -> int:
    return sum(len(mark) for mark in wanted & _marks_of(text))


def _marks_of(text: str) -> frozenset[str]:
    """Return the characters of a text that say something, and the pairs of them."""
    plain = "".join(char for char in normalize(text) if char.isalnum())
    pairs = (a + b for a, b in pairwise(plain) if not (a in _SAYS_LITTLE and b in _SAYS_LITTLE))
    return frozenset((*(char for char in plain if char not in _SAYS_LITTLE), *pairs))


def _sentences_of(text: str) -> tuple[str, ...]:
    return tuple(_SENTENCE.findall(text))
