"""Which numbers in a text count goods?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import CLASSIFIERS, Quantity, quantities, read_number
from xiaoer.core.retrieval.measures import COUNTED, Measure, is_measure_of, one_times_sign, read_measures, said_of
from xiaoer.core.retrieval.options import option_values
from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.values import sizes_said, value_words, words_of

BLANK = "\n"  # stands for the characters of a mention, so that a number in a name counts nothing
# So many of something that nobody can tell how many: 几打, 几盒, 十几双.
SOME = re.compile(
    r"几打(?!折|开)|几对|若干|几[个件台箱盒包袋瓶双条套份](?!颜?色|款|尺?码|规格|口?味|版|人|月|小时|档|挡)"
    r"|[一二两三四五六七八九十\d]+[来多几][个件台箱盒包袋瓶双条套份]"
)
_SHORTEST_VALUE = 2
_IN_GRAMS = {"g": 1, "kg": 1000, "斤": 500}
_NET = re.compile("^(?:净含量|净重|重量)$")
_WEIGHTS = frozenset({"斤", "公斤", "千克"})
_PACKED = re.compile("[根片粒支枚只张颗条]数$|规格|装|数量|净含量|包装|每箱|箱规|件数|入数")
# 满3件, 限购2件 and 第2件 are terms of an offer; 多少钱一台 asks for the price of one.
_TERMS = re.compile(
    r"(?:满|限购?|每人|每单|至少|最多(?:能|可以)?[买拍购]?|送|赠送?|前|第|买一|多少钱?|几块钱?|单价|元|块|/)\s?$"
)
_OF_OTHERS = re.compile(
    r"\s?(?:味|之家|价|子|装|套装|入装|人(?!参)|月(?!光|亮|牙|白)|小时|钟头|星期|礼拜|年|天(?!空|蓝|青|幕|然)|颜色|色|规格|款式?|版本|口味|味道|尺码|尺寸|码|"
    r"问题|地址|订单|快递|包裹|活动|优惠(?!后|价|完)|券(?!后|前)|方面|地方|孩子|宝宝|季度|sim卡|镜头|接口|月内|折(?!后|扣价|下来)|价|单(?![支只个件人层色瓶盒双])|起批|以上)"
)
# Goods that are counted in 块; beside them 两块 is two of them, unless it is called money.
_IN_PIECES = re.compile("表|皂|电池|硬盘|屏|蛋糕|巧克力|毛巾|浴巾|地毯|垫|板|砖|布|豆腐|牛排|牛腩|肉|饼|镜|膜")
_PIECES = re.compile(
    r"(?<![\d.几多一二两三四五六七八九十百])([一二两三四五六七八九十]|\d|1\d|20)块(?!钱|\d(?!\d)|[一二三四五六七八九多左以])"
)
_SOLD_IN_PAIRS = re.compile(
    r"[一每1]对|成对|两只|2只|[一每1]双|耳[钉环坠饰圈线夹扣]|对戒|鞋|袜|手套|筷|护膝|护腕|对联|春联|音箱|哑铃|刹车片|枕套"
)
_SOLD_SINGLY = re.compile("[杯碗碟盘盏枕瓶]$|抱枕|杯|碗|枕头|靠垫|花瓶|烛台|椅|凳|玩偶|公仔")
# A number that stands right beside goods counts them, whatever its measure word: 两乘\n\n, \n\n三驾多少钱.
_BESIDE_GOODS = re.compile(
    rf"(?<![\da-z.一二两三四五六七八九十百])(?:[两俩三四五六七八九十]|[2-9])(?![折点月号日天年元块岁层级代季码寸千百万十升斤克米尺匹档挡位孔键门轴核芯]|个?人)"
    rf"[\u4e00-\u9fff](?={BLANK}|(?<={BLANK}..)(?:多少|一共|总共|合计|到手)|(?<={BLANK}..)$)"
)
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十]")
_SIZE = re.compile(r"([一二两三四五六七八九十]|\d+)\s?(公斤|千克|厘米|毫升|毫安|英寸|[\u4e00-\u9fff])")
_EACH_BEFORE = re.compile("各[来要买拿]?$")
_ONE_PRICE = re.compile(r"\s?(?:是|要|卖)?(?:多少|几块|什么价|怎么卖)")


def mention_spans(text: str, matches: Sequence[ProductMatch]) -> list[tuple[int, int]]:
    """Return where each match is named in the text, (0, 0) for those that are not."""
    spans, at = [], 0
    for match in matches:
        mention = normalize(match.mention)
        start = text.find(mention, at) if mention else -1
        # A likely name may have taken in the word that counts it: 双棉袜 in 4双棉袜.
        counted = start > 0 and mention[0] in CLASSIFIERS and _NUMERAL.match(text[start - 1]) is not None
        spans.append((start + counted, start + len(mention)) if start >= 0 else (0, 0))
        at = max(at, spans[-1][1])
    return spans


def blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text of the same length in which the mentions are blank."""
    for start, end in spans:
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text


