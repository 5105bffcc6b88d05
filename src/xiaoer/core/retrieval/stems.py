"""By which part of it is an option value called: 精装 of 精装礼盒, 厚 of 厚款, 马 of 生肖马?"""

from __future__ import annotations

import re
from functools import lru_cache

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.shop.product import Product

SKUS_READ = 8  # sisters of a product mostly name the same properties
ANY_KIND = "色码号款型版装类种样个件"  # what values of any kind may end with
_SIGN = re.compile(r"(?:^|[\s,、属要选有是那和跟与的款])([\u4e00-\u9fff])(?:的|款|号)(?!话|时候)|属([\u4e00-\u9fff])")
_PACKS = "箱盒罐桶袋瓶包提"
_PACK_SAID = re.compile(
    rf"(?:\d|[一两二三四五六七八九十整几半])\s?(?:大|整)?([{_PACKS}])(?![装子型的里])|(?:^|[那要])大?([{_PACKS}])装?的"
)
_LATIN_TAIL = re.compile(r"(?:\d+[a-z]*|[a-z]+)$")
_BEFORE_GOODS = re.compile(r"(?:^|[\s,、要买拿来选])([\u4e00-\u9fff])(?=[\s\ue000-\uf8ff])")  # 厚睡袋


@lru_cache(maxsize=5_000)
def own_words(values: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return with each value the words that no other value holds: 精装 of 精装礼盒, beside 平装.

    What a value adds to another one is such a word: 脚托 of 带头枕脚托, beside 带头枕.
    """
    said = [(*normalized_tokens(normalize(value)), *_additions(normalize(value), values)) for value in values]
    words = [tuple(dict.fromkeys(w for w in own if w.isalpha() and not w.isascii())) for own in said]
    return tuple(
        (value, tuple(w for w in own if len(w) > 1 and w != value and sum(w in other for other in values) == 1))
        for value, own in zip(values, words, strict=True)
    )


def _additions(value: str, values: tuple[str, ...]) -> tuple[str, ...]:
    others = (normalize(other) for other in values)
    return tuple(value.removeprefix(other) for other in others if other and value != other and value.startswith(other))


@lru_cache(maxsize=5_000)
def stems(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values without the noun that all of them end with: 红 and 黑 of 红绳 and 黑绳; none for numbers."""
    if len(values) < 2:
        return ()
    first = min(values, key=len)
    tails = (first[at:] for at in range(1, len(first)))  # EF尖 and F尖 share 尖, and each keeps its own
    tail = next((tail for tail in tails if all(value.endswith(tail) for value in values)), "")
    found = tuple(value.removesuffix(tail) for value in values)
    bare = not tail or any(not stem or any(char.isdigit() for char in stem) for stem in found)
    return () if bare else found


def by_sign(plain: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of which each alone holds a single character that a text calls it by: 生肖马 of 马的."""
    if len(values) < 2:
        return ()
    signs = (sign for found in _SIGN.finditer(plain) for sign in found.groups() if sign)
    holders = [tuple(value for value in values if sign in value) for sign in signs if sign not in ANY_KIND]
    own = stems(values)
    holders += [
        tuple(value for value, stem in zip(values, own, strict=True) if stem == found[1])
        for found in (_BEFORE_GOODS.finditer(plain) if own else ())
    ]
    called = {held[0] for held in holders if len(held) == 1}
    return tuple(value for value in values if value in called)


def by_pack(plain: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one value that comes in the pack by which a text counts: 10包整箱 of 来两箱; 5盒 holds several."""
    packs = {found[1] or found[2] for found in _PACK_SAID.finditer(plain)} if len(values) > 1 else ()
    called = {holders[0] for pack in packs if len(holders := _packed_in(pack, values)) == 1}
    return tuple(value for value in values if value in called) if len(called) == 1 else ()


def _packed_in(pack: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values that name a pack; all of them, where one only counts what comes in it: 5盒.

    All goods come in bags and the like; only where each value names its pack, or for 箱, does that tell them apart.
    """
    holders = tuple(value for value in values if pack in value)
    if pack != "箱" and any(set(_PACKS).isdisjoint(value) for value in values):
        return values
    counted = any(re.search(rf"(?:[02-9]|\d\d|[两二三四五六七八九十双多])\s?{pack}", value) for value in holders)
    return values if counted else holders


def not_denied(text: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one value beside that which denies what a text says: 带表的, of 带气压表 and 不带表."""
    for value in map(normalize, values):
        said = value[1:] if value[0] in "不无没" else ""
        if len(said) > 1 and said in text and value not in text:
            others = tuple(other for other in values if normalize(other) != value)
            return others if len(others) == 1 else ()
    return ()


def shortest(plain_text: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values that are named, without those that add to another what nobody said: 15 Pro is no 15 Pro Max."""
    text = plain_text.replace(" ", "")
    plain = {value: normalize(value).replace(" ", "") for value in named}
    return tuple(
        value
        for value, own in plain.items()
        if not any(
            own != less and own.startswith(less) and own[len(less) :] not in text and _ends(plain_text, less)
            for less in plain.values()
        )
    )


def _ends(text: str, value: str) -> bool:
    """Return whether a text ends a value where it ends, and goes on with no Latin letters: 15pm is more than 15."""
    tail = _LATIN_TAIL.search(value)
    return tail is None or re.search(r"\s?".join(tail[0]) + "(?![a-z0-9])", text) is not None


def by_own_words(text: str, values: tuple[str, ...], product: Product) -> tuple[str, ...]:
    """Return the values that a text calls by a word of their own.

    A word that is the name of a property as well asks for this, 几个踏板, unless more of the value is said: 三踏板.
    """
    return tuple(
        value
        for value, words in own_words(values)
        if any(
            says(text, word) and (not _is_property(word, product) or _with_the_sign_before(value, word) in text)
            for word in words
        )
    )


def _is_property(word: str, product: Product) -> bool:
    return any(word == name for sku in product.skus[:SKUS_READ] for name, _ in sku.attributes)


def _with_the_sign_before(value: str, word: str) -> str:
    plain = normalize(value)
    at = plain.find(word)
    return plain[at - 1 : at + len(word)] if at > 0 else f"{word}{word}"


def says(text: str, piece: str) -> bool:
    """Return whether a piece stands in a text, not as a part of another number or Latin word."""
    at = text.find(piece)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(piece) : at + len(piece) + 1]
        if not _continues(before, piece[0]) and not _continues(piece[-1], after):
            return True
        at = text.find(piece, at + 1)
    return False


def _continues(left: str, right: str) -> bool:
    if not left or not right or not left.isascii() or not right.isascii():
        return False
    number = (left.isdigit() or left == ".") and right.isdigit()
    return number or (left.isalpha() and right.isalpha())
