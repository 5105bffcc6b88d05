"""How likely do two short texts ask the same?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from itertools import pairwise
from operator import mul
from sys import intern

from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.retrieval.concepts import canonical, circumstances, is_negated, named, question_kind

STEPS = 1 << 20  # weights are multiples of 1/STEPS
_COUNT = re.compile(r"[\d.一二两三四五六七八九十百千万几半第]+[\u4e00-\u9fff]?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text as it is compared: the letters of its canonical form, its terms, and what kind of question it is."""

    letters: str
    words: tuple[str, ...]
    numbers: frozenset[str]
    kind: str
    negated: bool
    special: frozenset[str]
    named: frozenset[str]

    @property
    def terms(self) -> tuple[str, ...]:
        """What an inverted index holds of it: words, single characters and pairs."""
        return tuple(dict.fromkeys((*self.words, *self.letters, *map("".join, pairwise(self.letters)))))


def read_phrase(normalized: str) -> Phrase:
    """Return a normalised text as it is compared."""
    text = canonical(normalized)
    return Phrase(
        letters="".join(filter(str.isalnum, text)),
        words=tuple(dict.fromkeys(map(intern, normalized_tokens(text)))),
        numbers=frozenset(_NUMBER.findall(text)),
        kind=question_kind(text),
        negated=is_negated(text),
        special=circumstances(normalized),
        named=named(normalized),
    )


