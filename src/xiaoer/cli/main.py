"""Which command was given, and with which exit code does it end?"""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from xiaoer import __version__
from xiaoer.cli import care, measure, serve, shop, talk
from xiaoer.errors import (
    AccessError,
    BusyError,
    CatalogError,
    ConflictError,
    InputError,
    KnowledgeError,
    MissingError,
    SetupError,
    StoreError,
    XiaoerError,
)

EXIT_CODES: tuple[tuple[type[XiaoerError], int], ...] = (
    (SetupError, 2),
    (InputError, 3),
    (KnowledgeError, 3),
    (MissingError, 4),
    (ConflictError, 5),
    (AccessError, 6),
    (StoreError, 7),
    (CatalogError, 7),
    (BusyError, 8),
)
EXIT_INTERRUPTED = 130

app = typer.Typer(
    name="xiaoer",
    help="店小二:用店铺自己的资料回答顾客的智能客服。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (serve, shop, talk, measure, care):
    module.register(app)


@app.command("version", help="显示版本号")
def show_version() -> None:
    """Print the version."""
    print(__version__)


def exit_code(error: XiaoerError) -> int:
    """Return the exit code of an error."""
    return next(code for kind, code in EXIT_CODES if isinstance(error, kind))


def main() -> None:
    """Run the command line; a reported error becomes one plain message and its exit code."""
    try:
        app()
    except XiaoerError as error:
        console = Console(stderr=True, highlight=False)
        console.print(f"[red]错误:[/red]{error.user_message}")
        if error.detail:
            console.print(error.detail, markup=False)
        sys.exit(exit_code(error))
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
