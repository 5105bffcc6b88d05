"""What kind of amount does a question want told, and does a value of the data tell one?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

COUNTED = (
    "个支只枝朵片枚件粒颗根条双对副瓶包袋盒罐听张块杯本册页档挡人层套次段桶顿餐格位节键孔组路口"
    "门座轴步股针齿叶种样款色束盘卷抽头勺滴核轮弦球棵株把台圈杆"
)
_GRADED = "级倍号代遍泡分转帧兆帕星"  # what data often tell by a bare number: SPF50+, 七窨, 8000mm
_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百半]+)"
# The kinds of amounts and the units that tell them; a unit may tell several kinds.
_KINDS = {
    "time": r"小时|钟头|分钟|秒钟?|天|日|晚|周|星期|个?月|年|岁|h(?![a-z])|min|s(?![a-z])|季",
    "length": r"cm|mm|km|m(?![a-z0-9])|厘米|毫米|公分|公里|千米|米|英?寸|尺|丝|里(?!面|程)|码(?!头)|[×x*]\s?\d",
    "weight": r"kg|mg|g(?![a-z])|千克|公斤|毫克|克(?!拉)|斤|两|吨|磅|u(?![a-z])|lbs?",
    "volume": r"ml|l(?![a-z])|毫升|升|cc|加仑|立方",
    "area": r"平方|平米|平(?!方)|㎡|m2|m²|亩|[×x*]\s?\d",
    "degree": r"度|℃|°|c(?![a-z])|摄氏",
    "rate": r"%|vol|度",
    "power": r"kw|w(?![a-z])|千?瓦|匹",
    "volt": r"v(?![a-z])|伏",
    "charge": r"mah|ah|wh|毫安|a(?![a-z])|安(?!全)",
    "storage": r"gb?(?![a-z])|tb?(?![a-z])|mb?(?![a-z])",
    "count": rf"[{COUNTED}]",
}
_UNITS = {kind: re.compile(rf"{_NUMBER}\s?(?:[-~至到]\s?{_NUMBER}\s?)?(?:{units})") for kind, units in _KINDS.items()}
_BARE = re.compile(r"(?<![\d.a-z])\d+(?:\.\d+)?(?![\d.])\s?(?:$|[^0-9a-z一-鿿%℃°×x*㎡./:-])")
_ANY_NUMBER = re.compile(rf"\d|{_NUMBER}[{COUNTED}米斤天年度]|[大中小]号|均码|[a-z+]级|[一二两三四五六七八九十]")
_ANY = frozenset({"any"})
_TIME = re.compile(
    r"多少?长时间|多久|(?:多少|几)个?(?:半?小时|钟头|分钟|秒|天(?!然)|晚|夜|周|星期|月|年)|放得?久|[更最得]久|久[一些点]*[吗不么]"
)
# What else is asked for, in the order in which it is looked for; the kinds that answer it.
_WANTED = (
    (re.compile(r"(?:多少|几)(?:厘米|毫米|公分|米(?!钱)|公里|里路|寸|尺|cm|mm|km)"), {"length"}),
    (re.compile(r"多长|最长"), {"length", "time"}),
    (re.compile(r"多厚"), {"length", "weight", "count"}),
    (re.compile(r"多[宽深粗细远]|最[宽深粗细远]|长宽高"), {"length"}),
    (re.compile(r"多[高低矮]|最[高低矮](?=多少|是|有|几|能?到|[吗呢的]|$)"), {"length", "degree", "rate", "time"}),
    (re.compile(r"多[重沉]|重不重|沉不沉|轻不轻"), {"weight"}),
    (re.compile(r"(?:多少|几)(?:千克|公斤|毫克|克(?!拉)|斤|两|kg|g(?![a-z])|磅)"), {"weight"}),
    (re.compile(r"(?:多少|几)(?:毫升|升|ml|l(?![a-z]))"), {"volume"}),
    (re.compile(r"(?:多少|几)(?:平|㎡|亩)"), {"area"}),
    (re.compile(r"(?:多少|几)(?:摄氏)?度"), {"degree", "rate"}),
    (re.compile(r"(?:多少|几)(?:千?瓦|kw|w(?![a-z])|匹)"), {"power"}),
    (re.compile(r"[费耗用]多少电|几度电|多少度电|[费耗]电"), {"power", "rate"}),
    (re.compile(r"(?:多少|几)(?:伏|v(?![a-z]))"), {"volt"}),
    (re.compile(r"(?:多少|几)(?:毫安|安(?!全)|mah|ah)"), {"charge"}),
    (re.compile(r"多[大快亮强响]"), _ANY),
)  # fmt: skip
_COUNT = re.compile(rf"(?:多少|几)(?!块)([{COUNTED}])(?!钱|时|点|多|邮)")  # 几块 is money, 多少包邮 too
_HOW_MANY = re.compile(rf"多少|几[{_GRADED}]")
_ONE_OR_TWO = frozenset("单双")  # 双电机
_SAYS_NOTHING = frozenset("个种样款件只套")  # units of anything
_DEGREE = re.compile(r"([大多高长宽厚深粗亮快远强])[不没]\1")


@dataclass(frozen=True, slots=True)
class Amount:
    """The kinds of amounts that a question wants, and the very unit that it names."""

    kinds: frozenset[str]
    unit: str = ""

    @property
    def is_any(self) -> bool:
        """Whether any number answers it: 多大, 大不大."""
        return self.kinds == _ANY


@lru_cache(maxsize=1_024)
def amount_asked(text: str) -> Amount | None:
    """Return the amount that a text asks for, None where it asks for none: 充满要几小时, 几节电池, 多重."""
    if _TIME.search(text):
        return Amount(frozenset({"time"}))
    counted = _COUNT.search(text)
    if counted is not None:
        return Amount(frozenset({"count"}), counted[1])
    for pattern, kinds in _WANTED:
        if pattern.search(text):
            return Amount(frozenset(kinds))
    return Amount(_ANY) if _HOW_MANY.search(text) or _DEGREE.search(text) else None


@lru_cache(maxsize=16_384)
def kinds_of(value: str) -> frozenset[str]:
    """Return the kinds of amounts that a value of the data tells; `bare` is a number without a unit."""
    plain = value.lower()
    found = {kind for kind, units in _UNITS.items() if units.search(plain)}
    if not found and _BARE.search(plain):
        found = {"bare"}
    return frozenset(found)


def tells_amount(asked: Amount | None, value: str) -> bool:
    """Return whether a value tells the amount that is asked for; true where none is asked for."""
    if asked is None:
        return True
    if asked.is_any:
        return _ANY_NUMBER.search(value.lower()) is not None
    if asked.unit and (re.search(rf"{_NUMBER}\s?{asked.unit}", value) or value[:1] in _ONE_OR_TWO):
        return True
    kinds = kinds_of(value)
    return bool(kinds & (asked.kinds | {"bare"}))


def tells_unit(asked: Amount, value: str) -> bool:
    """Return whether a value tells the very unit that is asked for, or the only kind where no unit is named."""
    if asked.unit:
        return asked.unit not in _SAYS_NOTHING and re.search(rf"{_NUMBER}\s?{asked.unit}", value) is not None
    return bool(kinds_of(value) & asked.kinds)
