"""Does this text answer this ask, and how surely?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

from xiaoer.core.retrieval.aims import Reach
from xiaoer.core.retrieval.concepts import PLACES_AND_TIMES
from xiaoer.core.retrieval.knowledge import Entry
from xiaoer.core.retrieval.likeness import Likeness, Weighed, log_odds, logistic
from xiaoer.core.retrieval.passages import Hit

BIAS = -2.55  # half a point kinder than learnt: to unseen shops that says 0.88 of the answers, and makes up 0.05
# What speaks for and against a text, and the log odds of each, learnt by `python -m benchmarks.learn_judge` on our own
# questions to shops of our own writing, and rounded.
_LEARNT = (
    ("likeness", 0.0),
    ("share of the ask held", 1.6),
    ("words missing", -0.49),
    ("a foreign word", -0.46),
    ("share of the question asked", 0.58),
    ("intents agree", 0.46),
    ("intents agree with the text", 2.04),
    ("intents are close", 1.47),
    ("intents differ", -0.74),
    ("goods shared", 2.44),
    ("other goods", -1.9),
    ("another kind of question", -0.89),
    ("a kind it cannot answer", -2.73),
    ("a policy", -0.09),
    ("a text of one product", -0.82),
    ("only the text is special", -5.0),  # firmer than learnt, -1.4: who asks 包邮吗 must not hear of 新疆 alone
    ("only the ask is special", -0.89),
    ("how sure the intent is", -1.74),
    ("something named is not there", -1.62),
    ("asked alike", 0.21),
    ("share of the goods named", 0.0),
    ("circumstances shared", 0.35),
    ("near in meaning", 1.68),
    ("its text is near in meaning", 1.82),
    ("another holds more of the ask", -0.59),
    ("another names more of the goods", -1.83),
    ("another shares more circumstances", -0.17),
    ("another is nearer in meaning", -0.75),
)
SIGNS = tuple(name for name, _ in _LEARNT)
COEFFICIENTS = tuple(weight for _, weight in _LEARNT)
_COMPARED = ("share of the ask held", "share of the goods named", "circumstances shared", "near in meaning")
_COMPARED_AT = tuple(map(SIGNS.index, _COMPARED))
_HELD, _ASKED = SIGNS.index("share of the ask held"), SIGNS.index("share of the question asked")
_AGREE = (SIGNS.index("intents agree"), SIGNS.index("intents agree with the text"))
_SURE, _NEAR = SIGNS.index("how sure the intent is"), SIGNS.index("near in meaning")
_FOREIGN = SIGNS.index("a foreign word")
_STRANGE = SIGNS.index("something named is not there")
ALIKE = 0.0  # log odds of a likeness from which on two questions are the same in other words
MOST_OF_OTHERS = 0.95
MOST_STRANGE = 2.0  # weight of missing words beyond which more make no difference
UNLIKE = -2.5  # log odds of a likeness that says no more than that the words differ
PERHAPS = 0.2  # she may speak of any other circumstance in words that nobody thought of
# A text that nothing rivals: of those on no goods 47 answered, 9 did not; of those on her goods that hold what else she
# says 14 did, 5 did not. A text that shares no more than the goods answers another question on them, unless it is asked
# nearly the same. One that says nothing of what she surely wants is on another matter.
RIVALLED = 4.0  # times as likely as the next one
MAY_BE = 0.2  # less likely than that a text is no answer, whatever else
ALONE, ALONE_ON_GOODS = 0.35, 0.25  # chance from which that tells
NEAR, NEAR_ON_GOODS = 0.5, 0.7  # nearness in meaning from which a smaller chance tells
SAYS_AS_WELL, ASKED_AS_WELL = 0.15, 0.3  # share of what she says beside the goods, and of what the text's question says
SURELY_WANTED, TELLS_OF_IT = 0.55, 0.5  # how sure an intent is, and how far a text must serve it then
OF_GOODS = frozenset({"预售"})
UNNAMED = 0.5  # who names no goods may well mean those of a text
CERTAIN = 6.0  # log odds of a likeness that nothing can make surer


@dataclass(frozen=True, slots=True)
class Wanted:
    """An ask as it is judged: its wordings (with and without the goods it names) and what it aims at."""

    phrases: tuple[Weighed, ...]
    reach: Reach
    products: frozenset[str] = frozenset()

    @property
    def goods(self) -> tuple[tuple[str, float], ...]:
        """The telling words that name goods."""
        others = {word for word, _ in self.phrases[-1].telling}
        return tuple((word, weight) for word, weight in self.phrases[0].telling if word not in others)


class Cover(NamedTuple):
    """How much of what a wording tells stands in a text, and how much does not.

    `held` is the weight of what it holds, in words as telling as can be, `missing` the weight of words of which it
    holds no part.
    """

    share: float
    held: float
    missing: float


def chance(signs: Sequence[float]) -> float:
    """Return the chance that an entry with these signs answers; only the same question makes it as good as certain."""
    known = logistic(BIAS + sum(map(mul, COEFFICIENTS, signs)))
    return known if signs[0] >= ALIKE else min(known, MOST_OF_OTHERS)


def stands_alone(best: float, other: float, signs: Sequence[float], *, on_goods: bool) -> bool:
    """Return whether a text with these signs and this chance answers for want of any other: the next has `other`."""
    tells = max(signs[at] for at in (*_AGREE, _HELD))
    if best < RIVALLED * other or signs[_STRANGE] or (signs[_SURE] >= SURELY_WANTED and tells < TELLS_OF_IT):
        return False
    if signs[_NEAR] >= (NEAR_ON_GOODS if on_goods else NEAR) and (signs[_HELD] or signs[_FOREIGN] < 1):
        return best >= MAY_BE  # a text without a word of hers, who says one that nobody says to a shop, is only near
    if not on_goods:
        return best >= ALONE
    return best >= ALONE_ON_GOODS and signs[_HELD] > SAYS_AS_WELL and signs[_ASKED] > ASKED_AS_WELL


def holds_more(signs: Sequence[float]) -> bool:
    """Return whether a text with these signs holds anything that she says beside the goods."""
    return signs[_HELD] > 0


def compare(judged: Sequence[tuple[int, tuple[float, ...]]]) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Yield the signs of each entry with those that show only beside the others: how much more another one holds.

    So a text on what she names goes before the rule for everything.
    """
    best = [max((signs[at] for _, signs in judged), default=0.0) for at in _COMPARED_AT]
    for number, signs in judged:
        yield number, (*signs, *(most - signs[at] for most, at in zip(best, _COMPARED_AT, strict=True)))


