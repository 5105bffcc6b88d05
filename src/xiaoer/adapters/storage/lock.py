"""Who holds this data folder?"""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from xiaoer.adapters.storage.faults import translating
from xiaoer.errors import StoreInUse

LOCK_NAME = "xiaoer.lock"


@dataclass(frozen=True, slots=True)
class FolderLock:
    """The sole right to write in a data folder; the system takes it back when the process ends, however it ends."""

    _descriptor: int

    @staticmethod
    def take(folder: Path) -> FolderLock:
        """Take the lock of a folder, which is made if need be. Raises `StoreInUse`."""
        with translating():
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(descriptor)
            raise StoreInUse(f"the data folder {folder} is in use by process {holder}") from exc
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        return FolderLock(descriptor)

    def release(self) -> None:
        """Give the folder free. The file stays: removing it would let two processes lock two files of one name."""
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
