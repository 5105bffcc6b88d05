"""What does the assistant write for the shop's staff?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from xiaoer.bootstrap import offline
from xiaoer.bootstrap.voice import limits_of
from xiaoer.cli.options import ConfigOption, DataOption, ShopOption, settings_for
from xiaoer.cli.voice import voice
from xiaoer.config import Settings
from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.facts.topic import Topic
from xiaoer.core.shop.product import Product
from xiaoer.errors import BadRequest, NoSuchConversation
from xiaoer.services.answering.live import LiveShop
from xiaoer.services.answering.speaking import Speaker
from xiaoer.services.writing.writer import Writer, Written, retell

PATIENCE_S = 60.0  # staff wait for a text where a shopper would not
MOST_TOKENS = 160
EVENTS_READ = 200
NO_MODEL = "没有可用的模型,以下由店铺资料按模板写成。"
NOT_PASSED = "模型写的没有通过审核,以下由店铺资料按模板写成。"
LEFT_OUT = "没有写入(不符合广告法或没有依据):{line}"
NoModelOption = Annotated[bool, typer.Option("--no-model", help="不用模型,只按资料写")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("write", help="为一件商品写介绍文案:只用店铺资料,经过广告法检查")(write)
    app.command("summarize", help="用几句话概括一段会话,给接手的人工客服看")(summarize)


def write(
    product: Annotated[str, typer.Argument(help="商品名称、商品ID 或 SKU")],
    *,
    no_model: NoModelOption = False,
    data: DataOption = None,
    shop: ShopOption = None,
    file: ConfigOption = None,
) -> None:
    """Print copy about a product."""
    asyncio.run(_write(product, settings_for(data=data, file=file), shop, no_model=no_model))


async def _write(product: str, settings: Settings, folder: Path | None, *, no_model: bool) -> None:
    async with offline.live_shop(settings, folder=folder) as live, _speaker(settings, no_model=no_model) as speaker:
        written = await Writer(live, speaker).describe(_topic(product, live))
        _print(written, asked=speaker is not None)


def summarize(
    conversation_id: Annotated[str, typer.Argument(help="会话的 id")],
    *,
    no_model: NoModelOption = False,
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Print a conversation in a few words."""
    asyncio.run(_summarize(conversation_id, settings_for(data=data, file=file), no_model=no_model))


async def _summarize(conversation_id: str, settings: Settings, *, no_model: bool) -> None:
    async with offline.reading(settings) as store:
        talk = await store.conversations.find(settings.shop.shop_id, conversation_id)
        if talk is None:
            raise NoSuchConversation
        events = await store.conversations.events(talk.id, after=0, limit=EVENTS_READ)
        ticket = await store.tickets.open_for(talk.id)
    lines = [(event.role or "system", event.text) for event in events if event.kind == "message" and event.text]
    known = ticket.summary if ticket is not None else retell(lines)
    async with offline.live_shop(settings) as live, _speaker(settings, no_model=no_model) as speaker:
        _print(await Writer(live, speaker).summarize(lines, known), asked=speaker is not None)


@asynccontextmanager
async def _speaker(settings: Settings, *, no_model: bool) -> AsyncIterator[Speaker | None]:
    """Yield a speaker whose engine is ready, or None where there is no model."""
    limits = limits_of(settings.engine)
    sampling = replace(limits.sampling, max_tokens=MOST_TOKENS)
    patient = replace(limits, sampling=sampling, first_s=PATIENCE_S, gap_s=PATIENCE_S, total_s=PATIENCE_S, kept=0)
    async with voice(settings, patient) as given:
        yield None if no_model or not await given.wake() else given.speaker


def _topic(named: str, live: LiveShop) -> Topic:
    product = _product(named, live)
    quotes = tuple(Quote(sku, live.shop.stated_at) for sku in product.skus)
    return Topic(product, quotes, live.zone)


def _product(named: str, live: LiveShop) -> Product:
    products = live.index.products
    known = products.product(named)
    sku = products.sku(named)
    if known is None and sku is not None:
        known = products.product(sku.product_id)
    found = () if known is not None else tuple(id_ for match in products.find(named) for id_ in match.product_ids)
    if known is None and len(found) == 1:
        known = products.product(found[0])
    if known is None:
        raise BadRequest(f"没有找到唯一的商品“{named}”" + (f";相近的有:{'、'.join(found)}" if found else ""))
    return known


def _print(written: Written, *, asked: bool) -> None:
    console = Console(stderr=True)
    if written.by == "data":
        console.print(NOT_PASSED if asked else NO_MODEL, markup=False)
    for line in written.left_out:
        console.print(LEFT_OUT.format(line=line), markup=False)
    print(written.text)
