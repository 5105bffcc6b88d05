"""What of a published version is computed once, so that answers come in milliseconds?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.core.retrieval.goodswords import GoodsWords
from xiaoer.core.retrieval.knowledge import KnowledgeIndex
from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.retrieval.vectors import Vectors
from xiaoer.core.shop.product import group
from xiaoer.core.shop.shop import Shop
from xiaoer.core.understanding.intent import IntentIndex


@dataclass(frozen=True, slots=True)
class ShopIndex:
    """One published version of a shop, ready to answer from."""

    shop: Shop
    products: ProductIndex
    words: GoodsWords
    passages: KnowledgeIndex

    @staticmethod
    def build(shop: Shop, intents: IntentIndex | None = None, vectors: Vectors | None = None) -> ShopIndex:
        """Compute the index of a version; `intents` links its questions to the question pack, `vectors` by meaning."""
        products = ProductIndex.build(group(shop.skus))
        return ShopIndex(
            shop=shop,
            products=products,
            words=GoodsWords.build(products.products),
            passages=KnowledgeIndex.build(shop, products, intents, vectors),
        )
