"""Which of the shop's own texts can be found, and what is said from each?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.understanding import Label, ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.concepts import answered_together
from xiaoer.core.retrieval.likeness import Phrase, read_phrase
from xiaoer.core.retrieval.markup import plain_text
from xiaoer.core.retrieval.passages import PassageIndex, usual_weights
from xiaoer.core.retrieval.products import MOST_CANDIDATES, ProductIndex
from xiaoer.core.shop.knowledge import Window
from xiaoer.core.shop.shop import Shop
from xiaoer.core.understanding.intent import IntentIndex

KNOWN_INTENT = 0.15  # below it a text's intent is a guess


@dataclass(frozen=True, slots=True)
class Aim:
    """What a text is asked with: an intent and how sure that is."""

    intent: str
    label: Label
    score: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One findable text: the passage that is said, when it holds, and what its question is compared by.

    `words` are the words and characters of the whole text, `products` the goods that its question names; empty
    when it names none, or so many that it speaks of the shop as a whole.
    """

    passage: Passage
    window: Window
    words: frozenset[str]
    title: Phrase
    aims: tuple[Aim, ...] = ()
    products: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnowledgeIndex:
    """The FAQs and policies of a shop, found by their questions and headings, and by their whole texts."""

    entries: tuple[Entry, ...]
    questions: PassageIndex
    texts: PassageIndex
    intents: IntentIndex | None
    _by_intent: dict[str, tuple[int, ...]]

    def asked_with(self, intent: str) -> tuple[int, ...]:
        """Return the numbers of the entries whose question has this intent, or one answered together with it."""
        near = (intent, *answered_together(intent))
        return tuple(number for each in near for number in self._by_intent.get(each, ()))

    @staticmethod
    def build(shop: Shop, products: ProductIndex, intents: IntentIndex | None) -> KnowledgeIndex:
        """Index the curated texts."""
        entries: list[Entry] = []
        wordings: list[tuple[str, tuple[str, ...]]] = []
        texts: list[tuple[str, str]] = []
        for faq in shop.faqs:
            passage = Passage("faq", faq.faq_id, faq.question, faq.answer, 0.0, faq.product_id, faq.stage)
            asked = (faq.question, *faq.similar)
            named = products.find(faq.question)
            about = _about(named) | ({faq.product_id} if faq.product_id else set())
            entries.append(
                _entry(passage, faq.window, asked, faq.answer, aims=read_aims(asked, intents, depth=1), products=about)
            )
            wordings.append((f"faq:{faq.faq_id}", (*asked, *_without(named, faq.question))))
            texts.append((f"faq:{faq.faq_id}", f"{faq.question} {faq.answer}"))
        for policy in shop.policies:
            title = policy.heading or policy.topic
            text = plain_text(policy.text)
            passage = Passage("policy", policy.passage_id, title, text, 0.0)
            asked = (title, f"{policy.topic} {policy.heading}") if policy.topic != title else (title,)
            whole = f"{policy.topic} {policy.heading} {text}"
            aims = read_aims(asked, intents, depth=1)
            entries.append(
                _entry(passage, policy.window, asked, whole, aims=aims, products=_about(products.find(title)))
            )
            wordings.append((f"policy:{policy.passage_id}", asked))
            texts.append((f"policy:{policy.passage_id}", whole))
        background = usual_weights(intents)
        return KnowledgeIndex(
            tuple(entries),
            PassageIndex.of_wordings(wordings, background),
            PassageIndex.of_wordings([(name, (text,)) for name, text in texts], background),
            intents,
            _by_intent(entries),
        )


def _by_intent(entries: Sequence[Entry]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for aim in entry.aims:
            found.setdefault(aim.intent, []).append(number)
    return {intent: tuple(numbers) for intent, numbers in found.items()}


def _about(named: Sequence[ProductMatch]) -> set[str]:
    if any(len(match.product_ids) >= MOST_CANDIDATES for match in named):
        return set()
    return {product_id for match in named for product_id in match.product_ids}


def _without(named: Sequence[ProductMatch], question: str) -> tuple[str, ...]:
    """Return a question without the goods that it names, so that it is found where others stand in for them."""
    plain = normalize(question)
    for match in named:
        plain = plain.replace(match.mention, " ", 1)
    return (plain,) if len(plain.strip()) > 1 and named else ()


def _entry(
    passage: Passage, window: Window, asked: Sequence[str], text: str, *, aims: tuple[Aim, ...], products: set[str]
) -> Entry:
    question = read_phrase(normalize(" ".join(asked)))
    answer = read_phrase(normalize(text))
    return Entry(
        passage=passage,
        window=window,
        words=frozenset((*question.words, *question.characters, *answer.words, *answer.characters)),
        title=read_phrase(normalize(passage.title)),
        aims=aims,
        products=frozenset(products),
    )


def read_aims(wordings: Sequence[str], intents: IntentIndex | None, *, depth: int) -> tuple[Aim, ...]:
    """Return the intents that texts are asked with, best first: the `depth` likeliest of each wording."""
    if intents is None:
        return ()
    best: dict[str, Aim] = {}
    for wording in wordings:
        for scored in intents.classify(wording)[:depth]:
            known = best.get(scored.intent.id)
            if scored.score >= KNOWN_INTENT and (known is None or known.score < scored.score):
                best[scored.intent.id] = Aim(scored.intent.id, scored.intent.label, scored.score)
    return tuple(sorted(best.values(), key=lambda aim: (-aim.score, aim.intent)))
