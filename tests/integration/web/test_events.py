"""Does the event stream tell everything once, in order, across cuts?"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from xiaoer.ports import News


@dataclass
class Stream:
    """A raw SSE reader: what a browser would see."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    head: str = ""
    blocks: list[dict[str, str]] = field(default_factory=list)

    async def next(self, kind: str = "") -> dict[str, str]:
        """Return the next event (of a kind); chunk sizes and comments are passed over."""
        block: dict[str, str] = {}
        async with asyncio.timeout(5):
            while True:
                line = (await self.reader.readuntil(b"\n")).decode().rstrip("\r\n")
                name, colon, value = line.partition(":")
                if colon and name in {"id", "event", "data"}:
                    block[name] = value.strip()
                elif not line and block and (not kind or block.get("event") == kind):
                    return block
                elif not line:
                    block = {}

    async def line(self, start: str) -> str:
        async with asyncio.timeout(5):
            while True:
                line = (await self.reader.readuntil(b"\n")).decode().rstrip()
                if line.startswith(start):
                    return line

    async def cut(self) -> None:
        self.writer.transport.abort()


async def stream_of(base, talk, headers, last_event_id=""):
    parts = urlsplit(base)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    sent = {"Host": "shop.test", **headers}
    if last_event_id:
        sent["Last-Event-ID"] = last_event_id
    lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    writer.write(f"GET /api/conversations/{talk}/events HTTP/1.1\r\n{lines}\r\n".encode())
    head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)).decode()
    return Stream(reader, writer, head)


@pytest.fixture
async def watch():
    streams: list[Stream] = []

    async def open_one(*args, **others):
        streams.append(await stream_of(*args, **others))
        return streams[-1]

    yield open_one
    for stream in streams:
        stream.writer.close()
        with suppress(OSError):
            await stream.writer.wait_closed()


async def say(client, talk, headers, text, client_message_id):
    body = {"client_message_id": client_message_id, "text": text}
    return await client.post(f"/api/conversations/{talk}/messages", json=body, headers=headers)


async def test_messages_and_replies_arrive_in_order_with_their_numbers(house, client, open_talk, watch):
    talk, mine = await open_talk()
    async with house.served() as base:
        stream = await watch(base, talk, mine)
        assert "content-type: text/event-stream" in stream.head
        assert "x-request-id:" in stream.head
        await say(client, talk, mine, "多少钱", "c-1")
        shopper, assistant = await stream.next("message"), await stream.next("message")
        assert (shopper["id"], assistant["id"]) == ("1", "2")
        told = json.loads(assistant["data"])
        assert (told["role"], told["text"], told["route"]) == ("assistant", "您说:多少钱", "direct")
        assert told["in_reply_to"] == json.loads(shopper["data"])["message_id"]
        await stream.cut()


async def test_a_cut_stream_goes_on_after_the_last_event_id(house, client, open_talk, watch):
    talk, mine = await open_talk()
    for number in range(3):
        await say(client, talk, mine, f"问题{number}", f"c-{number}")
        await house.settle()
    async with house.served() as base:
        stream = await watch(base, talk, mine)
        first = [await stream.next("message") for _ in range(2)]
        await stream.cut()
        again = await watch(base, talk, mine, last_event_id=first[-1]["id"])
        rest = [await again.next("message") for _ in range(4)]
        assert [block["id"] for block in first + rest] == ["1", "2", "3", "4", "5", "6"]
        await again.cut()


@pytest.mark.parametrize("cursor", ["-1", "abc", "1e3", "٣"])
async def test_a_cursor_that_is_none_starts_over(cursor, house, client, open_talk, watch):
    talk, mine = await open_talk()
    await say(client, talk, mine, "在吗", "c-1")
    async with house.served() as base:
        stream = await watch(base, talk, mine, last_event_id=cursor)
        assert (await stream.next("message"))["id"] == "1"
        await stream.cut()


async def test_a_cursor_beyond_the_end_waits_for_what_is_new(house, client, open_talk, watch):
    talk, mine = await open_talk()
    async with house.served() as base:
        stream = await watch(base, talk, mine, last_event_id="9999999999999999999999")
        await say(client, talk, mine, "在吗", "c-1")
        assert (await stream.next("message"))["id"] == "1"
        await stream.cut()


async def test_two_tabs_see_the_same_order(house, client, open_talk, watch):
    talk, mine = await open_talk()
    async with house.served() as base:
        tabs = [await watch(base, talk, mine) for _ in range(2)]
        await asyncio.gather(*(say(client, talk, mine, f"问题{n}", f"c-{n}") for n in range(5)))
        seen = [[(await tab.next("message"))["data"] for _ in range(10)] for tab in tabs]
        assert seen[0] == seen[1]
        for tab in tabs:
            await tab.cut()


async def test_deltas_and_typing_pass_through_without_a_number(house, open_talk, watch):
    talk, mine = await open_talk()
    async with house.served() as base:
        stream = await watch(base, talk, mine)
        await stream.line(":")
        await house.bus.publish(News(talk, "typing", in_reply_to="m-1"))
        await house.bus.publish(News(talk, "delta", in_reply_to="m-1", text="您好"))
        assert await stream.next() == {"event": "typing", "data": '{"in_reply_to":"m-1"}'}
        assert await stream.next() == {"event": "delta", "data": '{"in_reply_to":"m-1","text":"您好"}'}
        await stream.cut()


async def test_an_event_whose_news_was_lost_comes_with_the_next_pulse(house, client, open_talk, watch):
    talk, mine = await open_talk()

    async def lose(_):
        return None

    async with house.served() as base:
        stream = await watch(base, talk, mine)
        await stream.line(":")
        house.bus.publish = lose
        await say(client, talk, mine, "在吗", "c-1")
        assert (await stream.next("message"))["id"] == "1"
        await stream.cut()


async def test_a_quiet_stream_has_a_heartbeat(house, open_talk, watch):
    talk, mine = await open_talk()
    async with house.served() as base:
        stream = await watch(base, talk, mine)
        assert await stream.line(":") == await stream.line(":") == ": still here"
        await stream.cut()


async def test_a_watcher_that_hangs_up_leaves_nothing_behind(house, open_talk, watch):
    talk, mine = await open_talk()
    async with house.served() as base:
        stream = await watch(base, talk, mine)
        await stream.line(":")
        assert house.talks.streams.watchers == 1
        await stream.cut()
        async with asyncio.timeout(5):
            while house.talks.streams.watchers:  # noqa: ASYNC110  # the server notices in its own time
                await asyncio.sleep(0.01)
        assert house.bus._boxes == {}


async def test_streams_of_one_talk_are_bounded(house, open_talk, watch):
    talk, mine = await open_talk()
    async with house.served() as base:
        streams = [await watch(base, talk, mine) for _ in range(8)]
        for stream in streams:
            await stream.line(":")
        refused = await watch(base, talk, mine)
        assert refused.head.startswith("HTTP/1.1 503")
        assert "retry-after: 5" in refused.head
        for stream in streams:
            await stream.cut()


async def test_a_stopping_server_ends_streams_and_takes_nothing_new(house, client, open_talk, watch):
    talk, mine = await open_talk()
    async with house.served() as base:
        stream = await watch(base, talk, mine)
        await stream.line(":")
        house.talks.stop_taking()
        async with asyncio.timeout(5):
            await stream.reader.readuntil(b"0\r\n\r\n")
        refused = await say(client, talk, mine, "在吗", "c-1")
        assert (refused.status_code, refused.json()["code"]) == (503, "queue_full")
        assert (await client.get("/readyz")).status_code == 503
