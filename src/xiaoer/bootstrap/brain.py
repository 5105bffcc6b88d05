"""What does the program know before it knows any shop, and how does a shop come to life with it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from xiaoer.adapters import assets
from xiaoer.adapters.files.reader import read_path
from xiaoer.adapters.system import SystemClock
from xiaoer.core.guard.lexicon import GuardLexicon, parse_lexicon
from xiaoer.core.guard.review import ReplyGuard
from xiaoer.core.guard.screen import WordGuard
from xiaoer.core.retrieval.vectors import Vectors, thaw
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.shop import Shop
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.pack import parse_pack
from xiaoer.services.answering.live import LiveShop, make_live
from xiaoer.services.knowledge import preview

CLOCK = SystemClock()
NO_SHOP = Shop("none", 0, datetime(2026, 1, 1, tzinfo=UTC), Profile("小店"))
FOLDER_SHOP_ID = "folder"


@dataclass(frozen=True, slots=True)
class Brain:
    """What the program knows before it knows any shop: the question pack, vectors of words, the guard lexicon."""

    intents: IntentIndex
    vectors: Vectors
    lexicon: GuardLexicon


def load_brain() -> Brain:
    """Read the program's own data files."""
    pack = parse_pack(assets.texts("pack", ".toml"), assets.text("properties", "properties.txt"))
    return Brain(
        intents=IntentIndex.build(pack, assets.blob("learned", "intents.bin")),
        vectors=thaw(assets.blob("learned", "vectors.bin")),
        lexicon=parse_lexicon(assets.texts("guard", ".toml")),
    )


def enliven(shop: Shop, brain: Brain) -> LiveShop:
    """Compute everything that answering from this version needs; slow for large shops."""
    return make_live(
        shop,
        intents=brain.intents,
        vectors=brain.vectors,
        words=WordGuard.build(shop.profile, shop.words, brain.lexicon),
        replies=ReplyGuard.build(shop.profile, shop.words, brain.lexicon),
    )


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still."""

    at: datetime

    def now(self) -> datetime:
        """Return the time at which the clock stands."""
        return self.at


def bare_live(folder: Path | None) -> LiveShop:
    """Return the shop of a folder, or an empty one, ready for understanding and screening."""
    if folder is None:
        return enliven(NO_SHOP, load_brain())
    shop, _ = preview.shop_of(read_path(folder), shop_id=FOLDER_SHOP_ID, at=CLOCK.now())
    return enliven(shop, load_brain())
