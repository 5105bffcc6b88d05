"""Does every stored noun come back as it was?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.adapters.storage.codec import decode, encode
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.reply import Source
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.order import LogisticsStep, Order, OrderLine

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
words = st.lists(texts, max_size=3).map(tuple)
times = st.datetimes(timezones=st.just(UTC))
pairs = st.lists(st.tuples(texts, texts), max_size=3).map(tuple)

states = st.builds(
    DialogueState,
    product_ids=words,
    options=pairs,
    quantity=st.none() | st.integers(0, 99),
    pending=st.sampled_from(["", "product", "order", "phone_tail"]),
    misses=st.integers(0, 3),
)
orders = st.builds(
    Order,
    order_id=texts,
    lines=st.lists(st.builds(OrderLine, texts, st.integers(1, 9)), max_size=3).map(tuple),
    paid=st.none() | st.builds(Money, st.integers(0, 10**9)),
    created_at=st.none() | times,
    logistics=st.lists(st.builds(LogisticsStep, times, texts), max_size=3).map(tuple),
)
pages = st.builds(PageContext, product_id=texts, tags=words)
sources = st.builds(Source, texts, texts, texts)
nouns = st.one_of(states, orders, pages, sources)


@given(nouns)
def test_a_noun_comes_back_as_it_was(noun):
    assert decode(type(noun), encode(noun)) == noun


@given(st.lists(sources, max_size=3).map(tuple))
def test_so_does_a_tuple_of_nouns(several):
    assert decode(tuple[Source, ...], encode(several)) == several


def test_an_explicit_zero_stays_a_zero():
    assert decode(Order, encode(Order("1", paid=Money(0)))).paid == Money(0)
    assert decode(Order, encode(Order("1"))).paid is None


def test_a_row_of_an_older_release_takes_defaults_and_one_of_a_newer_loses_what_we_do_not_know():
    assert decode(PageContext, '{"product_id":"X1"}') == PageContext(product_id="X1")
    assert decode(PageContext, '{"product_id":"X1","mood":"new"}') == PageContext(product_id="X1")


@pytest.mark.parametrize("body", ["[]", '"x"', "{}", "not json", "null"])
def test_another_text_is_refused(body):
    with pytest.raises((ValueError, TypeError)):
        decode(Source, body)


def test_the_same_noun_is_always_the_same_text():
    assert encode(PageContext(tags=("VIP",))) == (
        '{"product_id":"","sku":"","order_id":"","tags":["VIP"],"platform":"","username":""}'
    )


@dataclass(frozen=True, slots=True)
class _Dated:
    day: date
    at: datetime
    pair: tuple[int, str]


def test_days_times_and_fixed_tuples_are_told_apart():
    noun = _Dated(date(2026, 11, 11), datetime(2026, 11, 10, 12, tzinfo=UTC), (1, "one"))
    assert decode(_Dated, encode(noun)) == noun


def test_what_has_no_json_form_is_refused():
    with pytest.raises(TypeError):
        encode(object())
