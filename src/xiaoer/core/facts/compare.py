"""How do these products differ?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xiaoer.core.dialogue.evidence import Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.amounts import amount_asked, tells_amount
from xiaoer.core.facts.citing import cite_product, cite_topic
from xiaoer.core.facts.labels import led, option_names, option_values, topic_title
from xiaoer.core.facts.overview import state_choice, state_overview
from xiaoer.core.facts.prices import price_span, state_price
from xiaoer.core.facts.specs import attribute_names, shared_names, told_value, without_name
from xiaoer.core.facts.times import as_of, dated
from xiaoer.core.facts.topic import Topic
from xiaoer.core.shop.product import Pairs

RULE = "facts.compare"
MAX_TOPICS = 4
MAX_ROWS = 5
MAX_CELL_CHARS = 40
YES_OR_NO = frozenset({*"是否有无", "支持", "不支持"})


def state_comparison(topics: Sequence[Topic], *, attribute: str = "", asked: str = "") -> Statement:
    """Say two or more products side by side: the price and the asked property, or the shared ones that differ.

    `asked` is the whole question: 哪个放得久 is answered by what is told in days, whatever it is called.
    """
    if not topics:
        return state_choice(())
    if len(topics) == 1:
        return state_overview(topics[0])
    shown = topics[:MAX_TOPICS]
    return _side_by_side(shown, [led(topic_title(topic), wording.GOODS_WORD) for topic in shown], attribute, asked)


def state_variants(topic: Topic, chosen: Pairs, *, attribute: str = "", asked: str = "") -> Statement | None:
    """Say how variants of one product differ by the option of which `chosen` names several values, None if none.

    Where nothing is chosen, the first option that has several values tells the variants apart. Those that differ in
    nothing but their prices have these told one by one.
    """
    skus = [quote.sku for quote in topic.quotes if quote.sku.on_sale]
    for name in option_names(skus):
        named = [value for own, value in chosen if own == name]
        values = [value for value in (named or option_values(skus, name)) if value in option_values(skus, name)]
        if 1 < len(values) <= MAX_TOPICS and (len(named) > 1 or not chosen):
            parts = [
                replace(topic, quotes=tuple(quote for quote in topic.quotes if (name, value) in quote.sku.options))
                for value in values
            ]
            if not any(_differ(parts, told) for told in _names_of(parts) if told != name):
                return state_price(topic)
            return _side_by_side(parts, [led(value, wording.OPTION_WORD) for value in values], attribute, asked)
    return None


def _side_by_side(topics: Sequence[Topic], titles: Sequence[str], attribute: str, asked: str) -> Statement:
    lines = [wording.COMPARE_HEAD, _row(titles, wording.COMPARE_PRICE, [_price(topic) for topic in topics])]
    lines += (_asked(topics, titles, attribute) if attribute else []) or _differing(topics, titles, asked)
    quotes = [quote for topic in topics for quote in topic.quotes]
    body = wording.LINE.join(lines)
    note = as_of(quotes, zone=topics[0].zone, now=topics[0].now)
    text = dated(body, quotes, zone=topics[0].zone, now=topics[0].now)
    evidence = tuple(
        cited for topic in topics for cited in (cite_product(topic.product, _facts(topic, lines)), *cite_topic(topic))
    )
    return Statement(text, (*evidence, cite_product(topics[0].product, note)), RULE)


def _facts(topic: Topic, lines: Sequence[str]) -> str:
    return wording.LINE.join((topic_title(topic), _price(topic), *(told_value(topic, name) for name in _names(lines))))


def _names(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.partition(wording.COLON)[0] for line in lines)


def _price(topic: Topic) -> str:
    if topic.quotes and not any(quote.sku.on_sale for quote in topic.quotes):
        return wording.COMPARE_OFF_SHELF
    span = price_span(topic.quotes)
    if span is None:
        return ""
    low, high = span
    return low.display() if low == high else wording.COMPARE_RANGE.format(low=low.display(), high=high.display())


def _asked(topics: Sequence[Topic], titles: Sequence[str], attribute: str) -> list[str]:
    found = [
        attribute_names([quote.sku for quote in topic.quotes], without_name(attribute, topic.product))
        for topic in topics
    ]
    shared = tuple(name for names in found[:1] for name in names if all(name in others for others in found))
    if shared:
        return [_row(titles, name, [told_value(topic, name) for topic in topics]) for name in shared]
    # The shops' words differ per product: each cell carries its own name.
    cells = [
        wording.LIST.join(wording.SPEC_PAIR.format(name=name, value=told_value(topic, name)) for name in names)
        for topic, names in zip(topics, found, strict=True)
    ]
    return [_row(titles, wording.COMPARE_ASKED, cells)] if any(found) else []


def _differing(topics: Sequence[Topic], titles: Sequence[str], asked: str) -> list[str]:
    told = {name: [told_value(topic, name) for topic in topics] for name in _names_of(topics)}
    of_one = len({topic.product.product_id for topic in topics}) == 1
    differing = {
        name: cells
        for name, cells in told.items()
        if len(set(cells)) > 1
        and all(len(cell) <= MAX_CELL_CHARS for cell in cells)
        and not (of_one and _are(titles, cells))
    }
    amount = amount_asked(asked)
    wanted = [name for name, cells in differing.items() if amount and all(tells_amount(amount, cell) for cell in cells)]
    return [_row(titles, name, differing[name]) for name in (wanted or differing)][:MAX_ROWS]


def _differ(topics: Sequence[Topic], name: str) -> bool:
    return len({told_value(topic, name) for topic in topics}) > 1


def _names_of(topics: Sequence[Topic]) -> tuple[str, ...]:
    """Return the attribute names that all these goods state, or of variants of one product those that any states."""
    if len({topic.product.product_id for topic in topics}) > 1:
        return shared_names(topics)
    told = (quote.sku for topic in topics for quote in topic.quotes)
    return tuple(dict.fromkeys(name for sku in told for name, _ in (*sku.options, *sku.attributes)))


def _are(titles: Sequence[str], cells: Sequence[str]) -> bool:
    """Return whether cells only say again by which option the variants are told apart."""
    return all(cell and title.endswith(cell) for title, cell in zip(titles, cells, strict=True))


def _row(titles: Sequence[str], name: str, cells: Sequence[str]) -> str:
    told = [_form(cell).format(title=title, value=cell) for title, cell in zip(titles, cells, strict=True)]
    return wording.COMPARE_LINE.format(name=name, cells=wording.COMPARE_GAP.join(told))


def _form(cell: str) -> str:
    if not cell:
        return wording.COMPARE_NO_CELL
    return wording.COMPARE_YES_NO if cell in YES_OR_NO else wording.COMPARE_CELL
