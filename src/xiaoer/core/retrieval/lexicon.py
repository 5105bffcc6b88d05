"""Which texts of a corpus share the rarest words with a query?"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]
Column: TypeAlias = "array[int]"

K1 = 1.2  # how soon a repeated word stops counting (the usual BM25 value)
B = 0.5  # how much longer texts are held back: questions are all short
DENSE = 8  # a term that one in so many documents hold is kept as a row with a number for every document

FEW = 500  # documents that are sorted sooner than sifted
SHORT = 1_000  # documents that are as quick to add one by one
_BARS = (0.8, 0.6, 0.4, 0.2, 0.0)  # shares of the best score


@dataclass(frozen=True, slots=True)
class Lexicon:
    """An inverted index with BM25 weights: for each term the documents that hold it, and what it adds there."""

    size: int
    numbers: dict[str, int]
    offsets: Ids
    documents: Ids
    impacts: Weights
    rows: Mapping[int, Weights]

    @staticmethod
    def build(documents: Iterable[Iterable[str]]) -> Lexicon:
        """Index documents that are given as their terms."""
        numbers: dict[str, int] = {}
        terms = array("i")
        counts = array("i")
        distinct = array("i")
        lengths = array("i")
        for words in documents:
            bag: dict[int, int] = {}
            for word in words:
                number = numbers.setdefault(word, len(numbers))
                bag[number] = bag.get(number, 0) + 1
            terms.extend(bag)
            counts.extend(bag.values())
            distinct.append(len(bag))
            lengths.append(sum(bag.values()))
        return _assemble(numbers, terms, counts, (distinct, lengths))

    def postings(self, number: int) -> tuple[Ids, Weights]:
        """Return the documents that hold a term, in order, and what it adds to their scores."""
        span = slice(int(self.offsets[number]), int(self.offsets[number + 1]))
        return self.documents[span], self.impacts[span]

    def best(self, terms: Iterable[str], limit: int) -> tuple[tuple[int, float], ...]:
        """Return the best documents with their BM25 scores, best first, equal ones in the order of the corpus."""
        totals = self._scores(terms)
        top = float(totals[totals.argmax()]) if self.size else 0.0
        if top <= 0:
            return ()
        # Raising the bar in steps spares the sorting of thousands that share one common word.
        for share in _BARS if self.size > FEW else _BARS[-1:]:
            candidates = np.flatnonzero(totals > share * top)
            if len(candidates) >= limit:
                break
        order = candidates[np.argsort(-totals[candidates], kind="stable")][:limit]
        return tuple(zip(order.tolist(), totals[order].tolist(), strict=True))

    def _scores(self, terms: Iterable[str]) -> npt.NDArray[np.float64]:
        known = [number for term in dict.fromkeys(terms) if (number := self.numbers.get(term)) is not None]
        rare = [slice(*self.offsets[number : number + 2].tolist()) for number in known if number not in self.rows]
        totals = np.zeros(self.size)
        if rare:
            # One pass over all postings: adding them term by term costs more in calls than in sums.
            documents = np.concatenate([self.documents[span] for span in rare])
            impacts = np.concatenate([self.impacts[span] for span in rare])
            totals += np.bincount(documents, impacts, minlength=self.size)
        for number in known:
            if number in self.rows:
                totals += self.rows[number]
        return totals


def _assemble(numbers: dict[str, int], terms: Column, counts: Column, sizes: tuple[Column, Column]) -> Lexicon:
    distinct, lengths = (np.asarray(column, dtype=np.int32) for column in sizes)
    size = len(lengths)
    if not numbers:
        none = np.zeros(0, dtype=np.int32)
        return Lexicon(size, numbers, none, none, none.astype(np.float32), {})
    held = np.asarray(terms, dtype=np.int32)
    owners = np.repeat(np.arange(size, dtype=np.int32), distinct)
    frequencies = np.bincount(held, minlength=len(numbers))
    idf = np.log(1 + (size - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
    norm = (K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1.0))).astype(np.float32)
    often = np.asarray(counts, dtype=np.float32)
    impacts = idf[held] * (often * np.float32(K1 + 1) / (often + norm[owners]))
    order = np.argsort(held, kind="stable")
    offsets = np.concatenate(([0], np.cumsum(frequencies))).astype(np.int32)
    lexicon = Lexicon(size, numbers, offsets, owners[order], impacts[order].astype(np.float32), {})
    common = np.flatnonzero(frequencies > max(size // DENSE, SHORT)).tolist()
    return replace(lexicon, rows={number: _row(lexicon, number) for number in common})


def _row(lexicon: Lexicon, number: int) -> Weights:
    documents, impacts = lexicon.postings(number)
    row = np.zeros(lexicon.size, dtype=np.float32)
    row[documents] = impacts
    return row
