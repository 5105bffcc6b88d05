"""Does this text answer this ask, and how surely?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from xiaoer.core.retrieval.concepts import answered_together
from xiaoer.core.retrieval.knowledge import Aim, Entry
from xiaoer.core.retrieval.likeness import Likeness, Weighed, log_odds, logistic
from xiaoer.core.retrieval.passages import Hit

# Log odds for each sign below, fitted on this project's own example talks, with their right texts and without, and
# rounded. In order: likeness; words of the ask that the text holds, at best and with the goods left out; its
# strangest word; intents that agree, differ; strangest word of the nearest question; goods that are shared, others;
# missing words; another kind of question; a kind that the text cannot answer; a policy; circumstances that only the
# text has, only the ask, both.
BIAS = -1.8
COEFFICIENTS = (0.23, 1.5, 0.6, -0.2, 3.2, -2.0, -1.1, 2.5, -2.5, -1.0, -0.5, -2.4, -1.0, -5.0, -1.1, 1.1)
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


def chance(wanted: Wanted, entry: Entry, like: Hit | None, likeness: Likeness) -> float:
    """Return the chance that an entry answers; `like` is what its questions have in common with the ask."""
    signs = read_signs(wanted, entry, like, likeness)
    return logistic(BIAS + sum(map(mul, COEFFICIENTS, signs)))


def read_signs(wanted: Wanted, entry: Entry, like: Hit | None, likeness: Likeness) -> tuple[float, ...]:
    """Return the signs for and against, in the order of the coefficients."""
    heaviest = likeness.weights.values.unseen
    covers = [cover(phrase.telling, entry.words, heaviest) for phrase in wanted.phrases]
    at = max(range(len(covers)), key=lambda number: covers[number].share)
    asked, query = covers[at], wanted.phrases[at]
    least = min(each.share for each in covers)
    nearest = like.nearest if like is not None else entry.title
    agree, differ = _compare(wanted.aims, entry.aims)
    kind, special = query.phrase.kind, query.phrase.special
    return (
        max(UNLIKE, min(log_odds(like.score if like is not None else 0.0), CERTAIN)),
        asked.share,
        least,
        asked.strangest,
        agree,
        differ,
        cover(likeness.telling(nearest), query.characters, heaviest).strangest,
        least * bool(wanted.products & entry.products),
        float(bool(wanted.products and entry.products and not wanted.products & entry.products)),
        float(min(max(asked.missing - 1, 0), MOST_STRANGE)),
        float(bool(kind and nearest.kind and kind != nearest.kind)),
        float(kind in entry.lacks),
        float(entry.passage.kind == "policy"),
        float(bool((nearest.special & entry.title.special) - special)),
        float(bool(special - entry.special)),
        float(bool(special & entry.title.special)),
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
    return Cover(held / (total or 1.0), strangest / heaviest, missing)


def _compare(asked: Sequence[Aim], held: Sequence[Aim]) -> tuple[float, float]:
    """Return how far the intents agree, and how far they differ even in their labels."""
    if not asked or not held:
        return 0.0, 0.0
    scores = {near: aim.score * NEARLY for aim in held for near in answered_together(aim.intent)}
    scores.update((aim.intent, aim.score) for aim in held)
    agree = max((math.sqrt(aim.score * scores[aim.intent]) for aim in asked if aim.intent in scores), default=0.0)
    labels = {aim.label for aim in held}
    related = any(aim.label in labels for aim in asked)
    return agree, 0.0 if related or agree else math.sqrt(asked[0].score * held[0].score)
