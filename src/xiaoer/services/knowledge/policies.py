"""Which passages does a policy document hold?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from xiaoer.core.language import normalize
from xiaoer.core.shop.knowledge import PolicyPassage, Window
from xiaoer.services.knowledge import times, wording
from xiaoer.services.knowledge.cells import Fault
from xiaoer.services.knowledge.source import Problem, RawDocument

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
_PLAIN_HEADING = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}[、.章条]\s*|【)(.{1,30}?)】?$")
_WINDOW = re.compile(r"^[\s>*_]*(?:有效期|有效时间|生效时间|活动时间)\s*[:：]\s*[*_]*(.+?)[\s*_]*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class _Part:
    line: int
    heading: str
    text: str


def read_policies(
    documents: Sequence[RawDocument], zone: ZoneInfo
) -> tuple[tuple[PolicyPassage, ...], tuple[Problem, ...]]:
    """Return the passages of these documents and what is wrong with them."""
    passages: list[PolicyPassage] = []
    problems: list[Problem] = []
    for document in documents:
        found = [_passage(document, part, zone) for part in _parts(document)]
        kept = [passage for passage, _ in found if passage is not None and passage.text]
        passages += [_numbered(passage, document, number) for number, passage in enumerate(kept, start=1)]
        problems += [problem for _, problem in found if problem is not None]
        if not kept and all(problem is None for _, problem in found):
            problems.append(Problem("warning", document.file, None, "", wording.EMPTY_DOCUMENT))
    return tuple(passages), tuple(problems)


def _parts(document: RawDocument) -> list[_Part]:
    parts: list[_Part] = []
    path: list[tuple[int, str]] = []
    line, lines = 1, list[str]()
    marked = any(_HEADING.match(text) for text in document.text.splitlines())
    fenced = False
    for number, text in enumerate(normalize.clean(document.text).split("\n"), start=1):
        fenced ^= bool(_FENCE.match(text))
        heading = None if fenced else _heading(text, marked=marked)
        if heading is None:
            lines.append(text)
            continue
        parts.append(_Part(line, _title(path, document), _joined(lines)))
        line, lines = number, []
        level, title = heading
        path = [*(entry for entry in path if entry[0] < level), (level, title)]
    parts.append(_Part(line, _title(path, document), _joined(lines)))
    return [part for part in parts if part.text]


def _heading(text: str, *, marked: bool) -> tuple[int, str] | None:
    found = _HEADING.match(text)
    if found:
        return len(found[1]), found[2].strip("*_ ")
    # A text without a single Markdown heading may number its sections instead: 一、退货条件
    plain = None if marked else _PLAIN_HEADING.fullmatch(text.strip())
    return (2, plain[1].strip()) if plain and not plain[1].endswith(("。", ";", "；", "，")) else None


def _title(path: list[tuple[int, str]], document: RawDocument) -> str:
    # The first level names the whole document; deeper headings need those above them to be understood.
    below = [title for level, title in path if level > 1]
    return " / ".join(below) if below else (path[0][1] if path else document.topic)


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _passage(document: RawDocument, part: _Part, zone: ZoneInfo) -> tuple[PolicyPassage | None, Problem | None]:
    first, _, rest = part.text.partition("\n")
    stated = _WINDOW.match(first)
    if not stated:
        return PolicyPassage("", document.topic, part.heading, part.text), None
    window = times.read_window_text(stated[1], zone)
    if isinstance(window, Fault):
        return None, Problem("error", document.file, part.line, "有效期", window.reason)
    starts_at, ends_at = window
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        return None, Problem("error", document.file, part.line, "有效期", wording.END_BEFORE_START)
    return PolicyPassage("", document.topic, part.heading, rest.strip(), Window(starts_at, ends_at)), None


def _numbered(passage: PolicyPassage, document: RawDocument, number: int) -> PolicyPassage:
    return PolicyPassage(f"{document.name}#{number}", passage.topic, passage.heading, passage.text, passage.window)
