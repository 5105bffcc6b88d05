"""In what mood is the shopper?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from xiaoer.core.dialogue.understanding import Sentiment
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.words import Found, WordSet
from xiaoer.core.understanding import mood_phrases, mood_words

_CLAUSE = re.compile(r"[,，。.!！?？;；\n~、…\s]+")
_ASKS = re.compile(r"吗$|么$|[^没]不$|好不好|是不是|有没有|能不能|可不可以|会不会|哪[个款里]|什么时候")
_ONLY_SEEMS_TO_ASK = re.compile(r"(?:不是|难道|算是?|叫|也敢|就这).{0,12}[吗么]|凭什么|有没有搞错")
_TURN_WITHIN = re.compile("但是|但|可是|不过|却")
_COVER = "\ue0f0"  # a private character that no message holds once it is cleaned
_REACH = 5  # characters between a negation or degree and the word that it bears on
_LONGEST_DEGREE = 4

_AFTER_TURN = 1.4  # what follows 但是 weighs more than what stands before it
_OPENING, _CLOSING, _SUMMARY = 1.2, 1.2, 1.8  # where judgements stand
_EXCEPTED, _THE_REST = 0.3, 1.5  # 除了慢, 其他都好
_HOPED = 0.3
_MORE, _LESS = 1.4, 0.6
_NOT_GOOD, _NOT_BAD = -0.9, -0.8
_OF_TROUBLE, _OF_CONTENT = -0.25, 0.1

_BAD = -0.1  # between that and 0 a text says too little to tell
_LONG, _BAD_WHEN_LONG = 100, -1.5  # books are full of sorrow and good all the same
_STATEMENT = 8  # a statement that long without a mood word tells of trouble more often than not
_STORY = 25  # one that long does so even if it is business
_SHOUT = re.compile(r"[!！]{2,}|[?？]{3,}")
_SHOUTED = 0.15
_ANGRY = 0.6  # nobody so angry is in a good mood


@dataclass(frozen=True, slots=True)
class Mood:
    """The sentiment of a message, and how angry it is (0..1)."""

    sentiment: Sentiment
    anger: float


@dataclass(frozen=True, slots=True)
class _Lexicon:
    weighted: WordSet
    weights: Mapping[str, float]
    phrases: tuple[tuple[float, re.Pattern[str]], ...]
    negators: frozenset[str]
    boosters: frozenset[str]
    weakeners: frozenset[str]
    no_negation: re.Pattern[str]
    trouble: re.Pattern[str]
    content: re.Pattern[str]
    business: re.Pattern[str]
    turns: tuple[str, ...]
    soft_turns: tuple[str, ...]
    excepts: tuple[str, ...]
    others: tuple[str, ...]
    summaries: tuple[str, ...]
    hopes: tuple[str, ...]


def read_mood(text: str) -> Mood:
    """Return the mood of a message."""
    plain = normalize(text)
    anger = _anger(plain, shouted=bool(_SHOUT.search(text)))
    return Mood(Sentiment.NEGATIVE if anger >= _ANGRY else _sentiment_of(plain), anger)


def polarity(normalized: str) -> float:
    """Return how good (above 0) or bad (below 0) the words of a normalised text are."""
    lexicon = _lexicon()
    clauses = [clause for clause in _CLAUSE.split(normalized) if clause]
    total, turned = 0.0, 1.0
    for at, clause in enumerate(clauses):
        if clause.startswith(lexicon.soft_turns):
            turned = 1.0
        elif clause.startswith(lexicon.turns):
            turned = _AFTER_TURN
        weight = _place(clause, at, len(clauses), lexicon) * _kind(clause, turned, lexicon)
        turn = _TURN_WITHIN.search(clause, 1)
        if turn is None:
            total += weight * _of_clause(clause, lexicon)
            continue
        turned = _AFTER_TURN
        total += weight * _of_clause(clause[: turn.start()], lexicon)
        total += turned * _of_clause(clause[turn.start() :], lexicon)
    return total + _of_the_tale(normalized, lexicon) if total or len(normalized) >= _STORY else 0.0


def _of_the_tale(normalized: str, lexicon: _Lexicon) -> float:
    trouble, content = set(lexicon.trouble.findall(normalized)), set(lexicon.content.findall(normalized))
    return _OF_TROUBLE * len(trouble) + _OF_CONTENT * len(content)


def _place(clause: str, at: int, clauses: int, lexicon: _Lexicon) -> float:
    if clauses < 2:
        return 1.0
    if at == 0:
        return _OPENING
    return _CLOSING if at == clauses - 1 and not clause.startswith(lexicon.soft_turns) else 1.0


def _kind(clause: str, turned: float, lexicon: _Lexicon) -> float:
    if clause.startswith(lexicon.summaries):
        return max(turned, _SUMMARY)
    if clause.startswith(lexicon.others):
        return _THE_REST
    return _EXCEPTED if clause.startswith(lexicon.excepts) else turned


def _of_clause(clause: str, lexicon: _Lexicon) -> float:
    if _ONLY_SEEMS_TO_ASK.search(clause):
        clause = clause.replace("不是", _COVER * 2)
    elif _ASKS.search(clause):
        return 0.0
    score, rest = 0.0, clause
    for weight, phrase in lexicon.phrases:
        if phrase.search(rest):
            score += weight * len(phrase.findall(rest))
            rest = phrase.sub(_covered, rest)
    found = lexicon.weighted.find(rest)
    if found:
        shown = lexicon.no_negation.sub(_covered, rest)
        score += sum(_of_word(one, shown, lexicon) for one in found)
    return score * _HOPED if clause.startswith(lexicon.hopes) else score


def _covered(found: re.Match[str]) -> str:
    return _COVER * len(found[0])


def _of_word(found: Found, clause: str, lexicon: _Lexicon) -> float:
    score = lexicon.weights[found.word]
    before = clause[max(0, found.start - _REACH) : found.start]
    if _ends_with(before, lexicon.weakeners):
        score *= _LESS
    elif _ends_with(before, lexicon.boosters):
        score *= _MORE
    if score < 0:
        return _NOT_BAD * score if _ends_with(before, lexicon.negators) else score
    if found.word[0] in "不没无" and not before.endswith("不是"):
        return score
    return _NOT_GOOD * score if sum(map(before.count, "不没无别未")) % 2 else score


def _ends_with(before: str, words: frozenset[str]) -> bool:
    return any(before[-size:] in words for size in range(1, min(len(before), _LONGEST_DEGREE) + 1))


def _sentiment_of(plain: str) -> Sentiment:
    score = polarity(plain)
    if score > 0 or (len(plain) >= _LONG and score > _BAD_WHEN_LONG):
        return Sentiment.POSITIVE
    return Sentiment.NEGATIVE if score < _BAD or _tells_of_trouble(plain) else Sentiment.NEUTRAL


def _tells_of_trouble(plain: str) -> bool:
    """Return whether a text without a mood word is a statement, neither a question nor business with the shop."""
    if len(plain) < _STATEMENT or _ASKS.search(plain.rstrip("?!.,~ ")):
        return False
    return len(plain) >= _STORY or not _lexicon().business.search(plain)


def _anger(plain: str, *, shouted: bool) -> float:
    levels, words = _anger_words()
    found = sorted((levels[hit.word] for hit in words.find(plain)), reverse=True)
    if not found or not found[0]:
        return 0.0
    more = 0.1 * (sum(level > 0 for level in found) - 1) + (_SHOUTED if shouted else 0.0)
    return round(min(1.0, found[0] + more), 2)


@cache
def _lexicon() -> _Lexicon:
    plain = {normalize(word): 0.0 for word in mood_words.PLAIN.split()}
    weights = plain | _weights(mood_words.POSITIVE, 1.0) | _weights(mood_words.NEGATIVE, -1.0)
    return _Lexicon(
        weighted=WordSet.build(weights),
        weights=weights,
        phrases=tuple((weight, _either(words)) for weight, words in mood_phrases.PHRASES),
        negators=frozenset(mood_words.NEGATORS.split()),
        boosters=frozenset(mood_words.BOOSTERS.split()),
        weakeners=frozenset(mood_words.WEAKENERS.split()),
        no_negation=_either(mood_words.NO_NEGATION),
        trouble=_either(mood_words.TROUBLE),
        content=_either(mood_words.CONTENT),
        business=_either(mood_words.BUSINESS),
        turns=tuple(mood_words.TURNS.split()),
        soft_turns=tuple(mood_words.SOFT_TURNS.split()),
        excepts=tuple(mood_words.EXCEPT.split()),
        others=tuple(mood_words.OTHERS.split()),
        summaries=tuple(mood_words.SUMMARIES.split()),
        hopes=tuple(mood_words.HOPES.split()),
    )


@cache
def _anger_words() -> tuple[dict[str, float], WordSet]:
    levels = {normalize(word): 0.0 for word in mood_words.CALM.split()} | _weights(mood_words.ANGER, 1.0)
    return levels, WordSet.build(levels)


def _weights(table: Mapping[float, str], sign: float) -> dict[str, float]:
    return {normalize(word): sign * strength for strength, words in sorted(table.items()) for word in words.split()}


def _either(words: str) -> re.Pattern[str]:
    return re.compile("|".join(words.split()))
