"""What may the owner's console send about the shop's data, and what does it read?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from xiaoer.services.knowledge.diff import Diff
from xiaoer.services.knowledge.report import ImportReport
from xiaoer.services.knowledge.source import Problem
from xiaoer.web.schemas import Closed

MOST_SHOWN = 200  # changes or problems of one import in one answer; the counts tell of the rest
LONGEST_CELL = 20_000
Row = Literal["sku", "faq", "promotion"]
Kind = Literal["sku", "faq", "promotion", "policy", "words", "profile"]
Key = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Cell = Annotated[str, StringConstraints(max_length=LONGEST_CELL)]
Column = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=r"^[a-z_]+$")]
Mark = Annotated[str, StringConstraints(max_length=16, pattern=r"^[0-9a-f]*$")]
Short = Annotated[str, StringConstraints(max_length=200)]
Moment = Annotated[str, StringConstraints(max_length=40)]
Entries = Annotated[tuple[Short, ...], Field(max_length=500)]


class RowBody(Closed):
    """A row as its form was filled in; without a key, a new one."""

    key: Annotated[str, StringConstraints(max_length=2000)] = ""
    mark: Mark = ""
    cells: Annotated[dict[Column, Cell], Field(max_length=32)]


class RowName(Closed):
    """One row."""

    kind: Kind
    key: Key


class SeenRow(RowName):
    """One row as it was seen."""

    mark: Mark


class SectionBody(Closed):
    """One headed part of a policy."""

    heading: Short = ""
    text: Cell
    starts_at: Moment = ""
    ends_at: Moment = ""


class PolicyBody(Closed):
    """A policy document: its name never changes, its topic is what people read."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^#\x00-\x1f]+$")]
    mark: Mark = ""
    sections: Annotated[tuple[SectionBody, ...], Field(min_length=1, max_length=100)]


class WordBody(Closed):
    """A word for one of the shop's lists; `standard` is for slang only."""

    list: Literal["sensitive", "banned", "slang"]
    word: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    standard: Annotated[str, StringConstraints(max_length=60, strip_whitespace=True)] = ""


class ProfileFields(Closed):
    """The shop's settings."""

    name: Short
    assistant_name: Short = "小二"
    business_hours: Short = "09:00-22:00"
    unsure_reply: Short = "我需要为您查询,请稍等。"
    categories: Entries = ()
    principles: Entries = ()
    handoff_words: Entries = ()
    sensitive_words: Entries = ()


class ProfileBody(ProfileFields):
    """The shop's settings, with the mark of those that the form was filled from."""

    mark: Mark = ""


class ProblemRow(BaseModel):
    """What is wrong at one place; the column is the English name in forms, the header in files."""

    severity: Literal["error", "warning"]
    file: str
    row: int | None
    column: str
    reason: str


class SavedView(BaseModel):
    """What became of a form; nothing was kept where `saved` is false."""

    saved: bool
    key: str
    problems: list[ProblemRow]


class RowView(BaseModel):
    """One row; `state` tells how it differs from the live one."""

    key: str
    mark: str
    state: Literal["same", "added", "changed"]
    cells: dict[str, str]


class RowsView(BaseModel):
    """A page of rows; `total` counts all that fit."""

    total: int
    rows: list[RowView]


class SectionView(BaseModel):
    """One headed part of a policy."""

    heading: str
    text: str
    starts_at: str
    ends_at: str


class PolicyView(BaseModel):
    """One policy document."""

    name: str
    mark: str
    topic: str
    state: Literal["same", "added", "changed"]
    sections: list[SectionView]


class PoliciesView(BaseModel):
    """All policy documents."""

    policies: list[PolicyView]


class WordView(BaseModel):
    """One word of a list."""

    key: str
    mark: str
    word: str
    standard: str
    state: Literal["same", "added", "changed"]


class WordsView(BaseModel):
    """The shop's word lists."""

    sensitive: list[WordView]
    banned: list[WordView]
    slang: list[WordView]


class ProfileView(BaseModel):
    """The shop's settings and what they are by default."""

    profile: dict[str, str | list[str]]
    defaults: dict[str, str | list[str]]
    timezone: str
    mark: str


