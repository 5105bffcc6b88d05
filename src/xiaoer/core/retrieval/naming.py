"""How surely do words that a product's name holds name that product?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.names import Term
from xiaoer.core.shop.product import Product


@dataclass(frozen=True, slots=True)
class Weight:
    """How well a name fits, where in the clause, and how sure the fit is (0..1)."""

    total: float
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the names of the products consist of."""

    names: tuple[str, ...]

    @staticmethod
    def build(products: Sequence[Product]) -> Weighing:
        """Read the names of the products."""
        return Weighing(
            tuple(" / ".join(normalize(n) for n in (p.name, *p.aliases, p.brand, p.category)) for p in products)
        )

    def weigh(self, clause: str, terms: Sequence[Term], number: int, held: Sequence[Term]) -> Weight:
        """Weigh the terms of a clause that a product's name holds."""
        total = float(sum(3 if term.model else len(term.text) / 2 for term in held))
        start, end = min(t.start for t in held), max(t.end for t in held)
        return Weight(total, start, end, min(0.9, total / 6))
