"""Which files does a path or an upload hold, and may they be opened?

Nothing is ever unpacked to disk. An archive is bounded in entries, in unpacked bytes and in its ratio; the bounds are
counted while unpacking, since an archive may lie about its sizes.
"""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from xiaoer.adapters.files import wording
from xiaoer.errors import ImportRejected, NoShopData

MAX_ENTRIES = 2000  # a shop hands over a dozen tables and some hundred documents
MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_RATIO = 100  # real tables and documents deflate by 3 to 30
FREE_BYTES = 8 * 1024 * 1024  # below this no ratio is asked for: small files of one repeated row are honest
_DRIVE = re.compile(r"[A-Za-z]:")
_PIECE = 1024 * 1024
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_IGNORED_NAMES = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an import: its path within the shop's folder and how to read it."""

    path: PurePosixPath
    read: Callable[[], bytes]


def folder_entries(folder: Path) -> tuple[Entry, ...]:
    """Return the files below a folder in a stable order; hidden ones and links that lead out are left out."""
    root = folder.resolve()
    found: list[Entry] = []
    for path in sorted(folder.rglob("*")):
        relative = _safe(path.relative_to(folder).as_posix())
        if relative is None or not path.is_file() or not path.resolve().is_relative_to(root):
            continue
        found.append(Entry(relative, _reader(path)))
        if len(found) > MAX_ENTRIES:
            raise ImportRejected(wording.TOO_MANY_FILES.format(limit=MAX_ENTRIES))
    return tuple(found)


def file_entry(path: Path) -> Entry:
    """Return one file as an entry."""
    return Entry(PurePosixPath(_nfc(path.name)), _reader(path))


def archive_entries(content: bytes) -> tuple[Entry, ...]:
    """Return the files of a zip in a stable order, without its single outer folder.

    Raises `ImportRejected` for an archive over the bounds, `NoShopData` for one that cannot be opened.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as exc:
        raise NoShopData(wording.BROKEN_ARCHIVE) from exc
    with archive:
        members = [member for member in archive.infolist() if _wanted(member)]
        if len(archive.infolist()) > MAX_ENTRIES:
            raise ImportRejected(wording.TOO_MANY_FILES.format(limit=MAX_ENTRIES))
        budget = [MAX_UNPACKED_BYTES]
        files = [(path, _unpack(archive, member, budget)) for path, member in _named(members)]
    outer = _outer_folder([path for path, _ in files])
    entries = [Entry(PurePosixPath(*path.parts[outer:]), _held(body)) for path, body in files]
    return tuple(sorted(entries, key=lambda entry: entry.path.as_posix()))


def guard_container(content: bytes) -> None:
    """Refuse an office file (a zip inside) that would unpack over the bounds. Raises `ImportRejected`."""
    # A file that is no sound archive, such as an older format, is for its own reader to judge.
    with suppress(zipfile.BadZipFile, NoShopData, ValueError, OSError), zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.infolist()) > MAX_ENTRIES:
            raise ImportRejected(wording.TOO_MANY_FILES.format(limit=MAX_ENTRIES))
        budget = [MAX_UNPACKED_BYTES]
        for member in archive.infolist():
            for _ in _pieces(archive, member, budget):
                pass


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ImportRejected(wording.TOO_LARGE.format(name=path.name, limit=MAX_FILE_BYTES >> 20))
        return path.read_bytes()

    return read


def _held(body: bytes) -> Callable[[], bytes]:
    return lambda: body


def _wanted(member: zipfile.ZipInfo) -> bool:
    link = stat.S_ISLNK(member.external_attr >> 16)
    return not member.is_dir() and not link


def _named(members: list[zipfile.ZipInfo]) -> Iterator[tuple[PurePosixPath, zipfile.ZipInfo]]:
    for member in members:
        path = _safe(_member_name(member))
        if path is not None:
            yield path, member


def _member_name(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    # Without the flag, zipfile reads names as cp437: macOS means UTF-8 then, Chinese Windows GB18030.
    raw = member.orig_filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _safe(name: str) -> PurePosixPath | None:
    name = _nfc(name.replace("\\", "/"))
    path = PurePosixPath(name)
    if path.is_absolute() or _DRIVE.match(name):
        return None
    # Hidden files, spreadsheets' lock files, and `..`, which leads out.
    if any(part.startswith((".", "~$")) or part in _IGNORED_NAMES for part in path.parts):
        return None
    return path if path.parts else None


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _outer_folder(paths: list[PurePosixPath]) -> int:
    depth = 0
    while paths and all(len(path.parts) > depth + 1 for path in paths) and len({p.parts[depth] for p in paths}) == 1:
        if paths[0].parts[depth].lower() in wording.KNOWN_FOLDERS:
            break
        depth += 1
    return depth


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: list[int]) -> bytes:
    return b"".join(_pieces(archive, member, budget))


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: list[int]) -> Iterator[bytes]:
    if member.flag_bits & _ENCRYPTED:
        raise ImportRejected(wording.ENCRYPTED.format(name=member.filename))
    size = 0
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                budget[0] -= len(piece)
                _check(member, size, budget[0])
                yield piece
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError) as exc:
        raise NoShopData(wording.BROKEN_ARCHIVE) from exc


def _check(member: zipfile.ZipInfo, size: int, left: int) -> None:
    if size > MAX_FILE_BYTES or left < 0:
        raise ImportRejected(wording.TOO_LARGE.format(name=member.filename, limit=MAX_FILE_BYTES >> 20))
    if size > FREE_BYTES and size > MAX_RATIO * max(member.compress_size, 1):
        raise ImportRejected(wording.SUSPICIOUS_RATIO.format(name=member.filename))
