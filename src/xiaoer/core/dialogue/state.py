"""What is the talk about so far?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xiaoer.core.shop.product import Pairs

Pending = Literal["", "product", "order", "phone_tail"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the model read of one turn and what was said in the end; the next prompt begins with it."""

    asked: str
    said: str


@dataclass(frozen=True, slots=True)
class DialogueState:
    """What earlier turns leave behind for the next; made by the server, never by a caller.

    `pending` names what the last reply asked for; `candidates` the products it listed.
    """

    product_ids: tuple[str, ...] = ()  #: most recent first
    skus: tuple[str, ...] = ()  #: the variants that were last talked about
    options: Pairs = ()
    intent: str = ""  #: of the last ask that was about the shop
    attribute: str = ""
    said: str = ""  #: the words of that ask, or of the one on which it leant
    told: tuple[str, ...] = ()  #: ids of the curated texts in the last reply
    quantity: int | None = None
    basket: tuple[tuple[str, int], ...] = ()  #: SKUs and pieces of the sum that was told last
    order_id: str = ""
    proven_order: str = ""  #: the order that she has shown to be hers in this talk
    pending: Pending = ""
    candidates: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()  #: goods that some reply has put side by side, while the talk is about them
    misses: int = 0  #: unsure replies in a row
    exchanges: tuple[Exchange, ...] = ()  #: with the model, oldest first


FRESH = DialogueState()
