"""What stands in for the owner's console where nothing may reach a disk?"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.dialogue.reply import Source as Cited
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.shop import Shop
from xiaoer.errors import NoShopData, NoSuchVersion
from xiaoer.ports import Clock, Conversations, Item, VersionRecord
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShop, LiveShops
from xiaoer.services.console import Console
from xiaoer.services.insight.ports import (
    Failure,
    Opinion,
    RouteCount,
    Span,
    TalkFact,
    TalkRow,
    TalkWish,
    TicketFact,
    Wait,
)
from xiaoer.services.insight.service import InsightService
from xiaoer.services.knowledge.editing import Editing
from xiaoer.services.knowledge.edits import Edit
from xiaoer.services.knowledge.order_editing import OrderEditing
from xiaoer.services.knowledge.ports import BackupFile
from xiaoer.services.knowledge.service import KnowledgeService
from xiaoer.services.knowledge.source import Source, TableKind
from xiaoer.services.tryout.service import Tryout, TryPorts


class MemoryEdits:
    """The `EditStore` in memory."""

    def __init__(self) -> None:
        self._edits: dict[tuple[str, str, str], Edit] = {}

    async def all(self, shop_id: str) -> tuple[Edit, ...]:
        """Return every edit, oldest first."""
        found = (edit for (shop, _, _), edit in self._edits.items() if shop == shop_id)
        return tuple(sorted(found, key=lambda edit: (edit.at, edit.kind, edit.key)))

    async def put(self, shop_id: str, edits: Sequence[Edit]) -> None:
        """Store edits in place of those of the same rows."""
        for edit in edits:
            self._edits[shop_id, edit.kind, edit.key] = edit

    async def drop(self, shop_id: str, edits: Sequence[Edit]) -> None:
        """Forget these edits; a row that was edited again in the meantime keeps its new edit."""
        for edit in edits:
            now = self._edits.get((shop_id, edit.kind, edit.key))
            if now is not None and now.at == edit.at:
                del self._edits[shop_id, edit.kind, edit.key]


class MemoryKnowledge:
    """The `Knowledge` port in memory."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, int], VersionRecord] = {}
        self._items: dict[tuple[str, int], tuple[Item, ...]] = {}
        self._numbers = itertools.count(1)

    async def versions(self, shop_id: str) -> tuple[VersionRecord, ...]:
        """Return all versions, newest first."""
        return tuple(one for (shop, _), one in reversed(self._records.items()) if shop == shop_id)

    async def live(self, shop_id: str) -> VersionRecord | None:
        """Return the live version."""
        return next((one for one in await self.versions(shop_id) if one.live), None)

    async def items(self, shop_id: str, number: int) -> tuple[Item, ...]:
        """Return every item of a version. Raises `NoSuchVersion`."""
        if (shop_id, number) not in self._items:
            raise NoSuchVersion
        return self._items[shop_id, number]

    async def store(self, shop_id: str, items: Sequence[Item], *, stated_at: datetime, note: str) -> VersionRecord:
        """Store a new version."""
        number = next(self._numbers)
        self._items[shop_id, number] = tuple(sorted(items, key=lambda item: item.kind))
        self._records[shop_id, number] = record = VersionRecord(shop_id, number, stated_at, note)
        return record

    async def publish(self, shop_id: str, number: int, *, at: datetime) -> VersionRecord:
        """Make a version the live one. Raises `NoSuchVersion`."""
        if (shop_id, number) not in self._records:
            raise NoSuchVersion
        for key, record in self._records.items():
            self._records[key] = replace(record, live=key == (shop_id, number))
        record = self._records[shop_id, number] = replace(self._records[shop_id, number], published_at=at)
        return record


