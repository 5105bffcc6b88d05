"""How does one row of a table become a noun of the shop, with every fault of it reported?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Pairs
from xiaoer.services.knowledge import cells, columns, times, wording
from xiaoer.services.knowledge.cells import Fault
from xiaoer.services.knowledge.source import Cell, Problem, RawRow, RawTable, Severity

T = TypeVar("T")
EXAMPLE_MARK = "示例"  # the templates' example rows begin with it


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """The good rows of some tables, and what is wrong with the others.

    `bad_keys` are the keys of rows at fault: such a row says nothing, not even that it is gone.
    """

    rows: tuple[T, ...]
    problems: tuple[Problem, ...]
    bad_keys: tuple[str, ...]
    seen: int


@dataclass(slots=True)
class Row:
    """One row while it is read; its readers note faults and return None for them."""

    file: str
    number: int
    raw: tuple[Cell, ...]
    places: Mapping[str, int]
    titles: Mapping[str, str]
    extra: Sequence[tuple[str, int]]
    problems: list[Problem] = field(default_factory=list)
    failed: bool = False

    def cell(self, column: str) -> Cell:
        """Return the cell of a column as the file holds it; None where the table or the row ends before it."""
        place = self.places.get(column)
        return self.raw[place] if place is not None and place < len(self.raw) else None

    def has(self, column: str) -> bool:
        """Return whether the table has this column."""
        return column in self.places

    def text(self, column: str) -> str:
        """Return the text of a column; empty where there is none."""
        return self.take(column, cells.as_text(self.cell(column))) or ""

    def required(self, column: str) -> str:
        """Return the text of a column that must not be empty."""
        text = self.text(column)
        if not text and not self.faulted(column):
            self.fail(column, wording.REQUIRED)
        return text

    def id(self, column: str) -> str:
        """Return a key as text."""
        return self.take(column, cells.read_id(self.cell(column))) or ""

    def money(self, column: str) -> Money | None:
        """Return an amount of money."""
        return self.take(column, cells.read_money(self.cell(column)))

    def start(self, column: str, zone: ZoneInfo) -> datetime | None:
        """Return a point in time; a date alone is its first moment."""
        return self.take(column, times.read_start(self.cell(column), zone))

    def end(self, column: str, zone: ZoneInfo) -> datetime | None:
        """Return an end; a date alone includes its day."""
        return self.take(column, times.read_end(self.cell(column), zone))

    def day(self, column: str, zone: ZoneInfo) -> date | None:
        """Return a calendar day."""
        return self.take(column, times.read_date(self.cell(column), zone))

    def take(self, column: str, value: T | Fault | None) -> T | None:
        """Return the value, or note the fault and return None."""
        if isinstance(value, Fault):
            self.fail(column, value.reason)
            return None
        return value

    def faulted(self, column: str) -> bool:
        """Return whether this column has an error already: one is enough to tell."""
        title = self.titles.get(column, column)
        return any(problem.severity == "error" and problem.column == title for problem in self.problems)

    def fail(self, column: str, reason: str) -> None:
        """Note an error: this row will not be loaded."""
        self.failed = True
        self._note("error", column, reason)

    def warn(self, column: str, reason: str) -> None:
        """Note a warning: this row is loaded all the same."""
        self._note("warning", column, reason)

    def extras(self) -> Pairs:
        """Return the filled cells of columns that the formats do not know, by their headers."""
        found: list[tuple[str, str]] = []
        for title, place in self.extra:
            text = cells.as_text(self.raw[place]) if place < len(self.raw) else ""
            if isinstance(text, str) and text:
                found.append((title, text))
        return tuple(found)

    def _note(self, severity: Severity, column: str, reason: str) -> None:
        self.problems.append(Problem(severity, self.file, self.number, self.titles.get(column, column), reason))


def read_rows(
    tables: Sequence[RawTable], read: Callable[[Row], T | None], key: Callable[[T], str], *, keeps_extras: bool
) -> Loaded[T]:
    """Return the good rows of these tables of one kind, each key once.

    `read` returns None where the row is at fault and `keeps_extras` tells whether it uses unknown columns.
    """
    rows: dict[str, tuple[T, str, int]] = {}
    problems: list[Problem] = []
    bad_keys: list[str] = []
    seen = 0
    for table in tables:
        found = columns.recognise(table.kind, table.header)
        problems += _column_problems(table, found, keeps_extras=keeps_extras)
        if not _complete(table, found):
            continue
        for row in _each_row(table, found):
            seen += 1
            value = read(row)
            if value is None or row.failed:
                bad_keys.append(_key_text(row))
            else:
                _keep(rows, value, key(value), row)
            problems += row.problems
    return Loaded(tuple(value for value, _, _ in rows.values()), tuple(problems), tuple(filter(None, bad_keys)), seen)


def _each_row(table: RawTable, found: columns.Columns) -> Sequence[Row]:
    places = dict(found.known)
    titles = {name: table.header[place].strip() for name, place in found.known}
    return [
        Row(table.file, raw.number, raw.cells, places, titles, found.unknown)
        for raw in table.rows
        if any(cell not in (None, "") for cell in raw.cells) and not _is_example(raw)
    ]


def _is_example(raw: RawRow) -> bool:
    first = raw.cells[0] if raw.cells else None
    return isinstance(first, str) and first.strip().startswith(EXAMPLE_MARK)


def _keep(rows: dict[str, tuple[T, str, int]], value: T, key: str, row: Row) -> None:
    if key not in rows:
        rows[key] = (value, row.file, row.number)
        return
    first, file, number = rows[key]
    column = next(iter(row.titles))
    if first == value:
        row.warn(column, wording.DUPLICATE_ROW.format(key=key, first=number))
    elif file == row.file:
        row.fail(column, wording.DUPLICATE_KEY.format(key=key, first=number))
    else:
        row.fail(column, wording.DUPLICATE_KEY_ELSEWHERE.format(key=key, first=file))


def _key_text(row: Row) -> str:
    for column in ("sku", "order_id", "id", "question", "product_id"):
        text = cells.as_text(row.cell(column))
        if isinstance(text, str) and text:
            return text
    return ""


def _complete(table: RawTable, found: columns.Columns) -> bool:
    return all(found.has(name) for name in columns.REQUIRED[table.kind])


def _column_problems(table: RawTable, found: columns.Columns, *, keeps_extras: bool) -> list[Problem]:
    chinese = dict(columns.headings(table.kind))
    example = columns.EXAMPLES[table.kind]
    missing = [name for name in columns.REQUIRED[table.kind] if not found.has(name)]
    notes: list[tuple[Severity, str, str]] = [
        ("error", chinese[name], wording.MISSING_COLUMN.format(example=example)) for name in missing
    ]
    notes += [("warning", title, wording.REPEATED_COLUMN.format(first=first)) for title, first in found.repeated]
    notes += [("warning", title, wording.INTERNAL_COLUMN) for title in found.internal]
    if not keeps_extras:
        notes += [("warning", title, wording.UNUSED_COLUMN) for title, _ in found.unknown]
    if not table.rows:
        notes.append(("warning", "", wording.EMPTY_TABLE))
    return [Problem(severity, table.file, None, column, reason) for severity, column, reason in notes]
