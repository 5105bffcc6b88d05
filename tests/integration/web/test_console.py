"""Can an owner bring a shop to life and keep it, with nothing but the console?"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from contextlib import asynccontextmanager
from functools import cache
from urllib.parse import quote

import httpx2
import pytest
from openpyxl import Workbook, load_workbook

from xiaoer.bootstrap import server
from xiaoer.bootstrap.brain import load_brain
from xiaoer.config import Settings, ShopSettings, StoreSettings
from xiaoer.testing.factories import FrozenClock
from xiaoer.web.app import create_app

pytestmark = pytest.mark.anyio
PRODUCTS = (("商品编码", "商品名称", "价格", "库存"), ("B1", "青瓷汤碗", "12.50", "30"), ("B2", "白瓷碟", "九块", "5"))
MUG = {"sku": "M1", "name": "马克杯", "price": "29.90", "stock": "0"}
BRAIN = cache(load_brain)  # reading it takes longer than most tests, and nothing changes it
FAQ = {"question": "能送人吗", "answer": "可以,我们提供礼盒包装。", "similar": "可以当礼物吗|有礼盒吗"}


def a_workbook(rows=PRODUCTS) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


@asynccontextmanager
async def opened(folder, clock=None):
    settings = Settings(store=StoreSettings(folder=folder / "data"), shop=ShopSettings(refresh_s=60))
    runtime = await server.build(settings, clock=clock or FrozenClock(), brain=BRAIN())
    try:
        transport = httpx2.ASGITransport(create_app(runtime), client=("127.0.0.1", 50_000))
        async with httpx2.AsyncClient(transport=transport, base_url="http://shop.test") as client:
            if runtime.new_owner_token:
                client.headers["Authorization"] = f"Bearer {runtime.new_owner_token}"
            yield Owner(client, runtime)
    finally:
        await runtime.close()


class Owner:
    def __init__(self, client, runtime):
        self.client = client
        self.runtime = runtime

    async def get(self, path, **params):
        answer = await self.client.get(f"/api/admin{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path, body=None, status=(200, 201, 204)):
        answer = await self.client.post(f"/api/admin{path}", json=body or {})
        assert answer.status_code in status, answer.text
        return answer.json() if answer.content else None

    async def put(self, path, body):
        answer = await self.client.put(f"/api/admin{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, method, path, body, code="row_moved"):
        """Send what another has overtaken."""
        answer = await self.client.request(method, f"/api/admin{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert "刚被别人改过" in answer.json()["detail"]

    async def upload(self, content, name="商品.xlsx", **params):
        headers = {"X-File-Name": quote(name), "Content-Type": "application/octet-stream"}
        answer = await self.client.post("/api/admin/knowledge/upload", content=content, params=params, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def save(self, kind, cells, **name):
        return await self.post(f"/knowledge/rows/{kind}", {"cells": cells, **name})

    async def row(self, kind, text):
        return (await self.get(f"/knowledge/rows/{kind}", q=text))["rows"][0]

    async def remove(self, kind, key):
        """Remove a row as it is now."""
        mark = (await self.row(kind, key))["mark"]
        await self.post("/knowledge/remove", {"kind": kind, "key": key, "mark": mark})

    async def settings(self, **fields):
        """Save the settings as they are now, but for these."""
        now = await self.get("/knowledge/profile")
        return await self.put("/knowledge/profile", now["profile"] | fields | {"mark": now["mark"]})

    async def policy(self, sections, name="发货"):
        """Save a policy over the one there is now."""
        there = {one["name"]: one["mark"] for one in (await self.get("/knowledge/policies"))["policies"]}
        body = {"name": name, "mark": there.get(name, ""), "sections": sections}
        return await self.put("/knowledge/policies", body)

    async def say(self, text, **more):
        return await self.post("/try", {"text": text, **more})

    async def audited(self):
        return [entry["action"] for entry in (await self.get("/audit"))["entries"]]


@pytest.fixture
async def owner(tmp_path):
    async with opened(tmp_path) as owner:
        yield owner


@pytest.fixture(scope="module")
async def published(tmp_path_factory):
    """The data of a shop of one bowl, and its owner's token."""
    folder = tmp_path_factory.mktemp("published")
    async with opened(folder) as owner:
        await owner.put("/knowledge/profile", {"name": "瓷器小店"})
        await owner.upload(a_workbook(), dry_run=False)
        await owner.post("/knowledge/publish")
        token = owner.client.headers["Authorization"]
    return folder, token


