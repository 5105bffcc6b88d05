"""What is on offer, and can it be cheaper?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xiaoer.core.dialogue.evidence import Evidence, Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.checkout import check_out
from xiaoer.core.facts.citing import cite_computed, cite_sku
from xiaoer.core.facts.labels import group_title, join, led
from xiaoer.core.facts.promotion_names import (
    asks_to_combine,
    asks_when,
    gift_asked,
    giving,
    is_feast,
    is_kind,
    named_categories,
    named_promotions,
)
from xiaoer.core.facts.terms import (
    cite_promotion,
    covers_any,
    for_shopper,
    is_for_all_goods,
    say_audience,
    say_gains,
    say_start,
    say_terms,
    say_until,
    tiers,
)
from xiaoer.core.facts.times import dated
from xiaoer.core.facts.topic import BasketLine, Offers, Topic
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind, coming, running

RULE = "facts.promotions"
RULE_NONE = "facts.no_promotion"
RULE_ENDED = "facts.promotion_ended"
RULE_COMING = "facts.promotion_coming"
RULE_BARGAIN = "facts.bargain"
MAX_RUNNING = 8
MAX_COMING = 3


def state_promotions(offers: Offers, topics: Sequence[Topic], *, named: str = "") -> Statement:
    """Say what is on offer for these products, or in the shop.

    `named` is the shopper's question: a kind (满减, 优惠券), an audience (VIP) or a name (双十一) in it restricts the
    answer. What is over is said to be over, without its terms; what has not begun is announced with its start.
    """
    categories = frozenset() if topics else named_categories(named, offers)
    fitting = _of_categories(offers, categories) if categories else _covering(offers.promotions, topics)
    word, chosen = named_promotions(named, fitting, topics)
    thing = gift_asked(named)
    if not word or (thing and not is_feast(word)):
        return _state_gift(offers, named) if thing else _state_all(offers, topics, fitting)
    now_on = list(running(chosen, offers.now))
    to_come = list(coming(chosen, offers.now))
    if now_on:
        lines, evidence = _listing(offers, topics, now_on)
        plain = not (is_kind(word) or asks_to_combine(named))
        announced = [p for p in to_come if plain or _is_awaited(p, now_on, offers, named)]
        more, more_evidence = _announcements(offers, announced)
        verdict = _verdict(now_on, named)
        lines, evidence = [*lines, *verdict, *more], (*evidence, *more_evidence)
        evidence = (*evidence, cite_computed("verdict", verdict)) if verdict else evidence
        if is_feast(word):
            return _with_others(offers, topics, lines, evidence, RULE, said=now_on)
        return _statement(lines, evidence, RULE)
    if to_come:
        lines, evidence = _announcements(offers, to_come)
        return _with_others(offers, topics, lines[1:], evidence, RULE_COMING)
    if chosen and not is_kind(word):
        names = join([promotion.name for promotion in chosen])
        over = tuple(Evidence("promotion", p.promotion_id, p.name, p.name) for p in chosen)
        return _with_others(offers, topics, [wording.ENDED.format(names=names)], over, RULE_ENDED)
    feast = is_feast(word)
    template = wording.NO_SUCH_FEAST if feast else wording.NO_SUCH_FOR if topics else wording.NO_SUCH
    line = template.format(title=_title(topics), named=word)
    asked = cite_computed("asked", (wording.ASKED_NAME.format(named=word), line))
    return _with_others(offers, topics, [line], (asked, *_cite_topics(topics, offers)), RULE_NONE)


def _state_gift(offers: Offers, asked: str) -> Statement:
    """Say which promotions give the thing asked for, to whatever goods; where none does, tell the gifts that there are.

    What she names may be the gift itself, so the goods of her question restrict nothing.
    """
    meant = giving(asked, offers.promotions)
    now_on = tuple(running(meant, offers.now))
    if now_on:
        return _statement(*_listing(offers, (), now_on), RULE)
    awaited = tuple(coming(meant, offers.now))
    gifts = [p for p in running(offers.promotions, offers.now) if p.kind is PromotionKind.GIFT]
    told, evidence = _announcements(offers, awaited) if awaited or not gifts else _listing(offers, (), gifts)
    if meant and not awaited:
        line, rule = wording.ENDED.format(names=join([p.name for p in meant])), RULE_ENDED
        over = tuple(Evidence("promotion", p.promotion_id, p.name, p.name) for p in meant)
        return _statement([line, *told], (*over, *evidence), rule)
    line = wording.NO_SUCH_GIFT.format(thing=gift_asked(asked))
    return _statement([line, *told], (cite_computed("asked", (line,)), *evidence), RULE_NONE)


def _is_awaited(promotion: Promotion, now_on: Sequence[Promotion], offers: Offers, asked: str) -> bool:
    """Return whether a coming promotion is told beside running ones of the kind asked for."""
    if asks_to_combine(asked) or not for_shopper(promotion, offers):
        return False
    nothing_for_her = not any(for_shopper(p, offers) for p in now_on)
    return nothing_for_her or asks_when(asked) or not is_for_all_goods(promotion)


def _verdict(now_on: Sequence[Promotion], asked: str) -> list[str]:
    """Return whether the promotions told can be used together, where that is the question."""
    if not asks_to_combine(asked):
        return []
    alone = [p for p in now_on if not p.stackable and p.kind is not PromotionKind.NOTE]
    if alone:
        return [wording.COMBINE_NOT.format(names=join([led(p.name, wording.OFFER_WORD) for p in alone]))]
    families = {(p.kind, p.scope) for p in now_on}
    return [wording.COMBINE if len(families) > 1 else wording.COMBINE_ONE] if now_on else []


def state_bargain(offers: Offers, topics: Sequence[Topic], *, quantity: int = 1) -> Statement:
    """Decline to cut the price and tell which running promotions there are; the same however often it is asked.

    The sum to pay for so many pieces follows where one SKU is in question.
    """
    now_on = [p for p in running(_covering(offers.promotions, topics), offers.now) if p.kind is not PromotionKind.NOTE]
    if not now_on:
        lines = [wording.BARGAIN_NO, wording.BARGAIN_NONE]
        return _statement(lines, _cite_topics(topics, offers), RULE_BARGAIN)
    rows = tiers(now_on)[:MAX_RUNNING]
    shown = [promotion for row in rows for promotion in row]
    lines = [wording.BARGAIN_NO, wording.BARGAIN_OFFERS, *(_line(row, offers) for row in rows)]
    evidence = tuple(cite_promotion(promotion, offers) for promotion in shown)
    total, total_evidence = _total(offers, topics, quantity)
    return _statement([*lines, *total], (*evidence, *total_evidence), RULE_BARGAIN)


def _total(offers: Offers, topics: Sequence[Topic], quantity: int) -> tuple[list[str], tuple[Evidence, ...]]:
    """Return the sum to pay for these pieces where the question is about a single SKU whose price is known."""
    quotes = [quote for topic in topics for quote in topic.quotes if quote.sku.on_sale]
    if len(topics) != 1 or len(quotes) != 1 or quotes[0].sku.price is None:
        return [], ()
    checkout = check_out((BasketLine(quotes[0], quantity),), offers)
    if not checkout.steps:
        return [], ()
    title = group_title(topics[0].product, quotes)
    pieces = wording.PIECES.format(number=quantity) if quantity > 1 else wording.ONE_PIECE
    line = wording.BARGAIN_TOTAL.format(pieces=pieces, title=title, total=checkout.total.display())
    line = dated(line, quotes, zone=offers.zone, now=offers.now)
    return [line], (*_cite_topics(topics, offers), cite_computed("total", (line,)))


def _of_categories(offers: Offers, named: frozenset[str]) -> tuple[Promotion, ...]:
    """Return the promotions for goods of these categories, or for all goods."""
    own = dict(offers.categories)
    kept = []
    for promotion in offers.promotions:
        scope = promotion.scope
        listed = {own.get(name, "") for name in (*scope.products, *scope.skus)}
        if is_for_all_goods(promotion) or named & {*scope.categories, *listed} or "" in listed:
            kept.append(promotion)
    return tuple(kept)


def _covering(promotions: Iterable[Promotion], topics: Sequence[Topic]) -> tuple[Promotion, ...]:
    """Return the promotions that cover one of these goods; all without goods."""
    skus = [quote.sku for topic in topics for quote in topic.quotes] or [
        sku for topic in topics for sku in topic.product.skus
    ]
    return tuple(promotion for promotion in promotions if not topics or covers_any(promotion, skus))


def _state_all(offers: Offers, topics: Sequence[Topic], fitting: Sequence[Promotion]) -> Statement:
    now_on, to_come = list(running(fitting, offers.now)), list(coming(fitting, offers.now))
    more, more_evidence = _announcements(offers, to_come)
    if now_on:
        lines, evidence = _listing(offers, topics, now_on)
        return _statement([*lines, *more], (*evidence, *more_evidence), RULE)
    line = wording.NONE_RUNNING_FOR.format(title=_title(topics)) if topics else wording.NONE_RUNNING
    return _statement([line, *more], (*_cite_topics(topics, offers), *more_evidence), RULE_NONE)


def _with_others(
    offers: Offers,
    topics: Sequence[Topic],
    lines: list[str],
    evidence: Sequence[Evidence],
    rule: str,
    *,
    said: Sequence[Promotion] = (),
) -> Statement:
    now_on = running(_covering(offers.promotions, topics), offers.now)
    others = [promotion for promotion in now_on if promotion not in said]
    if not others:
        return _statement(lines, evidence, rule)
    template = wording.ALSO_RUN if said else wording.OTHERS_RUN
    told = template.format(offers=wording.LIST.join(_brief(row) for row in tiers(others)[:MAX_RUNNING]))
    return _statement([*lines, told], (*evidence, *(cite_promotion(p, offers) for p in others)), rule)


def _listing(
    offers: Offers, topics: Sequence[Topic], now_on: Sequence[Promotion]
) -> tuple[list[str], tuple[Evidence, ...]]:
    rows = tiers(sorted(now_on, key=lambda promotion: _is_for_others(promotion, offers)))
    shown = [promotion for row in rows[:MAX_RUNNING] for promotion in row]
    head = wording.RUNNING_HEAD_FOR.format(title=_title(topics)) if topics else wording.RUNNING_HEAD
    lines = [head, *(_line(row, offers) for row in rows[:MAX_RUNNING])]
    lines += [wording.MORE_RUN] if len(now_on) > len(shown) else []
    return lines, (*(cite_promotion(promotion, offers) for promotion in shown), *_cite_topics(topics, offers))


def _is_for_others(promotion: Promotion, offers: Offers) -> int:
    """Return where a promotion stands in a list: her own first, those for others last."""
    if not for_shopper(promotion, offers):
        return 1
    return 0 if promotion.audience is Audience.EVERYONE else -1


def _announcements(offers: Offers, to_come: Sequence[Promotion]) -> tuple[list[str], tuple[Evidence, ...]]:
    rows = tiers(to_come)[:MAX_COMING]
    shown = [promotion for row in rows for promotion in row]
    lines = []
    for row in rows:
        promotion = row[0]
        terms = say_terms(promotion, offers, gain=say_gains(row))
        template = wording.COMING_LINE if terms else wording.COMING_LINE_BARE
        line = template.format(name=promotion.name, moment=say_start(promotion, offers), terms=terms)
        lines.append(wording.BULLET + line)
    if lines:
        lines.insert(0, wording.COMING_HEAD)
    return lines, tuple(cite_promotion(promotion, offers) for promotion in shown)


def _line(row: Sequence[Promotion], offers: Offers) -> str:
    promotion = row[0]
    terms = say_terms(promotion, offers, gain=say_gains(row))
    parts = [part for part in (terms, say_until(promotion, offers)) if part]
    return wording.BULLET + wording.PROMOTION_LINE.format(name=promotion.name, terms=wording.COMMA.join(parts))


def _brief(row: Sequence[Promotion]) -> str:
    promotion = row[0]
    gain = wording.COMMA.join(part for part in (say_gains(row), say_audience(promotion)) if part)
    name = led(promotion.name, wording.OFFER_WORD)
    return wording.OFFER_BRIEF.format(name=name, gain=gain) if gain else name


def _title(topics: Sequence[Topic]) -> str:
    return join([group_title(topic.product, topic.quotes) for topic in topics])


def _cite_topics(topics: Sequence[Topic], offers: Offers) -> tuple[Evidence, ...]:
    today = offers.now.astimezone(offers.zone).date()
    return tuple(
        cite_sku(quote, topic.product, today=today, zone=offers.zone, now=offers.now)
        for topic in topics
        for quote in topic.quotes[:MAX_RUNNING]
    ) or tuple(cite_computed("topic", (_title((topic,)),)) for topic in topics)


def _statement(lines: Sequence[str], evidence: Sequence[Evidence], rule: str) -> Statement:
    return Statement(wording.LINE.join(lines), tuple(dict.fromkeys(evidence)), rule)
