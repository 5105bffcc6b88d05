"""Is the database of this release, and if not, how does it become so?"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from sqlalchemy import Connection, inspect, text

from xiaoer.errors import MigrationNeeded

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every revision from the first to the newest: known without loading Alembic, which costs start-up time."""

HEAD = REVISIONS[-1]
VERSION_TABLE = "schema_revision"


class _Runner(Protocol):
    def upgrade(self, connection: Connection) -> None: ...


def revision(connection: Connection) -> str | None:
    """Return the revision of the database, None for an empty one. Raises `MigrationNeeded` for an unknown one."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608  # nosec B608 - a constant
    if found is not None and found not in REVISIONS:
        raise MigrationNeeded(f"the database has revision {found}, which this release does not know")
    return found


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest revision, in the caller's transaction. Raises `MigrationNeeded`."""
    if revision(connection) != HEAD:
        runner = cast("_Runner", import_module("xiaoer.adapters.storage.alembic_runner"))
        runner.upgrade(connection)


def require_current(connection: Connection) -> None:
    """Raise `MigrationNeeded` unless the database has the newest revision."""
    found = revision(connection)
    if found != HEAD:
        raise MigrationNeeded(f"the database has revision {found or 'none'}, this release needs {HEAD}")
