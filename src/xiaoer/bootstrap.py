"""How do settings become a running installation? The only place that builds objects."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from prometheus_client import CollectorRegistry

from xiaoer import __version__
from xiaoer.adapters import assets
from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.adapters.files.reader import read_path
from xiaoer.adapters.storage.store import Store, open_store, sqlite_url
from xiaoer.adapters.system import RandomIds, SystemClock
from xiaoer.adapters.traffic import Traffic, open_traffic
from xiaoer.config import Settings
from xiaoer.core.guard.lexicon import GuardLexicon, parse_lexicon
from xiaoer.core.guard.review import ReplyGuard
from xiaoer.core.guard.screen import WordGuard
from xiaoer.core.shop.hours import on_duty
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.shop import Shop
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.pack import parse_pack
from xiaoer.errors import NoShopData, NoSuchVersion, StoreError
from xiaoer.ports import Clock, Conversations, Ids, Orders, RateLimiter
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShop, LiveShops, make_live
from xiaoer.services.answering.service import AnsweringService
from xiaoer.services.conversations.limits import TalkLimits
from xiaoer.services.conversations.talks import Talks
from xiaoer.services.conversations.wishes import TalkPorts
from xiaoer.services.knowledge import preview
from xiaoer.services.knowledge.report import ImportReport
from xiaoer.services.knowledge.service import KnowledgeService, silent
from xiaoer.services.knowledge.source import Progress

CLOCK = SystemClock()
OWNER_TOKEN_BYTES = 24
SIGNING_KEY_BYTES = 32
NO_SHOP = Shop("none", 0, datetime(2026, 1, 1, tzinfo=UTC), Profile("小店"))
FOLDER_SHOP_ID = "folder"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Brain:
    """What the program knows before it knows any shop: the question pack and the guard lexicon."""

    intents: IntentIndex
    lexicon: GuardLexicon


def load_brain() -> Brain:
    """Read the program's own data files."""
    return Brain(
        intents=IntentIndex.build(parse_pack(assets.texts("pack", ".toml"))),
        lexicon=parse_lexicon(assets.texts("guard", ".toml")),
    )


