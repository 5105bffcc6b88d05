"""What does a browser test play on? The real application with fakes behind it, the real program, and a foreign page."""

from __future__ import annotations

import asyncio
import http.server
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Coroutine
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from tests.e2e.programs import DEMO, ROOT
from tests.integration.house import House
from xiaoer.ports import News

T = TypeVar("T")
READY_S = 30


@dataclass
class Stage:
    """The application in a thread of its own; the test moves what stands behind it."""

    house: House
    base: str = ""
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    @contextmanager
    def playing(self):
        up, over = threading.Event(), asyncio.Event()

        async def play() -> None:
            async with self.house.served() as base:
                self.base = base
                up.set()
                await over.wait()

        thread = threading.Thread(target=lambda: self.loop.run_until_complete(play()), daemon=True)
        thread.start()
        assert up.wait(10)
        try:
            yield self
        finally:
            self.loop.call_soon_threadsafe(self.house.answerer.gate.set)
            self.loop.call_soon_threadsafe(over.set)
            thread.join(10)
            self.loop.close()

    def do(self, work: Coroutine[object, object, T]) -> T:
        """Run something in the application's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def hold(self) -> None:
        """Hold every answer back."""
        self.loop.call_soon_threadsafe(self.house.answerer.gate.clear)

    def release(self) -> None:
        """Let the answers go."""
        self.loop.call_soon_threadsafe(self.house.answerer.gate.set)

    @property
    def talk(self) -> str:
        """Return the newest talk."""
        return list(self.house.conversations.talks)[-1]

    def said(self, role: str = "") -> list[str]:
        """Return what has been said in the newest talk."""
        events = self.house.conversations.log[self.talk]
        return [event.text for event in events if event.kind == "message" and role in {"", event.role}]

    def tell(self, news: News) -> None:
        """Publish news as another part of the server would."""
        self.do(self.house.bus.publish(news))

    def write(self, text: str) -> None:
        """Stream a piece of the answer to the newest message."""
        asked = [event for event in self.house.conversations.log[self.talk] if event.role == "shopper"][-1]
        self.tell(News(self.talk, "delta", in_reply_to=asked.message_id, text=text))

    def add(self, event: object) -> None:
        """Store an event and tell of it."""
        stored = self.do(self.house.conversations.append(event))
        self.tell(News(stored.conversation_id, "event", seq=stored.seq))


@dataclass
class Program:
    """The real program on one data folder and one port, to be killed and started again."""

    data: Path
    port: int
    process: subprocess.Popen | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "xiaoer", "serve", "--port", str(self.port), "--data", str(self.data)]
        with (self.data.parent / "told").open("ab") as told:
            self.process = subprocess.Popen([*command, "--shop", str(DEMO)], cwd=ROOT, stdout=told, stderr=told)
        until = time.monotonic() + READY_S
        while not self.ready():
            assert self.process.poll() is None, (self.data.parent / "told").read_text(encoding="utf-8")
            assert time.monotonic() < until
            time.sleep(0.1)

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base}/readyz", timeout=1) as response:
                return response.status == 200
        except OSError:
            return False

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def foreign_site(folder: Path):
    """Serve a folder as another origin, a shop's own site."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return None

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
