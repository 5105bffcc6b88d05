"""What runs while the server serves?"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from prometheus_client import CollectorRegistry

from xiaoer import __version__
from xiaoer.adapters.files.reader import read_path
from xiaoer.adapters.storage.store import Store
from xiaoer.adapters.traffic import Traffic
from xiaoer.bootstrap.brain import Brain, enliven
from xiaoer.bootstrap.front import Front
from xiaoer.bootstrap.keys import ServerKeys
from xiaoer.bootstrap.people import People
from xiaoer.config import Settings
from xiaoer.errors import StoreError
from xiaoer.ports import ChatEngine, Clock, Conversations, Ids, RateLimiter
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShops
from xiaoer.services.answering.speaking import Speaker
from xiaoer.services.attachments.service import AttachmentService
from xiaoer.services.console import Console
from xiaoer.services.conversations.talks import Talks
from xiaoer.services.handoff.office import Office
from xiaoer.services.knowledge.control import PUBLISHED, ROLLED_BACK, ImportWish, Told, import_source
from xiaoer.services.knowledge.service import KnowledgeService
from xiaoer.services.staff.keys import KeyService
from xiaoer.services.staff.service import StaffService
from xiaoer.services.storefront.service import Storefront

NO_ENGINE = "none"

log = logging.getLogger(__name__)


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
    engine: ChatEngine
    drafter: Drafter
    speaker: Speaker
    knowledge: KnowledgeService
    talks: Talks
    people: People
    front: Front
    console: Console
    traffic: Traffic
    keys: ServerKeys
    clock: Clock
    ids: Ids
    new_owner_token: str | None  #: shown once, at the first start
    control_token: str  #: what commands on this machine show, made anew at each start
    metrics: CollectorRegistry = field(default_factory=CollectorRegistry)
    _refresh: asyncio.Task[None] | None = None

    @property
    def storefront(self) -> Storefront:
        """Return what anybody may see of the shop."""
        return self.front.storefront

    @property
    def files(self) -> AttachmentService:
        """Return the service of files in talks."""
        return self.front.files

    @property
    def office(self) -> Office:
        """Return what people need who take talks over."""
        return self.people.office

    @property
    def staff(self) -> StaffService:
        """Return the service of the staff's accounts."""
        return self.people.staff

    @property
    def staff_keys(self) -> KeyService:
        """Return the service of the keys of programs."""
        return self.people.staff_keys

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
            _health_of(self.engine),
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

    async def import_path(self, wish: ImportWish) -> Told:
        """Carry out an import that a command on this machine asks for."""
        source = await asyncio.to_thread(read_path, Path(wish.path))
        told = await import_source(self.knowledge, self.shop_id, source, wish)
        await self.refresh()
        return told

    async def publish(self, number: int | None, seen: str = "") -> Told:
        """Make a version live, the draft with all its edits unless told which. Raises `NoSuchVersion`, `DraftMoved`."""
        if number is None:
            record = await self.console.editing.publish(seen)
        else:
            record = await self.knowledge.publish(self.shop_id, number)
        await self.refresh()
        return Told((PUBLISHED.format(number=record.number),))

    async def roll_back(self, number: int | None) -> Told:
        """Make an earlier version live again. Raises `NoSuchVersion`."""
        record = await self.knowledge.rollback(self.shop_id, number)
        await self.refresh()
        return Told((ROLLED_BACK.format(number=record.number),))

    async def refresh(self) -> bool:
        """Answer from the version that is live in the store now; return whether that is another one than before."""
        live = await self.store.knowledge.live(self.shop_id)
        if live is None or live.number == self.shops.version(self.shop_id):
            return False
        is_first = self.shops.version(self.shop_id) is None
        shop = await self.knowledge.load(self.shop_id, live.number)
        self.shops.replace(await asyncio.to_thread(enliven, shop, self.brain))
        self.speaker.prepare(self.shops.current(self.shop_id))
        if is_first:
            await self.talks.resume()  # what shoppers asked before there was anything to answer from
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
                await self.staff.refresh()
            except StoreError as error:
                log.warning("refresh failed", extra={"code": error.code})

    async def close(self) -> None:
        """Stop following publications and let go of the store and the traffic."""
        if self._refresh is not None:
            self._refresh.cancel()
            with suppress(asyncio.CancelledError):
                await self._refresh
        await self.engine.close()
        await self.traffic.close()
        await self.store.close()


def _is_degraded(part: object) -> bool:
    """Return whether a shared part does without Redis right now; parts within the process never do."""
    return bool(getattr(part, "degraded", False))


def _health_of(engine: ChatEngine) -> PartHealth:
    """Return how the model is doing; none is fine where none is wanted."""
    state = engine.state()
    told = state.detail or f"{state.model},进行中 {state.live},排队 {state.waiting}"
    well = state.status == "ready" or engine.name == NO_ENGINE
    return PartHealth("model", "ok" if well else "degraded", told)
