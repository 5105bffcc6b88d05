"""Which goods cost less than those of the talk: 有便宜点的吗?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.goods import Topic

_WANTS = re.compile(
    r"(?:那|还|再|你们|家|店里|,|\s)*(?:有没有|有木有|有|来个|推荐个?|看看)?(?:更|再|稍微?)?(?:便宜|实惠)(?:一?[点些]儿?)?(?:的|款)"
    r"(?:款|东西)?(?:有没有?|有吗|有不|有么|吗|么|嘛|没有?|不|呢|吧)*"
)
_MOST_LIKES = 200  # products of a category that are compared by price
_MODEL = re.compile(r"[^\u4e00-\u9fff]+$")
_NOUN = 2  # letters at the end of a name that say what goods are: 皮革脚垫 and 丝圈脚垫


def wants_cheaper(text: str) -> bool:
    """Return whether a clause looks for something that costs less, which is no haggling: 有没有便宜一点的."""
    return _WANTS.fullmatch(text) is not None


def cheaper(topic: Topic, products: ProductIndex) -> ProductMatch:
    """Return the goods of the same noun, else of the same category, that cost less; the goods themselves if none."""
    now = _cheapest(topic.product, topic.skus)
    noun = _noun(topic.product)
    alike = [product for product in products.like(topic.product)[:_MOST_LIKES] if product is not topic.product]
    less = [product for product in alike if 0 < _cheapest(product) < now]
    named = [product for product in less if _noun(product) == noun]
    if _cheapest(topic.product) < now:
        named = [topic.product, *named]
    found = named or less or [topic.product]
    ids = tuple(product.product_id for product in found)
    return ProductMatch("", ids, tuple(sku.sku for product in found for sku in product.skus), origin="talk")


def _noun(product: Product) -> str:
    """Return the end of a name that says what goods are, without what stands behind it: 录仪 of 行车记录仪J5 标准版."""
    return _MODEL.sub("", normalize(product.name).split()[0])[-_NOUN:]


def _cheapest(product: Product, among: tuple[str, ...] = ()) -> int:
    """Return the lowest price in fen of what may be bought, of the variants given if any; 0 where none is known."""
    skus = [sku for sku in product.skus if not among or sku.sku in among]
    prices = [sku.price.fen for sku in skus if sku.price is not None and sku.on_sale and sku.stock != 0]
    known = prices or [sku.price.fen for sku in skus if among and sku.price is not None]
    return min(known, default=0)
