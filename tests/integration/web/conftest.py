"""What do all tests of the web need?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest
from tests.integration.house import House, settings


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def house() -> House:
    return House(settings(messages=1000))


@pytest.fixture
def strict_house() -> House:
    return House(settings())


@pytest.fixture
async def client(house: House) -> AsyncIterator[httpx2.AsyncClient]:
    async with house.client() as client:
        yield client


Opened = tuple[str, dict[str, str]]
Open = Callable[[], Awaitable[Opened]]


@pytest.fixture
def open_talk(client: httpx2.AsyncClient) -> Open:
    async def open_one() -> Opened:
        response = await client.post("/api/conversations", json={})
        client.cookies.clear()
        return response.json()["id"], {"Authorization": f"Bearer {response.json()['token']}"}

    return open_one
