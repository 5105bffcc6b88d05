"""Which answers of the model may be said again without asking it?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.likeness import read_phrase
from xiaoer.core.shop.promotion import Audience

DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Meaning:
    """What makes two questions the same one: their words, what they ask, the data, and whom the data are for."""

    shop_id: str
    version: int
    question: str
    intent: str
    evidence: bytes
    audience: tuple[str, ...]

    @staticmethod
    def of(
        question: str, intent: str, evidence: Sequence[Evidence], *, shop: tuple[str, int], audience: Iterable[Audience]
    ) -> Meaning:
        """Return the meaning of a standalone question over this evidence; `shop` is its id and version."""
        return Meaning(
            shop_id=shop[0],
            version=shop[1],
            question=read_phrase(normalize(question)).letters,
            intent=intent,
            evidence=_digest(evidence),
            audience=tuple(sorted(audience)),
        )


class AnswersCache:
    """Reviewed answers by meaning: the least recently said goes first, and all of a shop's when its data change."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Meaning, str] = OrderedDict()
        self._versions: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def find(self, meaning: Meaning) -> str | None:
        """Return the answer that was kept for this meaning."""
        self._forget_older(meaning)
        answer = self._answers.get(meaning)
        if answer is not None:
            self._answers.move_to_end(meaning)
        return answer

    def keep(self, meaning: Meaning, answer: str) -> None:
        """Keep an answer that has passed the review whole."""
        self._forget_older(meaning)
        self._answers[meaning] = answer
        self._answers.move_to_end(meaning)
        while len(self._answers) > self._most:
            self._answers.popitem(last=False)

    def _forget_older(self, meaning: Meaning) -> None:
        if self._versions.get(meaning.shop_id) == meaning.version:
            return
        self._versions[meaning.shop_id] = meaning.version
        for known in [each for each in self._answers if each.shop_id == meaning.shop_id]:
            del self._answers[known]


def _digest(evidence: Sequence[Evidence]) -> bytes:
    told = "\x00".join(f"{piece.kind}\x01{piece.id}\x01{piece.title}\x01{piece.text}" for piece in evidence)
    return blake2b(told.encode(errors="surrogatepass"), digest_size=DIGEST_BYTES).digest()
