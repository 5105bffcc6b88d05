"""Which intent of the question pack does a text have?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.slang import Slang
from xiaoer.core.understanding.features import GRAM_WEIGHTS, Concepts, features, fill_slots, mask
from xiaoer.core.understanding.pack import Intent, QuestionPack
from xiaoer.core.understanding.weights import fingerprint, freeze, thaw

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Posting = tuple[Ints, Floats]

MOST_KNOWN = 5000  # texts whose intents are kept; about 5 MB
BEST = 5  # intents that are returned
RIDGE = 0.5  # pull of the linear model towards zero
LEAD_SHARE = 0.35  # how much the lead over the second adds: a weak score without a rival is no guess
LINEAR_SHARE = 0.7  # the rest is the likeness to the nearest phrasing


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
    concepts: Concepts
    _features: dict[str, int]
    _idf: Floats
    _weights: Floats
    _postings: tuple[Posting, ...]
    _owner: Ints
    _mark: bytes
    _known: dict[str, tuple[IntentScore, ...]] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def build(pack: QuestionPack, learned: bytes = b"") -> IntentIndex:
        """Prepare the pack; `learned` saves learning it anew, and is passed over if it belongs to another pack."""
        slang = Slang.build(pack.slang)
        texts = [
            (number, mask(slang.standardize(fill_slots(phrasing))))
            for number, intent in enumerate(pack.intents)
            for phrasing in intent.phrasings
        ]
        concepts = Concepts.build(pack.synonyms)
        rows = [features(text, concepts) for _, text in texts]
        counts = Counter(name for row in rows for name, _ in row)
        # Features of one phrasing alone come last: they tell how like it a text is, but teach nothing.
        names = {name: number for number, (name, _) in enumerate(counts.most_common())}
        shared = sum(count > 1 for count in counts.values())
        owner = np.asarray([number for number, _ in texts], dtype=np.int32)
        idf = _idf(counts, len(rows))
        postings = _postings(rows, names, idf)
        mark = fingerprint([*names, *(f"{number} {text}" for number, text in texts), repr((RIDGE, GRAM_WEIGHTS))])
        weights = thaw(learned, mark, rows=shared, columns=len(pack.intents))
        if weights is None:
            # Rounded as when thawed, so that a pack answers alike whether it was learned here or before.
            frozen = freeze(_ridge(postings, owner, len(pack.intents))[:shared], mark)
            weights = thaw(frozen, mark, rows=shared, columns=len(pack.intents))
        return IntentIndex(
            pack=pack,
            slang=slang,
            concepts=concepts,
            _features=names,
            _idf=idf,
            _weights=np.zeros((0, len(pack.intents)), dtype=np.float32) if weights is None else weights,
            _postings=postings,
            _owner=owner,
            _mark=mark,
        )

    def learned(self) -> bytes:
        """Return what was learned, for a later `build` of the same pack."""
        return freeze(self._weights, self._mark)

    def classify(self, text: str) -> tuple[IntentScore, ...]:
        """Return the likeliest intents of a text, best first; a lone text, without a shop's goods masked."""
        return self.classify_masked(mask(self.slang.standardize(normalize(text))))

    def classify_masked(self, masked: str) -> tuple[IntentScore, ...]:
        """Return the likeliest intents of a text in which everything variable is masked already.

        A message is asked about several times on its way, and shoppers ask alike: what is known is kept.
        """
        known = self._known.get(masked)
        if known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            known = self._known[masked] = self._classified(masked)
        return known

    def _classified(self, masked: str) -> tuple[IntentScore, ...]:
        scores = self._scores(masked)
        order = sorted(range(len(scores)), key=lambda number: (-scores[number], number))[:BEST]
        lead = scores[order[0]] - scores[order[1]] if len(order) > 1 else 0.0
        sure = [min(1.0, scores[order[0]] + LEAD_SHARE * lead), *(scores[number] for number in order[1:])]
        return tuple(IntentScore(self.pack.intents[n], round(score, 4)) for n, score in zip(order, sure, strict=True))

    def _scores(self, masked: str) -> Sequence[float]:
        row = features(masked, self.concepts)
        known = [(self._features[name], value) for name, value in row if name in self._features]
        if not known:
            return [0.0] * len(self.pack.intents)
        numbers = np.asarray([number for number, _ in known], dtype=np.int32)
        values = np.asarray([value for _, value in known], dtype=np.float32) * self._idf[numbers]
        # Unknown features are as rare as can be: they make the text less like anything known.
        rare = float(self._idf.max())
        strange = sum((value * rare) ** 2 for name, value in row if name not in self._features) * 0.5
        values /= np.float32(math.sqrt(float(values @ values) + strange))
        taught = numbers < len(self._weights)
        linear = values[taught] @ self._weights[numbers[taught]]
        likeness = np.zeros(len(self._owner), dtype=np.float32)
        for number, value in zip(numbers.tolist(), values.tolist(), strict=True):
            where, weight = self._postings[number]
            likeness[where] += weight * value
        nearest = np.zeros(len(self.pack.intents), dtype=np.float32)
        np.maximum.at(nearest, self._owner, likeness)
        return [float(score) for score in np.clip(LINEAR_SHARE * linear + (1 - LINEAR_SHARE) * nearest, 0, 1)]


def _idf(counts: Counter[str], rows: int) -> Floats:
    found = np.asarray([count for _, count in counts.most_common()], dtype=np.float32)
    idf: Floats = (np.log((1 + rows) / (1 + found)) + 0.3).astype(np.float32)
    return idf


def _postings(rows: Sequence[tuple[tuple[str, float], ...]], names: dict[str, int], idf: Floats) -> tuple[Posting, ...]:
    """Return for each feature the phrasings that have it, with weights such that each phrasing has length 1."""
    where: list[list[int]] = [[] for _ in names]
    weights: list[list[float]] = [[] for _ in names]
    for at, row in enumerate(rows):
        numbered = [(names[name], value * float(idf[names[name]])) for name, value in row]
        length = math.sqrt(sum(value * value for _, value in numbered))
        for number, value in numbered:
            where[number].append(at)
            weights[number].append(value / length)
    return tuple(
        (np.asarray(found, dtype=np.int32), np.asarray(weight, dtype=np.float32))
        for found, weight in zip(where, weights, strict=True)
    )


def _ridge(postings: Sequence[Posting], owner: Ints, intents: int) -> Floats:
    """Return the weights of a ridge regression to one target per intent, solved over the phrasings."""
    targets = np.zeros((len(owner), intents), dtype=np.float32)
    targets[np.arange(len(owner)), owner] = 1
    kernel = np.zeros((len(owner), len(owner)), dtype=np.float32)
    for found, weight in postings:
        if len(found) > 1:
            kernel[np.ix_(found, found)] += np.outer(weight, weight)
        else:
            kernel[found[0], found[0]] += weight[0] * weight[0]
    kernel[np.diag_indices_from(kernel)] += RIDGE
    duals = np.linalg.solve(kernel, targets)
    weights = np.zeros((len(postings), intents), dtype=np.float32)
    for number, (found, weight) in enumerate(postings):
        weights[number] = weight @ duals[found]
    return weights
