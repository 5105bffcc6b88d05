"""What is a text asked with, and how far do two texts want the same?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from xiaoer.core.dialogue.understanding import Label
from xiaoer.core.language.normalize import normalize
from xiaoer.core.understanding.features import PRODUCT, mask
from xiaoer.core.understanding.intent import IntentIndex

# Intents that one text of a shop often answers together, and how likely it does.
_TOGETHER = (
    (0.9, "shipping_fee free_shipping"),
    (0.9, "courier choose_courier"),
    (0.9, "return_policy how_to_return"),
    (0.9, "damaged quality_problem"),
    (0.9, "coupon coupon_claim"),
    (0.8, "return_policy return_opened refund_apply gift_return"),
    (0.8, "return_policy exchange"),
    (0.8, "quality_problem malfunction"),
    (0.8, "damaged missing_item wrong_item compensation"),
    (0.8, "quality_problem compensation exchange wrong_item"),
    (0.8, "warranty warranty_scope repair malfunction"),
    (0.8, "warranty_scope warranty_extend"),
    (0.8, "remote_area delivery_area international"),
    (0.8, "delivery_time order_arrival scheduled_delivery"),
    (0.8, "ship_time urge_shipping"),
    (0.8, "refund_progress refund_where refund_amount return_progress"),
    (0.8, "invoice invoice_kind invoice_when invoice_change invoice_missing"),
    (0.8, "coupon_claim coupon_use"),
    (0.8, "price_protection price_change"),
    (0.8, "shelf_life production_date"),
    (0.8, "wholesale bargain_quantity"),
    (0.8, "vip member_join"),
    (0.8, "cancel_order duplicate_order change_item"),
    (0.8, "tracking_number order_status logistics_stuck"),
    (0.6, "gift_wrap packaging"),
    (0.6, "payment_methods instalment cash_on_delivery"),
    (0.6, "restock preorder presale"),
    (0.6, "install doorstep"),
    (0.5, "shipping_fee remote_area"),
    (0.5, "delivery_time ship_time"),
    (0.5, "care usage"),
    (0.5, "material spec"),
    (0.5, "business_hours human"),
    (0.4, "ship_time order_arrival"),
    (0.4, "care shelf_life"),
    (0.4, "quality spec"),
    (0.4, "suitability usage"),
    (0.4, "photos quality"),
    (0.3, "return_policy return_freight"),
    (0.3, "size_advice options"),
    (0.3, "gift gift_wrap"),
    (0.3, "authenticity quality compensation"),
    (0.3, "presale ship_time"),
    (0.3, "parts repair"),
    (0.3, "change_address contact"),
)
AS_LIKELY = 0.5  # share of the likeliest intent's score that a further one needs to be taken in earnest
NEARLY = 0.9  # from here on the texts for one intent are looked through for the other


def _neighbours() -> dict[str, dict[str, float]]:
    near: dict[str, dict[str, float]] = {}
    for weight, row in _TOGETHER:
        intents = row.split()
        for one in intents:
            own = near.setdefault(one, {})
            own.update((other, max(weight, own.get(other, 0.0))) for other in intents if other != one)
    return near


_NEAR = _neighbours()


@dataclass(frozen=True, slots=True)
class Aim:
    """What a text is asked with: an intent and how sure that is."""

    intent: str
    label: Label
    score: float


@dataclass(frozen=True, slots=True)
class Aims:
    """The likely intents of a text, best first."""

    best: tuple[Aim, ...] = ()
    length: float = 0.0

    @staticmethod
    def of(aims: Iterable[Aim]) -> Aims:
        """Put intents in order; the sum of their squares is kept for comparisons."""
        ranked = tuple(sorted(sorted(aims, key=attrgetter("intent")), key=attrgetter("score"), reverse=True))
        return Aims(ranked, math.sqrt(math.fsum(aim.score * aim.score for aim in ranked)))

    def wants(self, other: Aims) -> bool:
        """Return whether both want the same first of all."""
        return bool(self.best and other.best) and self.best[0].intent == other.best[0].intent


NO_AIMS = Aims()


@dataclass(frozen=True, slots=True)
class Reach:
    """The aims of an ask, with how far each intent, or one that is answered together with it, serves them."""

    aims: Aims
    scores: Mapping[str, float]
    served: Mapping[str, float]

    @staticmethod
    def of(aims: Aims) -> Reach:
        """Prepare an ask for comparison with many texts."""
        served: dict[str, float] = {}
        scores: dict[str, float] = {}
        for aim in aims.best:
            root = math.sqrt(aim.score)
            for other, weight in ((aim.intent, 1.0), *_NEAR.get(aim.intent, {}).items()):
                served[other] = max(served.get(other, 0.0), root * weight)
                scores[other] = max(scores.get(other, 0.0), aim.score * weight)
        return Reach(aims, scores, served)

    def closeness(self, held: Aims) -> float:
        """Return how like the scores of ask and text are (a cosine; intents that go together count in part)."""
        if not self.aims.best or not held.best:
            return 0.0
        shared = sum(self.scores.get(aim.intent, 0.0) * aim.score for aim in held.best)
        return min(shared / (self.aims.length * held.length), 1.0)

    def agreement(self, held: Aims) -> float:
        """Return how sure it is that a text serves one of the aims."""
        served = self.served
        return max((served.get(aim.intent, 0.0) * math.sqrt(aim.score) for aim in held.best), default=0.0)

    def differs(self, held: Aims) -> float:
        """Return how sure it is that a text is on another matter, its label included."""
        if not self.aims.best or not held.best:
            return 0.0
        likely = [aim for aim in held.best if aim.score >= AS_LIKELY * held.best[0].score]
        first = self.aims.best[0]
        near = _NEAR.get(first.intent, {})
        if any(aim.label == first.label or aim.intent in near for aim in likely):
            return 0.0
        return math.sqrt(first.score * held.best[0].score)


def answered_together(intent: str) -> tuple[str, ...]:
    """Return the other intents that a text for this intent usually answers as well."""
    return tuple(other for other, weight in _NEAR.get(intent, {}).items() if weight >= NEARLY)


def read_aims(wordings: Iterable[str], intents: IntentIndex | None, *, goods: Sequence[str] = ()) -> Aims:
    """Return the intents that any of some wordings has; `goods` are the mentions of goods in them."""
    if intents is None:
        return NO_AIMS
    best: dict[str, Aim] = {}
    for wording in wordings:
        plain = normalize(wording)
        for mention in goods:
            plain = plain.replace(mention, PRODUCT)
        for scored in intents.classify_masked(mask(intents.slang.standardize(plain))):
            known = best.get(scored.intent.id)
            if scored.score > 0 and (known is None or known.score < scored.score):
                best[scored.intent.id] = Aim(scored.intent.id, scored.intent.label, scored.score)
    return Aims.of(best.values())
