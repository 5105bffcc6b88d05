"""What is it made of, how big, can it …?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from xiaoer.core.dialogue.evidence import Quote, Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.amounts import amount_asked, tells_amount
from xiaoer.core.facts.citing import cite_sku, cite_topic
from xiaoer.core.facts.concepts import concept_words, core_of, met_words, too_general
from xiaoer.core.facts.details import bearing_names, names_of_kind, of_chosen_size
from xiaoer.core.facts.either import names_of_either
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
from xiaoer.core.facts.measures import (
    OF_A_LOAD,
    measure_asked,
    measured_names,
    names_of_a_part,
    names_of_dimension,
    speaks_in_unit,
    tells_count,
)
from xiaoer.core.facts.provenance import names_telling, sentences_telling
from xiaoer.core.facts.sizing import suiting_names
from xiaoer.core.facts.times import today_of
from xiaoer.core.facts.topic import Topic
from xiaoer.core.shop.product import Pairs, Product, Sku

RULE = "facts.spec"
RULE_QUOTE = "facts.spec_quote"
MAX_NAMES = 4  # data names that one asked word may bring up
MAX_SENTENCES = 2
MAX_SENTENCE_CHARS = 120  # a longer sentence is no answer
GENERIC_NAMES = frozenset({"规格", "容量", "数量", "包装", "含量", "净含量"})  # what they hold tells what they mean
_HAS = re.compile("^(?:是否)?[含带附](?=..)(?!量)")  # 含电钻 is told of 带电钻吗
_PIECE = 3  # characters of a name in a row that are no accident
_SHORT_NAME = 4
_HOW_MUCH = "多几"
_ENDS_OF_AMOUNTS = "期间量重度率数寸积命航格码围径距限速温压值久龄"
_EITHER = re.compile("还是|或者|或")
_WHOLE = re.compile(
    "^(?:商品|产品|成品|本品|整机|整体|机身|外形|单[只支个件枚片颗双]|每[只支个件枚片颗双]|[单每净毛总约])|[((].*[))]$"
)
_SENT = ("发货", "发出", "寄出", "起发")
_SENT_WHEN = re.compile(
    r"(?:\d|[一二两三四五六七八九十])[^。;!“]*(?:发货|发出|寄出|起发|前发|内发|发完)|(?:发货|发出|寄出)[^。;!]*\d"
)
_SENTENCE_ENDS = re.compile(r"(?<=[。!?;!?;])|\n")


def state_spec(topic: Topic, *, attribute: str, asked: str = "") -> Statement | None:
    """Say what the data hold on the property that the shopper asked for, in the data's own words; None if nothing.

    `asked` is her whole question where it is at hand: what it names comes before `attribute`, which may be a word that
    only stands in the product's name.
    """
    quotes = tuple(quote for quote in topic.quotes if quote.sku.on_sale) or topic.quotes
    skus = tuple(quote.sku for quote in quotes)
    own = any(name == attribute for sku in skus for name, _ in sku.attributes)
    attribute = attribute if own else without_name(attribute, topic.product)
    rest = without_name(asked, topic.product) if asked else attribute
    telling = partial(_telling, skus, rest)
    known = (attribute,) if own and attribute.lower() not in rest else ()  # how the table of properties reads her words
    names = telling(suiting_names(skus, asked)) or known or telling(attribute_names(skus, rest) if asked else ())
    names = names or telling(attribute_names(skus, attribute))
    names = (
        _untold(names, topic, asked)
        or telling(bearing_names(skus, rest, _chosen(topic), sisters=topic.product.skus))
        or names_of_kind(skus, rest)
        or names_of_either(asked, skus)
    )
    names = of_chosen_size(names_telling(names, skus, rest, topic.product), topic.product.skus, _chosen(topic))
    if names:
        text = say_parameters(topic, quotes, names)
        return Statement(text, cite_topic(topic, text), RULE)
    sentences = sentences_telling(_sentences(quotes, attribute, rest), rest, topic.product)
    if sentences:
        title = group_title(topic.product, quotes)
        text = wording.SPEC_QUOTE.format(title=title, sentence="".join(sentences))
        return Statement(text, cite_topic(topic, text), RULE_QUOTE)
    return _of_a_sister(topic, attribute, rest)


def state_dispatch(topic: Topic) -> Statement | None:
    """Say when these goods are sent where their own data tell it, as those of presales do; None where they do not."""
    stated = (state_spec(topic, attribute=word) for word in _SENT)
    return next((told for told in stated if told is not None and tells_dispatch(told.text)), None)


def tells_dispatch(text: str) -> bool:
    """Return whether a text tells by when goods are sent."""
    return _SENT_WHEN.search(text) is not None


def _chosen(topic: Topic) -> Pairs:
    """Return the option values that the shopper's words picked."""
    if not topic.narrowed:
        return ()
    first, *others = (quote.sku.options for quote in topic.quotes) if topic.quotes else ((),)
    shared = tuple(pair for pair in first if all(pair in options for options in others))
    varying = {name for name in option_names(topic.product.skus) if len(option_values(topic.product.skus, name)) > 1}
    return tuple(pair for pair in shared if pair[0] in varying)


