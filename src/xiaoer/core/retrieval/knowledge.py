"""Which of the shop's own texts can be found, and what is said from each?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.retrieval.passages import PassageIndex
from xiaoer.core.shop.knowledge import FaqEntry, PolicyPassage, Window

_MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+)|\*\*|__|`", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


class IntentLike(Protocol):
    """An intent as far as retrieval looks at it."""

    @property
    def id(self) -> str: ...  # noqa: D102


class ScoredIntent(Protocol):
    """An intent with the chance that a text has it."""

    @property
    def intent(self) -> IntentLike: ...  # noqa: D102

    @property
    def score(self) -> float: ...  # noqa: D102


class Intents(Protocol):
    """The classifier of the question pack, as far as retrieval needs it."""

    def classify(self, text: str) -> Sequence[ScoredIntent]:
        """Return the intents of a text, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One findable text: the passage that is said, when it holds, and the intent of its question."""

    passage: Passage
    window: Window
    intent: str = ""


@dataclass(frozen=True, slots=True)
class KnowledgeIndex:
    """The FAQs and policies of a shop, found by their wordings."""

    entries: tuple[Entry, ...]
    questions: PassageIndex

    @staticmethod
    def build(faqs: Sequence[FaqEntry], policies: Sequence[PolicyPassage], intents: Intents | None) -> KnowledgeIndex:
        """Index the curated texts."""
        entries: list[Entry] = []
        wordings: list[tuple[str, tuple[str, ...]]] = []
        for faq in faqs:
            passage = Passage("faq", faq.faq_id, faq.question, faq.answer, 0.0, faq.product_id, faq.stage)
            entries.append(Entry(passage, faq.window, _intent_of(faq.question, intents)))
            wordings.append((f"faq:{faq.faq_id}", (faq.question, *faq.similar)))
        for policy in policies:
            title = policy.heading or policy.topic
            passage = Passage("policy", policy.passage_id, title, plain_text(policy.text), 0.0)
            entries.append(Entry(passage, policy.window, _intent_of(title, intents)))
            wordings.append((f"policy:{policy.passage_id}", (policy.heading, f"{policy.topic} {policy.heading}")))
        return KnowledgeIndex(tuple(entries), PassageIndex.of_wordings(wordings))


def plain_text(markdown: str) -> str:
    """Return the words of a text without its markup; lines stay lines."""
    return _MARKUP.sub("", _LINK.sub(r"\1", markdown)).strip()


def _intent_of(text: str, intents: Intents | None) -> str:
    if intents is None:
        return ""
    scored = intents.classify(text)
    return scored[0].intent.id if scored and scored[0].score >= 0.5 else ""
