"""What is a product like, apart from what it costs and whether it is there?"""

from __future__ import annotations

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.facts import wording
from xiaoer.core.facts.labels import option_names, product_title, tidy
from xiaoer.core.facts.specs import told_value
from xiaoer.core.facts.topic import Topic

SEPARATOR = ";"


def cite_traits(topic: Topic) -> Evidence:
    """Return options, parameters and descriptions of a product as evidence, variant by variant where they differ."""
    skus = [quote.sku for quote in topic.quotes]
    names = dict.fromkeys((*option_names(skus), *(name for sku in skus for name, _ in sku.attributes)))
    told = [(name, told_value(topic, name)) for name in names]
    facts = [wording.SPEC_PAIR.format(name=name, value=value) for name, value in told if value]
    descriptions = dict.fromkeys(tidy(sku.description) for sku in skus if sku.description)
    text = SEPARATOR.join((*facts, *descriptions))
    return Evidence("product", topic.product.product_id, product_title(topic.product), text)
