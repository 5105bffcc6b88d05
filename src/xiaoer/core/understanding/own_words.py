"""Does a clause ask for a property that the goods state, in words that their data do not hold?"""

from __future__ import annotations

from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.language.normalize import normalize
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.goods import SURE
from xiaoer.core.understanding.properties import speaks_of_other
from xiaoer.core.understanding.reading import Reading, Setting, with_intent
from xiaoer.core.understanding.values import without_values

AT_LEAST = 0.35  # how sure a question is that speaks of a property stated
_SKUS_LOOKED_AT = 8  # sisters of a product mostly name the same attributes
# What a question for a property is taken for where its words are unknown.
_MAY_MEAN_IT = frozenset(
    {Family.PRICE, Family.STOCK, Family.OPTIONS, Family.RECOMMEND, Family.BARGAIN, Family.UNKNOWN, Family.SMALL_TALK}
)
_MAY_HARDLY_MEAN_IT = frozenset({Family.PROMOTION, Family.CHECKOUT})
HARDLY_MEANT = 0.5  # a question that is surer of these than that wants no property


def of_a_property(reading: Reading, setting: Setting) -> Reading:
    """Return a reading taken for something else as a question for the property that its goods state, if it is one."""
    family = reading.best.intent.family
    if family not in _MAY_MEAN_IT and not (family in _MAY_HARDLY_MEAN_IT and reading.best.score < HARDLY_MEANT):
        return reading
    sure = [match for match in reading.matches if match.score >= SURE]
    alone = len(sure) == 1 and len(sure[0].product_ids) == 1
    of_talk = setting.topic.product if setting.topic is not None and not reading.matches else None
    product = setting.index.products.product(sure[0].product_ids[0]) if alone else of_talk
    if product is None or speaks_of_other(_beside_goods(reading, product)):
        return reading
    if not stated_property(reading, setting, product):
        return reading
    return with_intent(reading, "spec", setting, score=max(reading.best.score, AT_LEAST))


def stated_property(reading: Reading, setting: Setting, product: Product | None) -> str:
    """Return the name of the property that goods state and that a clause asks for in words of its own."""
    if product is None:
        return ""
    skus = product.skus[:_SKUS_LOOKED_AT]
    stated = dict.fromkeys((name, value) for sku in skus for name, value in sku.attributes if value.strip())
    options = tuple(dict.fromkeys(pair for sku in skus for pair in sku.options))
    name = setting.intents.pack.properties.name_in(_beside_goods(reading, product), (*stated, *options))
    return "" if any(name == option for option, _ in options) else name


def _beside_goods(reading: Reading, product: Product) -> str:
    """Return the words of a clause without the goods and the option values that it names."""
    text = reading.text
    for match in reading.matches:
        text = text.replace(normalize(match.mention), " ", 1)
    return without_values(text, product, " ") if reading.matches else text
