"""Which property that goods state does a shopper ask for in words of her own?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import ahocorasick_rs

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
    r"钱|[价元折券赔]|便宜|贵|优惠|活动|赠|送|货|库存|还有|还剩|发票|快递|物流|运费|邮|退|包换|能换[吗么不]|修|质保|售后"
    r"|到手|拿下|入手|带走|订单|付款|安装|推荐|哪[个款种]|区别|到账|坏了|我[买的]|过敏|[买拍选穿]几?多?[大几]|[0-9]"
)


@dataclass(frozen=True, slots=True)
class Properties:
    """The shoppers' words for properties, each with the names that shops write for it."""

    _matcher: ahocorasick_rs.AhoCorasick
    _spoken: tuple[str, ...]
    _written: tuple[tuple[str, ...], ...]  #: of each spoken word

    @staticmethod
    def read(text: str) -> Properties:
        """Read the table: a row per line, spoken words, an arrow, written words; lines with # say nothing."""
        table: dict[str, dict[str, None]] = {}
        for line in text.splitlines():
            spoken, arrow, written = line.lower().partition("->")
            if line.startswith("#") or not arrow:
                continue
            for word in spoken.split():
                table.setdefault(word, {}).update(dict.fromkeys((*written.split(), word)))
        words = tuple(word for word in table if len(word) > 1)
        matcher = ahocorasick_rs.AhoCorasick(words)
        return Properties(matcher, words, tuple(tuple(table[word]) for word in words))

    def name_in(self, text: str, names: Sequence[str]) -> str:
        """Return which of these names of the data the longest words met stand for; empty if none fits.

        Words without a fitting name hide none that have one, and a broad name comes after all others.
        """
        met = {which for which, _, _ in self._matcher.find_matches_as_indexes(text, overlapping=True)}
        longest = sorted(met, key=lambda which: (-len(self._spoken[which]), which))
        plain = {name.strip().lower(): name for name in reversed(names)}
        fitting = [name for which in longest if (name := _fitting(self._written[which], plain))]
        return next((name for name in fitting if name not in BROAD), fitting[0] if fitting else "")


def speaks_of_other(text: str) -> bool:
    """Return whether the words of a text ask for prices, stock, orders and the like, whatever else they say."""
    return _ELSEWHERE.search(text) is not None


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
