"""Is a text silent on the amount or the maker that a question wants told, whatever else the two share?"""

from __future__ import annotations

import re

from xiaoer.core.facts.amounts import Amount, amount_asked, kinds_of
from xiaoer.core.facts.provenance import asks_whose, tells_whose

# What is measured; times are told in many ways (当天, 长期), and 几个, 几种 may be answered by a list.
_MEASURED = frozenset({"length", "weight", "volume", "area", "power", "volt", "charge", "storage"})
_IN_DEGREES = frozenset({"degree"})  # of heat, or of spirits, which are told by a rate as well
_LISTED = frozenset("个种样款件套条人次口路")
_HOW_MANY_PEOPLE = re.compile("(?:几|多少)(?:个|口)?人")
_PEOPLE = re.compile(
    r"(?:\d|[一二两三四五六七八九十单双多])(?:个|口|位)?人|(?:\d|[一二两三四五六七八九十])(?:位|口)|人数|家庭"
)
_FIGURE = re.compile(r"\d|[两三四五六七八九十]")
_HOW_FAR = re.compile("多远|最远|多高的?人|多[高重]的?(?:宝宝|孩子|娃|人)")


def silent_on(asked: str, text: str) -> bool:
    """Return whether a text tells no amount of the kind asked for (几瓦, 几颗), or nobody where a maker is."""
    if _HOW_MANY_PEOPLE.search(asked):
        return _PEOPLE.search(text) is None
    amount = amount_asked(asked)
    if amount is not None and amount.unit == "个" and _FIGURE.search(text) is None:
        return True
    if amount is not None and _is_measured(amount) and not _HOW_FAR.search(asked):
        measures = amount.kinds & _MEASURED
        return not kinds_of(text) & (measures or amount.kinds)
    return asks_whose(asked) and not tells_whose(text)


def _is_measured(amount: Amount) -> bool:
    counted = bool(amount.unit) and amount.unit not in _LISTED
    return counted or bool(amount.kinds & (_MEASURED | _IN_DEGREES))
