"""Is looked up what the ask is about, and is an order found only by whom it belongs to?"""

from __future__ import annotations

import pytest
from tests.unit.services.answering.cast import (
    BLACK,
    BUDS,
    HER_ORDER,
    PHONE,
    PRO,
    SHOP,
    WHITE,
    BrokenCatalog,
    a_match,
    an_ask,
    live_of,
)

from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.adapters.limits.memory import MemoryLimiter
from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.dialogue.understanding import Family, Understanding, Wanted
from xiaoer.core.facts.topic import BasketLine
from xiaoer.errors import CatalogDown
from xiaoer.services.answering.findings import NO_ORDER, PROOFS, Finder, OrderFinding
from xiaoer.testing.factories import EVE_OF_NOV_11, a_question, a_shop, a_shopper, a_sku, an_order

HER_NEWEST = an_order("TT20261110009", phone=PHONE, created_at=EVE_OF_NOV_11)
WITHOUT_PHONE = an_order("TT20261107003", phone="")
MISMATCH, NEEDS_TAIL, NEEDS_ID = (
    OrderFinding("mismatch"),
    OrderFinding("needs_phone_tail"),
    OrderFinding("needs_order_id"),
)


class KnownOrders:
    """Orders in a tuple, newest first; every number that is looked up is kept."""

    def __init__(self, *orders):
        self.orders = orders
        self.looked_up = []

    async def find(self, shop_id, order_id):
        self.looked_up.append((shop_id, order_id))
        return next((order for order in self.orders if order.order_id == order_id), None)

    async def of_phone(self, shop_id, phone, *, limit):
        return tuple(order for order in self.orders if order.phone == phone)[:limit]


async def found(ask, *, phone="", orders=(HER_NEWEST, HER_ORDER, WITHOUT_PHONE), catalog=None, shop=SHOP):
    finder = Finder(catalog=catalog or EmbeddedCatalog(), orders=KnownOrders(*orders))
    question = a_question(ask.text, shopper=a_shopper(phone=phone))
    (one,) = await finder.find(Understanding("", "", "", (ask,)), question, live_of(shop), now=EVE_OF_NOV_11)
    return one


async def the_order(*, phone="", family=Family.ORDER, **entities):
    return (await found(an_ask(family, **entities), phone=phone)).order


# Orders


@pytest.mark.anyio
async def test_an_ask_on_something_else_looks_for_no_order():
    assert await the_order(family=Family.PRICE) == NO_ORDER


@pytest.mark.anyio
async def test_an_order_number_beside_it_is_no_proof():
    assert await the_order(family=Family.PRICE, order_id="TT20261108001") == OrderFinding("needs_phone_tail")


@pytest.mark.anyio
async def test_without_a_number_it_is_asked_for():
    assert await the_order() == NEEDS_ID
    assert await the_order(phone_tail="8000") == NEEDS_ID


@pytest.mark.anyio
@pytest.mark.parametrize("order_id", ["TT20261108001", "TT00000000000"])
async def test_without_the_digits_nothing_tells_whether_the_order_exists(order_id):
    assert await the_order(order_id=order_id) == NEEDS_TAIL


@pytest.mark.anyio
@pytest.mark.parametrize(("order_id", "tail"), [("TT20261108001", "8001"), ("TT00000000000", "8000")])
async def test_a_wrong_tail_and_an_unknown_number_look_the_same(order_id, tail):
    assert await the_order(order_id=order_id, phone_tail=tail) == MISMATCH


@pytest.mark.anyio
@pytest.mark.parametrize("tail", ["0", "00", "000", "13800138000"])
async def test_the_tail_is_four_digits_and_nothing_shorter_or_longer(tail):
    assert await the_order(order_id="TT20261108001", phone_tail=tail) == MISMATCH


@pytest.mark.anyio
async def test_number_and_tail_together_open_the_order():
    assert await the_order(order_id="TT20261108001", phone_tail="8000") == OrderFinding("found", HER_ORDER)


@pytest.mark.anyio
@pytest.mark.parametrize("family", [Family.UNKNOWN, Family.PRICE, Family.GREETING])
async def test_both_together_are_understood_whatever_the_words(family):
    finding = await the_order(family=family, order_id="TT20261108001", phone_tail="8000")
    assert finding == OrderFinding("found", HER_ORDER)


@pytest.mark.anyio
async def test_whoever_tries_out_digits_gets_nowhere_even_with_the_right_ones_at_last():
    finder = Finder(catalog=EmbeddedCatalog(), orders=KnownOrders(HER_ORDER), limiter=MemoryLimiter())

    async def tried(tail):
        ask = an_ask(Family.ORDER, order_id=HER_ORDER.order_id, phone_tail=tail)
        understood = Understanding("", "", "", (ask,))
        (one,) = await finder.find(understood, a_question(ask.text), live_of(SHOP), now=EVE_OF_NOV_11)
        return one.order

    assert await tried(PHONE[-4:]) == OrderFinding("found", HER_ORDER)
    for number in range(PROOFS):
        assert await tried(f"{number:04d}") == MISMATCH
    assert await tried(PHONE[-4:]) == MISMATCH


