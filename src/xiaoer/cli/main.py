"""Which command was given, and with which exit code does it end?"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

import typer
from rich.console import Console

from xiaoer import __version__
from xiaoer.config import spare_libraries
from xiaoer.errors import (
    AccessError,
    BusyError,
    CatalogError,
    ConflictError,
    EngineError,
    InputError,
    KnowledgeError,
    MissingError,
    ModelError,
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
    (EngineError, 7),
    (ModelError, 7),
    (BusyError, 8),
)
EXIT_INTERRUPTED = 130
COLLECTED_EVERY = (20_000, 50, 100)
"""How many new objects bring on a round of the garbage collector, and how many rounds an older one.

A message makes some thousands of objects and a start some hundred thousand; Python's own 700 would look through
them over and over.
"""

COMMANDS = {
    "serve": "serve",
    **dict.fromkeys(("import", "check", "publish", "rollback", "versions"), "shop"),
    **dict.fromkeys(("ask", "chat", "explain"), "talk"),
    **dict.fromkeys(("understand", "screen", "eval"), "measure"),
    **dict.fromkeys(("doctor", "backup", "restore", "token"), "care"),
    "model": "model",
    "bench": "bench",
    **dict.fromkeys(("write", "summarize"), "write"),
}
"""In which module of this package each command lives."""


def application(arguments: Sequence[str]) -> typer.Typer:
    """Return the program with the commands that these arguments may mean; others would only delay the start."""
    app = typer.Typer(
        name="xiaoer",
        help="店小二:用店铺自己的资料回答顾客的智能客服。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    wanted = COMMANDS.get(arguments[0]) if arguments else None
    for name in dict.fromkeys(COMMANDS.values()) if wanted is None else (wanted,):
        import_module(f"xiaoer.cli.{name}").register(app)
    app.command("version", help="显示版本号")(show_version)
    return app


def show_version() -> None:
    """Print the version."""
    print(__version__)


def exit_code(error: XiaoerError) -> int:
    """Return the exit code of an error."""
    return next(code for kind, code in EXIT_CODES if isinstance(error, kind))


def main() -> None:
    """Run the command line; a reported error becomes one plain message and its exit code."""
    gc.set_threshold(*COLLECTED_EVERY)
    spare_libraries()
    try:
        application(sys.argv[1:])()
    except XiaoerError as error:
        console = Console(stderr=True, highlight=False)
        console.print(f"[red]错误:[/red]{error.user_message}")
        if error.detail:
            console.print(error.detail, markup=False)
        sys.exit(exit_code(error))
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
