"""Where do the files of an export go?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from xiaoer.errors import BadRequest
from xiaoer.services.knowledge.export import ExportedFile

_BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets on Chinese Windows read UTF-8 as GBK


def write_folder(folder: Path, files: Iterable[ExportedFile]) -> tuple[Path, ...]:
    """Write an export into a folder, made where it is missing; return the paths.

    Raises `BadRequest` for a path that leads out of the folder.
    """
    written: list[Path] = []
    for file in files:
        relative = PurePosixPath(file.path)
        if relative.is_absolute() or ".." in relative.parts:
            raise BadRequest(file.path)
        path = folder.joinpath(*relative.parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        mark = _BYTE_ORDER_MARK if path.suffix == ".csv" else ""
        path.write_bytes((mark + file.text).encode("utf-8"))
        written.append(path)
    return tuple(written)
