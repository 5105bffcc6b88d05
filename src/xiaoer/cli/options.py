"""Which options do several commands share?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xiaoer import config
from xiaoer.config import Nested, Settings

DataOption = Annotated[Path | None, typer.Option("--data", help="数据目录", show_default="data")]
ShopOption = Annotated[Path | None, typer.Option("--shop", help="店铺资料目录;不用数据目录里已发布的版本时指定")]
ConfigOption = Annotated[Path | None, typer.Option("--config", help="配置文件", show_default="xiaoer.toml")]


def settings_for(*, data: Path | None = None, file: Path | None = None, more: Nested | None = None) -> Settings:
    """Return the settings with the flags of a command on top. Raises `ConfigInvalid`."""
    flags: Nested = {section: dict(values) for section, values in (more or {}).items()}
    if data is not None:
        flags.setdefault("store", {})["folder"] = data
    return config.load(file=file, flags=flags)
