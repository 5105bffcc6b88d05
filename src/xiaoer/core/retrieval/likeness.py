"""How likely do two short texts ask the same?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xiaoer.core.language.segment import grams, normalized_tokens
from xiaoer.core.retrieval.concepts import canonical, is_negated, question_kind

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text as it is compared: the letters of its canonical form, its terms, and what kind of question it is."""

    letters: str
    words: tuple[str, ...]
    characters: frozenset[str]
    bigrams: frozenset[str]
    numbers: frozenset[str]
    kind: str
    negated: bool

    @property
    def terms(self) -> tuple[str, ...]:
        """What an inverted index holds of it: words, single characters and pairs."""
        return tuple(dict.fromkeys((*self.words, *self.letters, *grams(self.letters, 2))))


def read_phrase(normalized: str) -> Phrase:
    """Return a normalised text as it is compared."""
    text = canonical(normalized)
    singles = "".join(grams(text, 1))
    return Phrase(
        letters=singles,
        words=tuple(dict.fromkeys(normalized_tokens(text))),
        characters=frozenset(singles),
        bigrams=frozenset(grams(singles, 2)),
        numbers=frozenset(_NUMBER.findall(text)),
        kind=question_kind(text),
        negated=is_negated(text),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each word and character tells, learnt from how many texts hold it."""

    size: int
    counts: Mapping[str, int]
    values: Mapping[str, float]
    unseen: float

    @staticmethod
    def learn(phrases: Iterable[Phrase], known: Weights | None = None) -> Weights:
        """Count words and characters over texts, on top of what is known already."""
        counts = dict(known.counts) if known is not None else {}
        size = known.size if known is not None else 0
        for phrase in phrases:
            size += 1
            for term in {*phrase.words, *phrase.characters}:
                counts[term] = counts.get(term, 0) + 1
        values = {term: math.log((size + 1) / (count + 0.5)) for term, count in counts.items()}
        return Weights(size, counts, values, math.log((size + 1) / 0.5))

    def of(self, term: str) -> float:
        """Return the inverse document frequency of a term."""
        return self.values.get(term, self.unseen)


_SAYS_LITTLE = """
怎么 为什么 多久 哪里 什么 多少 多少钱 能 有 是 没有 不 吗 么 我 你 他 它 你们 我们 要 会 想 到 在 和
跟 就 都 也 还 上 下 里 个 这 那 给 让 被 把 对 从 用 说 做 去 来 谁 几 啥 可以 需要 应该 如果 已经 现在
今天 明天 后 时候 时 天 好 不能 多
"""
SAYS_LITTLE = frozenset(_SAYS_LITTLE.split())


@dataclass(frozen=True, slots=True)
class Likeness:
    """Compares phrases by the weights of their terms."""

    weights: Weights

    def features(self, query: Phrase, other: Phrase) -> tuple[float, ...]:
        """Return the numbers that the probability is computed from."""
        words, other_words = frozenset(query.words), frozenset(other.words)
        shared = self._sum(words & other_words)
        shared_characters = self._sum(query.characters & other.characters)
        missing, extra = words - other_words, other_words - words
        common = _common_subsequence(query.letters, other.letters)
        lengths = len(query.letters) or 1, len(other.letters) or 1
        heaviest = self.weights.of("")
        return (
            _share(shared, self._sum(words)),
            _share(shared, self._sum(other_words)),
            _share(shared_characters, self._sum(query.characters)),
            _share(shared_characters, self._sum(other.characters)),
            _dice(query.bigrams, other.bigrams),
            common / max(lengths),
            common / min(lengths),
            float(bool(query.kind) and bool(other.kind) and query.kind != other.kind),
            float(bool(query.kind) and query.kind == other.kind),
            float(query.negated != other.negated),
            float(bool(query.numbers ^ other.numbers)),
            max((self._unexplained(word, other) for word in missing), default=0.0) / heaviest,
            max((self._unexplained(word, query) for word in extra), default=0.0) / heaviest,
            abs(math.log(lengths[0] / lengths[1])),
            float(query.letters == other.letters),
        )

    def probability(self, query: Phrase, other: Phrase) -> float:
        """Return the chance that the two mean the same."""
        features = self.features(query, other)
        return logistic(BIAS + math.fsum(map(float.__mul__, COEFFICIENTS, features)))

    def coverage(self, query: Phrase, text: frozenset[str]) -> float:
        """Return how much of what a query tells stands in a text that is given as its words and characters."""
        telling = [(word, self.weights.of(word)) for word in query.words if word not in SAYS_LITTLE]
        total = math.fsum(weight for _, weight in telling)
        held = math.fsum(weight * _share_of_characters(word, text) for word, weight in telling)
        return _share(held, total)

    def strangest(self, phrase: Phrase, text: frozenset[str]) -> float:
        """Return how much the most telling word of a phrase weighs that a text does not hold, 0..1."""
        telling = (
            self.weights.of(word) * sum(char not in text for char in word) / len(word)
            for word in phrase.words
            if word not in SAYS_LITTLE
        )
        return max(telling, default=0.0) / self.weights.of("")

    def strange_words(self, phrase: Phrase, text: frozenset[str]) -> int:
        """Return how many telling words of a phrase a text does not hold in any part."""
        missing = (word for word in phrase.words if word not in SAYS_LITTLE and len(word) > 1)
        return sum(not any(char in text for char in word) for word in missing)

    def _sum(self, terms: Iterable[str]) -> float:
        # fsum does not depend on the order of a set, so the same question gives the same bytes in every process.
        return math.fsum(map(self.weights.of, terms))

    def _unexplained(self, word: str, other: Phrase) -> float:
        """Return the weight of a word in so far as its characters do not stand in the other text."""
        strange = sum(char not in other.characters for char in word)
        return self.weights.of(word) * strange / len(word)


def logistic(value: float) -> float:
    """Return a number between 0 and 1."""
    return 1 / (1 + math.exp(-value))


def log_odds(chance: float) -> float:
    """Return the logarithm of the odds of a chance, for chances that are not quite 0 or 1."""
    kept = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(kept / (1 - kept))


BIAS = -4.0
COEFFICIENTS = (1.0, 1.0, 1.5, 1.5, 2.0, 0.5, 0.5, -0.8, 0.3, -0.8, -0.8, -0.5, -0.5, -0.3, 2.0)


def _share_of_characters(word: str, text: frozenset[str]) -> float:
    """Return 1 for a word of the text, half for one whose characters all stand there, else 0."""
    if word in text:
        return 1.0
    return 0.5 if all(char in text for char in word) else 0.0


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _common_subsequence(one: str, other: str) -> int:
    """Return the length of the longest common subsequence (Hyyrö's bit-parallel recurrence)."""
    places: dict[str, int] = {}
    for at, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << at
    row = full = (1 << len(one)) - 1
    for char in other:
        match = row & places.get(char, 0)
        row = ((row + match) | (row - match)) & full
    return len(one) - row.bit_count()