def quantity_of(text: str, matches: Sequence[ProductMatch], products: ProductIndex) -> int | None:
    """Return how many the shopper speaks of, None when she names no number."""
    plain = blanked(text, mention_spans(text, matches))
    counts = counts_of(plain, matches, products)
    return max((int(count.count) for count in counts if not is_part(count, matches, products)), default=None)


def speaks_of_several(text: str, matches: Sequence[ProductMatch], products: ProductIndex) -> bool:
    """Return whether a text counts two or more of anything, or roughly: 一打, 几盒, 3枚 of a box of 30."""
    plain = blanked(text, mention_spans(text, matches))
    known = [word for product in _products(matches, products) for word in value_words(product) if len(word) > 1]
    for product in _products(matches, products):
        plain = blanked(plain, [(size.start, size.end) for size in sizes_said(plain, product)])
    for word in known:
        plain = plain.replace(word, BLANK)
    counts = counts_of(plain, matches, products)
    pairs = any(count.unit == "对" and pieces_in_pair(match, products) != 1 for count in counts for match in matches)
    odd = SOME.search(plain) is not None or _BESIDE_GOODS.search(plain) is not None
    return pairs or odd or any(count.count > 1 for count in counts)


def pieces_in_pair(match: ProductMatch, products: ProductIndex) -> int | None:
    """Return how many pieces of goods a pair is: one where they are sold in pairs, None where the data do not tell."""
    texts = [(product, _told_of(product)) for product in _products((match,), products)]
    if texts and all(_SOLD_IN_PAIRS.search(text) for _, text in texts):
        return 1
    singles = all(_SOLD_SINGLY.search(product.name) and not _SOLD_IN_PAIRS.search(text) for product, text in texts)
    return 2 if texts and singles else None


def pieces_of_weight(count: Quantity, match: ProductMatch, products: ProductIndex) -> int | None:
    """Return how many pieces weigh as much as a shopper counts: 2 for 两公斤 of 1kg each; else None."""
    asked = _grams(read_measures(f"{count.count}{count.unit}")) if count.unit in _WEIGHTS else None
    skus = [sku for product in _products((match,), products) for sku in product.skus if sku.sku in match.skus]
    stated = {
        _grams(read_measures(normalize(value))) for sku in skus for name, value in sku.attributes if _NET.search(name)
    }
    each = next(iter(stated)) if len(stated) == 1 else None
    if asked is None or not each or asked % each:
        return None
    return int(asked / each)


def _grams(measures: Sequence[Measure]) -> Fraction | None:
    if len(measures) != 1 or measures[0].unit not in _IN_GRAMS:
        return None
    return Fraction(measures[0].number) * _IN_GRAMS[measures[0].unit]


def _told_of(product: Product) -> str:
    told = (text for sku in product.skus for text in (sku.option_text(), *(value for _, value in sku.attributes)))
    return " ".join((product.name, *product.aliases, product.category, *dict.fromkeys(told)))


