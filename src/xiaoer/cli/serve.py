"""How is the server started?"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.console import Console

from xiaoer import log
from xiaoer.adapters.models.folder import ModelFolder
from xiaoer.adapters.storage import control
from xiaoer.adapters.storage.control import Control
from xiaoer.bootstrap import server as servers
from xiaoer.bootstrap.engine import models_folder
from xiaoer.bootstrap.runtime import Runtime
from xiaoer.bootstrap.warmth import settle
from xiaoer.cli.options import ConfigOption, settings_for
from xiaoer.cli.progress import shown_progress
from xiaoer.config import Nested, Settings
from xiaoer.web.app import create_app
from xiaoer.web.server import a_server

LOCAL_ONLY = frozenset({"127.0.0.1", "::1", "localhost"})
FETCHING = frozenset({"local", "llamacpp"})  # engines that run a file which can be fetched


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("serve", help="启动服务")(serve)


def serve(
    *,
    port: Annotated[int | None, typer.Option("--port", help="端口", show_default="8080")] = None,
    host: Annotated[str | None, typer.Option("--host", help="监听地址", show_default="127.0.0.1")] = None,
    shop: Annotated[Path | None, typer.Option("--shop", help="首次启动时导入并发布的店铺资料目录")] = None,
    data: Annotated[Path | None, typer.Option("--data", help="数据目录", show_default="data")] = None,
    file: ConfigOption = None,
) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    given: Nested = {"server": {"port": port, "host": host}, "shop": {"source": shop}}
    flags: Nested = {name: {k: v for k, v in values.items() if v is not None} for name, values in given.items()}
    settings = settings_for(data=data, file=file, more=flags)
    log.configure(settings.log.level, settings.log.form)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    console = Console(highlight=False)
    with shown_progress() as progress:
        runtime = await servers.build(settings, progress=progress)
    try:
        runtime.follow_publications()
        server = a_server(create_app(runtime), runtime, on_started=lambda port: _tell(runtime, port, console))
        settle()
        await server.serve()
    finally:
        control.withdraw(settings.store.folder)
        await runtime.close()


def _tell(runtime: Runtime, port: int, console: Console) -> None:
    folder = runtime.settings.store.folder
    control.announce(folder, Control(f"http://127.0.0.1:{port}", runtime.control_token))
    announce(runtime, port=port, console=console)


def announce(runtime: Runtime, *, port: int, console: Console) -> None:
    """Print where the server can be reached, the owner's token if it is new, and what is missing."""
    settings = runtime.settings
    host = "127.0.0.1" if settings.server.host in {"0.0.0.0", "::"} else settings.server.host  # noqa: S104  # nosec B104 - compared, not bound
    base = settings.server.public_url or f"http://{host}:{port}"
    console.print(f"[bold]店小二已就绪[/bold]  {_of_shop(runtime, base)}", soft_wrap=True)
    for name, path in (
        ("聊天页", "/"),
        ("店主后台", "/admin"),
        ("客服工作台", "/desk"),
        ("接口", "/ai-reply"),
        ("OpenAI 接口", "/v1"),
        ("健康检查", "/readyz"),
    ):
        console.print(f"  {name:<8} {base}{path}", soft_wrap=True)
    if runtime.new_owner_token is not None:
        console.print(f"  店主令牌  {runtime.new_owner_token}  (只显示这一次,请妥善保存)", soft_wrap=True)
    console.print(f"  模型      {_of_model(runtime)}", soft_wrap=True)
    if settings.server.host in LOCAL_ONLY:
        console.print("  目前只接受本机访问;对外服务请加 --host 0.0.0.0", soft_wrap=True)


def _of_shop(runtime: Runtime, base: str) -> str:
    """Return which shop is served, or where its owner begins."""
    if runtime.shops.version(runtime.shop_id) is None:
        return f"还没有店铺资料:请打开 {base}/admin,用下面的店主令牌登录,跟着引导开店"
    live = runtime.shops.current(runtime.shop_id)
    return f"{live.shop.profile.name}(资料版本 {live.shop.version})"


def _of_model(runtime: Runtime) -> str:
    """Return what is to be said of the model: whether there is one, and else how to get it; nobody waits for it."""
    state = runtime.engine.state()
    if runtime.engine.name in FETCHING and not ModelFolder(models_folder(runtime.settings)).choose(""):
        return "尚未安装,全部回答来自店铺资料;运行 xiaoer model pull 可下载,服务不用重启"
    return state.detail or state.model
