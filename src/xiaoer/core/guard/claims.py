"""What does a text claim that must be so: numbers with their kind, codes, links, promises?"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from xiaoer.core.guard.numerals import fold


class ClaimKind(StrEnum):
    """What sort of thing is claimed; values are only compared within compatible kinds."""

    MONEY = "money"
    DISCOUNT = "discount"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    HOURS = "hours"
    MONTHS = "months"
    AMOUNT = "amount"  #: a count or measure; the unit is part of the value
    NUMBER = "number"
    CODE = "code"
    LINK = "link"


class Claim(NamedTuple):
    """One claim at one place of a folded text; `value` is in normal form."""

    kind: ClaimKind
    value: str
    start: int
    end: int


_N = r"[0-9]+(?:\.[0-9]+)?"
_UNITS = (  # canonical unit, and how it is written
    ("inch", "英寸|寸|inch|in(?![a-z])"),
    ("mah", "毫安时?|mah"),
    ("mm", "毫米|mm"),
    ("cm", "厘米|公分|cm"),
    ("km", "公里|千米|km"),
    ("kg", "公斤|千克|kg"),
    ("mg", "毫克|mg"),
    ("ml", "毫升|ml"),
    ("mp", "万像素|mp(?![a-z])"),
    ("mb", "mb(?![a-z])"),
    ("m", "米|m(?![a-z])"),
    ("jin", "斤"),
    ("liang", "两"),
    ("g", "克|gb?(?![a-z])"),
    ("tb", "tb?(?![a-z])"),
    ("l", "升|l(?![a-z])"),
    ("kwh", "度电|kwh"),
    ("w", "瓦|w(?![a-z])"),
    ("v", "伏|v(?![a-z])"),
    ("a", "安(?!全|装|排|心|卓)|a(?![a-z])"),
    ("ghz", "ghz"),
    ("hz", "赫兹|hz"),
    ("fps", "帧|fps"),
    ("deg", "℃|°c?|度"),
    ("size", "码"),
    ("times", "倍"),
    ("step", "级"),
    ("term", "期"),
    ("turn", "次"),
    ("star", "星"),
    ("floor", "层|楼"),
    ("points", "积分|分(?!钟|期|之|开|别)"),
    ("gear", "档"),
    ("years_old", "岁"),
    ("sqm", "平米|平方米?|㎡"),
    ("core", "核"),
    ("share", "成"),
    ("db", "db|分贝"),
    ("nit", "尼特|nits?"),
    ("lumen", "流明|lm"),
    (
        "piece",
        "件|个(?!月|小时|工作|百分|季)|台|部|只|支|枚|条|张|双|套|瓶|盒|袋|包(?!邮|退|换|赔)|箱|份|款|种|本|把|位|人|名|对|组|卷|片|"
        "粒|颗|根|辆|副|顶|单|票|户|罐|桶|听|串|束|盆|棵|朵|头|尾|匹|幅|座|间|扇|卡|提|打(?!折)|捆|册|尊|盏|笔|样|项|类|处|页|字",
    ),
)
_UNIT_WORDS = "|".join(f"(?:{words})" for _, words in _UNITS)
_UNIT = "|".join(f"(?P<u_{name}>{words})" for name, words in _UNITS)
_CLAIM = re.compile(
    r"(?=[0-9a-z¥$凌早上中下晚傍夜今明当])(?:"  # how any of them begins: most characters of a text begin none
    r"(?P<link>(?:https?://|www\.)[^\s\u4e00-\u9fff,。!?;]+"
    r"|[a-z0-9-]+\.(?:com|cn|net|org|shop|top|vip|cc|io|xyz|info)(?![a-z])(?:/[^\s\u4e00-\u9fff]*)?)"
    r"|(?P<full>(?P<y>[0-9]{4})[-/.年](?P<mo>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})[日号]?)"
    r"|(?P<year>(?P<y2>(?:19|20)[0-9]{2})年(?:(?P<mo3>[0-9]{1,2})月(?:份)?)?)"
    r"|(?P<md>(?P<mo2>[0-9]{1,2})月(?P<d2>[0-9]{1,2})[日号]?)"
    r"|(?P<month>(?P<mo4>1[0-2]|[1-9])月(?:份|底|初|中旬|上旬|下旬)?)"
    r"|(?P<clock>(?P<h>[0-2]?[0-9]):(?P<mi>[0-5][0-9])(?::[0-5][0-9])?)"
    r"|(?P<hour>(?P<part>凌晨|早上|上午|中午|下午|晚上|傍晚|夜里|今晚|明晚|当晚|晚|早)?(?P<h2>[0-2]?[0-9])"
    r"(?:点钟?(?!击|赞|评|餐|心|[0-9]+[元块倍折%])|时(?![候间尚长]))(?:(?P<mi2>[0-5]?[0-9])分?|(?P<half>半)|(?P<quarter>[13])刻)?)"
    rf"|(?P<discount>(?P<rate>{_N})[ ]?折(?!叠|痕|腾|旧|磨|射|算))"
    rf"|(?P<percent>(?P<share>{_N})[ ]?%)"
    rf"|(?P<money>(?:[¥$][ ]?)?(?P<yuan>{_N})(?P<big>[kw万千百亿]?)(?:多|来|几)?[ ]?(?P<coin>元|块钱?|圆|rmb|cny"
    rf"|人民币|大洋|毛|角|分钱)"
    rf"(?P<jiao>[0-9](?![0-9.%折元块]|秒|分钟|小时|[天日月年周]|{_UNIT_WORDS}))?)"
    rf"|(?P<sign>(?:[¥$]|rmb|cny)[ ]?(?P<yuan2>{_N})(?P<big2>[kw万千百]?))"
    rf"|(?P<span>(?P<long>{_N})(?P<nearly>多)?(?:个|整)?[ ]?(?P<lasting>秒钟?|分钟|小时|钟头|工作日"
    rf"|天(?![幕然际])|日(?![式本常系化])|周|星期|礼拜|个?月|季度|季|年|h(?![a-z0-9])|晚))"
    rf"|(?P<measure>(?P<many>{_N})(?P<mbig>[kw万千百亿]?)(?:多|来|余)?[ -]?(?P<unit>{_UNIT}))"
    r"|(?P<code>[a-z]+[a-z0-9_.+-]*[0-9][a-z0-9_+-]*|[0-9]+(?:\.[0-9]+)?[a-z][a-z0-9_+-]*|[a-z][a-z'_-]*)"
    r"|(?P<digits>[0-9]{7,}(?![0-9])|[0-9]{3,}(?:-[0-9]{3,})+(?![0-9a-z°㎡]))"
    r"|(?P<number>(?P<bare>[0-9]+(?:\.[0-9]+)?)(?P<nbig>[万千百亿]|[kw](?![a-z]))?))"
)
_BIG = {"": 1, "k": 1000, "千": 1000, "w": 10_000, "万": 10_000, "百": 100, "亿": 100_000_000}
_EVENING = frozenset(("下午", "晚上", "傍晚", "夜里", "今晚", "明晚", "当晚", "晚"))
_HOURS = {
    "秒": "1/3600",
    "秒钟": "1/3600",
    "分钟": "1/60",
    "小时": "1",
    "钟头": "1",
    "h": "1",
    "天": "24",
    "日": "24",
    "晚": "24",
}
_WEEK = frozenset(("周", "星期", "礼拜"))
_MONTHS = {"月": 1, "个月": 1, "季": 3, "季度": 3, "年": 12}
_PRICED = re.compile(
    "(?:满|减|抵|省|返|补|赔|付|价格?为?|售价|到手|优惠|便宜|立减|直降|只要|仅需|只需|才|卖|收|扣|退|券额?|面额|总价|合计|金额|定金|"
    "尾款|运费|邮费|共计|低至|起价|预算)(?:是|为|:|了|你|您|我)?[ ¥=]?$"
)
_REDUCED_BEFORE = re.compile("(?:减|降|优惠|便宜|让利|省|折扣)(?:了|价|您|你)?$")
_REDUCED_AFTER = re.compile(" ?(?:off|的?折扣|的?优惠|让利)")


@lru_cache(maxsize=4096)
def claims_of(folded: str) -> tuple[Claim, ...]:
    """Return every number, date, code and link of a folded text, in order."""
    return tuple(_claim(match, folded) for match in _CLAIM.finditer(folded))


def claims(text: str) -> tuple[Claim, ...]:
    """Return the claims of a text as it was written."""
    return claims_of(fold(text))


def _claim(match: re.Match[str], folded: str) -> Claim:
    kind, value = _READERS[str(match.lastgroup)](match, folded)
    return Claim(kind, value, match.start(), match.end())


def _plain(number: str, big: str = "") -> str:
    """Return a number without needless zeros: 08.50 -> 8.5."""
    if not big and number.isdigit():
        return number.lstrip("0") or "0"
    return f"{(Decimal(number) * _BIG[big]).normalize():f}"


def _link(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    return ClaimKind.LINK, match.group()


def _full_date(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    return ClaimKind.DATE, f"{match['y']}-{int(match['mo'])}-{int(match['d'])}"


def _year(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    return ClaimKind.DATE, f"{match['y2']}-{int(match['mo3'])}-" if match["mo3"] else f"{match['y2']}--"


def _month_day(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    return ClaimKind.DATE, f"-{int(match['mo2'])}-{int(match['d2'])}"


def _month(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    return ClaimKind.DATE, f"-{int(match['mo4'])}-"


def _clock(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    return ClaimKind.TIME, f"{int(match['h'])}:{match['mi']}"


def _hour(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    hour = int(match["h2"])
    minute = 30 if match["half"] else int(match["quarter"] or 0) * 15 or int(match["mi2"] or 0)
    if match["part"] in _EVENING and hour < 12:
        hour += 12
    return ClaimKind.TIME, f"{hour}:{minute:02d}"


def _discount(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    rate = Decimal(match["rate"])
    return ClaimKind.DISCOUNT, f"{(rate / (100 if rate >= 10 else 10)).normalize():f}"


def _percent(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    share = Decimal(match["share"])
    before, after = folded[max(0, match.start() - 4) : match.start()], folded[match.end() : match.end() + 4]
    if share < 100 and (_REDUCED_BEFORE.search(before) or _REDUCED_AFTER.match(after)):
        return ClaimKind.DISCOUNT, f"{(1 - share / 100).normalize():f}"
    return ClaimKind.PERCENT, f"{share.normalize():f}"


def _money(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    amount = Decimal(match["yuan"]) * _BIG[match["big"]]
    if match["coin"] in {"毛", "角"}:
        amount /= 10
    elif match["coin"] == "分钱":
        amount /= 100
    elif match["jiao"]:
        amount += Decimal(match["jiao"]) / 10
    return ClaimKind.MONEY, f"{amount.normalize():f}"


def _signed_money(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    return ClaimKind.MONEY, _plain(match["yuan2"], match["big2"])


def _span(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    long, unit = Decimal(match["long"]), match["lasting"]
    if unit in _MONTHS:
        return ClaimKind.MONTHS, f"{(long * _MONTHS[unit]).normalize():f}"
    if unit == "工作日":
        return ClaimKind.HOURS, f"{long.normalize():f} working days"
    if unit in _WEEK:
        return ClaimKind.HOURS, f"{(long * 168).normalize():f}"
    whole, _, part = _HOURS[unit].partition("/")
    return ClaimKind.HOURS, f"{round(long * int(whole) / int(part or 1), 6).normalize():f}"


def _measure(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    unit = next(name for name, _ in _UNITS if match[f"u_{name}"] is not None)
    return ClaimKind.AMOUNT, f"{_plain(match['many'], match['mbig'])} {unit}"


def _code(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    return ClaimKind.CODE, match.group().strip("-_.+'")


def _number(match: re.Match[str], folded: str) -> tuple[ClaimKind, str]:
    value = _plain(match["bare"], match["nbig"] or "")
    priced = _PRICED.search(folded[max(0, match.start() - 6) : match.start()])
    return (ClaimKind.MONEY if priced else ClaimKind.NUMBER), value


_READERS: dict[str, Callable[[re.Match[str], str], tuple[ClaimKind, str]]] = {
    "link": _link,
    "full": _full_date,
    "year": _year,
    "md": _month_day,
    "month": _month,
    "clock": _clock,
    "hour": _hour,
    "discount": _discount,
    "percent": _percent,
    "money": _money,
    "sign": _signed_money,
    "span": _span,
    "measure": _measure,
    "code": _code,
    "digits": _code,
    "number": _number,
}
