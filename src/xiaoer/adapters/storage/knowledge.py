"""Where do the versions of a shop's data live?

Items are stored by content: a version that changes ten rows of 100,000 adds ten items and a list. The items go in
first, in portions that let other writers pass; the version appears at the end, whole, in one transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import blake2b

from sqlalchemy import bindparam, false, func, insert, select, update

from xiaoer.adapters.storage import tables
from xiaoer.adapters.storage.session import Change, Database, Query, Session
from xiaoer.errors import NoSuchVersion
from xiaoer.ports import Item, VersionRecord

PORTION = 2_000  # items of one transaction: some tens of milliseconds
_shops = tables.shops
_versions = tables.versions
_publications = tables.publications
_items = tables.items
_links = tables.version_items

_Content = tuple[str, str, str]


def _known_item(id: int, kind: str, key: str, digest: str) -> tuple[_Content, int]:
    return (kind, key, digest), id


_last_published = (
    select(func.max(_publications.c.published_at))
    .where(_publications.c.shop_id == _versions.c.shop_id, _publications.c.number == _versions.c.number)
    .scalar_subquery()
)
_records = (
    select(
        _versions.c.shop_id,
        _versions.c.number,
        _versions.c.stated_at,
        _versions.c.note,
        _last_published,
        func.coalesce(_versions.c.number == _shops.c.live_version, false()),
    )
    .join(_shops, _shops.c.shop_id == _versions.c.shop_id)
    .where(_versions.c.shop_id == bindparam("shop_id"))
)
_ALL = Query(_records.order_by(_versions.c.number.desc()), VersionRecord)
_ONE = Query(_records.where(_versions.c.number == bindparam("number")), VersionRecord)
_LIVE = Query(_records.where(_versions.c.number == _shops.c.live_version), VersionRecord)

_SHOP = Query(select(_shops.c.last_version).where(_shops.c.shop_id == bindparam("shop_id")).with_for_update(), int)
_ADD_SHOP = Change(insert(_shops))
_COUNT_VERSION = Change(
    update(_shops).where(_shops.c.shop_id == bindparam("shop")).values(last_version=bindparam("number"))
)
_GO_LIVE = Change(update(_shops).where(_shops.c.shop_id == bindparam("shop")).values(live_version=bindparam("number")))
_ADD_VERSION = Change(insert(_versions))
_ADD_PUBLICATION = Change(insert(_publications))
_PUBLICATION_COUNT = Query(select(func.count()).where(_publications.c.shop_id == bindparam("shop_id")), int)

_ITEMS = Query(
    select(_items.c.kind, _items.c.key, _items.c.body)
    .join(_links, _links.c.item_id == _items.c.id)
    .where(_links.c.shop_id == bindparam("shop_id"), _links.c.number == bindparam("number"))
    .order_by(_links.c.position),
    Item,
)
_KNOWN = Query(
    select(_items.c.id, _items.c.kind, _items.c.key, _items.c.digest).where(
        _items.c.shop_id == bindparam("shop_id"), _items.c.id > bindparam("after")
    ),
    _known_item,
)


class SqlKnowledge:
    """The `Knowledge` port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def versions(self, shop_id: str) -> tuple[VersionRecord, ...]:
        """Return all versions, newest first."""
        return await self._database.scan(lambda session: session.all(_ALL, shop_id=shop_id))

    async def live(self, shop_id: str) -> VersionRecord | None:
        """Return the version that shoppers are answered from."""
        return await self._database.read(lambda session: session.one(_LIVE, shop_id=shop_id))

    async def items(self, shop_id: str, number: int) -> tuple[Item, ...]:
        """Return every item of a version ordered by kind and position. Raises `NoSuchVersion`."""
        return await self._database.scan(lambda session: _read_items(session, shop_id, number))

    async def store(self, shop_id: str, items: Sequence[Item], *, stated_at: datetime, note: str) -> VersionRecord:
        """Store a new version (a draft); it appears whole or not at all."""
        wanted, contents = await asyncio.to_thread(_in_order, items)
        known = dict(await self._database.scan(lambda session: session.all(_KNOWN, shop_id=shop_id, after=0)))
        for start in range(0, len(wanted), PORTION):
            part = slice(start, start + PORTION)
            new = {c: item for c, item in zip(contents[part], wanted[part], strict=True) if c not in known}
            if new:
                after = max(known.values(), default=0)
                known |= await self._database.load(partial(_add_items, shop_id=shop_id, new=new, after=after))
        ids = [known[content] for content in contents]
        return await self._database.load(
            lambda session: _add_version(session, shop_id, ids, stated_at=stated_at, note=note)
        )

    async def publish(self, shop_id: str, number: int, *, at: datetime) -> VersionRecord:
        """Make a version the live one, atomically. Raises `NoSuchVersion`."""
        return await self._database.write(lambda session: _publish(session, shop_id, number, at))


