"""Which goods does a clause call by a value that they alone come in: 双杆挂得起多重的, 小雏菊大张的多少钱?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.understanding import Family, ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import CLASSIFIERS
from xiaoer.core.retrieval.goodswords import SKUS_READ
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.options import narrow
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.cues import naming_words
from xiaoer.core.understanding.goods import CALLED, called_by_own_word
from xiaoer.core.understanding.values import without_values

_SIZE = re.compile(rf"[大小中长短高矮厚薄宽窄](?:[{CLASSIFIERS}号款码])?的?")
_HOW_MANY = re.compile(rf"(?:几|多少)[{CLASSIFIERS}]?")
_OF_A_PROPERTY = frozenset({Family.SPEC, Family.COMPARE})


def called_by_a_word(clause: str, family: Family, index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the one product that a word of its own in a clause calls: of its name, else of what it comes in."""
    return called_by_own_word(clause, index) or called_by_value(clause, family, index)


def called_by_value(clause: str, family: Family, index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the one product that alone comes in a value of which a clause speaks.

    What is named beside it must be told of it, unless a property is asked for: 小雏菊种子多少钱 asks for other goods.
    """
    usual = index.passages.questions.likeness.usual
    called = [(word, number) for word, number in index.words.of_value(clause) if word not in usual]
    if len({number for _, number in called}) != 1:
        return ()
    mention = max((word for word, _ in called), key=len)
    product = index.products.products[called[0][1]]
    beside = _SIZE.sub(" ", without_values(clause, product, " "))
    others = [word for word in naming_words(_HOW_MANY.sub(" ", beside)) if len(word) > 1]
    if family not in _OF_A_PROPERTY and not all(_is_told_of(product, word) for word in others):
        return ()
    narrowed = narrow(product, clause)
    skus = tuple(sku.sku for sku in narrowed.skus)
    return (ProductMatch(mention, (product.product_id,), skus, narrowed.options, score=CALLED),)


def _is_told_of(product: Product, word: str) -> bool:
    told = (text for sku in product.skus[:SKUS_READ] for pair in sku.attributes for text in pair)
    return any(word in normalize(text) for text in (product.name, product.category, *product.aliases, *told))
