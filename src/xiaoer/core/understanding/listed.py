"""Which goods do the parts of a list call: 朗逸遮阳帘跟脚垫, 雨刮一对 滤芯一个?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import quantities
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.measures import spoken_measures
from xiaoer.core.retrieval.options import narrow
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.bare import called_by_head
from xiaoer.core.understanding.goods import called_by_own_word, called_with_option
from xiaoer.core.understanding.loosely import called_loosely, holds_code, without_asking
from xiaoer.core.understanding.pieces import is_filler, list_parts
from xiaoer.core.understanding.values import without_values

_ADDED = re.compile("[加再]")


def with_called(clause: str, matches: Sequence[ProductMatch], index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the matches, and the goods that a part of a list calls by words of its own: 枸杞两袋加百花蜜一瓶.

    What is no list calls goods beside a value of theirs, where nothing is named.
    """
    parts = list_parts(clause)
    if len(parts) == 1:
        return tuple(matches) or called_with_option(clause, index)
    found: list[ProductMatch] = []
    left = list(matches)
    for part in parts:
        own = [match for match in left if normalize(match.mention) in part]
        left = [match for match in left if match not in own]
        found += own or _called(part, (*found, *left), index)
    if len(found) == 1 and not matches and _ADDED.search(clause) is None:
        found = [_of_all_parts(found[0], clause, index)]
    return (*found, *left) or called_with_option(clause, index)


def _of_all_parts(match: ProductMatch, clause: str, index: ShopIndex) -> ProductMatch:
    """Return the only goods that a part calls with the values that all parts name: 全光谱的30和45各多少."""
    product = index.products.product(match.product_ids[0])
    if product is None:
        return match
    named = any(match.mention in normalize(name) for name in (product.name, *product.aliases))
    narrowed = narrow(product, clause.replace(match.mention, " ", 1) if named else clause)
    if len(narrowed.options) <= len(match.options):
        return match
    return replace(match, skus=tuple(sku.sku for sku in narrowed.skus), options=narrowed.options)


def called_on_top(clause: str, product: Product, index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the goods that a clause adds to a product, where it says no value of that: 再加一包一斤的陶瓷环."""
    part = list_parts(clause)[-1]
    return () if narrow(product, part).options else tuple(_called(part, (), index))


def _called(part: str, known: Sequence[ProductMatch], index: ShopIndex) -> list[ProductMatch]:
    """Return the one product, not known yet, that a part without a name calls; none where it says values alone."""
    asked = without_asking(part)
    ids = {product_id for match in known for product_id in match.product_ids}
    if not asked or _only_says_values(asked, ids, index):
        return []
    called = called_with_option(asked, index)
    if not called and (quantities(part) or holds_code(part) or spoken_measures(part)):
        called = called_loosely(asked, index, by_data=False)
    called = called or called_by_own_word(asked, index) or called_by_head(asked.strip(), index)
    return [match for match in called if len(match.product_ids) == 1 and match.product_ids[0] not in ids][:1]


def _only_says_values(part: str, ids: set[str], index: ShopIndex) -> bool:
    counts = quantities(part)
    rest = part
    for count in reversed(counts):
        rest = f"{rest[: count.start]} {rest[count.end :]}"
    products = filter(None, map(index.products.product, sorted(ids)))
    return any(is_filler(without_values(rest, product)) for product in products)
