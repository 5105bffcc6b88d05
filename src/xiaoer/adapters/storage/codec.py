"""How does a frozen noun become JSON text, and come back?

Encoding keeps every field. Decoding needs the type; a field that the text lacks takes its default, so that rows
written by an older release stay readable.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Noun = TypeVar("Noun")
Reader = Callable[[object], object]


def encode(noun: object) -> str:
    """Return a noun (a frozen dataclass of plain values, tuples, times and nouns) as compact JSON text."""
    return _ENCODER.encode(noun)


def decode(kind: type[Noun], body: str) -> Noun:
    """Return the noun of this kind that `encode` wrote. Raises ValueError or TypeError for any other text."""
    return cast("Noun", _reader(cast("Hashable", kind))(json.loads(body)))


def _plain(value: object) -> object:
    shape = _shape(cast("Hashable", type(value)))
    if shape is not None:
        names, read = shape
        return dict(zip(names, read(value), strict=True))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form here")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain, check_circular=False)


@cache
def _shape(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]] | None:
    """Return the field names of a noun and how to read them all at once, None for another type."""
    if not is_dataclass(kind):
        return None
    names = tuple(field.name for field in fields(kind))
    if len(names) == 1:
        only = attrgetter(names[0])
        return names, lambda noun: (only(noun),)
    return names, attrgetter(*names)


@cache
def _reader(kind: object) -> Reader:
    if get_origin(kind) in (Union, UnionType):
        return _optional(kind)
    if get_origin(kind) is tuple:
        return _tuple(kind)
    if get_origin(kind) is Literal or kind in (str, int, float, bool):
        return _as_it_is
    if isinstance(kind, type):
        if is_dataclass(kind):
            return _dataclass(kind)
        if issubclass(kind, datetime | date):
            return lambda value: kind.fromisoformat(cast("str", value))
        if issubclass(kind, Enum):
            return kind
    raise TypeError(f"{kind} cannot be read from JSON here")


def _as_it_is(value: object) -> object:
    return value


def _optional(kind: object) -> Reader:
    options = [_reader(option) for option in get_args(kind) if option is not type(None)]
    if any(read is not options[0] for read in options):
        raise TypeError(f"{kind} cannot be told apart in JSON")
    return lambda value: None if value is None else options[0](value)


def _tuple(kind: object) -> Reader:
    parts = get_args(kind)
    if len(parts) == 2 and parts[1] is Ellipsis:
        read = _reader(parts[0])
        return lambda value: tuple([read(entry) for entry in cast("list[object]", value)])
    readers = tuple(_reader(part) for part in parts)
    return lambda value: tuple(read(entry) for read, entry in zip(readers, cast("list[object]", value), strict=True))


def _dataclass(kind: type) -> Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    required = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}

    def read(value: object) -> object:
        if not isinstance(value, Mapping) or not required <= value.keys():
            raise ValueError(f"not a stored {kind.__name__}")
        return kind(**{name: readers[name](entry) for name, entry in value.items() if name in readers})

    return read
