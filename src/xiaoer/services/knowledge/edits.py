"""What has the owner changed by hand since the newest version, and not published yet?

A version never changes. An edit lies on top of the newest one, row by row, until publishing makes a version of both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.shop import Shop
from xiaoer.ports import Item, ItemKind, VersionRecord
from xiaoer.services.knowledge import codec
from xiaoer.services.knowledge.diff import Diff, Key, compare

MARK_CHARS = 16
State = Literal["same", "added", "changed"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One row as it shall become; without a body it goes."""

    kind: ItemKind
    key: str
    body: str | None
    at: datetime
    by: str


class EditStore(Protocol):
    """The edits of each shop, at most one a row. Every method raises `StoreDown` when the database fails."""

    async def all(self, shop_id: str) -> tuple[Edit, ...]:
        """Return every edit, oldest first."""
        ...

    async def put(self, shop_id: str, edits: Sequence[Edit]) -> None:
        """Store edits in place of those of the same rows, in one transaction."""
        ...

    async def drop(self, shop_id: str, edits: Sequence[Edit]) -> None:
        """Forget these edits, in one transaction; a row that was edited again in the meantime keeps its new edit."""
        ...


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """What the shop would be if it were published now, and what it is."""

    shop_id: str
    live: VersionRecord | None
    base: VersionRecord | None  #: what the edits lie on: the newest draft, else the live version
    edits: tuple[Edit, ...]
    items: Mapping[Key, Item]
    base_items: Mapping[Key, Item]
    live_items: Mapping[Key, Item]

    @property
    def profile(self) -> Profile:
        """Return the shop's settings."""
        item = self.items.get(("profile", codec.PROFILE_KEY))
        return Profile(name="") if item is None else codec.decode_profile(item.body)

    @property
    def zone(self) -> ZoneInfo:
        """Return the shop's time zone."""
        return ZoneInfo(self.profile.timezone)

    @property
    def is_dirty(self) -> bool:
        """Return whether publishing would change anything."""
        return bool(self.edits) or (self.base is not None and self.base != self.live)

    def of_kind(self, kind: ItemKind) -> tuple[Item, ...]:
        """Return the rows of one kind; those that the live version lacks come first, the newest at the top."""
        rows = [item for (row_kind, _), item in self.items.items() if row_kind == kind]
        fresh = [item for item in rows if (kind, item.key) not in self.live_items] if self.live else []
        known = {item.key for item in fresh}
        return (*reversed(fresh), *(item for item in rows if item.key not in known))

    def state_of(self, item: Item) -> State:
        """Return how a row differs from the live one."""
        live = self.live_items.get((item.kind, item.key))
        if live is None:
            return "added"
        return "same" if live.body == item.body else "changed"

    def parts_of(self, document: str) -> tuple[str, ...]:
        """Return the keys of a policy document's parts."""
        return tuple(key for kind, key in self.items if kind == "policy" and key.rpartition("#")[0] == document)

    def keys_of(self, kind: ItemKind, name: str) -> tuple[str, ...]:
        """Return the keys of what goes by this name: a row, or all parts of a policy document."""
        return self.parts_of(name) if kind == "policy" else (name,)

    def mark(self, kind: ItemKind, key: str) -> str:
        """Return what tells that a row, a whole policy document or the settings have moved; empty where none is."""
        found = [self.items[kind, one].body for one in self.keys_of(kind, key) if (kind, one) in self.items]
        return mark_of("\n".join(found)) if found else ""

    def diff(self) -> Diff:
        """Return what publishing would change."""
        if self.base == self.live:  # only edited rows can differ
            keys: list[Key] = [(edit.kind, edit.key) for edit in self.edits]
            old = {key: self.live_items[key].body for key in keys if key in self.live_items}
            new = {key: self.items[key].body for key in keys if key in self.items}
            return compare(old, new, self.zone)
        return compare(bodies(self.live_items.values()), bodies(self.items.values()), self.zone)

    def mark_of_all(self) -> str:
        """Return what tells that the draft or what it is compared with has moved."""
        numbers = (record.number if record else 0 for record in (self.live, self.base))
        rows = sorted((edit.kind, edit.key, edit.body or "") for edit in self.edits)
        return mark_of(json.dumps([*numbers, rows]))

    def title_of(self, key: Key) -> str:
        """Return what people call a row, be it here still or gone."""
        item = self.items.get(key) or self.live_items.get(key)
        return key[1] if item is None else title_of(item)

    def shop(self, at: datetime) -> Shop:
        """Return the shop that this makes."""
        number = self.base.number if self.base else 0
        return codec.decode_shop(self.items.values(), shop_id=self.shop_id, version=number, stated_at=at)

    def live_shop(self, at: datetime) -> Shop:
        """Return the shop that is live."""
        number = self.live.number if self.live else 0
        return codec.decode_shop(self.live_items.values(), shop_id=self.shop_id, version=number, stated_at=at)


def bodies(items: Iterable[Item]) -> Mapping[Key, str]:
    """Return the bodies of rows by kind and key."""
    return {(item.kind, item.key): item.body for item in items}


def by_key(items: Iterable[Item]) -> Mapping[Key, Item]:
    """Return rows by kind and key."""
    return {(item.kind, item.key): item for item in items}


def laid_over(base: Mapping[Key, Item], edits: Iterable[Edit]) -> Mapping[Key, Item]:
    """Return the rows with edits on top; new ones come last."""
    items = dict(base)
    for edit in edits:
        if edit.body is None:
            items.pop((edit.kind, edit.key), None)
        else:
            items[edit.kind, edit.key] = Item(edit.kind, edit.key, edit.body)
    return items


def title_of(item: Item) -> str:
    """Return what people call a row."""
    match item.kind:
        case "sku":
            sku = codec.decode_sku(item.body)
            return " ".join(filter(None, (sku.name, sku.option_text())))
        case "faq":
            return codec.decode_faq(item.body).question
        case "promotion":
            return codec.decode_promotion(item.body).name
        case "policy":
            passage = codec.decode_policy(item.body)
            return f"{passage.topic} / {passage.heading}"
        case "words":
            return item.key.partition("/")[2]
        case _:
            return ""


def mark_of(body: str) -> str:
    """Return a short mark by which a form tells whether its row has moved since."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:MARK_CHARS]
