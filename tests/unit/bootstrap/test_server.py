"""Is an installation built from its settings, whole or not at all?"""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager

import pytest
from tests.unit.services.answering.cast import at_hour, live_of

from xiaoer.adapters.engines import table
from xiaoer.adapters.engines.scripted import Scripted
from xiaoer.bootstrap import offline, server
from xiaoer.bootstrap.runtime import PartHealth
from xiaoer.config import EngineSettings, Settings, ShopSettings, StoreSettings
from xiaoer.errors import NoShopData, StoreInUse
from xiaoer.services.knowledge.control import ImportWish
from xiaoer.testing.factories import FrozenClock, a_question

CUP, DEARER = "A1,汤碗,12.5,3", "A1,汤碗,13.5,3"


@pytest.fixture
def shop(tmp_path):
    return a_folder(tmp_path / "shop", CUP)


def a_folder(folder, *rows):
    folder.mkdir(exist_ok=True)
    (folder / "shop.toml").write_text('name = "小铺"', encoding="utf-8")
    (folder / "products.csv").write_text("\n".join(("商品编码,商品名称,售价,库存", *rows)), encoding="utf-8")
    return folder


def settings(tmp_path, *, source=None, **shop):
    return Settings(store=StoreSettings(folder=tmp_path / "data"), shop=ShopSettings(source=source, **shop))


@asynccontextmanager
async def built(chosen):
    runtime = await server.build(chosen, clock=FrozenClock())
    try:
        yield runtime
    finally:
        await runtime.close()


async def answer_of(runtime, text="汤碗多少钱"):
    return (await runtime.drafter.draft(a_question(text), shop_id=runtime.shop_id)).reply.text


@pytest.mark.anyio
async def test_the_first_start_imports_publishes_answers_and_is_well(tmp_path, shop):
    async with built(settings(tmp_path, source=shop)) as runtime:
        assert runtime.shops.version("default") == 1
        assert "现价12.5元" in await answer_of(runtime)
        assert await runtime.health() == (
            PartHealth("store", "ok"),
            PartHealth("knowledge", "ok", "版本 1"),
            PartHealth("model", "degraded", "还没有模型文件,仅用店铺资料回答;运行 xiaoer model pull 即可下载"),
            PartHealth("limiter", "ok"),
            PartHealth("bus", "ok"),
        )


@pytest.mark.anyio
async def test_rows_that_the_first_import_left_out_are_logged(tmp_path, shop, caplog):
    a_folder(shop, CUP, "A2,碟子,九块,1")
    with caplog.at_level(logging.WARNING):
        async with built(settings(tmp_path, source=shop)):
            pass
    (told,) = [record.problem for record in caplog.records if record.getMessage() == "row at fault"]
    assert told.startswith("products.csv 第3行「售价」")


@pytest.mark.anyio
async def test_without_any_shop_data_an_empty_installation_waits_for_its_owner(tmp_path, shop):
    for _ in range(2):
        async with built(settings(tmp_path)) as empty:
            assert empty.shops.version("default") is None
            assert [part.name for part in await empty.health() if part.status == "down"] == ["knowledge"]
    async with built(settings(tmp_path, source=shop)):
        pass


@pytest.mark.anyio
async def test_a_second_installation_on_the_same_folder_is_refused(tmp_path, shop):
    async with built(settings(tmp_path, source=shop)):
        with pytest.raises(StoreInUse):
            await server.build(settings(tmp_path, source=shop))


@pytest.mark.anyio
async def test_a_later_start_keeps_keys_and_data_and_tells_the_owners_token_no_more(tmp_path, shop):
    async with built(settings(tmp_path, source=shop)) as first:
        told, keys = first.new_owner_token, first.keys
    a_folder(shop, DEARER)
    async with built(settings(tmp_path, source=shop)) as second:
        assert "现价12.5元" in await answer_of(second)
        assert len(await second.knowledge.knowledge.versions("default")) == 1
        assert second.new_owner_token is None
        assert second.keys.owner_token_hash == keys.owner_token_hash
        assert second.keys.signing == keys.signing
        assert second.control_token != first.control_token
    assert len(told) >= 32
    assert told not in repr(keys)


