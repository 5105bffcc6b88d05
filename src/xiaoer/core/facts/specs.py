"""What is it made of, how big, can it …?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from xiaoer.core.dialogue.evidence import Quote, Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.citing import cite_sku, cite_topic
from xiaoer.core.facts.concepts import concept_words, core_of, met_words, too_general
from xiaoer.core.facts.labels import (
    PLACEHOLDERS,
    group_by,
    group_title,
    join,
    option_names,
    option_values,
    product_title,
    tidy,
    variant_labels,
)
from xiaoer.core.facts.times import today_of
from xiaoer.core.facts.topic import Topic
from xiaoer.core.shop.product import Product, Sku

RULE = "facts.spec"
RULE_QUOTE = "facts.spec_quote"
MAX_NAMES = 4  # data names that one asked word may bring up
MAX_SENTENCES = 2
MAX_SENTENCE_CHARS = 120  # a longer sentence is no answer
_SENTENCE_ENDS = re.compile(r"(?<=[。!?;!?;])|\n")


def state_spec(topic: Topic, *, attribute: str) -> Statement | None:
    """Say what the data hold on the property that the shopper asked for, in the data's own words; None if nothing."""
    quotes = tuple(quote for quote in topic.quotes if quote.sku.on_sale) or topic.quotes
    attribute = without_name(attribute, topic.product)
    names = attribute_names(tuple(quote.sku for quote in quotes), attribute)
    if names:
        text = _say(topic, quotes, names)
        return Statement(text, cite_topic(topic, text), RULE)
    sentences = _sentences(quotes, attribute)
    if sentences:
        title = group_title(topic.product, quotes)
        text = wording.SPEC_QUOTE.format(title=title, sentence="".join(sentences))
        return Statement(text, cite_topic(topic, text), RULE_QUOTE)
    return _of_a_sister(topic, attribute)


def without_name(asked: str, product: Product) -> str:
    """Return the shopper's words without the product's names, so that these are not taken for a property."""
    text = asked
    for name in sorted(
        {product.name, product_title(product), *product.aliases}, key=lambda found: (-len(found), found)
    ):
        text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE) if name else text
    core = core_of(text)
    # 这个杯子多大: the noun is the product's own.
    kind = product.name + product.category
    if core and (core in kind or (len(core) == 2 and core.endswith("子") and core[0] in kind)):
        text = re.sub(re.escape(core), "", text, flags=re.IGNORECASE) or text
    return text


def attribute_names(skus: Sequence[Sku], asked: str) -> tuple[str, ...]:
    """Return the names of the attributes and options that the asked property stands for, best kind of match only."""
    attributes = tuple(dict.fromkeys(name for sku in skus for name, value in sku.attributes if value.strip()))
    options = tuple(name for name in option_names(skus) if set(option_values(skus, name)) - PLACEHOLDERS)
    for find in (_same, _part, _kindred):
        found = find(asked, attributes) or find(asked, options)
        if found:
            return found[:MAX_NAMES]
    return (_standing(asked, skus) or _in_values(asked, skus))[:MAX_NAMES]


def value_of(sku: Sku, name: str) -> str:
    """Return what the data say under `name` for this SKU, on one line; empty if nothing."""
    if name == wording.BRAND and not any(own == name for own, _ in sku.attributes):
        return sku.brand
    return next((tidy(value) for own, value in (*sku.attributes, *sku.options) if own == name and value.strip()), "")


def _same(asked: str, names: tuple[str, ...]) -> tuple[str, ...]:
    wanted = {tidy(asked).lower(), core_of(asked)}
    return tuple(name for name in names if name.strip().lower() in wanted)


def _part(asked: str, names: tuple[str, ...]) -> tuple[str, ...]:
    core, text = core_of(asked), asked.lower()
    within = [name for name in names if not too_general(name) and name.lower() in text]
    named = {word for words in concept_words(asked) for word in words if word in text}
    longest_word = max((len(word) for word in named), default=0)
    # 屏幕刷新率 names the screen, but asks for something else: the concept decides then.
    if within and longest_word <= max(len(name) for name in within):
        longest = max(len(name) for name in within)
        return tuple(name for name in within if len(name) == longest)
    if too_general(core):
        return ()
    return tuple(name for name in names if core in name.lower())


def _kindred(asked: str, names: tuple[str, ...]) -> tuple[str, ...]:
    for words in concept_words(asked):
        found = tuple(name for name in names if any(_fits(word, name.lower()) for word in words))
        if found:
            return found
    return ()


def _fits(word: str, name: str) -> bool:
    return word == name or (len(word) > 1 and word in name)


def _standing(asked: str, skus: Sequence[Sku]) -> tuple[str, ...]:
    brand = any(wording.BRAND in words for words in concept_words(asked))
    return (wording.BRAND,) if brand and all(sku.brand for sku in skus) else ()


