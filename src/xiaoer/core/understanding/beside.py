"""Which of the goods that the last reply put side by side does a clause mean that names none of them?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.dialogue.understanding import Family, ProductMatch
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.options import Narrowed
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.goods import Topic, match_topic

MOST_AT_ONCE = 3  # goods of which a question is answered for each; with more she is asked which
MOST_COMPARED = 4
_EACH = frozenset({Family.PRICE, Family.STOCK, Family.OPTIONS, Family.SPEC})
_ONE_OF_THEM = frozenset({Family.CHECKOUT})  # asked of several goods, a sum would be of all of them
_WHICH = re.compile("哪一?[个款种台](?!颜?色|尺|码|容量|规格|口?味|型号|版本|快递|平台|渠道)|谁(?:更|的|带|能|有)")
_SINGLE = re.compile(r"[这那此该](?:一)?[个款件种台双条套只支瓶盒包袋把张本](?!都)|它(?!们)")

Meant = tuple[tuple[ProductMatch, ...], Narrowed | None]


def beside(text: str, family: Family, state: DialogueState, index: ShopIndex) -> Meant | None:
    """Return the goods that are meant and how the words narrow them; None when the talk is about one of them only."""
    products = tuple(filter(None, map(index.products.product, state.candidates)))
    products = products or _asked_of_one_another(text, family, state, index)
    if len(products) < 2 or (not state.pending and _SINGLE.search(text)):
        return None
    if family is Family.COMPARE:
        return tuple(_whole(product) for product in products[:MOST_COMPARED]), None
    if family not in _EACH | _ONE_OF_THEM:
        return None
    found = [match_topic(Topic(product, "talk"), text, keep_options=False) for product in products]
    fitting = [match for match, narrowed in found if narrowed.options and not narrowed.absent]
    if not fitting and any(narrowed.absent for _, narrowed in found):
        fitting = [match for match, narrowed in found if narrowed.absent]
        return tuple(fitting[:MOST_AT_ONCE]), next(narrowed for _, narrowed in found if narrowed.absent)
    meant = fitting or [match for match, _ in found]
    if len(meant) == 1 or (family in _EACH and len(meant) <= MOST_AT_ONCE):
        return tuple(meant), None
    return (_any_of(meant),), None


def _asked_of_one_another(text: str, family: Family, state: DialogueState, index: ShopIndex) -> tuple[Product, ...]:
    """Return the two goods of a kind talked of last, where a clause asks which of them is so: 哪个带GPS."""
    if family not in _EACH or _WHICH.search(text) is None:
        return ()
    products = tuple(filter(None, map(index.products.product, reversed(state.product_ids[:2]))))
    return products if len({product.category for product in products}) == 1 else ()


def _whole(product: Product) -> ProductMatch:
    return ProductMatch("", (product.product_id,), tuple(sku.sku for sku in product.skus), origin="talk")


def _any_of(matches: list[ProductMatch]) -> ProductMatch:
    """Return one match that fits all these goods, so that she is asked which of them she means."""
    ids = tuple(product_id for match in matches for product_id in match.product_ids)
    return ProductMatch("", ids, tuple(sku for match in matches for sku in match.skus), origin="talk")
