"""How is a table written as a workbook, empty to fill in or full?"""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from xiaoer.adapters.files.templates import TEXT_FORMAT, write_templates


def template(name: str) -> bytes:
    """Return the workbook to fill in that has this name."""
    with tempfile.TemporaryDirectory(prefix="xiaoer-template-") as folder:
        write_templates(Path(folder))
        return (Path(folder) / name).read_bytes()


def workbook(text: str, title: str) -> bytes:
    """Return a CSV text as a workbook of text cells: nothing in it is a formula, no long number is rounded."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in csv.reader(io.StringIO(text, newline="")):
        sheet.append([_text_cell(sheet, cell) for cell in row])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _text_cell(sheet: object, text: str) -> object:
    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"
        cell.number_format = TEXT_FORMAT
    return cell
