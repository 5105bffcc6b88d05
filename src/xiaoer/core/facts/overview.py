"""What is this, and which one does she mean?"""

from __future__ import annotations

from collections.abc import Sequence

from xiaoer.core.dialogue.evidence import Evidence, Quote, Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.citing import cite_product, cite_topic
from xiaoer.core.facts.labels import (
    PLACEHOLDERS,
    join,
    led,
    option_names,
    option_values,
    product_title,
    sku_title,
    topic_title,
)
from xiaoer.core.facts.prices import RULE_OFF_SHELF, price_span, say_presence, say_price
from xiaoer.core.facts.specs import told_value
from xiaoer.core.facts.times import as_of, dated
from xiaoer.core.facts.topic import Topic

RULE = "facts.overview"
RULE_CHOICE = "facts.choice"
MAX_CHOICES = 6
MAX_SPECS = 4
MAX_SPEC_CHARS = 24  # longer values are no key facts


def state_overview(topic: Topic) -> Statement:
    """Say what a product is: its options, its price and its main parameters."""
    offered = tuple(quote for quote in topic.quotes if quote.sku.on_sale)
    if not offered:
        text = wording.OFF_SHELF.format(title=topic_title(topic))
        return Statement(text, cite_topic(topic, text), RULE_OFF_SHELF)
    kind = wording.COMMA.join(part for part in (topic.product.brand, topic.product.category) if part)
    head = wording.OVERVIEW_HEAD.format(title=topic_title(topic))
    head += wording.OVERVIEW_KIND.format(kind=kind) if kind else ""
    there = say_presence(offered[0].sku, topic) if len(offered) == 1 else ""
    lines = [head + _price(offered) + there + wording.STOP, *_options(offered)]
    specs = _specs(topic)
    lines += [wording.OVERVIEW_SPECS.format(specs=wording.COMPARE_GAP.join(specs))] if specs else []
    text = dated(wording.LINE.join(lines), offered, zone=topic.zone, now=topic.now)
    return Statement(text, (cite_product(topic.product, text), *cite_topic(topic, text)), RULE)


def state_choice(topics: Sequence[Topic]) -> Statement:
    """Ask which of several products is meant, with their names and prices."""
    shown = topics[:MAX_CHOICES]
    if not shown:
        return Statement(wording.CHOICE_NONE, (), RULE_CHOICE)
    lines = [wording.CHOICE_HEAD]
    evidence: list[Evidence] = []
    for title, topic in zip(_telling_titles(shown), shown, strict=True):
        line = wording.BULLET + wording.CHOICE_LINE.format(
            title=led(title, wording.GOODS_WORD), price=choice_price(topic)
        )
        lines.append(line)
        evidence.append(cite_product(topic.product, line))
    if len(topics) > len(shown):
        lines.append(wording.CHOICE_MORE)
    quotes = [quote for topic in shown for quote in topic.quotes]
    evidence.append(cite_product(shown[0].product, as_of(quotes, zone=shown[0].zone, now=shown[0].now)))
    text = dated(wording.LINE.join(lines), quotes, zone=shown[0].zone, now=shown[0].now)
    return Statement(text, tuple(evidence), RULE_CHOICE)


def choice_price(topic: Topic) -> str:
    """Return one product's price as a word: `3999元`, `3499元起`, or where it is to be seen."""
    if topic.quotes and not any(quote.sku.on_sale for quote in topic.quotes):
        return wording.COMPARE_OFF_SHELF
    span = price_span(topic.quotes)
    if span is None:
        return wording.CHOICE_UNKNOWN
    low, high = span
    return low.display() if low == high else wording.CHOICE_FROM.format(price=low.display())


def _telling_titles(topics: Sequence[Topic]) -> list[str]:
    titles = [product_title(topic.product) for topic in topics]
    telling = []
    for title, topic in zip(titles, topics, strict=True):
        product = topic.product
        more = (product.brand, product.category, product.skus[0].option_text() if product.skus else "")
        own = sku_title(product, product.skus[0]) if len(product.skus) == 1 else title
        extra = " ".join(part for part in more if part and part not in own) if titles.count(title) > 1 else ""
        telling.append(" ".join(part for part in (own, extra) if part))
    return telling


def _options(offered: Sequence[Quote]) -> list[str]:
    skus = [quote.sku for quote in offered]
    values = {name: option_values(skus, name) for name in option_names(skus)}
    told = [
        wording.OVERVIEW_OPTION.format(name=name, values=join(found))
        for name, found in values.items()
        if len(found) > 1 and set(found) - PLACEHOLDERS
    ]
    return [wording.OVERVIEW_OPTIONS.format(options=wording.COMPARE_GAP.join(told))] if told else []


def _price(offered: Sequence[Quote]) -> str:
    span = price_span(offered)
    if span is None:
        return wording.OVERVIEW_PRICE.format(price=wording.CHOICE_UNKNOWN)
    low, high = span
    if low == high:
        first = next(quote.sku for quote in offered if quote.sku.price is not None)
        same = all(quote.sku.list_price == first.list_price for quote in offered)
        said = say_price(first) if same else wording.PRICE.format(price=low.display())
        return wording.OVERVIEW_PRICE.format(price=said)
    return wording.OVERVIEW_RANGE.format(low=low.display(), high=high.display())


def _specs(topic: Topic) -> list[str]:
    options = set(option_names([quote.sku for quote in topic.quotes]))
    names = dict.fromkeys(name for quote in topic.quotes for name, _ in quote.sku.attributes if name not in options)
    told = [(name, told_value(topic, name)) for name in names]
    short = [
        wording.SPEC_PAIR.format(name=name, value=value)
        for name, value in told
        if value and len(value) <= MAX_SPEC_CHARS
    ]
    return short[:MAX_SPECS]
