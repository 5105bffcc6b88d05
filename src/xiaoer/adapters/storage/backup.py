"""How is the store copied while it serves, and how does a copy become a store again?

A backup is one zip file: a manifest with digests, and the database as one consistent file.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import shutil
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from xiaoer.adapters.storage.codec import decode, encode
from xiaoer.adapters.storage.faults import translating
from xiaoer.adapters.storage.lock import LOCK_NAME, FolderLock
from xiaoer.adapters.storage.migrate import REVISIONS, VERSION_TABLE
from xiaoer.adapters.storage.sqlite import SqliteDatabase, SqliteReads, connect
from xiaoer.adapters.storage.store import DATABASE_NAME, Store
from xiaoer.errors import BackupInvalid, ConfigInvalid, MigrationNeeded

FORMAT = "xiaoer-backup"
MANIFEST = "manifest.json"
CHUNK_BYTES = 1024 * 1024
MAX_MANIFEST_BYTES = 64 * 1024
FAST = 1  # zlib level: the file is half as large, and a gigabyte takes seconds
# All that zipfile raises for a file whose bytes were changed or cut off.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    FileNotFoundError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself."""

    format: str
    format_version: int
    engine: str
    revision: str
    file: str
    size_bytes: int
    sha256: str


async def backup(store: Store, path: Path) -> Manifest:
    """Write a backup of an open store to `path`, replacing a file there only once the new one is whole.

    Raises `StoreDown`, and `ConfigInvalid` for PostgreSQL, which has its own tools.
    """
    database = store.database
    if not isinstance(database, SqliteDatabase | SqliteReads):
        raise ConfigInvalid("xiaoer backs up SQLite only; for PostgreSQL use pg_dump and pg_restore")
    return await asyncio.to_thread(_backup, database.path, path)


async def restore(path: Path, data_dir: Path, *, replace: bool = False) -> Manifest:
    """Make a data folder out of a backup.

    The folder must be empty, or `replace` given, and in nobody's use. Raises `BackupInvalid`, `StoreInUse`,
    `ConfigInvalid` for a folder that holds something, `MigrationNeeded` for a backup of a newer release.
    """
    return await asyncio.to_thread(_restore, path, data_dir, replace=replace)


def _backup(source: Path, path: Path) -> Manifest:
    with translating():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".xiaoer-backup-", dir=path.parent) as folder:
            copy = Path(folder) / DATABASE_NAME
            revision = _copy(source, copy)
            manifest = Manifest(FORMAT, 1, "sqlite", revision, DATABASE_NAME, copy.stat().st_size, _sha256(copy))
            packed = Path(folder) / "backup.zip"
            with packed.open("wb") as file:
                _pack(file, manifest, copy)
                file.flush()
                os.fsync(file.fileno())
            packed.replace(path)
        _sync_folder(path.parent)
    return manifest


def _copy(source: Path, copy: Path) -> str:
    """Copy a database that may be in use, in one step: writers go on, and none of them is half in the copy."""
    reader = connect(source, read_only=True)
    writer = sqlite3.connect(copy, isolation_level=None)
    try:
        reader.backup(writer)
        writer.execute("PRAGMA journal_mode=DELETE")
        return _checked_revision(writer)
    finally:
        writer.close()
        reader.close()


def _checked_revision(connection: sqlite3.Connection) -> str:
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"the database is damaged: {verdict}")
    row = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608  # nosec B608 - a constant
    return str(row[0]) if row else ""


def _pack(file: BinaryIO, manifest: Manifest, copy: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as archive:
        archive.writestr(MANIFEST, encode(manifest))
        archive.write(copy, DATABASE_NAME)


def _restore(path: Path, data_dir: Path, *, replace: bool) -> Manifest:
    with translating():
        data_dir.mkdir(parents=True, exist_ok=True)
    lock = FolderLock.take(data_dir)
    try:
        with translating():
            if not replace and any(entry.name != LOCK_NAME for entry in data_dir.iterdir()):
                raise ConfigInvalid(f"{data_dir} is not empty: choose another folder, or say that it may be replaced")
            with tempfile.TemporaryDirectory(prefix=".xiaoer-restore-", dir=data_dir) as folder:
                unpacked = Path(folder) / DATABASE_NAME
                manifest = _unpack(path, unpacked)
                _put_in_place(unpacked, data_dir / DATABASE_NAME)
    finally:
        lock.release()
    return manifest


def _unpack(path: Path, unpacked: Path) -> Manifest:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            with archive.open(DATABASE_NAME) as packed, unpacked.open("wb") as file:
                shutil.copyfileobj(packed, file, CHUNK_BYTES)
                file.flush()
                os.fsync(file.fileno())
    except _DAMAGES as exc:
        raise BackupInvalid(f"{path} is no backup, or a damaged one: {exc}") from exc
    except OSError as exc:
        if exc.errno != errno.EINVAL:
            raise
        # A damaged directory of the archive sends the reader to a place before its start.
        raise BackupInvalid(f"{path} is a damaged backup") from exc
    if unpacked.stat().st_size != manifest.size_bytes or _sha256(unpacked) != manifest.sha256:
        raise BackupInvalid(f"{path} is damaged: its database does not match the digest")
    if manifest.revision not in REVISIONS:
        raise MigrationNeeded(f"the backup has revision {manifest.revision}, which this release does not know")
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > MAX_MANIFEST_BYTES:
        raise ValueError("the manifest is too large")
    manifest = decode(Manifest, archive.read(MANIFEST).decode())
    if manifest.format != FORMAT or manifest.format_version != 1 or manifest.engine != "sqlite":
        raise ValueError(f"unknown format {manifest.format} {manifest.format_version} of {manifest.engine}")
    if archive.getinfo(DATABASE_NAME).file_size != manifest.size_bytes:
        raise ValueError("the database is not as large as the manifest says")
    return manifest


def _put_in_place(unpacked: Path, database: Path) -> None:
    for suffix in ("-wal", "-shm"):
        # A log of the replaced database must not be applied to the new one.
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    unpacked.replace(database)
    _sync_folder(database.parent)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
