"""Which parameter or option tells whether goods are the one or the other: 铁的还是塑料的?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xiaoer.core.language.normalize import normalize
from xiaoer.core.shop.product import Sku

_EITHER = re.compile(
    r"(?:是|用的?|要|选|属于)?([^\s,，是]{1,6}?)的?(?:还是|或者是?)([^\s,，]{1,6}?)(?:做|制)?的?(?:[呢呀啊吗哦?？]|$)"
)


def names_of_either(asked: str, skus: Sequence[Sku]) -> tuple[str, ...]:
    """Return the one name under which the data say the one or the other of what she asks for; () where none does."""
    found = _EITHER.search(normalize(asked))
    sides = tuple(side for side in found.groups() if side) if found else ()
    names = dict.fromkeys(
        name
        for sku in skus
        for name, value in (*sku.attributes, *sku.options)
        if any(side in normalize(value) for side in sides)
    )
    return tuple(names) if len(names) == 1 else ()
