"""Learn how the signs for and against a text weigh: `python -m benchmarks.learn_judge` prints what judge.py holds.

The questions are those of `benchmarks.asked` and the golden ones of one turn, all of our own writing. Each shop is also
judged by what others teach, so the table tells how it goes with a shop that was never seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.written import Lesson, lessons
from xiaoer.bootstrap.brain import Brain, enliven, load_brain
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.retrieval.judge import SIGNS
from xiaoer.core.retrieval.retrieve import read_wanted, signs_of
from xiaoer.core.understanding.understand import understand

Floats = npt.NDArray[np.float64]
ROUNDS = 60
STEP = 0.5  # of Newton's step: coefficients that meet their bound would else jump past it
# 1 speaks for a text, -1 against it, 0 either way; in the order of SIGNS.
SIDES = np.asarray((1, 1, -1, -1, 1, 1, 1, 1, -1, 1, -1, -1, -1, 0, 0, -1, -1, 0, -1, 1, 1, 1, 1, 1, -1, -1, -1, -1))
# Where each coefficient is pulled to, and how firmly: what these shops hardly show is known from talk with others.
USUAL = np.asarray(
    (
        0.5,
        2,
        -0.5,
        -0.5,
        1,
        2,
        2,
        1.5,
        -1,
        3,
        -3,
        -0.7,
        -2.4,
        0,
        0,
        -3,
        -1.1,
        0,
        -1,
        0.5,
        0,
        0,
        1,
        0.5,
        -1,
        -2,
        -0.7,
        -1,
    )
)
PULLS = np.full(len(SIDES), 2.0)
PULLS[[10, 15, 19]] = 60.0
LEVELS = (0.3, 0.4, 0.5, 0.6)
FOLDS = 5  # shops are judged by what the shops of the other folds teach
MATTERS = 0.6  # questions that count less are not judged by


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with every text that retrieval would judge for it: its signs, and whether it answers."""

    counts: float
    is_answered: bool
    signs: Floats
    answers: npt.NDArray[np.bool_]


def judge_all(lesson: Lesson, brain: Brain) -> Iterator[Judged]:
    """Yield every question of a shop for which there is something to judge."""
    live = enliven(lesson.shop, brain)
    knowledge = live.index.passages
    for written in lesson.questions:
        heard = understand(
            written.question,
            state=FRESH,
            context=written.context,
            index=live.index,
            intents=live.intents,
            now=lesson.now,
        )
        found = list(signs_of(read_wanted(heard.asks[0], knowledge), knowledge, now=lesson.now))
        if found and len(heard.asks) == 1:
            answers = [knowledge.entries[number].passage.id in written.right for number, _ in found]
            yield Judged(
                written.counts, bool(written.right), np.asarray([signs for _, signs in found]), np.asarray(answers)
            )


def learn(judged: Sequence[Judged]) -> Floats:
    """Return bias and coefficients of a logistic regression whose coefficients keep to the side they stand for."""
    signs = np.concatenate([each.signs for each in judged])
    wanted = np.concatenate([each.answers for each in judged]).astype(float)
    weight = np.concatenate([np.full(len(each.answers), each.counts) for each in judged])
    scale = np.maximum(signs.std(axis=0), 1e-3)
    inputs = np.hstack([np.ones((len(signs), 1)), signs / scale])
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


def judge(judged: Iterable[Judged], weights: Floats, level: float) -> tuple[float, float, float]:
    """Return the shares said, answered by another text, and made up, at a level of certainty."""
    counts = np.zeros(5)
    for each in judged:
        if each.counts < MATTERS:
            continue
        odds = weights[0] + each.signs @ weights[1:]
        best = int(np.argmax(odds))
        sure = odds[best] > np.log(level / (1 - level))
        right = bool(each.answers[best])
        counts += [each.is_answered, not each.is_answered, 0, 0, 0]
        counts[2] += sure and right
        counts[3] += sure and each.is_answered and not right
        counts[4] += sure and not each.is_answered
    return counts[2] / max(counts[0], 1), counts[3] / max(counts[0], 1), counts[4] / max(counts[1], 1)


def main() -> None:
    """Print how unseen shops go, and the coefficients that all of them teach."""
    brain = load_brain()
    shops: dict[str, list[Judged]] = {}
    for lesson in lessons():
        shops.setdefault(lesson.name, []).extend(judge_all(lesson, brain))
    folds = [list(shops)[at::FOLDS] for at in range(FOLDS)]
    unseen = []
    for fold in folds:
        weights = learn([each for name, own in shops.items() if name not in fold for each in own])
        unseen += [(name, weights) for name in fold]
    for level in LEVELS:
        shares = [judge(shops[name], weights, level) for name, weights in unseen]
        said, other, made_up = np.mean(shares, axis=0)
        print(f"level {level}: said {said:.3f}, other {other:.3f}, made up {made_up:.3f}")
    weights = learn([each for own in shops.values() for each in own])
    print("BIAS =", round(float(weights[0]), 2))
    for name, weight in zip(SIGNS, weights[1:].tolist(), strict=True):
        print(f'    ("{name}", {round(weight, 2)}),')


if __name__ == "__main__":
    main()
