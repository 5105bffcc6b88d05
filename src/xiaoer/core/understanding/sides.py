"""Which two variants of one product does a comparison set side by side: 6公分的和10公分的, 有线无线?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.options import narrow, option_values
from xiaoer.core.shop.product import Pairs, Product
from xiaoer.core.understanding.values import words_of

_BETWEEN = re.compile(r"和|跟|与|同(?!样)|还是|、|vs|对比|比(?!较)|,|\s")

_DENIALS = ("不", "无", "没", "免")
_TWO = 2


def both_sides(text: str, match: ProductMatch, product: Product) -> ProductMatch:
    """Return the match of one product with the values of one option that a text names on two sides, if it does.

    What else it names of the product holds for both of them.
    """
    rest = text.replace(normalize(match.mention), " ", 1) if match.mention else text
    named = [_opposed(side, product) or narrow(product, side).options for side in _sides(rest, product)]
    named = [pairs for pairs in named if pairs]
    told = tuple(dict.fromkeys(pair for pairs in named for pair in pairs))
    several = {name for name, value in told if any(own == name and other != value for own, other in told)}
    varied = tuple(pair for pair in told if pair[0] in several)
    if len(several) != 1:
        return match
    shared = tuple(pair for pair in told if pair[0] not in several)
    skus = tuple(
        sku.sku
        for sku in product.skus
        if set(sku.options) & set(varied) and all(pair in sku.options for pair in shared)
    )
    left = {pair for sku in product.skus if sku.sku in skus for pair in sku.options if pair in varied}
    return replace(match, skus=skus, options=(*shared, *varied)) if len(left) > 1 else match


def one_in_two(text: str, matches: Sequence[ProductMatch], index: ShopIndex) -> ProductMatch | None:
    """Return the one product of which a comparison names two variants, where another name is just a value of it.

    有线版和无线版耳机差几克 compares no 有线键盘.
    """
    for match in matches:
        product = index.products.product(match.product_ids[0]) if len(match.product_ids) == 1 else None
        if product is None:
            continue
        mention = normalize(match.mention)
        own = {normalize(value) for sku in product.skus for _, value in sku.options}
        named = replace(match, mention="") if any(mention in value for value in own) else match
        sides = replace(both_sides(text, named, product), mention=match.mention)
        values = [normalize(value) for _, value in sides.options]
        others = [other for other in matches if other is not match]
        if sides != match and all(any(normalize(o.mention) in value for value in values) for o in others):
            return sides
    return None


def _sides(text: str, product: Product) -> tuple[str, ...]:
    """Return what stands on the sides of a joining word, or the text before and after its first value: 有线无线."""
    sides = tuple(side for side in _BETWEEN.split(text) if side.strip())
    if len(sides) > 1:
        return sides
    first = narrow(product, text).options
    return (text, _without(text, first)) if first else ()


def _opposed(side: str, product: Product) -> Pairs:
    """Return the contrary of a value with 不 or 无 that a side names without it: 带盆 of 带陶盆 and 不带盆."""
    for name, values in option_values(product.skus):
        denied = next((value for value in values if value[:1] in _DENIALS), "") if len(values) == _TWO else ""
        word = denied[1:]
        if len(word) > 1 and word in side and not any(f"{sign}{word}" in side for sign in _DENIALS):
            return tuple((name, value) for value in values if value != denied)
    return ()


def _without(text: str, pairs: Pairs) -> str:
    for _, value in pairs:
        word = max((word for word in words_of(normalize(value)) if word in text), key=len, default="")
        text = text.replace(word, " ", 1) if word else text
    return text
