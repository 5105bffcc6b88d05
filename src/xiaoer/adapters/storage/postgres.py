"""How is PostgreSQL used, by one process or several?

Ordinary pooled transactions. Units lock the row of their conversation or shop first; what still collides with
another process is rolled back whole and run again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

from psycopg import errors as pg
from sqlalchemy import Connection, Table, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from xiaoer.adapters.storage.faults import translating
from xiaoer.adapters.storage.session import Change, Database, Query, Row, Unit, Value

R = TypeVar("R")
T = TypeVar("T")

POOL_SIZE = 10
MAX_OVERFLOW = 10
CONNECT_TIMEOUT_S = 3
POOL_PATIENCE_S = 5.0
STATEMENT_TIMEOUT_MS = 60_000
LOCK_TIMEOUT_MS = 5_000
TRIES = 3
MIGRATION_LOCK = 0x78_69_61_6F_65_72  # one process at a time changes the tables; any fixed number would do

_COLLISIONS = (pg.SerializationFailure, pg.DeadlockDetected, pg.UniqueViolation)


class PostgresSession:
    """A session over a SQLAlchemy connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def one(self, query: Query[R], **values: Value) -> R | None:
        """Return the first row."""
        row = self._connection.execute(query.select, values).first()
        return None if row is None else query.read(*row)

    def all(self, query: Query[R], **values: Value) -> tuple[R, ...]:
        """Return every row."""
        return tuple([query.read(*row) for row in self._connection.execute(query.select, values)])

    def run(self, change: Change, **values: Value) -> int:
        """Make a change; return how many rows it touched."""
        return self._connection.execute(change.statement, values).rowcount

    def add_rows(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert many rows with the same columns."""
        if rows:
            self._connection.execute(insert(table), [dict(row) for row in rows])


async def connect(url: str) -> Database:
    """Open the pool and make sure that the server answers. Raises `StoreDown`."""
    options = f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS} -c timezone=UTC"
    engine = create_async_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=MAX_OVERFLOW,
        pool_timeout=POOL_PATIENCE_S,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_S, "options": options},
    )
    with translating():
        async with engine.connect() as connection:
            version = (await connection.execute(text("SHOW server_version"))).scalar_one()
    return PostgresDatabase(engine, str(version).split()[0])


class PostgresDatabase:
    """A PostgreSQL database behind a connection pool."""

    def __init__(self, engine: AsyncEngine, version: str) -> None:
        self._engine = engine
        self.engine = f"PostgreSQL {version}"

    async def read(self, unit: Unit[T]) -> T:
        """Run a unit that reads."""
        with translating():
            async with self._engine.connect() as connection:
                return await connection.run_sync(lambda plain: unit(PostgresSession(plain)))

    async def scan(self, unit: Unit[T]) -> T:
        """Run a unit that reads."""
        return await self.read(unit)

    async def write(self, unit: Unit[T]) -> T:
        """Run a unit in a transaction, again when another process got in its way."""
        with translating():
            for last in (False,) * (TRIES - 1) + (True,):
                try:
                    async with self._engine.begin() as connection:
                        return await connection.run_sync(lambda plain: unit(PostgresSession(plain)))
                except DBAPIError as exc:
                    if last or not isinstance(exc.orig, _COLLISIONS):
                        raise
        raise AssertionError("the last try returns or raises")

    async def load(self, unit: Unit[T]) -> T:
        """Run a unit in a transaction."""
        return await self.write(unit)

    async def on_connection(self, step: Callable[[Connection], None]) -> None:
        """Run a step of set-up in a transaction that no other process's set-up runs beside."""
        with translating():
            async with self._engine.begin() as connection:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
                await connection.run_sync(step)

    async def ping(self) -> None:
        """Return when the server answers."""
        await self.read(lambda session: None)

    async def close(self) -> None:
        """Close the pool."""
        with translating():
            await asyncio.shield(self._engine.dispose())
