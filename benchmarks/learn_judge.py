"""Learn how the signs for and against a text weigh: `python -m benchmarks.learn_judge` prints what judge.py holds.

The questions are those of `benchmarks.asked`, all of our own writing. Each shop is also judged by what the others
teach, so the table tells how it goes with a shop that was never seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from benchmarks.asked import FOLDER, Asked, read_asked
from xiaoer.bootstrap.brain import Brain, enliven, load_brain
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.retrieval.judge import SIGNS
from xiaoer.core.retrieval.retrieve import read_wanted, signs_of
from xiaoer.core.understanding.understand import understand
from xiaoer.testing.factories import EVE_OF_NOV_11

Floats = npt.NDArray[np.float64]
HELD_BACK = 3.0  # how much worse it is to answer what the shop does not know than to miss an answer
ROUNDS = 200
STEP = 0.3  # of Newton's step: coefficients that meet their bound would else jump past it
# 1 speaks for a text, -1 against it, 0 either way; in the order of SIGNS.
SIDES = np.asarray((1, 1, -1, -1, -1, 1, 1, 1, -1, 1, -1, -1, -1, 0, 0, -1, -1, 0))
# Where each coefficient is pulled to: what is rare in these small shops is known from talk with larger ones.
USUAL = np.asarray((0.5, 2, -0.5, -1, -1, 3, 2, 1, -2, 2, -6, -0.8, -2.4, -0.3, 0, -6, -1.1, 0))
# How firmly: what hardly occurs here (other goods, circumstances) is not learnt at all.
FIRM = 1e6
PULLS = np.asarray((4, 4, 4, 4, 4, 4, 4, 4, 4, 4, FIRM, 4, 4, 4, 4, FIRM, FIRM, 4))
LEVELS = (0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True, slots=True)
class Row:
    """One text that was judged for one question."""

    question: str
    right: str
    text: str
    signs: tuple[float, ...]


def rows_of(asked: Asked, brain: Brain) -> Iterator[Row]:
    """Yield every text that retrieval would judge for every question."""
    live = enliven(asked.shop, brain)
    knowledge = live.index.passages
    plain = tuple((wording, faq.faq_id) for faq in asked.shop.faqs for wording in (faq.question, *faq.similar))
    for question, right in (*asked.questions, *plain):
        heard = understand(
            question, state=FRESH, context=PageContext(), index=live.index, intents=live.intents, now=EVE_OF_NOV_11
        )
        for number, signs in signs_of(read_wanted(heard.asks[0], knowledge), knowledge):
            yield Row(question, right, knowledge.entries[number].passage.id, signs)


def learn(rows: Sequence[Row]) -> Floats:
    """Return bias and coefficients of a logistic regression whose coefficients keep to the side they stand for."""
    signs = np.asarray([row.signs for row in rows])
    scale = np.maximum(signs.std(axis=0), 1e-3)
    inputs = np.hstack([np.ones((len(rows), 1)), signs / scale])
    wanted = np.asarray([row.right == row.text for row in rows], dtype=float)
    weight = np.asarray([1.0 if row.right else HELD_BACK for row in rows])
    pull = np.diag(np.concatenate(([0.0], PULLS)))
    usual = np.concatenate(([0.0], USUAL * scale))
    found = usual.copy()
    sides = np.concatenate(([0], SIDES))
    for _ in range(ROUNDS):
        chances = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (weight * (chances - wanted)) + pull @ (found - usual)
        curve = (inputs * (weight * chances * (1 - chances))[:, None]).T @ inputs + pull
        free = ~((found == 0) & (sides * slope > 0))  # at zero, and only the wrong side would do better
        found[free] -= STEP * np.linalg.solve(curve[np.ix_(free, free)], slope[free])
        found[found * sides < 0] = 0
    found[1:] /= scale
    return found


def judge(rows: Iterable[Row], weights: Floats, level: float) -> tuple[float, float, float]:
    """Return the shares said, answered by another text, and made up, at a level of certainty."""
    counts = np.zeros(5)
    for _, group in groupby(rows, key=lambda row: row.question):
        own = list(group)
        odds = [float(weights[0] + np.dot(weights[1:], row.signs)) for row in own]
        best = int(np.argmax(odds))
        sure = odds[best] > np.log(level / (1 - level))
        right = own[best].right
        counts += [bool(right), not right, 0, 0, 0]
        counts[2] += sure and bool(right) and own[best].text == right
        counts[3] += sure and bool(right) and own[best].text != right
        counts[4] += sure and not right
    return counts[2] / max(counts[0], 1), counts[3] / max(counts[0], 1), counts[4] / max(counts[1], 1)


def main() -> None:
    """Print how unseen shops go, and the coefficients that all of them teach."""
    brain = load_brain()
    shops = [(file.stem, list(rows_of(read_asked(file), brain))) for file in sorted(FOLDER.glob("*.toml"))]
    held_out = [(own, learn([row for other, rows in shops if other != name for row in rows])) for name, own in shops]
    for level in LEVELS:
        shares = [judge(own, weights, level) for own, weights in held_out]
        said, other, made_up = np.mean(shares, axis=0)
        print(f"level {level}: said {said:.3f}, other {other:.3f}, made up {made_up:.3f}")
    weights = learn([row for _, rows in shops for row in rows])
    print("BIAS =", round(float(weights[0]), 2))
    for name, weight in zip(SIGNS, weights[1:].tolist(), strict=True):
        print(f'    ("{name}", {round(weight, 2)}),')


if __name__ == "__main__":
    main()
