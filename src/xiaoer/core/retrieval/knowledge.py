"""Which of the shop's own texts can be found, and what is said from each?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.understanding import Label, ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.concepts import answered_together, kinds_not_answered
from xiaoer.core.retrieval.lexicon import Lexicon
from xiaoer.core.retrieval.likeness import Phrase, read_phrase
from xiaoer.core.retrieval.markup import plain_text
from xiaoer.core.retrieval.passages import PassageIndex, usual_weights
from xiaoer.core.retrieval.products import MOST_CANDIDATES, ProductIndex
from xiaoer.core.shop.knowledge import FaqEntry, PolicyPassage, Window
from xiaoer.core.shop.shop import Shop
from xiaoer.core.understanding.intent import IntentIndex

CLASSIFIED = 12_000  # wordings of a shop whose intent is computed: of large ones only the first of each text
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
    when it names none, or so many that it speaks of the shop as a whole; `lacks` the kinds of questions that the text
    can hardly answer.
    """

    passage: Passage
    window: Window
    words: frozenset[str]
    title: Phrase
    aims: tuple[Aim, ...] = ()
    products: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnowledgeIndex:
    """The FAQs and policies of a shop, found by their questions and headings, and by their whole texts."""

    entries: tuple[Entry, ...]
    questions: PassageIndex
    texts: Lexicon
    intents: IntentIndex | None
    _by_intent: dict[str, tuple[int, ...]]

    def asked_with(self, intent: str) -> tuple[int, ...]:
        """Return the numbers of the entries whose question has this intent, or one answered together with it."""
        near = (intent, *answered_together(intent))
        return tuple(number for each in near for number in self._by_intent.get(each, ()))

    @staticmethod
    def build(shop: Shop, products: ProductIndex, intents: IntentIndex | None) -> KnowledgeIndex:
        """Index the curated texts."""
        count = len(shop.faqs) + len(shop.policies)
        reader = _Reader(products, intents, depth=max(1, CLASSIFIED // max(count, 1)))
        drafts = [*map(reader.read_faq, shop.faqs), *map(reader.read_policy, shop.policies)]
        entries = tuple(draft.entry for draft in drafts)
        return KnowledgeIndex(
            entries,
            PassageIndex.of_phrases([(draft.name, draft.wordings) for draft in drafts], usual_weights(intents)),
            Lexicon.build((*draft.wordings[0].terms, *draft.text.terms) for draft in drafts),
            intents,
            _by_intent(entries),
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry with the wordings that find it, the first of which is its question, and the words of its text."""

    name: str
    entry: Entry
    wordings: tuple[Phrase, ...]
    text: Phrase


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the texts of a shop; `depth` wordings of each are classified."""

    products: ProductIndex
    intents: IntentIndex | None
    depth: int

    def read_faq(self, faq: FaqEntry) -> _Draft:
        asked = (faq.question, *faq.similar)
        named = self.products.find(faq.question)
        about = _about(named) | ({faq.product_id} if faq.product_id else set())
        passage = Passage("faq", faq.faq_id, faq.question, faq.answer, 0.0, faq.product_id, faq.stage)
        return self._draft(passage, faq.window, asked, (*asked, *_without(named, faq.question)), about)

    def read_policy(self, policy: PolicyPassage) -> _Draft:
        title = policy.heading or policy.topic
        passage = Passage("policy", policy.passage_id, title, plain_text(policy.text), 0.0)
        asked = (title, f"{policy.topic} {policy.heading}") if policy.topic != title else (title,)
        return self._draft(passage, policy.window, asked, asked, _about(self.products.find(title)))

    def _draft(
        self, passage: Passage, window: Window, asked: tuple[str, ...], wordings: tuple[str, ...], about: set[str]
    ) -> _Draft:
        phrases = tuple(read_phrase(normalize(wording)) for wording in dict.fromkeys(wordings))
        text = read_phrase(normalize(passage.text))
        words = (term for phrase in (*phrases, text) for term in (*phrase.words, *phrase.letters))
        entry = Entry(
            passage=passage,
            window=window,
            words=frozenset(map(intern, words)),
            title=phrases[0],
            aims=read_aims(asked[: self.depth], self.intents, depth=1),
            products=frozenset(about),
            special=frozenset().union(*(phrase.special for phrase in (*phrases, text))),
            lacks=kinds_not_answered(passage.text),
        )
        return _Draft(f"{passage.kind}:{passage.id}", entry, phrases, text)


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
