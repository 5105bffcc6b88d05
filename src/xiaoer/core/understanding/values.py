"""Which words of a text name option values of a product?"""

from __future__ import annotations

import re
from functools import lru_cache

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.measures import CODE_OF_SIZE, Placed, placed_measures, said_of, unhyphened
from xiaoer.core.retrieval.options import option_values
from xiaoer.core.retrieval.ordering import ordered_values, orders_in
from xiaoer.core.retrieval.stems import own_words
from xiaoer.core.shop.product import Product

_PARTS = re.compile(r"[\s+/|,、()]+")
_SIZES = re.compile(r"(?<![a-z0-9])(?:\dx?|x{0,4})[sml](?![a-z0-9])码?")
_SUFFIX = re.compile(r"(?:装|款|版|型|床|口)$")
_MEASURED = re.compile(r"^\d+(?:\.\d+)?[a-z]+(?=[\u4e00-\u9fff]+$)")  # 85g of 85g单罐
_MEASURE_LAST = re.compile(r"(?<=[\u4e00-\u9fff])\d+(?:\.\d+)?(?:[a-z]+|[\u4e00-\u9fff])$")  # 10支 of 小号10支
_SPAN = re.compile(r"\d+(?:\.\d+)?-\d+(?:\.\d+)?")
_SHORTEST = 2


def value_words(product: Product) -> tuple[str, ...]:
    """Return the option values of a product and their parts as matched text, longest first: 01 蜜桃, 01蜜桃, 蜜桃."""
    options = [own for _, own in option_values(product.skus)]
    values = {normalize(value) for own in options for value in own}
    alone = (word for own in options for _, words in own_words(own) for word in words)
    words = frozenset(alone).union(*map(words_of, values))
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=20_000)  # distinct option values of a large shop
def words_of(value: str) -> frozenset[str]:
    """Return a normalised option value and its parts as matched text."""
    parts = [part for part in _PARTS.split(value) if len(part) >= _SHORTEST]
    parts += [part for part in (_MEASURED.sub("", value), _MEASURE_LAST.sub("", value)) if len(part) >= _SHORTEST]
    parts += (*_SPAN.findall(value), *CODE_OF_SIZE.findall(value.replace(" ", "")))
    words = (
        value,
        value.replace(" ", ""),
        unhyphened(value.replace(" ", "")),
        *parts,
        value.removesuffix("色"),
        _SUFFIX.sub("", value),
    )
    return frozenset(word for word in words if word)


def sizes_said(text: str, product: Product) -> tuple[Placed, ...]:
    """Return where a text says sizes that option values of a product give, in whatever words: 两斤 of 1000g."""
    placed = placed_measures(text)
    values = tuple(value for _, own in option_values(product.skus) for value in own) if placed else ()
    return said_of(placed, values)


def without_values(text: str, product: Product, sign: str = "") -> str:
    """Return a text with the option values of a product replaced by a sign."""
    sizes = False
    for word in value_words(product):
        sizes = sizes or _SIZES.fullmatch(word) is not None
        if len(word) >= _SHORTEST:
            text = text.replace(word, sign)
    text = _SIZES.sub(sign, text) if sizes else text
    for size in reversed(sizes_said(text, product)):
        text = text[: size.start] + sign + text[size.end :]
    for said in _said_by_order(text, product):
        text = text.replace(said, sign)
    return text


def holds_values_only(text: str, product: Product) -> bool:
    """Return whether each word of a text is a part of some option value, such as 1号 of 1号通用."""
    words = text.split()
    if not words or not all(len(word) >= _SHORTEST or word.isdigit() for word in words):
        return False
    values = [normalize(value) for _, own in option_values(product.skus) for value in own]
    return all(any(word in value for value in values) for word in words)


def _said_by_order(text: str, product: Product) -> tuple[str, ...]:
    """Return the words of a text that call values of a product by their order among the others: 大的那个."""
    orders = orders_in(text)
    options = option_values(product.skus) if orders else ()
    return tuple(order.said for order in orders if ordered_values((order,), options))
