"""Which workbooks can a merchant fill in?"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xiaoer.adapters.files.template_texts import COLUMN_NOTES, EXAMPLES, FILE_NAMES, NOTE_HEADER, NOTE_SHEET, NOTES
from xiaoer.services.knowledge import columns
from xiaoer.services.knowledge.source import TableKind

FILLED_ROWS = 2000  # rows that are formatted ahead
TEXT_FORMAT = "@"  # keeps long numbers, leading zeros and dates as they are typed
_HEADER_FILL = PatternFill("solid", fgColor="DDEBF7")
_EXAMPLE_FONT = Font(italic=True, color="808080")


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Write one workbook a table into a folder; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds: tuple[TableKind, ...] = ("products", "faq", "promotions", "orders")
    return tuple(_write(folder / f"{FILE_NAMES[kind]}.xlsx", kind) for kind in kinds)


def _write(path: Path, kind: TableKind) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = FILE_NAMES[kind]
    _fill(sheet, kind)
    _explain(workbook.create_sheet(NOTE_SHEET), kind)
    workbook.save(path)
    return path


def _fill(sheet: Worksheet, kind: TableKind) -> None:
    headings = columns.headings(kind)
    sheet.append([chinese for _, chinese in headings])
    sheet.append([EXAMPLES[kind].get(name, "") for name, _ in headings])
    sheet.freeze_panes = "A2"
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 18
        sheet.column_dimensions[get_column_letter(number)].number_format = TEXT_FORMAT
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEADER_FILL
    for row in sheet.iter_rows(min_row=2, max_row=2):
        for cell in row:
            cell.font, cell.number_format = _EXAMPLE_FONT, TEXT_FORMAT


def _explain(sheet: Worksheet, kind: TableKind) -> None:
    for line in NOTES:
        sheet.append([line])
    sheet.append([])
    sheet.append(list(NOTE_HEADER))
    required = columns.REQUIRED[kind]
    for name, chinese in columns.headings(kind):
        sheet.append([chinese, name, "是" if name in required else "", COLUMN_NOTES[kind].get(name, "")])
    for number, width in ((1, 20), (2, 16), (3, 8), (4, 80)):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(vertical="top")
