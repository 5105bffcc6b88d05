"""Which sentences of a long text bear on a question?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.concepts import kinds_not_answered
from xiaoer.core.retrieval.likeness import Weighed, read_phrase

LONG = 120  # characters up to which a text is said whole
MOST_SENTENCES = 4  # beside those that go with them
BEARS = 0.3  # share of what the question tells, below which no sentence clearly bears on it
AS_WELL = 0.6  # share of the best sentence's that a further one needs
UNFIT = 0.5  # what a sentence keeps that cannot answer this kind of question

_SENTENCE = re.compile(r"[^。!?!?\n]*[。!?!?]+[”’」』))】]*|[^。!?!?\n]+")
# A sentence that begins like this limits or goes on with the one before it.
_GOES_ON = re.compile(
    r"\s*(?:[-*·•]\s*)?[((]?(?:但|不过|如|若|倘|万一|超过|逾期|超出|除|否则|然而|只是|仅|只限|只有|其中|另|此外|同时|以上|上述|前述|前提|注"
    r"|特殊|例外|不含|不包括|不适用|不支持|未|需|须|请|因此|所以|其余|其他|该|此|这|且|并)"
)
_OPENS_LIST = re.compile(r"[::]\s*$")


def excerpt(text: str, question: Weighed) -> str:
    """Return the whole sentences of a text that bear on a question, in order, with the conditions that follow them.

    A short text is returned whole, and so is one of which no sentence clearly bears on the question.
    """
    if len(text) <= LONG:
        return text
    lines = [_SENTENCE.findall(line) for line in text.split("\n")]
    sentences = [(number, sentence) for number, line in enumerate(lines) for sentence in line]
    kept = _kept([sentence for _, sentence in sentences], _lists(sentences), question)
    if not kept:
        return text
    said: dict[int, str] = {}
    for at in sorted(kept):
        number, sentence = sentences[at]
        said[number] = said.get(number, "") + sentence
    return "\n".join(line.strip() for line in said.values())


def _kept(sentences: Sequence[str], lists: dict[int, tuple[int, ...]], question: Weighed) -> set[int]:
    shares = [_bearing(sentence, question) for sentence in sentences]
    best = max(shares, default=0.0)
    if best < BEARS:
        return set()
    fitting = [at for at, share in enumerate(shares) if share >= AS_WELL * best]
    chosen = sorted(fitting, key=lambda at: (-shares[at], at))[:MOST_SENTENCES]
    kept: set[int] = set()
    for at in chosen:
        kept |= {at, *lists.get(at, ())}
        kept |= _context(at, sentences)
    return kept


def _context(at: int, sentences: Sequence[str]) -> set[int]:
    """Return the sentences that a sentence cannot do without: what it goes on with, and what limits it."""
    found = set()
    before = at
    while before > 0 and _GOES_ON.match(sentences[before]):
        before -= 1
        found.add(before)
    after = at + 1
    while after < len(sentences) and _GOES_ON.match(sentences[after]):
        found.add(after)
        after += 1
    return found


def _lists(sentences: Sequence[tuple[int, str]]) -> dict[int, tuple[int, ...]]:
    """Return for each line that opens a list its items, and for each item the line that opens it."""
    found: dict[int, tuple[int, ...]] = {}
    opener = -1
    for at, (line, sentence) in enumerate(sentences):
        if opener >= 0 and line > sentences[opener][0] + (at - opener):
            opener = -1
        if _OPENS_LIST.search(sentence):
            opener = at
        elif opener >= 0:
            found[at] = (opener,)
            found[opener] = (*found.get(opener, ()), at)
    return found


def _bearing(sentence: str, question: Weighed) -> float:
    """Return how much of what a question tells stands in a sentence."""
    phrase = read_phrase(normalize(sentence))
    held = {*phrase.words, *phrase.letters}
    total = sum(weight for _, weight in question.telling)
    share = sum(weight * _part(word, held) for word, weight in question.telling) / (total or 1.0)
    return share * (UNFIT if question.phrase.kind in kinds_not_answered(sentence) else 1.0)


def _part(word: str, held: set[str]) -> float:
    return 1.0 if word in held else 0.5 * sum(char in held for char in word) / len(word)
