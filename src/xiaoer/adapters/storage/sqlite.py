"""How is SQLite opened, so that one process alone writes and nothing acknowledged is lost?

One connection writes and checkpoints; all others are read-only. SQLite before 3.51.3 can lose commits when several
connections checkpoint at once, so a lock file keeps a second process out.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import quote

from sqlalchemy import ClauseElement, Connection, StaticPool, Table, create_engine
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from xiaoer.adapters.storage.commits import GroupCommit
from xiaoer.adapters.storage.faults import translating
from xiaoer.adapters.storage.lock import FolderLock
from xiaoer.adapters.storage.session import Change, Query, Row, Unit, Value
from xiaoer.errors import StoreDown

R = TypeVar("R")
T = TypeVar("T")

_DIALECT = sqlite_dialect()
CHECKPOINT_PAGES = 2000  # 8 MB of log between checkpoints
LOG_LIMIT_BYTES = 64 * 1024 * 1024  # a log that grew under a long reader is cut back to this
READ_PATIENCE_S = 0.05
CACHE_KIB = 16_000
ROWS_AT_ONCE = 500  # rows of one INSERT in a load

_WRITER_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    f"cache_size=-{CACHE_KIB}",
    f"wal_autocheckpoint={CHECKPOINT_PAGES}",
    f"journal_size_limit={LOG_LIMIT_BYTES}",
)
_READER_PRAGMAS = ("query_only=ON", "temp_store=MEMORY", f"cache_size=-{CACHE_KIB}")


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a connection with our settings; transactions are begun by hand."""
    uri = f"file:{quote(str(path))}?mode={'ro' if read_only else 'rwc'}"
    patience_s = READ_PATIENCE_S if read_only else 0.0
    with translating():
        connection = sqlite3.connect(
            uri, uri=True, timeout=patience_s, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        for pragma in _READER_PRAGMAS if read_only else _WRITER_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    return connection


class SqliteSession:
    """A session that runs compiled SQL on the driver itself: some microseconds a statement."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._prepared: dict[object, _Prepared] = {}

    def one(self, query: Query[R], **values: Value) -> R | None:
        """Return the first row."""
        prepared = self._prepared.get(query) or self._prepare_query(query)
        row = self._connection.execute(prepared.sql, prepared.bind(values)).fetchone()
        return None if row is None else query.read(*prepared.read(row))

    def all(self, query: Query[R], **values: Value) -> tuple[R, ...]:
        """Return every row."""
        prepared = self._prepared.get(query) or self._prepare_query(query)
        rows = self._connection.execute(prepared.sql, prepared.bind(values)).fetchall()
        return tuple([query.read(*prepared.read(row)) for row in rows])

    def run(self, change: Change, **values: Value) -> int:
        """Make a change; return how many rows it touched."""
        prepared = self._prepared.get(change) or self._prepare_change(change)
        return self._connection.execute(prepared.sql, prepared.bind(values)).rowcount

    def add_rows(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert many rows with the same columns, several hundred in each statement."""
        if not rows:
            return
        names = tuple(rows[0])
        columns = ", ".join(f'"{name}"' for name in names)
        marks = f"({', '.join('?' * len(names))})"
        writers = tuple((name, _writer(table.c[name].type)) for name in names)
        for start in range(0, len(rows), ROWS_AT_ONCE):
            part = rows[start : start + ROWS_AT_ONCE]
            values = [write(row[name]) if write else row[name] for row in part for name, write in writers]
            sql = f'INSERT INTO "{table.name}" ({columns}) VALUES {", ".join([marks] * len(part))}'  # noqa: S608  # nosec B608 - our own names
            self._connection.execute(sql, values)

    def _prepare_query(self, query: Query[R]) -> _Prepared:
        readers = tuple(_reader(column.type) for column in query.select.selected_columns)
        prepared = self._prepared[query] = _Prepared(query.select, readers)
        return prepared

    def _prepare_change(self, change: Change) -> _Prepared:
        prepared = self._prepared[change] = _Prepared(change.statement, ())
        return prepared


_Convert = Callable[[Value], Value]


def _writer(kind: TypeEngine[Value]) -> _Convert | None:
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)


def _reader(kind: TypeEngine[Value]) -> _Convert | None:
    return kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None)


