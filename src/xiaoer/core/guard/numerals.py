"""Which numbers does a text speak of, whatever they are written in?

`fold` gives every text one form: emoji, full-width and Chinese numerals are digits, pulled-apart words are whole again.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xiaoer.core.language.normalize import normalize

_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
NUMERALS = frozenset((*_DIGITS, *_UNITS, *_MYRIADS, "廿", "卅", "半", "俩", "仨", "几", "数"))
_RUN = "[零〇一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿]"
_IDIOMS = (
    "一[下些样起直般致同时切旦定边会番共律概并向再经概]|一点(?!\\d|[零一二三四五六七八九十半整钟多])|一(?:个|款|种|位|条|家|句|份|眼|步|句话|方面|系列|流|键|体|览|旁|路|次性|站式|口价)(?!月|半|亿|万)|"
    "(?:万|统|唯|专|逐|同|每|任|某|哪|单|之|合|均|这|那|另|随|第|其|不|划|归|如|唯独)一(?![百千万十亿\\d])|十分(?!钟|之)|千万(?:不|别|要|记|勿)|万(?:一|分感|事|能|向|达|科|人)|百(?:搭|姓|货|科|般|忙|分号)|"
    "四(?:处|周|季|肢|川)|三(?:方|者|思|星|明治|角|文鱼)|五(?:金|谷|官|香|花|险|粮)|六(?:神|味)|七(?:夕|匹狼|分裤|上八下)|八(?:角|宝|卦|达)|九(?:分裤|阳|牧)|两(?:者|款|种|用|侧|边|头|端)|[这那]两(?:个|款|种)?|"
    "半(?:身|袖|成品|导体|透明|圆|糖|永久|框|干|熟|高领|边)|(?:多|大|过|另|前|后|上|下)半(?:部|段|身|场)?|千(?:禧|牛|克|米|瓦|兆|斤)|百分(?!之|百)|亿(?:田|纬)|[东西]四|一加|二手|二维|二次|二合一|三合一|四合一|五合一|双(?=[^十1一])"
)
_HALVES = (
    (re.compile("半价|对折|打半|折半"), "5折"),
    (re.compile("一半"), "50%"),
    (re.compile("半年"), "6个月"),
    (re.compile("半(?=(?:个)?(?:小时|钟头|天|日|月))(?:个)?"), "0.5"),
    (re.compile("百分之?百"), "100%"),
)
_PER_CENT = re.compile(rf"百分之(?=[0-9]|{_RUN})([0-9.]+|{_RUN}+)")
_NUMBER_WORD = re.compile(rf"({_IDIOMS})|({_RUN}+(?:点{_RUN}+)?)")
_CAPITALS = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")  # alone they are mostly names: 拾光, 陆小姐
_COUNTED = frozenset("毫元圆块折角分件个台天年月日%成倍人双只张套盒瓶条包位名斤克米次期级层支款份箱袋小周")
_COUNTS_ON = re.compile("(?<=[0-9])[百千万亿]")  # 5万: the numeral multiplies digits
_KEYCAPS = re.compile("[\ufe0f\u20e3]")
_NUMBERED = re.compile("[\U0001f51f]")
_SIMPLE = re.compile("[\u0020-\u007e\u3000-\u9fff\uff00-\uffef]*")
_SOLID = re.compile("[\u4e00-\u9fff]*[0-9a-z]*[\u4e00-\u9fff]*[,。.!?;:、\n]*")
_SPLIT_DIGITS = re.compile(r"(?<![0-9.])[0-9](?:[ _*·|]+[0-9])+(?![0-9.])")
_GLUE = re.compile(
    r"(?<=[\u4e00-\u9fff])[^0-9a-z\u4e00-\u9fff,.。!?;:、()%¥$+/<>~=\[\]{}@&\"'\-]+(?=[0-9\u4e00-\u9fff])"
    r"|(?<=[0-9%])[ _*·|^]+(?=[\u4e00-\u9fff])"
)
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_DASHED = re.compile(r"(?<=[\u4e00-\u9fff])[-*/.+_~]+(?=[\u4e00-\u9fff])")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the form in which claims are compared."""
    return number_words(join_pieces(text))


def join_pieces(text: str) -> str:
    """Return the matching form of a text with emoji digits plain and pulled-apart words whole."""
    plain = normalize(text if _SIMPLE.fullmatch(text) else _NUMBERED.sub("10", _KEYCAPS.sub("", text)))
    if _SOLID.fullmatch(plain):
        return plain
    plain = _DASHED.sub("", _GLUE.sub("", plain))
    plain = _SPLIT_DIGITS.sub(lambda run: re.sub("[^0-9]", "", run.group()), plain)
    return _THOUSANDS.sub("", plain)


def number_words(plain: str) -> str:
    """Return a text in matching form with its Chinese numbers written in digits; idioms such as 一下 stay."""
    if NUMERALS.isdisjoint(plain) and "折" not in plain:
        return plain
    for pattern, written in _HALVES:
        plain = pattern.sub(written, plain)
    plain = _PER_CENT.sub(r"\1%", plain)
    return _NUMBER_WORD.sub(_as_digits, plain)


def _as_digits(found: re.Match[str]) -> str:
    if found.group(1) or _COUNTS_ON.match(found.string, found.start()):
        return found.group()
    if found.group(2) in _CAPITALS and found.string[found.end() : found.end() + 1] not in _COUNTED:
        return found.group()
    whole, _, decimals = found.group(2).partition("点")
    value = str(read_number(whole))
    return f"{value}.{''.join(str(_DIGITS.get(char, 0)) for char in decimals)}" if decimals else value


def read_number(numerals: str) -> int:
    """Return the value of Chinese numerals: 三百零五, 二百五, 一二三, 两万."""
    if not any(char in _UNITS or char in _MYRIADS for char in numerals):
        return int("".join(str(_DIGITS[char]) for char in numerals))
    total = section = digit = 0
    last_unit = 1
    for char in numerals:
        if char in _DIGITS:
            digit = digit * 10 + _DIGITS[char] if digit and last_unit == 1 else _DIGITS[char]
            if char in "零〇":
                last_unit = 1
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit, last_unit = 0, _UNITS[char]
        else:
            total = (total + section + digit or 1) * _MYRIADS[char]
            section = digit = 0
            last_unit = _MYRIADS[char]
    # 二百五 is 250: a last digit without a unit counts in the next lower unit.
    return total + section + (digit * (last_unit // 10) if last_unit >= 100 else digit)
