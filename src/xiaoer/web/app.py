"""How is the web put together?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from xiaoer.web import problems
from xiaoer.web.access import Access
from xiaoer.web.admin import admin_routes
from xiaoer.web.admin_care import care_routes
from xiaoer.web.admin_insight import insight_routes
from xiaoer.web.admin_orders import order_routes
from xiaoer.web.admin_rows import row_routes
from xiaoer.web.admin_versions import UPLOAD_PATH as SHOP_UPLOAD_PATH
from xiaoer.web.admin_versions import version_routes
from xiaoer.web.attachments import UPLOAD_PATH, attachment_routes
from xiaoer.web.callers import Callers
from xiaoer.web.conversations import conversation_routes
from xiaoer.web.desk import desk_routes
from xiaoer.web.door import Door
from xiaoer.web.gate import FilePath, Gate
from xiaoer.web.knowledge import knowledge_routes
from xiaoer.web.meters import Meters
from xiaoer.web.openai import openai_routes
from xiaoer.web.operations import operation_routes
from xiaoer.web.pages import page_routes
from xiaoer.web.reply import reply_routes
from xiaoer.web.runtime import WebRuntime
from xiaoer.web.staff import staff_routes
from xiaoer.web.storefront import storefront_routes
from xiaoer.web.turnstile import Turnstile
from xiaoer.web.waiting import waiting_routes

TITLE = "店小二"
HEADERS = ["Authorization", "Content-Type", "Last-Event-ID", "X-Client-Message-ID", "X-File-Name"]
EXPOSED = ["X-Request-ID", "Retry-After"]

log = logging.getLogger(__name__)


def create_app(runtime: WebRuntime) -> FastAPI:
    """Return the application over a built runtime, which its owner closes.

    While it starts, unfinished turns are taken up again; when it stops, those in hand are finished.
    """
    door = _door(runtime)
    app = FastAPI(
        title=TITLE,
        version=runtime.version,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(runtime),
        redirect_slashes=False,
    )
    problems.install(app)
    for routes in (reply_routes, openai_routes, conversation_routes, attachment_routes, storefront_routes):
        app.include_router(routes(door))
    app.include_router(operation_routes(door))
    for routes in (waiting_routes, desk_routes, staff_routes, admin_routes, knowledge_routes):
        app.include_router(routes(door))
    for routes in (row_routes, version_routes, order_routes, insight_routes, care_routes):
        app.include_router(routes(door))
    origins = list(runtime.settings.server.allowed_origins)
    app.include_router(page_routes(door, origins))
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=HEADERS,
            expose_headers=EXPOSED,
            max_age=600,
        )
    server = runtime.settings.server
    files = (
        FilePath(UPLOAD_PATH, server.max_attachment_bytes),
        FilePath(SHOP_UPLOAD_PATH, server.max_upload_bytes),
    )
    admit = Access(door.callers).admit
    app.add_middleware(Gate, most_bytes=server.max_body_bytes, meters=door.meters, admit=admit, files=files)
    return app


def _door(runtime: WebRuntime) -> Door:
    settings, talks = runtime.settings, runtime.talks
    meters = Meters(runtime.metrics, in_hand=lambda: talks.runner.in_hand, streams=lambda: talks.streams.watchers)
    meters.watch_desk(lambda: runtime.office.keeper.counts, lambda: runtime.office.feed.followers)
    callers = Callers(settings, runtime.keys, staff=runtime.staff, clock=runtime.clock, shop_id=runtime.shop_id)
    turnstile = Turnstile(runtime.limiter, settings.limits, meters=meters)
    return Door(runtime, talks, callers, turnstile, meters)


def _lifespan(runtime: WebRuntime) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await runtime.talks.resume()
        keeping = asyncio.create_task(runtime.office.keeper.keep(runtime.office.rules.look_every_s), name="keeper")
        yield
        runtime.office.feed.stop()
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        left = await runtime.talks.drain(runtime.settings.server.drain_s)
        log.info("drained", extra={"left": left})

    return lifespan
