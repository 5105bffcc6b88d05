"""Where does one question end and the next begin?"""

from __future__ import annotations

import re
from collections.abc import Sequence

_COVER = "\ue000"  # a private character that no message holds once it is cleaned
_NEXT = "多久|几天|多少|什么|啥|怎么|咋|包邮|保修|质保|几"  # begins another question
_ENDS = re.compile(
    r"[。！？!?;；\n]+|[,，、]+(?![0-9]{3})|(?<![a-z0-9\ue000])\s+|\s+(?![a-z0-9\ue000])|(?<=[吗呢嘛])(?=[一-鿿a-z])|(?<=[不没么])(?=还有)|(?<=多少钱)(?=[一-鿿]{2,}[吗不么没])|(?<=多少钱)(?=什么|啥|怎么|有没有|能不能|保修|质保|续航|防水)|(?<=有货)(?=多少钱|什么价)"
    rf"|(?<=(?:有货|包邮)[没么不])(?={_NEXT})|(?<=(?:有货|包邮)[没么])(?=能|发|送)|(?<=快递)(?=(?:多久|几天|多少钱|包邮|能发)[一-鿿])"
    r"|(?<=(?:多久|几天)(?:发货|能到|到货))(?=(?:发|用|走|是)(?:什么|啥|哪)|包邮|能开|多少钱|有货)"
)
_CONNECTORS = re.compile(
    r"(?:还有就是|还有个问题|另外再?问一?下?|顺便再?问一?下?|顺便|(?<![要需得用须不会])另外|以及|再问一?下|还想问一?下?|还有(?!$|没|木|冇|无|吗|吧|咩|呢|伐|否|货|么|嘛|不|多少|多[长大宽高厚]|几|啥|比|现|库|的|其他|别的|什么|哪|优惠|活动|券|得|效|售|剩|满|折|赠|预售|定金|红包|[^,\s能会可是要包送发退换支怎多几什啥哪么]{1,10}(?:没有?|冇|木有)(?:[\s,?!。]|$))|然后(?=[一-鿿]{3})|而且)"
)


def clauses(normalized: str, whole: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Return the pieces of a normalised message between its punctuation and connectors, in order.

    Nothing is split within the spans of `whole`, such as names of goods that hold commas.
    """
    kept: list[str] = []
    covered = normalized
    for start, end in whole:
        covered = f"{covered[:start]}{_COVER * (end - start)}{covered[end:]}"
    kept += [normalized[at] for at, char in enumerate(covered) if char == _COVER]
    pieces: list[str] = []
    for piece in _ENDS.split(covered):
        pieces += _CONNECTORS.split(piece)
    letters = iter(kept)
    shown = ["".join(next(letters) if char == _COVER else char for char in piece) for piece in pieces]
    return tuple(piece.strip() for piece in shown if any(char.isalnum() for char in piece))


def gaps_between(normalized: str, pieces: Sequence[str]) -> tuple[str, ...]:
    """Return for each piece of a message what parts it from the one before: a blank where nothing else does."""
    gaps, at = [], 0
    for piece in pieces:
        start = normalized.find(piece, at)
        between = normalized[at:start] if start >= 0 else ""
        gaps.append(" " if at and between and not between.strip() else ",")
        at = start + len(piece) if start >= 0 else at
    return tuple(gaps)
