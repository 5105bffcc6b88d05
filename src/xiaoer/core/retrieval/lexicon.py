"""Which texts of a corpus share the rarest words with a query?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]

K1 = 1.2  # how soon a repeated word stops counting (the usual BM25 value)
B = 0.5  # how much longer texts are held back: questions are all short

_BARS = (0.8, 0.6, 0.4, 0.2, 0.0)  # shares of the best score


@dataclass(frozen=True, slots=True)
class Lexicon:
    """An inverted index with BM25 weights: for each term the documents that hold it, and what it adds there."""

    size: int
    numbers: dict[str, int]
    offsets: Ids
    documents: Ids
    impacts: Weights
    idf: Weights

    @staticmethod
    def build(documents: Sequence[Sequence[str]]) -> Lexicon:
        """Index documents that are given as their terms."""
        numbers: dict[str, int] = {}
        terms: list[int] = []
        owners: list[int] = []
        counts: list[int] = []
        for owner, words in enumerate(documents):
            bag: dict[int, int] = {}
            for word in words:
                number = numbers.setdefault(word, len(numbers))
                bag[number] = bag.get(number, 0) + 1
            terms += bag
            owners += [owner] * len(bag)
            counts += bag.values()
        return _assemble(numbers, documents, (terms, owners, counts))

    def weight(self, term: str) -> float:
        """Return the inverse document frequency of a term; unseen terms weigh most."""
        number = self.numbers.get(term)
        return self.unseen if number is None else float(self.idf[number])

    @property
    def unseen(self) -> float:
        """The weight of a term that no document holds."""
        return math.log(1 + (self.size + 0.5) / 0.5)

    def postings(self, number: int) -> tuple[Ids, Weights]:
        """Return the documents that hold a term, in order, and what it adds to their scores."""
        span = slice(int(self.offsets[number]), int(self.offsets[number + 1]))
        return self.documents[span], self.impacts[span]

    def scores(self, terms: Iterable[str]) -> Weights:
        """Return the BM25 score of every document."""
        totals = np.zeros(self.size, dtype=np.float32)
        for term in dict.fromkeys(terms):
            number = self.numbers.get(term)
            if number is not None:
                documents, impacts = self.postings(number)
                totals[documents] += impacts
        return totals

    def best(self, terms: Iterable[str], limit: int) -> tuple[tuple[int, float], ...]:
        """Return the best documents with their scores, best first, equal ones in the order of the corpus."""
        totals = self.scores(terms)
        top = float(totals.max(initial=0.0))
        if top <= 0:
            return ()
        # Raising the bar in steps spares the sorting of thousands that share one common word.
        for share in _BARS:
            candidates = np.flatnonzero(totals > share * top)
            if len(candidates) >= limit:
                break
        order = candidates[np.argsort(-totals[candidates], kind="stable")][:limit]
        return tuple((int(document), float(totals[document])) for document in order)


def _assemble(
    numbers: dict[str, int], documents: Sequence[Sequence[str]], entries: tuple[list[int], list[int], list[int]]
) -> Lexicon:
    size = len(documents)
    terms, owners, counts = (np.asarray(column, dtype=np.int32) for column in entries)
    lengths = np.fromiter((len(words) for words in documents), dtype=np.float32, count=size)
    average = float(lengths.mean()) if size else 1.0
    frequencies = np.bincount(terms, minlength=len(numbers)) if len(terms) else np.zeros(len(numbers), dtype=np.int64)
    idf = np.log(1 + (size - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
    norm = K1 * (1 - B + B * lengths / max(average, 1.0))
    impacts = idf[terms] * (counts * (K1 + 1) / (counts + norm[owners])) if len(terms) else np.zeros(0)
    order = np.argsort(terms, kind="stable")
    offsets = np.concatenate(([0], np.cumsum(frequencies))).astype(np.int32)
    return Lexicon(size, numbers, offsets, owners[order].astype(np.int32), impacts[order].astype(np.float32), idf)
