"""Which columns, in order, are the fields of a noun?

A SELECT of these makes the noun by its constructor: the order is the order of its fields, and a test says so.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from sqlalchemy import ColumnElement, Table

from xiaoer.adapters.storage import tables
from xiaoer.adapters.storage.session import Value
from xiaoer.core.dialogue.conversation import Conversation, Event, FailureCase, Ticket


def columns_of(table: Table, noun: type) -> tuple[ColumnElement[Value], ...]:
    """Return the columns of a table in the order of a noun's fields."""
    return tuple(table.c[field.name] for field in fields(noun))


CONVERSATION = columns_of(tables.conversations, Conversation)
EVENT = columns_of(tables.events, Event)
TICKET = columns_of(tables.tickets, Ticket)
FAILURE = columns_of(tables.failures, FailureCase)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def values_of(noun: DataclassInstance) -> dict[str, Value]:
    """Return a noun's fields by column name."""
    names, read = _fields(cast("Hashable", type(noun)))
    return dict(zip(names, read(noun), strict=True))


@cache
def _fields(kind: type[DataclassInstance]) -> tuple[tuple[str, ...], attrgetter[tuple[Value, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)
