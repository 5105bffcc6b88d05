"""Which intent of the question pack does a text have?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.slang import Slang
from xiaoer.core.understanding.features import GRAM_WEIGHTS, Concepts, features, fill_slots, mask
from xiaoer.core.understanding.pack import Intent, QuestionPack
from xiaoer.core.understanding.weights import Learnt, fingerprint, freeze, rounded, thaw

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
    usual: Mapping[str, int]  #: how many usual questions of the pack hold each word; empty unless counted before
    _features: dict[str, int]
    _idf: Floats
    _weights: Floats
    _likes: _Likeness
    _known: dict[str, tuple[IntentScore, ...]] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def build(pack: QuestionPack, learned: bytes = b"") -> IntentIndex:
        """Prepare the pack; `learned` saves learning it anew, and is passed over if it belongs to another pack."""
        slang = Slang.build(pack.slang)
        concepts = Concepts.build(pack.synonyms)
        learnt = thaw(learned, _mark_of(pack)) or _learn(pack, slang, concepts)
        return IntentIndex(
            pack=pack,
            slang=slang,
            concepts=concepts,
            usual=learnt.usual,
            _features={name: number for number, name in enumerate(learnt.names)},
            _idf=_idf(learnt.counts, len(_owners(pack))),
            _weights=learnt.weights,
            _likes=_Likeness.build(learnt, _owners(pack)),
        )

    @staticmethod
    def learned(pack: QuestionPack, usual: Mapping[str, int]) -> bytes:
        """Return what the pack teaches, for a later `build` of it, with what was counted over its usual questions."""
        learnt = _learn(pack, Slang.build(pack.slang), Concepts.build(pack.synonyms))
        return freeze(replace(learnt, usual=usual), _mark_of(pack))

    def classify(self, text: str) -> tuple[IntentScore, ...]:
        """Return the likeliest intents of a text, best first; a lone text, without a shop's goods masked."""
        return self.classify_masked(mask(self.slang.standardize(normalize(text))))

    def classify_masked(self, masked: str) -> tuple[IntentScore, ...]:
        """Return the likeliest intents of a text in which everything variable is masked already."""
        return self.classify_all((masked,))[0]

    def classify_all(self, masked: Sequence[str]) -> tuple[tuple[IntentScore, ...], ...]:
        """Return the likeliest intents of each of several masked texts, scored together.

        A message is asked about several times on its way, and shoppers ask alike: what is known is kept.
        """
        unknown = tuple(dict.fromkeys(text for text in masked if text not in self._known))
        found = dict(zip(unknown, self._classified(unknown), strict=True))
        answers = tuple(found[text] if text in found else self._known[text] for text in masked)
        if len(self._known) + len(found) > MOST_KNOWN:
            self._known.clear()
        self._known.update(found)
        return answers

    def _classified(self, masked: Sequence[str]) -> tuple[tuple[IntentScore, ...], ...]:
        rows = [self._row(text) for text in masked]
        told = [number for number, (known, _) in enumerate(rows) if len(known)]
        scores = np.zeros((len(rows), len(self.pack.intents)), dtype=np.float64)
        if told:
            scores[told] = self._scores([rows[number] for number in told])
        return tuple(self._best(row) for row in scores)

    def _best(self, scores: npt.NDArray[np.float64]) -> tuple[IntentScore, ...]:
        order = np.argsort(-scores, kind="stable")[:BEST].tolist()
        lead = float(scores[order[0]] - scores[order[1]]) if len(order) > 1 else 0.0
        sure = [min(1.0, float(scores[order[0]]) + LEAD_SHARE * lead), *(float(scores[number]) for number in order[1:])]
        return tuple(IntentScore(self.pack.intents[n], round(score, 4)) for n, score in zip(order, sure, strict=True))

    def _row(self, masked: str) -> tuple[Ints, Floats]:
        """Return the known features of a masked text and their weights, such that the text has length 1."""
        row = features(masked, self.concepts)
        known = [(self._features[name], value) for name, value in row if name in self._features]
        if not known:
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        numbers = np.asarray([number for number, _ in known], dtype=np.int32)
        values = np.asarray([value for _, value in known], dtype=np.float32) * self._idf[numbers]
        # Unknown features are as rare as can be: they make the text less like anything known.
        rare = float(self._idf.max())
        strange = sum((value * rare) ** 2 for name, value in row if name not in self._features) * 0.5
        return numbers, values / np.float32(math.sqrt(float(values @ values) + strange))

    def _scores(self, rows: Sequence[tuple[Ints, Floats]]) -> npt.NDArray[np.float64]:
        """Return the scores of texts that hold known features, a row per text."""
        linear = np.stack([self._linear(numbers, values) for numbers, values in rows])
        nearest = self._likes.nearest(rows)
        return np.clip(LINEAR_SHARE * linear.astype(np.float64) + (1 - LINEAR_SHARE) * nearest, 0, 1)

    def _linear(self, numbers: Ints, values: Floats) -> Floats:
        taught = numbers < len(self._weights)
        linear: Floats = values[taught] @ self._weights[numbers[taught]]
        return linear


