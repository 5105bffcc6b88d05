"""Which of the shop's own texts can be found, and what is said from each?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sys import intern

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.aims import NO_AIMS, Aims, answered_together, read_aims
from xiaoer.core.retrieval.concepts import kinds_not_answered
from xiaoer.core.retrieval.lexicon import Lexicon
from xiaoer.core.retrieval.likeness import Phrase, read_phrase
from xiaoer.core.retrieval.markup import plain_text
from xiaoer.core.retrieval.passages import PassageIndex, usual_weights
from xiaoer.core.retrieval.products import MOST_CANDIDATES, ProductIndex
from xiaoer.core.retrieval.vectors import NOT_NEAR, Nearness, Vectors, Wordings
from xiaoer.core.shop.knowledge import FaqEntry, PolicyPassage, Window
from xiaoer.core.shop.shop import Shop
from xiaoer.core.understanding.intent import IntentIndex

CLASSIFIED = 12_000  # wordings of a shop whose intent is computed: of large ones only the first of each text
MOST_PIECES = 8  # of a text whose intents are computed
LONG_PIECE = 4  # characters of a piece that may say something
KNOWN_INTENT = 0.15  # below it a text's intent is a guess
AS_SURE = 0.6  # share of the surest intent's score that a further one needs to be looked under
FOR_ORDERS_OF_NOW = frozenset(
    {"ship_time", "delivery_time", "order_arrival", "courier", "shipping_fee", "free_shipping"}
)
_PIECE = re.compile(r"[^。!?!?;;\n,,]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One findable text: the passage that is said, when it holds, and what its question is compared by.

    `words` are the words and characters of the whole text, `aims` what its questions want, `tells` what the parts of
    its text are about; `products` the goods that its question names; empty when it names none, or so many that it
    speaks of the shop as a whole; `lacks` the kinds of questions that the text can hardly answer; `special` what it
    speaks of beside the usual, `limits` what of that its question is limited to;
    `is_seasonal` says that whoever orders while it holds is told this instead of the usual.
    """

    passage: Passage
    window: Window
    words: frozenset[str]
    title: Phrase
    aims: Aims = NO_AIMS
    tells: Aims = NO_AIMS
    products: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    is_seasonal: bool = False


@dataclass(frozen=True, slots=True)
class KnowledgeIndex:
    """The FAQs and policies of a shop, found by their questions and headings, and by their whole texts."""

    entries: tuple[Entry, ...]
    questions: PassageIndex
    texts: Lexicon
    intents: IntentIndex | None
    _by_intent: dict[str, tuple[int, ...]]
    _by_product: dict[str, tuple[int, ...]]
    _meanings: _Meanings | None = None

    def about(self, product_id: str) -> tuple[Entry, ...]:
        """Return the entries on these goods, or whose question names them, in the order of the data."""
        return tuple(self.entries[number] for number in self._by_product.get(product_id, ()))

    def on(self, product_ids: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the entries on any of these goods."""
        return tuple(number for product_id in product_ids for number in self._by_product.get(product_id, ()))

    def asked_with(self, intent: str) -> tuple[int, ...]:
        """Return the numbers of the entries whose question has this intent, or one answered together with it."""
        near = (intent, *answered_together(intent))
        return tuple(number for each in near for number in self._by_intent.get(each, ()))

    def nearness(self, asked: Sequence[Phrase]) -> Nearness:
        """Return how near each text is in meaning to the nearest of some wordings."""
        return NOT_NEAR if self._meanings is None else self._meanings.nearness(asked)

    @staticmethod
    def build(
        shop: Shop, products: ProductIndex, intents: IntentIndex | None, vectors: Vectors | None = None
    ) -> KnowledgeIndex:
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
            _by_product(entries),
            None if vectors is None else _Meanings.build(vectors, drafts),
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry with the wordings that find it, the first of which is its question, and the words of its text."""

    name: str
    entry: Entry
    wordings: tuple[Phrase, ...]
    text: Phrase
    pieces: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class _Meanings:
    """The texts of a shop as vectors."""

    vectors: Vectors
    asked: Wordings
    told: Wordings

    @staticmethod
    def build(vectors: Vectors, drafts: Sequence[_Draft]) -> _Meanings:
        asked, told = [draft.wordings for draft in drafts], [draft.pieces for draft in drafts]
        return _Meanings(vectors, Wordings.build(vectors, asked), Wordings.build(vectors, told))

    def nearness(self, asked: Sequence[Phrase]) -> Nearness:
        wanted = self.vectors.embed(asked)
        return Nearness(self.asked.cosines(wanted), self.told.cosines(wanted))


@dataclass(frozen=True, slots=True)
class _Source:
    """A text of the shop with what it is asked with, and the goods that its question names."""

    passage: Passage
    window: Window
    asked: tuple[str, ...]
    named: tuple[ProductMatch, ...]
    about: set[str]


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
        return self._draft(_Source(passage, faq.window, asked, tuple(named), about))

    def read_policy(self, policy: PolicyPassage) -> _Draft:
        title = policy.heading or policy.topic
        passage = Passage("policy", policy.passage_id, title, plain_text(policy.text), 0.0)
        asked = (title, f"{policy.topic} {policy.heading}") if policy.topic != title else (title,)
        named = tuple(self.products.find(title))
        return self._draft(_Source(passage, policy.window, asked, named, _about(named)))

    def _draft(self, source: _Source) -> _Draft:
        passage, asked = source.passage, source.asked
        wordings = (*asked, *_without(source.named, asked[0])) if passage.kind == "faq" else asked
        phrases = tuple(read_phrase(normalize(wording)) for wording in dict.fromkeys(wordings))
        text = read_phrase(normalize(passage.text))
        words = (term for phrase in (*phrases, text) for term in (*phrase.words, *phrase.letters))
        goods = tuple(match.mention for match in source.named if match.mention)
        pieces = [piece for piece in _PIECE.findall(passage.text) if len(piece) >= LONG_PIECE][:MOST_PIECES]
        read = pieces[: max(self.depth - len(asked), 0)]
        aims = read_aims(asked[: self.depth], self.intents, goods=goods)
        is_seasonal = source.window.is_bounded and bool(aims.best) and aims.best[0].intent in FOR_ORDERS_OF_NOW
        entry = Entry(
            passage=passage,
            window=source.window,
            words=frozenset(map(intern, words)),
            title=phrases[0],
            aims=aims,
            tells=read_aims(read, self.intents, goods=goods),
            products=frozenset(source.about),
            special=frozenset().union(*(phrase.special | phrase.named for phrase in (*phrases, text))),
            lacks=kinds_not_answered(passage.text),
            limits=frozenset() if is_seasonal else phrases[0].special,
            is_seasonal=is_seasonal,
        )
        said = tuple(read_phrase(normalize(piece)) for piece in read)
        return _Draft(f"{passage.kind}:{passage.id}", entry, phrases, text, said)


def _by_intent(entries: Sequence[Entry]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for intent in _looked_under(entry.aims):
            found.setdefault(intent, []).append(number)
    return {intent: tuple(numbers) for intent, numbers in found.items()}


def _by_product(entries: Sequence[Entry]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for product in sorted(entry.products):
            found.setdefault(product, []).append(number)
    return {product: tuple(numbers) for product, numbers in found.items()}


def _looked_under(aims: Aims) -> tuple[str, ...]:
    least = max(KNOWN_INTENT, AS_SURE * aims.best[0].score) if aims.best else 1.0
    return tuple(aim.intent for aim in aims.best if aim.score >= least)


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
