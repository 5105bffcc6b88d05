"""How is a noun of the shop written into an item of a version, and read back?

A body is canonical JSON: sorted keys, no blanks, fields at their default left out. Equal nouns have equal bodies, and
a field that a later release adds changes no body that does not use it. An explicit 0 is written, None is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TypedDict, cast

from xiaoer.core.shop.knowledge import FaqEntry, PolicyPassage, Window, Words
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.product import Pairs, Sku
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind, Scope
from xiaoer.core.shop.shop import Shop
from xiaoer.ports import Item

PROFILE_KEY = "profile"
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_LISTS = ("sensitive", "banned", "slang")


class _SkuWire(TypedDict, total=False):
    sku: str
    product_id: str
    name: str
    aliases: list[str]
    category: str
    brand: str
    options: list[list[str]]
    price: int
    list_price: int
    stock: int
    restock_at: str
    attributes: list[list[str]]
    description: str
    url: str
    off_sale: bool


class _FaqWire(TypedDict, total=False):
    id: str
    question: str
    answer: str
    similar: list[str]
    category: str
    stage: str
    product_id: str
    starts_at: str
    ends_at: str


class _PolicyWire(TypedDict, total=False):
    id: str
    topic: str
    heading: str
    text: str
    starts_at: str
    ends_at: str


class _PromotionWire(TypedDict, total=False):
    id: str
    name: str
    kind: str
    starts_at: str
    ends_at: str
    threshold: int
    amount: int
    rate: str
    gift: str
    categories: list[str]
    skus: list[str]
    products: list[str]
    audience: str
    stackable: bool
    description: str


class _ProfileWire(TypedDict, total=False):
    name: str
    categories: list[str]
    timezone: str
    assistant_name: str
    principles: list[str]
    unsure_reply: str
    handoff_words: list[str]
    sensitive_words: list[str]
    business_hours: str


class _WordWire(TypedDict, total=False):
    list: str
    word: str
    standard: str


def encode_shop(shop: Shop) -> tuple[Item, ...]:
    """Return every item of a shop, in the order of its data."""
    return (
        profile_item(shop.profile),
        *map(sku_item, shop.skus),
        *map(faq_item, shop.faqs),
        *map(promotion_item, shop.promotions),
        *map(policy_item, shop.policies),
        *word_items(shop.words),
    )


def decode_shop(items: Iterable[Item], *, shop_id: str, version: int, stated_at: datetime) -> Shop:
    """Return the shop that these items state; without a profile item, its id is its name."""
    profile = Profile(name=shop_id)
    skus: list[Sku] = []
    faqs: list[FaqEntry] = []
    policies: list[PolicyPassage] = []
    promotions: list[Promotion] = []
    words: list[Item] = []
    for item in items:
        match item.kind:
            case "sku":
                skus.append(decode_sku(item.body))
            case "faq":
                faqs.append(decode_faq(item.body))
            case "promotion":
                promotions.append(decode_promotion(item.body))
            case "policy":
                policies.append(decode_policy(item.body))
            case "words":
                words.append(item)
            case "profile":
                profile = decode_profile(item.body)
    return Shop(
        shop_id, version, stated_at, profile,
        tuple(skus), tuple(faqs), tuple(policies), tuple(promotions), decode_words(words),
    )  # fmt: skip


def profile_item(profile: Profile) -> Item:
    """Return the item of the shop's settings."""
    body = _body(
        name=profile.name,
        categories=profile.categories,
        timezone=profile.timezone,
        assistant_name=profile.assistant_name,
        principles=profile.principles,
        unsure_reply=profile.unsure_reply,
        handoff_words=profile.handoff_words,
        sensitive_words=profile.sensitive_words,
        business_hours=profile.business_hours,
    )
    return Item("profile", PROFILE_KEY, body)


def decode_profile(body: str) -> Profile:
    """Return the shop's settings."""
    wire = cast("_ProfileWire", json.loads(body))
    return Profile(
        name=wire.get("name", ""),
        categories=tuple(wire.get("categories", ())),
        timezone=wire["timezone"],
        assistant_name=wire.get("assistant_name", ""),
        principles=tuple(wire.get("principles", ())),
        unsure_reply=wire.get("unsure_reply", ""),
        handoff_words=tuple(wire.get("handoff_words", ())),
        sensitive_words=tuple(wire.get("sensitive_words", ())),
        business_hours=wire.get("business_hours", ""),
    )


def sku_item(sku: Sku) -> Item:
    """Return the item of a SKU."""
    body = _body(
        sku=sku.sku,
        product_id=sku.product_id,
        name=sku.name,
        aliases=sku.aliases,
        category=sku.category,
        brand=sku.brand,
        options=sku.options,
        price=_fen(sku.price),
        list_price=_fen(sku.list_price),
        stock=sku.stock,
        restock_at=None if sku.restock_at is None else sku.restock_at.isoformat(),
        attributes=sku.attributes,
        description=sku.description,
        url=sku.url,
        off_sale=None if sku.on_sale else True,
    )
    return Item("sku", sku.sku, body)


def decode_sku(body: str) -> Sku:
    """Return the SKU of a body."""
    wire = cast("_SkuWire", json.loads(body))
    restock_at = wire.get("restock_at")
    return Sku(
        sku=wire.get("sku", ""),
        product_id=wire.get("product_id", ""),
        name=wire.get("name", ""),
        aliases=tuple(wire.get("aliases", ())),
        category=wire.get("category", ""),
        brand=wire.get("brand", ""),
        options=_pairs(wire.get("options", [])),
        price=_money(wire.get("price")),
        list_price=_money(wire.get("list_price")),
        stock=wire.get("stock"),
        restock_at=None if restock_at is None else date.fromisoformat(restock_at),
        attributes=_pairs(wire.get("attributes", [])),
        description=wire.get("description", ""),
        url=wire.get("url", ""),
        on_sale=not wire.get("off_sale", False),
    )


