"""Which curated texts bear on an ask right now?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.understanding import Ask
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.aims import Aim, Aims, Reach, read_aims
from xiaoer.core.retrieval.concepts import CARRIERS, DEFECTS, circumstances
from xiaoer.core.retrieval.excerpt import excerpt
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.judge import ALIKE, Wanted, chance, compare, holds_more, read_signs, stands_alone
from xiaoer.core.retrieval.knowledge import Entry, KnowledgeIndex
from xiaoer.core.retrieval.likeness import Likeness, Weighed, log_odds, read_phrase
from xiaoer.core.retrieval.passages import Hit
from xiaoer.core.understanding.features import PLACES

MOST_PASSAGES = 5
FROM_INDEX = 6  # some of the nearest may be out of their window or about another product
OF_GOODS = 8  # texts on what she names
OF_AN_INTENT = 4  # of texts with one intent so many are judged; with more of them words tell better
FITS = 0.5  # chance from which on a text of the season stands in for the usual one
NEAREST = 4  # texts nearest in meaning that are judged, whatever words they share with an ask
_PARTS = frozenset(
    {"主板", "电池", "屏幕", "配件", "电机"}
)  # parts of goods are many, and a text on one says nothing of another
_BY_A_DAY = re.compile("前(?:能|会|可以|收|到|发)|赶得上|赶不赶|来得及")
MAY = 0.2  # chance from which on a text that shares her circumstances goes before a likelier one without them
RARE = 6.0  # weight of a word that hardly anybody says to a shop
AIMS = 2  # intents of an ask whose texts are looked through


def retrieve(ask: Ask, index: ShopIndex, *, now: datetime) -> tuple[Passage, ...]:
    """Return the passages that may answer an ask, best first; `score` is the chance that one does.

    A text out of its window is never given, nor one about a product that the ask is not about; an ask that names no
    goods may be about a product whose text it singles out by its words.
    """
    knowledge = index.passages
    wanted = read_wanted(ask, knowledge)
    signs = dict(signs_of(wanted, knowledge, now=now))
    judged = sorted((-chance(own), number) for number, own in signs.items())
    alone = _alone(judged, signs, wanted, knowledge)
    judged = _circumstances_first(judged, wanted, knowledge)
    best = _season_first(judged, knowledge)[:MOST_PASSAGES]
    passages = ((number, knowledge.entries[number].passage, round(-against, 4)) for against, number in best)
    question = wanted.phrases[0]
    return tuple(
        replace(found, text=_said(found, question), score=score, stands_alone=number == alone)
        for number, found, score in passages
    )


def _alone(
    judged: Sequence[tuple[float, int]],
    signs: Mapping[int, Sequence[float]],
    wanted: Wanted,
    knowledge: KnowledgeIndex,
) -> int | None:
    """Return the number of the likeliest text where no other comes near it."""
    if not judged:
        return None
    (against, number), *others = judged
    entry = knowledge.entries[number]
    on_goods = bool(wanted.products & entry.products)
    if on_goods and not holds_more(signs[number]) and set(entry.title.words) <= {word for word, _ in wanted.goods}:
        return None  # a text entitled 台灯 is near to whatever is asked of a 台灯
    other = -others[0][0] if others else 0.0
    return number if stands_alone(-against, other, signs[number], on_goods=on_goods) else None


def _circumstances_first(
    judged: list[tuple[float, int]], wanted: Wanted, knowledge: KnowledgeIndex
) -> list[tuple[float, int]]:
    """Return texts in order, of two likely ones that which speaks of her circumstances first: 摔了保不保.

    Either may answer, so it is as sure as both together.
    """
    special = wanted.phrases[0].phrase.special - _PARTS
    if not special or len(judged) <= 1 or special & knowledge.entries[judged[0][1]].special:
        return judged
    (one, _), (other, number) = judged[:2]
    entry = knowledge.entries[number]
    if -other < MAY or not special <= entry.special:
        return judged
    return [(-(1 - (1 + one) * (1 + other)), number), judged[0], *judged[2:]]


def _season_first(judged: list[tuple[float, int]], knowledge: KnowledgeIndex) -> list[tuple[float, int]]:
    """Return texts in order, one that holds for a while just now before the usual one on the same matter."""
    first = knowledge.entries[judged[0][1]] if judged else None
    if first is None or first.is_seasonal:
        return judged
    for chance_against, number in judged:
        entry = knowledge.entries[number]
        if first.special & CARRIERS and not entry.special & CARRIERS:
            continue  # who carries parcels is no matter of the season, though a text on dispatch may look like it
        by_a_day = _BY_A_DAY.search(entry.passage.title) is not None  # 开学前能收到吗 is not how long it takes
        if entry.is_seasonal and not by_a_day and -chance_against >= FITS and entry.aims.wants(first.aims):
            return [(judged[0][0], number), *(each for each in judged if each[1] != number)]
    return judged


def read_wanted(ask: Ask, knowledge: KnowledgeIndex) -> Wanted:
    """Return an ask as it is judged against the texts of a shop."""
    plain = _anywhere(normalize(ask.text), knowledge)
    mentions = [match.mention for match in ask.entities.products if match.mention and match.mention in plain]
    bare = plain
    for mention in mentions:
        bare = bare.replace(mention, " ")
        plain = plain.replace(mention, f" {mention} ")  # 车充用得起不: what stands beside a name is no part of it
    values = {normalize(value) for match in ask.entities.products for _, value in match.options}
    for value in sorted(values, key=lambda value: (-len(value), value)):  # the longest first, in each process alike
        bare = bare.replace(value, " ")
    wordings = [plain, *(plain.replace(mention, " ") for mention in mentions), bare]
    likeness = knowledge.questions.likeness
    return Wanted(
        phrases=tuple(likeness.weigh(read_phrase(wording)) for wording in dict.fromkeys(wordings)),
        reach=Reach.of(_aims(ask, knowledge, mentions)),
        products=frozenset(product for match in ask.entities.products for product in match.product_ids),
    )


def _anywhere(plain: str, knowledge: KnowledgeIndex) -> str:
    """Return an ask without the places that no text tells apart from others: 发到广东要几天, where all are 外省."""
    places = {place for place in PLACES.findall(plain) if place not in knowledge.texts.numbers}
    for place in sorted(places, key=lambda place: (-len(place), place)):
        plain = plain if circumstances(place) else plain.replace(place, " ")
    return plain.strip() or plain


def signs_of(wanted: Wanted, knowledge: KnowledgeIndex, *, now: datetime) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Yield the numbers of the entries that hold now and may bear on an ask, with the signs for and against each."""
    like, likeness = _likeness(knowledge, wanted.phrases), knowledge.questions.likeness
    near = knowledge.nearness([weighed.phrase for weighed in wanted.phrases])
    judged = []
    on_goods = knowledge.on(sorted(wanted.products))[:OF_GOODS]
    for number in _candidates(knowledge, wanted, (*like, *near.first(NEAREST), *on_goods)):
        entry, hit = knowledge.entries[number], like.get(number)
        about = entry.passage.product_id
        if not entry.window.holds(now) or _denies_another(wanted, entry):
            continue
        if not about or about in wanted.products or _singles_out(wanted, entry, hit, likeness):
            judged.append((number, read_signs(wanted, entry, hit, likeness, near.of(number))))
    return compare(judged)