@pytest.fixture
async def shop(published, tmp_path):
    folder, token = published
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    async with opened(tmp_path) as owner:
        owner.client.headers["Authorization"] = token
        yield owner


async def test_an_empty_instance_becomes_a_published_shop(owner):
    assert (await owner.get("/knowledge/working"))["live"] is None
    assert (await owner.client.get("/readyz")).status_code == 503
    assert (await owner.client.get("/api/shop")).status_code == 503
    saved = await owner.put("/knowledge/profile", {"name": "瓷器小店"})
    assert saved == {"saved": True, "key": "profile", "problems": []}

    dry = await owner.upload(a_workbook())
    assert (dry["outcome"], dry["errors"], dry["diff"]["added"]) == ("planned", 1, 1)
    (problem,) = [one for one in dry["problems"] if one["severity"] == "error"]
    assert (problem["row"], problem["column"]) == (3, "价格")
    assert "九块" in problem["reason"]
    assert (await owner.get("/knowledge/rows/sku"))["total"] == 0  # nothing was kept

    assert (await owner.upload(a_workbook(), dry_run=False))["outcome"] == "stored"
    tried = await owner.say("青瓷汤碗多少钱", side="draft")
    assert "12.5元" in tried["reply"]
    await owner.post("/try", {"text": "青瓷汤碗多少钱"}, status=(404,))  # shoppers are not answered yet
    await owner.post("/knowledge/publish")
    assert "12.5元" in (await owner.say("青瓷汤碗多少钱"))["reply"]
    assert (await owner.client.get("/api/shop")).json()["name"] == "瓷器小店"
    assert (await owner.client.get("/readyz")).status_code == 200


async def test_a_file_that_cannot_be_read_is_told_in_words(shop):
    report = await shop.upload(b"PK\x03\x04 nothing", name="资料.zip")
    assert (report["outcome"], report["errors"]) == ("rejected", 1)
    assert "压缩包" in report["problems"][0]["reason"]


async def test_what_was_asked_before_the_shop_opened_is_answered_when_it_does(owner):
    talk = (await owner.client.post("/api/conversations", json={})).json()
    bearer = {"Authorization": f"Bearer {talk['token']}"}
    body = {"client_message_id": "c1", "text": "青瓷汤碗多少钱"}
    await owner.client.post(f"/api/conversations/{talk['id']}/messages", json=body, headers=bearer)
    await owner.put("/knowledge/profile", {"name": "瓷器小店"})
    await owner.upload(a_workbook(), dry_run=False)
    await owner.post("/knowledge/publish")
    await owner.runtime.talks.drain(5)
    told = (await owner.client.get(f"/api/conversations/{talk['id']}/messages", headers=bearer)).json()["messages"]
    assert [one["role"] for one in told] == ["shopper", "assistant"]


async def test_a_row_is_added_changed_and_removed_in_the_draft_alone(shop):
    assert (await shop.save("sku", MUG))["saved"] is True
    row = await shop.row("sku", "马克杯")
    assert (row["state"], row["cells"]["price"]) == ("added", "29.9")
    changed = await shop.save("sku", row["cells"] | {"price": "31"}, key="M1", mark=row["mark"])
    assert changed["saved"] is True
    assert (await shop.row("sku", "M1"))["cells"]["price"] == "31"
    await shop.remove("sku", "B1")
    diff = await shop.get("/knowledge/diff")
    assert (diff["added"], diff["removed"]) == (1, 1)
    assert "31元" in (await shop.say("马克杯多少钱", side="draft"))["reply"]
    assert "31元" not in (await shop.say("马克杯多少钱"))["reply"]


