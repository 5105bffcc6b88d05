"""Does everybody see the shop as it is, and no more of it?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.integration.house import SHOWN

from xiaoer.testing.files import PNG


async def test_the_shop_introduces_itself(client, house):
    shop = (await client.get("/api/shop")).json()
    assert shop["name"] == "桃桃数码旗舰店"
    assert shop["welcome"].startswith("您好,欢迎光临桃桃数码旗舰店!我是智能客服小二")
    assert shop["quick_questions"] == ["满多少包邮?"]
    assert (shop["business_hours"], shop["on_duty"]) == ("09:00-22:00", True)
    assert shop["features"] == {
        "voice": False,
        "attachments": {
            "media_types": ["image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf"],
            "most_bytes": house.settings.server.max_attachment_bytes,
        },
    }
    house.clock.at += timedelta(hours=3)
    assert (await client.get("/api/shop")).json()["on_duty"] is False


@pytest.mark.parametrize(
    ("code", "picture"), [("X1", "/api/products/X1/picture"), ("X1-BK-256", "/api/products/X1-BK-256/picture")]
)
async def test_a_product_is_found_by_its_id_and_by_a_sku(client, code, picture):
    assert (await client.get(f"/api/products/{code}")).json() == {
        "product_id": "X1",
        "name": "桃桃X1",
        "brand": "桃桃",
        "category": "智能手机",
        "url": "",
        "picture": picture,
        "skus": [
            {
                "sku": "X1-BK-256",
                "options": "黑色 256G",
                "price": "3999",
                "list_price": None,
                "stock": 12,
                "restock_at": None,
            },
            {
                "sku": "X1-WH-256",
                "options": "白色",
                "price": None,
                "list_price": None,
                "stock": None,
                "restock_at": None,
            },
        ],
        "read_at": SHOWN.shop.stated_at.isoformat(),
    }
    shown = await client.get(picture)
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
    assert shown.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("code", ["X2", "Q1", "../x", "X1-OLD%00", "%F0%9F%98%80"])
async def test_what_is_absent_or_off_the_shelf_is_not_found(client, code):
    response = await client.get(f"/api/products/{code}")
    assert (response.status_code, response.json()["status"]) == (404, 404)
    assert (await client.get(f"/api/products/{code}/picture")).status_code == 404
