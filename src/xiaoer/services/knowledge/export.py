"""How is a shop written back into the merchant's own file formats?

What is written reads back as the same shop: exporting and importing again changes nothing.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from xiaoer.core.shop.knowledge import FaqEntry, PolicyPassage, Words
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.product import Pairs, Sku
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind, Scope
from xiaoer.core.shop.shop import Shop
from xiaoer.services.knowledge import columns
from xiaoer.services.knowledge.source import TableKind
from xiaoer.services.knowledge.times import FOREVER

_KINDS = {
    PromotionKind.FULL_REDUCTION: "满减",
    PromotionKind.PER_REDUCTION: "每满减",
    PromotionKind.COUPON: "优惠券",
    PromotionKind.DISCOUNT: "折扣",
    PromotionKind.GIFT: "赠品",
    PromotionKind.PRESALE: "预售",
    PromotionKind.NOTE: "说明",
}
_AUDIENCES = {Audience.EVERYONE: "全部", Audience.VIP: "VIP", Audience.NEW_CUSTOMER: "新客"}
_BREAKS_PAIRS = re.compile(r"[;；|｜\n=＝:：,，、{}]")
_BREAKS_LISTS = re.compile(r"[、;；,，]")


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export: its path within the folder and its text."""

    path: str
    text: str


def export_shop(shop: Shop, orders: Sequence[Order]) -> tuple[ExportedFile, ...]:
    """Return the files that state this shop."""
    zone = ZoneInfo(shop.profile.timezone)
    tables = (
        _table("products", [sku_cells(sku) for sku in shop.skus]),
        _table("faq", [faq_cells(faq, zone) for faq in shop.faqs]),
        _table("promotions", [promotion_cells(promotion, zone) for promotion in shop.promotions]),
        _table("orders", [order_cells(order, zone) for order in orders]),
    )
    return (
        ExportedFile("shop.toml", profile_text(shop.profile)),
        *(file for file in tables if file is not None),
        *_policy_files(shop.policies, zone),
        *_word_files(shop.words),
    )


def _table(kind: TableKind, rows: Sequence[Sequence[str]]) -> ExportedFile | None:
    if not rows:
        return None
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(chinese for _, chinese in columns.headings(kind))
    writer.writerows(rows)
    return ExportedFile(f"{kind}.csv", text.getvalue())


def sku_cells(sku: Sku) -> tuple[str, ...]:
    """Return a SKU as a row of the product table."""
    return (
        sku.sku,
        sku.product_id,
        sku.name,
        _list(sku.aliases),
        sku.category,
        sku.brand,
        _pairs(sku.options),
        _money(sku.price),
        _money(sku.list_price),
        "" if sku.stock is None else str(sku.stock),
        "" if sku.restock_at is None else sku.restock_at.isoformat(),
        _pairs(sku.attributes),
        sku.description,
        sku.url,
        "上架" if sku.on_sale else "下架",
    )


def faq_cells(faq: FaqEntry, zone: ZoneInfo) -> tuple[str, ...]:
    """Return a question with its answer as a row of their table."""
    return (
        faq.faq_id,
        faq.question,
        "|".join(faq.similar),
        faq.answer,
        faq.category,
        faq.stage,
        faq.product_id,
        time_text(faq.window.starts_at, zone),
        time_text(faq.window.ends_at, zone),
    )


def promotion_cells(promotion: Promotion, zone: ZoneInfo) -> tuple[str, ...]:
    """Return a promotion as a row of its table."""
    return (
        promotion.promotion_id,
        promotion.name,
        _KINDS[promotion.kind],
        _money(promotion.threshold),
        _money(promotion.amount)
        if promotion.rate is None
        else _decimal(promotion.rate.numerator, promotion.rate.denominator),
        promotion.gift,
        _scope(promotion.scope),
        _AUDIENCES[promotion.audience],
        "是" if promotion.stackable else "否",
        time_text(promotion.starts_at, zone),
        time_text(promotion.ends_at, zone),
        promotion.description,
    )