@pytest.mark.parametrize(
    ("kind", "cells", "column"),
    [
        ("sku", MUG | {"price": "便宜"}, "price"),
        ("sku", MUG | {"sku": ""}, "sku"),
        ("sku", MUG | {"sku": "B1"}, "sku"),
        ("faq", {"question": "在吗", "answer": ""}, "answer"),
        ("faq", FAQ | {"starts_at": "2026-11-12", "ends_at": "2026-11-01"}, "ends_at"),
        ("promotion", {"name": "满减", "kind": "满减", "threshold": "300", "amount": "50"}, "starts_at"),
        ("promotion", {"name": "满减", "kind": "瞎写", "starts_at": "2026-11-01", "ends_at": "2026-11-11"}, "kind"),
    ],
)
async def test_a_form_at_fault_is_told_column_by_column_and_not_kept(kind, cells, column, shop):
    saved = await shop.save(kind, cells)
    assert saved["saved"] is False
    assert column in [one["column"] for one in saved["problems"] if one["severity"] == "error"]
    assert (await shop.get("/knowledge/working"))["changes"] == 0


async def test_a_form_that_was_filled_from_an_older_state_is_refused(shop):
    row = await shop.row("sku", "B1")
    await shop.save("sku", row["cells"] | {"price": "13"}, key="B1", mark=row["mark"])
    late = {"key": "B1", "mark": row["mark"], "cells": row["cells"] | {"price": "14"}}
    await shop.post("/knowledge/rows/sku", late, status=(409,))
    assert (await shop.row("sku", "B1"))["cells"]["price"] == "13"


async def test_of_two_who_write_one_policy_the_second_is_refused(shop):
    parts = [{"heading": "时效", "text": "48小时内发货。"}]
    first = {"name": "发货", "mark": "", "sections": parts}
    assert (await shop.put("/knowledge/policies", first))["saved"] is True
    await shop.refused("PUT", "/knowledge/policies", first)  # both thought it new
    (seen,) = (await shop.get("/knowledge/policies"))["policies"]
    await shop.policy([{"heading": "时效", "text": "24小时内发货。"}])
    await shop.refused("PUT", "/knowledge/policies", first | {"mark": seen["mark"]})
    await shop.refused("POST", "/knowledge/remove", {"kind": "policy", "key": "发货", "mark": seen["mark"]})
    (kept,) = (await shop.get("/knowledge/policies"))["policies"]
    assert kept["sections"][0]["text"] == "24小时内发货。"


async def test_of_two_who_change_the_settings_the_second_is_refused(shop):
    seen = await shop.get("/knowledge/profile")
    await shop.settings(business_hours="10:00-18:00")
    late = seen["profile"] | {"unsure_reply": "我问问。", "mark": seen["mark"]}
    await shop.refused("PUT", "/knowledge/profile", late)
    now = (await shop.get("/knowledge/profile"))["profile"]
    assert (now["business_hours"], now["unsure_reply"]) == ("10:00-18:00", "我需要为您查询,请稍等。")


async def test_of_two_who_teach_one_word_the_second_is_refused(shop):
    word = {"list": "slang", "word": "碗碗", "standard": "汤碗"}
    await shop.post("/knowledge/words", word)
    await shop.post("/knowledge/words", word)  # the same again is no quarrel
    await shop.refused("POST", "/knowledge/words", word | {"standard": "饭碗"})
    (kept,) = (await shop.get("/knowledge/words"))["slang"]
    assert kept["standard"] == "汤碗"


async def test_a_row_that_another_has_changed_is_not_removed(shop):
    row = await shop.row("sku", "B1")
    await shop.save("sku", row["cells"] | {"price": "13"}, key="B1", mark=row["mark"])
    await shop.refused("POST", "/knowledge/remove", {"kind": "sku", "key": "B1", "mark": row["mark"]})
    assert (await shop.row("sku", "B1"))["cells"]["price"] == "13"


async def test_a_change_is_undone_and_a_change_back_is_none(shop):
    row = await shop.row("sku", "B1")
    await shop.save("sku", row["cells"] | {"price": "13"}, key="B1", mark=row["mark"])
    await shop.post("/knowledge/undo", {"kind": "sku", "key": "B1"})
    assert (await shop.row("sku", "B1"))["state"] == "same"
    again = await shop.row("sku", "B1")
    await shop.save("sku", again["cells"], key="B1", mark=again["mark"])
    assert (await shop.get("/knowledge/working"))["is_dirty"] is False
    await shop.post("/knowledge/undo", {"kind": "sku", "key": "B1"}, status=(404,))


