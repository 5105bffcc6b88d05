"""What does one cell of a merchant's table say?

Every reader returns the value, None for an empty cell, or a `Fault` with words for the merchant. An explicit 0 is a
value; only an empty cell is None.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from xiaoer.core.language import normalize
from xiaoer.core.shop.money import Money
from xiaoer.services.knowledge import wording
from xiaoer.services.knowledge.source import Cell

MAX_YUAN = 10**10  # a larger figure is a number of another column
EXACT_DIGITS = 15  # spreadsheets keep no more of a number
_EMPTY_WORDS = frozenset({"", "-", "--", "—", "——", "/", "\\", "n/a", "null", "none", "nan", "nil"})
_ERROR_CELL = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!)", re.IGNORECASE)
_PLAIN_MONEY = re.compile(r"\d{1,10}(?:\.\d{1,2})?", re.ASCII)
_MONEY = re.compile(
    r"(?:rmb|cny|人民币|¥)?(?P<sign>[-−]?)(?:rmb|cny|¥)?(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)(?P<wan>万?)"
    r"(?:元整|元|块钱|块|圆|yuan|rmb|cny|¥)?(?:/[一-鿿a-z]{1,4})?",
    re.ASCII,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_INTEGER = re.compile(
    r"(?P<sign>[-+]?)(?P<number>\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?(?:件|个|台|只|盒|套|份|部|条|瓶|包)?", re.ASCII
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+\d+", re.IGNORECASE | re.ASCII)
_EXCEL_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SPOKEN_DISCOUNT = re.compile("([零〇一二两三四五六七八九])(?:点)?([零〇一二两三四五六七八九]?)折")
_YES = frozenset({"是", "yes", "y", "true", "1", "可", "可以", "可叠加", "能", "√", "✓", "✔", "on", "叠加"})
_NO = frozenset(
    {"否", "no", "n", "false", "0", "不", "不可", "不可以", "不可叠加", "不能", "×", "x", "✗", "off", "不叠加"}
)
_SOLD_OUT = frozenset({"售罄", "缺货", "无货", "无", "没货", "断货", "卖完", "sold out", "soldout", "out of stock"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read, and what to write instead."""

    reason: str