def uncounted(text: str, matches: Sequence[ProductMatch], products: ProductIndex) -> str:
    """Return a text with its goods and their numbers blank: what is left may name options."""
    plain = blanked(text, mention_spans(text, matches))
    return blanked(plain, [(count.start, count.end) for count in counts_of(plain, matches, products)])


def counts_of(plain: str, matches: Sequence[ProductMatch], products: ProductIndex) -> list[Quantity]:
    """Return the whole counts of goods in a text whose mentions are blank: 两箱 in 10斤装两箱."""
    sizes: tuple[str, ...] = ()
    mentions = [normalize(match.mention) for match in matches]
    for product in _products(matches, products):
        plain, untold = _without_told(plain, product)
        sizes = (*sizes, *untold)
    counted = [count for count in _counted(plain, matches, products) if count.count.denominator == 1]
    first = counted[0].start if len(counted) == 1 else -1  # the only one
    counts = [
        count
        for count in counted
        if not _is_size_said(count, plain, sizes, mentions)
        and not _TERMS.search(plain[: count.start])
        and not _OF_OTHERS.match(plain, count.end)
        and not (
            count.count == 1
            and _ONE_PRICE.match(plain, count.end)
            and not _EACH_BEFORE.search(plain[: count.start])
            and count.start == first
            and count.unit != "对"
        )
        and not (count.unit == "样" and not plain[: count.start].endswith("各"))
    ]
    # Two boxes of 5 斤 are two, not five; a weight counts only where nothing else is counted.
    return [count for count in counts if count.unit not in _WEIGHTS] or counts


def _is_size_said(count: Quantity, plain: str, sizes: Sequence[str], mentions: Sequence[str]) -> bool:
    """Return whether a count says how large a variant is; beside 四件套, 四件 counts sets."""
    said = plain[count.start : count.end]
    if any(said in mention for mention in mentions):
        return False
    return is_measure_of(str(count.count), count.unit, sizes) or _is_said_by(said, sizes)


def _is_said_by(counted: str, sizes: Sequence[str]) -> bool:
    """Return whether a count is what a size says of its contents: 20颗 of 20颗罐装, not 2罐 of 12罐装."""
    return any(
        (at := size.find(counted)) >= 0 and not (counted[0].isdigit() and size[at - 1 : at].isdigit()) for size in sizes
    )


def _without_told(plain: str, product: Product) -> tuple[str, tuple[str, ...]]:
    """Return a text of the same length in which the option values that it says are blank: 6L×4袋 counts nothing.

    And the values of the options of which it says none: a number may still be one of them.
    """
    squeezed, places = _squeeze(plain)
    told: set[str] = set()
    for word in value_words(product):
        at = squeezed.find(word) if len(word) >= _SHORTEST_VALUE else -1
        while at >= 0:
            end = at + len(word)
            if not _is_inside(squeezed, at, end) and not (word.isdigit() and squeezed[end : end + 1] in CLASSIFIERS):
                plain = blanked(plain, [(places[at], places[end - 1] + 1)])
                squeezed = blanked(squeezed, [(at, end)])
                told.add(word)
            at = squeezed.find(word, end)
    sizes = sizes_said(plain, product)
    plain = blanked(plain, [(size.start, size.end) for size in sizes])
    options = [tuple(map(normalize, values)) for _, values in option_values(product.skus)]
    untold = (
        values
        for values in options
        if not any(told & words_of(value) for value in values) and not said_of(sizes, values)
    )
    return plain, tuple(dict.fromkeys(value for values in untold for value in values))


def _squeeze(plain: str) -> tuple[str, tuple[int, ...]]:
    """Return a text without blanks, one sign for each way to write times, and where each character stood."""
    places = tuple(at for at, char in enumerate(plain) if char != " ")
    return one_times_sign("".join(plain[at] for at in places)), places


def _is_inside(text: str, start: int, end: int) -> bool:
    """Return whether a stretch is part of a longer number or Latin word."""
    return _joins(text[start - 1 : start], text[start]) or _joins(text[end - 1], text[end : end + 1])