async def test_edits_outlive_a_restart_and_become_a_version(tmp_path):
    async with opened(tmp_path) as owner:
        await owner.put("/knowledge/profile", {"name": "瓷器小店"})
        await owner.upload(a_workbook(), dry_run=False)
        await owner.post("/knowledge/publish")
        await owner.save("faq", FAQ)
        token = owner.client.headers["Authorization"]
    async with opened(tmp_path) as owner:
        owner.client.headers["Authorization"] = token
        assert (await owner.get("/knowledge/working"))["changes"] == 1
        await owner.post("/knowledge/publish")
        assert (await owner.say("可以当礼物吗"))["reply"].startswith("可以,我们提供礼盒包装")
        versions = (await owner.get("/knowledge/versions"))["versions"]
        assert (versions[0]["live"], versions[0]["note"]) == (True, "后台修改")
        await owner.post("/knowledge/rollback")
        assert "礼盒" not in (await owner.say("可以当礼物吗"))["reply"]


async def edit_a_row(shop):
    await shop.save("sku", MUG)


async def bring_in_a_file(shop):
    await shop.upload(a_workbook((PRODUCTS[0], ("B9", "茶壶", "99", "1"))), dry_run=False)


async def publish_it_all(shop):
    await shop.post("/knowledge/publish")


async def forget_the_draft(shop):
    await shop.post("/knowledge/discard")


@pytest.mark.parametrize("moved", [edit_a_row, bring_in_a_file, publish_it_all, forget_the_draft])
async def test_a_draft_is_published_only_as_it_was_looked_at(shop, moved):
    await shop.save("faq", FAQ)
    seen = (await shop.get("/knowledge/diff"))["mark"]
    await moved(shop)
    before = (await shop.get("/knowledge/working"))["live"]
    await shop.refused("POST", "/knowledge/publish", {"mark": seen}, code="draft_moved")
    assert (await shop.get("/knowledge/working"))["live"] == before
    again = (await shop.get("/knowledge/diff"))["mark"]
    assert again != seen
    await shop.post("/knowledge/publish", {"mark": again})
    assert (await shop.get("/knowledge/working"))["changes"] == 0


async def test_a_change_that_was_taken_back_leaves_the_draft_as_it_was_looked_at(shop):
    await shop.save("faq", FAQ)
    seen = (await shop.get("/knowledge/diff"))["mark"]
    await shop.save("sku", MUG)
    await shop.post("/knowledge/undo", {"kind": "sku", "key": "M1"})
    await shop.post("/knowledge/publish", {"mark": seen})
    assert "礼盒" in (await shop.say("可以当礼物吗"))["reply"]


async def test_a_draft_is_discarded_edits_and_import_alike(shop):
    await shop.save("faq", FAQ)
    await shop.upload(a_workbook((PRODUCTS[0], ("B9", "茶壶", "99", "1"))), dry_run=False)
    assert (await shop.get("/knowledge/working"))["changes"] == 2
    await shop.post("/knowledge/discard")
    working = await shop.get("/knowledge/working")
    assert working["changes"] == 0
    assert (await shop.get("/knowledge/rows/sku"))["total"] == 1


async def test_a_promotion_is_previewed_at_a_moment_to_come(shop):
    promotion = {
        "id": "d11", "name": "双十一满减", "kind": "满减", "threshold": "300", "amount": "50",
        "starts_at": "2026-11-11 00:00", "ends_at": "2026-11-12 00:00",
    }  # fmt: skip
    assert (await shop.save("promotion", promotion))["saved"] is True
    before = await shop.say("有什么优惠", side="draft", at="2026-11-10T23:59")
    during = await shop.say("有什么优惠", side="draft", at="2026-11-11 00:01")
    after = await shop.say("有什么优惠", side="draft", at="2026-11-12T00:00:00+08:00")
    assert "还没开始" in before["reply"] or "11月11日" in before["reply"]
    assert "满300元减50元" in during["reply"]
    assert "满300" not in after["reply"]
    (window,) = (await shop.get("/knowledge/timeline"))["windows"]
    assert (window["kind"], window["starts_at"]) == ("promotion", "2026-11-10T16:00:00+00:00")