def _in_order(items: Sequence[Item]) -> tuple[list[Item], list[_Content]]:
    wanted = sorted(items, key=lambda item: item.kind)
    return wanted, [(i.kind, i.key, blake2b(i.body.encode(), digest_size=16).hexdigest()) for i in wanted]


def _read_items(session: Session, shop_id: str, number: int) -> tuple[Item, ...]:
    if session.one(_ONE, shop_id=shop_id, number=number) is None:
        raise NoSuchVersion(f"shop {shop_id} has no version {number}")
    return session.all(_ITEMS, shop_id=shop_id, number=number)


def _lock_shop(session: Session, shop_id: str) -> int:
    """Keep other importers of this shop out; return its last version."""
    last_version = session.one(_SHOP, shop_id=shop_id)
    if last_version is None:
        session.run(_ADD_SHOP, shop_id=shop_id, last_version=0, live_version=None)
    return last_version or 0


def _add_items(session: Session, *, shop_id: str, new: Mapping[_Content, Item], after: int) -> dict[_Content, int]:
    _lock_shop(session, shop_id)
    # Another importer may have been faster: what it added since `after` is not added twice.
    there = dict(session.all(_KNOWN, shop_id=shop_id, after=after))
    rows = [
        {"shop_id": shop_id, "kind": kind, "key": key, "digest": digest, "body": item.body}
        for (kind, key, digest), item in new.items()
        if (kind, key, digest) not in there
    ]
    session.add_rows(_items, rows)
    return dict(session.all(_KNOWN, shop_id=shop_id, after=after))


def _add_version(
    session: Session, shop_id: str, item_ids: Sequence[int], *, stated_at: datetime, note: str
) -> VersionRecord:
    number = _lock_shop(session, shop_id) + 1
    session.run(_COUNT_VERSION, shop=shop_id, number=number)
    session.run(_ADD_VERSION, shop_id=shop_id, number=number, stated_at=stated_at, note=note)
    session.add_rows(
        _links,
        [
            {"shop_id": shop_id, "number": number, "position": position, "item_id": item_id}
            for position, item_id in enumerate(item_ids)
        ],
    )
    return VersionRecord(shop_id, number, stated_at, note)


def _publish(session: Session, shop_id: str, number: int, at: datetime) -> VersionRecord:
    last_version = session.one(_SHOP, shop_id=shop_id)  # locks the shop's row
    record = session.one(_ONE, shop_id=shop_id, number=number)
    if last_version is None or record is None:
        raise NoSuchVersion(f"shop {shop_id} has no version {number}")
    if not record.live:
        count = session.one(_PUBLICATION_COUNT, shop_id=shop_id) or 0
        session.run(_ADD_PUBLICATION, shop_id=shop_id, ordinal=count + 1, number=number, published_at=at)
        session.run(_GO_LIVE, shop=shop_id, number=number)
        record = replace(record, published_at=at, live=True)
    return record
