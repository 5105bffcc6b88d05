"""What does a foreign database error mean to us?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, SQLAlchemyError

from xiaoer.errors import BadRequest, StoreDown, XiaoerError

RETRY_AFTER_S = 1.0


def translated(exc: Exception) -> XiaoerError | None:
    """Return our error for one of the database's, None for an error of another origin."""
    if isinstance(exc, XiaoerError):
        return exc
    if isinstance(exc, UnicodeError | DataError):
        return BadRequest("the text holds characters that cannot be stored")
    if isinstance(exc, sqlite3.Error | SQLAlchemyError | OSError):
        return StoreDown(f"{type(exc).__name__}: {exc}", retry_after_s=RETRY_AFTER_S)
    return None


@contextmanager
def translating() -> Iterator[None]:
    """Raise our error in place of the database's."""
    try:
        yield
    except (sqlite3.Error, SQLAlchemyError, OSError, UnicodeError) as exc:
        ours = translated(exc)
        if ours is None:
            raise
        raise ours from exc


def is_busy(exc: sqlite3.Error) -> bool:
    """Return whether another connection holds the lock for now."""
    return _primary_code(exc) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def lost_a_sync(exc: BaseException) -> bool:
    """Return whether the disk failed to take what was written: nothing after that may be trusted."""
    return isinstance(exc, sqlite3.Error) and getattr(exc, "sqlite_errorcode", 0) in _SYNC_FAILURES


_SYNC_FAILURES = (sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC)


def _primary_code(exc: sqlite3.Error) -> int:
    code: int = getattr(exc, "sqlite_errorcode", 0)
    return code & 0xFF
