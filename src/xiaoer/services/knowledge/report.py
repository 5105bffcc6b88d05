"""What did an import do, in figures and rows?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xiaoer.services.knowledge.diff import Diff
from xiaoer.services.knowledge.reading import Count
from xiaoer.services.knowledge.source import Problem

Outcome = Literal["stored", "unchanged", "planned", "rejected"]
"""A new version was stored (or orders were written), nothing changed, a dry run, or errors under `strict`."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of one import.

    `version` is the version that holds the imported data: the new one, or the base where no item changed; None where
    nothing was ever stored.
    """

    shop_id: str
    outcome: Outcome
    version: int | None
    counts: tuple[Count, ...]
    problems: tuple[Problem, ...]
    diff: Diff

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the rows that were not loaded."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return what was loaded but looks mistaken."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")