def _in_values(asked: str, skus: Sequence[Sku]) -> tuple[str, ...]:
    words = _own_words(asked)
    return tuple(
        dict.fromkeys(
            name for sku in skus for name, value in sku.attributes if any(word in value.lower() for word in words)
        )
    )


def _own_words(asked: str) -> tuple[str, ...]:
    """Return the shopper's own words for the property, as they may stand in a text."""
    return tuple(dict.fromkeys(word for word in (core_of(asked), *met_words(asked)) if not too_general(word)))


def _search_words(asked: str) -> tuple[str, ...]:
    # Words of a concept that she did not say must be long to mean the same thing in running text.
    kin = tuple(word for words in concept_words(asked)[:1] for word in words if len(word) >= 3)
    return tuple(dict.fromkeys((*_own_words(asked), *kin)))


def _say(topic: Topic, quotes: Sequence[Quote], names: tuple[str, ...]) -> str:
    title = group_title(topic.product, quotes)
    told = [(name, _values(quotes, name)) for name in names]
    if len(told) == 1:
        name, values = told[0]
        if len(values) == 1 and not values[0][0]:
            return wording.SPEC_ONE.format(title=title, name=name, value=values[0][1].rstrip(wording.STOP))
        lines = [wording.SPEC_LINE.format(label=label, value=value) for label, value in values]
        return wording.LINE.join((wording.SPEC_HEAD.format(title=title, name=name), *lines))
    lines = [wording.SPEC_PAIR.format(name=name, value=_flat(values)) for name, values in told]
    return wording.LINE.join((wording.SPEC_SEVERAL.format(title=title), *lines))


def _values(quotes: Sequence[Quote], name: str) -> list[tuple[str, str]]:
    stated = tuple(quote for quote in quotes if value_of(quote.sku, name))
    read: Callable[[Sku], str] = lambda sku: value_of(sku, name)  # noqa: E731  two uses below
    groups = group_by(stated, read)
    whole = len(stated) == len(quotes)
    if len(groups) == 1 and not whole:
        labels = dict(zip(quotes, variant_labels(quotes), strict=True))
        return [(join([labels[quote] for quote in stated]), read(stated[0].sku))]
    if any(option == name for option, _ in quotes[0].sku.options):
        return [("", join([read(quote.sku) for quote in stated]))]
    return [(group.label, read(group.quotes[0].sku)) for group in groups]


def _flat(values: list[tuple[str, str]]) -> str:
    return wording.COMPARE_GAP.join(
        wording.SPEC_PART.format(label=label, value=value) if label else value for label, value in values
    )


def _sentences(quotes: Sequence[Quote], asked: str) -> tuple[str, ...]:
    words = _search_words(asked)
    texts = dict.fromkeys(quote.sku.description for quote in quotes if quote.sku.description)
    if len(texts) != 1:
        # Variants that describe themselves differently cannot be quoted as one.
        return ()
    sentences = [tidy(part) for part in _SENTENCE_ENDS.split(next(iter(texts))) if part.strip()]
    fitting = [part for part in sentences if any(word in part.lower() for word in words)]
    return tuple(part for part in fitting if len(part) <= MAX_SENTENCE_CHARS)[:MAX_SENTENCES]


def _of_a_sister(topic: Topic, asked: str) -> Statement | None:
    # Many shops fill the parameters in on one row of a product only: say whose they are.
    known = {quote.sku.sku for quote in topic.quotes}
    sisters = tuple(sku for sku in topic.product.skus if sku.sku not in known and sku.on_sale)
    names = attribute_names(sisters, asked) if topic.quotes else ()
    options = set(option_names(sisters))
    names = tuple(name for name in names if name not in options and name != wording.BRAND)
    owner = next((sku for sku in sisters if names and value_of(sku, names[0])), None)
    if owner is None:
        return None
    quote = Quote(owner, topic.quotes[0].read_at)
    text = _say(topic, (quote,), tuple(name for name in names if value_of(owner, name)))
    return Statement(
        text, (cite_sku(quote, topic.product, today=today_of(topic), zone=topic.zone, now=topic.now),), RULE
    )


def shared_names(topics: Sequence[Topic]) -> tuple[str, ...]:
    """Return the attribute names that every one of these products states, in the order of the first."""
    if not topics:
        return ()
    stated = [{name for quote in topic.quotes for name, _ in quote.sku.attributes} for topic in topics]
    first = dict.fromkeys(name for quote in topics[0].quotes for name, _ in quote.sku.attributes)
    return tuple(name for name in first if all(name in names for names in stated))


def told_value(topic: Topic, name: str) -> str:
    """Return what a product's variants state under `name`, as one cell of a table; empty if nothing."""
    stated = tuple(quote for quote in topic.quotes if value_of(quote.sku, name))
    return _flat(_values(stated, name)) if stated else ""
