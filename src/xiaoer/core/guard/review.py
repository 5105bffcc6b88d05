"""May this reply go out?

Whatever made the reply, each clause is let through only when every number, date, code and promise in it is borne out by
this turn's evidence. The merchant's own curated words pass as they are (absolute words in them are noted, since
`xiaoer check` reports them at import); banned words, other people's details, markup and prompt text never pass.
A clause that fails is replaced by the shop's unsure reply, once, and the rest of its sentence is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.guard import adlaw
from xiaoer.core.guard.claims import claims_of
from xiaoer.core.guard.clauses import (
    CLAUSE_MARKS,
    TRIGGERS,
    closes,
    core_of,
    ends_sentence,
    first_trigger,
    goes_on,
    split_clauses,
)
from xiaoer.core.guard.grounding import Grounding
from xiaoer.core.guard.joints import is_pieced
from xiaoer.core.guard.lexicon import GuardLexicon, WordClass
from xiaoer.core.guard.numerals import fold
from xiaoer.core.guard.pledges import Pledges, has_markup
from xiaoer.core.guard.support import Support
from xiaoer.core.language.redact import addresses, redact_contacts
from xiaoer.core.shop.knowledge import Words
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.texts import texts_of

LINE_END = "\n"
BREAK_OFF = "……"  # stands between words that were let out and the unsure reply
_MAY_IDENTIFY = re.compile(
    "[@＠路街巷弄村道號号楼室栋院]|[0-9０-９一二三四五六七八九零幺][^,。;；\n]{0,2}(?:[0-9０-９一二三四五六七八九零幺][^,。;；\n]{0,2}){6}"
)
_OVERLAP = 8  # characters of the clause before that a split claim is looked for in


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reply that may go out. `replaced` are the clauses that may not, `noted` absolute words in curated texts."""

    text: str
    replaced: tuple[str, ...]
    noted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyGuard:
    """What one shop may never say and what it always may, prepared once per shop version."""

    pledges: Pledges
    banned: tuple[str, ...]
    own: frozenset[str]  #: the shop's fixed clauses, folded
    unsure_reply: str
    zone: ZoneInfo
    triggers: frozenset[str]

    @staticmethod
    def build(profile: Profile, words: Words, lexicon: GuardLexicon) -> ReplyGuard:
        """Prepare the guard of one shop version."""
        texts = texts_of(profile)
        own = frozenset(
            core_of(fold(clause))
            for entry in fields(texts)
            for clause in split_clauses(str(getattr(texts, entry.name)))
        )
        banned = tuple(dict.fromkeys(folded for word in words.banned if (folded := fold(word))))
        pledges = Pledges.build(
            (*lexicon.pledges, WordClass("banned", words.banned)), lexicon.alike, lexicon.plain, lexicon.never
        )
        triggers = TRIGGERS | pledges.first_chars
        return ReplyGuard(pledges, banned, own, profile.unsure_reply, ZoneInfo(profile.timezone), triggers)


def review(text: str, *, evidence: Sequence[Evidence], guard: ReplyGuard) -> Reviewed:
    """Return the reply as it may go out."""
    reviewer = Reviewer(evidence, guard)
    released = "".join(map(reviewer.judge, split_clauses(text)))
    return Reviewed(released, reviewer.replaced, reviewer.noted)


