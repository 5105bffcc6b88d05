"""Do all engines keep the contract?"""

from __future__ import annotations

import pytest
from tests.contract.engines.conftest import running, until
from tests.contract.engines.openai_server import KEY

from xiaoer.adapters.engines.admission import Admission
from xiaoer.adapters.engines.breaker import Breaker
from xiaoer.adapters.engines.openai_http import OpenAiHttp
from xiaoer.adapters.engines.scripted import Line, Scripted
from xiaoer.testing.engine_contract import EngineContract

LINE = Line(tuple("您好,这款手机壳有黑色、白色和蓝色三种颜色,都可以当天发货。" * 100), pause_s=0.001)


class EndlesslyScripted(Scripted):
    """Says one long line over and over."""

    def __init__(self):
        super().__init__()
        self._otherwise = LINE


class TestScripted(EngineContract):
    @pytest.fixture
    def engine(self):
        return EndlesslyScripted()


class TestWrapped(EngineContract):
    @pytest.fixture
    def engine(self):
        return Admission(Breaker(EndlesslyScripted(), slow_s=3), live=2, waiting=8)


class TestLocal(EngineContract):
    @pytest.fixture(scope="class")
    async def engine(self, tiny):
        async with running("openvino", tiny) as engine:
            yield engine


class TestLlamaCpp(EngineContract):
    @pytest.fixture(scope="class")
    async def engine(self, tiny):
        async with running("llamacpp", tiny) as engine:
            yield engine


class TestOpenAiHttp(EngineContract):
    @pytest.fixture
    async def engine(self, server):
        engine = OpenAiHttp(server.url, model="tiny", key=KEY)
        await engine.warm_up()
        await until(engine, "ready")
        yield engine
        await engine.close()