def _denies_another(wanted: Wanted, entry: Entry) -> bool:
    """Return whether a text is asked about another defect than the ask: 会掉色吗 says nothing of 起球."""
    asked = wanted.phrases[0].phrase.named & DEFECTS
    return bool(asked and entry.title.named & DEFECTS and not asked & entry.special)


def _singles_out(wanted: Wanted, entry: Entry, hit: Hit | None, likeness: Likeness) -> bool:
    """Return whether an ask that names no goods may mean this text: it holds a word of hers that few use.

    A character is such a word where the two are asked alike, and so is one of a rare word in the question of the text,
    if she says more than that: 防水吗 may be asked of any goods.
    """
    if wanted.products:
        return False
    telling, title = wanted.phrases[0].telling, frozenset(entry.title.letters)
    if len(telling) > 1 and any(weight > RARE and not title.isdisjoint(word) for word, weight in telling):
        return True
    least = 0 if hit is not None and log_odds(hit.score) >= ALIKE else 1
    return any(len(word) > least and word not in likeness.usual and word in entry.words for word, _ in telling)


def _said(passage: Passage, question: Weighed) -> str:
    """Return what is said of a passage: a curated answer whole, of a long policy what bears on the question."""
    return passage.text if passage.kind == "faq" else excerpt(passage.text, question)


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
    likeliest = wanted.reach.aims.best[:AIMS]
    by_intent = (number for aim in likeliest for number in knowledge.asked_with(aim.intent)[:OF_AN_INTENT])
    return tuple(sorted({*like, *by_text, *by_intent}))


def _aims(ask: Ask, knowledge: KnowledgeIndex, goods: Sequence[str]) -> Aims:
    """Return what an ask aims at: what its words alone say, and what was understood of it in its talk."""
    by_words = read_aims((ask.text,), knowledge.intents, goods=goods).best
    surer = max((aim.score for aim in by_words if aim.intent == ask.intent), default=0.0)
    if surer >= ask.confidence:
        return Aims.of(by_words)
    understood = Aim(ask.intent, ask.label, ask.confidence)
    return Aims.of((understood, *(aim for aim in by_words if aim.intent != ask.intent)))
