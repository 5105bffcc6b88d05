"""Which product names come closest to the words of a text?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress
from sys import intern

import numpy as np

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import CLASSIFIERS
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.retrieval.generic import generic_places
from xiaoer.core.retrieval.lexicon import Lexicon
from xiaoer.core.retrieval.names import QUALIFIERS, Term, latin_units, read_terms
from xiaoer.core.retrieval.naming import (
    LIKELY,
    WEAK,
    Held,
    Mention,
    contradicts,
    kind_of,
    missing_qualifiers,
    names_it,
    read_mention,
    whole_words,
)
from xiaoer.core.retrieval.sounds import sounds_of
from xiaoer.core.shop.product import Product

MOST_KNOWN = 2000  # clauses whose goods are kept: a message is searched clause by clause and as a whole
CANDIDATES = 40  # products that are weighed in full
EQUAL = 0.86  # names with this share of the best weight fit about as well
FEW = 5  # more products than these under one short name are a category
SOUNDS_LIKE = 0.7  # how much a homophone counts
_BREAK = re.compile(
    rf"(?:[,。!?;:、\n~]|\.(?!\d))+|和|跟|与|还有|以及|加上|加(?!仑)|配(?!送|件|料|色|方|饰|套)|(?<=[\d一二两三四五六七八九十][{CLASSIFIERS}])\s|或者|还是|对比|vs|比"
    r"|(?<=[\u4e00-\u9fff]\d)\s(?=[\u4e00-\u9fff])"  # 双臂支架1 单臂支架1
    r"|(?:适合|适用于?|适配|兼容|能用在|能用于)(?=[\u4e00-\u9fff]{0,6}[a-z]+\d)"
)
_POINTING = re.compile("[这此本该](?:一)?[个款种台部只件条双把张支瓶盒袋套]?(?:牌子的)?$")
_NUMBER_OR_WORD = re.compile(r"\d+|[a-z]+")
_CODE = re.compile(r"[a-z]+\d+")
_SERIES = (("iphone", "苹果"), ("iphone", "苹果手机"), ("huawei", "华为"), ("redmi", "红米"), ("honor", "荣耀"))


Row = tuple[float, int, Mention, list[Held]]
"""A candidate: the weight of its mention, its number, the mention, and the terms that its name holds."""


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
    """An inverted index over the pieces of product names, and one over their sounds."""

    names: tuple[str, ...]
    option_numbers: tuple[frozenset[str], ...]
    brands: frozenset[str]
    kinds: tuple[str, ...]
    of_kind: dict[str, tuple[int, ...]]
    lexicon: Lexicon
    sounds: Lexicon
    _known: dict[str, Likely | None] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def build(products: Sequence[Product]) -> NameSearch:
        """Index the names of the products."""
        names = tuple(_all_names(product) for product in products)
        terms = [tuple(dict.fromkeys(term.text for term in read_terms(name))) for name in names]
        kinds = tuple(kind_of(normalize(product.name)) for product in products)
        of_kind: dict[str, list[int]] = {}
        for number, kind in enumerate(kinds):
            of_kind.setdefault(kind, []).append(number)
        return NameSearch(
            kinds=kinds,
            of_kind={kind: tuple(members) for kind, members in of_kind.items()},
            names=names,
            option_numbers=tuple(_option_numbers(product) for product in products),
            brands=frozenset(normalize(product.brand) for product in products if product.brand),
            lexicon=Lexicon.build(terms),
            sounds=Lexicon.build([_sounds(own) for own in terms]),
        )

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
        """Return what a clause most likely names, by its place in a text that holds the clause at `offset`."""
        if clause not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[clause] = self._best(clause)
        likely = self._known[clause]
        if likely is None or not offset:
            return likely
        return Likely(likely.start + offset, likely.end + offset, likely.products, likely.score)

    def _best(self, clause: str) -> Likely | None:
        terms = read_terms(clause)
        likely = self._among(clause, [(term, term.text) for term in terms], self.lexicon)
        if likely is None:
            pairs = [(term, key) for term in terms if _is_pair(term.text) for key in sounds_of(term.text)]
            likely = self._among(clause, pairs, self.sounds)
        return likely

    def owned_words(self, clause: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return the telling words of a clause that few names hold, or sound like, with the numbers of the products."""
        generic, words = generic_places(clause), frozenset(normalized_tokens(clause))
        owned = []
        for term in read_terms(clause):
            if _is_pair(term.text) and term.start not in generic:
                owners = self._owners([term.text], self.lexicon) if term.text in words else ()
                owners = owners or self._owners(sounds_of(term.text), self.sounds)
                owned += [(term.text, owners)] if owners else []
        return tuple(owned)

    def _owners(self, keys: Iterable[str], lexicon: Lexicon) -> tuple[int, ...]:
        for key in keys:
            number = lexicon.numbers.get(key)
            if number is not None:
                documents, _ = lexicon.postings(number)
                if len(documents) <= FEW:
                    return tuple(map(int, documents))
        return ()

    def _among(self, clause: str, terms: Sequence[tuple[Term, str]], lexicon: Lexicon) -> Likely | None:
        known = [(term, key) for term, key in terms if key in lexicon.numbers]
        if not known:
            return None
        candidates = [number for number, _ in lexicon.best([key for _, key in known], CANDIDATES)]
        holders = [lexicon.postings(lexicon.numbers[key])[0] for _, key in known]
        pieces = [self._held(term, len(own), lexicon) for (term, _), own in zip(known, holders, strict=True)]
        table = _membership(holders, candidates)
        generic = generic_places(clause)
        read: dict[bytes, tuple[Mention | None, list[Held]]] = {}
        weighed: list[Row] = []
        for mask, number in zip(table.T, candidates, strict=True):
            # Most candidates hold the same few of the terms, and what is read from the clause depends on these only.
            pattern = mask.tobytes()
            if pattern not in read:
                held = list(compress(pieces, mask.tolist()))
                read[pattern] = read_mention(clause, held, generic, self.brands), held
            mention, held = read[pattern]
            if mention is not None:
                weighed.append((mention.weight, number, mention, held))
        return self._choose(clause, weighed, generic)

    def _choose(self, clause: str, weighed: list[Row], generic: frozenset[int]) -> Likely | None:
        words = frozenset(normalized_tokens(clause))
        mentions = dict.fromkeys(row[2] for row in weighed)
        whole = {mention: whole_words(clause, mention, generic, words) for mention in mentions}
        naming = [row for row in weighed if names_it(self.names[row[1]], row[2], whole[row[2]], self.brands)]
        if not naming:
            return None
        top = max(weight for weight, *_ in naming)
        near = [row for row in naming if row[0] >= EQUAL * top]
        near.sort(key=lambda row: (-round(row[0], 4), row[1]))
        fitting = [r for r in near if not contradicts(clause, r[2], r[3], self.option_numbers[r[1]])]
        exact = [r for r in fitting if not missing_qualifiers(self.names[r[1]], clause, r[3])]
        chosen = self._most_told(clause, exact or fitting or near)
        mention = chosen[0][2]
        score = mention.score if exact else min(mention.score, WEAK - 0.1)
        if not mention.sure and _POINTING.search(clause[: mention.start]) and mention.score < LIKELY:
            return None  # 这个手机 points at what the talk is about; it names nothing
        products = self._with_sisters(chosen)
        if len(products) > FEW:
            score = min(score, WEAK + 0.05)
        return Likely(mention.start, mention.end, products, score)

    def _most_told(self, clause: str, rows: list[Row]) -> list[Row]:
        """Return those that hold most of the sizes (65w) and qualifiers (加厚版) that the clause names."""
        said = [word for word in QUALIFIERS if word in clause]
        counts = [
            len({piece.term.text for piece in row[3] if _tells_size(piece.term.text)})
            + sum(word in self.names[row[1]] for word in said)
            for row in rows
        ]
        return [row for row, count in zip(rows, counts, strict=True) if count == max(counts)]

    def _with_sisters(self, rows: Sequence[Row]) -> tuple[int, ...]:
        """Return the products and, where no model was named, the other models of the same thing."""
        numbers = [row[1] for row in rows]
        if any(char.isdigit() for row in rows for piece in row[3] for char in piece.term.text):
            return tuple(numbers)
        kinds = dict.fromkeys(self.kinds[number] for number in numbers if len(self.kinds[number]) > 1)
        sisters = [n for kind in kinds if kind not in self.brands for n in self.of_kind[kind][: 2 * FEW]]
        return tuple(dict.fromkeys((*numbers, *sisters)))

    def _held(self, term: Term, holders: int, lexicon: Lexicon) -> Held:
        """Return a term that so many names hold, with its weight."""
        weight = math.log(1 + (lexicon.size + 20) / holders)
        sounds = lexicon is self.sounds
        return Held(term, weight * (SOUNDS_LIKE if sounds else 1.0), sounds)


