"""Which property that goods state does a shopper ask for in words of her own?"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

import ahocorasick_rs

from xiaoer.core.facts.amounts import COUNTED, Amount, amount_asked, tells_amount, tells_unit
from xiaoer.core.shop.product import Pairs

LONG = 3  # characters of a written word that mean the same inside a longer name
# Names that may hold anything: said only where nothing more telling fits.
BROAD = frozenset(
    {
        "规格",
        "尺寸",
        "数量",
        "材质",
        "重量",
        "容量",
        "包装",
        "版本",
        "配置",
        "套餐",
        "款式",
        "用途",
        "等级",
        "工艺",
        "类型",
        "面料",
        "成分",
        "含量",
        "功效",
    }
)
# What is asked in such words is no property, whatever else they say.
_ELSEWHERE = re.compile(
    r"钱|[价元折券赔]|便宜|贵(?!妃)|优惠|活动|赠|送|货|库存|还有|还剩|发票|快递|物流|运费|邮|退|包换|能换[吗么不]|修|质保|售后"
    r"|到手|拿下|入手|带走|订单|付款|安装|推荐|哪[个款种]|区别|到账|坏了|我[买的]|过敏|[买拍选穿]几?多?[大几]"
    r"|[0-9]++(?:\.[0-9]+)?+(?!\s?(?:英?寸|厘米|cm|毫米|米|岁|度|瓦|w|伏|v|个月|层|级))"
)


# Something does not work, or is to be made for her: no property either.
_SERVICE = re.compile(
    r"[连打充开关放装吸]不[上开进了起]|没反应|[弄搞]?丢了|不见了|找不[到着]了?|不[亮转响动]了|失灵|定[做制]|单[独]?[买卖购配拍]|[做弄编改印刻绣染剪裁]成"
)
_EITHER_WAY = re.compile(r"(.{1,2}?)[不没]\1")  # 防不防水 asks what 防水吗 asks
_ASKS = re.compile("(?<=..)[吗么嘛不没]$")
_HOW_MANY = re.compile(rf"多少(?=[{COUNTED}斤克米升毫公厘度瓦伏寸岁天])")
_GAP = "~"  # in a spoken word: a few letters, as in 能~几斤
_MOST_BETWEEN = 4
# What may be left away of a name without another meaning: 充电 for 充电时间, 时速 for 最高时速; 系统 is not 散热系统.
_HEADS = frozenset(
    [
        "功能",
        "方式",
        "类型",
        "时间",
        "时长",
        "容量",
        "数量",
        "大小",
        "等级",
        "长度",
        "尺寸",
        "重量",
        "规格",
        "材质",
        "指数",
        "周期",
        "量",
        "率",
        "度",
        "数",
        "值",
        "范围",
        "性能",
        "性",
        "面积",
        "速度",
        "温度",
        "里程",
        "次数",
        "档位",
        "版本",
        "型号",
        "播报",
        "键盘",
        "情况",
        "说明",
        "方法",
    ]
)
_QUALIFIERS = frozenset(
    [
        "最高",
        "最大",
        "最低",
        "最小",
        "额定",
        "标准",
        "产品",
        "商品",
        "整机",
        "使用",
        "适用",
        "推荐",
        "建议",
        "总",
        "单",
        "单个",
        "每",
        "一次",
        "单次",
        "涂刷",
        "是否",
        "有无",
        "可",
        "支持",
        "收获",
        "电池",
        "机身",
        "主要",
        "平均",
        "综合",
        "持续",
        "连续",
    ]
)
_TELL_NOTHING = _HEADS | _QUALIFIERS | BROAD | {"电池", "充电", "电源", "适合", "通用", "清洗", "安装", "食用"}
_IS_THERE = re.compile("[有无带]|没有|不带|自带|支持|不支持|[是否]")
_SAYS_SO = re.compile("[有无是否可能已含带]|不|支持")  # what a value that only says yes or no begins with


@dataclass(frozen=True, slots=True)
class Properties:
    """The shoppers' words for properties, each with the names that shops write for it."""

    _matcher: ahocorasick_rs.AhoCorasick
    _spoken: tuple[str, ...]
    _written: tuple[tuple[str, ...], ...]  #: of each spoken word, those with gaps last
    _gapped: tuple[tuple[str, re.Pattern[str]], ...]  #: what begins a spoken word with a gap, and the whole

    @staticmethod
    def read(text: str) -> Properties:
        """Read the table: a row per line, spoken words, an arrow, written words; lines with # say nothing.

        A ~ in a spoken word stands for a few letters.
        """
        table: dict[str, dict[str, None]] = {}
        for line in text.splitlines():
            spoken, arrow, written = line.lower().partition("->")
            if line.startswith("#") or not arrow:
                continue
            for word in spoken.split():
                for form in dict.fromkeys((word, _plainly_asked(word))):
                    table.setdefault(form, {}).update(dict.fromkeys((*written.split(), word)))
        whole = tuple(word for word in table if len(word) > 1 and _GAP not in word)
        gapped = tuple(word for word in table if _GAP in word)
        return Properties(
            ahocorasick_rs.AhoCorasick(whole),
            (*whole, *gapped),
            tuple(tuple(table[word]) for word in (*whole, *gapped)),
            tuple((word.partition(_GAP)[0], _with_gaps(word)) for word in gapped),
        )

    def name_in(self, text: str, told: Pairs) -> str:
        """Return which of the names in these pairs of the data the longest words met stand for; empty if none fits.

        Words without a fitting name hide none that have one, and a broad name comes after all others. A name whose
        value does not tell the amount that is asked for fits nothing: 几节电池 is not answered by 续航=25分钟.
        """
        asked = amount_asked(text)
        telling = {name: value for name, value in reversed(told) if tells_amount(asked, value)}
        plain = {form: name for name in reversed(telling) for form in _forms_of(name.strip().lower())}
        if not plain:
            return ""
        longest = sorted(self._met(text), key=lambda which: (-len(self._spoken[which]), which))
        fitting = [name for which in longest if (name := _fitting(self._written[which], plain))]
        named = next((name for name in fitting if name not in BROAD), fitting[0] if fitting else "")
        if named:
            return named
        loosely = frozenset(own for own, name in plain.items() if asked or _SAYS_SO.match(telling[name]))
        short = next((name for which in longest if (name := _shortened(self._written[which], plain, loosely))), "")
        short = short or _only_telling(asked, telling) or self._in_a_value(longest, asked, told)
        return short or _there_or_not(text, telling)

    def _in_a_value(self, longest: Sequence[int], asked: Amount | None, told: Pairs) -> str:
        """Return the one name whose value speaks of what is asked for: 滑不滑 by 双面=双面防滑; no amounts."""
        for which in longest if asked is None else ():
            words = [word for word in self._written[which] if len(word) > 1 and word not in _TELL_NOTHING]
            names = dict.fromkeys(name for name, value in told if any(word in value.lower() for word in words))
            if len(names) == 1:
                return next(iter(names))
        return ""

    def _met(self, text: str) -> set[int]:
        """Return which of the spoken words stand in a text, as it is or asked plainly."""
        plainly = _plainly_asked(text)
        texts = (text,) if plainly == text else (text, plainly)
        met = {which for each in texts for which, _, _ in self._matcher.find_matches_as_indexes(each, overlapping=True)}
        first = len(self._spoken) - len(self._gapped)
        for at, (start, whole) in enumerate(self._gapped, start=first):
            if start in text and whole.search(text):
                met.add(at)
        return met


