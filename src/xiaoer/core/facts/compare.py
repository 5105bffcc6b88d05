"""How do these products differ?"""

from __future__ import annotations

from collections.abc import Sequence

from xiaoer.core.dialogue.evidence import Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.citing import cite_product, cite_topic
from xiaoer.core.facts.labels import led, topic_title
from xiaoer.core.facts.overview import state_choice, state_overview
from xiaoer.core.facts.prices import price_span
from xiaoer.core.facts.specs import attribute_names, shared_names, told_value, without_name
from xiaoer.core.facts.times import as_of, dated
from xiaoer.core.facts.topic import Topic

RULE = "facts.compare"
MAX_TOPICS = 4
MAX_ROWS = 5
MAX_CELL_CHARS = 40
YES_OR_NO = frozenset({*"是否有无", "支持", "不支持"})


def state_comparison(topics: Sequence[Topic], *, attribute: str = "") -> Statement:
    """Say two or more products side by side: the price and the asked property, or the shared ones that differ."""
    if not topics:
        return state_choice(())
    if len(topics) == 1:
        return state_overview(topics[0])
    shown = topics[:MAX_TOPICS]
    lines = [wording.COMPARE_HEAD, _row(shown, wording.COMPARE_PRICE, [_price(topic) for topic in shown])]
    lines += _asked(shown, attribute) if attribute else _differing(shown)
    quotes = [quote for topic in shown for quote in topic.quotes]
    body = wording.LINE.join(lines)
    note = as_of(quotes, zone=shown[0].zone, now=shown[0].now)
    text = dated(body, quotes, zone=shown[0].zone, now=shown[0].now)
    evidence = tuple(
        cited for topic in shown for cited in (cite_product(topic.product, _facts(topic, lines)), *cite_topic(topic))
    )
    return Statement(text, (*evidence, cite_product(shown[0].product, note)), RULE)


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


def _asked(topics: Sequence[Topic], attribute: str) -> list[str]:
    found = [
        attribute_names([quote.sku for quote in topic.quotes], without_name(attribute, topic.product))
        for topic in topics
    ]
    shared = tuple(name for names in found[:1] for name in names if all(name in others for others in found))
    if shared:
        return [_row(topics, name, [told_value(topic, name) for topic in topics]) for name in shared]
    # The shops' words differ per product: each cell carries its own name.
    cells = [
        wording.LIST.join(wording.SPEC_PAIR.format(name=name, value=told_value(topic, name)) for name in names)
        for topic, names in zip(topics, found, strict=True)
    ]
    return [_row(topics, wording.COMPARE_ASKED, cells)] if any(found) else []


def _differing(topics: Sequence[Topic]) -> list[str]:
    rows = []
    for name in shared_names(topics):
        cells = [told_value(topic, name) for topic in topics]
        if len(set(cells)) > 1 and all(len(cell) <= MAX_CELL_CHARS for cell in cells):
            rows.append(_row(topics, name, cells))
    return rows[:MAX_ROWS]


def _row(topics: Sequence[Topic], name: str, cells: Sequence[str]) -> str:
    told = [
        _form(cell).format(title=led(topic_title(topic), wording.GOODS_WORD), value=cell)
        for topic, cell in zip(topics, cells, strict=True)
    ]
    return wording.COMPARE_LINE.format(name=name, cells=wording.COMPARE_GAP.join(told))


def _form(cell: str) -> str:
    if not cell:
        return wording.COMPARE_NO_CELL
    return wording.COMPARE_YES_NO if cell in YES_OR_NO else wording.COMPARE_CELL