def _untold(names: tuple[str, ...], topic: Topic, asked: str) -> tuple[str, ...]:
    """Return the names without options that she picked herself: 航空箱L尺寸多大 wants more than L.

    Of several options that are settled she picked those whose values she says; the others are news to her.
    """
    chosen = _chosen(topic)
    picked = {name for name, value in chosen if len(chosen) == 1 or value.lower() in asked.lower()}
    return tuple(name for name in names if name not in picked or any(name == own for own, _ in _attributes(topic)))


def _telling(skus: Sequence[Sku], asked: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names whose values tell the amount that is asked for.

    充满电要几小时 is not answered by a socket, 鞋底多厚 not by 鞋底=橡胶; 保质期多久 is by 保质期=见包装.
    """
    amount = amount_asked(asked)
    if amount is None:
        return names
    return tuple(
        name
        for name in names
        if (_is_an_amount(name) and name.lower() in asked)
        or any(tells_amount(amount, value_of(sku, name)) for sku in skus)
    )


def _is_an_amount(name: str) -> bool:
    return len(name) > 1 and name[-1] in _ENDS_OF_AMOUNTS


def _attributes(topic: Topic) -> Pairs:
    return tuple(pair for quote in topic.quotes for pair in quote.sku.attributes)


def without_name(asked: str, product: Product) -> str:
    """Return the shopper's words without the product's names, so that these are not taken for a property."""
    text = _without_piece(asked, product)
    for name in sorted(
        {product.name, product_title(product), *product.aliases}, key=lambda found: (-len(found), found)
    ):
        text = _taken_out(name, text)
    core = core_of(text)
    # 这个杯子多大: the noun is the product's own.
    kind = product.name + product.category
    own = {name for sku in product.skus for name, _ in sku.attributes}
    if core and core not in own and (core in kind or (len(core) == 2 and core.endswith("子") and core[0] in kind)):
        text = _taken_out(core, text) or text
    return text


def _taken_out(word: str, text: str) -> str:
    """Return a text without a word, in whatever case it is written."""
    if not word or word.lower() not in text.lower():
        return text  # a pattern is dear to make, and most names do not stand in what she asks
    return re.sub(re.escape(word), "", text, flags=re.IGNORECASE)


def _without_piece(text: str, product: Product) -> str:
    """Return the text without the longest piece of a name in it: 弹簧床垫多厚 does not ask for the springs."""
    names = (product.name, *product.aliases)
    pieces = (
        text[start:end]
        for length in range(len(text), _PIECE - 1, -1)
        for start in range(len(text) - length + 1)
        if (end := start + length)
    )
    piece = next((piece for piece in pieces if any(piece in name for name in names)), "")
    if not piece:
        return text
    end = text.find(piece) + len(piece)
    while end < len(text) and any(text[end - 2 : end + 1] in name for name in names):
        end += 1  # 轻薄羽绒服 of a 羽绒服 轻薄款
    return text[: text.find(piece)] + text[end:]


def attribute_names(skus: Sequence[Sku], asked: str) -> tuple[str, ...]:
    """Return the names of the attributes and options that the asked property stands for, best kind of match only."""
    attributes = tuple(dict.fromkeys(name for sku in skus for name, value in sku.attributes if value.strip()))
    options = tuple(name for name in option_names(skus) if set(option_values(skus, name)) - PLACEHOLDERS)
    asked = measure_asked(asked.lower())
    # 绳子多长 asks for 绳长, whatever else the data call 绳子.
    of_a_part = tuple(name for name in names_of_dimension(asked, attributes) if len(name) > 1 and name[0] in asked)
    of_a_part = of_a_part or names_of_a_part(asked, attributes)
    if of_a_part:
        return of_a_part[:MAX_NAMES]
    for find in (_same, _part):
        found = find(asked, attributes) or find(asked, options)
        if found:
            return found[:MAX_NAMES]
    told = tuple(pair for sku in skus for pair in sku.attributes)
    speaking = tuple(name for name in attributes if name not in GENERIC_NAMES or _in_unit(asked, skus, name))
    choices = tuple(name for name in options if _in_unit(asked, skus, name))
    found = (
        _of_the_part(names_of_dimension(asked, attributes), asked)
        or _kindred(asked, speaking)
        or measured_names(asked, told)
    )
    found = found or _kindred(asked, choices)
    return (found or _standing(asked, skus) or _in_values(asked, skus))[:MAX_NAMES]


def _of_the_part(names: tuple[str, ...], asked: str) -> tuple[str, ...]:
    """Return the dimensions that are those of the part that is asked for, if any is: 笔杆多长 wants no 书写长度."""
    part = core_of(asked)
    return tuple(
        name
        for name in names
        if len(part) < _PIECE - 1 or len(name.removesuffix("度")) == 1 or _WHOLE.match(name) or set(name) & set(part)
    )


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
    within = [name for name in names if not too_general(bare := _HAS.sub("", name.lower())) and bare in text]
    named = {word for words in concept_words(asked) for word in words if word in text and word[0] not in _HOW_MUCH}
    longest_word = max((len(word) for word in named), default=0)
    # 屏幕刷新率 names the screen, but asks for something else: the concept decides then.
    if within and longest_word <= max(len(name) for name in within):
        longest = max(len(name) for name in within)
        found = tuple(name for name in within if len(name) == longest)
        return tuple(name for name in names if _says_more(name, found, text)) or found
    if too_general(core):
        return ()
    return tuple(name for name in names if core in name.lower())


def _says_more(name: str, found: tuple[str, ...], asked: str) -> bool:
    """Return whether a name begins with one found and goes on with what is asked: 电池可拆 of 电池能拆吗."""
    return any(
        name.startswith(own)
        and len(name) > len(own)
        and any(char in asked for char in name[len(own) :] if char != "可")
        for own in found
    )


def _kindred(asked: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the concept that is asked for; those that are its very words before those that hold one."""
    for words in concept_words(asked):
        for fits in (_is_word, _is_word_of_the_whole, _holds_word):
            found = tuple(name for name in names if any(fits(word, name.lower()) for word in words))
            if found:
                return found
    return ()


def _is_word(word: str, name: str) -> bool:
    return word == name


def _is_word_of_the_whole(word: str, name: str) -> bool:
    if OF_A_LOAD.search(name):
        return False
    return _WHOLE.sub("", name) == word or (len(word) == 1 and len(name) <= _SHORT_NAME and name.endswith(word))


def _holds_word(word: str, name: str) -> bool:
    return len(word) > 1 and word in name


def _in_unit(asked: str, skus: Sequence[Sku], name: str) -> bool:
    """Return whether what the data say under this name is in the unit that is asked for."""
    return any(speaks_in_unit(asked, value_of(sku, name)) for sku in skus)


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
    """Return the shopper's own words for the property, as they may stand in a text; 304还是316 are two."""
    said = (core_of(part) for part in _EITHER.split(asked))
    return tuple(dict.fromkeys(word for word in (*said, *met_words(asked)) if not too_general(word)))


def _search_words(asked: str) -> tuple[str, ...]:
    # Words of a concept that she did not say must be long to mean the same thing in running text.
    kin = tuple(word for words in concept_words(asked)[:1] for word in words if len(word) >= 3)
    return tuple(dict.fromkeys((*_own_words(asked), *kin)))


def say_parameters(topic: Topic, quotes: Sequence[Quote], names: tuple[str, ...]) -> str:
    """Return what these variants state under these names, in the data's own words."""
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


def _sentences(quotes: Sequence[Quote], asked: str, rest: str) -> tuple[str, ...]:
    words = _search_words(asked)
    texts = dict.fromkeys(quote.sku.description for quote in quotes if quote.sku.description)
    if len(texts) != 1:
        # Variants that describe themselves differently cannot be quoted as one.
        return ()
    sentences = [tidy(part) for part in _SENTENCE_ENDS.split(next(iter(texts))) if part.strip()]
    fitting = [part for part in sentences if any(word in part.lower() for word in words) or tells_count(rest, part)]
    return tuple(part for part in fitting if len(part) <= MAX_SENTENCE_CHARS)[:MAX_SENTENCES]


def _of_a_sister(topic: Topic, asked: str, rest: str) -> Statement | None:
    # Many shops fill the parameters in on one row of a product only: say whose they are.
    known = {quote.sku.sku for quote in topic.quotes}
    sisters = tuple(sku for sku in topic.product.skus if sku.sku not in known and sku.on_sale)
    names = attribute_names(sisters, asked) if topic.quotes else ()
    names = names_telling(names, sisters, rest, topic.product)
    options = set(option_names(sisters))
    names = tuple(name for name in names if name not in options and name != wording.BRAND)
    owner = next((sku for sku in sisters if names and value_of(sku, names[0])), None)
    if owner is None:
        return None
    quote = Quote(owner, topic.quotes[0].read_at)
    text = say_parameters(topic, (quote,), tuple(name for name in names if value_of(owner, name)))
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
