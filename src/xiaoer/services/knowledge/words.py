"""Which words does a word list hold?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xiaoer.core.language import normalize
from xiaoer.core.shop.knowledge import Words
from xiaoer.services.knowledge import wording
from xiaoer.services.knowledge.source import Problem, RawWords

_COLUMN_BREAK = re.compile(r"\t+|\s*(?:=>|->|→|=|,|,)\s*|\s{2,}")
_SLANG_HEADERS = frozenset({("说法", "标准说法"), ("slang", "standard")})


def read_words(lists: Sequence[RawWords]) -> tuple[Words, tuple[Problem, ...]]:
    """Return the words of these lists, once each, and the lines at fault. A line may be a `#` comment."""
    problems: list[Problem] = []
    plain: dict[str, list[str]] = {"sensitive": [], "banned": []}
    slang: dict[str, str] = {}
    for words in lists:
        for number, line in _lines(words.text):
            if words.words != "slang":
                plain[words.words].append(line.strip())
                continue
            pair = _slang(line)
            if pair is None:
                reason = wording.SLANG_COLUMNS.format(cell=line.strip())
                problems.append(Problem("error", words.file, number, "", reason))
            elif pair not in _SLANG_HEADERS:
                slang[pair[0]] = pair[1]
    return (
        Words(tuple(dict.fromkeys(plain["sensitive"])), tuple(dict.fromkeys(plain["banned"])), tuple(slang.items())),
        tuple(problems),
    )


def _lines(text: str) -> list[tuple[int, str]]:
    numbered = enumerate(normalize.clean(text).split("\n"), start=1)
    return [(number, line) for number, line in numbered if line.strip() and not line.lstrip().startswith("#")]


def _slang(line: str) -> tuple[str, str] | None:
    parts = [part.strip() for part in _COLUMN_BREAK.split(line.strip(), maxsplit=1)]
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else None