async def test_an_order_without_a_phone_belongs_to_nobody():
    assert await the_order(order_id="TT20261107003", phone_tail="") == NEEDS_TAIL
    assert await the_order(order_id="TT20261107003", phone_tail="0000") == MISMATCH
    assert await the_order(order_id="TT20261107003", phone="13912345678") == MISMATCH


@pytest.mark.anyio
async def test_a_signed_identity_opens_her_own_orders_without_digits():
    assert await the_order(order_id="TT20261108001", phone=PHONE) == OrderFinding("found", HER_ORDER)


@pytest.mark.anyio
async def test_a_signed_identity_opens_nobody_elses_order():
    assert await the_order(order_id="TT20261108001", phone="13912345678") == MISMATCH


@pytest.mark.anyio
async def test_a_signed_identity_without_a_number_means_the_newest_order():
    assert await the_order(phone=PHONE) == OrderFinding("found", HER_NEWEST)


@pytest.mark.anyio
async def test_a_signed_identity_without_orders_is_asked_for_a_number():
    assert await the_order(phone="13912345678") == NEEDS_ID


@pytest.mark.anyio
async def test_orders_are_looked_for_in_the_shop_that_is_asked():
    orders = KnownOrders(HER_ORDER)
    finder = Finder(catalog=EmbeddedCatalog(), orders=orders)
    ask = an_ask(Family.ORDER, order_id="TT20261108001", phone_tail="8000")
    await finder.find(Understanding("", "", "", (ask,)), a_question(), live_of(), now=EVE_OF_NOV_11)
    assert orders.looked_up == [("default", "TT20261108001")]


# Goods


@pytest.mark.anyio
async def test_a_clear_name_brings_one_topic_narrowed_to_the_variants_that_were_named():
    finding = await found(an_ask(Family.PRICE, products=(a_match("X1", skus=(WHITE.sku,)),)))
    ((topic,),) = finding.matches
    assert (topic.product.product_id, topic.quotes, topic.narrowed) == ("X1", (Quote(WHITE, SHOP.stated_at),), True)


@pytest.mark.anyio
async def test_without_named_variants_all_of_them_are_in_question():
    finding = await found(an_ask(Family.PRICE, products=(a_match("X1"),)))
    (topic,) = finding.topics
    assert ([quote.sku for quote in topic.quotes], topic.narrowed) == ([BLACK, WHITE], False)


@pytest.mark.anyio
async def test_names_stay_grouped_in_the_order_of_the_words():
    finding = await found(an_ask(Family.PRICE, products=(a_match("E2"), a_match("X1", "X1P"))))
    names = [[topic.product.product_id for topic in match] for match in finding.matches]
    assert names == [["E2"], ["X1", "X1P"]]


@pytest.mark.anyio
async def test_a_product_that_is_gone_leaves_no_match():
    assert (await found(an_ask(Family.PRICE, products=(a_match("GONE"),)))).matches == ()


@pytest.mark.anyio
async def test_a_live_source_that_is_down_is_told_to_the_caller():
    with pytest.raises(CatalogDown):
        await found(an_ask(Family.PRICE, products=(a_match("X1"),)), catalog=BrokenCatalog())


# Baskets


@pytest.mark.anyio
async def test_a_basket_of_clear_variants_becomes_lines():
    basket = (Wanted(a_match("X1", skus=(BLACK.sku,)), 2), Wanted(a_match("E2", skus=(BUDS.sku,)), 1))
    finding = await found(an_ask(Family.CHECKOUT, basket=basket))
    assert finding.basket == (BasketLine(Quote(BLACK, SHOP.stated_at), 2), BasketLine(Quote(BUDS, SHOP.stated_at), 1))


@pytest.mark.anyio
@pytest.mark.parametrize(
    "unclear",
    [a_match("X1", skus=(BLACK.sku, WHITE.sku)), a_match("X1", "X1P", skus=(BLACK.sku, PRO.sku)), a_match("X1")],
)
async def test_one_unclear_item_leaves_the_basket_empty_rather_than_wrong(unclear):
    basket = (Wanted(a_match("E2", skus=(BUDS.sku,))), Wanted(unclear))
    assert (await found(an_ask(Family.CHECKOUT, basket=basket))).basket == ()


@pytest.mark.anyio
async def test_variants_of_one_price_need_no_choice_and_one_on_sale_is_taken():
    skus = (a_sku("A1", product_id="A", on_sale=False), a_sku("A2", product_id="A"), a_sku("A3", product_id="A"))
    basket = (Wanted(a_match("A", skus=("A1", "A2", "A3"))),)
    finding = await found(an_ask(Family.CHECKOUT, basket=basket), shop=a_shop(skus=skus))
    assert [line.quote.sku.sku for line in finding.basket] == ["A2"]
