"""May a number that seems to count goods belong to their name, a code or a value of theirs?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import Quantity
from xiaoer.core.retrieval.products import ProductIndex

_MEASURE = re.compile(r"\d(?:ml|l|g|kg|cm|mm|mah|gb|tb)$")  # a size, behind which a number counts: 350ml12个
MODEL_AND_COUNT = 10  # two digits


def values_in_digits(matches: Sequence[ProductMatch], products: ProductIndex) -> tuple[str, ...]:
    """Return the option values of the goods that end with a digit: 11合1."""
    found = (products.product(match.product_ids[0]) for match in matches)
    values = (
        normalize(value) for product in found if product is not None for sku in product.skus for _, value in sku.options
    )
    return tuple(dict.fromkeys(value for value in values if value[-1:].isdigit()))


def runs_on(text: str, count: Quantity, values: Sequence[str]) -> bool:
    """Return whether the digits of a count may end a model's name, a code or one of these values.

    A61个 is an A6, or 61; m5×2010盒, 11合12个.
    """
    ends = (at + len(value) for value in values if (at := text.find(value)) >= 0)
    if any(count.start < end < count.end for end in ends):
        return True
    before = text[count.start - 1 : count.start]
    measured = _MEASURE.search(text, 0, count.start) is not None
    of_a_code = before == "×" or (before.isascii() and not measured and (before.isalpha() or before == "-"))
    return count.count >= MODEL_AND_COUNT and of_a_code and text[count.start].isdigit()


def may_be_goods(plain: str, count: Quantity, products: ProductIndex) -> bool:
    """Return whether a large count may name goods by their size: 45缸 where the shop sells 鱼缸."""
    alone = not plain[count.end : count.end + 1].strip(" ,;")
    return alone and count.count >= MODEL_AND_COUNT and bool(products.ending_with(count.unit))
