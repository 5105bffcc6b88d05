"""How does a shop's data get in, go live and go back?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from xiaoer.adapters.files.reader import read_path
from xiaoer.adapters.storage.control import read_control
from xiaoer.bootstrap import offline
from xiaoer.bootstrap.brain import CLOCK
from xiaoer.cli.options import ConfigOption, DataOption, settings_for
from xiaoer.cli.progress import shown_progress
from xiaoer.cli.remote import ask_server
from xiaoer.config import Settings
from xiaoer.errors import ImportRejected, StoreInUse
from xiaoer.ports import VersionRecord
from xiaoer.services.knowledge import check as checking
from xiaoer.services.knowledge.control import PUBLISHED, ROLLED_BACK, ImportWish, Told, import_source

SourceArgument = Annotated[Path, typer.Argument(help="资料目录、zip 或单个文件")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("import", help="导入店铺资料,生成草稿版本")(import_)
    app.command("check", help="检查资料中的矛盾和隐患,不写入任何内容")(check)
    app.command("publish", help="发布草稿,立即生效")(publish)
    app.command("rollback", help="退回之前发布的版本")(rollback)
    app.command("versions", help="列出资料版本")(versions)


def import_(
    source: SourceArgument,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="有任何错误行就整体不导入")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="删除资料里已不存在的条目")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示会有什么变化")] = False,
    go_live: Annotated[bool, typer.Option("--publish", help="导入后立即发布")] = False,
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Import and print the report; exit 3 when nothing was imported because of errors."""
    settings = settings_for(data=data, file=file)
    wish = ImportWish(str(source.absolute()), strict=strict, prune=prune, dry_run=dry_run, publish=go_live)

    async def here() -> Told:
        async with offline.writing(settings) as store:
            with shown_progress() as progress:
                read = await asyncio.to_thread(read_path, source, progress=progress)
                return await import_source(
                    offline.knowledge_of(store), settings.shop.shop_id, read, wish, progress=progress
                )

    _tell(_here_or_there(here, settings, "import", asdict(wish)))


def publish(
    number: Annotated[int | None, typer.Argument(help="版本号;不填则发布最新草稿")] = None,
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Make a version the live one."""
    settings = settings_for(data=data, file=file)

    async def here() -> Told:
        async with offline.writing(settings) as store:
            record = await offline.knowledge_of(store).publish(settings.shop.shop_id, number)
            return Told((PUBLISHED.format(number=record.number),))

    _tell(_here_or_there(here, settings, "publish", {"number": number}))


def rollback(
    number: Annotated[int | None, typer.Argument(help="版本号;不填则退回上一次发布的版本")] = None,
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Make an earlier version the live one again."""
    settings = settings_for(data=data, file=file)

    async def here() -> Told:
        async with offline.writing(settings) as store:
            record = await offline.knowledge_of(store).rollback(settings.shop.shop_id, number)
            return Told((ROLLED_BACK.format(number=record.number),))

    _tell(_here_or_there(here, settings, "rollback", {"number": number}))


def _here_or_there(
    here: Callable[[], Coroutine[None, None, Told]], settings: Settings, verb: str, body: dict[str, object]
) -> Told:
    """Do it on the data folder, or let the server do it that holds the folder."""
    try:
        return asyncio.run(here())
    except StoreInUse as in_use:
        control = read_control(settings.store.folder)
        if control is None:
            raise
        return ask_server(control, verb, body, otherwise=in_use)


def _tell(told: Told) -> None:
    console = Console(highlight=False)
    for line in told.lines:
        console.print(line, markup=False, soft_wrap=True)
    if told.rejected:
        raise ImportRejected


def check(source: SourceArgument) -> None:
    """Print the findings; exit 1 when any of them is an error."""
    with shown_progress() as progress:
        found = read_path(source, progress=progress)
        report = checking.check_source(found, now=CLOCK.now(), progress=progress)
    console = Console(highlight=False)
    for problem in report.problems:
        mark = "✗" if problem.severity == "error" else "!"
        console.print(f"{mark} {problem.line()}", markup=False, soft_wrap=True)
    for each in report.findings:
        mark = "✗" if each.severity == "error" else "!"
        console.print(f"{mark} {each.kind} {each.key}: {each.what};{each.advice}", markup=False, soft_wrap=True)
    severities = [*(p.severity for p in report.problems), *(f.severity for f in report.findings)]
    console.print(f"错误 {severities.count('error')},提醒 {severities.count('warning')}")
    if report.failed:
        raise typer.Exit(1)


def versions(data: DataOption = None, file: ConfigOption = None) -> None:
    """Print all versions, newest first."""
    settings = settings_for(data=data, file=file)

    async def run() -> tuple[VersionRecord, ...]:
        async with offline.reading(settings) as store:
            return await store.knowledge.versions(settings.shop.shop_id)

    table = Table()
    for column in ("版本", "导入时间", "来源", "发布时间", "状态"):
        table.add_column(column)
    for record in asyncio.run(run()):
        published = _local(record.published_at) if record.published_at else ""
        status = "生效中" if record.live else "已发布过" if published else "草稿"
        table.add_row(str(record.number), _local(record.stated_at), record.note, published, status)
    Console().print(table)


def _local(at: datetime) -> str:
    return at.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M")
