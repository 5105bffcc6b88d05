"""Does the server bear connections that mean it ill, and stop as it should?"""

from __future__ import annotations

import asyncio
import signal
from urllib.parse import urlsplit

import pytest

from xiaoer.web import protocol
from xiaoer.web.server import a_server

GOOD = b"GET /healthz HTTP/1.1\r\nHost: shop.test\r\n\r\n"


@pytest.fixture
async def talk_to():
    writers = []

    async def connect(base):
        parts = urlsplit(base)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writers.append(writer)
        return reader, writer

    yield connect
    for writer in writers:
        writer.transport.abort()
    await asyncio.sleep(0)


async def answer_to(connection, sent):
    reader, writer = connection
    writer.write(sent)
    async with asyncio.timeout(5):
        return await reader.readline()


@pytest.mark.parametrize(
    "head",
    [
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 1_000_000,
        b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(20_000)),
        b"GET /" + b"a" * 1_000_000,
        b"nonsense\r\n\r\n",
        b"POST /ai-reply HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /ai-reply HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"POST /ai-reply HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ids=["long header", "many headers", "long path", "nonsense", "negative length", "two lengths", "length and chunks"],
)
async def test_a_hostile_head_is_refused_and_others_are_served(head, house, talk_to):
    async with house.served() as base:
        first = await answer_to(await talk_to(base), head)
        assert first[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 415", b""}
        assert (await answer_to(await talk_to(base), GOOD)).startswith(b"HTTP/1.1 200")


async def test_a_head_that_dribbles_in_is_cut_off(house, talk_to, monkeypatch):
    monkeypatch.setattr(protocol, "HEAD_TIMEOUT_S", 0.05)
    async with house.served() as base:
        for start in (b"", b"GET /healthz HTTP/1.1\r\nHost"):
            connection = await talk_to(base)
            assert (await answer_to(connection, start)).startswith(b"HTTP/1.1 400")


async def test_an_honest_connection_is_kept_for_many_requests(house, talk_to):
    async with house.served() as base:
        reader, writer = await talk_to(base)
        for _ in range(3):
            writer.write(GOOD)
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
            assert head.startswith(b"HTTP/1.1 200")
            assert b"\r\nserver:" not in head.lower()
            await reader.readuntil(b"}")


async def test_large_bodies_are_no_large_heads(house, talk_to):
    body = b'{"query": "' + b"a" * 900_000 + b'"}'
    head = b"POST /ai-reply HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    async with house.served() as base:
        reader, writer = await talk_to(base)
        for _ in range(3):
            writer.write(head % len(body) + body)
            answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
            assert answer.startswith(b"HTTP/1.1 413")
            await reader.readuntil(b"}")


async def test_a_signal_lets_what_is_in_hand_finish(house):
    server = a_server(house.app, house, port=0)
    running = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        while not server.started:  # noqa: ASYNC110  # uvicorn offers a flag and no event
            await asyncio.sleep(0.005)
        house.answerer.gate.clear()
        async with house.client() as client:
            talk = (await client.post("/api/conversations", json={})).json()["id"]
            body = {"client_message_id": "c-1", "text": "在吗"}
            await client.post(f"/api/conversations/{talk}/messages", json=body)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.sleep(0.01)
        assert house.talks.runner.stopping
        house.answerer.gate.set()
        await running
    assert [event.role for event in house.conversations.log[talk]] == ["shopper", "assistant"]


async def test_a_second_signal_does_not_wait(house):
    server = a_server(house.app, house, port=0)
    running = asyncio.create_task(server.serve())
    async with asyncio.timeout(5):
        while not server.started:  # noqa: ASYNC110  # uvicorn offers a flag and no event
            await asyncio.sleep(0.005)
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        await running
    assert server.force_exit
    await house.talks.drain(0)
