"""Which intent of the question pack does a text have?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.slang import Slang
from xiaoer.core.understanding.features import features, fill_slots, mask
from xiaoer.core.understanding.pack import Intent, QuestionPack

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

BEST = 5  # intents that are returned
RIDGE = 1.0  # pull of the linear model towards zero
LINEAR_SHARE = 0.5  # the rest is the likeness to the nearest phrasing


@dataclass(frozen=True, slots=True)
class IntentScore:
    """An intent and the chance (0..1) that a text has it."""

    intent: Intent
    score: float


@dataclass(frozen=True, slots=True)
class IntentIndex:
    """The question pack, ready to classify: a linear model and the likeness to each phrasing, fused."""

    pack: QuestionPack
    slang: Slang
    _features: dict[str, int]
    _idf: Floats
    _weights: Floats
    _postings: tuple[tuple[Ints, Floats], ...]
    _owner: Ints

    @staticmethod
    def build(pack: QuestionPack) -> IntentIndex:
        """Learn the pack; deterministic."""
        slang = Slang.build(pack.slang)
        texts = [
            (number, mask(slang.standardize(fill_slots(phrasing))))
            for number, intent in enumerate(pack.intents)
            for phrasing in intent.phrasings
        ]
        rows = [features(text) for _, text in texts]
        names: dict[str, int] = {}
        counts: list[int] = []
        for row in rows:
            for name in row:
                number = names.setdefault(name, len(names))
                if number == len(counts):
                    counts.append(0)
                counts[number] += 1
        idf = np.log((1 + len(rows)) / (1 + np.asarray(counts, dtype=np.float32))).astype(np.float32) + np.float32(0.3)
        owner = np.asarray([number for number, _ in texts], dtype=np.int32)
        matrix = np.zeros((len(rows), len(names)), dtype=np.float32)
        for at, row in enumerate(rows):
            for name, value in row.items():
                number = names[name]
                matrix[at, number] = value * idf[number]
        matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
        return IntentIndex(
            pack=pack,
            slang=slang,
            _features=names,
            _idf=idf,
            _weights=_ridge(matrix, owner, len(pack.intents)),
            _postings=_postings(matrix),
            _owner=owner,
        )

    def classify(self, text: str) -> tuple[IntentScore, ...]:
        """Return the likeliest intents of a text, best first; a lone text, without a shop's goods masked."""
        return self.classify_masked(mask(self.slang.standardize(normalize(text))))

    def classify_masked(self, masked: str) -> tuple[IntentScore, ...]:
        """Return the likeliest intents of a text in which everything variable is masked already."""
        scores = self._scores(masked)
        order = sorted(range(len(scores)), key=lambda number: (-scores[number], number))[:BEST]
        return tuple(IntentScore(self.pack.intents[number], round(float(scores[number]), 4)) for number in order)

    def _scores(self, masked: str) -> Sequence[float]:
        row = features(masked)
        known = [(self._features[name], value) for name, value in row.items() if name in self._features]
        if not known:
            return [0.0] * len(self.pack.intents)
        numbers = np.asarray([number for number, _ in known], dtype=np.int32)
        values = np.asarray([value for _, value in known], dtype=np.float32) * self._idf[numbers]
        # Unknown features are as rare as can be: they make the text less like anything known.
        rare = float(self._idf.max())
        strange = sum((value * rare) ** 2 for name, value in row.items() if name not in self._features) * 0.5
        values /= np.float32(math.sqrt(float(values @ values) + strange))
        linear = values @ self._weights[numbers]
        likeness = np.zeros(len(self._owner), dtype=np.float32)
        for number, value in zip(numbers.tolist(), values.tolist(), strict=True):
            where, weight = self._postings[number]
            likeness[where] += weight * value
        nearest = np.zeros(len(self.pack.intents), dtype=np.float32)
        np.maximum.at(nearest, self._owner, likeness)
        return [float(score) for score in np.clip(LINEAR_SHARE * linear + (1 - LINEAR_SHARE) * nearest, 0, 1)]


def _ridge(matrix: Floats, owner: Ints, intents: int) -> Floats:
    """Return the weights of a ridge regression to one target per intent, solved over the phrasings."""
    targets = np.zeros((len(owner), intents), dtype=np.float32)
    targets[np.arange(len(owner)), owner] = 1
    kernel = matrix @ matrix.T
    kernel[np.diag_indices_from(kernel)] += RIDGE
    weights: Floats = (matrix.T @ np.linalg.solve(kernel, targets)).astype(np.float32)
    return weights


def _postings(matrix: Floats) -> tuple[tuple[Ints, Floats], ...]:
    columns = np.ascontiguousarray(matrix.T)
    return tuple((found := np.flatnonzero(column).astype(np.int32), column[found]) for column in columns)
