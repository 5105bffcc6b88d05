"""What is the standard wording of what the shopper typed?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.words import WordSet

# 有得修冇, 有得退不: can it be done; 有得卖冇 asks for stock.
_CAN_IT_BE = re.compile(r"有得(?![卖买])([\u4e00-\u9fff]{1,4}?)(?:冇|没有?|木有|吗|么|不)(?![\u4e00-\u9fff])")
# 退个货, 刻俩字母, 开一张发票: a verb torn from its object; 刻几个字 asks how many, 退个货架 and 换个款式 name things.
_MEASURED = r"(?:了?[一俩两]?[个张下次点些]|俩)"
_TORN = re.compile(
    rf"([退换发补验]){_MEASURED}(?=货(?![架柜车号品]))|([开补退改]){_MEASURED}(?=发?票)|([刻印绣]){_MEASURED}(?=字)"
    rf"|(退){_MEASURED}(?=款(?![式型]))"
)
# 装得了不, 扛得住伐, 充得进电吗, and 洗得不 of the south-west: can it be done; 值得买吗 says something else.
_ASKED = r"(?:不|吗|么|嘛|没|冇|伐|咩|噻|撒)(?=$|[\s,。?!])"
_DOES = r"(?<![多少])(?:能|可以)?([\u4e00-\u9fff])(?<![值觉记懂晓获显舍省免认取难要使划合行])得"
_WORKS = re.compile(rf"{_DOES}(?:了|起|来)?{_ASKED}")
_WORKS_OUT = re.compile(
    rf"{_DOES}([住去进出上下到动过着开掉完成惯牢稳透满死活赢清好见干][\u4e00-\u9fff]{{0,2}}?){_ASKED}"
)
# The particles that end a question: 好伐, 有咩, 贵噻; 做咩 asks what.
_PARTICLE = re.compile(r"(?:(?<=[\u4e00-\u9fff])[伐噻]|(?<=[有得以行能好的了货会是到够啱])咩)(?=$|[\s,。?!])")
# 买边把, 要边件: which one, of the south; 床边条 names a thing. 骑几寸滴, 大点滴: the ending of a clause, no drop.
_WHICH_ONE = re.compile(r"(?<=[买用要系拣选食着睇攞])边(?=[个只把件样盒支对条张部台本瓶款种间套])")
_SAID_SOFTLY = re.compile(r"(?<=[\u4e00-\u9fff])(?<![点水一几两雨汗泪血半])滴(?=$|[\s,。?!])")


@dataclass(frozen=True, slots=True, eq=False)
class Slang:
    """Colloquial wordings, abbreviations and usual typos with their standard wordings."""

    pairs: tuple[tuple[str, str], ...]
    _words: WordSet
    _standard: dict[str, str]

    @staticmethod
    def build(pairs: Iterable[tuple[str, str]]) -> Slang:
        """Prepare a table; a later pair overrules an earlier one, a pair of equals protects a word."""
        table = {normalize(spoken): normalize(standard) for spoken, standard in pairs}
        return Slang(tuple(table.items()), WordSet.build(table), table)

    def extended(self, pairs: Iterable[tuple[str, str]]) -> Slang:
        """Return this table with a shop's own pairs on top."""
        own = tuple(pairs)
        return Slang.build((*self.pairs, *own)) if own else self

    def standardize(self, normalized: str) -> str:
        """Return a normalised text in standard wording."""
        normalized = _TORN.sub(lambda torn: torn[torn.lastindex or 0], _CAN_IT_BE.sub(r"能\1吗", normalized))
        normalized = _PARTICLE.sub("吗", normalized)
        normalized = _WHICH_ONE.sub("哪", normalized) if "边" in normalized else normalized
        normalized = _SAID_SOFTLY.sub("的", normalized) if "滴" in normalized else normalized
        if "得" in normalized:
            normalized = _WORKS_OUT.sub(r"能\1\2吗", _WORKS.sub(r"能\1吗", normalized))
        pieces, at = [], 0
        for found in self._words.find(normalized):
            standard = self._standard[found.word]
            if not _stands_there(standard, found.word, normalized, found.start):
                pieces += [normalized[at : found.start], standard]
                at = found.end
        return "".join([*pieces, normalized[at:]])


def _stands_there(standard: str, spoken: str, text: str, start: int) -> bool:
    """Return whether the standard wording, which holds the spoken one, is what was typed: 羽绒服 stays for 羽绒."""
    inside = standard.find(spoken)
    return inside >= 0 and inside <= start and text.startswith(standard, start - inside)
