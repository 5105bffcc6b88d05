"""Was a claim pulled apart, by marks or over two clauses?"""

from __future__ import annotations

import re

from xiaoer.core.guard import adlaw
from xiaoer.core.guard.claims import ClaimKind, claims_of
from xiaoer.core.guard.clauses import core_of, goes_on, has_inner_marks, split_clauses, squeezed, unseamed
from xiaoer.core.guard.numerals import fold
from xiaoer.core.guard.pledges import Pledges
from xiaoer.core.guard.support import Support

_LAST_WORDS = re.compile(r"[^,,;;::。!!??\n]*[,,;;::。!!??\n]?$")
_BULLET = re.compile("[·•]|[-*] ")


def is_pieced(clause: str, folded: str, before: str, pledges: Pledges, support: Support) -> bool:
    """Return whether a claim without basis was pulled apart by marks, or over this clause and those before."""
    core = core_of(folded)
    joins = goes_on(before, core_of(clause)[:1], pledges.begun, pledges.going_on)
    if not joins and not has_inner_marks(core):
        return False
    if support.holds(fold(_last_words(before) + clause) if joins else folded):
        return False  # 可以和满减、券一起用 is pulled apart by nobody where the data write it so
    tail = before if joins else ""
    squeezed_before = squeezed(fold(tail))
    return _is_hidden_by_marks(clause, folded, tail, pledges, support) or (
        bool(squeezed_before)
        and not (squeezed_before[-1].isascii() and core[:1].isascii() and core[:1] != "%")
        and not _bears_joints(clause, before, support)
    )


def _last_words(before: str) -> str:
    """Return what stands behind the last mark but one: it must go on in the data as it does here."""
    found = _LAST_WORDS.search(before)
    return found[0] if found else ""


def _is_hidden_by_marks(clause: str, folded: str, tail: str, pledges: Pledges, support: Support) -> bool:
    before = squeezed(fold(tail))
    joined, shown = before + squeezed(folded), folded + before
    if pledges.are_pieced_together(joined, shown, support):
        return True
    # 第~一品牌: the numeral is only part of a word once the two are together.
    for text in dict.fromkeys((joined, fold(squeezed(tail) + squeezed(clause)))):
        if any(fold(word) not in shown for word in adlaw.violations_of(text)):
            return True
    whole = unseamed(clause)
    if whole != folded and not all(support.bears(claim, whole) for claim in claims_of(whole)):
        return True
    return _figures(whole) != _figures(folded) and not pledges.are_backed(whole, support)


def _bears_joints(clause: str, before: str, support: Support) -> bool:
    """Return whether the numbers that the clause makes up with the end of those before it are borne out."""
    if _BULLET.match(clause) and "\n" in before[-2:]:
        return True  # the next line of a list
    last = core_of(split_clauses(core_of(before))[-1])
    return all(_bears_joint(tail, clause, support) for tail in (squeezed(before), last))


def _bears_joint(tail: str, clause: str, support: Support) -> bool:
    both, joint = fold(tail + core_of(clause)), len(fold(tail))
    across = tuple(claim for claim in claims_of(both) if claim.start < joint < claim.end)
    if across and _ends_in_code(fold(tail)):
        return True
    return all(claim.kind is ClaimKind.CODE or support.bears(claim, both) for claim in across)


def _ends_in_code(folded: str) -> bool:
    """Return whether the last number of a folded text is part of a code: in GB/T 22797-2009 it counts nothing."""
    last = next(reversed(claims_of(folded)), None)
    return last is not None and last.kind is ClaimKind.CODE and last.end == len(folded)


def _figures(folded: str) -> str:
    return "".join(filter(str.isdigit, folded))