class _Prepared:
    """A statement as SQL text, with the conversions that its values need."""

    __slots__ = ("_binds", "_converts", "sql")

    def __init__(self, statement: ClauseElement, converts: tuple[_Convert | None, ...]) -> None:
        compiled = cast("SQLCompiler", statement.compile(dialect=_DIALECT))
        types = {name: bind.type for bind, name in compiled.bind_names.items()}
        self.sql = str(compiled)
        self._binds = tuple((name, _writer(types[name]), compiled.params[name]) for name in compiled.positiontup or ())
        self._converts = converts if any(converts) else ()

    def bind(self, values: Row) -> list[Value]:
        """Return the values in the order of the statement's marks."""
        bound: list[Value] = []
        for name, write, fixed in self._binds:
            value = values.get(name, fixed)
            bound.append(write(value) if write is not None else value)
        return bound

    def read(self, row: tuple[Value, ...]) -> Iterable[Value]:
        """Return a row's columns as Python values."""
        if not self._converts:
            return row
        return [value if read is None else read(value) for read, value in zip(self._converts, row, strict=True)]


def _on_alchemy(driver: sqlite3.Connection, step: Callable[[Connection], None]) -> None:
    # The engine borrows the connection: nothing of its pool may reset or close it.
    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool, pool_reset_on_return=None)
    with engine.connect() as connection, connection.begin():
        if not driver.in_transaction:  # SQLAlchemy rolled back what was begun, when it looked at the new connection
            driver.execute("BEGIN")
        step(connection)


class SqliteDatabase:
    """A SQLite file with one writer; see the module's text."""

    def __init__(self, path: Path, lock: FolderLock) -> None:
        self.engine = f"SQLite {sqlite3.sqlite_version}"
        self.path = path
        self._lock = lock
        self._writer = connect(path)
        self._commits = GroupCommit(self._writer, SqliteSession(self._writer))
        self._reads = SqliteReads(path)

    async def read(self, unit: Unit[T]) -> T:
        """Run a unit that reads a few rows, here and now."""
        return await self._reads.read(unit)

    async def scan(self, unit: Unit[T]) -> T:
        """Run a unit that reads many rows, in a thread."""
        return await self._reads.scan(unit)

    async def write(self, unit: Unit[T]) -> T:
        """Run a unit in the next commit."""
        return await self._commits.write(unit)

    async def load(self, unit: Unit[T]) -> T:
        """Run a unit in a commit of its own, in a thread."""
        return await self._commits.write(unit, long=True)

    async def on_connection(self, step: Callable[[Connection], None]) -> None:
        """Run a step of set-up on the writing connection."""
        await self._commits.write(lambda session: _on_alchemy(self._writer, step), long=True)

    async def ping(self) -> None:
        """Return when a transaction could be begun and committed."""
        await self._commits.write(lambda session: None)
        await self._reads.ping()

    async def close(self) -> None:
        """Drain the writer, fold the log into the database and release the folder."""
        await self._commits.close()
        await self._reads.close()
        with translating():
            try:
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                self._writer.close()
                self._lock.release()


class SqliteReads:
    """A SQLite file for reading only; another process may be writing it."""

    def __init__(self, path: Path) -> None:
        self.engine = f"SQLite {sqlite3.sqlite_version}"
        self.path = path
        # Reads by key take some 20 microseconds; a hop through a thread takes ten times as long.
        self._near = connect(path, read_only=True)
        self._far = connect(path, read_only=True)
        self._near_session = SqliteSession(self._near)
        self._far_session = SqliteSession(self._far)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="xiaoer-scan")

    async def read(self, unit: Unit[T]) -> T:
        """Run a unit that reads a few rows, here and now."""
        with translating():
            return unit(self._near_session)

    async def scan(self, unit: Unit[T]) -> T:
        """Run a unit that reads many rows, in a thread."""
        with translating():
            return await asyncio.get_running_loop().run_in_executor(self._thread, unit, self._far_session)

    async def write(self, unit: Unit[T]) -> T:
        """Refuse: this store is for reading."""
        raise StoreDown("this store was opened for reading only")

    async def load(self, unit: Unit[T]) -> T:
        """Refuse: this store is for reading."""
        raise StoreDown("this store was opened for reading only")

    async def on_connection(self, step: Callable[[Connection], None]) -> None:
        """Run a step of set-up that only reads."""
        with translating():
            _on_alchemy(self._far, step)

    async def ping(self) -> None:
        """Return when the file can be read."""
        with translating():
            self._near.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    async def close(self) -> None:
        """Let go of the file."""
        self._thread.shutdown()
        self._near.close()
        self._far.close()
