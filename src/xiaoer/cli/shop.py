"""How does a shop's data get in, go live and go back?"""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from xiaoer import bootstrap
from xiaoer.adapters.files.reader import read_path
from xiaoer.cli.options import ConfigOption, DataOption, settings_for
from xiaoer.cli.progress import shown_progress
from xiaoer.errors import ImportRejected
from xiaoer.ports import VersionRecord
from xiaoer.services.knowledge import check as checking
from xiaoer.services.knowledge.report import ImportReport

ROWS_SHOWN = 50  # more findings than that are counted, not listed
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
    """Import, print the report; exit 3 when nothing was imported because of errors."""
    settings = settings_for(data=data, file=file)

    async def run() -> tuple[ImportReport, VersionRecord | None]:
        async with bootstrap.writing(settings) as store:
            knowledge = bootstrap.knowledge_of(store)
            with shown_progress() as progress:
                report = await knowledge.import_shop(
                    settings.shop.shop_id,
                    await asyncio.to_thread(read_path, source, progress=progress),
                    strict=strict,
                    prune=prune,
                    dry_run=dry_run,
                    progress=progress,
                )
            wanted = go_live and report.outcome in {"stored", "unchanged"} and report.version is not None
            return report, await knowledge.publish(settings.shop.shop_id, report.version) if wanted else None

    report, published = asyncio.run(run())
    show_report(report)
    if published is not None:
        print(f"已发布版本 {published.number}")
    elif report.outcome == "stored":
        print("这是草稿,运行 xiaoer publish 后生效(订单已立即生效)")
    if report.outcome == "rejected":
        raise ImportRejected


def show_report(report: ImportReport) -> None:
    """Print what an import did."""
    console = Console(highlight=False)
    outcome = {
        "stored": f"已导入为版本 {report.version}",
        "unchanged": "资料没有变化",
        "planned": "试运行,没有写入",
        "rejected": "有错误,整体未导入",
    }[report.outcome]
    console.print(f"[bold]{outcome}[/bold]")
    for count in report.counts:
        console.print(f"  {count.kind:<12} {count.loaded}/{count.seen}", markup=False)
    for problem in report.problems[:ROWS_SHOWN]:
        mark = "✗" if problem.severity == "error" else "!"
        console.print(f"{mark} {problem.line()}", markup=False, soft_wrap=True)
    if len(report.problems) > ROWS_SHOWN:
        console.print(f"… 还有 {len(report.problems) - ROWS_SHOWN} 条")
    _show_diff(report, console)


def _show_diff(report: ImportReport, console: Console) -> None:
    diff = report.diff
    console.print(f"新增 {len(diff.added)},修改 {len(diff.changed)},删除 {len(diff.removed)}")
    if report.outcome != "planned":
        return
    lines = [f"+ {kind} {key}" for kind, key in diff.added]
    lines += [f"- {kind} {key}" for kind, key in diff.removed]
    for row in diff.changed:
        fields = ";".join(f"{change.field}: {change.old} → {change.new}" for change in row.fields)
        lines.append(f"~ {row.kind} {row.key}  {fields}")
    for line in lines[:ROWS_SHOWN]:
        console.print(line, markup=False, soft_wrap=True)
    if len(lines) > ROWS_SHOWN:
        console.print(f"… 还有 {len(lines) - ROWS_SHOWN} 条")


def check(source: SourceArgument) -> None:
    """Print the findings; exit 1 when any of them is an error."""
    with shown_progress() as progress:
        found = read_path(source, progress=progress)
        report = checking.check_source(found, now=bootstrap.CLOCK.now(), progress=progress)
    console = Console(highlight=False)
    for problem in report.problems:
        mark = "✗" if problem.severity == "error" else "!"
        console.print(f"{mark} {problem.line()}", markup=False, soft_wrap=True)
    for each in report.findings:
        mark = "✗" if each.severity == "error" else "!"
        console.print(f"{mark} {each.kind} {each.key}: {each.what};{each.advice}", markup=False, soft_wrap=True)
    severities = [entry.severity for entry in (*report.problems, *report.findings)]
    console.print(f"错误 {severities.count('error')},提醒 {severities.count('warning')}")
    if report.failed:
        raise typer.Exit(1)


def publish(
    number: Annotated[int | None, typer.Argument(help="版本号;不填则发布最新草稿")] = None,
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Make a version the live one."""
    settings = settings_for(data=data, file=file)

    async def run() -> VersionRecord:
        async with bootstrap.writing(settings) as store:
            return await bootstrap.knowledge_of(store).publish(settings.shop.shop_id, number)

    print(f"已发布版本 {asyncio.run(run()).number}")


def rollback(
    number: Annotated[int | None, typer.Argument(help="版本号;不填则退回上一次发布的版本")] = None,
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Make an earlier version the live one again."""
    settings = settings_for(data=data, file=file)

    async def run() -> VersionRecord:
        async with bootstrap.writing(settings) as store:
            return await bootstrap.knowledge_of(store).rollback(settings.shop.shop_id, number)

    print(f"已退回版本 {asyncio.run(run()).number}")


def versions(data: DataOption = None, file: ConfigOption = None) -> None:
    """Print all versions, newest first."""
    settings = settings_for(data=data, file=file)

    async def run() -> tuple[VersionRecord, ...]:
        async with bootstrap.reading(settings) as store:
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
