"""Which orders does an orders table state?"""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from xiaoer.core.shop.order import Order
from xiaoer.services.knowledge import cells, parts, wording
from xiaoer.services.knowledge.parts import Directory
from xiaoer.services.knowledge.rows import Loaded, Row, read_rows
from xiaoer.services.knowledge.source import RawTable

_STATUSES = {
    "待付款": "待付款 未付款 等待买家付款 待支付 未支付 unpaid pending",
    "待发货": "待发货 未发货 已付款 已支付 买家已付款 等待卖家发货 备货中 待出库 paid",
    "已发货": "已发货 卖家已发货 运输中 配送中 派送中 派件中 待收货 等待买家确认收货 在途 已出库 shipped",
    "已签收": "已签收 已收货 已完成 交易成功 交易完成 完成 确认收货 已妥投 签收 signed delivered completed",
    "已取消": "已取消 取消 交易关闭 已关闭 关闭 订单取消 cancelled canceled closed",
    "退款中": "退款中 退款处理中 申请退款 退货退款中 退货中 售后中 refunding",
    "已退款": "已退款 退款成功 退款完成 已退货退款 refunded",
}
_STATUS_OF = {cells.fold(word): status for status, words in _STATUSES.items() for word in words.split()}
_STATUS_WORDS = " / ".join(_STATUSES)
_NOT_BEFORE = (("paid_at", "created_at"), ("shipped_at", "created_at"), ("signed_at", "shipped_at"))


def read_orders(tables: Sequence[RawTable], zone: ZoneInfo, directory: Directory) -> Loaded[Order]:
    """Return the orders of these tables."""

    def read(row: Row) -> Order | None:
        return _read(row, zone, directory)

    return read_rows(tables, read, lambda order: order.order_id, keeps_extras=False)


def _read(row: Row, zone: ZoneInfo, directory: Directory) -> Order | None:
    order_id = row.id("order_id")
    if not order_id and not row.faulted("order_id"):
        row.fail("order_id", wording.REQUIRED)
    order = Order(
        order_id=order_id,
        phone=row.take("phone", cells.read_phone(row.cell("phone"))) or "",
        lines=row.take("items", parts.split_lines(row.id("items"), directory)) or (),
        paid=row.money("paid"),
        status=_status(row),
        created_at=row.start("created_at", zone),
        paid_at=row.start("paid_at", zone),
        shipped_at=row.start("shipped_at", zone),
        signed_at=row.start("signed_at", zone),
        carrier=row.text("carrier"),
        tracking_no=row.id("tracking_no"),
        logistics=row.take("logistics", parts.split_steps(row.text("logistics"), zone)) or (),
        address=row.text("address"),
    )
    if row.failed:
        return None
    _doubt(row, order, directory)
    return order


def _status(row: Row) -> str:
    text = row.text("status")
    status = _STATUS_OF.get(cells.fold(text), "")
    if text and not status:
        row.fail("status", wording.NOT_IN_CLOSED_SET.format(cell=text, allowed=_STATUS_WORDS))
    elif not text:
        row.fail("status", wording.REQUIRED)
    return status


def _doubt(row: Row, order: Order, directory: Directory) -> None:
    if not order.phone:
        row.warn("phone", wording.NO_PHONE)
    for line in order.lines:
        if directory.goods.skus and line.sku not in directory.goods.skus:
            row.warn("items", wording.UNKNOWN_SKU.format(key=line.sku))
    moments = {
        "created_at": order.created_at,
        "paid_at": order.paid_at,
        "shipped_at": order.shipped_at,
        "signed_at": order.signed_at,
    }
    for later, earlier in _NOT_BEFORE:
        after, before = moments[later], moments[earlier]
        if after is not None and before is not None and after < before:
            row.warn(later, wording.TIME_ORDER.format(earlier=row.titles.get(earlier, earlier)))
