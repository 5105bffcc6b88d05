"""How is a shop answered from, read and written without a server?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.adapters.files.reader import read_path
from xiaoer.adapters.storage.store import DATABASE_NAME, Store, open_store, sqlite_url
from xiaoer.bootstrap.brain import CLOCK, FOLDER_SHOP_ID, FixedClock, enliven, load_brain
from xiaoer.config import Settings
from xiaoer.core.shop.shop import Shop
from xiaoer.errors import NoShopData, NoSuchVersion
from xiaoer.ports import Clock, Orders
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShop, LiveShops
from xiaoer.services.answering.speaking import Speaker
from xiaoer.services.knowledge import preview
from xiaoer.services.knowledge.service import KnowledgeService


def drafter_of(shop: Shop, orders: Orders, *, clock: Clock, speaker: Speaker | None = None) -> Drafter:
    """Return a drafter for one shop that is not stored; without a speaker it answers from data alone."""
    shops = LiveShops()
    shops.replace(enliven(shop, load_brain()))
    return Drafter(shops=shops, catalog=EmbeddedCatalog(), orders=orders, clock=clock, speaker=speaker)


@asynccontextmanager
async def drafting(
    settings: Settings, *, folder: Path | None = None, now: datetime | None = None, speaker: Speaker | None = None
) -> AsyncIterator[tuple[Drafter, str]]:
    """Yield a drafter for the shop of a folder, or else for the live version in the store, and the shop's id.

    With `now` the clock stands still. Raises `NoShopData` when there is nothing to answer from.
    """
    clock: Clock = CLOCK if now is None else FixedClock(now)
    if folder is not None:
        shop, orders = preview.shop_of(read_path(folder), shop_id=FOLDER_SHOP_ID, at=clock.now())
        yield drafter_of(shop, FolderOrders(orders), clock=clock, speaker=speaker), shop.shop_id
        return
    async with reading(settings) as store:
        shop = await _live_shop(store, settings.shop.shop_id)
        yield drafter_of(shop, store.orders, clock=clock, speaker=speaker), shop.shop_id


@asynccontextmanager
async def live_shop(settings: Settings, *, folder: Path | None = None) -> AsyncIterator[LiveShop]:
    """Yield the shop of a folder, or else the live version in the store, ready to be answered from.

    Raises `NoShopData` when there is neither.
    """
    if folder is not None:
        shop, _ = preview.shop_of(read_path(folder), shop_id=FOLDER_SHOP_ID, at=CLOCK.now())
        yield enliven(shop, load_brain())
        return
    async with reading(settings) as store:
        shop = await _live_shop(store, settings.shop.shop_id)
    yield enliven(shop, load_brain())


@asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[Store]:
    """Yield the store for reading, also beside a running server.

    Raises `NoShopData` where nothing was ever stored, `StoreDown` and `MigrationNeeded`.
    """
    folder = settings.store.folder
    if not settings.store.url and not (folder / DATABASE_NAME).exists():
        raise NoShopData(f"数据目录 {folder} 里还没有数据;请先运行 xiaoer import 和 xiaoer publish")
    store = await open_store(store_url(settings), read_only=True)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def writing(settings: Settings) -> AsyncIterator[Store]:
    """Yield the store for writing. Raises `StoreInUse` while a server holds the data folder."""
    store = await open_store(store_url(settings))
    try:
        await store.upgrade()
        yield store
    finally:
        await store.close()


def store_url(settings: Settings) -> str:
    """Return where the data are: the URL that is set, else SQLite in the data folder."""
    return settings.store.url or sqlite_url(settings.store.folder)


def knowledge_of(store: Store) -> KnowledgeService:
    """Return the service that imports and publishes into a store."""
    return KnowledgeService(store.knowledge, store.orders, CLOCK)


async def _live_shop(store: Store, shop_id: str) -> Shop:
    try:
        return await knowledge_of(store).load(shop_id)
    except NoSuchVersion as exc:
        raise NoShopData("还没有发布任何店铺资料;请先运行 xiaoer import 和 xiaoer publish") from exc
