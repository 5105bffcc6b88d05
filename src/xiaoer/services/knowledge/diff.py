"""What would an import add, change and remove?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from xiaoer.core.shop.money import Money
from xiaoer.services.knowledge import columns, wording
from xiaoer.services.knowledge.source import TableKind

_MONEY = frozenset({"price", "list_price", "threshold", "amount", "paid"})
_MASKED = frozenset({"phone", "address"})
_TABLES: dict[str, TableKind] = {"sku": "products", "faq": "faq", "promotion": "promotions", "order": "orders"}
_FIELD_NAMES = {
    "id": "编号", "off_sale": "下架", "rate": "折扣", "categories": "类目", "skus": "SKU", "products": "商品",
    "name": "名称", "topic": "主题", "heading": "标题", "text": "正文", "timezone": "时区", "assistant_name": "助手名",
    "list": "词表", "principles": "回答原则", "unsure_reply": "不确定时的回复", "handoff_words": "转人工词",
    "word": "词", "sensitive_words": "敏感词", "business_hours": "营业时间", "standard": "标准说法",
    "starts_at": "生效时间", "ends_at": "失效时间",
}  # fmt: skip

Key = tuple[str, str]
"""Kind and key of a row."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row before and after, in words for the merchant."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A row whose content changes."""

    kind: str
    key: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What an import changes; rows are named by kind and key."""

    added: tuple[Key, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Key, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def __add__(self, other: Diff) -> Diff:
        return Diff(self.added + other.added, self.changed + other.changed, self.removed + other.removed)


def compare(old: Mapping[Key, str], new: Mapping[Key, str], zone: ZoneInfo) -> Diff:
    """Return the difference between two states of rows, each a body by kind and key."""
    return Diff(
        added=tuple(key for key in new if key not in old),
        changed=tuple(
            Changed(key[0], key[1], _fields(key[0], old[key], body, zone))
            for key, body in new.items()
            if key in old and old[key] != body
        ),
        removed=tuple(key for key in old if key not in new),
    )


def _fields(kind: str, old: str, new: str, zone: ZoneInfo) -> tuple[FieldChange, ...]:
    before: dict[str, object] = json.loads(old)
    after: dict[str, object] = json.loads(new)
    names = dict.fromkeys((*before, *after))
    titles = _FIELD_NAMES | (dict(columns.headings(_TABLES[kind])) if kind in _TABLES else {})
    return tuple(
        FieldChange(titles.get(name, name), *_shown(name, before.get(name), after.get(name), zone))
        for name in names
        if before.get(name) != after.get(name)
    )


def _shown(name: str, old: object, new: object, zone: ZoneInfo) -> tuple[str, str]:
    if name in _MASKED:
        return wording.MASKED, wording.MASKED
    return _text(name, old, zone), _text(name, new, zone)


def _text(name: str, value: object, zone: ZoneInfo) -> str:
    if value is None:
        return wording.ABSENT
    if isinstance(value, bool):
        return "是" if value else "否"
    if name in _MONEY and isinstance(value, int):
        return Money(value).display()
    if name in ("starts_at", "ends_at") or name.endswith("_at"):
        return _time(str(value), zone)
    if isinstance(value, list):
        return "|".join("=".join(map(str, entry)) if isinstance(entry, list) else str(entry) for entry in value)
    return str(value)


def _time(text: str, zone: ZoneInfo) -> str:
    at = datetime.fromisoformat(text)
    return text if at.tzinfo is None else at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
