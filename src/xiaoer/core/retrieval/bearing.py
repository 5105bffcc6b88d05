"""Which texts bear on a question that none of them answers for sure?"""

from __future__ import annotations

from collections.abc import Sequence

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.judge import cover
from xiaoer.core.retrieval.likeness import Likeness, read_phrase

# Read off the golden shops: of the questions that their texts answer in other words each is held to 0.46 or more with
# no word stranger than 0.51, of those that no text answers none.
SHARE = 0.45  # of what a question tells that the best text must hold
STRANGEST = 0.52  # weight of the most telling word that it may lack, 0..1
AS_WELL = 0.3  # of what a question tells that a further text must hold


def bearing_on(asked: str, texts: Sequence[str], likeness: Likeness) -> tuple[int, ...]:
    """Return the numbers of the texts that bear on a question, those that hold most of it first.

    Empty when none holds enough, or lacks the word that the question turns on: then the question has no answer here.
    """
    telling = likeness.telling(read_phrase(normalize(asked)))
    if not telling:
        return ()
    heaviest = likeness.weights.values.unseen
    covers = [cover(telling, _words_of(text), heaviest) for text in texts]
    if not any(each.share >= SHARE and each.strangest <= STRANGEST for each in covers):
        return ()
    order = sorted(range(len(texts)), key=lambda number: (-covers[number].share, number))
    return tuple(number for number in order if covers[number].share >= AS_WELL)


def _words_of(text: str) -> frozenset[str]:
    phrase = read_phrase(normalize(text))
    return frozenset((*phrase.words, *phrase.letters))
