"""What does the shopper want?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from xiaoer.core.shop.money import Money
from xiaoer.core.shop.product import Pairs


class Label(StrEnum):
    """The eighteen coarse intents by which understanding is measured."""

    SHIPPING_FEE = "shipping_fee"
    DELIVERY_TIME = "delivery_time"
    LOGISTICS_STATUS = "logistics_status"
    PRICE_BARGAIN = "price_bargain"
    PROMOTION = "promotion"
    STOCK = "stock"
    PRODUCT_SPEC = "product_spec"
    INVOICE = "invoice"
    RETURN_EXCHANGE = "return_exchange"
    REFUND = "refund"
    WARRANTY = "warranty"
    PAYMENT = "payment"
    ORDER_CHANGE = "order_change"
    COMPLAINT = "complaint"
    HUMAN = "human"
    GREETING = "greeting"
    THANKS_BYE = "thanks_bye"
    OTHER = "other"


class Family(StrEnum):
    """Which part of the shop's data answers an intent; the question pack assigns one to each."""

    PRICE = "price"
    STOCK = "stock"
    OPTIONS = "options"
    SPEC = "spec"
    COMPARE = "compare"
    RECOMMEND = "recommend"
    PROMOTION = "promotion"
    CHECKOUT = "checkout"  #: the sum to pay
    BARGAIN = "bargain"
    ORDER = "order"  #: status and logistics of one order
    KNOWLEDGE = "knowledge"  #: questions and answers, policies
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    SMALL_TALK = "small_talk"
    HUMAN = "human"
    COMPLAINT = "complaint"
    UNKNOWN = "unknown"


class Sentiment(StrEnum):
    """The mood of a message."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"


Origin = Literal["named", "page", "talk"]


@dataclass(frozen=True, slots=True)
class ProductMatch:
    """Which goods an ask is about.

    `product_ids` holds one id when the shopper's words are clear, several when they fit several products
    equally well (best first). `skus` are the variants left after the option values that she named.
    """

    mention: str
    product_ids: tuple[str, ...]
    skus: tuple[str, ...]
    options: Pairs = ()
    score: float = 1.0  #: 0..1, how sure the match is
    origin: Origin = "named"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of time that the shopper named, `start <= t < end` (aware)."""

    text: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item of a basket that the shopper describes."""

    match: ProductMatch
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Entities:
    """The typed values found in an ask."""

    products: tuple[ProductMatch, ...] = ()
    basket: tuple[Wanted, ...] = ()  #: for sums to pay; follows `products`, with quantities
    carried: int = 0  #: how many lines of the basket, from the first, stood in the sum that was told before
    attribute: str = ""  #: the specification asked for, in the shopper's words, such as 电池
    option_name: str = ""  #: the option asked for, such as 颜色
    quantity: int | None = None
    counted_in: str = ""  #: the words that count the goods, where an earlier clause does: 买3份有优惠吗,多少钱
    amounts: tuple[Money, ...] = ()
    spans: tuple[TimeSpan, ...] = ()
    order_id: str = ""
    phone_tail: str = ""  #: four digits


@dataclass(frozen=True, slots=True)
class Ask:
    """One question within a message, standing on its own."""

    text: str
    intent: str  #: id in the question pack
    label: Label
    family: Family
    confidence: float  #: 0..1
    entities: Entities = Entities()
    before: str = ""  #: the question asked before it, on which its words may lean: 包邮吗, then 新疆呢


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message means; `asks` is never empty."""

    text: str
    normalized: str
    standalone: str  #: the message with what it leaves out filled in from the talk
    asks: tuple[Ask, ...]
    sentiment: Sentiment = Sentiment.NEUTRAL
    anger: float = 0.0  #: 0..1