@pytest.mark.anyio
async def test_an_import_takes_effect_once_it_is_published_and_can_be_taken_back(tmp_path, shop):
    async with built(settings(tmp_path, source=shop)) as runtime:
        a_folder(shop, DEARER)
        imported = await runtime.import_path(ImportWish(str(shop)))
        assert imported.lines[0] == "已导入为版本 2"
        assert "现价12.5元" in await answer_of(runtime)
        await runtime.publish(None)
        assert "现价13.5元" in await answer_of(runtime)
        await runtime.roll_back(None)
        assert "现价12.5元" in await answer_of(runtime)
        await runtime.knowledge.publish("default", 2)
        assert (await runtime.refresh(), await runtime.refresh()) == (True, False)
        assert "现价13.5元" in await answer_of(runtime)


class Remembering(Scripted):
    """Remembers what it was told to read ahead."""

    def __init__(self):
        super().__init__()
        self.ahead = []

    def read_ahead(self, prompt):
        self.ahead.append(prompt.messages[0].text)


@pytest.mark.anyio
async def test_the_model_is_told_what_its_prompts_begin_with_at_the_start_and_with_each_version(
    tmp_path, shop, monkeypatch
):
    engine = Remembering()
    monkeypatch.setitem(table.BUILT_IN, "remembering", f"{__name__}:make")
    monkeypatch.setitem(globals(), "make", lambda _: engine)
    chosen = settings(tmp_path, source=shop).model_copy(update={"engine": EngineSettings(name="remembering")})
    async with built(chosen) as runtime:
        assert ["小铺" in told for told in engine.ahead] == [True]
        (shop / "shop.toml").write_text('name = "大铺"', encoding="utf-8")
        await runtime.import_path(ImportWish(str(shop)))
        await runtime.publish(None)
        assert ["大铺" in told for told in engine.ahead] == [False, True]


def test_a_person_is_promised_only_while_one_is_on_duty():
    live = live_of()
    assert server.hand_off_text(live, at_hour(20)) == live.texts.hand_off
    assert server.hand_off_text(live, at_hour(23)) == live.texts.hand_off_later


# Without a server


@pytest.mark.anyio
async def test_a_folder_can_be_asked_without_storing_anything(tmp_path, shop):
    async with offline.drafting(settings(tmp_path), folder=shop) as (drafter, shop_id):
        answered = await drafter.draft(a_question("汤碗多少钱"), shop_id=shop_id)
    assert "现价12.5元" in answered.reply.text
    assert not (tmp_path / "data").exists()


@pytest.mark.anyio
async def test_with_a_time_given_the_clock_stands_still(tmp_path, shop):
    async with offline.drafting(settings(tmp_path), folder=shop, now=at_hour(20)) as (drafter, shop_id):
        answered = await drafter.draft(a_question("汤碗多少钱"), shop_id=shop_id)
    assert "截至11月10日 20:00" in answered.reply.text


@pytest.mark.anyio
async def test_the_stored_shop_can_be_read_beside_a_running_server(tmp_path, shop):
    async with (
        built(settings(tmp_path, source=shop)) as runtime,
        offline.drafting(settings(tmp_path)) as (drafter, shop_id),
    ):
        answered = await drafter.draft(a_question("汤碗多少钱"), shop_id=shop_id)
        assert answered.reply.text.startswith("汤碗 现价12.5元")
        with pytest.raises(StoreInUse):
            async with offline.writing(settings(tmp_path)):
                pass
        assert runtime.shops.version("default") == 1


@pytest.mark.anyio
async def test_an_empty_folder_and_an_unpublished_shop_are_told_apart_from_a_fault(tmp_path, shop):
    with pytest.raises(NoShopData, match="还没有数据"):
        async with offline.drafting(settings(tmp_path)):
            pass
    async with offline.writing(settings(tmp_path)) as store:
        await offline.knowledge_of(store).import_shop("default", server.read_path(shop))
    with pytest.raises(NoShopData, match="xiaoer publish"):
        async with offline.drafting(settings(tmp_path)):
            pass


def test_the_database_is_where_the_settings_say(tmp_path):
    chosen = settings(tmp_path)
    assert offline.store_url(chosen).endswith(f"{tmp_path}/data/xiaoer.sqlite")
    elsewhere = Settings(store=StoreSettings(url="postgresql+psycopg://db/shop"))
    assert offline.store_url(elsewhere) == "postgresql+psycopg://db/shop"
