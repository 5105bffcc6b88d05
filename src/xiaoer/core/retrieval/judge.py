"""Does this text answer this ask, and how surely?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from xiaoer.core.retrieval.concepts import answered_together
from xiaoer.core.retrieval.knowledge import Aim, Entry
from xiaoer.core.retrieval.likeness import Likeness, Weighed, log_odds, logistic

# Log odds for each sign below, fitted on this project's own example talks and rounded.
BIAS = -1.45
COEFFICIENTS = (0.4, 2.6, 3.6, 0.3, -1.0, -0.5, -1.1, 0.6, -2.5, -0.4)
MOST_STRANGE = 3  # words beyond that make no difference
NEARLY = 0.9  # how much of an intent's certainty its neighbour keeps
UNLIKE = -2.5  # log odds of a likeness that says no more than that the words differ
CERTAIN = 6.0  # log odds of a likeness that nothing can make surer


@dataclass(frozen=True, slots=True)
class Wanted:
    """An ask as it is judged: its wordings (with and without the goods it names) and what it aims at, best first."""

    phrases: tuple[Weighed, ...]
    aims: tuple[Aim, ...]
    products: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of what a wording tells stands in a text, and how much does not.

    `strangest` is the weight of the most telling word that it does not hold, 0..1, `missing` the number of words of
    which it holds no part.
    """

    share: float
    strangest: float
    missing: int


def chance(wanted: Wanted, entry: Entry, like: float, likeness: Likeness) -> float:
    """Return the chance that an entry answers; `like` is the chance that its question asks the same."""
    signs = read_signs(wanted, entry, like, likeness)
    return logistic(BIAS + sum(map(mul, COEFFICIENTS, signs)))


def read_signs(wanted: Wanted, entry: Entry, like: float, likeness: Likeness) -> tuple[float, ...]:
    """Return the signs for and against: likeness, coverage, intents, words strange to each other, goods."""
    heaviest = likeness.weights.values.unseen
    covers = [cover(phrase.telling, entry.words, heaviest) for phrase in wanted.phrases]
    at = max(range(len(covers)), key=lambda number: covers[number].share)
    asked = covers[at]
    held = cover(likeness.telling(entry.title), wanted.phrases[at].characters, heaviest).strangest
    agree, related, differ = _compare(wanted.aims, entry.aims)
    return (
        max(UNLIKE, min(log_odds(like), CERTAIN)),
        asked.share,
        agree,
        related,
        differ,
        min(asked.strangest, held),
        held,
        float(bool(wanted.products & entry.products)),
        float(bool(wanted.products and entry.products and not wanted.products & entry.products)),
        float(min(max(asked.missing - 1, 0), MOST_STRANGE)),
    )


def cover(telling: Sequence[tuple[str, float]], text: frozenset[str], heaviest: float) -> Cover:
    """Return how far a text, given as its words and characters, holds weighed words."""
    total = held = strangest = 0.0
    missing = 0
    for word, weight in telling:
        total += weight
        size = len(word)
        strange = len([char for char in word if char not in text])
        if word in text:
            held += weight
        elif not strange:
            held += weight / 2
        missing += strange == size > 1
        strangest = max(strangest, weight * strange / size)
    return Cover(held / total if total else 0.0, strangest / heaviest, missing)


def _compare(asked: Sequence[Aim], held: Sequence[Aim]) -> tuple[float, float, float]:
    """Return how far the intents agree, have only the label in common, or differ."""
    if not asked or not held:
        return 0.0, 0.0, 0.0
    scores = {near: aim.score * NEARLY for aim in held for near in answered_together(aim.intent)}
    scores.update((aim.intent, aim.score) for aim in held)
    agree = max((math.sqrt(aim.score * scores[aim.intent]) for aim in asked if aim.intent in scores), default=0.0)
    labels = {aim.label for aim in held}
    related = max((aim.score for aim in asked if aim.label in labels), default=0.0)
    differ = 0.0 if related or agree else math.sqrt(asked[0].score * held[0].score)
    return agree, related, differ
