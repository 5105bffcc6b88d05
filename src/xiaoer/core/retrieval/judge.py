"""Does this text answer this ask, and how surely?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

from xiaoer.core.retrieval.aims import Reach
from xiaoer.core.retrieval.knowledge import Entry
from xiaoer.core.retrieval.likeness import Likeness, Weighed, log_odds, logistic
from xiaoer.core.retrieval.passages import Hit

BIAS = -1.5
# What speaks for and against a text, and the log odds of each, learnt by `python -m benchmarks.learn_judge` on our own
# questions to small shops of our own writing, and rounded.
_LEARNT = (
    ("likeness", 0.55),
    ("share of the ask held", 2.8),
    ("words missing", -0.64),
    ("a foreign word", -0.51),
    ("strangest word of the question", -0.03),
    ("intents agree", 2.94),
    ("intents agree with the text", 2.8),
    ("intents are close", 2.37),
    ("intents differ", -2.52),
    ("goods shared", 6.67),
    ("other goods", -6.0),
    ("another kind of question", -0.53),
    ("a kind it cannot answer", -2.71),
    ("a policy", -0.13),
    ("a text of one product", -1.63),
    ("only the text is special", -6.0),
    ("only the ask is special", -1.1),
    ("how sure the intent is", -3.07),
)
SIGNS = tuple(name for name, _ in _LEARNT)
COEFFICIENTS = tuple(weight for _, weight in _LEARNT)
ALIKE = 0.0  # log odds of a likeness from which on two questions are the same in other words
MOST_OF_OTHERS = 0.95
MOST_STRANGE = 2.0  # weight of missing words beyond which more make no difference
UNLIKE = -2.5  # log odds of a likeness that says no more than that the words differ
CERTAIN = 6.0  # log odds of a likeness that nothing can make surer


@dataclass(frozen=True, slots=True)
class Wanted:
    """An ask as it is judged: its wordings (with and without the goods it names) and what it aims at."""

    phrases: tuple[Weighed, ...]
    reach: Reach
    products: frozenset[str] = frozenset()


class Cover(NamedTuple):
    """How much of what a wording tells stands in a text, and how much does not.

    `held` is the weight of what it holds, in words as telling as can be; `strangest` the weight of the most telling
    word that it does not hold, 0..1, `missing` the weight of words of which it holds no part.
    """

    share: float
    held: float
    strangest: float
    missing: float


def chance(signs: Sequence[float]) -> float:
    """Return the chance that an entry with these signs answers; only the same question makes it as good as certain."""
    known = logistic(BIAS + sum(map(mul, COEFFICIENTS, signs)))
    return known if signs[0] >= ALIKE else min(known, MOST_OF_OTHERS)


def read_signs(wanted: Wanted, entry: Entry, like: Hit | None, likeness: Likeness) -> tuple[float, ...]:
    """Return the signs for and against an entry; `like` is what its questions have in common with the ask."""
    heaviest = likeness.weights.values.unseen
    covers = [cover(phrase.telling, entry.words, heaviest) for phrase in wanted.phrases]
    at = max(range(len(covers)), key=lambda number: covers[number].share)
    query, bare = wanted.phrases[at], covers[-1]
    nearest = like.nearest if like is not None else entry.title
    reach, kind, special = wanted.reach, query.phrase.kind, query.phrase.special
    return (
        max(UNLIKE, min(log_odds(like.score if like is not None else 0.0), CERTAIN)),
        bare.share,
        min(bare.missing, MOST_STRANGE),
        _foreign(wanted.phrases[-1].telling, entry.words, likeness.usual),
        cover(likeness.telling(nearest), query.characters, heaviest).strangest,
        reach.agreement(entry.aims),
        reach.agreement(entry.tells),
        reach.closeness(entry.aims),
        reach.differs(entry.aims),
        bare.share * min(bare.held, 1.0) * bool(wanted.products & entry.products),
        float(bool(wanted.products and entry.products and not wanted.products & entry.products)),
        float(bool(kind and nearest.kind and kind != nearest.kind)),
        float(kind in entry.lacks),
        float(entry.passage.kind == "policy"),
        float(bool(entry.passage.product_id)),
        float(bool((nearest.special & entry.title.special) - special)),
        float(bool(special - entry.special)),
        reach.aims.best[0].score if reach.aims.best else 0.0,
    )


def cover(telling: Sequence[tuple[str, float]], text: frozenset[str], heaviest: float) -> Cover:
    """Return how far a text, given as its words and characters, holds weighed words."""
    total = held = strangest = missing = 0.0
    for word, weight in telling:
        total += weight
        if word in text:
            held += weight
            continue
        size = len(word)
        strange = len([char for char in word if char not in text])
        if not strange:
            held += weight / 2
        missing += weight * (strange == size > 1)
        strangest = max(strangest, weight * strange / size)
    return Cover(held / (total or 1.0), held / heaviest, strangest / heaviest, missing / heaviest)


def _foreign(telling: Sequence[tuple[str, float]], text: frozenset[str], usual: frozenset[str]) -> float:
    """Return how much of a word a text does not hold that nobody usually says to a shop."""
    rare = (word for word, _ in telling if word not in usual and word not in text)
    return max((len([char for char in word if char not in text]) / len(word) for word in rare), default=0.0)
