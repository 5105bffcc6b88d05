"""Does a turn leave behind what the next one needs, and nothing else?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.services.answering.cast import a_match, an_ask

from xiaoer.core.dialogue.plan import Clarify, Direct, HandOff, HandOffReason, Refuse, Unsure
from xiaoer.core.dialogue.state import FRESH, DialogueState
from xiaoer.core.dialogue.understanding import Family, Understanding
from xiaoer.services.answering.advance import PRODUCTS_REMEMBERED, advance

SAID = Direct("有货", (), "facts.stock")
PERSON = HandOff(HandOffReason.USER_ASKED, "handoff.user_asked")
LOST = Unsure("unsure.no_passage")
X1 = a_match("X1", skus=("X1-BK",), options=(("颜色", "黑色"),))
TALKED = DialogueState(
    product_ids=("X1",), skus=("X1-BK",), options=(("颜色", "黑色"),), intent="price", order_id="TT1", misses=1
)


def meant(*asks):
    return Understanding("", "", "", asks)


def test_the_goods_and_the_intent_are_remembered():
    understanding = meant(an_ask(Family.STOCK, products=(X1,), quantity=2, attribute="电池", order_id="TT1"))
    assert advance(FRESH, understanding, SAID) == DialogueState(
        product_ids=("X1",),
        skus=("X1-BK",),
        options=(("颜色", "黑色"),),
        intent="stock",
        attribute="电池",
        said="问一下",
        quantity=2,
        order_id="TT1",
    )


@pytest.mark.parametrize("family", [Family.GREETING, Family.THANKS, Family.GOODBYE, Family.SMALL_TALK])
def test_small_talk_leaves_the_topic_and_the_count_of_misses_as_they_are(family):
    small_talk = meant(an_ask(family, products=(a_match("E2"),)))
    assert advance(TALKED, small_talk, Direct("您好", (), "social.greeting")) == TALKED


def test_another_variant_than_that_of_the_sum_ends_the_sum():
    told = replace(TALKED, basket=(("X1-BK", 2),))
    white = a_match("X1", skus=("X1-WH",), options=(("颜色", "白色"),))
    assert advance(told, meant(an_ask(Family.STOCK, products=(X1,))), SAID).basket == told.basket
    assert advance(told, meant(an_ask(Family.PRICE, products=(white,))), SAID).basket == ()


def test_a_greeting_before_a_question_does_not_hide_its_topic():
    after = advance(FRESH, meant(an_ask(Family.GREETING), an_ask(Family.PRICE, products=(X1,))), SAID)
    assert (after.product_ids, after.intent) == (("X1",), "price")


def test_several_asks_leave_the_last_one_on_top():
    asks = (an_ask(Family.PRICE, products=(X1,)), an_ask(Family.STOCK, products=(a_match("E2", skus=("E2",)),)))
    after = advance(FRESH, meant(*asks), SAID)
    assert (after.product_ids, after.skus, after.options, after.intent) == (("E2", "X1"), ("E2",), (), "stock")


def test_of_several_goods_in_one_ask_the_last_named_is_the_most_recent():
    after = advance(FRESH, meant(an_ask(Family.COMPARE, products=(X1, a_match("E2")))), SAID)
    assert after.product_ids == ("E2", "X1")


def test_only_the_last_few_products_are_remembered_each_once():
    state = FRESH
    for name in ("A", "B", "C", "D", "C"):
        state = advance(state, meant(an_ask(Family.PRICE, products=(a_match(name),))), SAID)
    assert state.product_ids == ("C", "D", "B")
    assert len(state.product_ids) == PRODUCTS_REMEMBERED


def test_a_name_that_fits_several_products_is_not_taken_for_the_topic():
    after = advance(TALKED, meant(an_ask(Family.PRICE, products=(a_match("X1P", "E2"),))), SAID)
    assert (after.product_ids, after.skus) == (("X1",), ("X1-BK",))


def test_an_ask_without_an_order_keeps_the_order_of_the_talk():
    assert advance(TALKED, meant(an_ask(Family.STOCK)), SAID).order_id == "TT1"


@pytest.mark.parametrize(
    ("rule", "pending"),
    [
        ("clarify.phone_tail", "phone_tail"),
        ("clarify.order", "order"),
        ("clarify.order_mismatch", "order"),
        ("clarify.product", "product"),
        ("clarify.choice", "product"),
        ("clarify.variant", "product"),
        ("clarify.phone_tail+facts.stock", "phone_tail"),
        ("clarify.order+unsure.part", "order"),
    ],
)
def test_a_question_back_is_remembered_with_what_it_listed(rule, pending):
    after = advance(FRESH, meant(an_ask(Family.PRICE)), Clarify("?", (), rule, ("X1", "E2")))
    assert (after.pending, after.candidates) == (pending, ("X1", "E2"))


@pytest.mark.parametrize(
    ("rule", "pending"), [("facts.price+clarify.phone_tail", "phone_tail"), ("facts.stock+clarify.order", "order")]
)
def test_a_question_back_behind_an_answer_is_remembered_as_what_it_asks_for(rule, pending):
    assert advance(FRESH, meant(an_ask(Family.PRICE)), Clarify("?", (), rule)).pending == pending


@pytest.mark.parametrize("plan", [SAID, LOST, PERSON, Refuse("leak", "screen.leak")])
def test_whatever_is_no_question_back_waits_for_nothing(plan):
    waiting = replace(TALKED, pending="order", candidates=("X1", "E2"))
    after = advance(waiting, meant(an_ask(Family.PRICE)), plan)
    assert (after.pending, after.candidates) == ("", ())


@pytest.mark.parametrize(
    ("plan", "misses"),
    [
        (LOST, 2),
        (SAID, 0),
        (Clarify("?", (), "clarify.product"), 0),
        (Clarify("?", (), "clarify.order_mismatch"), 2),
        (PERSON, 0),
        (Refuse("leak", "screen.leak"), 0),
        (Direct("好的", (), "social.small_talk"), 1),
    ],
)
def test_misses_are_counted_in_a_row(plan, misses):
    assert advance(TALKED, meant(an_ask(Family.KNOWLEDGE)), plan).misses == misses


@pytest.mark.parametrize(("text", "kept"), [("三四人的呢", ()), ("换加厚的", ()), ("能开发票吗", ("X1-BK",))])
def test_words_that_may_have_named_another_variant_leave_none_for_a_later_sum(text, kept):
    told = replace(TALKED, basket=(("X1-BK", 1),))
    after = advance(told, Understanding(text, text, text, (an_ask(Family.UNKNOWN),)), LOST)
    assert (after.product_ids, after.skus) == (("X1",), kept)
    assert bool(after.basket) == bool(kept)
