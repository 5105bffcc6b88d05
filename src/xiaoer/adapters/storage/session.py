"""How does a repository talk to its database, whichever it is?

A unit is a plain function over a `Session`: it looks first and writes then, and may be run again from the start.
The `Database` decides where and when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection, Delete, Insert, Select, Table, Update

R = TypeVar("R")
T = TypeVar("T")
Value = object
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True, eq=False)
class Query(Generic[R]):
    """A SELECT and the function that makes a noun of one row's columns."""

    select: Select[*tuple[object, ...]]
    read: Callable[..., R]


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """An INSERT, UPDATE or DELETE with named parameters."""

    statement: Insert | Update | Delete


class Session(Protocol):
    """One connection, inside a transaction when the unit writes. Raises the driver's own errors."""

    def one(self, query: Query[R], **values: Value) -> R | None:
        """Return the first row."""
        ...

    def all(self, query: Query[R], **values: Value) -> tuple[R, ...]:
        """Return every row."""
        ...

    def run(self, change: Change, **values: Value) -> int:
        """Make a change; return how many rows it touched."""
        ...

    def add_rows(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert many rows with the same columns."""
        ...


Unit = Callable[[Session], T]


class Database(Protocol):
    """Runs units. Every method raises `StoreDown` when the database fails."""

    engine: str  #: name and version, for people

    async def read(self, unit: Unit[T]) -> T:
        """Run a unit that reads a few rows by key."""
        ...

    async def scan(self, unit: Unit[T]) -> T:
        """Run a unit that reads many rows."""
        ...

    async def write(self, unit: Unit[T]) -> T:
        """Run a unit that writes a few rows; return once they are on the disk."""
        ...

    async def load(self, unit: Unit[T]) -> T:
        """Run a unit that writes many rows; return once they are on the disk."""
        ...

    async def on_connection(self, step: Callable[[Connection], None]) -> None:
        """Run a step of set-up on a SQLAlchemy connection, alone and in one transaction."""
        ...

    async def ping(self) -> None:
        """Return when the database can be read and written."""
        ...

    async def close(self) -> None:
        """Finish the writes in hand and let go of the database."""
        ...
