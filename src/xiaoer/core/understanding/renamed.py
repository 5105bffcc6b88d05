"""Which names that stand side by side in a clause are two names of one product: 青竹台钓竿?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xiaoer.core.dialogue.understanding import ProductMatch


def named_together(matches: Sequence[ProductMatch], text: str) -> tuple[ProductMatch, ...]:
    """Return the matches, two names of one product side by side as one."""
    kept: list[ProductMatch] = []
    for match in matches:
        last = kept[-1] if kept else None
        same = last is not None and len(match.product_ids) == 1 and last.product_ids == match.product_ids
        if last is None or not same or f"{last.mention}{match.mention}" not in text:
            kept.append(match)
            continue
        options = tuple(dict.fromkeys((*last.options, *match.options)))
        skus = tuple(sku for sku in last.skus if sku in match.skus) or match.skus
        kept[-1] = replace(match, mention=f"{last.mention}{match.mention}", skus=skus, options=options)
    return tuple(kept)
