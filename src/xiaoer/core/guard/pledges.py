"""Which promises does a clause make, and do the data make them too?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xiaoer.core.guard.lexicon import WordClass
from xiaoer.core.guard.matching import Hit, WordMatcher
from xiaoer.core.guard.numerals import fold
from xiaoer.core.guard.support import Support

_PLAIN = "harmless"
_NEVER = "never"
_CLOSE = frozenset(
    ("free", "gift", "vow", "compensation", "taking_back", "deed")
)  # what counts is what it is promised on
_SHARE = 0.34  # of a clause's pairs of characters that the evidence must have in common with such a promise
_NEAR = 5  # characters on either side in which that share is taken
_NOT = re.compile(
    "(?:[不没未无非勿]|没有|暂无|无法|不能|不可以?|不支持|不提供|暂不|尚未|还没有?|并不|不会|不参加|不参与)$"
)
_NOT_FAR = re.compile("(?:没有|暂无|无法|不能|不支持|不提供|暂不|尚未|不参加|不参与|没法)[^,。!?;]{0,3}$")
_NOT_NOT = re.compile("(?:不得不|无不|没有不|不能不|不会不|不仅|不但|不光|不只)$")
_MARKUP = re.compile(
    r"<\|?/?[a-z!]|\|>|</|```|!\[|\]\(|\{\{|\}\}|&(?:lt|gt|amp|quot|#\d+);|javascript:|data:[a-z]+/|on[a-z]+ ?="
    r"|\[/?(?:inst|system|sys)\]|^#{1,6} |【系统】",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Pledges:
    """The words that count as promises, prepared for search."""

    matcher: WordMatcher
    alike: frozenset[str]
    words: tuple[WordClass, ...]
    first_chars: frozenset[str]
    begun: frozenset[str]  #: characters that a promise may go on after
    going_on: frozenset[str]  #: characters that a begun promise may go on with

    @staticmethod
    def build(groups: Sequence[WordClass], alike: Sequence[str], plain: Sequence[str], never: Sequence[str]) -> Pledges:
        """Prepare the groups; `plain` look-alikes hide the words inside them."""
        folded = tuple(WordClass(group.name, tuple(fold(word) for word in group.words)) for group in groups)
        forbidden = WordClass(_NEVER, tuple(fold(word) for word in never))
        matcher = WordMatcher((*folded, forbidden, WordClass(_PLAIN, tuple(fold(word) for word in plain))))
        raw = [word for group in groups for word in group.words]
        words = [word for group in (*folded, forbidden) for word in group.words if word] + raw
        return Pledges(
            matcher,
            frozenset(alike),
            folded,
            first_chars=frozenset(word[0] for word in words),
            begun=frozenset("".join(word[:-1] for word in words)),
            going_on=frozenset("".join(word[1:] for word in words)),
        )

    def are_backed(self, clause: str, support: Support) -> bool:
        """Return whether every promise of a folded clause is made in the evidence too."""
        hits = self.matcher.hits(clause)
        return all(_is_denied(clause, hit.start, hit.name) or self._is_backed(hit, clause, support) for hit in hits)

    def are_pieced_together(self, squeezed: str, clause: str, support: Support) -> bool:
        """Return whether a text without its marks makes a promise that the clause does not show and no data make."""
        return any(
            hit.word not in clause
            and not _is_denied(squeezed, hit.start, hit.name)
            and not self._is_backed(hit, squeezed, support)
            for hit in self.matcher.hits(squeezed)
        )

    def _is_backed(self, hit: Hit, clause: str, support: Support) -> bool:
        name, word = hit.name, hit.word
        if name in self.alike:
            said = any(other in support.folded for group in self.words if group.name == name for other in group.words)
        else:
            said = word in support.folded
        if not said or name not in _CLOSE:
            return said
        around = clause[max(0, hit.start - _NEAR) : hit.end + _NEAR]
        return support.share(around) >= _SHARE or support.names(clause, hit.start, hit.end)


def has_markup(clause: str) -> bool:
    """Return whether a clause holds control tokens, HTML or markdown that shows or runs something."""
    return _MARKUP.search(clause) is not None


def _is_denied(clause: str, start: int, name: str) -> bool:
    before = clause[max(0, start - 8) : start]
    if name == _NEVER or _NOT_NOT.search(before):
        return False
    if _NOT.search(before):
        return True
    return name not in _CLOSE and _NOT_FAR.search(before) is not None
