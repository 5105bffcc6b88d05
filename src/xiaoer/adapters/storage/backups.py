"""Which copies of everything lie in the data folder?"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

from xiaoer.adapters.storage.backup import backup
from xiaoer.adapters.storage.store import Store
from xiaoer.ports import Clock
from xiaoer.services.knowledge.ports import BackupFile

FOLDER = "backups"
NAME = re.compile(r"xiaoer-\d{8}-\d{6}\.zip")


class BackupFolder:
    """The `Backups` of a data folder."""

    def __init__(self, store: Store, folder: Path, clock: Clock) -> None:
        self._store = store
        self._folder = folder / FOLDER
        self._clock = clock

    async def make(self) -> BackupFile:
        """Make a copy while answers go on."""
        path = self._folder / self._clock.now().astimezone(UTC).strftime("xiaoer-%Y%m%d-%H%M%S.zip")
        await backup(self._store, path)
        return await asyncio.to_thread(_seen, path)

    async def all(self) -> tuple[BackupFile, ...]:
        """Return every copy, newest first."""
        return await asyncio.to_thread(self._all)

    async def content(self, name: str) -> bytes | None:
        """Return a copy."""
        path = self._folder / name
        if not NAME.fullmatch(name) or not await asyncio.to_thread(path.is_file):
            return None
        return await asyncio.to_thread(path.read_bytes)

    def _all(self) -> tuple[BackupFile, ...]:
        if not self._folder.is_dir():
            return ()
        found = (path for path in self._folder.iterdir() if NAME.fullmatch(path.name))
        return tuple(_seen(path) for path in sorted(found, reverse=True))


def _seen(path: Path) -> BackupFile:
    stat = path.stat()
    return BackupFile(path.name, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC))
