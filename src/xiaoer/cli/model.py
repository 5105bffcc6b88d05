"""Which model files are there, and how do they come?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import httpx2
import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Table

from xiaoer.adapters.models import fetch
from xiaoer.adapters.models.catalog import CATALOG, DEFAULT, HUBS, hub_named
from xiaoer.adapters.models.digest import sha256_of
from xiaoer.adapters.models.fetch import FetchPatience
from xiaoer.adapters.models.folder import ModelFolder, StoredModel
from xiaoer.adapters.models.gguf import read_gguf
from xiaoer.adapters.models.pull import Pull, Puller
from xiaoer.bootstrap.engine import models_folder
from xiaoer.cli.bench import bench_one
from xiaoer.cli.options import ConfigOption, DataOption, settings_for
from xiaoer.errors import ModelFileInvalid, NoSuchModel

MEGABYTE = 1_000_000
SOURCES = ", ".join(hub.name for hub in HUBS)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    models = typer.Typer(help="模型文件:列出、下载、校验、测速", no_args_is_help=True)
    models.command("list", help="列出可下载的和已有的模型")(show)
    models.command("pull", help="下载模型(可断点续传),服务不用停,下载完自动启用")(pull)
    models.command("verify", help="校验已有的模型文件")(verify)
    models.command("bench", help="测一个模型的速度和内存")(bench_one)
    app.add_typer(models, name="model")


def show(data: DataOption = None, file: ConfigOption = None) -> None:
    """Print what can be fetched and what is there."""
    folder = ModelFolder(models_folder(settings_for(data=data, file=file)))
    table = Table()
    for column in ("模型", "状态", "大小", "SHA-256", "说明"):
        table.add_column(column, overflow="fold")
    stored = {model.name: model for model in folder.all()}
    told = {model.name: model.told for model in CATALOG}
    for name in dict.fromkeys((*told, *stored)):
        model = stored.get(name)
        size = f"{model.path.stat().st_size // MEGABYTE} MB" if model else ""
        table.add_row(
            name, "已安装" if model else "可下载", size, model.sha256[:16] if model else "", told.get(name, "")
        )
    Console().print(table)


def pull(
    source: Annotated[str, typer.Argument(help="模型名、.gguf 的网址,或本机文件")] = DEFAULT,
    *,
    hub: Annotated[str, typer.Option("--from", help=f"下载站:{SOURCES},或镜像网址", show_default="依次尝试")] = "",
    sha256: Annotated[str, typer.Option("--sha256", help="文件应有的 SHA-256")] = "",
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Bring a model into the data folder; a running server picks it up by itself."""
    folder = ModelFolder(models_folder(settings_for(data=data, file=file)))
    hubs = (hub_named(hub),) if hub else HUBS
    with _shown() as progress, httpx2.Client() as client:
        said = Console(stderr=True, highlight=False)
        puller = Puller(
            folder, client, progress=progress, say=lambda name: said.print(f"从 {name} 获取…"), patience=FetchPatience()
        )
        pulled = puller.pull(Pull(source, hubs, sha256.lower()))
    print(f"已就绪:{pulled.model.path}")
    print(f"SHA-256 {pulled.model.sha256}")
    if not pulled.vouched:
        print("来源没有公布校验值,以上为首次获取时的记录,以后每次启动都按它校验")


def verify(
    name: Annotated[str, typer.Argument(help="模型名或路径;不写则全部")] = "",
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Read every byte again and compare with the record; exit 1 when one is not right."""
    folder = ModelFolder(models_folder(settings_for(data=data, file=file)))
    wanted = (folder.find(name),) if name else folder.all()
    if not wanted:
        raise NoSuchModel("模型目录是空的;运行 xiaoer model pull 可下载")
    findings = [(model, _trouble(model)) for model in wanted]
    for model, trouble in findings:
        print(f"{model.name}: {trouble or '完好'}")
    if any(trouble for _, trouble in findings):
        raise typer.Exit(1)


def _trouble(model: StoredModel) -> str:
    try:
        read_gguf(model.path)
    except ModelFileInvalid as error:
        return error.detail
    if not model.sha256:
        return "没有 SHA-256 记录;可用 xiaoer model pull 文件路径 登记"
    return "" if sha256_of(model.path) == model.sha256 else "内容与记录的 SHA-256 不符"


@contextmanager
def _shown() -> Iterator[fetch.Progress]:
    """Yield a progress callback that draws a bar on stderr."""
    columns = (TextColumn("下载"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("下载", total=None)

        def show(done: int, total: int | None) -> None:
            bars.update(task, completed=done, total=total)

        yield show
