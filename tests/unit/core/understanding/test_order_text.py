import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.shop.money import Money
from xiaoer.core.understanding.order_text import parse_order_text


def lines_of(text):
    return [(line.item, line.quantity, line.unit) for line in parse_order_text(text).lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("来两箱赣南脐橙和一箱苹果", [("赣南脐橙", 2, "箱"), ("苹果", 1, "箱")]),
        ("我要3件T恤,再来一双袜子", [("t恤", 3, "件"), ("袜子", 1, "双")]),
        ("五盒包邮吗", [("", 5, "盒")]),
        ("这单什么时候发", []),
        ("有两个订单要合到一块", []),
        ("都等一个星期啦", []),
        ("买了一台榨汁机也想开票", [("榨汁机", 1, "台")]),
        ("我买腊肠一袋再买香菇行不", [("腊肠", 1, "袋")]),
        ("拿六瓶可不可以走顺丰", [("", 6, "瓶")]),
        ("另外三双袜子 我想一起寄", [("袜子", 3, "双")]),
    ],
)
def test_goods_and_quantities_are_read(text, lines):
    assert lines_of(text) == lines


def test_options_belong_to_their_line():
    (line,) = parse_order_text("要3件白色T恤").lines
    assert (line.item, line.options) == ("t恤", ("白色",))


def test_a_price_for_one_is_no_sum():
    order = parse_order_text("要2袋,50一袋卖不卖")
    assert (order.lines[0].unit_price, order.amount) == (Money.yuan(50), None)


def test_a_sum_is_the_sum():
    assert parse_order_text("三箱苹果,一共99元").amount == Money.yuan(99)


@given(st.text(alphabet="我要来两三个箱盒苹果,。和加元块12一共的 ", max_size=30))
def test_any_text_parses(text):
    for line in parse_order_text(text).lines:
        assert line.quantity is None or line.quantity > 0