def _forms_of(name: str) -> tuple[str, ...]:
    """Return a name as other shops write it: 适合手型 is 适用手型."""
    return (name.replace("适合", "适用"), name.replace("适用", "适合"), name)


def speaks_of_other(text: str) -> bool:
    """Return whether the words of a text ask for prices, stock, orders and the like, whatever else they say."""
    return _ELSEWHERE.search(text) is not None or wants_service(text)


def wants_service(text: str) -> bool:
    """Return whether a text says that something does not work, or wants it made."""
    return _SERVICE.search(text) is not None


def _fitting(written: Sequence[str], plain: dict[str, str]) -> str:
    """Return the name that is one of the written words, or holds a long one; a broad one only if it is written first.

    扎不扎人 may be answered by 柔软度, and not by 面料, which merely bears on it.
    """
    same = next((plain[word] for word in written if word in plain and word not in BROAD), "")
    if same:
        return same
    long = (word for word in written if len(word) >= LONG)
    held = next((name for word in long for own, name in plain.items() if word in own), "")
    return held or plain.get(written[0], "")


def _shortened(written: Sequence[str], plain: dict[str, str], loosely: Set[str]) -> str:
    """Return the name that is a written word cut short, no broad one: 雾量 of 雾化量, 时速 of 最高时速.

    Only the names in `loosely`, whose values answer, may lack their head: 充电 of 充电时间.
    """
    for word in written:
        for own, name in plain.items():
            is_shorter = 1 < len(own) < len(word) and own not in BROAD
            if is_shorter and (_is_bare(own, word) or (own in loosely and _is_cut(own, word))):
                return name
    return ""


def _is_bare(own: str, word: str) -> bool:
    """Return whether a name is a word without what only qualifies it: 时速 of 最高时速, 肤质 of 适用肤质."""
    return word.endswith(own) and word[: -len(own)] in _QUALIFIERS


def _is_cut(own: str, word: str) -> bool:
    if word.startswith(own):
        return word[len(own) :] in _HEADS
    return own[0] == word[0] and own[-1] == word[-1] and own[1:-1] in word


def _only_telling(asked: Amount | None, telling: dict[str, str]) -> str:
    """Return the one name whose value tells the very unit that is asked for: 几路 by 19路, 多少度 by 13到30℃."""
    if asked is None or not (asked.unit or ("degree" in asked.kinds and "length" not in asked.kinds)):
        return ""
    names = [name for name, value in telling.items() if tells_unit(asked, value)]
    return names[0] if len(names) == 1 else ""


def _there_or_not(text: str, telling: dict[str, str]) -> str:
    """Return the one name of a part, there or not, of whose purpose a text speaks: 键盘托=有 of 放键盘的地方."""
    parts = [name for name, value in telling.items() if len(name) == LONG and _IS_THERE.fullmatch(value)]
    spoken = [name for name in parts if name[:-1] in text]
    return spoken[0] if len(spoken) == 1 else ""


def _plainly_asked(text: str) -> str:
    """Return a text that asks without 不, and by 几 for 多少: 防水 for 防不防水, 有糖 for 有糖吗, 几根 for 多少根.

    A single letter is left as it is.
    """
    plainly = _ASKS.sub("", _EITHER_WAY.sub(r"\1", _HOW_MANY.sub("几", text)))
    return plainly if len(plainly) > 1 else text


def _with_gaps(word: str) -> re.Pattern[str]:
    return re.compile(f".{{0,{_MOST_BETWEEN}}}".join(map(re.escape, word.split(_GAP))))
