"""What bears out the answer?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from xiaoer.core.shop.product import Sku

EvidenceKind = Literal["product", "sku", "faq", "policy", "promotion", "order", "profile", "computed", "text"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of the shop's data that an answer rests on; `text` holds every fact that may be said from it."""

    kind: EvidenceKind
    id: str
    title: str
    text: str
    stated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A curated text that may answer the ask; `score` is the estimated chance (0..1) that it does.

    `stands_alone` says that no other text comes near it, which makes a middling chance a good one.
    """

    kind: Literal["faq", "policy"]
    id: str
    title: str
    text: str
    score: float
    product_id: str = ""
    stage: str = ""
    stands_alone: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A SKU with its price and stock as read from the catalog at `read_at`."""

    sku: Sku
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Statement:
    """Words computed from data, with all that they rest on and the rule that made them."""

    text: str
    evidence: tuple[Evidence, ...]
    rule: str
