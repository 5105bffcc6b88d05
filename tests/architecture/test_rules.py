"""Does the code keep the rules of the house, and would a violation be seen?"""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture import rules

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "xiaoer"
CONTRACT = (
    "[importlinter]",
    "root_package = house",
    "[importlinter:contract:1]",
    "name = one direction",
    "type = layers",
    "layers =",
    "  house.web",
    "  house.core",
)
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations/versions" not in path.as_posix())

PLANTED = {
    rules.small: ("core/big.py", "def f():\n" + "    x = 1\n" * 60),
    rules.few_positional_arguments: ("core/many.py", "def f(a, b, c, d, e, g): ..."),
    rules.plain_names: ("core/names.py", "class OrderManager: ..."),
    rules.one_question_a_file: ("core/mute.py", "x = 1"),
    rules.environment_only_in_config: ("web/app.py", "import os\nx = os.environ['A']"),
    rules.no_async_run_outside_cli: ("services/a.py", "import asyncio\nasyncio.run(x)"),
    rules.pure_core: ("core/clock.py", "def f():\n    return datetime.now()"),
    rules.no_loose_types_in_core: ("core/loose.py", "def f(a: dict[str, int]) -> int: ..."),
    rules.nothing_left_open: ("core/open.py", "# TO" + "DO later"),
    rules.broad_except_says_why: ("web/a.py", "try:\n    f()\nexcept Exception:\n    pass"),
    rules.imports_at_top: ("services/b.py", "def f():\n    from xiaoer.core import shop"),
}


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule):
    found = [
        violation
        for path in FILES
        for text in [path.read_text(encoding="utf-8")]
        for violation in rule(path.relative_to(SOURCE).as_posix(), text, ast.parse(text))
    ]
    assert found == []


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_a_planted_violation_is_seen(rule):
    path, text = PLANTED[rule]
    assert rule(path, text, ast.parse(text)) != []


def test_no_module_imports_itself_through_others():
    assert rules.cycles(rules.imports_of(SOURCE, "xiaoer")) == []


def test_a_planted_cycle_is_seen():
    assert rules.cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [("a", "b", "c")]


def test_imports_run_in_one_direction():
    linted = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout


def test_an_import_against_the_direction_is_seen(tmp_path):
    package = tmp_path / "house"
    for layer, text in {"core": "import house.web", "web": ""}.items():
        (package / layer).mkdir(parents=True)
        (package / layer / "__init__.py").write_text(text)
    (package / "__init__.py").write_text("")
    contract = "\n".join(CONTRACT)
    (tmp_path / ".importlinter").write_text(contract)
    linted = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 1


def test_no_import_is_excused():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert [contract["name"] for contract in contracts if "ignore_imports" in contract] == []