def as_text(cell: Cell) -> str | Fault:
    """Return the cell as the text that the merchant sees; whole numbers without `.0`, ids without exponents."""
    if isinstance(cell, str):
        return _clean(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M" + (":%S" if cell.second else ""))
    return str(cell)


def read_id(cell: Cell) -> str | Fault:
    """Return a key, phone or parcel number; refuses what a spreadsheet has mangled."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= 10**EXACT_DIGITS:
        return Fault(wording.TOO_MANY_DIGITS.format(cell=f"{cell:.0f}"))
    text = as_text(cell)
    if isinstance(text, Fault):
        return text
    text = text.removeprefix("'").strip()
    return Fault(wording.SCIENTIFIC.format(cell=text)) if _SCIENTIFIC.fullmatch(text) else text


def read_phone(cell: Cell) -> str | Fault:
    """Return a phone number as digits; masked middle digits stay masked."""
    text = read_id(cell)
    if isinstance(text, Fault) or not text:
        return text
    bare = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text)).removeprefix("+86").removeprefix("0086")
    if not re.fullmatch(r"[\d*]{0,16}\d{4}", bare, re.ASCII):
        return Fault(wording.NOT_PHONE.format(cell=text))
    return bare


def read_money(cell: Cell) -> Money | Fault | None:
    """Return yuan with up to two decimals as exact fen: `1,299.00`, `￥1299`, `1299 元`, full width."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _money_of_number(cell)
    text = as_text(cell)
    if isinstance(text, Fault):
        return text
    return _fen(Decimal(text), text) if _PLAIN_MONEY.fullmatch(text) else _money_of_text(text)


def read_count(cell: Cell) -> int | Fault | None:
    """Return a whole number of at least 0; a word for sold out is 0."""
    if isinstance(cell, float):
        cell = f"{cell:.0f}" if cell.is_integer() else f"{cell}"
    text = as_text(cell)
    if isinstance(text, Fault):
        return text
    folded = _fold(text)
    if folded in _SOLD_OUT:
        return 0
    if folded in _EMPTY_WORDS or folded in ("未知", "不详"):
        return None
    found = _INTEGER.fullmatch(folded)
    if not found or len(found["number"]) > EXACT_DIGITS:
        return Fault(wording.NOT_INTEGER.format(cell=text))
    count = int(found["number"].replace(",", ""))
    if found["sign"] == "-" and count:
        return Fault(wording.NEGATIVE_INTEGER.format(cell=text))
    return count


def read_discount(cell: Cell) -> Fraction | Fault | None:
    """Return a discount as the rate to pay: `0.8`, `8折`, `95折`, `9.5折`, `八折`, `半价`."""
    text = as_text(cell)
    if isinstance(text, Fault):
        return text
    folded = _fold(text).removeprefix("打").removesuffix("优惠")
    if folded in _EMPTY_WORDS:
        return None
    rate = _rate(folded)
    if rate is None:
        return Fault(wording.NOT_DISCOUNT.format(cell=text))
    return rate if 0 < rate < 1 else Fault(wording.DISCOUNT_RANGE.format(cell=text))


def read_yes_no(cell: Cell) -> bool | Fault | None:
    """Return 是 or 否 in any usual spelling."""
    if isinstance(cell, bool):
        return cell
    text = as_text(cell)
    if isinstance(text, Fault):
        return text
    folded = _fold(text)
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    return None if folded in _EMPTY_WORDS else Fault(wording.NOT_YES_NO.format(cell=text))


def fold(text: str) -> str:
    """Return the text for comparing with closed sets: plain width, lower case, no blanks."""
    return _fold(text)


def is_date(cell: Cell) -> bool:
    """Return whether the spreadsheet itself holds this cell as a date."""
    return isinstance(cell, date) and not isinstance(cell, time)


@lru_cache(maxsize=2048)  # brands, categories and states repeat row after row
def _clean(cell: str) -> str:
    text = cell.strip() if cell.isascii() and cell.isprintable() else normalize.clean(cell)
    protected = _EXCEL_TEXT.fullmatch(text)
    return protected[1] if protected else text


def _fold(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def _number_text(number: float) -> str | Fault:
    if not math.isfinite(number):
        return Fault(wording.CELL_ERROR.format(cell=number))
    return f"{number:.0f}" if number.is_integer() else repr(number)


def _money_of_text(text: str) -> Money | Fault | None:
    folded = _fold(text)
    if folded in _EMPTY_WORDS:
        return None
    found = _MONEY.fullmatch(folded)
    if not found:
        return Fault(wording.NOT_MONEY.format(cell=text))
    number = found["number"]
    if "," in number and not _GROUPED.fullmatch(number):
        return Fault(wording.MONEY_COMMAS.format(cell=text))
    amount = Decimal(number.replace(",", "")) * (10000 if found["wan"] else 1)
    if found["sign"] and amount:
        return Fault(wording.NEGATIVE_MONEY.format(cell=text))
    return _fen(amount, text)


def _money_of_number(number: float) -> Money | Fault:
    try:
        exact = Decimal(repr(number))
    except InvalidOperation:
        return Fault(wording.CELL_ERROR.format(cell=number))
    if not exact.is_finite():
        return Fault(wording.CELL_ERROR.format(cell=number))
    if exact < 0:
        return Fault(wording.NEGATIVE_MONEY.format(cell=number))
    nearest = round(exact, 2) if exact < MAX_YUAN else exact
    # Formulas leave noise in the last binary digits: 0.1+0.2 is meant as 0.3.
    return _fen(nearest if abs(nearest - exact) < Decimal("1e-6") else exact, f"{number}")


def _fen(amount: Decimal, text: str) -> Money | Fault:
    if amount >= MAX_YUAN:
        return Fault(wording.MONEY_TOO_LARGE.format(cell=text))
    fen = amount * 100
    if fen != int(fen):
        return Fault(wording.MONEY_DECIMALS.format(cell=text))
    return Money(int(fen))


def _rate(folded: str) -> Fraction | None:
    if folded in ("半价", "对折", "半折"):
        return Fraction(1, 2)
    spoken = _SPOKEN_DISCOUNT.fullmatch(folded)
    if spoken:
        tenths, hundredths = _CHINESE_DIGITS[spoken[1]], _CHINESE_DIGITS.get(spoken[2], 0)
        return Fraction(tenths * 10 + hundredths, 100)
    written = re.fullmatch(r"(\d{1,2}(?:\.\d{1,2})?)折", folded, re.ASCII)
    if written:
        return _rate_of_written(Fraction(written[1]))
    bare = re.fullmatch(r"\d?\.\d{1,4}|[01](?:\.\d{1,4})?", folded, re.ASCII)
    return Fraction(folded if folded[0] != "." else f"0{folded}") if bare and Fraction(f"0{folded}") <= 1 else None


def _rate_of_written(number: Fraction) -> Fraction | None:
    if number < 1 and number != 0:  # 0.8折 may mean 8% or 80%: ask
        return None
    if number <= 10:
        return number / 10
    return number / 100 if number.denominator == 1 else None
