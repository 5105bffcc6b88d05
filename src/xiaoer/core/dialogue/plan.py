"""What shall be done with this message?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from xiaoer.core.dialogue.evidence import Evidence

Route = Literal["direct", "composed", "clarify", "unsure", "handoff", "refuse"]


class HandOffReason(StrEnum):
    """Why a talk goes to a person; a closed list."""

    USER_ASKED = "user_asked"
    KEYWORD = "keyword"
    TWO_MISSES = "two_misses"
    NEGATIVE_EMOTION = "negative_emotion"
    MONEY_DISPUTE = "money_dispute"
    POLICY_BLOCK = "policy_block"
    LOW_CONFIDENCE = "low_confidence"
    OUT_OF_SCOPE = "out_of_scope"
    VIP = "vip"
    SYSTEM_DEGRADED = "system_degraded"


@dataclass(frozen=True, slots=True)
class Direct:
    """Say words that come from data or a curated answer."""

    text: str
    evidence: tuple[Evidence, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Clarify:
    """Ask back; `product_ids` are the candidates that the shopper may pick from."""

    text: str
    evidence: tuple[Evidence, ...]
    rule: str
    product_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOff:
    """Bring in a person."""

    reason: HandOffReason
    rule: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """Decline, politely and without explaining the guard."""

    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Say the shop's unsure reply and offer a person; `near` are texts that may help though none surely answers."""

    rule: str
    near: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Compose:
    """Have the model word what the evidence says.

    `opening` is true whatever follows and may be shown at once. `otherwise` is what is done when the model is away,
    too slow, or says what the evidence does not bear out.
    """

    question: str
    evidence: tuple[Evidence, ...]
    rule: str
    otherwise: Unsure | HandOff
    opening: str = ""


Plan = Direct | Compose | Clarify | HandOff | Refuse | Unsure


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a guard decided about an incoming text."""

    action: Literal["allow", "handoff", "refuse"]
    reason: str = ""
    matched: str = ""
    hand_off: HandOffReason | None = None


ALLOW = Verdict("allow")