def read_signs(
    wanted: Wanted, entry: Entry, like: Hit | None, likeness: Likeness, near: tuple[float, float] = (0.0, 0.0)
) -> tuple[float, ...]:
    """Return the signs for and against an entry alone.

    `like` is what its questions have in common with the ask, `near` how near they and its text are in meaning.
    """
    heaviest = likeness.weights.values.unseen
    covers = [cover(phrase.telling, entry.words, heaviest) for phrase in wanted.phrases]
    at = max(range(len(covers)), key=lambda number: covers[number].share)
    query, bare = wanted.phrases[at], covers[-1]
    nearest = like.nearest if like is not None else entry.title
    reach, kind, special = wanted.reach, query.phrase.kind, query.phrase.special
    named = wanted.phrases[0].phrase.named
    goods_held = _share_held(wanted.goods, entry.words)
    others = wanted.products and entry.products and not wanted.products & entry.products
    alike = max(UNLIKE, min(log_odds(like.score if like is not None else 0.0), CERTAIN))
    return (
        alike,
        bare.share,
        min(bare.missing, MOST_STRANGE),
        _foreign(wanted.phrases[-1].telling, entry.words, likeness.usual),
        _share_asked(likeness.telling(nearest), wanted.phrases[0]),
        reach.agreement(entry.aims),
        reach.agreement(entry.tells),
        reach.closeness(entry.aims),
        reach.differs(entry.aims),
        bare.share * min(bare.held, 1.0) * bool(wanted.products & entry.products),
        float(bool(others and goods_held < 1.0)),  # of what the answer names it speaks as well
        float(bool(kind and nearest.kind and kind != nearest.kind)),
        float(kind in entry.lacks),
        float(entry.passage.kind == "policy"),
        (1.0 if wanted.products else UNNAMED) * bool(entry.passage.product_id),
        _limited(nearest.special & entry.limits - _of_her_goods(wanted, entry), special | named),
        float(bool(special - entry.special)),
        reach.aims.best[0].score if reach.aims.best else 0.0,
        float(bool(named - entry.special)),
        max(ALIKE, alike),
        goods_held,
        float(len((wanted.phrases[0].phrase.special | (frozenset() if others else named)) & entry.special)),
        *near,
    )


def cover(telling: Sequence[tuple[str, float]], text: frozenset[str], heaviest: float) -> Cover:
    """Return how far a text, given as its words and characters, holds weighed words."""
    total = held = missing = 0.0
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
    return Cover(held / (total or 1.0), held / heaviest, missing / heaviest)


def _share_asked(telling: Sequence[tuple[str, float]], asked: Weighed) -> float:
    """Return how much of what a question of the shop tells she says as well."""
    return _share_held(telling, asked.words | asked.characters)


def _share_held(telling: Sequence[tuple[str, float]], text: Set[str]) -> float:
    """Return how much of weighed words stands in a text; a character of a word counts half its share."""
    total = sum(weight for _, weight in telling)
    held = sum(weight * (1.0 if word in text else _half(word, text)) for word, weight in telling)
    return held / total if total else 0.0


def _half(word: str, text: Set[str]) -> float:
    return 0.5 * len([char for char in word if char in text]) / len(word)


def _limited(limits: Set[str], special: Set[str]) -> float:
    """Return how clearly a text is for circumstances only that an ask does not speak of."""
    if not limits or limits & special:
        return 0.0
    return 1.0 if limits & PLACES_AND_TIMES else PERHAPS


def _of_her_goods(wanted: Wanted, entry: Entry) -> frozenset[str]:
    """Return the circumstances that need not be spoken of: a text on the presale of the very goods that she names."""
    return OF_GOODS if wanted.products & entry.products else frozenset()


def _foreign(telling: Sequence[tuple[str, float]], text: frozenset[str], usual: frozenset[str]) -> float:
    """Return how much of a word a text does not hold that nobody usually says to a shop."""
    rare = (word for word, _ in telling if word not in usual and word not in text)
    return max((len([char for char in word if char not in text]) / len(word) for word in rare), default=0.0)
