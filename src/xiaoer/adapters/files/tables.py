"""Which rows does a csv or a workbook hold?"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from xiaoer.adapters.files import wording
from xiaoer.adapters.files.entries import guard_container
from xiaoer.adapters.files.text import decode
from xiaoer.services.knowledge import cells, columns
from xiaoer.services.knowledge.source import Cell, Problem, RawRow, RawTable, TableKind

HEADER_ROWS = 10  # a title or a note may stand above the header
MAX_COLUMNS = 500  # formats know 16; a table of thousands is damaged
_DELIMITERS = ",\t;,;|"
_KINDS: tuple[TableKind, ...] = ("products", "faq", "promotions", "orders")
Grid = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One grid of cells; its first row is row 1 of the spreadsheet."""

    name: str
    grid: Grid
    is_text: bool = False  #: read from text, where a mark in a cell that is not quoted makes two cells of it


def read_csv(content: bytes, file: str) -> tuple[Sheet | None, tuple[Problem, ...]]:
    """Return the grid of a csv in any usual encoding and delimiter."""
    text = decode(content)
    if text is None:
        return None, (_problem(file, None, wording.UNREADABLE_TEXT),)
    text = text.replace("\x00", "").removeprefix("\ufeff")
    text, delimiter = _delimiter(text)
    grid: list[list[str]] = []
    try:
        grid.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None, (_problem(file, None, wording.CELL_TOO_LONG.format(row=len(grid) + 1)),)
    # A doubled quote counts twice, so sound files always hold an even number.
    odd = text.count('"') % 2 == 1 and any("\n" in cell for row in grid for cell in row)
    return Sheet("", grid, is_text=True), ((Problem("warning", file, None, "", wording.ODD_QUOTES),) if odd else ())


def read_workbook(content: bytes, file: str) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the visible sheets of a workbook, merged cells filled. Raises `ImportRejected` for a bomb."""
    guard_container(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            names = [meta.name for meta in workbook.sheets_metadata if meta.visible is SheetVisibleEnum.Visible]
            return tuple(Sheet(name, _grid(workbook.get_sheet_by_name(name))) for name in names), ()
    except (CalamineError, ValueError, OSError):
        return (), (_problem(file, None, wording.UNREADABLE_WORKBOOK),)


def as_table(sheet: Sheet, kind: TableKind, file: str) -> tuple[RawTable | None, tuple[Problem, ...]]:
    """Return the table of a sheet: the header row is the one that names most columns."""
    place = _header_place(sheet.grid, kind)
    if place is None:
        if is_empty(sheet):
            return RawTable(kind, file, (), ()), ()
        return None, (_problem(file, None, wording.NO_HEADER.format(example=columns.EXAMPLES[kind])),)
    header = tuple(_title(cell) for cell in sheet.grid[place][:MAX_COLUMNS])
    rows = tuple(
        RawRow(number, tuple(row[:MAX_COLUMNS]))
        for number, row in enumerate(sheet.grid[place + 1 :], start=place + 2)
        if _filled(row)
    )
    torn = tuple(row for row in rows if sheet.is_text and _filled(row.cells[len(header) :]))
    problems = tuple(_problem(file, row.number, _torn(row, header)) for row in torn)
    return RawTable(kind, file, header, tuple(row for row in rows if row not in torn)), problems


def is_empty(sheet: Sheet) -> bool:
    """Return whether nothing is written on a sheet."""
    return not any(_filled(row) for row in sheet.grid)


def guess_kind(sheet: Sheet) -> TableKind | None:
    """Return the kind of table that the header of a sheet best fits, where it holds what that kind requires."""
    best: tuple[int, TableKind] | None = None
    for kind in _KINDS:
        place = _header_place(sheet.grid, kind)
        if place is None:
            continue
        found = columns.recognise(kind, [_title(cell) for cell in sheet.grid[place]])
        if all(found.has(name) for name in columns.REQUIRED[kind]) and (best is None or len(found.known) > best[0]):
            best = (len(found.known), kind)
    return best[1] if best and best[0] >= 2 else None


def _delimiter(text: str) -> tuple[str, str]:
    first, _, rest = text.lstrip("\r\n").partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return f"\n{rest}", first[4]
    counts = {mark: first.count(mark) for mark in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda mark: counts[mark])
    return text, best


def _header_place(grid: Grid, kind: TableKind) -> int | None:
    counts = [
        columns.recognised_count(kind, [_title(cell) for cell in row[:MAX_COLUMNS]]) for row in grid[:HEADER_ROWS]
    ]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def _grid(sheet: CalamineSheet) -> list[list[Cell]]:
    grid: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(grid) or left >= len(grid[top]):
            continue
        for row in grid[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = grid[top][left]
    return grid


def _torn(row: RawRow, header: Sequence[str]) -> str:
    return wording.TOO_MANY_CELLS.format(more=len(row.cells) - len(header))


def _title(cell: Cell) -> str:
    text = cells.as_text(cell)
    return text if isinstance(text, str) else ""


def _filled(row: Sequence[Cell]) -> bool:
    return any(cell not in (None, "") and not (isinstance(cell, str) and cell.isspace()) for cell in row)


def _problem(file: str, row: int | None, reason: str) -> Problem:
    return Problem("error", file, row, "", reason)
