"""Which goods does a noun of one character mean: 膜咋卖, 土多少钱一袋, 做旧白21的盆?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import CLASSIFIERS, quantities
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.retrieval.options import Narrowed, narrow, option_values
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.pieces import is_filler
from xiaoer.core.understanding.values import without_values

MOST_MEANT = 6  # more goods than that are no answer to a question back
SURE_OF_A_HEAD = 0.6  # how sure such a noun is: it says what kind of goods, never which one
_ASKED = (
    "怎么卖|咋卖|多少|好多钱|多钱|什么价|啥价|价格|几块|几钱|几多|几元"
    "|有货|有没有|有冇|还有|有吗|有哪些|有啥|都有|贵不贵|多[重大长高宽厚深]|能装"
)
_COUNTED = rf"\s?(?:[来要买拿])?(?:[一两二三四五六七八九十]|\d{{1,2}})\s?[{CLASSIFIERS}]"
_HEAD = re.compile(
    r"(?:^(?:请问|那|你们?家?|店里?|这边|,|\s)*|(?P<said>^.{1,12}?)的|(?P<size>^\d{2,4}(?:cm|厘米|公分|瓦|w)?))"
    rf"(?P<noun>[\u4e00-\u9fff])(?:子)?(?:的)?(?={_ASKED}|{_COUNTED}|(?<=的.)$|(?<=\d.)$)"
)
_VALUED = re.compile(r"(?P<said>^[^,]{2,10}?)的?(?P<noun>[\u4e00-\u9fff])子")  # 80升的箱子, whatever is asked of it
_LAST_HEAD = re.compile(  # 想买把椅子, 有没有柜子
    "(?:买|要|找|来|看看?|推荐|问下?|问问|有没有|有|那)(?:一下|那)?(?:一?[个把张件条双台套只款盏种])?"
    "(?P<noun>[\u4e00-\u9fff])子(?:的|吗|么|嘛|不|没有?|呢|啊)*$"
)
_ORDERED = re.compile(
    rf"(?:^|[,\s])(?:给我|帮我|我|那么?|就|还|想|要|再)*[来要买拿整寄换加拍][一1]?[{CLASSIFIERS}]"
    r"(?P<noun>[\u4e00-\u9fff])(?:呢|吧|吗|的)*$"
)  # 来盒笔, 寄个壳呢
_LONGEST_SAID = 12  # characters of values before a noun
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十几半]")
_STOP = re.compile(r"[,;。!?、\s]")
_FOR_WHOM = re.compile("会员|vip|新客户?|新用户|老客户?|学生|现货|那种|这种|买的|拍的")
_THAT = re.compile("那(?P<noun>[\u4e00-\u9fff])子?呢$")  # 那壳呢
_SUCH = re.compile(  # 有适合苹果15的壳吗
    r"(?:有没有|有)?(?:适合|配|给)?(?P<said>[^,]{2,12}?)[的用](?P<noun>[\u4e00-\u9fff])子?(?:吗|么|嘛|不|没有?|呢)$"
)
_CHINESE = re.compile("[\u4e00-\u9fff]{2,}")
_HOW_SOLD = re.compile(rf"(?:都|还)?(?:{_ASKED})")
_NO_NOUN = frozenset("我你您他她它这那谁啥么都要全真新旧好贵便还有没买卖送付收减满差共是的一个件只")


def called_by_head(clause: str, index: ShopIndex) -> tuple[ProductMatch, ...]:
    """Return the few goods whose names end with the noun that a clause begins with, or with which it ends.

    Values that stand before the noun leave the goods that come in them: 段泥的壶. A noun that nothing is asked of
    must have such values: 做旧白21的盆, 80升的箱子.
    """
    ways = (
        _HEAD.match(clause),
        _VALUED.match(clause),
        _LAST_HEAD.search(clause),
        _ORDERED.search(clause),
        _THAT.match(clause),
        _SUCH.match(clause),
    )
    called = (_called(found, clause, index) for found in ways if found is not None and found["noun"] not in _NO_NOUN)
    return next((matches for matches in called if matches), ())


def _called(found: re.Match[str], clause: str, index: ShopIndex) -> tuple[ProductMatch, ...]:
    size = found.groupdict().get("size")
    if size and found["noun"] in CLASSIFIERS:
        return ()  # 45缸 may be 45 of them
    said = found.groupdict().get("said") or size or ""
    goods = index.products.ending_with(found["noun"])
    narrowed = [(product, narrow(product, said)) for product in goods]
    fits = [len({name for name, _ in one.options}) - len(one.absent) for _, one in narrowed]
    if said:
        narrowed = [each for each, fit in zip(narrowed, fits, strict=True) if fit == max(fits) > 0]
    if not 1 <= len(narrowed) <= MOST_MEANT:
        return ()
    return (_match(found["noun"] + "子" * clause.startswith("子", found.end("noun")), narrowed),)


def called_by_values(clause: str, index: ShopIndex, topic: Product | None) -> tuple[ProductMatch, ...]:
    """Return the few goods whose names end with a noun of one character before which their values stand: 80克整箱纸.

    What follows the noun may say more of their values: 黑笔48支桶装. Where the talk is of one of them, or the values
    are those of what it is about, nothing new is called.
    """
    if topic is not None and narrow(topic, clause).options:
        return ()
    for at in range(1, len(clause)):
        counts = clause[at] in CLASSIFIERS and _NUMERAL.match(clause[at - 1]) is not None
        goods = () if counts or clause[at] in _NO_NOUN else index.products.ending_with(clause[at])
        goods = () if topic in goods else goods
        said = _STOP.split(clause[:at])[-1][-_LONGEST_SAID:]
        valued = [product for product in goods if _says_values_alone(said, product)]
        if not valued:
            continue
        narrowed = [(product, narrow(product, f"{said} {clause[at + 1 :]}")) for product in valued]
        fits = [len({name for name, _ in one.options}) - len(one.absent) for _, one in narrowed]
        best = [each for each, fit in zip(narrowed, fits, strict=True) if fit == max(fits) > 0]
        if 1 <= len(best) <= MOST_MEANT:
            return (_match(clause[at], best),)
    return ()


def _says_values_alone(said: str, product: Product) -> bool:
    """Return whether words before a noun name values of a product, and nothing else."""
    if not narrow(product, said).options:
        return False
    rest = without_values(said, product, " ")
    for _, values in option_values(product.skus):
        for sign in {normalize(value).removesuffix("色") for value in values}:
            rest = rest.replace(sign, " ") if len(sign) == 1 else rest
    for count in reversed(quantities(rest)):
        rest = f"{rest[: count.start]} {rest[count.end :]}"
    return rest != said and is_filler(_FOR_WHOM.sub(" ", rest))


def _match(mention: str, narrowed: Sequence[tuple[Product, Narrowed]]) -> ProductMatch:
    return ProductMatch(
        mention=mention,
        product_ids=tuple(product.product_id for product, _ in narrowed),
        skus=tuple(sku.sku for _, one in narrowed for sku in one.skus),
        options=tuple(dict.fromkeys(pair for _, one in narrowed for pair in one.options)),
        score=SURE_OF_A_HEAD,
    )


def called_so(match: ProductMatch, index: ShopIndex) -> ProductMatch:
    """Return a match of several goods without the other kind of a category of two: 外胎 of 内外胎 is no 内胎."""
    mention = normalize(match.mention)
    if not 1 < len(match.product_ids) <= MOST_MEANT or not _CHINESE.fullmatch(mention):
        return match
    found = [product for product in map(index.products.product, match.product_ids) if product is not None]
    kept = [product for product in found if not _of_the_other_kind(product, mention)]
    if not kept or len(kept) == len(found):
        return match
    skus = {sku.sku for product in kept for sku in product.skus}
    ids = tuple(product.product_id for product in kept)
    return replace(match, product_ids=ids, skus=tuple(sku for sku in match.skus if sku in skus))


def _of_the_other_kind(product: Product, mention: str) -> bool:
    """Return whether a product is of the kind beside that which its category names first or last: 胸包 of 腰包胸包."""
    category, names = normalize(product.category), [normalize(name) for name in (product.name, *product.aliases)]
    other = category.replace(mention, "")
    if mention not in category or not other or any(mention in name for name in names):
        return False
    return any(other in name or other + mention[-1] in name for name in names)


def with_kin(match: ProductMatch, clause: str, index: ShopIndex) -> ProductMatch:
    """Return a match with the goods of its kind that end alike, where the noun is that of their category: 花盆.

    An alias that is the name of the kind as well means all of the kind where their price or stock is asked for.
    """
    product = index.products.product(match.product_ids[0])
    mention = normalize(match.mention)
    whole = match.origin == "named" and len(match.product_ids) == 1 and not match.options
    if product is None or not whole or not mention or mention not in normalize(product.category):
        return match
    ending = index.products.ending_with(mention[-1])
    kin = [other for other in ending if other.category == product.category and other is not product]
    kin = [other for other in kin if not _of_the_other_kind(other, mention)]
    if match.score > SURE_OF_A_HEAD:
        asked = _HOW_SOLD.match(clause.partition(mention)[2]) and not clause.partition(mention)[0]
        of_all = mention == normalize(product.category) and asked and mention != normalize(product.name)
        kin = [other for other in kin if mention in normalize(other.name)] if of_all else []
    if not 1 <= len(kin) < MOST_MEANT:
        return match
    ids = (*match.product_ids, *(other.product_id for other in kin))
    return replace(match, product_ids=ids, skus=(*match.skus, *(sku.sku for other in kin for sku in other.skus)))
