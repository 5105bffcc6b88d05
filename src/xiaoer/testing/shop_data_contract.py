"""Does an adapter keep the shop's versions and orders as the `Knowledge` and `OrderBook` ports say?

Subclass these in a test module and provide the fixtures `knowledge` or `order_book`, on an empty store each.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

import pytest

from xiaoer.core.shop.order import Order
from xiaoer.errors import NoSuchVersion
from xiaoer.ports import Item, Knowledge, OrderBook, Orders, VersionRecord
from xiaoer.testing.factories import EVE_OF_NOV_11, an_order

FAQ = Item("faq", "ship-01", '{"question":"满多少包邮?"}')
SKU = Item("sku", "X1", '{"price":399900}')
DEARER = Item("sku", "X1", '{"price":429900}')
PROFILE = Item("profile", "profile", '{"name":"桃桃数码旗舰店"}')


class VersionsContract:
    """A version never changes; publishing moves a pointer and is remembered."""

    async def test_a_stored_version_is_a_draft(self, knowledge: Knowledge) -> None:
        record = await knowledge.store("default", (FAQ, SKU), stated_at=EVE_OF_NOV_11, note="first")
        assert record == VersionRecord("default", 1, EVE_OF_NOV_11, "first")
        assert await knowledge.versions("default") == (record,)
        assert await knowledge.live("default") is None

    async def test_items_come_by_kind_and_then_in_the_order_they_were_given(self, knowledge: Knowledge) -> None:
        second = Item("sku", "A1", "{}")
        await knowledge.store("default", (SKU, second, PROFILE, FAQ), stated_at=EVE_OF_NOV_11, note="")
        assert await knowledge.items("default", 1) == (FAQ, PROFILE, SKU, second)

    async def test_an_empty_version_is_a_version(self, knowledge: Knowledge) -> None:
        await knowledge.store("default", (), stated_at=EVE_OF_NOV_11, note="")
        assert await knowledge.items("default", 1) == ()

    async def test_a_later_version_leaves_the_earlier_one_as_it_was(self, knowledge: Knowledge) -> None:
        await knowledge.store("default", (FAQ, SKU), stated_at=EVE_OF_NOV_11, note="")
        await knowledge.store("default", (FAQ, DEARER), stated_at=EVE_OF_NOV_11, note="")
        assert await knowledge.items("default", 1) == (FAQ, SKU)
        assert await knowledge.items("default", 2) == (FAQ, DEARER)

    async def test_one_item_may_stand_twice_in_a_version(self, knowledge: Knowledge) -> None:
        await knowledge.store("default", (SKU, DEARER, SKU), stated_at=EVE_OF_NOV_11, note="")
        assert await knowledge.items("default", 1) == (SKU, DEARER, SKU)

    async def test_publishing_and_going_back(self, knowledge: Knowledge) -> None:
        for note in ("one", "two"):
            await knowledge.store("default", (SKU,), stated_at=EVE_OF_NOV_11, note=note)
        later = EVE_OF_NOV_11 + timedelta(hours=1)
        first = await knowledge.publish("default", 1, at=EVE_OF_NOV_11)
        assert first == VersionRecord("default", 1, EVE_OF_NOV_11, "one", EVE_OF_NOV_11, live=True)
        await knowledge.publish("default", 2, at=later)
        newest, oldest = await knowledge.versions("default")
        assert (newest.live, newest.published_at) == (True, later)
        assert (oldest.live, oldest.published_at) == (False, EVE_OF_NOV_11)
        back = await knowledge.publish("default", 1, at=later + timedelta(hours=1))
        assert await knowledge.live("default") == back
        assert back.published_at == later + timedelta(hours=1)

    async def test_publishing_the_live_version_again_changes_nothing(self, knowledge: Knowledge) -> None:
        await knowledge.store("default", (SKU,), stated_at=EVE_OF_NOV_11, note="")
        first = await knowledge.publish("default", 1, at=EVE_OF_NOV_11)
        assert await knowledge.publish("default", 1, at=EVE_OF_NOV_11 + timedelta(days=1)) == first

    async def test_versions_that_are_not_there(self, knowledge: Knowledge) -> None:
        with pytest.raises(NoSuchVersion):
            await knowledge.publish("default", 1, at=EVE_OF_NOV_11)
        with pytest.raises(NoSuchVersion):
            await knowledge.items("default", 1)

    async def test_shops_count_their_own_versions(self, knowledge: Knowledge) -> None:
        await knowledge.store("default", (SKU,), stated_at=EVE_OF_NOV_11, note="")
        other = await knowledge.store("other", (DEARER,), stated_at=EVE_OF_NOV_11, note="")
        assert other.number == 1
        await knowledge.publish("other", 1, at=EVE_OF_NOV_11)
        assert await knowledge.live("default") is None
        assert await knowledge.items("other", 1) == (DEARER,)

    async def test_importers_at_once_each_get_a_version_of_their_own(self, knowledge: Knowledge) -> None:
        shared = tuple(Item("faq", f"q{n}", "{}") for n in range(50))
        own = [(*shared, Item("sku", f"S{n}", "{}")) for n in range(5)]
        records = await asyncio.gather(
            *(knowledge.store("default", items, stated_at=EVE_OF_NOV_11, note="") for items in own)
        )
        assert sorted(record.number for record in records) == [1, 2, 3, 4, 5]
        for record, items in zip(records, own, strict=True):
            assert await knowledge.items("default", record.number) == items


class OrderStore(Orders, OrderBook, Protocol):
    """An order source that can be written, too."""


class OrdersContract:
    """Orders are keyed by shop and number."""

    async def test_an_order_comes_back_as_it_was_put(self, order_book: OrderStore) -> None:
        bare = Order("bare")
        await order_book.put("default", (an_order(), bare))
        assert await order_book.find("default", "TT20261108001") == an_order()
        assert await order_book.find("default", "bare") == bare
        assert await order_book.all("default") == (an_order(), bare)

    async def test_another_shop_does_not_see_it(self, order_book: OrderStore) -> None:
        await order_book.put("default", (an_order(),))
        assert await order_book.find("other", "TT20261108001") is None
        assert await order_book.of_phone("other", "13800138000", limit=5) == ()

    async def test_putting_again_updates(self, order_book: OrderStore) -> None:
        await order_book.put("default", (an_order(status="待发货"), an_order("B")))
        await order_book.put("default", (an_order(status="已签收"),))
        found = await order_book.find("default", "TT20261108001")
        assert found == an_order(status="已签收")
        assert len(await order_book.all("default")) == 2

    async def test_the_orders_of_a_phone_come_newest_first(self, order_book: OrderStore) -> None:
        orders = [an_order(f"N{n}", created_at=EVE_OF_NOV_11 + timedelta(minutes=n)) for n in range(3)]
        await order_book.put("default", [*orders, an_order("else", phone="13900139000")])
        await order_book.put("default", [replace(an_order("undated"), created_at=None)])
        found = await order_book.of_phone("default", "13800138000", limit=9)
        assert [order.order_id for order in found] == ["N2", "N1", "N0", "undated"]
        assert await order_book.of_phone("default", "", limit=9) == ()

    async def test_dropped_orders_are_gone(self, order_book: OrderStore) -> None:
        await order_book.put("default", (an_order("A"), an_order("B")))
        await order_book.drop("default", ("A", "absent"))
        assert [order.order_id for order in await order_book.all("default")] == ["B"]
