"""Which written texts come closest to a question?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.lexicon import Lexicon
from xiaoer.core.retrieval.likeness import Likeness, Phrase, Weighed, Weights, log_odds, read_phrase
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.pack import QuestionPack

CANDIDATES = 10  # how many texts are compared in full
SHARED_WORDS = 8.0  # log odds that ranking gives for the most shared words, over what likeness says
USUAL_WORDINGS = 40  # of each intent: enough to tell common words from rare ones
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document of the corpus by its number and id, the chance that it means the same, and its nearest wording."""

    document: int
    id: str
    score: float
    nearest: Phrase


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """Wordings of the corpus, each of which stands for one document."""

    ids: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    owners: tuple[int, ...]
    lexicon: Lexicon
    likeness: Likeness

    @staticmethod
    def of_texts(texts: Sequence[tuple[str, str]], intents: IntentIndex | None = None) -> PassageIndex:
        """Index plain texts given as `(id, text)`."""
        return PassageIndex.of_wordings([(name, (text,)) for name, text in texts], usual_weights(intents))

    @staticmethod
    def of_wordings(documents: Sequence[tuple[str, Sequence[str]]], usual: Weights | None = None) -> PassageIndex:
        """Index documents given as `(id, wordings)`: each wording alone can find its document.

        `usual` tells which words are rare among shoppers: a small shop's own texts hardly can.
        """
        read = [(name, [read_phrase(normalize(wording)) for wording in wordings]) for name, wordings in documents]
        return PassageIndex.of_phrases(read, usual)

    @staticmethod
    def of_phrases(documents: Sequence[tuple[str, Sequence[Phrase]]], usual: Weights | None = None) -> PassageIndex:
        """Index documents whose wordings are read already."""
        phrases = tuple(phrase for _, own in documents for phrase in own)
        return PassageIndex(
            ids=tuple(name for name, _ in documents),
            phrases=phrases,
            owners=tuple(number for number, (_, own) in enumerate(documents) for _ in own),
            lexicon=Lexicon.build(phrase.terms for phrase in phrases),
            likeness=Likeness(Weights.learn(phrases, usual), frozenset(usual.counts) if usual is not None else NOTHING),
        )

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """Return the documents that fit a query, best first, each once."""
        return self.hits(self.likeness.weigh(read_phrase(normalize(text))), limit)

    def hits(self, query: Weighed, limit: int = 10) -> tuple[Hit, ...]:
        """Return the documents that fit a query, best first, each once."""
        found = self.lexicon.best(query.phrase.terms, max(CANDIDATES, limit))
        top = found[0][1] if found else 1.0
        best: dict[int, tuple[float, float, int]] = {}
        for number, bm25 in found:
            chance = self.likeness.probability(query, self.phrases[number])
            rank = (log_odds(chance) + SHARED_WORDS * bm25 / top, chance, -number)
            owner = self.owners[number]
            best[owner] = max(rank, best.get(owner, rank))
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        return tuple(
            Hit(document, self.ids[document], chance, self.phrases[-wording])
            for document, (_, chance, wording) in ranked[:limit]
        )


def usual_weights(intents: IntentIndex | None) -> Weights | None:
    """Return how rare words are in what shoppers usually ask."""
    if intents is None:
        return None
    if not intents.usual:
        return count_usual(intents.pack)
    return Weights.of_counts(intents.usual, sum(1 for _ in _usual_wordings(intents.pack)))


def count_usual(pack: QuestionPack) -> Weights:
    """Count the words of usual questions; takes a second, so the program brings along what its own pack holds."""
    return Weights.learn(read_phrase(normalize(wording)) for wording in _usual_wordings(pack))


def _usual_wordings(pack: QuestionPack) -> Iterator[str]:
    return (wording for intent in pack.intents for wording in intent.phrasings[:USUAL_WORDINGS])
