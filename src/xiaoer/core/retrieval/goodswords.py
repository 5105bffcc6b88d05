"""Which goods do words call that stand anywhere in their data: 鹅绒那件, 焦糖色打底衫?"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.generic import generic_places
from xiaoer.core.retrieval.measures import unhyphened
from xiaoer.core.retrieval.names import is_model
from xiaoer.core.shop.product import Product

MOST_PRODUCTS = 3_000  # in larger shops too many goods share such words
MOST_CALLED = 5  # more goods than that are a category, not a product
LONGEST_VALUE = 40  # characters; a longer value is prose
IN_NAME, IN_OPTION, IN_DATA = 3.0, 2.0, 1.0  # how much it tells where a word stands
SKUS_READ = 60
_TELLS_KIND = frozenset({"品种", "款式", "种类", "型号", "品名", "系列", "类型", "款", "造型"})
_MODELS = frozenset({"型号", "货号", "款号"})
_MODEL = re.compile(r"(?=[a-z\d-]*\d)[a-z\d]+(?:-[a-z\d]+)*")
_SIZE = re.compile(r"\d*x*[sml]|[sml]\d*")
_LETTERED = re.compile("[a-z]")
_SHORTEST_NUMBER = 3  # digits of a model that has no letter
_NO_MODEL = re.compile(
    r"[a-z\d.×x*%元块钱件个支]|-\d"
)  # what makes a code before it a part of something else, or an amount
_CHINESE = re.compile("(?![单双一两三])[\u4e00-\u9fff]{2,8}")
MOST_CHARS = 8
_SIZES_READ = range(2, MOST_CHARS + 1)
# A value that may call goods: no count of pieces, no mere colour, nothing that is said of any goods.
_OWN = re.compile(
    "(?![单双一二两三四五六七八九十每整半][个只支件盒袋瓶包条对套片枚块份组装箱提斤])(?![深浅]?[黑白红蓝绿黄紫粉灰银金棕橙米青咖褐杏]色?$)"
    rf"[\u4e00-\u9fff]{{2,{MOST_CHARS}}}"
)
_KIND_ENDS = re.compile("[款版型装位色味]$")
_VALUE_PARTS = re.compile(r"[\s+/|,、()×]+")


@dataclass(frozen=True, slots=True)
class GoodsWords:
    """The words of each product: of its names, of the options that it comes in, and of its parameters."""

    names: tuple[str, ...]
    options: tuple[str, ...]
    data: tuple[str, ...]
    kinds: tuple[tuple[str, int], ...] = ()  #: values that tell what it is, each of one product alone, longest first
    values: Mapping[str, int] = field(default_factory=dict)  #: words of option values, each of one product alone

    @staticmethod
    def build(products: Sequence[Product]) -> GoodsWords:
        """Collect the words of a shop's products; none of a large shop."""
        if len(products) > MOST_PRODUCTS:
            return GoodsWords((), (), ())
        return GoodsWords(
            names=tuple(_plain(" / ".join((product.name, *product.aliases))) for product in products),
            options=tuple(_options(product) for product in products),
            data=tuple(_data(product) for product in products),
            kinds=_kinds(products),
            values=_own_values(products),
        )

    def of_kind(self, text: str) -> tuple[tuple[str, int], ...]:
        """Return the words of a text that are kinds of one product alone, each with its number: 罗勒 of 香草盆栽."""
        found: list[tuple[str, int]] = []
        for word, number in self.kinds:
            if _stands_in(word, text) and not any(word in longer for longer, _ in found):
                found.append((word, number))
        return tuple(found)

    def of_value(self, text: str) -> tuple[tuple[str, int], ...]:
        """Return the words of a text that stand for values of one product alone, with its number: 双杆, 小雏菊."""
        found: list[tuple[str, int]] = []
        taken = [False] * len(text)
        for size in range(min(len(text), MOST_CHARS), 1, -1) if self.values else ():
            for start in range(len(text) - size + 1):
                number = self.values.get(text[start : start + size])
                if number is not None and not any(taken[start : start + size]):
                    taken[start : start + size] = [True] * size
                    found.append((text[start : start + size], number))
        return tuple(found)

    def as_value(self, word: str) -> bool:
        """Return whether an option value of some goods holds a word."""
        return any(word in values for values in self.options)

    def called(self, words: Sequence[str], *, at_least: float = IN_DATA) -> tuple[int, ...]:
        """Return the numbers of the few products whose data hold every one of these words, best where most are named.

        One of the words must stand where it tells `at_least` so much.
        """
        holders = [self._holders(word) for word in words]
        if not holders or not all(holders):
            return ()
        common = set.intersection(*map(set, holders))
        weights = [math.log(1 + len(self.names) / len(held)) for held in holders]
        scores = {
            number: math.fsum(weight * held[number] for weight, held in zip(weights, holders, strict=True))
            for number in sorted(common)
            if max(held[number] for word, held in zip(words, holders, strict=True) if len(word) > 1) >= at_least
        }
        best = max(scores.values(), default=0.0)
        top = tuple(number for number, score in scores.items() if score == best)
        return top if len(top) <= MOST_CALLED else ()

    def _holders(self, word: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for weight, texts in ((IN_DATA, self.data), (IN_OPTION, self.options), (IN_NAME, self.names)):
            found.update((number, weight) for number, text in enumerate(texts) if word in text)
        return found


def _kinds(products: Sequence[Product]) -> tuple[tuple[str, int], ...]:
    """Return the values of options that tell the kind, and are a word of one product alone."""
    holders: dict[str, set[int]] = {}
    for number, product in enumerate(products):
        own = (sku.options for sku in product.skus[:SKUS_READ])
        pairs = dict.fromkeys((name, _plain(value)) for options in own for name, value in options)
        for word in dict.fromkeys(value for name, value in pairs if _tells_kind(name, value)):
            holders.setdefault(word, set()).add(number)
    texts = [_plain(" / ".join((product.name, *product.aliases, product.category))) for product in products]
    named = _standing_in(texts, holders.keys())
    alone = [
        (word, number)
        for word, numbers in holders.items()
        if len(numbers) == 1
        and not (word in named if len(word) in _SIZES_READ else any(word in text for text in texts))
        for number in numbers
    ]
    return tuple(sorted(alone, key=lambda pair: (-len(pair[0]), pair[0])))


def _own_values(products: Sequence[Product]) -> dict[str, int]:
    """Return the words of option values that one product alone comes in, and that no other product's name holds."""
    holders: dict[str, set[int]] = {}
    for number, product in enumerate(products):
        for value in {value for sku in product.skus[:SKUS_READ] for _, value in sku.options}:
            for word in _words_of(value):
                holders.setdefault(word, set()).add(number)
    texts = [_plain(" / ".join((product.name, *product.aliases, product.category))) for product in products]
    named = _standing_in(texts, holders.keys())
    return {
        word: number
        for word, numbers in holders.items()
        if len(numbers) == 1
        for number in numbers
        if named.get(word, set()) <= numbers
    }


def _standing_in(texts: Sequence[str], words: Set[str]) -> dict[str, set[int]]:
    """Return the numbers of the texts that hold each of these words, of words of at most MOST_CHARS characters."""
    found: dict[str, set[int]] = {}
    for number, text in enumerate(texts):
        for size in _SIZES_READ:
            for start in range(len(text) - size + 1):
                word = text[start : start + size]
                if word in words:
                    found.setdefault(word, set()).add(number)
    return found


@lru_cache(maxsize=5_000)
def _words_of(value: str) -> tuple[str, ...]:
    """Return the parts of a value and their stems, where they are words that call nothing else: 锂电款 and 锂电."""
    parts = _VALUE_PARTS.split(_plain(value))
    forms = dict.fromkeys(form for part in parts for form in (part, _KIND_ENDS.sub("", part)))
    return tuple(form for form in forms if _OWN.fullmatch(form) and len(generic_places(form)) < len(form))


def _stands_in(word: str, text: str) -> bool:
    """Return whether a text holds a word, a code of letters and digits not as a part of a longer one."""
    at = text.find(word)
    if at < 0 or not word.isascii():
        return at >= 0
    before = text[at - 1] if at else ""
    return not (before.isascii() and before.isalnum()) and _NO_MODEL.match(text, at + len(word)) is None


def _tells_kind(name: str, value: str) -> bool:
    """Return whether the value of an option may call goods by itself: a word that tells the kind, or a model."""
    if name in _TELLS_KIND and _may_call(value):
        return True
    if _MODEL.fullmatch(value) is None:
        return False
    if name in _MODELS:
        return _LETTERED.search(value) is not None or len(value) >= _SHORTEST_NUMBER
    return is_model(value) and not _SIZE.fullmatch(value)


def _may_call(value: str) -> bool:
    """Return whether a value is a word that may call goods: in Chinese alone, no count, nothing said of anything."""
    generic = generic_places(value)
    return _CHINESE.fullmatch(value) is not None and len(generic) < len(value) - 1


def _options(product: Product) -> str:
    values = dict.fromkeys(value for sku in product.skus[:SKUS_READ] for _, value in sku.options)
    return _plain(" / ".join(values))


def _data(product: Product) -> str:
    pairs = dict.fromkeys(pair for sku in product.skus[:SKUS_READ] for pair in sku.attributes)
    told = (f"{name} {value}" for name, value in pairs if len(value) <= LONGEST_VALUE)
    return _plain(" / ".join((product.category, product.brand, *told)))


def _plain(text: str) -> str:
    return unhyphened(normalize(text))
