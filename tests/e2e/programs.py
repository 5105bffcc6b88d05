"""How does a test run the real program?"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "shops" / "demo"
WIDE = {"COLUMNS": "400"}  # so that no table breaks its lines


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


def xiaoer(*arguments: object, given: str = "", **environ: str) -> Ran:
    """Run a command to its end."""
    ran = subprocess.run(
        [sys.executable, "-m", "xiaoer", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **WIDE, **environ},
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def done(*arguments: object, given: str = "") -> str:
    """Run a command that must end well and return what it printed."""
    ran = xiaoer(*arguments, given=given)
    assert ran.code == 0, ran
    return ran.out
