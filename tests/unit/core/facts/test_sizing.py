"""Is the size told that fits the measures of a body, by the shop's own table?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.core.facts.cast import a_topic, untraced_numbers

from xiaoer.core.facts.sizing import Extent, read_extents, state_size
from xiaoer.testing.factories import a_sku

TABLE = (("M码", "胸围100cm 适合95-110斤"), ("L码", "胸围104cm 适合110-125斤"), ("面料", "纯棉"))
SHIRT = a_topic(
    a_sku("T-M", product_id="T", name="短袖", options=(("尺码", "M"),), attributes=TABLE),
    a_sku("T-L", product_id="T", name="短袖", options=(("尺码", "L"),), attributes=TABLE),
)
WAISTS = (("27码", "腰围68cm"), ("28码", "腰围71cm"), ("29码", "腰围74cm"))
JEANS = a_topic(
    *(
        a_sku(f"J-{n}", product_id="J", name="牛仔裤", options=(("尺码", n),), attributes=WAISTS)
        for n in ("27", "28", "29")
    )
)
DROPS = a_topic(
    a_sku("D-1", product_id="D", name="滴剂", options=(("体重", "2.5-4kg"),)),
    a_sku("D-2", product_id="D", name="滴剂", options=(("体重", "4-8kg"),)),
)


def rows(topic, asked):
    statement = state_size(topic, asked=asked)
    return (
        None if statement is None else [line.lstrip("· ").partition(":")[0] for line in statement.text.splitlines()[1:]]
    )


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ("100斤", {Extent("weight", 50, 50)}),
        ("170 130斤", {Extent("weight", 65, 65), Extent("height", 170, 170)}),
        ("170/65", {Extent("weight", 65, 65), Extent("height", 170, 170)}),
        ("身高165体重59kg", {Extent("height", 165, 165), Extent("weight", 59, 59)}),
        ("1米65", {Extent("height", 165, 165)}),
        ("六个月", {Extent("age", 6, 6)}),
        ("3岁半", {Extent("age", 42, 42)}),
        ("适合3-6个月 身高59-66cm", {Extent("age", 3, 6), Extent("height", 59, 66)}),
        ("腰围二尺一", {Extent("waist", 70, 70)}),
        ("买2件多少钱", set()),
    ],
)
def test_measures_of_a_body_are_read(text, extents):
    assert set(read_extents(text)) == extents


@pytest.mark.parametrize(
    ("topic", "asked", "labels"),
    [
        (SHIRT, "100斤穿什么码", ["M码"]),
        (SHIRT, "60kg穿几码", ["L码"]),
        (SHIRT, "110斤穿几码", ["M码", "L码"]),
        (SHIRT, "200斤能穿吗", ["M码", "L码"]),
        (JEANS, "腰围二尺一穿几码", ["27码", "28码"]),
        (JEANS, "腰围74穿几码", ["29码"]),
        (DROPS, "5kg的猫用哪款", ["体重"]),
        (SHIRT, "穿什么码", None),
        (DROPS, "身高165用哪款", None),
    ],
)
def test_the_rows_that_fit_are_told(topic, asked, labels):
    assert rows(topic, asked) == labels


def test_a_measure_outside_of_the_table_is_said_to_be():
    statement = state_size(SHIRT, asked="200斤能穿吗")
    assert statement is not None
    assert statement.text.startswith("短袖没有正好对应的")


@given(st.integers(min_value=95, max_value=125))
def test_every_told_row_holds_the_measure_and_every_number_is_the_data_s(weight):
    statement = state_size(SHIRT, asked=f"{weight}斤穿几码")
    assert statement is not None
    assert ("95-110" in statement.text) == (weight <= 110)
    assert ("110-125" in statement.text) == (weight >= 110)
    assert untraced_numbers(statement) == ()
