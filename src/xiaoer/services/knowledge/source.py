"""What did the merchant hand over, before anyone has read meaning into it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""One cell as the file holds it; csv files hold text only."""

TableKind = Literal["products", "faq", "promotions", "orders"]
WordList = Literal["sensitive", "banned", "slang"]
Severity = Literal["error", "warning"]
Progress = Callable[[str, int, int], None]
"""Called with the stage, how much is done and how much there is; may run on another thread."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place of a file, and what to do about it, in words for the merchant.

    An error means that the row was not loaded; a warning, that it was.
    """

    severity: Severity
    file: str
    row: int | None  #: as the spreadsheet numbers it, from 1
    column: str
    reason: str

    def line(self) -> str:
        """Return the problem as one line of text."""
        row = f" 第{self.row}行" if self.row is not None else ""
        column = f"「{self.column}」" if self.column else ""
        return f"{self.file}{row}{column}: {self.reason}"


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of a table with its number in the spreadsheet."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table: its header row and the rows below."""

    kind: TableKind
    file: str
    header: tuple[str, ...]
    rows: tuple[RawRow, ...]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One policy document as Markdown text.

    `name` is its path within the folder of policies without its ending, `topic` its file name without the ending.
    """

    name: str
    topic: str
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class RawWords:
    """One word list as text, one entry a line."""

    words: WordList
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class RawProfile:
    """The text of a shop.toml."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Everything that one import brings, with what could not be opened."""

    name: str
    profile: RawProfile | None = None
    tables: tuple[RawTable, ...] = ()
    documents: tuple[RawDocument, ...] = ()
    words: tuple[RawWords, ...] = ()
    problems: tuple[Problem, ...] = ()
