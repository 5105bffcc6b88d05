"""Which names, aliases and codes stand in a text exactly?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ahocorasick_rs

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.retrieval.names import LATIN_QUALIFIERS, QUALIFIERS, read_atoms, squeeze
from xiaoer.core.shop.product import Product

SHORTEST_CODE = 4  # shorter codes are too easily a number of something else
SHORTEST_REST = 3  # Chinese characters that are left of a name without its brand
_CHINESE_QUALIFIERS = tuple(word for word in QUALIFIERS if not word.isascii())


@dataclass(frozen=True, slots=True)
class Named:
    """An exact name in a normalised text, with the products that bear it, or the one SKU whose code it is."""

    start: int
    end: int
    products: tuple[int, ...]
    sku: str = ""


@dataclass(frozen=True, slots=True)
class NameBook:
    """The exact names of all products."""

    matcher: ahocorasick_rs.AhoCorasick
    products: tuple[tuple[int, ...], ...]
    skus: tuple[str, ...]

    @staticmethod
    def build(products: Sequence[Product]) -> NameBook:
        """Collect the names, aliases and codes of the products."""
        owners: dict[str, dict[int, None]] = {}
        codes: dict[str, str] = {}
        for number, product in enumerate(products):
            for key in _keys(product):
                owners.setdefault(key, {})[number] = None
            for sku in product.skus:
                code = _code(sku.sku)
                if len(code) >= SHORTEST_CODE and code not in owners:
                    owners[code] = {number: None}
                    codes[code] = sku.sku
        for key in [key for key, sku in codes.items() if len(owners[key]) > 1]:
            del codes[key]
        matcher = ahocorasick_rs.AhoCorasick(tuple(owners), matchkind=ahocorasick_rs.MatchKind.Standard)
        return NameBook(matcher, tuple(tuple(own) for own in owners.values()), tuple(codes.get(k, "") for k in owners))

    def find(self, plain: str) -> tuple[Named, ...]:
        """Return the exact names in a normalised text, longest first where they overlap, in order."""
        squeezed, places = squeeze(plain)
        found = []
        for which, start, end in self.matcher.find_matches_as_indexes(squeezed, overlapping=True):
            named = Named(places[start], places[end - 1] + 1, self.products[which], self.skus[which])
            if _stands_alone(plain, named):
                found.append(named)
        found.sort(key=lambda named: (named.start - named.end, named.start))
        kept: list[Named] = []
        for named in found:
            if all(named.end <= other.start or other.end <= named.start for other in kept):
                kept.append(named)
        return tuple(sorted(kept, key=lambda named: named.start))


def _keys(product: Product) -> tuple[str, ...]:
    keys: dict[str, None] = {}
    brand = squeeze(normalize(product.brand))[0]
    for name in (product.name, *product.aliases):
        squeezed = squeeze(normalize(name))[0]
        if len(squeezed) < 2 or squeezed == brand:
            continue
        keys[squeezed] = None
        rest = squeezed.removeprefix(brand) if brand else squeezed
        if rest != squeezed and _names_something(rest, main=name == product.name):
            keys[rest] = None
    code = _code(product.product_id)
    if len(code) >= SHORTEST_CODE or (len(code) > 1 and not code.isdigit() and not code.isalpha()):
        keys[code] = None
    return tuple(keys)


def _code(code: str) -> str:
    if code.isascii() and code.isalnum():
        return code.lower()  # most codes of a large shop
    return squeeze(normalize(code))[0]


def _names_something(rest: str, *, main: bool) -> bool:
    if rest.isdigit() or len(rest) < 2:
        return False
    return any(char.isdigit() for char in rest) or (main and len(rest) > SHORTEST_REST)


def _stands_alone(plain: str, named: Named) -> bool:
    """Return whether the name is not part of a longer name: X1 does not stand alone in X10 or X1 Pro."""
    before = plain[named.start - 1] if named.start else ""
    after = plain[named.end] if named.end < len(plain) else ""
    if _continues(before, plain[named.start]) or _continues(plain[named.end - 1], after):
        return False
    if _is_qualified(plain, named.end):
        return False
    text = plain[named.start : named.end]
    if len(text) == 2 and not text.isascii():
        return before == "的" or text in normalized_tokens(plain)
    return True


def _continues(left: str, right: str) -> bool:
    if not left or not right:
        return False
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _is_qualified(plain: str, end: int) -> bool:
    rest = plain[end:].lstrip(" -")
    if not rest:
        return False
    if rest[0].isascii() and rest[0].isalpha():
        run = rest[: next((i for i, char in enumerate(rest) if not (char.isascii() and char.isalnum())), len(rest))]
        return read_atoms(run, 0)[0].text in LATIN_QUALIFIERS
    return rest.startswith(_CHINESE_QUALIFIERS)