class Values(dict[str, float]):
    """The weight of each term; a term that no text held is as rare as can be."""

    def __init__(self, weights: Mapping[str, float], unseen: float) -> None:
        super().__init__(weights)
        self.unseen = unseen

    def __missing__(self, term: str) -> float:
        return self.unseen


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each word and character tells, learnt from how many texts hold it."""

    size: int
    counts: Mapping[str, int]
    values: Values

    @staticmethod
    def learn(phrases: Iterable[Phrase], known: Weights | None = None) -> Weights:
        """Count words and characters over texts, on top of what is known already."""
        counts = dict(known.counts) if known is not None else {}
        size = known.size if known is not None else 0
        for phrase in phrases:
            size += 1
            for term in {*phrase.words, *phrase.letters}:
                counts[term] = counts.get(term, 0) + 1
        return Weights.of_counts(counts, size)

    @staticmethod
    def of_counts(counts: Mapping[str, int], size: int) -> Weights:
        """Return the weights of terms of which it is known how many of `size` texts hold them."""
        values = {term: _rounded(math.log((size + 1) / (count + 0.5))) for term, count in counts.items()}
        return Weights(size, counts, Values(values, _rounded(math.log((size + 1) / 0.5))))


def _rounded(weight: float) -> float:
    # Sums of such numbers are exact in any order, so the same question gives the same bytes in every process.
    return round(weight * STEPS) / STEPS


_SAYS_LITTLE = """
怎么 为什么 多久 哪里 什么 多少 多少钱 能 有 是 没有 不 吗 么 我 你 他 它 你们 我们 要 会 想 到 在 和
跟 就 都 也 还 上 下 里 个 这 那 给 让 被 把 对 从 用 说 做 去 来 谁 几 啥 可以 需要 应该 如果 已经 现在
今天 明天 后 时候 时 天 好 不能 多
"""
SAYS_LITTLE = frozenset(_SAYS_LITTLE.split())


class _Saying(dict[str, float]):
    """How much each word tells of what a text is about, worked out when it is first met: 0 for counts and the like."""

    def __init__(self, values: Values) -> None:
        super().__init__()
        self._values = values

    def __missing__(self, word: str) -> float:
        weight = 0.0 if word in SAYS_LITTLE or _COUNT.fullmatch(word) else self._values[word]
        if word in self._values:  # what shoppers make up is not kept
            self[word] = weight
        return weight


@dataclass(frozen=True, slots=True)
class Weighed:
    """A phrase with what each comparison needs of it: sets, sums of weights, and the places of its characters."""

    phrase: Phrase
    words: frozenset[str]
    characters: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    of_words: float
    of_characters: float
    telling: tuple[tuple[str, float], ...]
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Compares phrases by the weights of their terms; `usual` are the words that shoppers use everywhere."""

    weights: Weights
    usual: frozenset[str] = frozenset()
    says: _Saying = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare what each word tells."""
        object.__setattr__(self, "says", _Saying(self.weights.values))

    def weigh(self, phrase: Phrase) -> Weighed:
        """Return a phrase that is about to be compared with others."""
        value = self.weights.values.__getitem__
        characters = frozenset(phrase.letters)
        places: dict[str, int] = {}
        for at, char in enumerate(phrase.letters):
            places[char] = places.get(char, 0) | 1 << at
        return Weighed(
            phrase=phrase,
            words=frozenset(phrase.words),
            characters=characters,
            pairs=frozenset(pairwise(phrase.letters)),
            of_words=sum(map(value, phrase.words)),
            of_characters=sum(map(value, characters)),
            telling=self.telling(phrase),
            places=places,
        )

    def telling(self, phrase: Phrase) -> tuple[tuple[str, float], ...]:
        """Return the words of a phrase that say what it is about, each with its weight."""
        says = self.says
        return tuple((word, weight) for word in phrase.words if (weight := says[word]))

    def features(self, query: Weighed, other: Phrase) -> tuple[float, ...]:
        """Return the numbers that the probability is computed from."""
        value, heaviest = self.weights.values.__getitem__, self.weights.values.unseen
        asked = query.phrase
        words, characters = set(other.words), set(other.letters)
        shared = sum(map(value, query.words & words))
        shared_characters = sum(map(value, query.characters & characters))
        pairs = set(pairwise(other.letters))
        common = _common_subsequence(query, other.letters)
        lengths = len(asked.letters) or 1, len(other.letters) or 1
        return (
            _share(shared, query.of_words),
            _share(shared, sum(map(value, other.words))),
            _share(shared_characters, query.of_characters),
            _share(shared_characters, sum(map(value, characters))),
            2 * len(query.pairs & pairs) / ((len(query.pairs) + len(pairs)) or 1),
            common / max(lengths),
            common / min(lengths),
            float(bool(asked.kind) and bool(other.kind) and asked.kind != other.kind),
            float(bool(asked.kind) and asked.kind == other.kind),
            float(asked.negated != other.negated),
            float(asked.numbers != other.numbers),
            self._strangest(query.words - words, characters) / heaviest,
            self._strangest(words - query.words, query.characters) / heaviest,
            abs(math.log(lengths[0] / lengths[1])),
            float(asked.letters == other.letters),
        )

    def probability(self, query: Weighed, other: Phrase) -> float:
        """Return the chance that the two mean the same."""
        return logistic(BIAS + sum(map(mul, COEFFICIENTS, self.features(query, other))))

    def _strangest(self, words: Iterable[str], characters: Set[str]) -> float:
        """Return the greatest weight of a word, in so far as its characters do not stand in the other text."""
        values = self.weights.values
        most = 0.0
        for word in words:
            strange = len([char for char in word if char not in characters])
            if strange:
                most = max(most, values[word] * strange / len(word))
        return most


def logistic(value: float) -> float:
    """Return a number between 0 and 1."""
    return 1 / (1 + math.exp(-value))


def log_odds(chance: float) -> float:
    """Return the logarithm of the odds of a chance, for chances that are not quite 0 or 1."""
    kept = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(kept / (1 - kept))


BIAS = -4.0
COEFFICIENTS = (1.0, 1.0, 1.5, 1.5, 2.0, 0.5, 0.5, -0.8, 0.3, -0.8, -0.8, -0.5, -0.5, -0.3, 2.0)


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def _common_subsequence(query: Weighed, other: str) -> int:
    """Return the length of the longest common subsequence (Hyyrö's bit-parallel recurrence)."""
    places = query.places
    row = full = (1 << len(query.phrase.letters)) - 1
    for char in other:
        held = places.get(char)
        if held is not None:
            match = row & held
            row = ((row + match) | (row - match)) & full
    return len(query.phrase.letters) - row.bit_count()