def order_cells(order: Order, zone: ZoneInfo) -> tuple[str, ...]:
    """Return an order as a row of its table."""
    return (
        order.order_id,
        order.phone,
        "|".join(f"{line.sku}×{line.quantity}" for line in order.lines),
        _money(order.paid),
        order.status,
        time_text(order.created_at, zone),
        time_text(order.paid_at, zone),
        time_text(order.shipped_at, zone),
        time_text(order.signed_at, zone),
        order.carrier,
        order.tracking_no,
        "|".join(f"{time_text(step.at, zone)} {step.text}" for step in order.logistics),
        order.address,
    )


def profile_text(profile: Profile) -> str:
    """Return the text of a shop.toml."""
    entries: tuple[tuple[str, str | tuple[str, ...]], ...] = (
        ("name", profile.name),
        ("categories", profile.categories),
        ("timezone", profile.timezone),
        ("assistant_name", profile.assistant_name),
        ("principles", profile.principles),
        ("unsure_reply", profile.unsure_reply),
        ("handoff_words", profile.handoff_words),
        ("sensitive_words", profile.sensitive_words),
        ("business_hours", profile.business_hours),
    )
    # TOML reads the strings and the lists of strings of JSON.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in entries)


def _policy_files(passages: Sequence[PolicyPassage], zone: ZoneInfo) -> Iterable[ExportedFile]:
    files: dict[str, list[PolicyPassage]] = {}
    for passage in passages:
        files.setdefault(passage.passage_id.rpartition("#")[0], []).append(passage)
    for name, members in files.items():
        text = "\n\n".join(_passage_text(passage, zone) for passage in members)
        yield ExportedFile(f"policies/{name}.md", f"# {members[0].topic}\n\n{text}\n")


def _passage_text(passage: PolicyPassage, zone: ZoneInfo) -> str:
    starts_at, ends_at = passage.window.starts_at, passage.window.ends_at
    window = f"有效期: {time_text(starts_at, zone)} ~ {time_text(ends_at, zone)}\n" if starts_at or ends_at else ""
    return f"## {passage.heading}\n{window}{passage.text}"


def _word_files(words: Words) -> Iterable[ExportedFile]:
    slang = tuple(f"{word}\t{standard}" for word, standard in words.slang)
    lists = (("sensitive.txt", words.sensitive), ("banned.txt", words.banned), ("slang.tsv", slang))
    return (ExportedFile(f"words/{name}", "\n".join(lines) + "\n") for name, lines in lists if lines)


def _list(entries: tuple[str, ...]) -> str:
    text = "|".join(entries)
    # A lone entry with a comma in it ends with the bar, lest the comma be read as parting two entries.
    return f"{text}|" if len(entries) == 1 and _BREAKS_LISTS.search(text) else text


def _pairs(pairs: Pairs) -> str:
    if any(_BREAKS_PAIRS.search(part) for pair in pairs for part in pair):
        return json.dumps(dict(pairs), ensure_ascii=False)
    return ";".join(f"{name}={value}" for name, value in pairs)


def _scope(scope: Scope) -> str:
    parts = (("类目", scope.categories), ("sku", scope.skus), ("商品", scope.products))
    return ";".join(f"{name}={_list(values)}" for name, values in parts if values) or "全场"


def _money(money: Money | None) -> str:
    return "" if money is None else _decimal(money.fen, 100)


def _decimal(numerator: int, denominator: int) -> str:
    return f"{Decimal(numerator) / Decimal(denominator):f}"


def time_text(at: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment as a cell tells it."""
    if at is None:
        return ""
    if at >= FOREVER:
        return "长期"
    local = at.astimezone(zone)
    return local.strftime("%Y-%m-%d %H:%M" + (":%S" if local.second else ""))
