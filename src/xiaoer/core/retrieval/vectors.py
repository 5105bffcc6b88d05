"""How near are two wordings in meaning, as the project's own questions teach it?"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xiaoer.core.retrieval.likeness import Phrase

Floats = npt.NDArray[np.float32]

PLACES = 4  # of a cosine: what is finer may differ from one processor's sums to another's
_STEPS = 127  # int8 is fine enough: rounding moves a cosine by less than 0.01
_HEAD = 2  # numbers before the rest of a frozen table: bytes of the terms, dimensions
_NOTHING = np.float32(1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """A vector per term; a wording is the sum of the vectors of its words, characters and pairs, of length 1.

    Learnt by `python -m scripts.learn_vectors` from blocks of questions that ask the same: wordings of one block are
    drawn together and those of others pushed apart (InfoNCE, van den Oord et al. 2018, over fastText-like sums), beside
    what a general sentence encoder knows of each term.
    """

    _rows: Mapping[str, int]
    _steps: npt.NDArray[np.int8]
    _scale: Floats  #: of each dimension: what one step is

    def embed(self, phrases: Iterable[Phrase]) -> Floats:
        """Return the vectors of wordings, shape (wordings, dimensions); zeros where no term is known."""
        known = [[row for term in phrase.terms if (row := self._rows.get(term)) is not None] for phrase in phrases]
        vectors = np.zeros((len(known), len(self._scale)), dtype=np.float32)
        for at, rows in enumerate(known):
            vectors[at] = self._steps[rows].sum(axis=0, dtype=np.int32) * self._scale
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, _NOTHING), dtype=np.float32)


def freeze(terms: Sequence[str], table: Floats) -> bytes:
    """Return learnt vectors as bytes: the scales, the terms, and a row of small integers per term."""
    scale = np.maximum(np.abs(table).max(axis=0, initial=0), _NOTHING).astype("<f4") / np.float32(_STEPS)
    steps = np.rint(table / scale).astype(np.int8)
    names = "\n".join(terms).encode()
    head = np.asarray([len(names), table.shape[1]], dtype="<u4").tobytes()
    return zlib.compress(head + scale.astype("<f4").tobytes() + names + steps.tobytes(), 9)


def thaw(frozen: bytes) -> Vectors:
    """Return the vectors that were frozen."""
    plain = zlib.decompress(frozen)
    size, dimensions = np.frombuffer(plain, dtype="<u4", count=_HEAD).tolist()
    start = 4 * (_HEAD + dimensions)
    scale = np.frombuffer(plain, dtype="<f4", count=dimensions, offset=4 * _HEAD).astype(np.float32)
    terms = plain[start : start + size].decode().split("\n")
    table = np.frombuffer(plain, dtype=np.int8, offset=start + size).reshape(len(terms), dimensions)
    return Vectors({term: row for row, term in enumerate(terms)}, table, scale)


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """The wordings of many texts as vectors; those of one text lie side by side."""

    _table: Floats
    _firsts: npt.NDArray[np.int64]
    _owners: npt.NDArray[np.int64]
    _texts: int

    @staticmethod
    def build(vectors: Vectors, wordings: Sequence[Sequence[Phrase]]) -> Wordings:
        """Index the wordings of each text; a text may have none."""
        sizes = np.asarray([len(own) for own in wordings], dtype=np.int64)
        owners = np.flatnonzero(sizes)
        firsts = (np.cumsum(sizes) - sizes)[owners]
        table = vectors.embed(phrase for own in wordings for phrase in own)
        return Wordings(table, firsts, owners, len(wordings))

    def cosines(self, asked: Floats) -> Floats:
        """Return for each text the cosine of its nearest wording and the nearest of those asked; at least 0."""
        nearest = np.zeros(self._texts, dtype=np.float32)
        if len(self._table):
            nearest[self._owners] = np.maximum.reduceat((self._table @ asked.T).max(axis=1), self._firsts)
        return np.asarray(np.round(np.maximum(nearest, 0), PLACES), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """How near each text of a shop is to an ask, by its questions and by what it says."""

    asked: Floats
    told: Floats

    def first(self, limit: int) -> tuple[int, ...]:
        """Return the numbers of the texts whose questions are nearest, nearest first."""
        return tuple(np.argsort(-self.asked, kind="stable")[:limit].tolist())

    def of(self, number: int) -> tuple[float, float]:
        """Return how near a text is, by its questions and by what it says."""
        return (float(self.asked[number]), float(self.told[number])) if len(self.asked) else (0.0, 0.0)


NOT_NEAR = Nearness(np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32))
