"""What is a product or one of its variants called?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.facts import wording
from xiaoer.core.facts.topic import Topic
from xiaoer.core.shop.product import Pairs, Product, Sku

PLACEHOLDERS = frozenset({"标准", "默认", "无", "标准款", "默认规格", "标准规格", "统一规格", "单规格", "-"})
_NUMBER_FIRST = re.compile(r"[-−+]?[0-9零一二两三四五六七八九十百千万半]")
MAX_LABELS = 8  # more variants than this in one list are not read


@dataclass(frozen=True, slots=True)
class Group:
    """Quotes that agree in something, and what to call them; the label is empty when they are all there are."""

    label: str
    quotes: tuple[Quote, ...]


def sku_title(product: Product, sku: Sku) -> str:
    """Return the full name of one variant, such as `桃桃X1 黑色 256G`."""
    own_name = len(product.skus) < 2 or any(sister.name != sku.name for sister in product.skus)
    idle = _idle_options(product)
    values = [value for name, value in sku.options if (name, value) not in idle]
    missing = [value for value in values if not (own_name and _says(sku.name, value))]
    return tidy(" ".join((sku.name, *missing)))


def topic_title(topic: Topic) -> str:
    """Return what the whole topic is called: one variant's name, or the product's with the options all share."""
    if len(topic.quotes) == 1:
        return sku_title(topic.product, topic.quotes[0].sku)
    return group_title(topic.product, topic.quotes)


def group_title(product: Product, quotes: Sequence[Quote]) -> str:
    """Return the product's name with the option values that all these quotes share."""
    if len(quotes) == 1:
        return sku_title(product, quotes[0].sku)
    idle = _idle_options(product) | frozenset(_common(product.skus))
    shared = [value for pair in _common([quote.sku for quote in quotes]) if pair not in idle for value in pair[1:]]
    return tidy(" ".join((product_title(product), *shared)))


def product_title(product: Product) -> str:
    """Return the product's name; where every variant has a name of its own, what they begin with."""
    names = [sku.name for sku in product.skus] or [product.name]
    if all(name == product.name for name in names):
        return tidy(product.name)
    prefix = _shared_start([product.name, *names])
    if any(_cut_inside(name, len(prefix)) for name in names):
        prefix = re.sub(r"[0-9A-Za-z.+]+$", "", prefix)
    prefix = re.sub(r"[-\s_/((【·,,]+$", "", prefix)
    return tidy(prefix) if len(prefix) >= 2 else tidy(product.name)


def variant_labels(quotes: Sequence[Quote]) -> tuple[str, ...]:
    """Return a short name for each quote that tells it from the others, such as `黑色 256G`."""
    shared = frozenset(_common([quote.sku for quote in quotes])) if len(quotes) > 1 else frozenset()
    labels = [_own_label(quote.sku, shared) for quote in quotes]
    times = Counter(labels)
    return tuple(
        label if times[label] == 1 else f"{label}({quote.sku.sku})" for label, quote in zip(labels, quotes, strict=True)
    )


def group_by(quotes: Sequence[Quote], key: Callable[[Sku], Hashable]) -> tuple[Group, ...]:
    """Return the quotes grouped by `key`, in order of appearance.

    Where one option decides the key, the groups are called by its values, else by their variants.
    """
    members: dict[Hashable, list[int]] = {}
    for place, quote in enumerate(quotes):
        members.setdefault(key(quote.sku), []).append(place)
    if len(members) == 1:
        return (Group("", tuple(quotes)),)
    option = _deciding_option(quotes, key)
    labels = [_value(quote.sku, option) for quote in quotes] if option else variant_labels(quotes)
    return tuple(
        Group(join([labels[place] for place in places]), tuple(quotes[place] for place in places))
        for places in members.values()
    )


def join(words: Sequence[str]) -> str:
    """Return the words as a list to read, each once, cut after `MAX_LABELS`."""
    distinct = list(dict.fromkeys(words))
    more = wording.AND_SO_ON if len(distinct) > MAX_LABELS else ""
    return wording.LIST.join(distinct[:MAX_LABELS]) + more


def option_names(skus: Sequence[Sku]) -> tuple[str, ...]:
    """Return the names of the options that these SKUs have, in order of appearance."""
    return tuple(dict.fromkeys(name for sku in skus for name, _ in sku.options))


def option_values(skus: Sequence[Sku], name: str) -> tuple[str, ...]:
    """Return the distinct values of one option, in order of appearance."""
    return tuple(dict.fromkeys(value for sku in skus for option, value in sku.options if option == name and value))


def led(name: str, word: str) -> str:
    """Return the name, led by `word` where it begins with a number.

    Straight after an amount such as `99元` a number would be read as its tail.
    """
    return f"{word}{name}" if _NUMBER_FIRST.match(name) else name


def tidy(text: str) -> str:
    """Return the text on one line with single spaces."""
    return " ".join(text.split())


def _common(skus: Sequence[Sku]) -> Pairs:
    return tuple(pair for pair in skus[0].options if all(pair in sku.options for sku in skus)) if skus else ()


def _idle_options(product: Product) -> frozenset[tuple[str, str]]:
    return frozenset(pair for pair in _common(product.skus) if pair[1].strip() in PLACEHOLDERS)


def _says(name: str, value: str) -> bool:
    return value in name.split() or (len(value) > 1 and value in name)


def _own_label(sku: Sku, shared: frozenset[tuple[str, str]]) -> str:
    own = [value for name, value in sku.options if (name, value) not in shared and value]
    return tidy(" ".join(own)) or sku.option_text() or tidy(sku.name)


def _shared_start(names: Sequence[str]) -> str:
    low, high = min(names), max(names)
    return next((low[:at] for at, char in enumerate(low) if at >= len(high) or high[at] != char), low)


def _cut_inside(name: str, at: int) -> bool:
    return 0 < at < len(name) and bool(re.match(r"[0-9A-Za-z.]{2}", name[at - 1 : at + 1]))


def _deciding_option(quotes: Sequence[Quote], key: Callable[[Sku], Hashable]) -> str:
    skus = [quote.sku for quote in quotes]
    deciding = []
    for name in option_names(skus):
        pairs = {(_value(sku, name), key(sku)) for sku in skus}
        values = {value for value, _ in pairs}
        if "" not in values and len(pairs) == len(values):
            deciding.append((len(values), name))
    # Fewest values first; among equals the option that the shop names first.
    return min(deciding, key=lambda found: found[0])[1] if deciding else ""


def _value(sku: Sku, option: str) -> str:
    return next((value for name, value in sku.options if name == option), "")
