"""Which product names come closest to the words of a text?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.lexicon import Lexicon
from xiaoer.core.retrieval.names import Term, read_terms
from xiaoer.core.retrieval.naming import Weighing
from xiaoer.core.shop.product import Product

CANDIDATES = 40  # products that are weighed in full
_BREAK = re.compile(r"[,.。!?;:、\n~]+|和|跟|与|还有|以及|加上|加|或者|还是|对比|vs|比")


@dataclass(frozen=True, slots=True)
class Likely:
    """A stretch of a text that names one of these products, best first."""

    start: int
    end: int
    products: tuple[int, ...]
    score: float
    sku: str = ""


@dataclass(frozen=True, slots=True)
class NameSearch:
    """An inverted index over the pieces of product names."""

    lexicon: Lexicon
    weighing: Weighing

    @staticmethod
    def build(products: Sequence[Product]) -> NameSearch:
        """Index the names of the products."""
        documents = []
        for product in products:
            terms: dict[str, None] = {}
            for name in (product.name, *product.aliases, product.brand, product.category):
                terms.update((term.text, None) for term in read_terms(normalize(name)))
            documents.append(tuple(terms))
        return NameSearch(Lexicon.build(documents), Weighing.build(products))

    def clauses(self, plain: str) -> tuple[tuple[int, int], ...]:
        """Return the stretches of a text that connectors and stops leave, unless a name holds the connector."""
        spans = []
        at = 0
        for found in _BREAK.finditer(plain):
            around = plain[max(found.start() - 1, 0) : found.start() + 1], plain[found.start() : found.start() + 2]
            if not any(piece in self.lexicon.numbers for piece in around):
                spans.append((at, found.start()))
                at = found.end()
        spans.append((at, len(plain)))
        return tuple((start, end) for start, end in spans if end > start)

    def best(self, clause: str, offset: int) -> Likely | None:
        """Return what a clause most likely names."""
        terms = tuple(term for term in read_terms(clause) if term.text in self.lexicon.numbers)
        if not terms:
            return None
        candidates = self.lexicon.best([term.text for term in terms], CANDIDATES)
        weighed = [
            (self.weighing.weigh(clause, terms, number, self._held(terms, number)), number) for number, _ in candidates
        ]
        top = max(weight.total for weight, _ in weighed)
        if top <= 0:
            return None
        equal = [(weight, number) for weight, number in weighed if weight.total >= 0.88 * top]
        equal.sort(key=lambda pair: (-round(pair[0].total, 6), pair[1]))
        first = equal[0][0]
        score = first.score if len(equal) <= 5 else min(first.score, 0.45)
        return Likely(first.start + offset, first.end + offset, tuple(number for _, number in equal), score)

    def _held(self, terms: Sequence[Term], number: int) -> tuple[Term, ...]:
        held = []
        for term in terms:
            documents, _ = self.lexicon.postings(self.lexicon.numbers[term.text])
            at = int(documents.searchsorted(number))
            if at < len(documents) and documents[at] == number:
                held.append(term)
        return tuple(held)