def _tells_size(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _all_names(product: Product) -> str:
    names = [normalize(name) for name in (product.name, *product.aliases, product.brand, product.category) if name]
    names += [name.replace(word, other) for name in names for word, other in _SERIES if word in name]
    return latin_units(" / ".join(dict.fromkeys(names)))


def _option_numbers(product: Product) -> frozenset[str]:
    values = {value for sku in product.skus for _, value in sku.options}
    return frozenset(found for value in values for found in _numbers_in(value))


@lru_cache(maxsize=20_000)  # distinct option values of a large shop
def _numbers_in(value: str) -> tuple[str, ...]:
    plain = normalize(value)
    return tuple(map(intern, (*_NUMBER_OR_WORD.findall(plain), *_CODE.findall(plain))))


def _sounds(terms: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for term in terms if _is_pair(term) for key in sounds_of(term)))


def _is_pair(text: str) -> bool:
    return len(text) == 2 and not text[0].isascii() and not text[1].isascii()


def _membership(postings: Sequence[np.ndarray], candidates: Sequence[int]) -> np.ndarray:
    wanted = np.asarray(candidates, dtype=np.int32)
    rows = []
    for documents in postings:
        at = np.minimum(documents.searchsorted(wanted), len(documents) - 1)
        rows.append(documents[at] == wanted)
    return np.asarray(rows)