async def test_a_policy_is_written_in_parts_and_loses_those_that_are_left_out(shop):
    parts = [
        {"heading": "时效", "text": "48小时内发货。"},
        {"heading": "节日", "text": "春节停发。", "ends_at": "乱写"},
    ]
    told = await shop.policy(parts)
    assert [(one["row"], one["column"]) for one in told["problems"]] == [(2, "ends_at")]
    parts[1]["ends_at"] = "2026-12-31"
    assert (await shop.policy(parts))["saved"] is True
    (policy,) = (await shop.get("/knowledge/policies"))["policies"]
    assert [one["heading"] for one in policy["sections"]] == ["时效", "节日"]
    assert policy["sections"][1]["ends_at"] == "2027-01-01 00:00"
    await shop.policy(parts[:1])
    (policy,) = (await shop.get("/knowledge/policies"))["policies"]
    assert [one["heading"] for one in policy["sections"]] == ["时效"]
    await shop.post("/knowledge/remove", {"kind": "policy", "key": "发货", "mark": policy["mark"]})
    assert (await shop.get("/knowledge/policies"))["policies"] == []


async def test_words_are_added_and_removed(shop):
    await shop.post("/knowledge/words", {"list": "sensitive", "word": "媒体"})
    await shop.post("/knowledge/words", {"list": "slang", "word": "碗碗", "standard": "汤碗"})
    words = await shop.get("/knowledge/words")
    assert [one["word"] for one in words["sensitive"]] == ["媒体"]
    assert [(one["word"], one["standard"]) for one in words["slang"]] == [("碗碗", "汤碗")]
    media = {"kind": "words", "key": "sensitive/媒体", "mark": words["sensitive"][0]["mark"]}
    await shop.post("/knowledge/remove", media)
    assert (await shop.get("/knowledge/words"))["sensitive"] == []


async def test_settings_at_fault_are_told_by_their_name(shop):
    told = await shop.settings(business_hours="白天")
    assert [one["column"] for one in told["problems"]] == ["business_hours"]
    kept = await shop.settings(unsure_reply="我去问问,请稍等。")
    assert kept["saved"] is True
    shown = await shop.get("/knowledge/profile")
    assert shown["profile"]["unsure_reply"] == "我去问问,请稍等。"
    assert shown["defaults"]["unsure_reply"] == "我需要为您查询,请稍等。"


async def test_orders_are_masked_in_lists_and_reading_one_in_full_is_noted_down(shop):
    order = {
        "order_id": "2026110001", "phone": "13812345678", "items": "B1×2", "paid": "25", "status": "已发货",
        "address": "浙江省杭州市西湖区文三路1号",
    }  # fmt: skip
    assert (await shop.post("/orders", {"cells": order}))["saved"] is True
    (listed,) = (await shop.get("/orders", q="5678"))["orders"]
    assert listed["cells"]["phone"] == "138****5678"
    assert "文三路" not in listed["cells"]["address"]
    full = await shop.get("/orders/2026110001")
    assert full["cells"]["phone"] == "13812345678"
    bad = await shop.post("/orders", {"cells": order | {"paid": "很多"}})
    assert [one["column"] for one in bad["problems"] if one["severity"] == "error"] == ["paid"]
    await shop.post("/orders/remove", {"order_id": "2026110001"})
    assert (await shop.get("/orders"))["orders"] == []
    assert {"order.saved", "order.read", "order.removed"} <= set(await shop.audited())


