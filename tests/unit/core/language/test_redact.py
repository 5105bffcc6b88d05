import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.language.redact import is_id_card, mask_address, mask_phone, passes_luhn, redact


def id_card(first17: str) -> str:
    return next(first17 + check for check in "0123456789X" if is_id_card(first17 + check))


def bank_card(first: str) -> str:
    return next(first + check for check in "0123456789" if passes_luhn(first + check))


@pytest.mark.parametrize(
    "phone",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "１３８１２３４５６７８",
        "+8613812345678",
        "+86 138 1234 5678",
        "86-13812345678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "1-3-8-1-2-3-4-5-6-7-8",
        "138.1234.5678",
        "138\u200b1234\u200b5678",
        "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
        "13812 345678",
    ],
)
def test_a_mobile_number_is_masked_however_it_is_written(phone):
    assert redact(f"我的电话是{phone},尽快联系我") == "我的电话是138****5678,尽快联系我"


def test_a_mobile_number_in_chinese_numerals_is_masked():
    assert redact("打我电话一三八一二三四五六七八") == "打我电话一三八****五六七八"


def test_a_landline_is_masked():
    assert redact("座机010-87654321") == "座机010****4321"
    assert redact("座机(021)87654321") == "座机021****4321"


def test_an_id_card_is_masked_only_with_a_valid_checksum():
    good = id_card("11010519491231002")
    assert redact(f"身份证{good}") == f"身份证110***********{good[-4:]}"
    bad = good[:-1] + ("0" if good[-1] != "0" else "1")
    assert redact(f"编码{bad}") == f"编码{bad}"


def test_a_bank_card_is_masked_only_with_a_valid_check_digit():
    good = bank_card("622202020011234567")
    assert redact(f"退到{good}") == f"退到6222***********{good[-4:]}"
    assert redact(f"退到{good[:4]} {good[4:8]} {good[8:12]} {good[12:]}") == f"退到6222***********{good[-4:]}"


def test_an_email_is_masked():
    assert redact("发到xiaomei.wang@example.com吧") == "发到x***@example.com吧"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("寄到浙江省杭州市西湖区文三路100号5栋302室", "寄到浙江省杭州市西湖区***"),
        ("地址是中山北路88弄6号1201室", "***"),
        ("送到朝阳區建國路八十八號院", "***"),
    ],
)
def test_an_address_is_masked_from_the_street_on(text, masked):
    out = redact(text)
    assert "***" in out
    assert masked in out
    assert not any(part in out for part in ("302", "1201", "八十八", "文三路100"))


def test_a_named_order_number_keeps_its_tail():
    assert redact("订单号:TB2026111000123") == "订单号:***********0123"


@pytest.mark.parametrize(
    "text",
    [
        "这款3999元,满300减50",
        "2026-11-10 20:00 到 2026-11-11 23:59",
        "SKU X1-256-BLK 还有 12 件",
        "尺码 36 37 38 39 40 41 都有吗",
        "电池4500mAh,屏幕6.1英寸",
        "客服热线400-820-8820",
        "双十一当天发货吗",
        "第13号1569元的那款",
        "十一号楼下的快递柜怎么用",
        "价格1899 1999 2099元",
        "商品编码6901234567892",
        "11月11日 20:00开始,还剩3小时",
    ],
)
def test_prices_goods_and_dates_stay(text):
    assert redact(text) == text


def test_masked_numbers_stay_as_they_are():
    assert redact("138****5678") == "138****5678"


@given(st.text(max_size=200))
def test_redacting_twice_changes_nothing_more(text):
    once = redact(text)
    assert redact(once) == once


@given(st.integers(min_value=13000000000, max_value=19999999999), st.text(alphabet="你好。,a我的 ", max_size=20))
def test_no_mobile_number_survives(number, around):
    assert str(number) not in redact(f"{around}号码{number}。{around}")


@pytest.mark.parametrize("piece", ["1", "市", "一", "138 ", "路1号", "浙江省杭州市", "a@", "1-"])
def test_time_grows_linearly(piece):
    def cost(size: int) -> float:
        text = piece * size
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            redact(text)
            best = min(best, time.perf_counter() - start)
        return best

    assert cost(6000) < 600 * cost(100) + 0.1  # quadratic time would be 3,600 times as much


def test_helpers_for_facts():
    assert mask_phone("13812345678") == "138****5678"
    assert mask_address("浙江省杭州市西湖区文三路100号") == "浙江省杭州市西湖区***"
    assert mask_address("") == ""
