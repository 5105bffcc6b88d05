"""Is an order told from its data only, with what is private masked?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.core.facts.cast import NOW, ZONE, untraced_numbers

from xiaoer.core.facts.orders import aspect_of, mask_address, mask_phone, state_order
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.order import LogisticsStep, Order, OrderLine

TITLES = {"X1": "桃桃X1 黑色 256G"}
SENT = Order(
    "20261101001",
    phone="13812345678",
    lines=(OrderLine("X1", 2), OrderLine("Y9", 1)),
    paid=Money(394950),
    status="已发货",
    created_at=NOW - timedelta(days=2),
    paid_at=NOW - timedelta(days=2),
    shipped_at=NOW - timedelta(days=1),
    carrier="顺丰速运",
    tracking_no="SF1390001",
    logistics=(
        LogisticsStep(NOW, "派送中"),
        LogisticsStep(NOW - timedelta(hours=9), "已到达杭州转运中心"),
    ),
    address="浙江省杭州市西湖区文三路90号3幢201室",
)


def told(aspect="status", **changes):
    return state_order(replace(SENT, **changes), aspect=aspect, titles=TITLES, zone=ZONE, now=NOW)


def test_a_sent_order_shows_its_parcel_and_last_step():
    assert told().text == (
        "您的订单20261101001目前状态:已发货。\n发货时间:11月9日 20:00\n快递:顺丰速运,运单号:SF1390001\n"
        "物流进展:11月10日 20:00 派送中\n商品:桃桃X1 黑色 256G×2、Y9×1\n实付金额:3949.5元"
    )


def test_an_order_that_waits_is_not_promised_a_date():
    text = told(status="待发货", shipped_at=None, carrier="", tracking_no="", logistics=()).text
    assert "还没有发货" in text
    assert "预计" not in text
    assert "小时" not in text


@pytest.mark.parametrize(
    ("aspect", "changes", "words"),
    [
        ("items", {}, "桃桃X1 黑色 256G×2、Y9×1"),
        ("paid", {}, "实付金额:3949.5元"),
        ("paid", {"status": "待付款"}, "还没有付款"),
        ("refund", {}, "没有退款记录"),
        ("refund", {"status": "退款中"}, "退款正在处理中"),
        ("refund", {"status": "已退款"}, "退款已完成"),
        ("logistics", {"logistics": ()}, "物流信息暂未更新"),
        ("logistics", {"status": "已签收", "signed_at": NOW}, "签收时间:11月10日 20:00"),
        ("status", {"status": "已取消"}, "已取消"),
        ("address", {}, "浙江省杭州市****"),
        ("address", {}, "138****5678"),
    ],
)
def test_each_side_of_an_order(aspect, changes, words):
    assert words in told(aspect, **changes).text


@pytest.mark.parametrize("aspect", ["status", "logistics", "refund", "items", "paid", "address"])
def test_phone_and_address_never_come_out_whole(aspect):
    statement = told(aspect)
    whole = statement.text + "".join(evidence.text for evidence in statement.evidence)
    for private in ("13812345678", "12345", "文三路", "西湖区", "201室"):
        assert private not in whole
    assert untraced_numbers(statement) == ()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("浙江省杭州市西湖区文三路1号", "浙江省杭州市****"),
        ("上海市浦东新区世纪大道8号", "上海市****"),
        ("广西壮族自治区南宁市青秀区1号", "广西壮族自治区南宁市****"),
        ("文三路90号", "****"),
        ("", "****"),
    ],
)
def test_an_address_keeps_its_region_at_most(address, shown):
    assert mask_address(address) == shown


@given(st.text(alphabet="0123456789+- ", max_size=20))
def test_a_masked_phone_hides_its_middle(phone):
    digits = "".join(filter(str.isdigit, phone))
    shown = "".join(filter(str.isdigit, mask_phone(phone)))
    assert len(shown) <= 7
    assert len(digits) < 5 or shown != digits


@pytest.mark.parametrize(
    ("intent", "aspect"),
    [
        ("order_status", "status"),
        ("logistics_status", "logistics"),
        ("delivery_time", "logistics"),
        ("refund_status", "refund"),
        ("signed_not_received", "logistics"),
        ("这个订单实付多少", "paid"),
        ("order_items", "items"),
        ("", "status"),
    ],
)
def test_intents_lead_to_a_side_of_the_order(intent, aspect):
    assert aspect_of(intent) == aspect


@pytest.mark.parametrize("status", ["待付款", "待支付", "已取消", "交易关闭"])
@pytest.mark.parametrize("aspect", ["status", "paid", "logistics"])
def test_what_was_not_paid_shows_no_payment(status, aspect):
    assert "实付金额" not in told(aspect, status=status, paid_at=None).text
