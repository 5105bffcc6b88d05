"""How is the server's runtime built from its settings?"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from prometheus_client import CollectorRegistry

from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.adapters.files.reader import read_path
from xiaoer.adapters.storage.store import Store, open_store
from xiaoer.adapters.system import RandomIds
from xiaoer.adapters.traffic import open_traffic
from xiaoer.bootstrap.brain import CLOCK, Brain, load_brain
from xiaoer.bootstrap.console import ConsoleParts, make_console
from xiaoer.bootstrap.engine import engine_of
from xiaoer.bootstrap.front import FrontParts, make_front
from xiaoer.bootstrap.keys import new_token, open_keys
from xiaoer.bootstrap.offline import store_url
from xiaoer.bootstrap.people import PeopleParts, open_people
from xiaoer.bootstrap.runtime import Runtime
from xiaoer.bootstrap.voice import speaker_of
from xiaoer.bootstrap.warmth import rehearse
from xiaoer.config import Settings
from xiaoer.core.shop.hours import on_duty
from xiaoer.ports import Clock
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShop, LiveShops
from xiaoer.services.answering.service import AnsweringService
from xiaoer.services.conversations.limits import TalkLimits
from xiaoer.services.conversations.talks import Talks
from xiaoer.services.conversations.wishes import TalkPorts
from xiaoer.services.handoff.bell import Bell, RingingBus
from xiaoer.services.knowledge.report import ImportReport
from xiaoer.services.knowledge.service import KnowledgeService, silent
from xiaoer.services.knowledge.source import Progress

PROBLEMS_LOGGED = 50  # of the first import; `xiaoer check` lists them all

log = logging.getLogger(__name__)


async def build(
    settings: Settings, *, clock: Clock = CLOCK, progress: Progress = silent, brain: Brain | None = None
) -> Runtime:
    """Return a runtime whose shop is live: at the first start the source is imported and published.

    Without a source an empty installation waits for its owner; without a brain it is read from the program's files.

    Raises `NoShopData` where the source holds nothing, `ImportRejected`, `StoreDown`, `StoreInUse`,
    `MigrationNeeded` and `ConfigInvalid`.
    """
    store = await open_store(store_url(settings))
    try:
        await store.upgrade()
        if brain is None:
            brain = await asyncio.to_thread(load_brain)
        runtime = await _assemble(settings, store, clock, brain)
        await first_import(runtime, progress=progress)
        await runtime.refresh()
        if runtime.shops.version(runtime.shop_id) is not None:
            await rehearse(runtime.drafter, runtime.shops.current(runtime.shop_id))
        await runtime.engine.warm_up()
    except BaseException:  # whatever stopped the start, the store must be let go
        await store.close()
        raise
    return runtime


async def first_import(runtime: Runtime, *, progress: Progress = silent) -> ImportReport | None:
    """Import and publish the shop's source folder unless there is none, or something is published already."""
    settings = runtime.settings.shop
    if settings.source is None or await runtime.store.knowledge.live(settings.shop_id) is not None:
        return None
    source = await asyncio.to_thread(read_path, settings.source)
    report = await runtime.knowledge.import_shop(settings.shop_id, source, progress=progress)
    for problem in report.problems[:PROBLEMS_LOGGED]:
        log.warning("row at fault", extra={"problem": problem.line()})
    await runtime.knowledge.publish(settings.shop_id)
    return report


async def _assemble(settings: Settings, store: Store, clock: Clock, brain: Brain) -> Runtime:
    shops, ids = LiveShops(), RandomIds()
    control_token = new_token()
    keys, owner_token = await open_keys(store, settings.shop.shop_id, control_token=control_token)
    registry = CollectorRegistry()
    engine = engine_of(settings, registry)
    speaker = speaker_of(settings.engine, engine)
    traffic = open_traffic(settings.limits.redis_url)
    drafter = Drafter(
        shops=shops,
        catalog=(catalog := EmbeddedCatalog()),
        orders=store.orders,
        clock=clock,
        limiter=traffic.limiter,
        speaker=speaker,
    )
    answerer = AnsweringService(drafter, conversations=store.conversations, clock=clock, ids=ids, bus=traffic.bus)
    bus = RingingBus(traffic.bus, bell := Bell())
    talks = Talks(
        TalkPorts(store.conversations, store.tickets, bus, clock, ids),
        answerer=answerer,
        shop_id=settings.shop.shop_id,
        limits=TalkLimits(in_hand=settings.limits.in_hand),
        hand_off_text=lambda: hand_off_text(shops.current(settings.shop.shop_id), clock.now()),
    )
    knowledge = KnowledgeService(store.knowledge, store.orders, clock)
    people = await open_people(settings, keys, PeopleParts(store, shops, drafter, talks, bus, bell, clock, ids))
    return Runtime(
        settings=settings,
        store=store,
        brain=brain,
        shops=shops,
        engine=engine,
        drafter=drafter,
        speaker=speaker,
        knowledge=knowledge,
        talks=talks,
        people=people,
        console=make_console(settings, ConsoleParts(store, shops, brain, drafter, catalog, knowledge, clock)),
        front=make_front(settings, FrontParts(store, shops, catalog, traffic.bus, clock, ids)),
        traffic=traffic,
        keys=keys,
        clock=clock,
        ids=ids,
        new_owner_token=owner_token,
        control_token=control_token,
        metrics=registry,
    )


def hand_off_text(live: LiveShop, now: datetime) -> str:
    """Return what a shopper hears who asks for a person at this time."""
    return live.texts.hand_off if on_duty(live.shop.profile, now) else live.texts.hand_off_later
