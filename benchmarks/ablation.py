"""What is left when one piece is taken out? Ways to build the product with empty tables; nothing here ships."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from xiaoer.adapters import assets
from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.bootstrap.brain import Brain, enliven
from xiaoer.core.retrieval import concepts
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.shop.shop import Shop
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.pack import QuestionPack, parse_pack
from xiaoer.ports import Clock
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShop, LiveShops
from xiaoer.services.evaluation.golden import GoldenFile


@contextmanager
def no_synonyms() -> Iterator[None]:
    """Compare texts by their words as they are written."""
    names = vars(concepts)
    kept, names["SAME"] = names["SAME"], ()
    concepts._table.cache_clear()
    try:
        yield
    finally:
        names["SAME"] = kept
        concepts._table.cache_clear()


def unlinked(shop: Shop, brain: Brain, *, clock: Clock) -> Drafter:
    """Return a drafter for a shop whose texts are not linked to the question pack."""
    return _drafter(replace(enliven(shop, brain), index=ShopIndex.build(shop, None)), clock)


def with_intents(shop: Shop, brain: Brain, *, clock: Clock) -> Drafter:
    """Return a drafter for a shop whose texts and shoppers are understood by other intents than the shipped ones."""
    return _drafter(enliven(shop, brain), clock)


def _drafter(live: LiveShop, clock: Clock) -> Drafter:
    shops = LiveShops()
    shops.replace(live)
    return Drafter(shops=shops, catalog=EmbeddedCatalog(), orders=FolderOrders(()), clock=clock)


def pack() -> QuestionPack:
    """Return the shipped question pack."""
    return parse_pack(assets.texts("pack", ".toml"))


def without_slang() -> IntentIndex:
    """Return intents that know no slang, abbreviations or usual typos."""
    return IntentIndex.build(replace(pack(), slang=()))


def without_concepts() -> IntentIndex:
    """Return intents that know no words of like meaning."""
    return IntentIndex.build(replace(pack(), synonyms=()))


def without_learning(intents: IntentIndex) -> IntentIndex:
    """Return intents told by the nearest phrasing alone."""
    return replace(intents, _weights=intents._weights * 0, _known={})


def last_turns(file: GoldenFile) -> GoldenFile:
    """Return golden talks of several turns of which only the last is played, so that nothing was said before."""
    long = [talk for talk in file.conversations if len(talk.turns) > 1]
    return replace(file, conversations=tuple(replace(talk, turns=talk.turns[-1:]) for talk in long))


def only_talks(file: GoldenFile) -> GoldenFile:
    """Return golden talks of several turns."""
    return replace(file, conversations=tuple(talk for talk in file.conversations if len(talk.turns) > 1))