async def test_the_shop_goes_out_as_workbooks_that_come_in_again_unchanged(shop):
    await shop.save("faq", FAQ)
    answer = await shop.client.get("/api/admin/knowledge/export", params={"side": "draft"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {"shop.toml", "products.xlsx", "faq.xlsx"} <= set(archive.namelist())
        cells = load_workbook(io.BytesIO(archive.read("faq.xlsx"))).active
        assert cells["B2"].value == "能送人吗"
    report = await shop.upload(answer.content, name="店铺资料.zip")
    assert (report["outcome"], report["errors"]) == ("planned", 0)
    assert (report["diff"]["added"], report["diff"]["changed"], report["diff"]["removed"]) == (0, 0, 0)


async def test_every_template_reads_back_without_an_error(shop):
    for kind in ("products", "faq", "promotions", "orders"):
        answer = await shop.client.get(f"/api/admin/knowledge/templates/{kind}")
        name = answer.headers["Content-Disposition"].partition("''")[2]
        report = await shop.upload(answer.content, name=httpx2.URL(f"http://x/{name}").path[1:])
        assert report["errors"] == 0, (kind, report)


async def test_a_check_of_the_draft_finds_what_will_hurt(shop):
    await shop.save("faq", FAQ | {"answer": "全网最低价,包您满意"})
    found = (await shop.get("/knowledge/check"))["findings"]
    assert any(one["kind"] == "faq" and "广告法" in one["what"] for one in found)


async def test_talks_are_listed_searched_masked_and_unmasked_on_the_record(shop):
    said = await shop.client.post(
        "/ai-reply", json={"query": "我的手机号是13812345678,青瓷汤碗多少钱", "user_id": "u1"}
    )
    await shop.client.post("/ai-reply", json={"query": "转人工", "user_id": "u2"})
    listed = (await shop.get("/conversations"))["talks"]
    assert sorted(one["handed_over"] for one in listed) == [False, True]
    (found,) = (await shop.get("/conversations", q="青瓷汤碗"))["talks"]
    assert "13812345678" not in json.dumps(found)
    assert [one["id"] for one in (await shop.get("/conversations", handed_over=False))["talks"]] == [found["id"]]
    assert (await shop.get("/conversations", route="handoff", q="青瓷汤碗"))["talks"] == []
    talk = await shop.get(f"/conversations/{found['id']}")
    assert talk["masked"] is True
    assert "13812345678" not in json.dumps(talk, ensure_ascii=False)
    receipt = await shop.get(f"/messages/{said.json()['message_id']}/receipt")
    assert "13812345678" not in json.dumps(receipt, ensure_ascii=False)
    full = await shop.post(f"/conversations/{found['id']}/unmask")
    assert "13812345678" in json.dumps(full, ensure_ascii=False)
    assert "talk.unmasked" in await shop.audited()


async def test_pages_of_talks_follow_each_other_without_a_gap(shop):
    for number in range(5):
        await shop.client.post("/ai-reply", json={"query": f"你好{number}", "user_id": f"u{number}"})
    seen, before = [], ""
    for _ in range(3):
        page = await shop.get("/conversations", limit=2, before=before)
        seen += [one["id"] for one in page["talks"]]
        before = page["next"]
    assert (len(seen), len(set(seen)), before) == (5, 5, "")


async def test_the_overview_counts_what_happened(shop):
    for number, text in enumerate(("青瓷汤碗多少钱", "青瓷汤碗多少钱?", "你们老板是谁家的亲戚", "转人工")):
        await shop.client.post("/ai-reply", json={"query": text, "user_id": f"u{number}"})
    seen = await shop.get("/overview", days=1)
    assert (seen["talks"], seen["without_person"], seen["resolved_at_once"]) == (4, 3, 2)
    assert seen["days"] == [{"day": "2026-11-10", "talks": 4, "by_person": 1}]
    assert seen["asked"][0] == {"name": "青瓷汤碗多少钱?", "count": 2}  # as it was asked last
    assert [one["count"] for one in seen["cited"] if one["kind"] == "sku"] == [2]
    assert seen["reasons"] == [{"name": "user_asked", "count": 1}]
    (failure,) = (await shop.get("/failures"))["failures"]
    assert (failure["question"], failure["known"]) == ("你们老板是谁家的亲戚", False)
    await shop.save("faq", FAQ | {"question": failure["question"]})
    assert (await shop.get("/failures"))["failures"][0]["known"] is True


async def test_a_backup_is_made_listed_and_fetched(shop):
    made = await shop.post("/backups")
    assert [one["name"] for one in (await shop.get("/backups"))["backups"]] == [made["name"]]
    fetched = await shop.client.get(f"/api/admin/backups/{made['name']}")
    assert zipfile.is_zipfile(io.BytesIO(fetched.content))
    assert (await shop.client.get("/api/admin/backups/xiaoer-20200101-000000.zip")).status_code == 404
    assert {"backup.made", "backup.fetched"} <= set(await shop.audited())


async def test_every_change_is_on_the_record(shop):
    await shop.save("faq", FAQ)
    await shop.post("/knowledge/undo", {"kind": "faq", "key": "能送人吗"})
    await shop.remove("sku", "B1")
    await shop.post("/knowledge/discard")
    actions = set(await shop.audited())
    assert {"knowledge.saved", "knowledge.undone", "knowledge.removed", "knowledge.discarded"} <= actions
    assert {"knowledge.imported", "knowledge.published"} <= actions
