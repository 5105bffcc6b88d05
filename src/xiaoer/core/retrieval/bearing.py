"""Which texts bear on a question that none of them answers for sure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.likeness import Likeness, read_phrase

# Read off the golden shops: of the questions that their texts answer in other words most are held to that much, of
# those that no text answers none.
SHARE = 0.45  # of what a question tells that the best text must hold
STRANGEST = 0.6  # weight of the most telling word that it may lack, 0..1
AS_WELL = 0.3  # of what a question tells that a further text must hold
_JOINTS = frozenset(
    (
        "之后",
        "以后",
        "之前",
        "以前",
        "后来",
        "到底",
        "究竟",
        "请问",
        "麻烦",
        "还是",
        "或者",
        "自己",
        "收到",
        "买了",
        "一下",
        "一般",
        "大概",
        "这样",
    )
)


@dataclass(frozen=True, slots=True)
class _Held:
    """How much of what a question tells a text holds, and the weight of the most telling word that it lacks."""

    share: float
    strangest: float


def bearing_on(asked: str, texts: Sequence[str], likeness: Likeness, *, about: Sequence[str] = ()) -> tuple[int, ...]:
    """Return the numbers of the texts that bear on a question, those that hold most of it first.

    `about` names the goods in question: every text on them holds their names. Empty when no text holds enough, or the
    best lack the word that the question turns on: then the question has no answer here.
    """
    names = [read_phrase(normalize(name)).letters for name in about]
    question = read_phrase(normalize(asked))
    told = likeness.telling(question)
    telling = tuple((word, weight) for word, weight in told if _tells(word) and not any(word in name for name in names))
    if not any(len(word) > 1 for word, _ in telling):
        return ()  # 长的: a lone character may mean anything
    phrases = [read_phrase(normalize(text)) for text in texts]
    held = [_hold(telling, phrase.letters, likeness.weights.values.unseen) for phrase in phrases]
    best = [at for at, each in enumerate(held) if each.share >= SHARE and each.strangest <= STRANGEST]
    # A number must be there too, but says nothing of what a question is about.
    if not any(question.numbers <= phrases[at].numbers for at in best):
        return ()
    order = sorted(range(len(texts)), key=lambda number: (-held[number].share, number))
    return tuple(number for number in order if held[number].share >= AS_WELL)


def _tells(word: str) -> bool:
    return word not in _JOINTS and not word.isdigit()


def _hold(telling: Sequence[tuple[str, float]], text: str, heaviest: float) -> _Held:
    total = sum(weight for _, weight in telling)
    share = sum(weight for word, weight in telling if word in text) / (total or 1.0)
    return _Held(share, max((weight for word, weight in telling if word not in text), default=0.0) / heaviest)
