"""Do a model's words reach the shopper as they come, and is the engine let go when she leaves?"""

from __future__ import annotations

import asyncio
import json

import pytest
from tests.integration.house import House, settings
from tests.integration.web.test_openai import a_client
from tests.unit.services.answering.voices import BEARING, FAST, Bad, a_voiced_drafter

from xiaoer.adapters.engines.scripted import Scripted
from xiaoer.services.answering.service import AnsweringService
from xiaoer.services.answering.speaking import ComposeLimits
from xiaoer.services.conversations.talks import Talks
from xiaoer.services.conversations.wishes import TalkPorts

PATIENT = ComposeLimits(first_s=30, gap_s=30, total_s=30)  # so that nothing but leaving ends a turn


def a_voiced_house(engine, limits=FAST):
    house = House(settings(messages=1000))
    answerer = AnsweringService(
        a_voiced_drafter(engine, limits=limits),
        conversations=house.conversations,
        clock=house.clock,
        ids=house.ids,
        bus=house.bus,
    )
    ports = TalkPorts(house.conversations, house.conversations.tickets, house.bus, house.clock, house.ids)
    house.talks = Talks(ports, answerer=answerer, shop_id="default", limits=house.talk_limits)
    return house


async def replies_to(house, text):
    async with house.client() as client:
        return (await client.post("/ai-reply", json={"query": text})).json()


@pytest.fixture
async def spoken():
    """Return a question that goes to the model and true words for it."""
    for text in BEARING:
        engine = Scripted("您好。")
        await replies_to(a_voiced_house(engine), text)
        if engine.history:
            told = engine.history[0].prompt.messages[-1].text.split("\n")[1]
            return text, told.partition(":")[2].split("。")[0] + "。"
    raise AssertionError("no question goes to the model any more")


async def test_collected_and_streamed_the_reply_is_the_same(spoken):
    text, words = spoken
    collected = await replies_to(a_voiced_house(Scripted(words)), text)
    house = a_voiced_house(Scripted(words))
    async with house.served() as base, a_client(base) as client:
        asked = [{"role": "user", "content": text}]
        stream = await client.chat.completions.create(model="xiaoer", messages=asked, stream=True)
        chunks = [chunk async for chunk in stream]
    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks]
    assert collected["route"] == "composed"
    assert collected["sources"]
    assert "".join(pieces) == collected["reply"]
    assert len([piece for piece in pieces if piece]) > 2
    assert len({chunk.id for chunk in chunks}) == 1


async def test_a_widget_sees_the_words_before_the_message(spoken):
    text, words = spoken
    house = a_voiced_house(Scripted(words))
    async with house.client() as client:
        opened = (await client.post("/api/conversations", json={})).json()
    talk = await house.conversations.find("default", opened["id"])
    seen = []
    follow = house.talks.follow(talk, after=0)

    async def watch():
        async for sign in follow:
            seen.append(sign)
            if getattr(sign, "role", "") == "assistant":
                return

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    async with house.client(headers={"Authorization": f"Bearer {opened['token']}"}) as client:
        await client.post(
            f"/api/conversations/{opened['id']}/messages", json={"client_message_id": "c-1", "text": text}
        )
        await asyncio.wait_for(watching, 5)
    await follow.aclose()
    deltas = [sign.text for sign in seen if getattr(sign, "kind", "") == "delta"]
    assert len(deltas) > 2
    assert "".join(deltas) == seen[-1].text


async def hung_up_on(engine, path, body):
    """Send a request, wait for the engine to begin, hang up, and return when it was let go."""
    house = a_voiced_house(engine, PATIENT)
    async with house.served() as base:
        _, writer = await asyncio.open_connection("127.0.0.1", int(base.rpartition(":")[2]))
        sent = json.dumps(body).encode()
        lines = (f"POST {path} HTTP/1.1", "Host: shop.test", "Content-Type: application/json")
        head = "\r\n".join((*lines, f"Content-Length: {len(sent)}", "", ""))
        writer.write(head.encode() + sent)
        await writer.drain()
        await asyncio.wait_for(engine.begun.wait(), 2)
        writer.close()
        await asyncio.wait_for(engine.closed.wait(), 2)
        await house.settle()
    return [event for log in house.conversations.log.values() for event in log if event.role == "assistant"]


class Dawdling(Bad):
    """Begins and then says nothing for longer than any test lasts."""

    def __init__(self):
        super().__init__("frozen")
        self.begun = asyncio.Event()

    async def generate(self, request):
        self.begun.set()
        async for delta in super().generate(request):
            yield delta

    async def count_tokens(self, texts):
        return tuple(map(len, texts))


@pytest.mark.parametrize("path", ["/ai-reply", "/v1/chat/completions"])
@pytest.mark.parametrize("stream", [False, True])
async def test_who_hangs_up_frees_the_engine_and_the_turn_still_ends(spoken, path, stream, caplog):
    text, _ = spoken
    body = (
        {"query": text} if path == "/ai-reply" else {"messages": [{"role": "user", "content": text}], "stream": stream}
    )
    events = await hung_up_on(Dawdling(), path, body)
    assert [event.route for event in events] == ["unsure"]
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
