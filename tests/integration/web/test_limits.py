"""Is the limit exact, and is it the right caller who hits it?"""

from __future__ import annotations

import asyncio

import pytest
from tests.integration.house import SHOP_KEY, STAFF, House, settings

KEY = {"Authorization": f"Bearer {SHOP_KEY}"}
OUTSIDE = "203.0.113.7"


async def ask(client, user=None, headers=None):
    return await client.post("/ai-reply", json={"query": "在吗", "user_id": user}, headers=headers)


async def statuses(client, times, user=None, headers=None):
    answers = await asyncio.gather(*(ask(client, user, headers) for _ in range(times)))
    return sorted(answer.status_code for answer in answers)


async def test_ten_messages_a_minute_and_not_one_more(strict_house):
    async with strict_house.client() as client:
        assert await statuses(client, 30, "小美") == [200] * 10 + [429] * 20
        refused = await ask(client, "小美")
        assert refused.json() == {"success": False, "error": "请求过于频繁,请稍后再试", "code": "rate_limited"}
        assert refused.headers["retry-after"] == "60"


async def test_the_window_moves(strict_house):
    async with strict_house.client() as client:
        await statuses(client, 5, "小美")
        strict_house.seconds = 40.0
        await statuses(client, 5, "小美")
        strict_house.seconds = 59.5
        assert (await ask(client, "小美")).headers["retry-after"] == "1"
        strict_house.seconds = 60.5
        assert await statuses(client, 20, "小美") == [200] * 5 + [429] * 15


async def test_another_shopper_has_her_own_limit(strict_house):
    async with strict_house.client() as client:
        await statuses(client, 10, "小美")
        assert await statuses(client, 10, "老王") == [200] * 10


async def test_without_a_user_the_key_counts_else_the_address(strict_house):
    async with strict_house.client() as client:
        assert await statuses(client, 11) == [200] * 10 + [429]
        assert await statuses(client, 11, headers=KEY) == [200] * 10 + [429]
        assert (await ask(client, headers=STAFF)).status_code == 200


async def test_one_limiter_for_all_doors(strict_house):
    chat = {"messages": [{"role": "user", "content": "在吗"}], "user": "小美"}
    async with strict_house.client() as client:
        await statuses(client, 10, "小美")
        refused = await client.post("/v1/chat/completions", json=chat)
        assert (refused.status_code, refused.json()["error"]["type"]) == (429, "rate_limit_error")
        assert refused.headers["retry-after"] == "60"


async def test_a_widget_is_limited_by_its_token(strict_house):
    async with strict_house.client() as client:
        talk = (await client.post("/api/conversations", json={})).json()["id"]
        seen = [
            await client.post(
                f"/api/conversations/{talk}/messages", json={"client_message_id": f"c-{n}", "text": "在吗"}
            )
            for n in range(11)
        ]
        assert [response.status_code for response in seen] == [202] * 10 + [429]
        assert seen[-1].headers["content-type"] == "application/problem+json"


async def test_changing_the_user_buys_nothing_without_a_key():
    house = House(settings(address_messages=15))
    async with house.client(address=OUTSIDE) as client:
        seen = [(await ask(client, f"u-{number}")).status_code for number in range(20)]
        assert seen == [200] * 15 + [429] * 5
        assert (await ask(client, "u-99", KEY)).status_code == 200
    async with house.client(address="127.0.0.1") as client:
        assert (await ask(client, "u-99")).status_code == 200


async def test_an_ipv6_household_is_one_address():
    house = House(settings(address_messages=1))
    for address, status in (
        ("2001:db8::1", 200),
        ("2001:db8::2", 429),
        ("2001:db8:0:1::1", 200),
        ("fe80::1%eth0", 200),
    ):
        async with house.client(address=address) as client:
            assert (await ask(client, address)).status_code == status


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("10.0.0.9", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.9", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.9", "203.0.113.7, 10.0.0.3", "203.0.113.7"),
        ("10.0.0.9", "nonsense", "10.0.0.9"),
        ("203.0.113.7", "127.0.0.1", "203.0.113.7"),
        ("127.0.0.1", "203.0.113.7", "127.0.0.1"),
    ],
)
async def test_only_a_trusted_proxy_is_believed_about_the_address(peer, forwarded, counted):
    house = House(settings(address_messages=1))
    async with house.client(address=peer) as client:
        headers = {"X-Forwarded-For": forwarded}
        assert [(await ask(client, f"u-{n}", headers)).status_code for n in range(2)] == [200, 429]
    assert ("address", counted) in house.limiter._hits


async def test_opening_talks_is_bounded_per_address():
    house = House(settings(address_messages=2))
    async with house.client(address=OUTSIDE) as client:
        seen = [(await client.post("/api/conversations", json={})).status_code for _ in range(3)]
        assert seen == [201, 201, 429]


async def test_the_limiter_costs_less_than_50_microseconds(strict_house):
    loop = asyncio.get_running_loop()
    since = loop.time()
    for number in range(20_000):
        strict_house.limiter.count("message", f"user:{number % 5000}", limit=10, window_s=60)
    assert (loop.time() - since) / 20_000 < 50e-6
