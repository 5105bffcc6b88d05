"""Does every command speak Chinese, and every error end with its own exit code?"""

from __future__ import annotations

import re

import pytest
import typer
from tests.architecture.test_errors import leaves
from typer.testing import CliRunner

from xiaoer import __version__
from xiaoer.cli import main
from xiaoer.cli.main import COMMANDS, application, exit_code
from xiaoer.errors import (
    BackupInvalid,
    CatalogDown,
    ClientIdReused,
    ConfigInvalid,
    EmptyQuestion,
    ImportRejected,
    NoSuchVersion,
    NotSignedIn,
    RateLimited,
    StoreInUse,
)

CHINESE = re.compile(r"[一-鿿]")
PROGRAM = typer.main.get_command(application(()))
ALL = sorted(PROGRAM.commands)


@pytest.mark.parametrize("error", leaves(), ids=lambda error: error.__name__)
def test_every_error_has_an_exit_code_that_is_neither_success_nor_a_crash(error):
    assert 2 <= exit_code(error()) <= 8


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigInvalid, 2),
        (EmptyQuestion, 3),
        (ImportRejected, 3),
        (NoSuchVersion, 4),
        (ClientIdReused, 5),
        (NotSignedIn, 6),
        (StoreInUse, 7),
        (BackupInvalid, 7),
        (CatalogDown, 7),
        (RateLimited, 8),
    ],
)
def test_scripts_can_rely_on_the_exit_codes(error, code):
    assert exit_code(error()) == code


def test_a_reported_error_is_told_without_a_traceback_and_ends_with_its_code(monkeypatch, capsys):
    def application_that_fails(_):
        def run():
            raise StoreInUse("held by [process] 7")

        return run

    monkeypatch.setattr(main, "application", application_that_fails)
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 7
    assert capsys.readouterr().err == "错误:数据目录正被另一个进程使用\nheld by [process] 7\n"


def test_ctrl_c_ends_as_shells_expect(monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "application", interrupted)
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 130


def test_every_command_can_be_found_without_loading_the_others():
    assert set(ALL) == {*COMMANDS, "version"}
    assert all(name in typer.main.get_command(application([name])).commands for name in COMMANDS)


@pytest.mark.parametrize("name", ALL)
def test_every_command_and_option_is_explained_in_chinese(name):
    command = PROGRAM.commands[name]
    texts = {"": command.help, **{param.name: getattr(param, "help", None) for param in command.params}}
    texts.pop("help", None)
    assert [key for key, text in texts.items() if not CHINESE.search(text or "")] == []


@pytest.mark.parametrize("name", ALL)
def test_help_is_shown_and_ends_well(name):
    shown = CliRunner().invoke(application([name]), [name, "--help"])
    assert shown.exit_code == 0
    assert PROGRAM.commands[name].help in shown.output


def test_no_command_at_all_shows_what_there_is():
    shown = CliRunner().invoke(application(()), [])
    assert all(name in shown.output for name in ALL)


def test_the_version_is_told():
    assert CliRunner().invoke(application(["version"]), ["version"]).output == f"{__version__}\n"
