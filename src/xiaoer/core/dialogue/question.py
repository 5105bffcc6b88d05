"""Who asks what, from where?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xiaoer.core.shop.promotion import Audience

CallerRole = Literal["user", "assistant"]
MAX_TEXT_CHARS = 2000  # longest message of a shopper; longer ones are refused, never cut


@dataclass(frozen=True, slots=True)
class PageContext:
    """What page the shopper is on, as the caller claims it; empty strings where unknown."""

    product_id: str = ""
    sku: str = ""
    order_id: str = ""
    tags: tuple[str, ...] = ()
    platform: str = ""
    username: str = ""


@dataclass(frozen=True, slots=True)
class Shopper:
    """The end user of a talk.

    `phone` is set only by a signed identity of the merchant's server: it proves which orders are hers.
    """

    key: str
    audiences: frozenset[Audience] = frozenset()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class HistoryTurn:
    """One earlier turn as a caller tells it: a claim, not a fact."""

    role: CallerRole
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One message of a shopper with all that came along with it."""

    text: str
    shopper: Shopper
    context: PageContext = PageContext()
    history: tuple[HistoryTurn, ...] = ()
