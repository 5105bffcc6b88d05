"""How does the owner change the shop row by row, and how do the changes become a version?"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from xiaoer.core.shop.profile import Profile
from xiaoer.core.staff import Staffer
from xiaoer.errors import DraftMoved, NoSuchRow, NoSuchVersion, RowMoved
from xiaoer.ports import Item, ItemKind, VersionRecord
from xiaoer.services.knowledge import codec, draft, forms, reading, wording
from xiaoer.services.knowledge.edits import Edit, EditStore, WorkingCopy, by_key, laid_over
from xiaoer.services.knowledge.forms import Cells, RowKind, Section
from xiaoer.services.knowledge.report import ImportReport, Outcome
from xiaoer.services.knowledge.service import KnowledgeService, silent
from xiaoer.services.knowledge.source import Problem, Source


@dataclass(frozen=True, slots=True)
class Wish:
    """Which row shall change: `key` is empty for a new one, `mark` is that of the row as the form was filled from.

    Policies, words and settings are named by their key also while they are new; their mark is empty then.
    """

    key: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a form; without a key nothing was kept."""

    key: str
    problems: tuple[Problem, ...] = ()


class Editing:
    """The unpublished changes of one shop, on top of its newest version."""

    def __init__(self, knowledge: KnowledgeService, edits: EditStore, *, shop_id: str) -> None:
        self._knowledge = knowledge
        self._edits = edits
        self._shop_id = shop_id
        self._read: tuple[VersionRecord | None, dict[int, dict[tuple[str, str], Item]]] = (None, {})
        self._turn = asyncio.Lock()

    async def working(self) -> WorkingCopy:
        """Return what the shop would be if it were published now."""
        live = await self._knowledge.knowledge.live(self._shop_id)
        base = await self._knowledge.base(self._shop_id)
        edits = await self._edits.all(self._shop_id)
        rows = {
            record.number: self._read[1].get(record.number) or await self._items(record.number)
            for record in (base, live)
            if record is not None
        }
        self._read = (base, rows)
        below = rows[base.number] if base else {}
        items = await asyncio.to_thread(laid_over, below, edits)
        return WorkingCopy(self._shop_id, live, base, edits, items, below, rows[live.number] if live else {})

    async def save_row(self, kind: RowKind, wish: Wish, cells: Cells, actor: Staffer) -> Saved:
        """Keep a row as its form states it. Raises `NoSuchRow` and `RowMoved`."""
        async with self._turn:
            copy = await self.working()
            if wish.key:
                _check_there(copy, kind, wish)
            if wish.key and kind == "faq":
                cells = forms.with_key(kind, cells, wish.key)
            items = tuple(copy.items.values())
            filled = await asyncio.to_thread(forms.read_row, kind, cells, items, shop_id=self._shop_id)
            item, problems = filled.item, filled.problems
            if item is None or any(problem.severity == "error" for problem in problems):
                return Saved("", problems)
            if item.key != wish.key and (kind, item.key) in copy.items:
                return Saved("", (*problems, forms.taken(kind, item.key)))
            gone = (wish.key,) if wish.key and wish.key != item.key else ()
            await self._keep(copy, (item,), kind, gone, actor)
            return Saved(item.key, problems)

    async def add_word(self, item: Item, actor: Staffer) -> None:
        """Keep a new word; adding it again changes nothing. Raises `RowMoved` where it means something else already."""
        async with self._turn:
            copy = await self.working()
            there = copy.items.get((item.kind, item.key))
            if there is not None and there.body != item.body:
                raise RowMoved
            await self._keep(copy, (item,), item.kind, (), actor)

    async def save_policy(self, wish: Wish, sections: Sequence[Section], actor: Staffer) -> tuple[Problem, ...]:
        """Keep a policy document with these parts and no others; return what is wrong with it. Raises `RowMoved`."""
        async with self._turn:
            copy = await self.working()
            _check_same(copy, "policy", wish)
            filled = forms.read_policy(wish.key, _topic(copy, wish.key), sections, copy.zone)
            if not filled.problems:
                items = tuple(codec.policy_item(passage) for passage in filled.passages)
                gone = tuple(key for key in copy.parts_of(wish.key) if ("policy", key) not in by_key(items))
                await self._keep(copy, items, "policy", gone, actor)
            return filled.problems

    async def save_profile(self, mark: str, profile: Profile, actor: Staffer) -> tuple[Problem, ...]:
        """Keep the shop's settings; return what is wrong with them. Raises `RowMoved`."""
        async with self._turn:
            copy = await self.working()
            _check_same(copy, "profile", Wish(codec.PROFILE_KEY, mark))
            found = forms.read_settings(profile, copy.profile)
            if found.profile is not None and not found.problems:
                await self._keep(copy, (codec.profile_item(found.profile),), "profile", (), actor)
            return found.problems

    async def remove(self, kind: ItemKind, wish: Wish, actor: Staffer) -> None:
        """Take a row out, or a whole policy document by its name. Raises `NoSuchRow` and `RowMoved`."""
        async with self._turn:
            copy = await self.working()
            _check_there(copy, kind, wish)
            await self._keep(copy, (), kind, copy.keys_of(kind, wish.key), actor)

    async def undo(self, kind: ItemKind, key: str, actor: Staffer) -> None:
        """Make a row again what it is in the live version. Raises `NoSuchRow` where it is so already."""
        async with self._turn:
            copy = await self.working()
            now, live = copy.items.get((kind, key)), copy.live_items.get((kind, key))
            if now == live:
                raise NoSuchRow
            await self._keep(copy, () if live is None else (live,), kind, () if live else (key,), actor)

    async def discard(self) -> None:
        """Forget every unpublished change; a draft version gives way to one that equals the live one."""
        async with self._turn:
            copy = await self.working()
            await self._edits.drop(self._shop_id, copy.edits)
            if copy.live is not None and copy.base != copy.live:
                await self._store(tuple(copy.live_items.values()), wording.DISCARDED_NOTE)

    async def publish(self, seen: str = "") -> VersionRecord:
        """Make the working copy live, if it is the one of that mark. Raises `NoSuchVersion` and `DraftMoved`."""
        async with self._turn:
            copy = await self.working()
            _check_seen(copy, seen)
            record = copy.base
            if copy.edits:
                record = await self._store(tuple(copy.items.values()), wording.EDITED_NOTE)
                await self._edits.drop(self._shop_id, copy.edits)
            if record is None:
                raise NoSuchVersion
            return await self._knowledge.publish(self._shop_id, record.number)

    async def import_source(self, source: Source, *, prune: bool, dry_run: bool) -> ImportReport:
        """Make a draft of the working copy and what a merchant's files say; orders in them count at once."""
        async with self._turn:
            copy = await self.working()
            items = tuple(copy.items.values())
            found = await asyncio.to_thread(reading.read, source, items, shop_id=self._shop_id, progress=silent)
            book = await self._knowledge.orders.all(self._shop_id) if "order" in found.groups else ()
            planned = await asyncio.to_thread(draft.build, items, book, found, prune=prune)
            changed = bool(planned.item_diff or planned.order_diff)
            outcome: Outcome = "planned" if dry_run else "stored" if changed else "unchanged"
            number = copy.base.number if copy.base else None
            if outcome == "stored":
                if planned.item_diff:
                    number = (await self._store(planned.items, source.name)).number
                    await self._edits.drop(self._shop_id, copy.edits)
                await self._knowledge.orders.put(self._shop_id, planned.put_orders)
                await self._knowledge.orders.drop(self._shop_id, planned.drop_orders)
            diff = planned.item_diff + planned.order_diff
            return ImportReport(self._shop_id, outcome, number, found.counts, found.problems, diff)

    async def _items(self, number: int) -> dict[tuple[str, str], Item]:
        found = await self._knowledge.knowledge.items(self._shop_id, number)
        return dict(await asyncio.to_thread(by_key, found))

    async def _store(self, items: Sequence[Item], note: str) -> VersionRecord:
        at = self._knowledge.clock.now()
        return await self._knowledge.knowledge.store(self._shop_id, items, stated_at=at, note=note)

    async def _keep(
        self, copy: WorkingCopy, items: Sequence[Item], kind: ItemKind, gone: Sequence[str], actor: Staffer
    ) -> None:
        at, by = self._knowledge.clock.now(), actor.name
        wanted = [Edit(item.kind, item.key, item.body, at, by) for item in items]
        wanted += [Edit(kind, key, None, at, by) for key in gone]
        # What only says again how the row is below needs no edit, and takes back the one there was.
        idle = {(edit.kind, edit.key) for edit in wanted if _below(copy, edit) == edit.body}
        await self._edits.drop(self._shop_id, tuple(e for e in copy.edits if (e.kind, e.key) in idle))
        await self._edits.put(self._shop_id, tuple(e for e in wanted if (e.kind, e.key) not in idle))


def _below(copy: WorkingCopy, edit: Edit) -> str | None:
    item = copy.base_items.get((edit.kind, edit.key))
    return None if item is None else item.body


def _check_there(copy: WorkingCopy, kind: ItemKind, wish: Wish) -> None:
    if not copy.mark(kind, wish.key):
        raise NoSuchRow
    _check_same(copy, kind, wish)


def _check_same(copy: WorkingCopy, kind: ItemKind, wish: Wish) -> None:
    if wish.mark != copy.mark(kind, wish.key):
        raise RowMoved


def _check_seen(copy: WorkingCopy, mark: str) -> None:
    if mark and mark != copy.mark_of_all():
        raise DraftMoved


def _topic(copy: WorkingCopy, name: str) -> str:
    keys = copy.parts_of(name)
    return codec.decode_policy(copy.items["policy", keys[0]].body).topic if keys else name
