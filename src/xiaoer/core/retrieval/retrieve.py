"""Which curated texts bear on an ask right now?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.understanding import Ask
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.excerpt import excerpt
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.judge import Wanted, chance
from xiaoer.core.retrieval.knowledge import Aim, KnowledgeIndex, read_aims
from xiaoer.core.retrieval.likeness import Weighed, log_odds, logistic, read_phrase
from xiaoer.core.retrieval.passages import Hit

MOST_PASSAGES = 5
FROM_INDEX = 6  # some of the nearest may be out of their window or about another product
LEAD, MOST_LEAD = 0.5, 3.0  # how much each unit of log odds ahead of the second adds, and where that ends
OF_AN_INTENT = 4  # of texts with one intent so many are judged; with more of them words tell better
AIMS = 2  # intents that the words of an ask may have


def retrieve(ask: Ask, index: ShopIndex, *, now: datetime) -> tuple[Passage, ...]:
    """Return the passages that may answer an ask, best first; `score` is the chance that one does.

    A text out of its window is never given, nor one about a product that the ask is not about.
    """
    named = tuple(dict.fromkeys(product for match in ask.entities.products for product in match.product_ids))
    knowledge = index.passages
    plain = normalize(ask.text)
    mentions = [match.mention for match in ask.entities.products if match.mention and match.mention in plain]
    wordings = [plain, *(plain.replace(mention, " ") for mention in mentions)]
    likeness = knowledge.questions.likeness
    wanted = Wanted(
        phrases=tuple(likeness.weigh(read_phrase(wording)) for wording in dict.fromkeys(wordings)),
        aims=_aims(ask, knowledge),
        products=frozenset(named),
    )
    like = _likeness(knowledge, wanted.phrases)
    judged: list[tuple[float, int]] = []
    for number in _candidates(knowledge, wanted, like):
        entry = knowledge.entries[number]
        about = entry.passage.product_id
        if entry.window.holds(now) and (not about or about in named):
            judged.append((-chance(wanted, entry, like.get(number), likeness), number))
    judged.sort()
    best = judged[:MOST_PASSAGES]
    passages = ((knowledge.entries[number].passage, round(-against, 4)) for against, number in best)
    question = wanted.phrases[0]
    return _lift_lone([replace(found, text=_said(found, question), score=score) for found, score in passages])


def _said(passage: Passage, question: Weighed) -> str:
    """Return what is said of a passage: a curated answer whole, of a long policy what bears on the question."""
    return passage.text if passage.kind == "faq" else excerpt(passage.text, question)


def _lift_lone(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages with the first one surer, the farther it stands ahead of the second."""
    if not passages:
        return ()
    first, *others = passages
    lead = log_odds(first.score) - log_odds(others[0].score if others else 0.0)
    lifted = logistic(log_odds(first.score) + LEAD * min(max(lead, 0.0), MOST_LEAD))
    return (replace(first, score=round(lifted, 4)), *others)


def _likeness(knowledge: KnowledgeIndex, phrases: Iterable[Weighed]) -> dict[int, Hit]:
    best: dict[int, Hit] = {}
    for phrase in phrases:
        for hit in knowledge.questions.hits(phrase, FROM_INDEX):
            known = best.get(hit.document)
            if known is None or known.score < hit.score:
                best[hit.document] = hit
    return best


def _candidates(knowledge: KnowledgeIndex, wanted: Wanted, like: Iterable[int]) -> tuple[int, ...]:
    by_text = (number for number, _ in knowledge.texts.best(wanted.phrases[0].phrase.terms, FROM_INDEX))
    by_intent = (number for aim in wanted.aims for number in knowledge.asked_with(aim.intent)[:OF_AN_INTENT])
    return tuple(sorted({*like, *by_text, *by_intent}))


def _aims(ask: Ask, knowledge: KnowledgeIndex) -> tuple[Aim, ...]:
    """Return what an ask aims at: what was understood of it in its talk, and what its words alone say."""
    by_words = read_aims((ask.text,), knowledge.intents, depth=AIMS)
    understood = Aim(ask.intent, ask.label, ask.confidence)
    return (understood, *(aim for aim in by_words if aim.intent != ask.intent))
