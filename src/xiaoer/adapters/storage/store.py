"""How does one open the store?"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from xiaoer.adapters.storage import migrate
from xiaoer.adapters.storage.attachments import SqlAttachments
from xiaoer.adapters.storage.conversations import SqlConversations
from xiaoer.adapters.storage.desk import SqlDeskStore, SqlTicketBook
from xiaoer.adapters.storage.edits import SqlEdits
from xiaoer.adapters.storage.insight import SqlTalkBook
from xiaoer.adapters.storage.knowledge import SqlKnowledge
from xiaoer.adapters.storage.lock import FolderLock
from xiaoer.adapters.storage.orders import SqlOrders
from xiaoer.adapters.storage.secrets import SqlSecrets
from xiaoer.adapters.storage.session import Database
from xiaoer.adapters.storage.sqlite import SqliteDatabase, SqliteReads
from xiaoer.adapters.storage.staff import SqlAccounts, SqlApiKeys, SqlAuditLog
from xiaoer.adapters.storage.tickets import SqlTickets
from xiaoer.errors import ConfigInvalid, PluginMissing, StoreDown

DATABASE_NAME = "xiaoer.sqlite"


class _PostgresModule(Protocol):
    async def connect(self, url: str) -> Database: ...


@dataclass(frozen=True, slots=True)
class Store:
    """An open database and the repositories on it."""

    database: Database
    conversations: SqlConversations
    tickets: SqlTickets
    knowledge: SqlKnowledge
    edits: SqlEdits
    talk_book: SqlTalkBook
    orders: SqlOrders
    secrets: SqlSecrets
    attachments: SqlAttachments
    accounts: SqlAccounts
    api_keys: SqlApiKeys
    audit: SqlAuditLog
    ticket_book: SqlTicketBook
    desk: SqlDeskStore

    async def upgrade(self) -> None:
        """Bring the tables to this release. Raises `MigrationNeeded` when they are of a newer one."""
        await self.database.on_connection(migrate.upgrade)

    async def ping(self) -> None:
        """Return when the database takes reads and writes. Raises `StoreDown`."""
        await self.database.ping()

    async def close(self) -> None:
        """Finish the writes in hand and let go of the database."""
        await self.database.close()


def sqlite_url(folder: Path) -> str:
    """Return the URL of the database in a data folder."""
    return f"sqlite:///{folder.absolute() / DATABASE_NAME}"


async def open_store(url: str, *, read_only: bool = False) -> Store:
    """Open `sqlite:///PATH` or `postgresql://…`.

    A SQLite store for writing belongs to one process: a second one gets `StoreInUse`. With `read_only` it opens
    beside a running server and must have the tables of this release. Raises `StoreDown`, `StoreInUse`,
    `MigrationNeeded`, `ConfigInvalid` and `PluginMissing`.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as exc:
        raise ConfigInvalid(f"no database URL: {url!r}") from exc
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return await _open_sqlite(Path(parsed.database), read_only=read_only)
    if parsed.get_backend_name() == "postgresql":
        if find_spec("psycopg") is None:
            raise PluginMissing("PostgreSQL needs the extra package: pip install 'xiaoer[postgres]'")
        module = cast("_PostgresModule", import_module("xiaoer.adapters.storage.postgres"))
        plain = parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        store = _store(await module.connect(plain))
        return await _require_current(store) if read_only else store
    raise ConfigInvalid(f"the database URL must begin with sqlite:/// or postgresql://, not {parsed.drivername}")


async def _open_sqlite(path: Path, *, read_only: bool) -> Store:
    if read_only:
        if not await asyncio.to_thread(path.is_file):
            raise StoreDown(f"there is no database at {path}")
        return await _require_current(_store(SqliteReads(path)))
    with ExitStack() as undo:
        lock = FolderLock.take(path.parent)
        undo.callback(lock.release)
        store = _store(SqliteDatabase(path, lock))
        undo.pop_all()
        return store


async def _require_current(store: Store) -> Store:
    async with AsyncExitStack() as undo:
        undo.push_async_callback(store.close)
        await store.database.on_connection(migrate.require_current)
        undo.pop_all()
    return store


def _store(database: Database) -> Store:
    return Store(
        database=database,
        conversations=SqlConversations(database),
        tickets=SqlTickets(database),
        knowledge=SqlKnowledge(database),
        edits=SqlEdits(database),
        talk_book=SqlTalkBook(database),
        orders=SqlOrders(database),
        secrets=SqlSecrets(database),
        attachments=SqlAttachments(database),
        accounts=SqlAccounts(database),
        api_keys=SqlApiKeys(database),
        audit=SqlAuditLog(database),
        ticket_book=SqlTicketBook(database),
        desk=SqlDeskStore(database),
    )