class Reviewer:
    """Reviews a reply piece by piece: plain words pass at once, a clause is held from where a claim could begin.

    The texts returned by `feed` and `flush`, joined, are the same however the reply is cut.
    """

    __slots__ = (
        "_before",
        "_clause",
        "_dropping",
        "_grounding",
        "_guard",
        "_held_from",
        "_instead",
        "_noted",
        "_released",
        "_replaced",
        "_support",
    )

    def __init__(
        self,
        evidence: Sequence[Evidence],
        guard: ReplyGuard,
        *,
        grounding: Grounding | None = None,
        instead: str | None = None,
    ) -> None:
        """`grounding` is for words that a model chose; `instead` goes out for the first clause that may not."""
        self._guard = guard
        self._grounding = grounding
        self._instead = guard.unsure_reply if instead is None else instead
        self._support = Support(evidence, guard.zone)
        self._clause = ""  #: the clause that is being read
        self._held_from = -1  #: where in it the held words begin; -1 while all of it is plain
        self._released = 0  #: how much of it went out
        self._before = ""  #: the end of the clause before
        self._dropping = False
        self._replaced: list[str] = []
        self._noted: list[str] = []

    @property
    def replaced(self) -> tuple[str, ...]:
        """The clauses that were not let out, so far."""
        return tuple(self._replaced)

    @property
    def noted(self) -> tuple[str, ...]:
        """Absolute words in the merchant's curated wording, so far."""
        return tuple(self._noted)

    def feed(self, piece: str) -> str:
        """Take the next piece of the reply; return what may go out now."""
        out: list[str] = []
        for char in piece:
            if self._clause[-1:] in CLAUSE_MARKS and closes(self._clause, char):
                out.append(self._close())
            self._clause += char
        out.append(self._let_out_plain())
        return "".join(out)

    def flush(self) -> str:
        """Take the end of the reply; return the rest of what may go out."""
        return self._close() if self._clause else ""

    def judge(self, clause: str) -> str:
        """Take a whole clause; return it or what goes out in its stead, so that no half of it is seen."""
        self._clause = clause
        return self._close_held()

    def _let_out_plain(self) -> str:
        if self._dropping or self._held_from >= 0:
            return ""
        pledges = self._guard.pledges
        if not core_of(self._clause[: self._released]):
            start = core_of(self._clause)[:1]
            if start and goes_on(self._before, start, pledges.begun, pledges.going_on):
                self._held_from = self._clause.index(start)
                plain, self._released = self._clause[self._released : self._held_from], self._held_from
                return plain
        self._held_from = self._first_held()
        end = self._held_from if self._held_from >= 0 else len(self._clause)
        plain, self._released = self._clause[self._released : end], end
        return plain

    def _first_held(self) -> int:
        """Return where in the clause that is being read a claim could begin, or a word that needs its clause."""
        place = first_trigger(self._clause, self._released, self._guard.triggers)
        wary = -1 if self._grounding is None else self._grounding.holds_from(self._clause, self._released)
        return wary if place < 0 else place if wary < 0 else min(place, wary)

    def _close(self) -> str:
        plain = self._let_out_plain()
        return plain + self._close_held()

    def _close_held(self) -> str:
        clause, rest, shown = self._clause, self._clause[self._released :], self._released > 0
        passes = not self._dropping and (not rest or self._passes(clause))
        self._clause, self._held_from, self._released = "", -1, 0
        if passes:
            self._before = (self._before + clause)[-_OVERLAP:]
            return _without_details(rest, self._support)
        was_dropping, self._dropping = self._dropping, not ends_sentence(clause)
        if was_dropping:
            return ""
        return self._instead_of(clause, shown=shown)

    def _instead_of(self, clause: str, *, shown: bool) -> str:
        first = not self._replaced
        self._replaced.append(clause.strip())
        self._before = ""
        line_end = LINE_END if first and clause.endswith(LINE_END) else ""
        return (BREAK_OFF if shown else "") + (self._instead + line_end if first else "")

    def _passes(self, clause: str) -> bool:
        folded = fold(clause)
        core = core_of(folded)
        if not core and not has_markup(clause):
            return True
        if core in self._guard.own:
            return True
        if any(word in folded for word in self._guard.banned) or has_markup(clause):
            return False
        if self._grounding is not None and not self._grounding.bears(clause):
            return False  # 支持货到付款 stands in 不支持货到付款, but is no quotation of it
        if self._support.quotes(folded):
            self._noted += adlaw.violations_of(clause)
            return True
        return (
            self._is_lawful(folded)
            and self._knows_addresses(clause)
            and self._is_borne_out(folded)
            and not is_pieced(clause, folded, self._before, self._guard.pledges, self._support)
        )

    def _is_lawful(self, folded: str) -> bool:
        words = adlaw.violations_of(folded)
        return all(fold(word) in self._support.titles for word in words) or self._support.holds(folded)

    def _knows_addresses(self, clause: str) -> bool:
        if not _MAY_IDENTIFY.search(clause):
            return True
        return all(fold(address) in self._support.folded for address in addresses(clause))

    def _is_borne_out(self, folded: str) -> bool:
        return all(
            self._support.bears(claim, folded) for claim in claims_of(folded)
        ) and self._guard.pledges.are_backed(folded, self._support)


def _without_details(rest: str, support: Support) -> str:
    """Return held words with contact details masked, unless they are the merchant's own."""
    if not _MAY_IDENTIFY.search(rest):
        return rest
    masked = redact_contacts(rest)
    return rest if masked == rest or support.quotes(fold(rest)) else masked
