"""How does a row of the shop look as a form, and what does a filled-in form say?

A form has the columns of the merchant's tables and is read by the very code that reads them: the same cells mean the
same, and what is wrong is told in the same words, column by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zoneinfo import ZoneInfo

from xiaoer.core.shop.knowledge import PolicyPassage, Window
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.profile import Profile
from xiaoer.ports import Item, ItemKind
from xiaoer.services.knowledge import codec, columns, export, reading, times, wording
from xiaoer.services.knowledge.cells import Fault
from xiaoer.services.knowledge.profile import ReadProfile, read_profile
from xiaoer.services.knowledge.source import Problem, RawProfile, RawRow, RawTable, Source, TableKind

RowKind = Literal["sku", "faq", "promotion"]
FORM = "form"  # stands where a file's name would
TABLES: Mapping[str, TableKind] = {"sku": "products", "faq": "faq", "promotion": "promotions", "order": "orders"}
KEY_COLUMNS = {"sku": "sku", "faq": "id", "promotion": "id", "order": "order_id"}
NAMING = ("product_id", "scope")  # columns that name other rows
EVERYTHING = frozenset({"", "全场"})
Cells = tuple[tuple[str, str], ...]
"""The text of each column."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says: a row, unless there is an error among the problems."""

    item: Item | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class FilledOrder:
    """What an order's form says."""

    order: Order | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One headed part of a policy with its window, as typed."""

    heading: str
    text: str
    starts_at: str = ""
    ends_at: str = ""


@dataclass(frozen=True, slots=True)
class FilledPolicy:
    """What the form of a policy says."""

    passages: tuple[PolicyPassage, ...]
    problems: tuple[Problem, ...]


def names_of(kind: str) -> tuple[str, ...]:
    """Return the columns of a kind of row."""
    return tuple(name for name, _ in columns.headings(TABLES[kind]))


def cells_of(item: Item, zone: ZoneInfo) -> Cells:
    """Return a row as the cells of its table."""
    match item.kind:
        case "sku":
            texts = export.sku_cells(codec.decode_sku(item.body))
        case "faq":
            texts = export.faq_cells(codec.decode_faq(item.body), zone)
        case "promotion":
            texts = export.promotion_cells(codec.decode_promotion(item.body), zone)
        case _:
            return ()
    return tuple(zip(names_of(item.kind), texts, strict=True))


def order_cells(order: Order, zone: ZoneInfo) -> Cells:
    """Return an order as the cells of its table."""
    return tuple(zip(names_of("order"), export.order_cells(order, zone), strict=True))


def read_row(kind: RowKind, cells: Cells, items: Sequence[Item], *, shop_id: str) -> Filled:
    """Return the row that a form states, its names resolved against the shop's other rows."""
    # Reading the names of 100,000 goods takes seconds: only where the form names any.
    names = dict(cells)
    known = items if any(names.get(column, "").strip() not in EVERYTHING for column in NAMING) else _profile(items)
    found = reading.read(_source(TABLES[kind], cells), known, shop_id=shop_id, progress=_silent)
    item = next((item for item in found.items if item.kind == kind), None)
    problems = _of_form(found.problems)
    if item is None and not any(problem.severity == "error" for problem in problems):
        problems = (*problems, Problem("error", FORM, 1, KEY_COLUMNS[kind], wording.IS_EXAMPLE))
    return Filled(item, problems)


def read_order(cells: Cells, items: Sequence[Item], *, shop_id: str) -> FilledOrder:
    """Return the order that a form states."""
    found = reading.read(_source("orders", cells), items, shop_id=shop_id, progress=_silent)
    return FilledOrder(found.orders[0] if found.orders else None, _of_form(found.problems))


def read_settings(profile: Profile, fallback: Profile) -> ReadProfile:
    """Return a profile as it would be read from a file, with what is wrong in it."""
    return read_profile(RawProfile(FORM, export.profile_text(profile)), fallback)


def read_policy(name: str, topic: str, sections: Sequence[Section], zone: ZoneInfo) -> FilledPolicy:
    """Return the passages that the form of a policy states."""
    passages: list[PolicyPassage] = []
    problems: list[Problem] = []
    for number, section in enumerate(sections, start=1):
        window = _window(section, number, zone, problems)
        if not section.text.strip():
            problems.append(Problem("error", FORM, number, "text", wording.REQUIRED))
        heading = section.heading.strip() or topic
        passages.append(PolicyPassage(f"{name}#{number}", topic, heading, section.text.strip(), window))
    return FilledPolicy(tuple(passages), tuple(problems))


def sections_of(passages: Iterable[PolicyPassage], zone: ZoneInfo) -> tuple[Section, ...]:
    """Return a policy as the parts of its form."""
    return tuple(
        Section(
            one.heading,
            one.text,
            export.time_text(one.window.starts_at, zone),
            export.time_text(one.window.ends_at, zone),
        )
        for one in passages
    )


def with_key(kind: str, cells: Cells, key: str) -> Cells:
    """Return the cells with the key in its column."""
    column = KEY_COLUMNS[kind]
    return (*((name, text) for name, text in cells if name != column), (column, key))


def taken(kind: ItemKind, key: str) -> Problem:
    """Return that another row has this key already."""
    column = "question" if kind == "faq" else KEY_COLUMNS[kind]
    return Problem("error", FORM, 1, column, wording.KEY_TAKEN.format(key=key))


def at_column(problem: Problem, column: str) -> Problem:
    """Return a problem as one of another column."""
    return replace(problem, column=column)


def _window(section: Section, number: int, zone: ZoneInfo, problems: list[Problem]) -> Window:
    start, end = times.read_start(section.starts_at, zone), times.read_end(section.ends_at, zone)
    for column, moment in (("starts_at", start), ("ends_at", end)):
        if isinstance(moment, Fault):
            problems.append(Problem("error", FORM, number, column, moment.reason))
    if isinstance(start, Fault) or isinstance(end, Fault):
        return Window()
    if start is not None and end is not None and end <= start:
        problems.append(Problem("error", FORM, number, "ends_at", wording.END_BEFORE_START))
    return Window(start, None if end is not None and end >= times.FOREVER else end)


def _profile(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.kind == "profile")


def _source(table: TableKind, cells: Cells) -> Source:
    filled = tuple((name, text) for name, text in cells if text.strip())
    header, row = tuple(name for name, _ in filled), tuple(text for _, text in filled)
    # A column that a table lacks and one that is empty are told apart by what must be there.
    missing = tuple(name for name in columns.REQUIRED[table] if name not in header)
    raw = RawTable(table, FORM, (*header, *missing), (RawRow(1, (*row, *("",) * len(missing))),))
    return Source(FORM, tables=(raw,))


def _of_form(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.file == FORM)


def _silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""