class FieldView(BaseModel):
    """One field before and after."""

    field: str
    old: str
    new: str


class ChangeView(BaseModel):
    """One row that differs."""

    kind: str
    key: str
    title: str
    change: Literal["added", "changed", "removed"]
    fields: list[FieldView]


class DiffView(BaseModel):
    """What differs; the first changes, how many there are in all, and for the draft the mark to publish it by."""

    added: int
    changed: int
    removed: int
    changes: list[ChangeView]
    mark: str = ""


class CountView(BaseModel):
    """How many rows of a kind were there, and how many could be read."""

    kind: str
    seen: int
    loaded: int


class ReportView(BaseModel):
    """What an import does, or would do."""

    outcome: Literal["stored", "unchanged", "planned", "rejected"]
    version: int | None
    counts: list[CountView]
    errors: int
    warnings: int
    problems: list[ProblemRow]
    diff: DiffView


class WorkingView(BaseModel):
    """How the draft stands."""

    shop_name: str
    live: int | None
    live_since: str | None
    changes: int
    is_dirty: bool
    counts: dict[str, int]


class FindingView(BaseModel):
    """Something that will hurt, and what to do about it."""

    severity: Literal["error", "warning"]
    kind: str
    key: str
    what: str
    advice: str


class FindingsView(BaseModel):
    """All findings, errors first."""

    findings: list[FindingView]


class WindowView(BaseModel):
    """A row with its window."""

    kind: str
    key: str
    title: str
    about: str
    starts_at: str | None
    ends_at: str | None


class TimelineView(BaseModel):
    """Every promotion and every other row with a window, by beginning."""

    now: str
    timezone: str
    windows: list[WindowView]


def problem_row(problem: Problem) -> ProblemRow:
    """Return a problem as the console shows it."""
    return ProblemRow(
        severity=problem.severity,
        file=problem.file,
        row=problem.row,
        column=problem.column,
        reason=problem.reason,
    )


def diff_view(diff: Diff, title_of: Callable[[tuple[str, str]], str] | None = None) -> DiffView:
    """Return a difference as the console shows it, its rows called by their key where nothing better is known."""
    title = title_of or _title
    changes = [
        *(
            ChangeView(kind=k, key=key, title=title((k, key)), change="added", fields=[])
            for k, key in diff.added[:MOST_SHOWN]
        ),
        *(
            ChangeView(
                kind=row.kind,
                key=row.key,
                title=title((row.kind, row.key)),
                change="changed",
                fields=[FieldView(field=one.field, old=one.old, new=one.new) for one in row.fields],
            )
            for row in diff.changed[:MOST_SHOWN]
        ),
        *(
            ChangeView(kind=k, key=key, title=title((k, key)), change="removed", fields=[])
            for k, key in diff.removed[:MOST_SHOWN]
        ),
    ]
    return DiffView(
        added=len(diff.added), changed=len(diff.changed), removed=len(diff.removed), changes=changes[:MOST_SHOWN]
    )


def report_view(report: ImportReport) -> ReportView:
    """Return an import's report as the console shows it."""
    return ReportView(
        outcome=report.outcome,
        version=report.version,
        counts=[CountView(kind=one.kind, seen=one.seen, loaded=one.loaded) for one in report.counts],
        errors=len(report.errors),
        warnings=len(report.warnings),
        problems=[problem_row(problem) for problem in (*report.errors, *report.warnings)[:MOST_SHOWN]],
        diff=diff_view(report.diff),
    )


def unread_view(name: str, reason: str) -> ReportView:
    """Return the report of a file in which nothing could be read."""
    problem = ProblemRow(severity="error", file=name, row=None, column="", reason=reason)
    diff = DiffView(added=0, changed=0, removed=0, changes=[])
    return ReportView(outcome="rejected", version=None, counts=[], errors=1, warnings=0, problems=[problem], diff=diff)


def _title(row: tuple[str, str]) -> str:
    kind, key = row
    return key.partition("/")[2] if kind == "words" else key
