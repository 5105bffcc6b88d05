"""What must be able to read and write the files of merchants, and to keep copies of everything?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from xiaoer.core.shop.order import Order
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge.source import Source, TableKind


class MerchantFiles(Protocol):
    """Spreadsheets and archives as merchants know them. Each call may take seconds: never on the event loop."""

    def read_upload(self, name: str, content: bytes) -> Source:
        """Return the shop data of an uploaded zip or single file. Raises `NoShopData` and `ImportRejected`."""
        ...

    def template(self, kind: TableKind) -> bytes:
        """Return a workbook to fill in."""
        ...

    def template_name(self, kind: TableKind) -> str:
        """Return what the file of a template is called."""
        ...

    def archive(self, shop: Shop, orders: Sequence[Order]) -> bytes:
        """Return a zip of workbooks and texts that state this shop; importing it again changes nothing."""
        ...


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A copy of everything, made at a moment."""

    name: str
    size_bytes: int
    made_at: datetime


class Backups(Protocol):
    """The copies that lie in the data folder."""

    async def make(self) -> BackupFile:
        """Make a copy while answers go on. Raises `StoreDown`, and `ConfigInvalid` where the database has its own."""
        ...

    async def all(self) -> tuple[BackupFile, ...]:
        """Return every copy, newest first."""
        ...

    async def content(self, name: str) -> bytes | None:
        """Return a copy."""
        ...
