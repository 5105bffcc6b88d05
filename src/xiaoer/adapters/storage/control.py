"""How does a command reach the server that holds its data folder?"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

CONTROL_NAME = "control.json"


@dataclass(frozen=True, slots=True)
class Control:
    """Where the running server listens, and the token that only readers of the data folder know."""

    url: str
    token: str


def announce(folder: Path, control: Control) -> None:
    """Write the control file, readable by its owner only."""
    path = folder / CONTROL_NAME
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as sink:
        json.dump({"url": control.url, "token": control.token}, sink)


def withdraw(folder: Path) -> None:
    """Remove the control file."""
    (folder / CONTROL_NAME).unlink(missing_ok=True)


def read_control(folder: Path) -> Control | None:
    """Return how to reach the server of a data folder; None where no file says so."""
    try:
        content = json.loads((folder / CONTROL_NAME).read_text(encoding="utf-8"))
        return Control(str(content["url"]), str(content["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
