import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xiaoer.core.guard.claims import ClaimKind, claims
from xiaoer.core.guard.numerals import fold, read_number
from xiaoer.testing.forbidden import chinese_number, emoji_number, full_width


def only(text: str) -> tuple[ClaimKind, str]:
    (claim,) = claims(text)
    return claim.kind, claim.value


@pytest.mark.parametrize(
    "text",
    ["300元", "三百元", "三百块", "叁佰元", "¥300", "￥300.00", "３００元", "3️⃣0️⃣0️⃣元", "3 0 0 元", "300RMB", "0.3k元"],
)
def test_one_amount_of_money_in_many_notations(text):
    assert only(text) == (ClaimKind.MONEY, "300")


@pytest.mark.parametrize("text", ["8.5折", "85折", "八五折", "八点五折", "8️⃣5️⃣折", "立减15%", "15%off"])
def test_one_discount_in_many_notations(text):
    assert claims(text)[0].kind is ClaimKind.DISCOUNT
    assert claims(text)[0].value == "0.85"


@pytest.mark.parametrize(
    ("text", "value"), [("半价", "0.5"), ("对折", "0.5"), ("五折", "0.5"), ("八折", "0.8"), ("⑧折", "0.8")]
)
def test_discounts_in_words(text, value):
    assert only(text) == (ClaimKind.DISCOUNT, value)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("11月11日", ClaimKind.DATE, "-11-11"),
        ("十一月十一号", ClaimKind.DATE, "-11-11"),
        ("2026-11-11", ClaimKind.DATE, "2026-11-11"),
        ("20:00", ClaimKind.TIME, "20:00"),
        ("晚上八点", ClaimKind.TIME, "20:00"),
        ("7天", ClaimKind.HOURS, "168"),
        ("一周", ClaimKind.HOURS, "168"),
        ("48小时", ClaimKind.HOURS, "48"),
        ("一年", ClaimKind.MONTHS, "12"),
        ("半年", ClaimKind.MONTHS, "6"),
        ("三件", ClaimKind.AMOUNT, "3 piece"),
        ("256GB", ClaimKind.AMOUNT, "256 g"),
        ("百分之二十", ClaimKind.PERCENT, "20"),
    ],
)
def test_kinds_of_claims(text, kind, value):
    assert only(text) == (kind, value)


@pytest.mark.parametrize(
    "text", ["一下", "一起看看", "十分感谢", "万一", "第一时间", "三星", "统一", "选一款", "这两款", "折叠"]
)
def test_idioms_are_no_numbers(text):
    assert claims(text) == ()


@given(st.integers(min_value=1, max_value=99_999))
@example(50_001)
def test_chinese_numbers_are_read_back(value):
    assert read_number(chinese_number(value)) == value


@given(
    st.integers(min_value=100, max_value=99_999),
    st.sampled_from([chinese_number, emoji_number, lambda n: full_width(str(n))]),
)
def test_every_notation_of_an_amount_is_the_same_claim(value, write):
    assert only(f"{write(value)}元") == (ClaimKind.MONEY, str(value))


@given(st.text(max_size=100))
def test_folding_never_fails(text):
    fold(text)
    claims(text)
