"""Which curated texts bear on an ask right now?"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.understanding import Ask
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.knowledge import Entry, KnowledgeIndex
from xiaoer.core.retrieval.likeness import Phrase, logistic, read_phrase

MOST_PASSAGES = 5
FROM_INDEX = 20  # some of the nearest may be out of their window or about another product
AGREES, SAME_LABEL, DISAGREES = 3.2, 0.6, -1.6  # what the intents of ask and text add to the log odds
COVERED, TEXT_BIAS = 4.0, -4.4  # log odds that a text answers when it holds all that the ask tells


def retrieve(ask: Ask, index: ShopIndex, *, now: datetime) -> tuple[Passage, ...]:
    """Return the passages that may answer an ask, best first; `score` is the chance that one does.

    A text out of its window is never given, nor one about a product that the ask is not about.
    """
    named = tuple(dict.fromkeys(product for match in ask.entities.products for product in match.product_ids))
    knowledge = index.passages
    plain = normalize(ask.text)
    mentions = [match.mention for match in ask.entities.products if match.mention and match.mention in plain]
    wordings = [plain, *(plain.replace(mention, " ") for mention in mentions)]
    phrases = [read_phrase(wording) for wording in dict.fromkeys(wordings)]
    likeness = _likeness(knowledge, phrases, wordings)
    passages = []
    for number in _candidates(knowledge, ask, likeness, plain):
        entry = knowledge.entries[number]
        about = entry.passage.product_id
        if not entry.window.holds(now) or (about and about not in named):
            continue
        score = _chance(knowledge, entry, ask, phrases, likeness.get(number, 0.0))
        passages.append(replace(entry.passage, score=round(score, 4)))
    passages.sort(key=lambda passage: -passage.score)
    return tuple(passages[:MOST_PASSAGES])


def _likeness(knowledge: KnowledgeIndex, phrases: Iterable[Phrase], wordings: Iterable[str]) -> dict[int, float]:
    best: dict[int, float] = {}
    for wording in dict.fromkeys(wordings):
        for hit in knowledge.questions.hits(wording, FROM_INDEX):
            best[hit.document] = max(hit.score, best.get(hit.document, 0.0))
    return best


def _candidates(knowledge: KnowledgeIndex, ask: Ask, likeness: dict[int, float], plain: str) -> tuple[int, ...]:
    by_text = (hit.document for hit in knowledge.texts.hits(plain, FROM_INDEX))
    by_intent = knowledge.asked_with(ask.intent)
    return tuple(sorted({*likeness, *by_text, *by_intent}))


def _chance(knowledge: KnowledgeIndex, entry: Entry, ask: Ask, phrases: Iterable[Phrase], like: float) -> float:
    covered = max(knowledge.questions.likeness.coverage(phrase, entry.words) for phrase in phrases)
    odds = max(_log_odds(like), TEXT_BIAS + COVERED * covered)
    return logistic(odds + _agreement(entry, ask))


def _agreement(entry: Entry, ask: Ask) -> float:
    """Return what the intents of ask and text add to the log odds."""
    if not entry.aims:
        return 0.0
    same = [aim.score for aim in entry.aims if aim.intent == ask.intent]
    if same:
        return AGREES * math.sqrt(ask.confidence * same[0])
    if any(aim.label is ask.label for aim in entry.aims):
        return SAME_LABEL * ask.confidence
    return DISAGREES * ask.confidence * entry.aims[0].score


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 0.002), 0.998)
    return math.log(kept / (1 - kept))
