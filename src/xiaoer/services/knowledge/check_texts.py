"""Which curated texts contradict each other, may not be said, or will never be found?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.understanding import Ask, Entities, Family, Label, ProductMatch
from xiaoer.core.guard import adlaw
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.retrieve import retrieve
from xiaoer.core.shop.knowledge import FaqEntry, Window
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge import findings
from xiaoer.services.knowledge.findings import Finding, finding
from xiaoer.services.knowledge.source import Progress

ALIKE = 0.75  # share of character pairs; unlike questions of one topic stay below 0.6
RARE_PAIRS = 4  # how many of a question's rarest character pairs lead to its likes
_FILLERS = re.compile(r"[\W_]|[吗呢啊呀哦嘛吧么的了]")
_PRICE_TALK = re.compile(r"(?:售价|价格|现价|卖|原价|只要|到手价?)\D{0,6}(\d{1,7}(?:\.\d{1,2})?)\s*元")
_EARLY = datetime(1, 1, 2, tzinfo=UTC)
_LATE = datetime(9999, 12, 30, tzinfo=UTC)


def check_texts(shop: Shop, index: ShopIndex, *, now: datetime, progress: Progress) -> tuple[Finding, ...]:
    """Return the findings about questions, answers and policies."""
    zone = ZoneInfo(shop.profile.timezone)
    return (
        *_same_questions(shop.faqs),
        *_close_questions(shop.faqs),
        *_expired(shop, now, zone),
        *_forbidden(shop),
        *_prices(shop),
        *_unreachable(shop.faqs, index, now, progress),
    )


def overlap(first: Window, second: Window) -> bool:
    """Return whether two windows share a moment."""
    return max(first.starts_at or _EARLY, second.starts_at or _EARLY) < min(
        first.ends_at or _LATE, second.ends_at or _LATE
    )


def _same_questions(faqs: Sequence[FaqEntry]) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    phrased: dict[str, list[tuple[FaqEntry, str]]] = {}
    for faq in faqs:
        for phrasing in (faq.question, *faq.similar):
            key = _bare(phrasing)
            if not key:
                continue
            for other, _ in phrased.setdefault(key, []):
                if _conflict(other, faq) and (other.faq_id, faq.faq_id) not in told:
                    told.add((other.faq_id, faq.faq_id))
                    yield finding(
                        "error", "faq", faq.faq_id, findings.SAME_QUESTION, other=other.faq_id, phrasing=phrasing
                    )
            phrased[key].append((faq, phrasing))


def _close_questions(faqs: Sequence[FaqEntry]) -> Iterator[Finding]:
    pairs = [_pairs(faq.question) for faq in faqs]
    frequency = Counter(pair for found in pairs for pair in found)
    holders: dict[str, list[int]] = {}
    for number, found in enumerate(pairs):
        rare = sorted(found, key=lambda pair: (frequency[pair], pair))[:RARE_PAIRS]
        likes = sorted({other for pair in rare for other in holders.get(pair, ())})
        for other in likes:
            shared, whole = len(found & pairs[other]), len(found | pairs[other])
            same = _bare(faqs[number].question) == _bare(faqs[other].question)
            if shared >= ALIKE * whole and not same and _conflict(faqs[other], faqs[number]):
                yield finding(
                    "warning", "faq", faqs[number].faq_id, findings.CLOSE_QUESTION, other=faqs[other].question
                )
        for pair in found:
            holders.setdefault(pair, []).append(number)


def _conflict(first: FaqEntry, second: FaqEntry) -> bool:
    return (
        first.faq_id != second.faq_id
        and normalize(first.answer) != normalize(second.answer)
        and first.product_id == second.product_id
        and (first.stage == second.stage or not first.stage or not second.stage)
        and overlap(first.window, second.window)
    )


def _expired(shop: Shop, now: datetime, zone: ZoneInfo) -> Iterator[Finding]:
    windows = [("faq", faq.faq_id, faq.window) for faq in shop.faqs]
    windows += [("policy", passage.passage_id, passage.window) for passage in shop.policies]
    for kind, key, window in windows:
        if window.ends_at is not None and window.ends_at <= now:
            at = window.ends_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
            yield finding("warning", kind, key, findings.EXPIRED, at=at)


def _forbidden(shop: Shop) -> Iterator[Finding]:
    banned = tuple((word, normalize(word)) for word in shop.words.banned if normalize(word))
    texts = [("faq", faq.faq_id, faq.answer) for faq in shop.faqs]
    texts += [("policy", passage.passage_id, passage.text) for passage in shop.policies]
    texts += [("promotion", p.promotion_id, f"{p.name}\n{p.description}\n{p.gift}") for p in shop.promotions]
    for kind, key, text in texts:
        if words := adlaw.violations(text):
            yield finding("error", kind, key, findings.FORBIDDEN_WORDS, words=_listed(words))
        plain = normalize(text)
        if said := [word for word, folded in banned if folded in plain]:
            yield finding("error", kind, key, findings.BANNED_WORDS, words=_listed(said))


def _prices(shop: Shop) -> Iterator[Finding]:
    stated: dict[str, set[Money]] = {}
    for sku in shop.skus:
        stated.setdefault(sku.product_id, set()).update(p for p in (sku.price, sku.list_price) if p is not None)
    for faq in shop.faqs:
        prices = stated.get(faq.product_id)
        if faq.product_id and prices is None:
            yield finding("warning", "faq", faq.faq_id, findings.UNKNOWN_PRODUCT, product=faq.product_id)
        for amount in _PRICE_TALK.findall(normalize(faq.answer)) if prices else ():
            yuan, _, cents = amount.partition(".")
            money = Money(int(yuan) * 100 + int(f"{cents:0<2}"))
            if prices and money not in prices:
                shown = _listed(price.display() for price in sorted(prices))
                yield finding(
                    "warning", "faq", faq.faq_id, findings.PRICE_CONTRADICTION, amount=money.display(), prices=shown
                )


def _unreachable(faqs: Sequence[FaqEntry], index: ShopIndex, now: datetime, progress: Progress) -> Iterator[Finding]:
    questions = {faq.faq_id: faq for faq in faqs}
    for number, faq in enumerate(faqs):
        progress("check", number, len(faqs))
        if not _bare(faq.question):
            yield finding("error", "faq", faq.faq_id, findings.NO_WORDS)
            continue
        if faq.window.ends_at is not None and faq.window.ends_at <= now:
            continue
        passages = retrieve(_own_ask(faq), index, now=max(now, faq.window.starts_at or now))
        ids = [passage.id for passage in passages if passage.score >= passages[0].score]
        if faq.faq_id in ids or (ids and _same_answer(questions.get(ids[0]), faq)):
            continue
        if any(passage.id == faq.faq_id for passage in passages):
            yield finding("warning", "faq", faq.faq_id, findings.UNREACHABLE, other=passages[0].title)
        else:
            yield finding("error", "faq", faq.faq_id, findings.NOT_FOUND)


def _own_ask(faq: FaqEntry) -> Ask:
    product = (ProductMatch(faq.product_id, (faq.product_id,), ()),) if faq.product_id else ()
    return Ask(faq.question, "", Label.OTHER, Family.KNOWLEDGE, 1.0, Entities(products=product))


def _same_answer(other: FaqEntry | None, faq: FaqEntry) -> bool:
    return other is not None and normalize(other.answer) == normalize(faq.answer)


def _bare(text: str) -> str:
    return _FILLERS.sub("", normalize(text))


def _pairs(text: str) -> frozenset[str]:
    bare = _bare(text)
    return frozenset(bare[place : place + 2] for place in range(len(bare) - 1))


def _listed(words: Iterable[str]) -> str:
    return "、".join(words)
