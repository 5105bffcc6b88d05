"""What becomes of a generation when the server elsewhere fails?"""

from __future__ import annotations

import asyncio

import pytest
from tests.contract.engines.conftest import until
from tests.contract.engines.openai_server import KEY

from xiaoer.adapters.engines.openai_http import OpenAiHttp
from xiaoer.errors import EngineFailed, EngineNotReady, EngineTimeout
from xiaoer.ports import Generation, Sampling
from xiaoer.testing.engine_contract import a_generation, deltas_of, text_of


@pytest.fixture
async def engine(server):
    engine = OpenAiHttp(server.url, model="tiny", key=KEY)
    await engine.warm_up()
    await until(engine, "ready")
    yield engine
    await engine.close()


@pytest.mark.parametrize("status", ["429", "500", "502", "503"])
async def test_a_call_that_failed_before_the_first_token_is_tried_once_more(status, engine, server):
    server.faults = [status]
    assert await text_of(engine, a_generation()) != ""
    assert len(server.asked) == 2


async def test_and_only_once(engine, server):
    server.faults = ["503", "503", ""]
    with pytest.raises(EngineFailed):
        await text_of(engine, a_generation())
    assert len(server.asked) == 2


@pytest.mark.parametrize(("fault", "calls"), [("400", 1), ("401", 1), ("cut", 1), ("garbage", 1), ("endless", 1)])
async def test_what_another_try_cannot_help_is_not_tried_again(fault, calls, engine, server):
    server.faults = [fault]
    with pytest.raises(EngineFailed):
        await text_of(engine, a_generation())
    assert len(server.asked) == calls


async def test_a_silent_server_costs_no_more_than_the_deadline(engine, server):
    server.faults = ["silent"]
    began = asyncio.get_running_loop().time()
    with pytest.raises(EngineTimeout):
        await text_of(engine, a_generation(deadline_s=0.2))
    assert asyncio.get_running_loop().time() - began < 1


async def test_leaving_closes_the_connection(engine, server):
    words = engine.generate(a_generation(max_tokens=1000))
    await anext(words)
    assert server.live == 1
    await words.aclose()
    async with asyncio.timeout(5):
        while server.live:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_only_what_was_set_is_sent_beyond_the_protocol(engine, server):
    plain = a_generation()
    await deltas_of(engine, plain)
    asked = Sampling(max_tokens=3, top_k=20, repetition_penalty=1.1, min_tokens=3, temperature=0.7)
    await deltas_of(engine, Generation(plain.prompt, "小美", 5, asked))
    first, second = server.asked
    assert {"top_k", "min_tokens", "repetition_penalty", "stop"}.isdisjoint(first)
    assert (second["top_k"], second["min_tokens"], second["repetition_penalty"]) == (20, 3, 1.1)
    assert first["stream_options"] == {"include_usage": True}


async def test_a_wrong_key_and_an_absent_server_are_told_by_the_state(server):
    for url, key in ((server.url, "wrong"), ("http://127.0.0.1:9/v1", KEY)):
        engine = OpenAiHttp(url, model="tiny", key=key)
        await engine.warm_up()
        await asyncio.sleep(0.1)
        assert engine.state().status == "not_ready"
        assert engine.state().detail
        with pytest.raises(EngineNotReady):
            await text_of(engine, a_generation())
        await engine.close()


async def test_a_server_that_went_away_is_taken_up_again_when_it_is_back(engine, server, monkeypatch):
    monkeypatch.setattr("xiaoer.adapters.engines.openai_http.PROBE_S", 0.05)
    server.faults = ["503", "503"]
    with pytest.raises(EngineFailed):
        await text_of(engine, a_generation())
    await until(engine, "ready")
    assert await text_of(engine, a_generation()) != ""
