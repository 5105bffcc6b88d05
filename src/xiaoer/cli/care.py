"""How is the installation kept healthy?"""

from __future__ import annotations

import asyncio
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from xiaoer.adapters.models.folder import ModelFolder
from xiaoer.adapters.storage import backup as backups
from xiaoer.bootstrap import offline
from xiaoer.bootstrap.engine import models_folder
from xiaoer.bootstrap.keys import renew_owner_token
from xiaoer.cli.options import ConfigOption, DataOption, settings_for
from xiaoer.config import Settings
from xiaoer.errors import ConfigInvalid, XiaoerError

FREE_BYTES_NEEDED = 200_000_000  # room for a few imports and a backup of a small shop
EXTRAS = (("llamacpp", "xllamacpp"), ("postgres", "psycopg"), ("redis", "redis"), ("documents", "docx"))
Finding = tuple[Literal["好", "注意", "坏"], str, str]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("doctor", help="检查安装和数据是否正常")(doctor)
    app.command("backup", help="备份全部数据到一个文件,服务可以不停")(backup)
    app.command("restore", help="从备份文件恢复到数据目录")(restore)
    app.command("token", help="换一个新的店主令牌(需先停服务)")(token)


def doctor(data: DataOption = None, file: ConfigOption = None) -> None:
    """Print what is well and what is not; exit 1 when something is broken."""
    settings = settings_for(data=data, file=file)
    findings = (*_machine(settings), *asyncio.run(_store(settings)))
    table = Table()
    for column in ("状态", "项目", "说明"):
        table.add_column(column)
    for finding in findings:
        table.add_row(*finding)
    Console().print(table)
    if any(state == "坏" for state, _, _ in findings):
        raise typer.Exit(1)


def _machine(settings: Settings) -> Iterator[Finding]:
    yield "好", "Python", platform.python_version()
    yield "好", "SQLite", f"{sqlite3.sqlite_version},单进程单写入连接"
    folder = settings.store.folder
    existing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(existing).free
    yield "好" if free >= FREE_BYTES_NEEDED else "注意", "磁盘", f"剩余 {free // 1_000_000} MB"
    for extra, package in EXTRAS:
        installed = find_spec(package) is not None
        yield "好", f"扩展包 {extra}", "已安装" if installed else "未安装(需要时再装)"
    stored = ModelFolder(models_folder(settings)).choose(settings.engine.model)
    if stored is None:
        yield "注意", "模型", "尚未安装,全部回答来自店铺资料;运行 xiaoer model pull 可下载"
    else:
        yield "好", "模型", f"{stored.name}{'' if stored.sha256 else '(没有 SHA-256 记录)'}"


async def _store(settings: Settings) -> tuple[Finding, ...]:
    try:
        async with offline.reading(settings) as store:
            live = await store.knowledge.live(settings.shop.shop_id)
            tickets = await store.tickets.waiting(settings.shop.shop_id, limit=1000)
    except XiaoerError as error:
        return (("坏", "数据库", error.detail or error.user_message),)
    version: Finding = ("好", "店铺资料", f"版本 {live.number}") if live else ("坏", "店铺资料", "没有已发布的版本")
    return ("好", "数据库", "可读"), version, ("好", "等待人工", f"{len(tickets)} 个")


def backup(
    target: Annotated[Path, typer.Argument(help="备份文件")],
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Write a backup."""
    settings = settings_for(data=data, file=file)

    async def run() -> None:
        async with offline.reading(settings) as store:
            await backups.backup(store, target)

    with Console(stderr=True).status("备份中…"):
        asyncio.run(run())
    print(f"已备份到 {target}({target.stat().st_size // 1000} kB)")


def restore(
    source: Annotated[Path, typer.Argument(help="备份文件")],
    *,
    force: Annotated[bool, typer.Option("--force", help="覆盖数据目录里已有的数据库")] = False,
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Restore a backup into the data folder, which no server may be using."""
    settings = settings_for(data=data, file=file)
    try:
        with Console(stderr=True).status("恢复中…"):
            asyncio.run(backups.restore(source, settings.store.folder, replace=force))
    except ConfigInvalid as exc:
        raise ConfigInvalid(f"数据目录 {settings.store.folder} 不是空的;请换一个目录,或加 --force 覆盖") from exc
    print(f"已恢复到 {settings.store.folder}")


def token(data: DataOption = None, file: ConfigOption = None) -> None:
    """Print a new owner's token; the one before is void."""
    settings = settings_for(data=data, file=file)

    async def run() -> str:
        async with offline.writing(settings) as store:
            return await renew_owner_token(store, settings.shop.shop_id)

    print(f"新的店主令牌:{asyncio.run(run())}(只显示这一次,请妥善保存)")
