"""How likely do two short texts ask the same?"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from xiaoer.core.language.segment import grams, normalized_tokens
from xiaoer.core.retrieval.concepts import canonical, is_negated, question_kind
from xiaoer.core.retrieval.lexicon import Lexicon

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text as it is compared: its terms with doublets, as sets, and what kind of question it is."""

    text: str
    terms: tuple[str, ...]
    words: frozenset[str]
    bigrams: frozenset[str]
    characters: frozenset[str]
    numbers: frozenset[str]
    kind: str
    negated: bool


def read_phrase(normalized: str) -> Phrase:
    """Return a normalised text as it is compared."""
    text = canonical(normalized)
    words = normalized_tokens(text)
    singles, pairs = grams(text, 1), grams(text, 2)
    return Phrase(
        text=text,
        terms=(*words, *(char for char in singles if char not in words), *(p for p in pairs if p not in words)),
        words=frozenset(words),
        bigrams=frozenset(pairs),
        characters=frozenset(singles),
        numbers=frozenset(_NUMBER.findall(text)),
        kind=question_kind(text),
        negated=is_negated(text),
    )


@dataclass(frozen=True, slots=True)
class Likeness:
    """Compares phrases by the weights of a corpus."""

    lexicon: Lexicon

    def features(self, query: Phrase, other: Phrase, *, bm25: float) -> tuple[float, ...]:
        """Return the numbers that the probability is computed from."""
        return (
            self._coverage(query.words, other.words),
            self._coverage(other.words, query.words),
            self._coverage(query.characters, other.characters),
            self._coverage(other.characters, query.characters),
            _dice(query.bigrams, other.bigrams),
            float(bool(query.kind) and bool(other.kind) and query.kind != other.kind),
            float(query.kind == other.kind),
            float(query.negated != other.negated),
            float(bool(query.numbers ^ other.numbers)),
        )

    def probability(self, query: Phrase, other: Phrase, *, bm25: float) -> float:
        """Return the chance that the two mean the same."""
        features = self.features(query, other, bm25=bm25)
        total = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))
        return 1 / (1 + math.exp(-total))

    def _coverage(self, part: frozenset[str], whole: frozenset[str]) -> float:
        weight = self.lexicon.weight
        total = sum(weight(word) for word in sorted(part))
        return sum(weight(word) for word in sorted(part & whole)) / total if total else 0.0


BIAS = -4.0
WEIGHTS = (1.0, 1.0, 1.5, 1.5, 2.0, -0.8, 0.3, -0.8, -0.8)


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
