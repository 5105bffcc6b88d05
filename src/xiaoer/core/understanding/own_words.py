"""Does a clause ask for a property that the goods state, in words that their data do not hold?"""

from __future__ import annotations

import re

from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.facts.amounts import amount_asked, tells_amount
from xiaoer.core.facts.bounds import bounding_name
from xiaoer.core.language.normalize import normalize
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.goods import SURE
from xiaoer.core.understanding.properties import speaks_of_other, wants_service
from xiaoer.core.understanding.reading import OWN_INTENT, Reading, Setting, with_intent
from xiaoer.core.understanding.values import without_values

AT_LEAST = 0.35  # how sure a question is that speaks of a property stated
_SKUS_LOOKED_AT = 8  # sisters of a product mostly name the same attributes
# What a question for a property is taken for where its words are unknown.
_MAY_MEAN_IT = frozenset(
    {Family.PRICE, Family.STOCK, Family.OPTIONS, Family.RECOMMEND, Family.BARGAIN, Family.UNKNOWN, Family.SMALL_TALK}
)
_MAY_HARDLY_MEAN_IT = frozenset({Family.PROMOTION, Family.CHECKOUT})
# What only asks, beside the name of a property.
_PARTICLES = re.compile(
    r"(?:可不可以|能不能|有没有|是不是|可以|能|有|是|支持|怎么样|什么样|什么|多少|几|吗|不|么|嘛|没有?|呢|啊|呀|的|那|它|这个|还|都|要|\s|\W)*"
)
_FITTING = re.compile("适[用配]|兼容|支持|匹配")
_FITS_WHAT = re.compile(
    "(?:适[用合配]于?|兼容|支持|能用[在于到]?|用[在于到]|能配|能装|搭配|配套?)[^,]{0,4}(?:什么|哪[些个款种几])"
)
_COUNTS_STOCK = re.compile("剩|库存|还有(?:几|多少)")
_SLANG_FOR_MONEY = re.compile("[几多]少?米")
_HAS_LENGTH = re.compile("[线绳管带链杆布卷轨索]|长|远|距")
_AS_PIECES = re.compile("几[种款样色]|几个(?!人|月|小时|口(?!味)|[孔档键])")  # counts what there is to choose from
_IS_SUCH = re.compile("^ *(?:是不是|是否|是)?([\u4e00-\u9fff]{2,4})的(?:吗|么|嘛|不|吧|不是)$")
A_GUESS = 0.2  # a service asked for less surely than that is one word in common
HARDLY_MEANT = 0.5  # a question that is surer of these than that wants no property


def of_a_property(reading: Reading, setting: Setting) -> Reading:
    """Return a reading taken for something else as a question for the property that its goods state, if it is one.

    A question for an amount that no option tells is one too, whether it is stated or not: 能挂几斤 wants no 6个.
    """
    family, score = reading.best.intent.family, reading.best.score
    is_overview = reading.best.intent.id == "product_overview"
    hardly = score < HARDLY_MEANT and (family in _MAY_HARDLY_MEAN_IT or is_overview)
    hardly = hardly or (family is Family.KNOWLEDGE and (score < A_GUESS or _by_its_name(reading, setting)))
    if family not in _MAY_MEAN_IT and not hardly and family is not Family.CHECKOUT:
        return reading
    if family is Family.STOCK and _COUNTS_STOCK.search(reading.text):
        return reading
    sure = [match for match in reading.matches if match.score >= SURE]
    alone = len(sure) == 1 and len(sure[0].product_ids) == 1
    of_talk = setting.topic.product if setting.topic is not None and not reading.matches else None
    product = setting.index.products.product(sure[0].product_ids[0]) if alone else of_talk
    if product is None or not _means_it(reading, setting, product, sums=family is Family.CHECKOUT and not hardly):
        return reading
    return with_intent(reading, "spec", setting, score=max(score, AT_LEAST))


def _means_it(reading: Reading, setting: Setting, product: Product, *, sums: bool) -> bool:
    """Return whether a clause asks for a property of these goods; where it surely `sums`, only one that counts."""
    beside = _beside_goods(reading, product)
    if bounding_name(product.skus[:_SKUS_LOOKED_AT], beside):
        return True  # 200斤坐得住不 counts no goods
    if speaks_of_other(beside):
        return False
    if sums:
        return _counts_its_parts(reading, setting, product)
    stated = bool(stated_property(reading, setting, product))
    return stated or _wants_an_amount(reading, product) or _asks_whether_such(reading, product)


