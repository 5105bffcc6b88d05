"""Which order does the shopper speak of, and by what does she show that it is hers?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.language.normalize import clean

_TOKEN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{0,8}[-_]?\d[A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*(?![A-Za-z0-9])")
_NAMED = re.compile(r"(?:订单|单号|编号|单子)[^A-Za-z0-9]{0,4}([A-Za-z0-9][A-Za-z0-9_-]{3,31})")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_TAIL = re.compile(r"(?:尾号|后四位|后4位|末四位|最后四位|手机|电话|尾数)[^\d,。]{0,6}(?<!\d)(\d{4})(?!\d)")
_SPOKEN_TAIL = re.compile(
    r"(?:尾号|后四位|后4位|末四位|最后四位|尾数)(?:是|为|:)?\s?([零〇一幺二两三四五六七八九]{4})(?![零〇一幺二两三四五六七八九])"
)
_SPOKEN_DIGITS = str.maketrans("零〇一幺二两三四五六七八九", "0011223456789")
_FOUR = re.compile(r"(?<![A-Za-z0-9_-])(\d{4})(?![A-Za-z0-9_-]|元|块|年|mA|毫|w|g|m)")
_MONEY_AFTER = re.compile(r"\s?(?:元|块|毫安|mah|mAh|w|克|g|ml|片|件|个|斤)", re.IGNORECASE)
_MIN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class OrderKeys:
    """The order number and the last four digits of the phone, as far as a message holds them."""

    order_id: str = ""
    phone_tail: str = ""


def read_order_keys(text: str, *, state: DialogueState) -> OrderKeys:
    """Return the order number and phone tail in a message as it was typed."""
    plain = unicodedata.normalize("NFKC", clean(text))
    order_id = _order_id(plain)
    rest = plain.replace(order_id, " ") if order_id else plain
    return OrderKeys(order_id.upper(), _tail(rest, expected=bool(order_id) or state.pending in ("phone_tail", "order")))


def _order_id(plain: str) -> str:
    named = _NAMED.search(plain)
    if named and sum(char.isdigit() for char in named[1]) >= 4 and not _PHONE.fullmatch(named[1]):
        return named[1]
    for token in _TOKEN.finditer(plain):
        digits = sum(char.isdigit() for char in token[0])
        if digits < _MIN_DIGITS or _PHONE.fullmatch(token[0]) or _MONEY_AFTER.match(plain, token.end()):
            continue
        return token[0]
    return ""


def _tail(rest: str, *, expected: bool) -> str:
    phone = _PHONE.search(rest)
    if phone:
        return phone[0][-4:]
    named = _TAIL.search(rest)
    if named:
        return named[1]
    spoken = _SPOKEN_TAIL.search(rest)
    if spoken:
        return spoken[1].translate(_SPOKEN_DIGITS)
    bare = _FOUR.search(rest) if expected else None
    return bare[1] if bare else ""
