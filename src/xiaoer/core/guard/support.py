"""Do this turn's data bear out a claim?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.guard.claims import Claim, ClaimKind, claims_of
from xiaoer.core.guard.numerals import fold

CURATED = frozenset(("faq", "policy", "profile"))  # kinds whose words the merchant wrote to be said
_LATIN = re.compile("[a-z0-9]")
_PLAIN_CODES = frozenset(("ok", "hi", "app", "ai", "x", "logo", "sku", "hello"))
_QUOTE = 6  # shorter pieces of the merchant's words may mean anything
_NAME = 4  # a shorter title may be a plain word
_FEW = 2  # characters of which no share can be told
_PARTICLES = re.compile("[的是为了哦呢您亲啊呀吧:]")
_DENIES = re.compile("[不没无未非别勿](?:能|可|会|再|用|需|得|予|有|是|必|太|一定)?$|(?:禁止|拒绝|谢绝|停止|取消)$")
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Support:
    """The evidence of one turn, ready to be asked; data times are read in the shop's time zone."""

    evidence: Sequence[Evidence]
    zone: ZoneInfo

    @cached_property
    def folded(self) -> str:
        """All titles and texts, folded."""
        return "\n".join(f"{fold(piece.title)}\n{fold(piece.text)}" for piece in self.evidence)

    @cached_property
    def curated(self) -> str:
        """What the merchant wrote to be said, folded."""
        return "\n".join(fold(piece.text) for piece in self.evidence if piece.kind in CURATED)

    @cached_property
    def titles(self) -> str:
        """All titles, folded."""
        return "\n".join(fold(piece.title) for piece in self.evidence)

    @cached_property
    def facts(self) -> frozenset[tuple[ClaimKind, str]]:
        """Every number, date and code; read when a clause is first met that is no quotation."""
        facts: set[tuple[ClaimKind, str]] = set()
        for piece in self.evidence:
            facts |= _facts(piece.title) | _facts(piece.text)
            if piece.stated_at is not None:
                facts |= _moment(piece.stated_at, self.zone)
        return frozenset(facts)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of all facts that have one, whatever their unit."""
        return frozenset(number for kind, value in self.facts if (number := _number_of(kind, value)))

    def bears(self, claim: Claim, clause: str) -> bool:
        """Return whether a claim of a folded clause follows from the evidence."""
        if claim.kind in _TYPED and (claim.kind, claim.value) in self.facts:
            return True
        if claim.kind in {ClaimKind.CODE, ClaimKind.LINK}:
            known = claim.value in _PLAIN_CODES or not claim.value or _stands_in(claim.value, self.folded)
            return known or (claim.kind, claim.value) in self.facts  # 12Ah of 48V12Ah is read alike in both
        if claim.kind is ClaimKind.DATE and self._bears_date(claim.value):
            return True
        if claim.kind is ClaimKind.NUMBER and claim.value in self.numbers:
            return True
        if claim.kind is ClaimKind.AMOUNT and (ClaimKind.NUMBER, claim.value.split()[0]) in self.facts:
            return True
        return self._says(claim, clause)

    def quotes(self, clause: str) -> bool:
        """Return whether a folded clause is the merchant's own curated wording."""
        core = clause.strip(_MARKS)
        if len(core) < _QUOTE:
            return len(core) > 1 and core in self.curated and _is_clause_in(core, self.curated)
        return _is_said(core, self.curated)

    def holds(self, clause: str) -> bool:
        """Return whether a folded clause stands in the data as a whole, such as a sentence of a description."""
        core = clause.strip(_MARKS)
        return len(core) >= _QUOTE and _is_said(core, self.folded)

    def share(self, clause: str) -> float:
        """Return how much of a folded clause's Chinese stands in the evidence too, 0 to 1."""
        clause = _PARTICLES.sub("", clause)
        pairs = [
            clause[place : place + 2]
            for place in range(len(clause) - 1)
            if _CHINESE.match(clause[place]) and _CHINESE.match(clause[place + 1])
        ]
        if len(pairs) < _FEW:
            return 1.0
        return sum(pair in self.folded for pair in pairs) / len(pairs)

    def names(self, clause: str, start: int, end: int) -> bool:
        """Return whether a place of a folded clause lies within the title of a piece of evidence, told in full."""
        return any(
            place <= start and end <= place + len(title)
            for title in self.titles.split("\n")
            if len(title) >= _NAME
            for place in _places(title, clause)
        )

    def _bears_date(self, value: str) -> bool:
        year, month, day = value.split("-")
        if not year or not month:
            return False
        known = (ClaimKind.DATE, f"-{month}-{day}") in self.facts
        return known and (ClaimKind.DATE, f"{year}--") in self.facts

    def _says(self, claim: Claim, clause: str) -> bool:
        """Return whether the claim stands in the evidence letter for letter, with what is around it."""
        if claim.kind in {ClaimKind.MONEY, ClaimKind.DISCOUNT}:
            return False
        around = clause[max(0, claim.start - 1) : claim.end + 1].strip(_MARKS)
        return len(around) > claim.end - claim.start and _stands_in(around, self.folded)


