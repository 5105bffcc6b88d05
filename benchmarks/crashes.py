"""Does anything get lost or answered twice when the server is killed at any moment?

Clients write messages over HTTP while the server is killed with SIGKILL and started again; afterwards every message
that was accepted must be there once, in order, with exactly one end.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

READY_TIMEOUT_S = 60.0
SETTLE_TIMEOUT_S = 60.0
QUESTIONS = ("包邮吗", "几天能到", "怎么退货", "能开发票吗", "有什么活动", "你好", "这个词库里没有的怪问题")
UNLIMITED = {"XIAOER_LIMITS__MESSAGES": "1000000", "XIAOER_LIMITS__ADDRESS_MESSAGES": "1000000"}


@dataclass(slots=True)
class Client:
    """One shopper, who sends each message again until it is accepted."""

    base: str
    seed: int
    conversation: str = ""
    token: str = ""
    sent: list[tuple[str, str]] = field(default_factory=list)  #: client message id and text, in order
    accepted: dict[str, str] = field(default_factory=dict)  #: client message id -> message id

    async def talk(self, http: httpx2.AsyncClient, stop: asyncio.Event) -> None:
        """Write messages until told to stop; the last one is brought to its end."""
        rng = random.Random(self.seed)
        while not self.conversation:
            await self._open(http)
        while not stop.is_set():
            name = f"c{self.seed}-{len(self.sent)}"
            text = f"{rng.choice(QUESTIONS)} {len(self.sent)}"
            self.sent.append((name, text))
            while name not in self.accepted:
                await self._send(http, name, text)

    async def _open(self, http: httpx2.AsyncClient) -> None:
        try:
            answer = await http.post(f"{self.base}/api/conversations", json={})
            if answer.status_code == 201:
                self.conversation, self.token = answer.json()["id"], answer.json()["token"]
        except httpx2.HTTPError:
            await asyncio.sleep(0.05)

    async def _send(self, http: httpx2.AsyncClient, name: str, text: str) -> None:
        body = {"client_message_id": name, "text": text}
        url = f"{self.base}/api/conversations/{self.conversation}/messages"
        try:
            answer = await http.post(url, json=body, headers=self.headers)
        except httpx2.HTTPError:
            await asyncio.sleep(0.05)
            return
        if answer.status_code == 202:
            self.accepted[name] = answer.json()["message_id"]
        else:
            await asyncio.sleep(0.05)

    @property
    def headers(self) -> dict[str, str]:
        """What shows that the conversation is hers."""
        return {"Authorization": f"Bearer {self.token}"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a campaign found; all but `accepted` and `rounds` must be 0."""

    rounds: int
    accepted: int
    lost: int
    doubled: int
    without_end: int
    answered_twice: int
    out_of_order: int

    @property
    def clean(self) -> bool:
        """Whether nothing went wrong."""
        return not any((self.lost, self.doubled, self.without_end, self.answered_twice, self.out_of_order))


class Server:
    """The real program as a process of its own."""

    def __init__(self, data: Path, shop: Path) -> None:
        self._data, self._shop = data, shop
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the server and wait until it can answer."""
        log = (self._data.parent / "server.log").open("ab")
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "xiaoer", "serve", "--port", str(self.port)),
            *("--data", str(self._data), "--shop", str(self._shop)),
            env={**os.environ, **UNLIMITED},
            stdout=log,
            stderr=log,
        )
        log.close()
        async with httpx2.AsyncClient(timeout=2) as http:
            for _ in range(int(READY_TIMEOUT_S / 0.05)):
                if self.process.returncode is not None:
                    raise RuntimeError(f"the server stopped with exit code {self.process.returncode}")
                try:
                    if (await http.get(f"{self.base}/readyz")).status_code == 200:
                        return
                except httpx2.HTTPError:
                    pass
                await asyncio.sleep(0.05)
        raise RuntimeError("the server was not ready in time")

    async def stop(self, with_signal: signal.Signals) -> int:
        """Send a signal and return the exit code."""
        assert self.process is not None
        self.process.send_signal(with_signal)
        return await self.process.wait()


async def campaign(folder: Path, shop: Path, *, rounds: int, clients: int, longest_life_s: float, seed: int) -> Verdict:
    """Kill the server `rounds` times under load and return what became of the messages."""
    rng, server = random.Random(seed), Server(folder / "data", shop)
    writers = [Client(server.base, number) for number in range(clients)]
    stop = asyncio.Event()
    await server.start()
    async with httpx2.AsyncClient(timeout=10) as http:
        tasks = [asyncio.create_task(writer.talk(http, stop)) for writer in writers]
        for _ in range(rounds):
            await asyncio.sleep(rng.uniform(0.05, longest_life_s))
            await server.stop(signal.SIGKILL)
            await server.start()
        stop.set()
        await asyncio.gather(*tasks)
        events = [await _settled(http, writer) for writer in writers]
    await server.stop(signal.SIGTERM)
    return judge(writers, events, rounds=rounds)


async def _settled(http: httpx2.AsyncClient, writer: Client) -> list[dict[str, object]]:
    """Return the messages of a conversation once every one of the shopper's has an answer, or time is up."""
    for _ in range(int(SETTLE_TIMEOUT_S / 0.2)):
        events = await _history(http, writer)
        asked = {event["message_id"] for event in events if event["role"] == "shopper"}
        if asked <= {event["in_reply_to"] for event in events}:
            return events
        await asyncio.sleep(0.2)
    return events


async def _history(http: httpx2.AsyncClient, writer: Client) -> list[dict[str, object]]:
    events: list[dict[str, object]] = []
    while True:
        after = events[-1]["seq"] if events else 0
        url = f"{writer.base}/api/conversations/{writer.conversation}/messages?after={after}&limit=100"
        page = (await http.get(url, headers=writer.headers)).json()["messages"]
        if not page:
            return events
        events += page


def judge(writers: Sequence[Client], events: Sequence[list[dict[str, object]]], *, rounds: int) -> Verdict:
    """Compare what the clients were told with what is stored."""
    totals: Counter[str] = Counter()
    for writer, stored in zip(writers, events, strict=True):
        asked = [event for event in stored if event["role"] == "shopper"]
        answers = Counter(event["in_reply_to"] for event in stored if event["role"] == "assistant")
        ids = Counter(event["message_id"] for event in asked)
        texts = [event["text"] for event in asked]
        wanted = [text for name, text in writer.sent if name in writer.accepted]
        totals["accepted"] += len(writer.accepted)
        totals["lost"] += sum(ids[message] == 0 for message in writer.accepted.values())
        totals["doubled"] += len(texts) - len(set(texts))
        totals["without_end"] += sum(answers[event["message_id"]] == 0 for event in asked)
        totals["answered_twice"] += sum(count > 1 for count in answers.values())
        totals["out_of_order"] += texts != wanted
    return Verdict(
        rounds,
        totals["accepted"],
        totals["lost"],
        totals["doubled"],
        totals["without_end"],
        totals["answered_twice"],
        totals["out_of_order"],
    )