def _joins(left: str, right: str) -> bool:
    ascii_pair = bool(left) and bool(right) and left.isascii() and right.isascii()
    return ascii_pair and ((left.isdigit() and right.isdigit()) or (left.isalpha() and right.isalpha()))


def is_size(text: str, match: ProductMatch, products: ProductIndex) -> bool:
    """Return whether a text begins with a size that an option or a name gives: 五斤 of 5斤装."""
    said = _SIZE.match(text)
    value = None if said is None else read_number(said[1])
    if said is None or value is None:
        return False
    sizes = [size for product in _products((match,), products) for size in _sizes(product)]
    return is_measure_of(str(value), said[2], sizes)


def without_sizes(text: str, match: ProductMatch, products: ProductIndex) -> str:
    """Return a text without the sizes of goods, however they are spelt: 一升 of 1L."""
    return _SIZE.sub(lambda said: "" if is_size(said[0], match, products) else said[0], text)


def _counted(plain: str, matches: Sequence[ProductMatch], products: ProductIndex) -> list[Quantity]:
    """Return all counts; 两块 counts watches and cakes, but is money beside other goods."""
    counts = list(quantities(plain))
    if any(_IN_PIECES.search(f"{product.name} {product.category}") for product in _products(matches, products)):
        pieces = (Quantity(m.start(), m.end(), read_number(m[1]) or Fraction(0), "块") for m in _PIECES.finditer(plain))
        counts += (one for one in pieces if one.count and all(count.start != one.start for count in counts))
    return sorted(counts, key=lambda count: count.start)


def is_part(count: Quantity, matches: Sequence[ProductMatch], products: ProductIndex) -> bool:
    """Return whether a count may be of what is inside a piece of goods: 10枚 where a box holds 30枚, or 3斤."""
    if count.unit in _WEIGHTS:
        return True
    if count.unit == "件":
        return False  # whatever is sold is counted so, a set of two pieces as well
    held = [m for match in matches for size in _contents(match, products) for m in read_measures(size)]
    if count.unit == "打":
        return any(one.unit in COUNTED and one.number != "1" for one in held)  # a dozen of eggs, or of boxes of ten
    number = str(count.count)
    packed = (m for match in matches for text in _packed(match, products) for m in read_measures(text))
    if count.unit != "个" and any(one.unit == count.unit and one.number != "1" for one in packed):
        return True  # 6根 of strings that are sold by six
    return any(
        (one.unit == count.unit and one.number not in ("1", number))
        or (count.unit == "个" and count.count > 1 and one.unit in COUNTED and one.number == number)  # 60个 of 60枚
        for one in held
    )


def _products(matches: Sequence[ProductMatch], products: ProductIndex) -> Iterator[Product]:
    for match in matches:
        found = (products.product(product_id) for product_id in match.product_ids)
        yield from (product for product in found if product is not None)


def _sizes(product: Product) -> tuple[str, ...]:
    """Return the texts that say how large a variant is."""
    values = (value for _, found in option_values(product.skus) for value in found)
    return tuple(dict.fromkeys((*_names(product), *map(normalize, values))))


def _names(product: Product) -> tuple[str, ...]:
    return tuple(map(normalize, (product.name, *product.aliases)))


def _contents(match: ProductMatch, products: ProductIndex) -> tuple[str, ...]:
    """Return the texts that may say how many are inside one piece of the variants in question."""
    texts: dict[str, None] = {}
    for product in _products((match,), products):
        texts.update(dict.fromkeys(_names(product)))
        options = (value for sku in product.skus if sku.sku in match.skus for _, value in sku.options)
        texts.update(dict.fromkeys(map(normalize, options)))
    return (*texts, *_packed(match, products))


def _packed(match: ProductMatch, products: ProductIndex) -> tuple[str, ...]:
    """Return what the data of the variants in question say that a pack of them holds."""
    skus = (sku for product in _products((match,), products) for sku in product.skus if sku.sku in match.skus)
    values = (value for sku in skus for name, value in sku.attributes if _PACKED.search(name))
    return tuple(dict.fromkeys(map(normalize, values)))