class MemoryOrders:
    """The `Orders` and `OrderBook` ports in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Order] = {}

    async def find(self, shop_id: str, order_id: str) -> Order | None:
        """Return an order by its number."""
        return self.kept.get(order_id)

    async def of_phone(self, shop_id: str, phone: str, *, limit: int) -> tuple[Order, ...]:
        """Return the orders of one phone number."""
        return tuple(order for order in self.kept.values() if order.phone == phone)[:limit]

    async def all(self, shop_id: str) -> tuple[Order, ...]:
        """Return every order."""
        return tuple(self.kept.values())

    async def put(self, shop_id: str, orders: Sequence[Order]) -> None:
        """Insert or update orders by id."""
        self.kept.update((order.order_id, order) for order in orders)

    async def drop(self, shop_id: str, order_ids: Sequence[str]) -> None:
        """Delete orders by id."""
        for order_id in order_ids:
            self.kept.pop(order_id, None)


class MemoryTalkBook:
    """A `TalkBook` that tells what it was given, and nothing else."""

    def __init__(self, orders: MemoryOrders) -> None:
        self._orders = orders
        self.told_facts: tuple[TalkFact, ...] = ()
        self.told_tickets: tuple[TicketFact, ...] = ()
        self.told_failures: tuple[Failure, ...] = ()
        self.told_rows: tuple[TalkRow, ...] = ()

    async def facts(self, shop_id: str, span: Span) -> tuple[TalkFact, ...]:
        """Return the given facts."""
        return self.told_facts

    async def routes(self, shop_id: str, span: Span) -> tuple[RouteCount, ...]:
        """Return none."""
        return ()

    async def waits(self, shop_id: str, span: Span) -> tuple[Wait, ...]:
        """Return none."""
        return ()

    async def asked(self, shop_id: str, span: Span) -> tuple[str, ...]:
        """Return none."""
        return ()

    async def cited(self, shop_id: str, span: Span) -> tuple[tuple[Cited, ...], ...]:
        """Return none."""
        return ()

    async def tickets(self, shop_id: str, span: Span) -> tuple[TicketFact, ...]:
        """Return the given hand-offs."""
        return self.told_tickets

    async def waiting(self, shop_id: str) -> int:
        """Return that nobody waits."""
        return 0

    async def failures(self, shop_id: str, span: Span, *, limit: int) -> tuple[Failure, ...]:
        """Return the given failures."""
        return self.told_failures[:limit]

    async def talks(self, shop_id: str, wish: TalkWish) -> tuple[TalkRow, ...]:
        """Return the given rows."""
        return self.told_rows[: wish.limit]

    async def opinions(self, shop_id: str, span: Span, *, limit: int) -> tuple[Opinion, ...]:
        """Return none."""
        return ()

    async def orders(self, shop_id: str, text: str, *, offset: int, limit: int) -> tuple[Order, ...]:
        """Return orders whose number begins with, or whose phone ends in, a text."""
        kept = self._orders.kept.values()
        found = [order for order in kept if order.order_id.startswith(text) or order.phone.endswith(text)]
        return tuple(found[offset : offset + limit])


class NoCatalog:
    """A `Catalog` without anything in it."""

    async def quotes(self, shop: Shop, skus: Sequence[Sku]) -> tuple[Quote, ...]:
        """Return none."""
        return ()


class NoFiles:
    """A `MerchantFiles` to which nothing is a file."""

    def read_upload(self, name: str, content: bytes) -> Source:
        """Raise `NoShopData`."""
        raise NoShopData(name)

    def template(self, kind: TableKind) -> bytes:
        """Return the name of the table."""
        return kind.encode()

    def template_name(self, kind: TableKind) -> str:
        """Return what the file of a template is called."""
        return f"{kind}.xlsx"

    def archive(self, shop: Shop, orders: Sequence[Order]) -> bytes:
        """Return the shop's name."""
        return shop.profile.name.encode()


class MemoryBackups:
    """`Backups` that copy nothing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._made: list[BackupFile] = []

    async def make(self) -> BackupFile:
        """Note down a copy."""
        at = self._clock.now()
        made = BackupFile(at.strftime("xiaoer-%Y%m%d-%H%M%S.zip"), 0, at)
        self._made.insert(0, made)
        return made

    async def all(self) -> tuple[BackupFile, ...]:
        """Return every copy, newest first."""
        return tuple(self._made)

    async def content(self, name: str) -> bytes | None:
        """Return a copy."""
        return b"" if any(made.name == name for made in self._made) else None


def memory_console(conversations: Conversations, clock: Clock, *, shop_id: str) -> Console:
    """Return a console over nothing but memory; there is no shop to try anything on."""
    orders, shops = MemoryOrders(), LiveShops()
    editing = Editing(KnowledgeService(MemoryKnowledge(), orders, clock), MemoryEdits(), shop_id=shop_id)
    drafter = Drafter(shops=shops, catalog=NoCatalog(), orders=orders, clock=clock)
    ports = TryPorts(editing, shops, drafter, _nothing_lives, NoCatalog(), orders, clock)
    insight = InsightService(MemoryTalkBook(orders), conversations, clock=clock, shop_id=shop_id)
    order_editing = OrderEditing(editing, orders, shop_id=shop_id)
    return Console(editing, order_editing, Tryout(ports, shop_id=shop_id), insight, NoFiles(), MemoryBackups(clock))


def _nothing_lives(shop: Shop) -> LiveShop:
    raise NoShopData(shop.shop_id)
