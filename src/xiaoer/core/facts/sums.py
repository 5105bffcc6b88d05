"""What is to be paid under the conditions that the question sets?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xiaoer.core.dialogue.evidence import Statement
from xiaoer.core.dialogue.understanding import TimeSpan
from xiaoer.core.facts import wording
from xiaoer.core.facts.checkout import state_checkout
from xiaoer.core.facts.citing import cite_computed
from xiaoer.core.facts.presale import with_the_presale
from xiaoer.core.facts.promotion_names import is_feast, named_promotions
from xiaoer.core.facts.times import say_date
from xiaoer.core.facts.topic import BasketLine, Offers
from xiaoer.core.shop.promotion import PromotionKind

_NO_COUPONS = re.compile("(?:不|没有?|别)(?:用|算|领|使用|要)(?:优惠)?[券卷劵]|没有?(?:优惠)?[券卷劵]")
_PAID_AHEAD = re.compile("[定订]金|尾款")
_EXTRAS = re.compile(
    "运费|邮费|快递费|邮寄|寄到?[^,。?]{0,4}(?:新疆|西藏|内蒙|青海|香港|澳门|台湾|海外|国外)|刻字|刻名|定制|安装|加急|绣字"
)


def state_sum(
    basket: tuple[BasketLine, ...], offers: Offers, *, asked: str, spans: Sequence[TimeSpan] = ()
) -> Statement:
    """Say the sum to pay: on a day to come by what will run then, without coupons where she wants none.

    What the data give no price for, such as postage or engraving, is said not to be in the sum.
    """
    heads: list[str] = []
    to_come = next((span for span in spans if span.start > offers.now), None)
    if to_come is not None:
        day = say_date(to_come.start.astimezone(offers.zone).date(), offers.now.astimezone(offers.zone).date())
        heads.append(wording.SUM_LATER.format(day=day))
        offers = replace(offers, now=to_come.start)
    elif any(span.end <= offers.now for span in spans) or _is_over(asked, offers):
        heads.append(wording.SUM_PAST)
    if _NO_COUPONS.search(asked):
        heads.append(wording.SUM_NO_COUPONS)
        offers = replace(offers, promotions=tuple(p for p in offers.promotions if p.kind is not PromotionKind.COUPON))
    if _PAID_AHEAD.search(asked):
        offers = with_the_presale(basket, offers)
    statement = state_checkout(basket, offers)
    tails = [wording.SUM_WITHOUT_EXTRAS] if _EXTRAS.search(asked) else []
    if not (heads or tails):
        return statement
    text = wording.LINE.join((*heads, statement.text, *tails))
    return Statement(text, (*statement.evidence, cite_computed("terms", (*heads, *tails))), statement.rule)


def _is_over(asked: str, offers: Offers) -> bool:
    """Return whether a sale is named of which the shop has only promotions that have ended."""
    word, meant = named_promotions(asked, offers.promotions, ())
    return is_feast(word) and bool(meant) and all(p.ends_at <= offers.now for p in meant)
