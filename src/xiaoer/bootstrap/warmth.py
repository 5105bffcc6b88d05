"""Is the first answer as fast as those that follow?"""

from __future__ import annotations

import gc
import logging
from itertools import islice

from xiaoer.core.dialogue.question import Question, Shopper
from xiaoer.core.dialogue.understanding import Family
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShop

REHEARSED = frozenset({Family.PRICE, Family.PROMOTION, Family.ORDER})
REHEARSING = Shopper("rehearsal")

log = logging.getLogger(__name__)


async def rehearse(drafter: Drafter, live: LiveShop) -> None:
    """Answer a few questions to nobody, so that whatever is computed at first use is there."""
    try:
        for text in _questions(live):
            await drafter.draft(Question(text, REHEARSING), shop_id=live.shop.shop_id)
    except Exception:  # the rim of the start: a rehearsal that fails must not keep the shop closed
        log.exception("rehearsal failed")


def settle() -> None:
    """Keep what lives as long as the process out of the garbage collector's rounds."""
    gc.freeze()


def _questions(live: LiveShop) -> tuple[str, ...]:
    named = live.shop.skus[0].name if live.shop.skus else ""
    asked = {intent.family: intent.phrasings[0] for intent in live.intents.pack.intents if intent.family in REHEARSED}
    return (*(f"{named}{words}" for words in asked.values()), *(entry.question for entry in islice(live.shop.faqs, 2)))
