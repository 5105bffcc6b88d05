"""Which columns, in order, are the fields of a noun?

A SELECT of these makes the noun by its constructor: the order is the order of its fields, and a test says so.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import cast

from sqlalchemy import ColumnElement, Table

from xiaoer.adapters.storage import tables
from xiaoer.adapters.storage.session import Value
from xiaoer.core.dialogue.conversation import Conversation, Event, FailureCase, Ticket


def _columns(table: Table, noun: type) -> tuple[ColumnElement[Value], ...]:
    return tuple(table.c[field.name] for field in fields(noun))


CONVERSATION = _columns(tables.conversations, Conversation)
EVENT = _columns(tables.events, Event)
TICKET = _columns(tables.tickets, Ticket)
FAILURE = _columns(tables.failures, FailureCase)

Stored = Conversation | Event | Ticket | FailureCase


def values_of(noun: Stored) -> dict[str, Value]:
    """Return a noun's fields by column name."""
    names, read = _fields(cast("Hashable", type(noun)))
    return dict(zip(names, read(noun), strict=True))


@cache
def _fields(kind: type[Stored]) -> tuple[tuple[str, ...], attrgetter[tuple[Value, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)
