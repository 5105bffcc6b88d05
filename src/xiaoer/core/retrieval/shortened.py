"""Which goods does a short form name that no data hold: letters left out of a name, an option value before its noun?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.retrieval.generic import generic_places
from xiaoer.core.retrieval.namesearch import FEW, Likely, NameSearch
from xiaoer.core.retrieval.naming import FAIR
from xiaoer.core.shop.product import Product

MOST_HOLDERS = 50  # names that are compared for one pair of letters; what more names hold tells little
PAIR = 2
SHORTEST_VALUE, LONGEST_VALUE = 2, 4
_HAN = re.compile(r"[\u4e00-\u9fff]+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ShortForms:
    """The names of goods by their letters, and the goods by option values that few of them have."""

    products: tuple[Product, ...]
    search: NameSearch
    of_value: Mapping[str, tuple[int, ...]]

    @staticmethod
    def build(products: Sequence[Product], search: NameSearch) -> ShortForms:
        """Index the option values that may stand before a noun."""
        owners: dict[str, list[int]] = {}
        for number, product in enumerate(products):
            for value in {normalize(value) for sku in product.skus for _, value in sku.options}:
                if SHORTEST_VALUE <= len(value) <= LONGEST_VALUE and _HAN.fullmatch(value):
                    owners.setdefault(value, []).append(number)
        few = {value: tuple(numbers) for value, numbers in owners.items() if len(numbers) <= FEW}
        return ShortForms(tuple(products), search, few)

    def best(self, clause: str, offset: int) -> Likely | None:
        """Return what the first short form of a clause names, its place counted from `offset`; None for none."""
        words = frozenset(normalized_tokens(clause))
        generic = generic_places(clause)
        for at in range(PAIR, len(clause)):
            if clause[at : at + 2] in words or not _HAN.match(clause[at]):
                continue  # the letter belongs to the word that follows
            named = self._with_letters_left_out(clause, at, generic) or self._behind_a_value(clause, at)
            if named is not None:
                (start, end), numbers = named
                return Likely(start + offset, end + offset, numbers, FAIR)
        return None

    def _with_letters_left_out(
        self, clause: str, at: int, generic: frozenset[int]
    ) -> tuple[Span, tuple[int, ...]] | None:
        """Read two letters or more of a name, then a letter of its noun: 莫桑戒 for 莫桑石六爪戒指."""
        pair, noun = clause[at - PAIR : at], clause[at]
        if {at - PAIR, at - 1} <= generic:
            return None
        numbers = [n for n in self._holders(pair) if any(_shortens(pair, noun, name) for name in self._names(n))]
        return ((at - PAIR, at + 1), tuple(numbers)) if 0 < len(numbers) <= FEW else None

    def _behind_a_value(self, clause: str, at: int) -> tuple[Span, tuple[int, ...]] | None:
        """Read a value and the last letter of what is sold with it: 鸳鸯锅. The value is left to choose the variant."""
        for length in range(SHORTEST_VALUE, min(at, LONGEST_VALUE) + 1):
            numbers = self.of_value.get(clause[at - length : at], ())
            fitting = tuple(n for n in numbers if any(name.endswith(clause[at]) for name in self._names(n)))
            if fitting:
                return (at, at + 1), fitting
        return None

    def _holders(self, pair: str) -> list[int]:
        number = self.search.lexicon.numbers.get(pair)
        documents = () if number is None else self.search.lexicon.postings(number)[0]
        return [int(document) for document in documents] if len(documents) <= MOST_HOLDERS else []

    def _names(self, number: int) -> Iterator[str]:
        """Yield the names of a product without the model behind them."""
        product = self.products[number]
        for name in (product.name, *product.aliases):
            yield re.sub(r"[^\u4e00-\u9fff]+$", "", normalize(name))


def _shortens(pair: str, noun: str, name: str) -> bool:
    """Return whether a name holds the pair and, letters later, the noun that closes it, in full or its first letter."""
    start = name.find(pair)
    if start < 0:
        return False
    rest = name[start + PAIR :]
    if rest[1:].endswith(noun):
        return True
    return len(rest) > PAIR and rest[-2] == noun and rest[-2:] in normalized_tokens(name)
