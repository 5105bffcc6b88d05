"""Which written texts come closest to a question?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.lexicon import Lexicon
from xiaoer.core.retrieval.likeness import Likeness, Phrase, read_phrase

CANDIDATES = 24  # how many texts are compared in full


@dataclass(frozen=True, slots=True)
class Hit:
    """A text of the corpus by its number, and the chance that it means the same as the query."""

    document: int
    score: float


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """Wordings of the corpus, each of which stands for one document."""

    ids: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    owners: tuple[int, ...]
    lexicon: Lexicon
    likeness: Likeness

    @staticmethod
    def of_texts(texts: Sequence[tuple[str, str]]) -> PassageIndex:
        """Index plain texts given as `(id, text)`."""
        return PassageIndex.of_wordings([(name, (text,)) for name, text in texts])

    @staticmethod
    def of_wordings(documents: Sequence[tuple[str, Sequence[str]]]) -> PassageIndex:
        """Index documents given as `(id, wordings)`: each wording alone can find its document."""
        phrases: list[Phrase] = []
        owners: list[int] = []
        for number, (_, wordings) in enumerate(documents):
            read = [read_phrase(normalize(wording)) for wording in wordings]
            phrases += read
            owners += [number] * len(read)
        lexicon = Lexicon.build([phrase.terms for phrase in phrases])
        return PassageIndex(
            tuple(name for name, _ in documents), tuple(phrases), tuple(owners), lexicon, Likeness(lexicon)
        )

    def search(self, text: str, limit: int = 10) -> tuple[str, ...]:
        """Return the ids of the documents that fit a query, best first."""
        return tuple(self.ids[hit.document] for hit in self.hits(normalize(text), limit))

    def hits(self, normalized: str, limit: int = 10) -> tuple[Hit, ...]:
        """Return the documents that fit a normalised query, best first, each once."""
        query = read_phrase(normalized)
        best: dict[int, float] = {}
        for number, bm25 in self.lexicon.best(query.terms, max(CANDIDATES, 2 * limit)):
            score = self.likeness.probability(query, self.phrases[number], bm25=bm25)
            owner = self.owners[number]
            best[owner] = max(score, best.get(owner, 0.0))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Hit(document, score) for document, score in ranked[:limit])
