"""Where does one question end and the next begin?"""

from __future__ import annotations

import re

_ENDS = re.compile(
    r"[。！？!?;；\n]+|[,，、]+(?![0-9]{3})|(?<![a-z0-9])\s+|\s+(?![a-z0-9])|(?<=[吗呢嘛])(?=[一-鿿a-z])|(?<=多少钱)(?=[一-鿿]{2,}[吗不么没])|(?<=有货)(?=多少钱|什么价)"
)
_CONNECTORS = re.compile(
    r"(?:还有就是|还有个问题|另外再?问一?下?|顺便再?问一?下?|顺便|另外|以及|再问一?下|还想问一?下?|还有(?!没|吗|货|么|嘛|不|多少|几|现|库|的|其他|别的|什么|哪|优惠|活动|券|得|效|售|剩)|然后(?=[一-鿿]{3})|而且)"
)


def clauses(normalized: str) -> tuple[str, ...]:
    """Return the pieces of a normalised message between its punctuation and connectors, in order."""
    pieces: list[str] = []
    for piece in _ENDS.split(normalized):
        pieces += _CONNECTORS.split(piece)
    return tuple(piece.strip() for piece in pieces if any(char.isalnum() for char in piece))
