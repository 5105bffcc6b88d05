"""Which curated texts bear on an ask right now?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.understanding import Ask
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.index import ShopIndex

MOST_PASSAGES = 5
FROM_INDEX = 20  # some of the nearest may be out of their window or about another product


def retrieve(ask: Ask, index: ShopIndex, *, now: datetime) -> tuple[Passage, ...]:
    """Return the passages that may answer an ask, best first; `score` is the chance that one does.

    A text out of its window is never given, nor one about a product that the ask is not about.
    """
    products = {product_id for match in ask.entities.products for product_id in match.product_ids}
    found = []
    for hit in index.passages.questions.hits(normalize(ask.text), FROM_INDEX):
        entry = index.passages.entries[hit.document]
        if not entry.window.holds(now):
            continue
        about = entry.passage.product_id
        if about and about not in products:
            continue
        found.append(replace(entry.passage, score=hit.score))
    return tuple(found[:MOST_PASSAGES])
