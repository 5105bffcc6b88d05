"""Do both buses keep the contract?"""

from __future__ import annotations

import asyncio

import pytest
from redis.asyncio import Redis

from xiaoer.adapters.bus.memory import MemoryBus
from xiaoer.adapters.bus.redis import RedisBus
from xiaoer.ports import News
from xiaoer.testing.bus_contract import BusContract

pytest_plugins = ("tests.contract.redis_server",)


class TestMemoryBus(BusContract):
    @pytest.fixture
    def here(self):
        return MemoryBus()

    @pytest.fixture
    def there(self, here):
        return here


@pytest.mark.redis
class TestRedisBusOfTwoReplicas(BusContract):
    @pytest.fixture
    async def here(self, redis_socket):
        client = Redis(unix_socket_path=redis_socket)
        bus = RedisBus(client)
        yield bus
        await bus.close()
        await client.aclose()

    @pytest.fixture
    async def there(self, redis_socket):
        client = Redis(unix_socket_path=redis_socket)
        bus = RedisBus(client)
        yield bus
        await bus.close()
        await client.aclose()


async def test_a_watcher_that_is_too_slow_is_sent_to_the_store():
    bus = MemoryBus(most_waiting=2)
    watch = bus.watch("talk-1")
    waiting = asyncio.ensure_future(anext(watch))
    await asyncio.sleep(0)
    for number in range(1, 6):
        await bus.publish(News("talk-1", "event", seq=number))
    assert [(await waiting).seq, (await anext(watch)).seq, (await anext(watch)).seq] == [1, 2, 0]
    await watch.aclose()
    assert bus._boxes == {}


async def test_without_redis_news_still_goes_round_within_the_process(tmp_path):
    client = Redis(unix_socket_path=str(tmp_path / "nobody.sock"))
    bus = RedisBus(client)
    watch = bus.watch("talk-1")
    waiting = asyncio.ensure_future(anext(watch))
    await asyncio.sleep(0)
    await bus.publish(News("talk-1", "event", seq=1))
    assert (await waiting).seq == 1
    assert bus.lost == 1
    await watch.aclose()
    await bus.close()
    await client.aclose()
