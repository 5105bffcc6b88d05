"""What does one cell of a merchant's table say?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.shop.money import Money
from xiaoer.services.knowledge import cells
from xiaoer.services.knowledge.cells import Fault

FEN = st.integers(0, 10**11)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("1,299.00", 129900),
        ("￥1299", 129900),
        ("¥ 1,299", 129900),
        ("1299元", 129900),
        ("1299 元", 129900),
        ("１２９９．５", 129950),
        ("１，２９９元", 129900),
        ("RMB 59.9", 5990),
        ("59.9元/件", 5990),
        ("1.2万", 1200000),
        ("0", 0),
        ("0.00", 0),
        ("0元", 0),
        ("-0", 0),
        (".5", 50),
        (1299.0, 129900),
        (1299, 129900),
        (0.0, 0),
        (0.1 + 0.2, 30),
        (59.9, 5990),
        ("99块", 9900),
        ("\u200b88\u200b", 8800),
    ],
)
def test_messy_money_is_read_to_the_fen(cell, fen):
    assert cells.read_money(cell) == Money(fen)


@pytest.mark.parametrize("cell", ["", None, "  ", "-", "—", "/", "N/A"])
def test_an_empty_price_is_unknown_and_never_zero(cell):
    assert cells.read_money(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["-5", -5, "免费", "面议", "1299起", "99-199", "12,99", "1,2999", "1.999", 1.999, "1e308", 1e308, "$12", "一千二",
     float("nan"), float("inf"), "1299元2999元", "99.9.9", "#REF!", "99999999999"],
)  # fmt: skip
def test_what_is_no_sound_amount_is_a_fault(cell):
    found = cells.read_money(cell)
    assert isinstance(found, Fault)
    assert found.reason


@given(
    FEN,
    st.sampled_from(["", "￥", "¥ ", "RMB"]),
    st.sampled_from(["", "元", " 元", "块"]),
    st.booleans(),
    st.booleans(),
)
def test_any_amount_survives_every_way_of_writing_it(fen, before, after, grouped, wide):
    amount = Decimal(fen) / 100
    text = f"{amount:,.2f}" if grouped else f"{amount:.2f}"
    if wide:
        text = text.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789.,"})
    found = cells.read_money(before + text + after)
    assert found == Money(fen) if amount < cells.MAX_YUAN else isinstance(found, Fault)


@given(st.integers(0, 10**9))
def test_a_number_cell_of_any_amount_is_exact(fen):
    assert cells.read_money(fen / 100) == Money(fen)


@given(st.text())
def test_no_text_at_all_breaks_a_reader(text):
    for read in (
        cells.read_money,
        cells.read_count,
        cells.read_discount,
        cells.read_yes_no,
        cells.read_id,
        cells.read_phone,
    ):
        read(text)


@given(st.text(alphabet="0123456789.,元￥-万折起~ ", max_size=12))
def test_money_that_is_read_never_has_other_digits_than_the_cell(text):
    found = cells.read_money(text)
    if isinstance(found, Money) and "万" not in text:
        digits = "".join(filter(str.isdigit, text)).lstrip("0")
        assert str(found.fen).rstrip("0") in (digits.rstrip("0"), "0"[: not digits])


@pytest.mark.parametrize(
    ("cell", "count"),
    [("12", 12), (12.0, 12), (0, 0), (0.0, 0), ("0", 0), ("1,200", 1200), ("12件", 12), ("１２", 12), ("12.0", 12),
     ("售罄", 0), ("无货", 0), ("+3", 3)],
)  # fmt: skip
def test_stock_is_a_whole_number(cell, count):
    assert cells.read_count(cell) == count


@pytest.mark.parametrize("cell", ["", None, "-", "未知"])
def test_an_empty_stock_is_unknown(cell):
    assert cells.read_count(cell) is None


@pytest.mark.parametrize("cell", ["12.5", 12.5, "-1", -1.0, "有货", "很多", "1e3", "x", "12/13"])
def test_what_is_no_count_is_a_fault(cell):
    assert isinstance(cells.read_count(cell), Fault)


@pytest.mark.parametrize(
    ("cell", "rate"),
    [
        ("0.8", Fraction(4, 5)),
        ("8折", Fraction(4, 5)),
        ("95折", Fraction(19, 20)),
        ("9.5折", Fraction(19, 20)),
        ("八折", Fraction(4, 5)),
        ("八五折", Fraction(17, 20)),
        ("九点五折", Fraction(19, 20)),
        ("打8折", Fraction(4, 5)),
        ("８折", Fraction(4, 5)),
        ("半价", Fraction(1, 2)),
        (0.85, Fraction(17, 20)),
        ("8.88折", Fraction(111, 125)),
        (".9", Fraction(9, 10)),
    ],
)
def test_every_usual_way_to_write_a_discount_is_read(cell, rate):
    assert cells.read_discount(cell) == rate


@pytest.mark.parametrize("cell", ["8", 8, "85%", "1", "0", "10折", "0折", "0.8折", "120折", "第二件半价", "20元"])
def test_a_discount_that_may_mean_two_things_is_a_fault(cell):
    assert isinstance(cells.read_discount(cell), Fault)


@given(st.integers(1, 99))
def test_a_two_digit_discount_is_read_the_same_in_every_form(percent):
    rate = Fraction(percent, 100)
    tenths, hundredths = divmod(percent, 10)
    forms = [f"0.{percent:02d}"]
    if tenths and hundredths:
        forms += [
            f"{percent}折",
            f"{tenths}.{hundredths}折",
            f"{'零一二三四五六七八九'[tenths]}{'零一二三四五六七八九'[hundredths]}折",
        ]
    elif tenths:
        forms += [f"{tenths}折", f"{'零一二三四五六七八九'[tenths]}折"]
    assert [cells.read_discount(form) for form in forms] == [rate] * len(forms)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(13800138000.0, "13800138000"), (13800138000, "13800138000"), ("202611010001\t", "202611010001"),
     ("'00123", "00123"), ('="00123"', "00123"), (12.5, "12.5")],
)  # fmt: skip
def test_a_key_never_gains_a_decimal_or_an_exponent(cell, text):
    assert cells.read_id(cell) == text


@pytest.mark.parametrize("cell", ["1.38E+10", "5.02e+17", 2.02611010000123e17])
def test_a_key_that_a_spreadsheet_has_mangled_is_a_fault(cell):
    assert isinstance(cells.read_id(cell), Fault)


@pytest.mark.parametrize(
    ("cell", "phone"),
    [("138-0013-8000", "13800138000"), ("+86 13800138000", "13800138000"), ("138****8000", "138****8000"),
     (13800138000.0, "13800138000"), ("１３８００１３８０００", "13800138000"), ("", "")],
)  # fmt: skip
def test_a_phone_is_its_digits(cell, phone):
    assert cells.read_phone(cell) == phone


@pytest.mark.parametrize("cell", ["abc", "12", "138****", "13800138000/13900139000"])
def test_a_phone_without_its_last_four_digits_is_a_fault(cell):
    assert isinstance(cells.read_phone(cell), Fault)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("是", True), ("否", False), ("YES", True), ("n", False), (True, True), (False, False), ("1", True), ("0", False),
     ("可叠加", True), ("不可叠加", False), (1.0, True), ("", None)],
)  # fmt: skip
def test_yes_and_no_are_read_in_any_spelling(cell, value):
    assert cells.read_yes_no(cell) is value


def test_neither_yes_nor_no_is_a_fault():
    assert isinstance(cells.read_yes_no("也许"), Fault)