def faq_item(faq: FaqEntry) -> Item:
    """Return the item of a question with its answer."""
    body = _body(
        id=faq.faq_id,
        question=faq.question,
        answer=faq.answer,
        similar=faq.similar,
        category=faq.category,
        stage=faq.stage,
        product_id=faq.product_id,
        starts_at=_time(faq.window.starts_at),
        ends_at=_time(faq.window.ends_at),
    )
    return Item("faq", faq.faq_id, body)


def decode_faq(body: str) -> FaqEntry:
    """Return the question with its answer of a body."""
    wire = cast("_FaqWire", json.loads(body))
    return FaqEntry(
        faq_id=wire.get("id", ""),
        question=wire.get("question", ""),
        answer=wire.get("answer", ""),
        similar=tuple(wire.get("similar", ())),
        category=wire.get("category", ""),
        stage=wire.get("stage", ""),
        product_id=wire.get("product_id", ""),
        window=Window(_moment(wire.get("starts_at")), _moment(wire.get("ends_at"))),
    )


def policy_item(passage: PolicyPassage) -> Item:
    """Return the item of a policy passage."""
    body = _body(
        id=passage.passage_id,
        topic=passage.topic,
        heading=passage.heading,
        text=passage.text,
        starts_at=_time(passage.window.starts_at),
        ends_at=_time(passage.window.ends_at),
    )
    return Item("policy", passage.passage_id, body)


def decode_policy(body: str) -> PolicyPassage:
    """Return the policy passage of a body."""
    wire = cast("_PolicyWire", json.loads(body))
    return PolicyPassage(
        passage_id=wire.get("id", ""),
        topic=wire.get("topic", ""),
        heading=wire.get("heading", ""),
        text=wire.get("text", ""),
        window=Window(_moment(wire.get("starts_at")), _moment(wire.get("ends_at"))),
    )


def promotion_item(promotion: Promotion) -> Item:
    """Return the item of a promotion."""
    body = _body(
        id=promotion.promotion_id,
        name=promotion.name,
        kind=promotion.kind.value,
        starts_at=_time(promotion.starts_at),
        ends_at=_time(promotion.ends_at),
        threshold=_fen(promotion.threshold),
        amount=_fen(promotion.amount),
        rate=None if promotion.rate is None else str(promotion.rate),
        gift=promotion.gift,
        categories=promotion.scope.categories,
        skus=promotion.scope.skus,
        products=promotion.scope.products,
        audience=promotion.audience.value,
        stackable=promotion.stackable or None,
        description=promotion.description,
    )
    return Item("promotion", promotion.promotion_id, body)


def decode_promotion(body: str) -> Promotion:
    """Return the promotion of a body."""
    wire = cast("_PromotionWire", json.loads(body))
    rate = wire.get("rate")
    return Promotion(
        promotion_id=wire.get("id", ""),
        name=wire.get("name", ""),
        kind=PromotionKind(wire["kind"]),
        starts_at=datetime.fromisoformat(wire["starts_at"]),
        ends_at=datetime.fromisoformat(wire["ends_at"]),
        threshold=_money(wire.get("threshold")),
        amount=_money(wire.get("amount")),
        rate=None if rate is None else Fraction(rate),
        gift=wire.get("gift", ""),
        scope=Scope(tuple(wire.get("categories", ())), tuple(wire.get("skus", ())), tuple(wire.get("products", ()))),
        audience=Audience(wire["audience"]),
        stackable=wire.get("stackable", False),
        description=wire.get("description", ""),
    )


def word_items(words: Words) -> tuple[Item, ...]:
    """Return one item for each word of the shop's lists; the key begins with the list's name."""
    plain = [("sensitive", word) for word in words.sensitive] + [("banned", word) for word in words.banned]
    return (
        *(Item("words", f"{name}/{word}", _body(list=name, word=word)) for name, word in plain),
        *(
            Item("words", f"slang/{word}", _body(list="slang", word=word, standard=standard))
            for word, standard in words.slang
        ),
    )


def decode_words(items: Sequence[Item]) -> Words:
    """Return the word lists that these items make up."""
    wires = [cast("_WordWire", json.loads(item.body)) for item in items]
    sensitive, banned, slang = (tuple(wire for wire in wires if wire["list"] == name) for name in _LISTS)
    return Words(
        tuple(wire.get("word", "") for wire in sensitive),
        tuple(wire.get("word", "") for wire in banned),
        tuple((wire.get("word", ""), wire.get("standard", "")) for wire in slang),
    )


def order_body(order: Order) -> str:
    """Return an order as canonical JSON, to compare two states of it; orders are no items of a version."""
    return _body(
        order_id=order.order_id,
        phone=order.phone,
        items=[[line.sku, str(line.quantity)] for line in order.lines],
        paid=_fen(order.paid),
        status=order.status,
        created_at=_time(order.created_at),
        paid_at=_time(order.paid_at),
        shipped_at=_time(order.shipped_at),
        signed_at=_time(order.signed_at),
        carrier=order.carrier,
        tracking_no=order.tracking_no,
        logistics=[[_time(step.at), step.text] for step in order.logistics],
        address=order.address,
    )


def _body(**fields: object) -> str:
    # 0 and False are values; what says nothing is left out.
    stated = {
        name: value for name, value in fields.items() if value is not None and value != "" and value not in ((), [])
    }
    return _CANONICAL.encode(stated)


def _fen(money: Money | None) -> int | None:
    return None if money is None else money.fen


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _pairs(wire: list[list[str]]) -> Pairs:
    return tuple((name, value) for name, value in wire)
