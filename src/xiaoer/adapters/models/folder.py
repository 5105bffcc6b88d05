"""Which model files lie in the data folder, and what must their bytes hash to?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from xiaoer.errors import NoSuchModel

SUFFIX, RECORD_SUFFIX = ".gguf", ".sha256"
PREFERRED = ("q4_0", "q8_0")  # the faster first
RECORD = re.compile(r"^([0-9a-f]{64}) [ *](.+)$")
UNKNOWN = "模型目录里没有 {name};已有的: {known}"
NOTHING = "无"


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model file and its record: the SHA-256 from when it came, empty where nobody recorded it."""

    path: Path
    sha256: str

    @property
    def name(self) -> str:
        """Return the file's name without its suffix."""
        return self.path.name.removesuffix(SUFFIX)


class ModelFolder:
    """The model files of an installation. A record is a `.sha256` file beside it that `sha256sum -c` reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> tuple[StoredModel, ...]:
        """Return all models, the preferred ones first."""
        found = (StoredModel(path, record_of(path)) for path in sorted(self.folder.glob(f"*{SUFFIX}")))
        return tuple(sorted(found, key=lambda model: (_rank(model.name), model.name)))

    def choose(self, wanted: str) -> StoredModel | None:
        """Return the model that is wanted by name or path; without a wish, the first one that has a record."""
        if not wanted:
            return next((model for model in self.all() if model.sha256), None)
        path = Path(wanted)
        for candidate in (path, self.folder / wanted, self.folder / f"{wanted}{SUFFIX}"):
            if candidate.is_file():
                return StoredModel(candidate, record_of(candidate))
        return None

    def find(self, wanted: str) -> StoredModel:
        """Return a model by name or path. Raises `NoSuchModel`."""
        chosen = self.choose(wanted)
        if chosen is None:
            known = ", ".join(model.name for model in self.all()) or NOTHING
            raise NoSuchModel(UNKNOWN.format(name=wanted or "*", known=known))
        return chosen

    def place(self, file_name: str) -> Path:
        """Return where a file of this name belongs, and make the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / file_name


def record(path: Path, sha256: str) -> None:
    """Write down what the bytes of a file hash to."""
    note = path.with_name(path.name + RECORD_SUFFIX)
    partial = note.with_name(note.name + ".part")
    partial.write_text(f"{sha256}  {path.name}\n", encoding="utf-8")
    partial.replace(note)


def record_of(path: Path) -> str:
    """Return what was written down about a file, or nothing."""
    try:
        found = RECORD.match(path.with_name(path.name + RECORD_SUFFIX).read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else ""


def _rank(name: str) -> int:
    lowered = name.lower()
    return next((rank for rank, kind in enumerate(PREFERRED) if kind in lowered), len(PREFERRED))
