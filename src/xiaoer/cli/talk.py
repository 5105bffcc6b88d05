"""How does one talk to the shop from a terminal?"""

from __future__ import annotations

import asyncio
import json
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from xiaoer.bootstrap import offline
from xiaoer.cli.options import ConfigOption, DataOption, ShopOption, settings_for
from xiaoer.cli.voice import Voice, voice
from xiaoer.config import Settings
from xiaoer.core.dialogue.question import PageContext, Question, Shopper
from xiaoer.core.dialogue.state import FRESH
from xiaoer.errors import NoSuchMessage
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.turn import Answered

FAREWELLS = frozenset({"", "exit", "quit", "退出"})
TERMINAL_SHOPPER = Shopper("terminal")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("ask", help="问一句,看回答(不记入会话)")(ask)
    app.command("chat", help="在终端里连续对话(不记入会话)")(chat)
    app.command("explain", help="说明一条已发出的回复为什么这样说")(explain)


def ask(
    text: Annotated[str, typer.Argument(help="顾客的问题")],
    *,
    why: Annotated[bool, typer.Option("--explain", help="同时显示依据")] = False,
    product: Annotated[str, typer.Option("--product", help="顾客所在的商品页(商品ID)")] = "",
    data: DataOption = None,
    shop: ShopOption = None,
    file: ConfigOption = None,
) -> None:
    """Answer one question and print the reply."""
    asyncio.run(_ask(text, why=why, product=product, data=data, shop=shop, file=file))


async def _ask(text: str, *, why: bool, product: str, data: Path | None, shop: Path | None, file: Path | None) -> None:
    settings = settings_for(data=data, file=file)
    async with voice(settings) as given, _drafting(settings, shop, given) as (drafter, shop_id):
        question = Question(text, TERMINAL_SHOPPER, PageContext(product_id=product))
        answered = await drafter.draft(question, shop_id=shop_id)
        if answered.reply.route == "unsure" and await given.wake():  # only then could a model say more
            answered = await drafter.draft(question, shop_id=shop_id)
    print(answered.reply.text)
    if why:
        _show_reasons(answered)


def chat(data: DataOption = None, shop: ShopOption = None, file: ConfigOption = None) -> None:
    """Talk until an empty line or 退出."""
    asyncio.run(_chat(data, shop, file))


async def _chat(data: Path | None, shop: Path | None, file: Path | None) -> None:
    settings = settings_for(data=data, file=file)
    async with voice(settings) as given, _drafting(settings, shop, given) as (drafter, shop_id):
        await given.begin()
        await _converse(drafter, shop_id)


def _drafting(
    settings: Settings, folder: Path | None, given: Voice
) -> AbstractAsyncContextManager[tuple[Drafter, str]]:
    return offline.drafting(settings, folder=folder, speaker=given.speaker)


async def _converse(drafter: Drafter, shop_id: str) -> None:
    state = FRESH
    while True:
        try:
            text = (await asyncio.to_thread(input, "您:")).strip()
        except EOFError:
            return
        if text in FAREWELLS:
            return
        answered = await drafter.draft(Question(text, TERMINAL_SHOPPER), shop_id=shop_id, state=state)
        state = answered.state
        print(f"店小二:{answered.reply.text}\n")


def _show_reasons(answered: Answered) -> None:
    receipt, console = answered.receipt, Console()
    table = Table(title="依据", show_lines=True)
    table.add_column("项目", no_wrap=True)
    table.add_column("内容", overflow="fold")
    table.add_row("路线 / 规则", f"{receipt.route} / {receipt.rule}")
    table.add_row("补全后的问题", receipt.understanding.standalone)
    for ask_ in receipt.understanding.asks:
        goods = "、".join("/".join(match.product_ids) for match in ask_.entities.products)
        table.add_row("意图", f"{ask_.intent}({ask_.label}, {ask_.family}, {ask_.confidence:.2f}) {goods}")
    table.add_row("入口检查", f"{receipt.screening.action} {receipt.screening.reason}")
    for item in receipt.evidence:
        table.add_row(f"证据 {item.kind}:{item.id}", f"{item.title}\n{item.text}")
    for passage in receipt.passages:
        table.add_row(f"候选 {passage.kind}:{passage.id}", f"{passage.score:.2f} {passage.title}")
    if receipt.replaced:
        table.add_row("被替换的句子", "\n".join(receipt.replaced))
    table.add_row("耗时(毫秒)", " ".join(f"{stage.stage}={stage.ms}" for stage in receipt.stages))
    console.print(table)


def explain(
    message_id: Annotated[str, typer.Argument(help="回复的 message_id")],
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Print the stored receipt of a reply."""
    asyncio.run(_explain(message_id, data, file))


async def _explain(message_id: str, data: Path | None, file: Path | None) -> None:
    async with offline.reading(settings_for(data=data, file=file)) as store:
        receipt = await store.conversations.receipt(message_id)
    if receipt is None:
        raise NoSuchMessage(message_id)
    print(json.dumps(json.loads(receipt), ensure_ascii=False, indent=2))