_MARKS = " ,.。!?;:、~…\n()[]\"'“”‘’—-"
_EDGES = frozenset(("", *_MARKS))
_TYPED = frozenset(ClaimKind) - {ClaimKind.CODE, ClaimKind.LINK}


@lru_cache(maxsize=4096)
def _facts(text: str) -> frozenset[tuple[ClaimKind, str]]:
    facts: set[tuple[ClaimKind, str]] = set()
    for claim in claims_of(fold(text)):
        facts.add((claim.kind, claim.value))
        if claim.kind is ClaimKind.DATE:
            facts |= _parts(claim.value)
    return frozenset(facts)


def _parts(date: str) -> set[tuple[ClaimKind, str]]:
    year, month, day = date.split("-")
    forms = {f"{year}--", f"-{month}-", f"-{month}-{day}", f"{year}-{month}-"} - {"--"}
    facts = {(ClaimKind.DATE, form) for form in forms if form.strip("-")}
    return facts | ({(ClaimKind.NUMBER, f"{month}.{day}")} if month and day else set())


def _moment(stated_at: datetime, zone: ZoneInfo) -> set[tuple[ClaimKind, str]]:
    local = stated_at.astimezone(zone)
    date = f"{local.year}-{local.month}-{local.day}"
    return {(ClaimKind.DATE, date), (ClaimKind.TIME, f"{local.hour}:{local.minute:02d}"), *_parts(date)}


def _number_of(kind: ClaimKind, value: str) -> str:
    if kind in {ClaimKind.MONEY, ClaimKind.AMOUNT, ClaimKind.NUMBER, ClaimKind.PERCENT}:
        return value.split(maxsplit=1)[0]
    return ""


def _is_clause_in(core: str, text: str) -> bool:
    """Return whether the words are a whole clause of a text."""
    length = len(core)
    return any(
        text[max(0, place - 1) : place] in _EDGES and text[place + length : place + length + 1] in _EDGES
        for place in _places(core, text)
    )


def _is_said(words: str, text: str) -> bool:
    """Return whether the words stand in a text, and not just in their denial: 支持货到付款 in 不支持货到付款."""
    found = (place for place in _places(words, text) if not _DENIES.search(text[:place]))
    return any(_stands_in(words, text[max(0, place - 1) : place + len(words) + 1]) for place in found)


def _places(words: str, text: str) -> Iterator[int]:
    """Yield where words stand in a text, none within another."""
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + max(1, len(words)))


def _stands_in(words: str, text: str) -> bool:
    """Return whether the words occur in a text without cutting a number or a Latin word."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        cut_before = start > 0 and _LATIN.match(words[0]) and _LATIN.match(text[start - 1])
        cut_after = end < len(text) and _LATIN.match(words[-1]) and _LATIN.match(text[end])
        if not cut_before and not cut_after:
            return True
        start = text.find(words, start + 1)
    return False