@dataclass(frozen=True, slots=True, eq=False)
class _Likeness:
    """Which phrasings have a feature, and how much it weighs there; the phrasings of an intent lie side by side."""

    _starts: npt.NDArray[np.int64]
    _where: Ints
    _weights: Floats
    _firsts: npt.NDArray[np.int64]
    _phrasings: int

    @staticmethod
    def build(learnt: Learnt, owners: Ints) -> _Likeness:
        return _Likeness(
            _starts=learnt.starts,
            _where=learnt.where,
            _weights=learnt.parts,
            _firsts=np.flatnonzero(np.diff(owners, prepend=-1)),
            _phrasings=len(owners),
        )

    def nearest(self, rows: Sequence[tuple[Ints, Floats]]) -> npt.NDArray[np.float64]:
        """Return how like each text is to the nearest phrasing of each intent."""
        numbers = np.concatenate([numbers for numbers, _ in rows])
        values = np.concatenate([values for _, values in rows])
        texts = np.repeat(np.arange(len(rows)), [len(numbers) for numbers, _ in rows])
        sizes = self._starts[numbers + 1] - self._starts[numbers]
        skipped = np.repeat(self._starts[numbers] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        at = skipped + np.arange(len(skipped))
        cells = np.repeat(texts * self._phrasings, sizes) + self._where[at]
        found = np.bincount(cells, self._weights[at] * np.repeat(values, sizes), minlength=len(rows) * self._phrasings)
        return np.maximum.reduceat(found.reshape(len(rows), self._phrasings), self._firsts, axis=1)


def _mark_of(pack: QuestionPack) -> bytes:
    """Return what tells this pack, and what is made of it, from others."""
    intents = (f"{intent.id} {phrasing}" for intent in pack.intents for phrasing in intent.phrasings)
    return fingerprint([*intents, repr((pack.slang, pack.synonyms, RIDGE, GRAM_WEIGHTS))])


def _owners(pack: QuestionPack) -> Ints:
    """Return the number of the intent of each phrasing."""
    return np.repeat(np.arange(len(pack.intents), dtype=np.int32), [len(intent.phrasings) for intent in pack.intents])


def _learn(pack: QuestionPack, slang: Slang, concepts: Concepts) -> Learnt:
    """Learn a pack from its phrasings; takes seconds."""
    phrasings = (phrasing for intent in pack.intents for phrasing in intent.phrasings)
    rows = [features(mask(slang.standardize(fill_slots(phrasing))), concepts) for phrasing in phrasings]
    counted = Counter(name for row in rows for name, _ in row).most_common()
    # Features of one phrasing alone come last: they tell how like it a text is, but teach nothing.
    names = {name: number for number, (name, _) in enumerate(counted)}
    counts = np.asarray([count for _, count in counted], dtype=np.int32)
    postings = _postings(rows, names, _idf(counts, len(rows)))
    return Learnt(
        names=tuple(names),
        counts=counts,
        starts=np.cumsum([0, *counts], dtype=np.int64),
        where=np.concatenate([found for found, _ in postings]) if postings else np.zeros(0, dtype=np.int32),
        parts=np.concatenate([part for _, part in postings]) if postings else np.zeros(0, dtype=np.float32),
        weights=rounded(_ridge(postings, _owners(pack), len(pack.intents))[: int((counts > 1).sum())]),
        usual={},
    )


def _idf(counts: Ints, rows: int) -> Floats:
    idf: Floats = (np.log((1 + rows) / (1 + counts.astype(np.float32))) + 0.3).astype(np.float32)
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
