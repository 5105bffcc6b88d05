"""Whose private details does this text hold, and how does it read without them?

Masked: mobile and landline numbers, ID cards (checksum), bank cards (Luhn), e-mail addresses, street addresses, and
order and parcel numbers that are named as such. Prices, SKUs, dates and shop hotlines (400, 800) stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from xiaoer.core.language.normalize import simplify

_GAP = r"[ \t.\-·_\u00a0\u200b-\u200d\u2060\ufe0f\u20e3]"  # what people put between the digits of a number
_MOBILE = re.compile(
    rf"(?<![0-9A-Za-z])(?:\+?(?:00)?86{_GAP}{{0,2}})?"
    rf"(1[3-9][0-9]{_GAP}{{0,2}}[0-9]{{4}}{_GAP}{{0,2}}[0-9]{{4}}"  # 138 1234 5678
    rf"|1[3-9][0-9]{_GAP}{{1,2}}[0-9]{{3}}{_GAP}{{1,2}}[0-9]{{5}}"
    rf"|1{_GAP}{{1,2}}[3-9](?:{_GAP}{{1,2}}[0-9]){{9}}"  # each digit on its own
    rf"|1[3-9][0-9]{{3,6}}{_GAP}{{1,2}}[0-9]{{3,6}})[\ufe0f\u20e3]*(?![0-9])"
)
_LANDLINE = re.compile(
    rf"(?<![0-9])(?:\(0[1-9][0-9]{{1,2}}\)|0[1-9][0-9]{{1,2}}){_GAP}{{0,2}}[2-9][0-9]{{6,7}}(?![0-9])"
)
_ID_CARD = re.compile(rf"(?<![0-9A-Za-z])[1-9](?:{_GAP}?[0-9]){{16}}{_GAP}?[0-9Xx](?![0-9A-Za-z])")
_BANK_CARD = re.compile(rf"(?<![0-9A-Za-z])[3-6](?:{_GAP}?[0-9]){{14,18}}(?![0-9A-Za-z])")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_NUMBER_NAMED = re.compile(
    r"((?:订单|运单|快递|物流|包裹)(?:编?号码?|单号)|单号|tracking ?(?:no|number)\.?)"
    r"([^0-9A-Za-z\u4e00-\u9fff]{0,3}|是|为)"
    r"([A-Za-z]{0,4}[0-9][0-9A-Za-z-]{6,29})",
    re.IGNORECASE,
)
_AREA = (  # short bounds: each further character multiplies the ways to fail
    r"(?:[\u4e00-\u9fff]{2,4}?(?:自治区|自治州|省|市|盟|地区))?(?:[\u4e00-\u9fff]{1,4}?(?:自治州|市|区|县|旗))?"
    r"(?:[\u4e00-\u9fff]{1,4}?(?:区|县|旗|镇|乡|街道))?"
)
_NUMERAL = r"[0-9A-Za-z一二三四五六七八九十百零-]"
_HOUSE = rf"{_NUMERAL}{{1,6}}(?:号楼|号院|号|弄|栋|幢|座|单元|室|楼|层|组|户)"
_STREET = r"[\u4e00-\u9fff]{1,6}?(?:大道|胡同|新村|家园|花园|公寓|小区|广场|大厦|路|街|巷|弄|村|苑|庄|城|园|里)"
_ADDRESS = re.compile(rf"({_AREA})({_STREET}(?:[\u4e00-\u9fff]{{0,4}}{_HOUSE}){{1,6}}(?:[0-9]{{3,4}}(?![0-9]))?)")
_REGION = re.compile(
    r"([\u4e00-\u9fff]{2,4}?(?:自治区|省|市)[\u4e00-\u9fff]{1,4}?(?:市|区|县|旗|州)"
    r"(?:[\u4e00-\u9fff]{1,4}?(?:区|县|旗|镇|乡))?)"
    rf"([\u4e00-\u9fff]{{1,6}}?(?:街道|镇|乡|大道|路|街|巷|村|小区|花园)(?:[\u4e00-\u9fff]{{0,6}}{_HOUSE}){{0,6}})"
)
_STREET_WORD = re.compile("路|街|巷|弄|村|道|胡同|小区|花园|公寓|广场|大厦|[家園园苑庄城里鎮镇鄉乡]")
_SPOKEN_MOBILE = re.compile(
    "(?<![零〇一二三四五六七八九幺])[一幺][三四五六七八九][零〇一二三四五六七八九幺两]{9}(?![零〇一二三四五六七八九幺])"
)
_AREA_NAME = re.compile(r"^(?:[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|省|市)){0,2}(?:[\u4e00-\u9fff]{1,6}?(?:区|县|旗))?")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_KEPT_TAIL = 4
_SHORT_ADDRESS = 6  # characters that stay of an address whose district cannot be told
_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def redact(text: str) -> str:
    """Return the text with every private detail masked; everything else stays as it is."""
    return _masked(text, _RULES)


def redact_contacts(text: str) -> str:
    """Return the text with phone, ID and bank card numbers and e-mail addresses masked, for replies about orders."""
    return _masked(text, _CONTACT_RULES)


def addresses(text: str) -> tuple[str, ...]:
    """Return the street addresses in a text."""
    shadow = _shadow(text)
    if not _STREET_WORD.search(shadow):
        return ()
    found = (match.span() for pattern in (_REGION, _ADDRESS) for match in pattern.finditer(shadow))
    return tuple(text[start:end] for start, end in found)


def mask_phone(phone: str) -> str:
    """Return a phone number of which only the first three and the last four digits can be read."""
    digits = "".join(char for char in phone if char.isdigit())
    if len(digits) > 11 and digits.startswith("86"):
        digits = digits[2:]
    if len(digits) < 7:
        return "*" * len(digits)
    return f"{digits[:3]}{'*' * (len(digits) - 7)}{digits[-4:]}"


def mask_address(address: str) -> str:
    """Return an address down to its district, the rest masked."""
    kept = _AREA_NAME.match(address)
    area = kept.group() if kept and kept.group() else address[: min(_SHORT_ADDRESS, len(address) // 2)]
    return f"{area}***" if address else ""


def is_id_card(number: str) -> bool:
    """Return whether 18 characters are a Chinese ID card number by its checksum."""
    if len(number) != 18 or not number[:17].isascii() or not number[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11] == number[17].upper()


def passes_luhn(number: str) -> bool:
    """Return whether the digits carry a valid Luhn check digit."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _masked(text: str, rules: Sequence[_Rule]) -> str:
    shadow = _shadow(text)
    if "@" in shadow:
        text, shadow = _replace(text, shadow, _EMAIL, _masked_email)
    for pattern, mask in rules:
        text, shadow = _replace(text, shadow, pattern, mask)
    return text


