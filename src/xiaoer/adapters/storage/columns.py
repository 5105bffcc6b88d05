"""How do times, nouns and empty texts look inside a column?

Each type has a `to_column` and a `from_column`, handed to SQLAlchemy under its own names.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import cast

from sqlalchemy import DateTime, Dialect, String, Text, TypeDecorator

from xiaoer.adapters.storage.codec import decode, encode


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time on every engine; SQLite by itself would give back naive ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def to_column(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into UTC; refuse a naive one."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must know its zone")
        return value.astimezone(UTC)

    def from_column(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored time as aware UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    process_bind_param = to_column
    process_result_value = from_column


class JsonText(TypeDecorator[object]):
    """A noun, or a tuple of nouns, as JSON text; an empty tuple and None are NULL."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[object], absent: object = None) -> None:
        super().__init__()
        self.kind = kind
        self.absent = absent

    def to_column(self, value: object, dialect: Dialect) -> str | None:
        """Encode a noun."""
        del dialect
        return None if value == self.absent else _encoded(value)

    def from_column(self, value: str | None, dialect: Dialect) -> object:
        """Decode a noun; equal texts give the same frozen noun."""
        del dialect
        return self.absent if value is None else _decoded(cast("Hashable", self.kind), value)

    process_bind_param = to_column
    process_result_value = from_column


@lru_cache(maxsize=4096)
def _encoded(noun: Hashable) -> str:
    return encode(noun)


@lru_cache(maxsize=4096)
def _decoded(kind: Hashable, body: str) -> object:
    return decode(cast("type[object]", kind), body)


class Word(TypeDecorator[str]):
    """A text whose absence is the empty string in our nouns and NULL in the table."""

    impl = String
    cache_ok = True

    def to_column(self, value: str | None, dialect: Dialect) -> str | None:
        """Write the empty string as NULL."""
        del dialect
        return value or None

    def from_column(self, value: str | None, dialect: Dialect) -> str:
        """Read NULL as the empty string."""
        del dialect
        return value or ""

    process_bind_param = to_column
    process_result_value = from_column


class Choice(TypeDecorator[Enum]):
    """A member of a closed list, by its value."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self.kind = kind

    def to_column(self, value: Enum | None, dialect: Dialect) -> str | None:
        """Write the member's value."""
        del dialect
        return None if value is None else str(value.value)

    def from_column(self, value: str | None, dialect: Dialect) -> Enum | None:
        """Read the member of this value."""
        del dialect
        return None if value is None else self.kind(value)

    process_bind_param = to_column
    process_result_value = from_column