def _by_its_name(reading: Reading, setting: Setting) -> bool:
    """Return whether a clause says the name of a property of its goods, or what these fit, and only asks beside it.

    能换芯不 of 换芯=可以换, 适用什么打印机 of 适用机型.
    """
    matches = [match for match in reading.matches if match.score >= SURE]
    meant = matches[0].product_ids[0] if len(matches) == 1 and len(matches[0].product_ids) == 1 else ""
    topic = setting.topic.product if setting.topic is not None and not reading.matches else None
    product = setting.index.products.product(meant) or topic
    return product is not None and bool(_named_alone(_beside_goods(reading, product), product))


def _named_alone(asked: str, product: Product) -> str:
    names = dict.fromkeys(name for sku in product.skus[:_SKUS_LOOKED_AT] for name, value in sku.attributes if value)
    plain = [name for name in names if len(name) > 1 and not OWN_INTENT.search(name)]
    by_name = next((name for name in plain if _PARTICLES.fullmatch(asked.replace(normalize(name), "", 1))), "")
    if by_name and normalize(by_name) in asked:
        return by_name
    fitting = [name for name in plain if _FITTING.match(name)]
    return fitting[0] if len(fitting) == 1 and _FITS_WHAT.search(asked) else ""


def _wants_an_amount(reading: Reading, product: Product) -> bool:
    """Return whether a clause taken for one on options or prices asks for an amount that neither of them is."""
    asked = _beside_goods(reading, product)
    amount = amount_asked(asked)
    if amount is None or amount.is_any or reading.best.intent.family not in (Family.OPTIONS, Family.PRICE):
        return False
    if _SLANG_FOR_MONEY.search(asked) and not _HAS_LENGTH.search(asked):
        return False  # 面膜几米 asks for a price
    values = {value for sku in product.skus[:_SKUS_LOOKED_AT] for _, value in sku.options}
    return not any(tells_amount(amount, value) for value in values) and _AS_PIECES.search(asked) is None


def _asks_whether_such(reading: Reading, product: Product) -> bool:
    """Return whether a clause asks if goods are such as a parameter, and no option, says: 镀金的吗."""
    such = _IS_SUCH.search(_beside_goods(reading, product))
    if such is None:
        return False
    skus = product.skus[:_SKUS_LOOKED_AT]
    stated = any(such[1] in normalize(value) for sku in skus for _, value in sku.attributes)
    return stated and not any(such[1] in normalize(value) for sku in skus for _, value in sku.options)


def _counts_its_parts(reading: Reading, setting: Setting, product: Product) -> bool:
    """Return whether a clause taken for one on a sum counts what the goods state the number of: 一共几颗子."""
    amount = amount_asked(_beside_goods(reading, product))
    counts = amount is not None and "count" in amount.kinds and reading.best.intent.family is Family.CHECKOUT
    return counts and bool(stated_property(reading, setting, product))


def stated_property(reading: Reading, setting: Setting, product: Product | None) -> str:
    """Return the name of the property that goods state and that a clause asks for in words of its own."""
    if product is None or wants_service(reading.text):
        return ""
    skus = product.skus[:_SKUS_LOOKED_AT]
    stated = dict.fromkeys((name, value) for sku in skus for name, value in sku.attributes if value.strip())
    options = tuple(dict.fromkeys(pair for sku in skus for pair in sku.options))
    name = setting.intents.pack.properties.name_in(_beside_goods(reading, product), (*stated, *options))
    name = name or _named_alone(_beside_goods(reading, product), product)
    is_option = any(name == option for option, _ in options)
    return "" if is_option and reading.best.intent.family is not Family.SPEC else name


def _beside_goods(reading: Reading, product: Product) -> str:
    """Return the words of a clause without the goods and the option values that it names."""
    text = reading.text
    for match in reading.matches:
        text = text.replace(_as_named(normalize(match.mention), text, normalize(product.name)), " ", 1)
    return without_values(text, product, " ") if reading.matches else text


def _as_named(mention: str, text: str, name: str) -> str:
    """Return a mention with what stands around it in the name too: 遮光 of 遮光涂层窗帘 asks for no 遮光率."""
    start = text.find(mention)
    end = start + len(mention)
    if start < 0 or not mention:
        return mention
    while start > 0 and text[start - 1 : end] in name:
        start -= 1
    while end < len(text) and text[start : end + 1] in name:
        end += 1
    return text[start:end]
