"""Which real engines do the contract suites run on?"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
from tests.contract.engines.openai_server import OpenAiServer

from xiaoer.adapters.engines.life import Means, ModelChoice, Patience
from xiaoer.adapters.engines.supervised import SupervisedEngine
from xiaoer.adapters.models.random_weights import write_tiny

QUICK = Patience(look_s=0.05, ping_s=0.1, hang_s=1.5, back_off_s=0.05, load_s=60)


@pytest.fixture(scope="session")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """A model of random weights and a few hundred tokens."""
    path = tmp_path_factory.mktemp("models") / "tiny-q8_0.gguf"
    write_tiny(path)
    return path


async def until(engine, status):
    """Wait until the engine has this status."""
    async with asyncio.timeout(60):
        while engine.state().status != status:
            assert engine.state().status != "broken" or status == "broken", engine.state().detail
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(backend, path, **more):
    """Yield a ready engine in a process of its own."""
    engine = SupervisedEngine(
        backend, lambda: ModelChoice(path), means=Means(threads=1, live=4), patience=QUICK, **more
    )
    await engine.warm_up()
    try:
        await until(engine, "ready")
        yield engine
    finally:
        await engine.close()


@pytest.fixture
async def server():
    async for server in OpenAiServer().serve():
        yield server
