"""Which parameter tells whether a measure that a question gives still fits: 200斤坐得住不, 能放17寸的吗?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xiaoer.core.dialogue.evidence import Statement
from xiaoer.core.facts.amounts import amount_asked, kinds_of
from xiaoer.core.facts.citing import cite_topic
from xiaoer.core.facts.specs import RULE, say_parameters
from xiaoer.core.facts.topic import Topic
from xiaoer.core.language.normalize import normalize
from xiaoer.core.shop.product import Sku

_MEASURE = re.compile(
    r"(?<![\d.a-z])(\d+(?:\.\d+)?)\s?(公斤|千克|斤|kg|英?寸|厘米|公分|毫米|cm|mm|米(?!色)|升|毫升|ml|l(?![a-z])|瓦|w(?![a-z])|键|孔|平米?|个?人|岁|度)"
)
_WHETHER = re.compile(
    r"[吗么嘛不没]$|行不行|能不能|可不可以|得[住下了起上进过动]|[住下起上进过]得?[吗不]|会不会|合不合适|够不够"
)
_FITS = re.compile("[能可够坐站睡躺放装夹撑扛承挂吊穿戴上用套配塞拉坐载]")
_LIMIT = re.compile("适[用合配]|[承载限]|最[大高多小低]|[夹容装]|范围|支持|兼容|可[用放装]")
_DIMENSIONS = "厚宽高长深粗"
_SAME_UNITS = {"公分": "厘米", "cm": "厘米", "mm": "毫米", "寸": "英寸", "kg": "公斤", "千克": "公斤", "ml": "毫升"}
SURELY = 2  # signs that a parameter bounds just this measure


def bounding_name(skus: Sequence[Sku], asked: str) -> str:
    """Return the name of the one parameter that tells how much fits, where a question gives a measure; else empty.

    `asked` is the question without the goods and the variants that it names.
    """
    plain = normalize(asked)
    said = _MEASURE.search(plain)
    if said is None or not _WHETHER.search(plain) or not _FITS.search(plain) or amount_asked(plain) is not None:
        return ""
    kinds = kinds_of(said[0])
    signs: dict[str, int] = {}
    for name, value in dict.fromkeys(pair for sku in skus for pair in sku.attributes):
        if kinds & kinds_of(value):
            signs[name] = max(_signs(plain, said, name, normalize(value)), signs.get(name, 0))
    best = max(signs.values(), default=0)
    names = [name for name, count in signs.items() if count == best]
    return names[0] if best >= SURELY and len(names) == 1 else ""


def state_bound(topic: Topic, asked: str) -> Statement | None:
    """Say the parameter that tells whether a measure fits, in the data's own words; None where none surely does."""
    quotes = tuple(quote for quote in topic.quotes if quote.sku.on_sale) or topic.quotes
    name = bounding_name([quote.sku for quote in quotes], asked)
    if not name:
        return None
    text = say_parameters(topic, quotes, (name,))
    return Statement(text, cite_topic(topic, text), RULE)


def _signs(plain: str, said: re.Match[str], name: str, value: str) -> int:
    """Return how many signs there are that a parameter bounds a measure: its name, its unit, its dimension."""
    dimension = any(sign in plain and sign in name for sign in _DIMENSIONS)
    told = {_unit(found[2]) for found in _MEASURE.finditer(value)}
    weighs = "重" in name and "weight" in kinds_of(said[0])
    return SURELY + dimension + (_unit(said[2]) in told) + weighs if _LIMIT.search(name) else 0


def _unit(word: str) -> str:
    return _SAME_UNITS.get(word, word)