def _replace(text: str, shadow: str, pattern: re.Pattern[str], mask: Callable[[re.Match[str]], str]) -> tuple[str, str]:
    pieces: list[str] = []
    shadows: list[str] = []
    done = 0
    for found in pattern.finditer(shadow):
        masked = mask(found)
        if masked == found.group():
            continue
        pieces += (text[done : found.start()], masked)
        shadows += (shadow[done : found.start()], masked)
        done = found.end()
    if not done:
        return text, shadow
    return "".join((*pieces, text[done:])), "".join((*shadows, shadow[done:]))


def _digits(found: re.Match[str], group: int = 0) -> str:
    return "".join(char for char in found.group(group) if char.isalnum())


def _masked_phone(found: re.Match[str]) -> str:
    digits = _digits(found, 1)
    return mask_phone(digits) if len(digits) == 11 else found.group()


def _masked_landline(found: re.Match[str]) -> str:
    digits = _digits(found)
    return f"{digits[:3]}****{digits[-_KEPT_TAIL:]}"


def _masked_spoken(found: re.Match[str]) -> str:
    spoken = found.group()
    return f"{spoken[:3]}****{spoken[-4:]}"


def _masked_id(found: re.Match[str]) -> str:
    number = _digits(found)
    return f"{number[:3]}{'*' * 11}{number[-4:]}" if is_id_card(number) else found.group()


def _masked_card(found: re.Match[str]) -> str:
    number = _digits(found)
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}" if passes_luhn(number) else found.group()


def _masked_email(found: re.Match[str]) -> str:
    return f"{found.group()[0]}***@{found.group().rpartition('@')[2]}"


def _masked_named(found: re.Match[str]) -> str:
    number = found.group(3)
    return f"{found.group(1)}{found.group(2)}{'*' * (len(number) - _KEPT_TAIL)}{number[-_KEPT_TAIL:]}"


def _masked_address(found: re.Match[str]) -> str:
    return f"{found.group(1)}***"


_CONTACT_RULES: tuple[_Rule, ...] = (
    (_ID_CARD, _masked_id),
    (_BANK_CARD, _masked_card),
    (_MOBILE, _masked_phone),
    (_LANDLINE, _masked_landline),
    (_SPOKEN_MOBILE, _masked_spoken),
)
_RULES: tuple[_Rule, ...] = (
    (_ID_CARD, _masked_id),
    (_BANK_CARD, _masked_card),
    (_NUMBER_NAMED, _masked_named),
    *_CONTACT_RULES[2:],
    (_REGION, _masked_address),
    (_ADDRESS, _masked_address),
)


def _shadow(text: str) -> str:
    """Return the text with each character in its plain form, position for position."""
    return text if text.isascii() else "".join(map(_plain, text))


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    plain = plain if len(plain) == 1 else char
    simple = simplify(plain) if "\u3400" <= plain <= "\u9fff" else plain
    return simple if len(simple) == 1 else plain
