"""In what mood is the shopper?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from xiaoer.core.dialogue.understanding import Sentiment
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.words import Found, WordSet
from xiaoer.core.understanding import mood_words

_CLAUSE = re.compile(r"[,，。.!！?？;；\n~、…\s]+")
_ASKS = re.compile(
    r"吗$|么$|呢$|[^没]不$|没有$|好不好|怎么样|多少|是不是|有没有|能不能|可不可以|会不会|哪[个款里]|几[天点个]|什么时候"
)
_REACH = 4  # characters between a negation or degree and the word that it bears on
_AFTER_TURN = 1.6  # what follows 但是 weighs more than what stands before it
_GOOD, _BAD = 0.3, -0.2  # between them a text says too little to tell
_SHOUT = re.compile(r"[!！]{2,}|[?？]{3,}")
_SHOUTED = 0.15
_STORY = 20  # a statement that long without a mood word tells of trouble more often than not


@dataclass(frozen=True, slots=True)
class Mood:
    """The sentiment of a message, and how angry it is (0..1)."""

    sentiment: Sentiment
    anger: float


@dataclass(frozen=True, slots=True)
class _Lexicon:
    weighted: WordSet
    weights: Mapping[str, float]
    negators: frozenset[str]
    boosters: frozenset[str]
    weakeners: frozenset[str]
    turns: tuple[str, ...]
    hopes: tuple[str, ...]


def read_mood(text: str) -> Mood:
    """Return the mood of a message."""
    plain = normalize(text)
    return Mood(_sentiment_of(plain), _anger(plain, shouted=bool(_SHOUT.search(text))))


def polarity(normalized: str) -> float:
    """Return how good (above 0) or bad (below 0) the words of a normalised text are."""
    lexicon = _lexicon()
    total, weight = 0.0, 1.0
    for clause in _CLAUSE.split(normalized):
        if clause.startswith(lexicon.turns):
            weight = _AFTER_TURN
        total += weight * _of_clause(clause, lexicon)
    return total


def _of_clause(clause: str, lexicon: _Lexicon) -> float:
    if _ASKS.search(clause):
        return 0.0
    score = sum(_of_word(found, clause, lexicon) for found in lexicon.weighted.find(clause))
    return score * 0.3 if clause.startswith(lexicon.hopes) else score


def _of_word(found: Found, clause: str, lexicon: _Lexicon) -> float:
    score = lexicon.weights[found.word]
    before = clause[max(0, found.start - _REACH) : found.start]
    if _ends_with(before, lexicon.weakeners):
        score *= 0.6
    elif _ends_with(before, lexicon.boosters):
        score *= 1.4
    negations = sum(before.count(word) for word in ("不", "没", "无", "别", "未")) if score > 0 else 0
    if score < 0 and _ends_with(before, lexicon.negators):
        negations = 1
    return -0.8 * score if negations % 2 else score


def _ends_with(before: str, words: frozenset[str]) -> bool:
    return any(before[-size:] in words for size in range(1, min(len(before), _REACH) + 1))


def _sentiment_of(plain: str) -> Sentiment:
    score = polarity(plain)
    if score > _GOOD:
        return Sentiment.POSITIVE
    tells_a_story = len(plain) >= _STORY and not _ASKS.search(plain.rstrip("?!.,~ "))
    return Sentiment.NEGATIVE if score < _BAD or tells_a_story else Sentiment.NEUTRAL


def _anger(plain: str, *, shouted: bool) -> float:
    levels, words = _anger_words()
    found = sorted((levels[hit.word] for hit in words.find(plain)), reverse=True)
    if not found:
        return 0.0
    more = 0.1 * (len(found) - 1) + (_SHOUTED if shouted else 0.0)
    return round(min(1.0, found[0] + more), 2)


@cache
def _lexicon() -> _Lexicon:
    plain = {normalize(word): 0.0 for word in mood_words.PLAIN.split()}
    weights = plain | _weights(mood_words.POSITIVE, 1.0) | _weights(mood_words.NEGATIVE, -1.0)
    return _Lexicon(
        weighted=WordSet.build(weights),
        weights=weights,
        negators=frozenset(mood_words.NEGATORS.split()),
        boosters=frozenset(mood_words.BOOSTERS.split()),
        weakeners=frozenset(mood_words.WEAKENERS.split()),
        turns=tuple(mood_words.TURNS.split()),
        hopes=tuple(mood_words.HOPES.split()),
    )


@cache
def _anger_words() -> tuple[dict[str, float], WordSet]:
    levels = _weights(mood_words.ANGER, 1.0)
    return levels, WordSet.build(levels)


def _weights(table: Mapping[float, str], sign: float) -> dict[str, float]:
    return {normalize(word): sign * strength for strength, words in sorted(table.items()) for word in words.split()}
