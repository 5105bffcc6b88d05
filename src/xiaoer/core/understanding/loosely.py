"""Which goods does a clause call by words that their data hold: 鹅绒那件, 四安的电池?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import CLASSIFIERS
from xiaoer.core.retrieval.goodswords import IN_DATA, IN_OPTION
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.measures import placed_measures, unhyphened
from xiaoer.core.retrieval.options import narrow
from xiaoer.core.understanding.cues import naming_words
from xiaoer.core.understanding.goods import CALLED, SURE

_COUNTED = re.compile(
    rf"[一二两三四五六七八九]米[一二三四五六七八九半]|(?:[一二两三四五六七八九十几半每]|\d+(?:\.\d+)?)\s?(?:[{CLASSIFIERS}]|毫升|升|公斤|千克|克|英?寸|厘米|公分|毫米|米(?!色)|码|瓦|加仑|安时?|伏|线|档)"
)
_POINTS_AT = re.compile("[这此本该](?:一)?[个款件种台双条套只支瓶盒]|它")
_COINED = 2  # characters of a word that a shop made up
_TELLS_NOTHING = frozenset(CLASSIFIERS + "纯真全新旧好款式版型种样类味啦咯哈嗯哦")
_BETWEEN = re.compile("和|跟|与|还是|、|vs|对比")
_COMPARES = re.compile(r"[差区贵便哪谁更比价一不相]|\d+[a-z]+")  # from here on a side says how it is compared
_ASKED_LAST = re.compile(
    r"(?:一共|总共|合计|共计|加?起来|加一起|一起|算下来|到手价?|实付|总价|要付|买(?=$|的话|要|得|多少|一共|总共|划算|吗|呢)|的?多少|几块|什么价|怎么卖|有货|有吗).*$"
)
_CODE = re.compile(
    r"(?<![a-z0-9])(?:\d+合\d+|[a-z]+-?\d[a-z\d-]*|\d+[a-z]+-?\d[a-z\d-]*|\d+k)(?![a-z0-9])"
)  # 5w-30, 4k
_IS_THERE = re.compile(  # asks whether the shop has such goods, and what they are made of or go with is none of them
    "(?:请问|你们?家?|店里|这边|那)*(?:有没有|有没得|有冇|有无|卖不卖|[有卖])(?!.*[的款些])([\u4e00-\u9fff]{2,6}?)(?:卖|吗|么|嘛|不|没|没有|呀|啊|[??])*"
    "|(?!.*[的款些])([\u4e00-\u9fff]{2,6}?)(?:有没有|有冇|有吗|有么|卖吗|卖不|有卖)(?:卖|吗|么|嘛|[??])*"
)


def called_loosely(clause: str, index: ShopIndex, *, by_data: bool) -> tuple[ProductMatch, ...]:
    """Return the goods whose data hold every word that a clause names things by: 鹅绒那件多少钱.

    One match, of one product or of the few that fit equally; its mention is the longest of the words. `by_data` when
    words of their parameters alone may call them; else one must stand in a name or an option.
    """
    if _POINTS_AT.search(clause):
        return ()
    codes = tuple(_CODE.findall(clause))
    bare = _COUNTED.sub(" ", without_asking(_CODE.sub(" ", clause)))
    words = (*codes, *_as_valued(tuple(word for word in naming_words(bare) if word not in _TELLS_NOTHING), bare, index))
    if not any(len(word) > 1 for word in words):
        return ()
    by_data = by_data and not _IS_THERE.fullmatch(clause)
    products = [
        index.products.products[number]
        for number in index.words.called(tuple(map(unhyphened, words)), at_least=IN_DATA if by_data else IN_OPTION)
    ]
    if not products:
        return ()
    narrowed = [narrow(product, clause) for product in products]
    most = max(len(one.options) for one in narrowed) if placed_measures(clause) else 0
    products = [product for product, one in zip(products, narrowed, strict=True) if len(one.options) >= most]
    narrowed = [one for one in narrowed if len(one.options) >= most]
    mention = max(words, key=lambda word: (len(word), not word.isascii()))
    values = (normalize(value) for one in narrowed for _, value in one.options)
    return (
        ProductMatch(
            mention=next((value for value in values if mention in value and value in clause), mention),
            product_ids=tuple(product.product_id for product in products),
            skus=tuple(sku.sku for one in narrowed for sku in one.skus),
            options=tuple(dict.fromkeys(pair for one in narrowed for pair in one.options)),
            score=CALLED if len(products) == 1 else SURE,
        ),
    )


def _as_valued(words: Sequence[str], text: str, index: ShopIndex) -> tuple[str, ...]:
    """Return words, two single characters that an option value writes as one as one word: 低枕 is in no dictionary."""
    joined: list[str] = []
    for word in words:
        both = joined[-1] + word if joined else ""
        if len(both) == _COINED and len(word) == 1 and both in text and index.words.as_value(both):
            joined[-1] = both
        else:
            joined.append(word)
    return tuple(joined)


def holds_code(text: str) -> bool:
    """Return whether a text holds a code of letters and digits: 5w-30, 4k."""
    return _CODE.search(text) is not None


def without_asking(text: str) -> str:
    """Return a text without what it asks in the end: 一共多少, 有货吗."""
    return _ASKED_LAST.sub("", text)


def called_each(clause: str, index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the goods on both sides of a comparison, each called by words of its own: 直筒和阔腿哪个弹力好.

    Two values of one product are one match; () where a side calls nothing, or both the same.
    """
    sides = [side for side in _BETWEEN.split(clause) if side.strip()][:2]
    found = [called_loosely(_COMPARES.split(side)[0], index, by_data=False) for side in sides]
    if len(found) < 2 or not all(found):
        return ()
    (one,), (other,) = found
    shared = [product_id for product_id in one.product_ids if product_id in other.product_ids]
    if not shared:
        return (one, other)
    product = index.products.product(shared[0])
    if len(shared) > 1 or product is None or not (set(one.options) ^ set(other.options)):
        return ()
    both = tuple(dict.fromkeys((*one.options, *other.options)))
    skus = tuple(sku.sku for sku in product.skus if set(sku.options) & set(both))
    return (ProductMatch(one.mention, (product.product_id,), skus, both, score=CALLED),)
