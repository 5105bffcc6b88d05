"""How do merchants' files come in and go out over the web, in memory?"""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from xiaoer.adapters.files.reader import read_upload
from xiaoer.adapters.files.template_texts import FILE_NAMES
from xiaoer.adapters.files.templates import TEXT_FORMAT, write_templates
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge.export import ExportedFile, export_shop
from xiaoer.services.knowledge.source import Source, TableKind

WHEN = (2026, 1, 1, 0, 0, 0)  # the same shop makes the same bytes


class SpreadsheetFiles:
    """The `MerchantFiles` of this program."""

    def read_upload(self, name: str, content: bytes) -> Source:
        """Return the shop data of an uploaded zip or single file. Raises `NoShopData` and `ImportRejected`."""
        return read_upload(name, content)

    def template(self, kind: TableKind) -> bytes:
        """Return a workbook to fill in."""
        with tempfile.TemporaryDirectory(prefix="xiaoer-template-") as folder:
            write_templates(Path(folder))
            return (Path(folder) / self.template_name(kind)).read_bytes()

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
    return path.with_suffix(".xlsx").as_posix(), _workbook(file.text, path.stem)


def _workbook(text: str, title: str) -> bytes:
    """Return a table as a workbook of text cells: nothing in it is a formula, no long number is rounded."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    for row in csv.reader(io.StringIO(text, newline="")):
        sheet.append([_text_cell(sheet, cell) for cell in row])
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def _text_cell(sheet: object, text: str) -> object:
    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"
        cell.number_format = TEXT_FORMAT
    return cell
