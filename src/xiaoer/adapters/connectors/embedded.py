"""What are price and stock when the shop's own version is the source?"""

from __future__ import annotations

from collections.abc import Sequence

from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.shop import Shop


class EmbeddedCatalog:
    """The catalog of shops without a live system: figures are as old as the version's import."""

    async def quotes(self, shop: Shop, skus: Sequence[Sku]) -> tuple[Quote, ...]:
        """Return the version's own figures."""
        return tuple(Quote(sku, shop.stated_at) for sku in skus)
