"""How do merchants' files come in and go out over the web, in memory?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import PurePosixPath
from typing import Protocol, cast

from xiaoer.adapters.files.reader import read_upload
from xiaoer.adapters.files.template_texts import FILE_NAMES
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge.export import ExportedFile, export_shop
from xiaoer.services.knowledge.source import Source, TableKind

WHEN = (2026, 1, 1, 0, 0, 0)  # the same shop makes the same bytes


class _Writing(Protocol):
    def template(self, name: str) -> bytes: ...

    def workbook(self, text: str, title: str) -> bytes: ...


class SpreadsheetFiles:
    """The `MerchantFiles` of this program."""

    def read_upload(self, name: str, content: bytes) -> Source:
        """Return the shop data of an uploaded zip or single file. Raises `NoShopData` and `ImportRejected`."""
        return read_upload(name, content)

    def template(self, kind: TableKind) -> bytes:
        """Return a workbook to fill in."""
        return _writing().template(self.template_name(kind))

    def template_name(self, kind: TableKind) -> str:
        """Return what the file of a template is called."""
        return f"{FILE_NAMES[kind]}.xlsx"

    def archive(self, shop: Shop, orders: Sequence[Order]) -> bytes:
        """Return a zip of workbooks and texts that state this shop; importing it again changes nothing."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in export_shop(shop, orders):
                path, content = _as_file(file)
                archive.writestr(zipfile.ZipInfo(path, WHEN), content, zipfile.ZIP_DEFLATED)
        return packed.getvalue()


def _as_file(file: ExportedFile) -> tuple[str, bytes]:
    path = PurePosixPath(file.path)
    if path.suffix != ".csv":
        return file.path, file.text.encode()
    return path.with_suffix(".xlsx").as_posix(), _writing().workbook(file.text, path.stem)


def _writing() -> _Writing:
    """Return what writes workbooks, loaded at its first use: a start need not wait for it."""
    return cast("_Writing", import_module("xiaoer.adapters.files.workbook_writing"))
