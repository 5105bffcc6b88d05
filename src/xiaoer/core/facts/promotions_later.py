"""What will be on offer at a time that is still to come?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from xiaoer.core.dialogue.evidence import Statement
from xiaoer.core.dialogue.understanding import TimeSpan
from xiaoer.core.facts import wording
from xiaoer.core.facts.citing import cite_computed
from xiaoer.core.facts.promotion_names import is_kind, named_promotions
from xiaoer.core.facts.terms import cite_promotion, covers_any, say_gains, say_start, say_terms, say_until, tiers
from xiaoer.core.facts.times import say_date
from xiaoer.core.facts.topic import Offers, Topic
from xiaoer.core.shop.promotion import Promotion

RULE = "facts.promotions_later"
MAX_SHOWN = 8


def state_promotions_later(
    offers: Offers, topics: Sequence[Topic], *, span: TimeSpan, named: str = ""
) -> Statement | None:
    """Say what will be on offer in a coming stretch of time, each with its window: 12号还有满减吗.

    Returns None where the question names a promotion rather than a kind of them, which says more than the date.
    """
    word, chosen = named_promotions(named, offers.promotions, topics)
    if word and not is_kind(word):
        return None
    skus = [sku for topic in topics for sku in topic.product.skus]
    meant = [p for p in chosen if p.starts_at < span.end and span.start < p.ends_at]
    rows = tiers([p for p in meant if not skus or covers_any(p, skus)])[:MAX_SHOWN]
    asked = cite_computed("asked", (_day(span, offers),))
    if not rows:
        line = wording.NONE_LATER.format(day=_day(span, offers), what=word or wording.OFFER_WORD)
        return Statement(line, (asked, cite_computed("none", (line,))), RULE)
    lines = [wording.LATER_HEAD.format(day=_day(span, offers)), *(_line(row[0], row, offers) for row in rows)]
    evidence = tuple(cite_promotion(promotion, offers) for row in rows for promotion in row)
    return Statement(wording.LINE.join(lines), (asked, *evidence), RULE)


def _day(span: TimeSpan, offers: Offers) -> str:
    """Return the first day of a span, and the last where it has several."""
    today = offers.now.astimezone(offers.zone).date()
    first = span.start.astimezone(offers.zone).date()
    last = (span.end - timedelta(microseconds=1)).astimezone(offers.zone).date()
    if first == last:
        return say_date(first, today)
    return wording.COMPARE_RANGE.format(low=say_date(first, today), high=say_date(last, today))


def _line(promotion: Promotion, row: Sequence[Promotion], offers: Offers) -> str:
    start = wording.STARTS.format(moment=say_start(promotion, offers)) if promotion.starts_at > offers.now else ""
    terms = say_terms(promotion, offers, gain=say_gains(row))
    told = wording.COMMA.join(part for part in (terms, start, say_until(promotion, offers)) if part)
    return wording.BULLET + wording.PROMOTION_LINE.format(name=promotion.name, terms=told)
