"""How do a merchant's files become the live shop, and how does the shop go back?"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from xiaoer.core.shop.money import Money
from xiaoer.errors import NoSuchVersion
from xiaoer.ports import VersionRecord
from xiaoer.services.knowledge.diff import Changed, FieldChange
from xiaoer.services.knowledge.service import KnowledgeService
from xiaoer.services.knowledge.source import Problem, RawDocument, RawProfile, RawRow, RawTable, RawWords, Source
from xiaoer.testing.factories import FrozenClock

PROFILE = RawProfile("shop.toml", 'name = "桃桃"')
PRODUCTS = "sku,name,price,stock\nA,苹果,5,3\nB,橙,6,\n"
ORDERS = "order_id,phone,items,status\n1,13800138000,A×1,已发货\n2,13800138001,B,待发货\n"


@dataclass
class MemoryKnowledge:
    records: list[VersionRecord] = field(default_factory=list)
    stored: dict[int, tuple] = field(default_factory=dict)

    async def versions(self, shop_id):
        return tuple(reversed(self.records))

    async def live(self, shop_id):
        return next((record for record in self.records if record.live), None)

    async def items(self, shop_id, number):
        if number not in self.stored:
            raise NoSuchVersion
        return self.stored[number]

    async def store(self, shop_id, items, *, stated_at, note):
        record = VersionRecord(shop_id, len(self.records) + 1, stated_at, note)
        self.records.append(record)
        self.stored[record.number] = tuple(items)
        return record

    async def publish(self, shop_id, number, *, at):
        if number not in self.stored:
            raise NoSuchVersion
        self.records = [
            replace(
                record,
                live=record.number == number,
                published_at=at if record.number == number else record.published_at,
            )
            for record in self.records
        ]
        return self.records[number - 1]


@dataclass
class MemoryOrders:
    book: dict[str, object] = field(default_factory=dict)
    writes: int = 0

    async def all(self, shop_id):
        return tuple(self.book.values())

    async def put(self, shop_id, orders):
        self.writes += 1
        self.book |= {order.order_id: order for order in orders}

    async def drop(self, shop_id, order_ids):
        self.writes += 1
        for order_id in order_ids:
            del self.book[order_id]


@dataclass
class House:
    service: KnowledgeService
    knowledge: MemoryKnowledge
    orders: MemoryOrders
    clock: FrozenClock

    async def bring(self, *parts, **options):
        self.clock.move(60)
        return await self.service.import_shop("s", a_source(*parts), **options)

    async def skus(self, number=None):
        shop = await self.service.load("s", number)
        return {sku.sku: sku.price for sku in shop.skus}


@pytest.fixture
def house():
    knowledge, orders, clock = MemoryKnowledge(), MemoryOrders(), FrozenClock()
    return House(KnowledgeService(knowledge, orders, clock), knowledge, orders, clock)


def a_table(kind, text):
    rows = list(csv.reader(io.StringIO(text.strip())))
    body = tuple(RawRow(number, tuple(cells)) for number, cells in enumerate(rows[1:], start=2))
    return RawTable(kind, f"{kind}.csv", tuple(rows[0]), body)


def a_source(*parts):
    return Source(
        name="folder",
        profile=next((part for part in parts if isinstance(part, RawProfile)), None),
        tables=tuple(part for part in parts if isinstance(part, RawTable)),
        documents=tuple(part for part in parts if isinstance(part, RawDocument)),
        words=tuple(part for part in parts if isinstance(part, RawWords)),
    )


def products(text=PRODUCTS):
    return a_table("products", text)


async def test_an_import_stores_a_draft_that_publishing_makes_live(house):
    report = await house.bring(PROFILE, products())
    assert (report.outcome, report.version, len(report.diff.added)) == ("stored", 1, 3)
    with pytest.raises(NoSuchVersion):
        await house.service.load("s")
    await house.service.publish("s")
    shop = await house.service.load("s")
    assert (shop.version, shop.profile.name, shop.stated_at) == (1, "桃桃", house.clock.now())


async def test_the_same_import_twice_changes_nothing(house):
    parts = (PROFILE, products(), a_table("orders", ORDERS), RawDocument("发货", "发货", "f", "# 发货\n当天"))
    await house.bring(*parts)
    writes = house.orders.writes
    report = await house.bring(*parts, prune=True)
    assert (report.outcome, report.version, bool(report.diff)) == ("unchanged", 1, False)
    assert (len(house.knowledge.records), house.orders.writes) == (1, writes)


async def test_a_changed_row_updates_and_the_others_stay(house):
    await house.bring(PROFILE, products())
    report = await house.bring(products("sku,name,price,stock\nA,苹果,4.50,0\nC,梨,7,\n"))
    assert await house.skus(2) == {"A": Money(450), "B": Money.yuan(6), "C": Money.yuan(7)}
    assert report.diff.added == (("sku", "C"),)
    assert report.diff.changed == (
        Changed("sku", "A", (FieldChange("价格", "5元", "4.5元"), FieldChange("库存", "3", "0"))),
    )


async def test_an_emptied_cell_becomes_unknown(house):
    await house.bring(PROFILE, products())
    report = await house.bring(products("sku,name,price,stock\nA,苹果,5,\n"))
    assert report.diff.changed[0].fields == (FieldChange("库存", "3", "(空)"),)


async def test_pruning_removes_what_the_file_no_longer_holds(house):
    await house.bring(PROFILE, products(), a_table("faq", "问题,答案\n问,答\n"))
    report = await house.bring(products("sku,name,price\nA,苹果,5\n"), prune=True)
    assert report.diff.removed == (("sku", "B"),)
    shop = await house.service.load("s", 2)
    assert ([sku.sku for sku in shop.skus], len(shop.faqs)) == (["A"], 1)


async def test_pruning_spares_a_row_that_is_at_fault(house):
    await house.bring(PROFILE, products())
    report = await house.bring(products("sku,name,price\nA,苹果,5\nB,橙,-6\n"), prune=True)
    assert (len(report.errors), report.diff.removed) == (1, ())
    assert "B" in await house.skus(2)


async def test_a_policy_file_replaces_all_its_passages(house):
    await house.bring(
        PROFILE, RawDocument("发货", "发货", "f", "## 甲\n一\n## 乙\n二"), RawDocument("退", "退", "g", "三")
    )
    await house.bring(RawDocument("发货", "发货", "f", "## 甲\n一"))
    shop = await house.service.load("s", 2)
    assert [passage.passage_id for passage in shop.policies] == ["发货#1", "退#1"]


async def test_words_are_added_and_pruned_list_by_list(house):
    await house.bring(PROFILE, RawWords("sensitive", "s", "投诉\n曝光"), RawWords("banned", "b", "最好"))
    await house.bring(RawWords("sensitive", "s", "起诉\n投诉"), prune=True)
    words = (await house.service.load("s", 2)).words
    assert (words.sensitive, words.banned) == (("投诉", "起诉"), ("最好",))


async def test_a_dry_run_tells_all_and_touches_nothing(house):
    report = await house.bring(PROFILE, products(), a_table("orders", ORDERS), dry_run=True)
    assert (report.outcome, report.version, len(report.diff.added)) == ("planned", None, 5)
    assert (house.knowledge.records, house.orders.writes) == ([], 0)


async def test_a_strict_import_with_an_error_touches_nothing(house):
    report = await house.bring(PROFILE, products("sku,name,price\nA,苹果,-5\nB,橙,6\n"), strict=True)
    assert (report.outcome, len(report.errors)) == ("rejected", 1)
    assert house.knowledge.records == []


async def test_a_lenient_import_loads_the_good_rows(house):
    report = await house.bring(PROFILE, products("sku,name,price\nA,苹果,-5\nB,橙,6\n"))
    assert (report.outcome, [(count.seen, count.loaded) for count in report.counts]) == ("stored", [(2, 1)])


async def test_a_shop_without_settings_says_so_and_takes_defaults(house):
    report = await house.bring(products())
    assert [problem.file for problem in report.errors] == ["shop.toml"]
    assert (await house.service.load("s", 1)).profile.name == "s"
    assert (await house.bring(products("sku,name\nC,梨\n"))).errors == ()


async def test_orders_count_at_once_and_are_no_part_of_a_version(house):
    await house.bring(PROFILE, products(), a_table("orders", ORDERS))
    report = await house.bring(a_table("orders", ORDERS.replace("待发货", "已发货")))
    assert (report.outcome, report.version) == ("stored", 1)
    assert report.diff.changed == (Changed("order", "2", (FieldChange("订单状态", "待发货", "已发货"),)),)
    assert house.orders.book["2"].status == "已发货"


async def test_pruned_orders_are_dropped(house):
    await house.bring(PROFILE, a_table("orders", ORDERS))
    await house.bring(a_table("orders", ORDERS.partition("2,138")[0]), prune=True)
    assert list(house.orders.book) == ["1"]


async def test_the_diff_never_shows_a_phone_or_an_address(house):
    await house.bring(PROFILE, a_table("orders", ORDERS))
    report = await house.bring(a_table("orders", ORDERS.replace("13800138001", "13900139001")))
    assert report.diff.changed[0].fields == (FieldChange("手机号", "(已更改)", "(已更改)"),)


async def test_imports_build_on_the_newest_draft(house):
    await house.bring(PROFILE, products())
    await house.bring(products("sku,name,price\nC,梨,7\n"))
    await house.service.publish("s")
    assert set(await house.skus()) == {"A", "B", "C"}


async def test_a_rollback_makes_the_earlier_version_live_and_the_base_of_the_next_import(house):
    await house.bring(PROFILE, products())
    await house.service.publish("s")
    await house.bring(products("sku,name,price\nA,苹果,9999\n"))
    await house.service.publish("s")
    house.clock.at += timedelta(hours=1)
    assert (await house.service.rollback("s")).number == 1
    assert (await house.skus())["A"] == Money.yuan(5)
    await house.bring(products("sku,name,price\nC,梨,7\n"))
    assert (await house.skus(3))["A"] == Money.yuan(5)


async def test_a_draft_from_before_a_rollback_is_no_base(house):
    await house.bring(PROFILE, products())
    await house.service.publish("s")
    await house.bring(products("sku,name,price\nA,苹果,9999\n"))
    await house.service.publish("s")
    await house.bring(products("sku,name,price\nD,桃,3\n"))
    house.clock.move(60)
    await house.service.rollback("s")
    await house.bring(products("sku,name,price\nC,梨,7\n"))
    assert await house.skus(4) == {"A": Money.yuan(5), "B": Money.yuan(6), "C": Money.yuan(7)}


async def test_a_rollback_may_name_its_version_and_goes_forward_again(house):
    await house.bring(PROFILE, products())
    await house.service.publish("s")
    await house.bring(products("sku,name,price\nA,苹果,8\n"))
    await house.service.publish("s")
    await house.service.rollback("s")
    await house.service.rollback("s", 2)
    assert (await house.skus())["A"] == Money.yuan(8)


async def test_there_is_nothing_before_the_first_version(house):
    with pytest.raises(NoSuchVersion):
        await house.service.publish("s")
    await house.bring(PROFILE, products())
    await house.service.publish("s")
    with pytest.raises(NoSuchVersion):
        await house.service.rollback("s")
    with pytest.raises(NoSuchVersion):
        await house.service.load("s", 7)


async def test_progress_is_told(house):
    steps = []
    await house.bring(PROFILE, products(), progress=lambda *step: steps.append(step))
    assert steps[0][1] == 0
    assert steps[-1] == ("store", 1, 1)


async def test_promotions_of_a_single_file_know_the_goods_that_are_stored(house):
    await house.bring(PROFILE, products())
    table = "id,name,kind,threshold,amount,scope,starts_at,ends_at\np,减,满减,10,1,商品=苹果,2026-11-01,2026-11-11\n"
    await house.bring(a_table("promotions", table))
    assert (await house.service.load("s", 2)).promotions[0].scope.products == ("A",)


async def test_what_could_not_be_opened_is_part_of_the_report(house):
    broken = Problem("error", "活动.xlsx", None, "", "打不开")
    report = await house.service.import_shop("s", replace(a_source(PROFILE, products()), problems=(broken,)))
    assert report.errors == (broken,)
