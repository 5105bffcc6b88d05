"""How does a receipt look as JSON, stored or fresh?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum

from xiaoer.core.dialogue.reply import Receipt
from xiaoer.core.language.redact import redact


def receipt_of(receipt: Receipt) -> dict[str, object]:
    """Return a receipt in the very form in which receipts are stored."""
    return {field.name: _plain(getattr(receipt, field.name)) for field in fields(receipt)}


def masked(value: object) -> object:
    """Return JSON with every private detail in its texts masked."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, list):
        return [masked(entry) for entry in value]
    if isinstance(value, Mapping):
        return {name: masked(entry) for name, entry in value.items()}
    return value


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    if isinstance(value, frozenset):
        return sorted(str(entry) for entry in value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
