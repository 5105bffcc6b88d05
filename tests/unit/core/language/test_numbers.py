from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.language.numbers import amounts, numbers, quantities, read_number

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("spoken", "value"),
    [("三百零五", 305), ("一千二", 1200), ("二百五", 250), ("两万三", 23000), ("十二", 12), ("两百", 200), ("1k", 1000),
     ("1.5w", 15000), ("3千5", 3500), ("一二三四", 1234), ("三千零二十", 3020)],
)  # fmt: skip
def test_spoken_numbers_are_read(spoken, value):
    assert read_number(spoken) == value


@given(st.integers(min_value=0, max_value=9999))
def test_every_written_out_number_below_ten_thousand_is_read_back(number):
    assert read_number(written(number)) == number


@given(st.text(alphabet=DIGITS + "两十百千万亿半点元块毛.0123456789kw个件", max_size=12))
def test_no_text_breaks_the_readers(text):
    for found in (*numbers(text), *quantities(text), *amounts(text)):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("两百来块", "200元"), ("3块5", "3.5元"), ("两块五毛", "2.5元"), ("预算三千左右", "3000元"),
     ("1.5w以内", "15000元"),
     ("五毛", "0.5元"), ("¥99.9", "99.9元"), ("便宜50行吗", "50元"), ("五块钱卖不卖", "5元")],
)  # fmt: skip
def test_amounts_of_money_are_read(text, shown):
    assert [amount.money.display() for amount in amounts(text)] == [shown]


@pytest.mark.parametrize("text", ["256g的多少钱", "第二件半价", "iphone15", "两块手表", "10斤装"])
def test_sizes_models_and_counts_are_no_money(text):
    assert amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("给我两件", 2, "件"),
        ("来仨", 3, "个"),
        ("要俩", 2, "个"),
        ("12个手环", 12, "个"),
        ("手环*2", 2, "件"),
        ("两块手表", 2, "块"),
    ],
)
def test_quantities_are_read(text, count, unit):
    (found,) = quantities(text)
    assert (found.count, found.unit) == (count, unit)


def test_half_a_pound_is_a_quantity():
    assert [(found.count, found.unit) for found in quantities("半斤")] == [(Fraction(1, 2), "斤")]


@pytest.mark.parametrize(
    "text", ["第一个", "一共多少", "看一下", "三块五", "哪一个好", "一家三口用", "四口之家", "家里三口人"]
)
def test_ordinals_and_phrases_are_no_quantities(text):
    assert quantities(text) == ()


def written(number):
    if number < 10:
        return DIGITS[number]
    words, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if zero else "") + DIGITS[digit] + name
            zero = False
        elif words and number:
            zero = True
    return words


@pytest.mark.parametrize(
    ("text", "counts"), [("14x30的标签纸", []), ("c65x2", [2]), ("x1 256x2", [2]), ("笔 x12", [12])]
)
def test_a_size_is_no_count(text, counts):
    assert [quantity.count for quantity in quantities(text)] == counts


def test_the_second_of_two_dimensions_counts_nothing():
    assert quantities("90×120挂墙那种") == ()
    assert [count.count for count in quantities("120挂")] == [120]
