"""How do a merchant's files become the live shop, and how does the shop go back?"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from xiaoer.core.shop.shop import Shop
from xiaoer.errors import NoSuchVersion
from xiaoer.ports import Clock, Item, Knowledge, OrderBook, VersionRecord
from xiaoer.services.knowledge import codec, draft, reading
from xiaoer.services.knowledge.draft import Draft
from xiaoer.services.knowledge.reading import Reading
from xiaoer.services.knowledge.report import ImportReport, Outcome
from xiaoer.services.knowledge.source import Progress, Source


def silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class KnowledgeService:
    """Import, publish, roll back and load the versions of shops. Reading runs on a worker thread."""

    knowledge: Knowledge
    orders: OrderBook
    clock: Clock

    async def import_shop(
        self,
        shop_id: str,
        source: Source,
        *,
        strict: bool = False,
        prune: bool = False,
        dry_run: bool = False,
        progress: Progress = silent,
    ) -> ImportReport:
        """Store what a source says as a new draft version, and its orders in the order book.

        Nothing is stored on a dry run, where `strict` meets an error, or where nothing changed. Orders are live data:
        they count at once, without publishing.
        """
        base = await self.base(shop_id)
        items = await self.knowledge.items(shop_id, base.number) if base else ()
        found = await asyncio.to_thread(reading.read, source, items, shop_id=shop_id, progress=progress)
        book = await self.orders.all(shop_id) if "order" in found.groups else ()
        planned = await asyncio.to_thread(draft.build, items, book, found, prune=prune)
        outcome = _outcome(found, planned, strict=strict, dry_run=dry_run)
        version = base
        if outcome == "stored":
            progress("store", 0, 1)
            version = await self._store(shop_id, planned, base, note=source.name)
            progress("store", 1, 1)
        return ImportReport(
            shop_id=shop_id,
            outcome=outcome,
            version=version.number if version else None,
            counts=found.counts,
            problems=found.problems,
            diff=planned.item_diff + planned.order_diff,
        )

    async def publish(self, shop_id: str, number: int | None = None) -> VersionRecord:
        """Make a version live: the given one, else the newest draft. Raises `NoSuchVersion`."""
        if number is None:
            newest = await self.base(shop_id)
            if newest is None:
                raise NoSuchVersion
            number = newest.number
        return await self.knowledge.publish(shop_id, number, at=self.clock.now())

    async def rollback(self, shop_id: str, number: int | None = None) -> VersionRecord:
        """Make an earlier version live again: the given one, else the last published before the live one.

        Nothing is deleted. Raises `NoSuchVersion` when there is none to go back to.
        """
        if number is None:
            number = await self._earlier(shop_id)
        return await self.knowledge.publish(shop_id, number, at=self.clock.now())

    async def load(self, shop_id: str, number: int | None = None) -> Shop:
        """Return a version of a shop, the live one by default. Raises `NoSuchVersion`."""
        record = await self._record(shop_id, number)
        items = await self.knowledge.items(shop_id, record.number)
        return await asyncio.to_thread(
            codec.decode_shop, items, shop_id=shop_id, version=record.number, stated_at=record.stated_at
        )

    async def base(self, shop_id: str) -> VersionRecord | None:
        """Return the version that an import builds on: the newest draft made since the live one was published, else it.

        A draft older than the last publication belongs to a state that the merchant has left behind.
        """
        versions = await self.knowledge.versions(shop_id)
        live = next((record for record in versions if record.live), None)
        drafts = (record for record in versions if record.published_at is None)
        newest = next(drafts, None)
        if live is None or newest is None:
            return live or newest
        fresh = live.published_at is None or newest.stated_at >= live.published_at
        return newest if fresh and newest.number > live.number else live

    async def _store(
        self, shop_id: str, planned: Draft, base: VersionRecord | None, *, note: str
    ) -> VersionRecord | None:
        version = base
        if planned.item_diff or base is None:
            items: tuple[Item, ...] = planned.items
            version = await self.knowledge.store(shop_id, items, stated_at=self.clock.now(), note=note)
        if planned.put_orders:
            await self.orders.put(shop_id, planned.put_orders)
        if planned.drop_orders:
            await self.orders.drop(shop_id, planned.drop_orders)
        return version

    async def _earlier(self, shop_id: str) -> int:
        versions = await self.knowledge.versions(shop_id)
        live = next((record for record in versions if record.live), None)
        earlier = [r.number for r in versions if r.published_at is not None and live and r.number < live.number]
        if not earlier:
            raise NoSuchVersion
        return max(earlier)

    async def _record(self, shop_id: str, number: int | None) -> VersionRecord:
        if number is None:
            live = await self.knowledge.live(shop_id)
            if live is None:
                raise NoSuchVersion
            return live
        for record in await self.knowledge.versions(shop_id):
            if record.number == number:
                return record
        raise NoSuchVersion


def _outcome(found: Reading, planned: Draft, *, strict: bool, dry_run: bool) -> Outcome:
    if strict and any(problem.severity == "error" for problem in found.problems):
        return "rejected"
    if dry_run:
        return "planned"
    return "stored" if planned.item_diff or planned.order_diff else "unchanged"
