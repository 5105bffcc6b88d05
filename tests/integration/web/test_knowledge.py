"""Do staff, and commands on this machine, and nobody else, change the shop?"""

from __future__ import annotations

import pytest
from tests.integration.house import CONTROL_TOKEN, SHOP_KEY, STAFF, House, settings

from xiaoer.ports import VersionRecord
from xiaoer.services.knowledge.control import ImportWish
from xiaoer.testing.factories import EVE_OF_NOV_11

CONTROL = {"Authorization": f"Bearer {CONTROL_TOKEN}"}
pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("who", [STAFF, CONTROL])
async def test_an_import_is_carried_out_as_wished(who):
    house = House(settings())
    body = {"path": "/srv/shop", "prune": True, "publish": True}
    async with house.client() as http:
        answer = await http.post("/api/admin/knowledge/import", json=body, headers=who)
    assert (answer.status_code, answer.json()) == (200, {"lines": ["已记下"], "rejected": False})
    assert house.knowledge.wishes == [ImportWish("/srv/shop", prune=True, publish=True)]


async def test_publishing_and_rolling_back_take_a_number_or_none():
    house = House(settings())
    async with house.client() as http:
        await http.post("/api/admin/knowledge/publish", json={"number": 3}, headers=STAFF)
        await http.post("/api/admin/knowledge/rollback", json={}, headers=STAFF)
    assert house.knowledge.wishes == [("publish", 3, ""), ("rollback", None)]


async def test_versions_are_listed_newest_first():
    house = House(settings())
    house.knowledge.records = [VersionRecord("default", 2, EVE_OF_NOV_11, "demo", EVE_OF_NOV_11, live=True)]
    async with house.client() as http:
        answer = await http.get("/api/admin/knowledge/versions", headers=STAFF)
    at = EVE_OF_NOV_11.isoformat()
    expected = {"number": 2, "stated_at": at, "note": "demo", "published_at": at, "live": True}
    assert answer.json() == {"versions": [expected]}


@pytest.mark.parametrize("verb", ["import", "publish", "rollback"])
@pytest.mark.parametrize("who", [{}, {"Authorization": f"Bearer {SHOP_KEY}"}, {"Authorization": "Bearer wrong"}])
async def test_nobody_else_changes_the_shop(verb, who):
    house = House(settings())
    async with house.client() as http:
        answer = await http.post(f"/api/admin/knowledge/{verb}", json={"path": "/srv/shop"}, headers=who)
    assert answer.status_code == 401
    assert house.knowledge.wishes == []


@pytest.mark.parametrize("body", [{}, {"path": "relative"}, {"path": "/a", "more": 1}, {"path": ""}])
async def test_a_malformed_wish_is_refused(body):
    house = House(settings())
    async with house.client() as http:
        answer = await http.post("/api/admin/knowledge/import", json=body, headers=STAFF)
    assert answer.status_code == 422
