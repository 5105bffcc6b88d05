"""Does a clause ask for a property that the goods state, in words that their data do not hold?"""

from __future__ import annotations

from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.language.normalize import normalize
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.goods import SURE
from xiaoer.core.understanding.properties import speaks_of_other
from xiaoer.core.understanding.reading import Reading, Setting, with_intent

AT_LEAST = 0.35  # how sure a question is that speaks of a property stated
_SKUS_LOOKED_AT = 8  # sisters of a product mostly name the same attributes
# What a question for a property is taken for where its words are unknown.
_MAY_MEAN_IT = frozenset(
    {Family.PRICE, Family.STOCK, Family.OPTIONS, Family.RECOMMEND, Family.BARGAIN, Family.UNKNOWN, Family.SMALL_TALK}
)


def of_a_property(reading: Reading, setting: Setting) -> Reading:
    """Return a reading taken for something else as a question for the property that its goods state, if it is one."""
    if reading.best.intent.family not in _MAY_MEAN_IT:
        return reading
    sure = [match for match in reading.matches if match.score >= SURE]
    alone = len(sure) == 1 and len(sure[0].product_ids) == 1
    of_talk = setting.topic.product if setting.topic is not None and not reading.matches else None
    product = setting.index.products.product(sure[0].product_ids[0]) if alone else of_talk
    if speaks_of_other(_beside_goods(reading)) or not stated_property(reading, setting, product):
        return reading
    return with_intent(reading, "spec", setting, score=max(reading.best.score, AT_LEAST))


def stated_property(reading: Reading, setting: Setting, product: Product | None) -> str:
    """Return the name of the property that goods state and that a clause asks for in words of its own."""
    if product is None:
        return ""
    skus = product.skus[:_SKUS_LOOKED_AT]
    names = tuple(dict.fromkeys(name for sku in skus for name, value in sku.attributes if value.strip()))
    options = tuple(dict.fromkeys(name for sku in skus for name, _ in sku.options))
    name = setting.intents.pack.properties.name_in(_beside_goods(reading), (*names, *options))
    return "" if name in options else name


def _beside_goods(reading: Reading) -> str:
    text = reading.text
    for match in reading.matches:
        text = text.replace(normalize(match.mention), " ", 1)
    return text
