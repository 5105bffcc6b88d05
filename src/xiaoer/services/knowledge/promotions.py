"""Which promotions does a promotions table state?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from xiaoer.core.shop.money import ZERO, Money
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind, Scope
from xiaoer.services.knowledge import cells, parts, wording
from xiaoer.services.knowledge.cells import Fault
from xiaoer.services.knowledge.parts import Directory
from xiaoer.services.knowledge.rows import Loaded, Row, read_rows
from xiaoer.services.knowledge.source import Cell, RawTable

_KINDS = {
    PromotionKind.FULL_REDUCTION: "满减 满额减 店铺满减 跨店满减 满额立减 阶梯满减 立减 直降 fullreduction",
    PromotionKind.PER_REDUCTION: "每满减 每满 每满立减 循环满减 跨店每满减 上不封顶满减 perreduction",
    PromotionKind.COUPON: "优惠券 券 代金券 抵用券 红包 店铺券 满减券 无门槛券 优惠卷 现金券 coupon",
    PromotionKind.DISCOUNT: "折扣 打折 限时折扣 限时打折 折上折 满折 discount",
    PromotionKind.GIFT: "赠品 满赠 买赠 赠送 送礼 满送 买送 gift",
    PromotionKind.PRESALE: "预售 定金预售 定金膨胀 付定立减 预定 presale",
    PromotionKind.NOTE: "说明 公告 通知 规则 活动说明 提示 note",
}
_KIND_OF = {cells.fold(word).replace("_", ""): kind for kind, words in _KINDS.items() for word in words.split()}
_KIND_WORDS = " / ".join(words.split()[0] for words in _KINDS.values())
_AUDIENCES = {
    Audience.EVERYONE: "全部 所有人 所有用户 全部用户 全员 全体 不限 所有顾客 全部顾客 无 all everyone",
    Audience.VIP: "VIP 会员 VIP会员 店铺会员 老会员 VIP用户 会员专享 vip客户",
    Audience.NEW_CUSTOMER: "新客 新人 新用户 首单 首单用户 新客户 新顾客 店铺新客 new newcustomer",
}
_AUDIENCE_OF = {cells.fold(word): audience for audience, words in _AUDIENCES.items() for word in words.split()}
_AUDIENCE_WORDS = "全部 / VIP / 新客"
_BEFORE_THRESHOLD = re.compile(r"^\s*(?:每?满|定金|单笔满|实付满)\s*")
_BEFORE_AMOUNT = re.compile(r"^\s*(?:立减|减|优惠|省|抵扣?|返|[-−－](?=\s*[\d￥¥]))\s*")
_NO_THRESHOLD = frozenset({"无门槛", "无", "无限制", "不限"})


def read_promotions(tables: Sequence[RawTable], zone: ZoneInfo, directory: Directory) -> Loaded[Promotion]:
    """Return the promotions of these tables."""

    def read(row: Row) -> Promotion | None:
        return _read(row, zone, directory)

    return read_rows(tables, read, lambda promotion: promotion.promotion_id, keeps_extras=True)


def _read(row: Row, zone: ZoneInfo, directory: Directory) -> Promotion | None:
    kind = _kind(row)
    starts_at, ends_at = _window(row, zone)
    scope = _scope(row, directory)
    audience = _audience(row)
    stackable = row.take("stackable", cells.read_yes_no(row.cell("stackable"))) or False
    name = row.text("name")
    promotion_id = row.id("id") or name
    if not promotion_id:
        row.fail("id", wording.REQUIRED)
    if kind is None or starts_at is None or ends_at is None:
        return None
    plain = Promotion(
        promotion_id=promotion_id,
        name=name or row.text("description") or promotion_id,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        threshold=_threshold(row),
        gift=row.text("gift"),
        scope=scope,
        audience=audience,
        stackable=stackable,
        description=_description(row),
    )
    whole = _with_amount(row, plain)
    _demand(row, whole)
    return None if row.failed else whole


def _kind(row: Row) -> PromotionKind | None:
    text = row.required("kind")
    kind = _KIND_OF.get(cells.fold(text).replace("_", "").replace("-", ""))
    if text and kind is None:
        row.fail("kind", wording.NOT_IN_CLOSED_SET.format(cell=text, allowed=_KIND_WORDS))
    return kind


def _window(row: Row, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    starts_at, ends_at = row.start("starts_at", zone), row.end("ends_at", zone)
    for column, moment in (("starts_at", starts_at), ("ends_at", ends_at)):
        if moment is None and not row.faulted(column):
            row.fail(column, wording.REQUIRED)
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        row.fail("ends_at", wording.END_BEFORE_START)
    return starts_at, ends_at


def _scope(row: Row, directory: Directory) -> Scope:
    return row.take("scope", parts.read_scope(row.text("scope"), directory)) or Scope()


def _audience(row: Row) -> Audience:
    text = row.text("audience")
    audience = _AUDIENCE_OF.get(cells.fold(text)) if text else Audience.EVERYONE
    if audience is None:
        row.fail("audience", wording.NOT_IN_CLOSED_SET.format(cell=text, allowed=_AUDIENCE_WORDS))
    return audience or Audience.EVERYONE


def _threshold(row: Row) -> Money | None:
    cell = row.cell("threshold")
    if isinstance(cell, str):
        if cells.fold(cell) in _NO_THRESHOLD:
            return ZERO
        cell = _BEFORE_THRESHOLD.sub("", cell)
    return row.take("threshold", cells.read_money(cell))


def _with_amount(row: Row, plain: Promotion) -> Promotion:
    cell: Cell = row.cell("amount")
    if plain.kind is PromotionKind.DISCOUNT:
        return replace(plain, rate=_rate(row, cell))
    if isinstance(cell, str):
        if "折" in cell and not isinstance(cells.read_discount(cell), Fault):
            row.fail("amount", wording.AMOUNT_IS_RATE.format(cell=cell.strip()))
            return plain
        if plain.kind in (PromotionKind.NOTE, PromotionKind.GIFT):
            # What a note or a gift is worth is said in words, never reckoned with.
            return plain
        if not cell.strip().startswith(("-", "−", "－")):
            cell = _BEFORE_AMOUNT.sub("", cell)
    return replace(plain, amount=row.take("amount", cells.read_money(cell)))


def _rate(row: Row, cell: Cell) -> Fraction | None:
    return row.take("amount", cells.read_discount(cell))


def _demand(row: Row, promotion: Promotion) -> None:
    """Note what a promotion of this kind cannot be reckoned without."""
    threshold, amount = promotion.threshold, promotion.amount
    paid_off = amount is not None and amount > ZERO
    match promotion.kind:
        case PromotionKind.DISCOUNT:
            _insist(row, "amount", promotion.rate is not None, wording.RATE_REQUIRED)
        case PromotionKind.GIFT:
            _insist(row, "gift", bool(promotion.gift), wording.GIFT_REQUIRED)
        case PromotionKind.PRESALE:
            _insist(row, "threshold", threshold is not None and threshold > ZERO, wording.DEPOSIT_REQUIRED)
            _insist(row, "amount", paid_off, wording.PRESALE_AMOUNT_REQUIRED)
        case PromotionKind.PER_REDUCTION:
            _insist(row, "threshold", threshold is not None and threshold > ZERO, wording.THRESHOLD_REQUIRED)
            _insist(row, "amount", paid_off, wording.AMOUNT_REQUIRED)
        case PromotionKind.FULL_REDUCTION | PromotionKind.COUPON:
            _insist(row, "amount", paid_off, wording.AMOUNT_REQUIRED)
        case PromotionKind.NOTE:
            pass
    if not row.failed:
        _doubt(row, promotion)


def _insist(row: Row, column: str, there: bool, reason: str) -> None:
    if not there and not row.faulted(column):
        row.fail(column, reason)


def _doubt(row: Row, promotion: Promotion) -> None:
    """Warn of figures that can be reckoned with but look mistaken."""
    threshold, amount = promotion.threshold, promotion.amount
    if promotion.kind is PromotionKind.FULL_REDUCTION and threshold is None:
        row.warn("threshold", wording.THRESHOLD_EMPTY)
    if threshold is None or amount is None or threshold <= ZERO:
        return
    if promotion.kind is PromotionKind.PRESALE and amount < threshold:
        row.warn("amount", wording.AMOUNT_UNDER_DEPOSIT)
    if promotion.kind in (PromotionKind.FULL_REDUCTION, PromotionKind.PER_REDUCTION) and amount > threshold:
        row.warn("amount", wording.AMOUNT_OVER_THRESHOLD)


def _description(row: Row) -> str:
    extras = [f"{title}: {text}" for title, text in row.extras()]
    return "\n".join(filter(None, (row.text("description"), *extras)))