def enliven(shop: Shop, brain: Brain) -> LiveShop:
    """Compute everything that answering from this version needs; slow for large shops."""
    return make_live(
        shop,
        intents=brain.intents,
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


def drafter_of(shop: Shop, orders: Orders, *, clock: Clock) -> Drafter:
    """Return a drafter for one shop that is not stored."""
    shops = LiveShops()
    shops.replace(enliven(shop, load_brain()))
    return Drafter(shops=shops, catalog=EmbeddedCatalog(), orders=orders, clock=clock)


@asynccontextmanager
async def drafting(
    settings: Settings, *, folder: Path | None = None, now: datetime | None = None
) -> AsyncIterator[tuple[Drafter, str]]:
    """Yield a drafter for the shop of a folder, or else for the live version in the store, and the shop's id.

    With `now` the clock stands still. Raises `NoShopData` when there is nothing to answer from.
    """
    clock: Clock = CLOCK if now is None else FixedClock(now)
    if folder is not None:
        shop, orders = preview.shop_of(read_path(folder), shop_id=FOLDER_SHOP_ID, at=clock.now())
        yield drafter_of(shop, FolderOrders(orders), clock=clock), shop.shop_id
        return
    async with reading(settings) as store:
        shop = await _live_shop(store, settings.shop.shop_id)
        yield drafter_of(shop, store.orders, clock=clock), shop.shop_id


@asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[Store]:
    """Yield the store for reading, also beside a running server. Raises `StoreDown` and `MigrationNeeded`."""
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


# The server


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """The secrets that callers are checked against."""

    signing: bytes
    owner_token_hash: str


@dataclass(frozen=True, slots=True)
class PartHealth:
    """How one part of the installation is doing."""

    name: str
    status: Literal["ok", "degraded", "down"]
    detail: str = ""


@dataclass(slots=True)
class Runtime:
    """A built installation that serves one shop; `close` when done."""

    settings: Settings
    store: Store
    brain: Brain
    shops: LiveShops
    knowledge: KnowledgeService
    talks: Talks
    traffic: Traffic
    keys: ServerKeys
    clock: Clock
    ids: Ids
    new_owner_token: str | None  #: shown once, at the first start
    metrics: CollectorRegistry = field(default_factory=CollectorRegistry)
    _refresh: asyncio.Task[None] | None = None

    @property
    def conversations(self) -> Conversations:
        """Return the store of conversations."""
        return self.store.conversations

    @property
    def limiter(self) -> RateLimiter:
        """Return the limiter that all message-taking routes share."""
        return self.traffic.limiter

    @property
    def shop_id(self) -> str:
        """Return the shop that is served."""
        return self.settings.shop.shop_id

    @property
    def version(self) -> str:
        """Return the version of the program."""
        return __version__

    async def health(self) -> tuple[PartHealth, ...]:
        """Return how each part is doing; without a model, answers still come from data."""
        return (
            await self._store_health(),
            self._knowledge_health(),
            PartHealth("model", "degraded", "没有模型,仅用店铺资料回答"),
            PartHealth("limiter", "degraded" if _is_degraded(self.traffic.limiter) else "ok"),
            PartHealth("bus", "degraded" if _is_degraded(self.traffic.bus) else "ok"),
        )

    async def _store_health(self) -> PartHealth:
        try:
            await self.store.ping()
        except StoreError as error:
            return PartHealth("store", "down", error.code)
        return PartHealth("store", "ok")

    def _knowledge_health(self) -> PartHealth:
        version = self.shops.version(self.shop_id)
        return PartHealth("knowledge", "down") if version is None else PartHealth("knowledge", "ok", f"版本 {version}")

    async def refresh(self) -> bool:
        """Answer from the version that is live in the store now; return whether that is another one than before."""
        live = await self.store.knowledge.live(self.shop_id)
        if live is None or live.number == self.shops.version(self.shop_id):
            return False
        shop = await self.knowledge.load(self.shop_id, live.number)
        self.shops.replace(await asyncio.to_thread(enliven, shop, self.brain))
        log.info("live version loaded", extra={"version": live.number})
        return True

    def follow_publications(self) -> None:
        """Look for a newly published version every few seconds until the runtime is closed."""
        self._refresh = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(self.settings.shop.refresh_s)
            try:
                await self.refresh()
            except StoreError as error:
                log.warning("refresh failed", extra={"code": error.code})

    async def close(self) -> None:
        """Stop following publications and let go of the store and the traffic."""
        if self._refresh is not None:
            self._refresh.cancel()
            with suppress(asyncio.CancelledError):
                await self._refresh
        await self.traffic.close()
        await self.store.close()


def _is_degraded(part: object) -> bool:
    """Return whether a shared part does without Redis right now; parts within the process never do."""
    return bool(getattr(part, "degraded", False))


async def build(settings: Settings, *, clock: Clock = CLOCK, progress: Progress = silent) -> Runtime:
    """Return a runtime whose shop is live: at the first start the source is imported and published.

    Raises `NoShopData`, `ImportRejected`, `StoreDown`, `StoreInUse`, `MigrationNeeded` and `ConfigInvalid`.
    """
    store = await open_store(store_url(settings))
    try:
        await store.upgrade()
        runtime = await _assemble(settings, store, clock)
        await first_import(runtime, progress=progress)
        await runtime.refresh()
    except BaseException:
        await store.close()
        raise
    return runtime


async def first_import(runtime: Runtime, *, progress: Progress = silent) -> ImportReport | None:
    """Import and publish the shop's source folder unless something is published already."""
    settings = runtime.settings.shop
    if await runtime.store.knowledge.live(settings.shop_id) is not None:
        return None
    if settings.source is None:
        raise NoShopData("数据目录里还没有店铺资料;请用 --shop 指定资料目录,或先运行 xiaoer import")
    source = await asyncio.to_thread(read_path, settings.source)
    report = await runtime.knowledge.import_shop(settings.shop_id, source, progress=progress)
    await runtime.knowledge.publish(settings.shop_id)
    return report


async def _assemble(settings: Settings, store: Store, clock: Clock) -> Runtime:
    brain, shops, ids = await asyncio.to_thread(load_brain), LiveShops(), RandomIds()
    keys, new_token = await _keys(store, settings.shop.shop_id)
    traffic = open_traffic(settings.limits.redis_url)
    drafter = Drafter(shops=shops, catalog=EmbeddedCatalog(), orders=store.orders, clock=clock)
    answerer = AnsweringService(drafter, conversations=store.conversations, clock=clock, ids=ids)
    talks = Talks(
        TalkPorts(store.conversations, store.tickets, traffic.bus, clock, ids),
        answerer=answerer,
        shop_id=settings.shop.shop_id,
        limits=TalkLimits(in_hand=settings.limits.in_hand),
        hand_off_text=lambda: hand_off_text(shops.current(settings.shop.shop_id), clock.now()),
    )
    return Runtime(
        settings=settings,
        store=store,
        brain=brain,
        shops=shops,
        knowledge=KnowledgeService(store.knowledge, store.orders, clock),
        talks=talks,
        traffic=traffic,
        keys=keys,
        clock=clock,
        ids=ids,
        new_owner_token=new_token,
    )


def hand_off_text(live: LiveShop, now: datetime) -> str:
    """Return what a shopper hears who asks for a person at this time."""
    return live.texts.hand_off if on_duty(live.shop.profile, now) else live.texts.hand_off_later


async def _keys(store: Store, shop_id: str) -> tuple[ServerKeys, str | None]:
    """Return the stored keys, made at the first start, and the owner's token if it was made just now."""
    signing = await store.secrets.keep(shop_id, "signing_key", secrets.token_hex(SIGNING_KEY_BYTES))
    token = secrets.token_urlsafe(OWNER_TOKEN_BYTES)
    digest = hashlib.sha256(token.encode()).hexdigest()
    kept = await store.secrets.keep(shop_id, "owner_token_hash", digest)
    return ServerKeys(bytes.fromhex(signing), kept), token if kept == digest else None
