"""How much memory does a server take with all its processes, and when is it ready?"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

READY_S, MODEL_READY_S = 60.0, 180.0
LOOK_S = 0.2
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(slots=True)
class Loaded:
    """A server under load as a process of its own."""

    kind: str
    folder: Path
    shop: Path
    model: Path
    port: int = 0
    ready_s: float = 0.0
    model_ready_s: float = 0.0
    peak_bytes: int = 0
    last_bytes: int = 0
    process: asyncio.subprocess.Process | None = None
    _watching: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self) -> None:
        """Start the server and wait until its model is ready."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        since = time.perf_counter()
        data = self.folder / f"data-{self.kind}"
        arguments = (self.kind, str(self.port), str(data), str(self.shop), str(self.model))
        with (self.folder / f"{self.kind}.log").open("wb") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "benchmarks.model_load.server", *arguments, stdout=log, stderr=log
            )
        await self._await(lambda parts: True, READY_S)
        self.ready_s = time.perf_counter() - since
        await self._await(lambda parts: parts.get("model") == "ok", MODEL_READY_S)
        self.model_ready_s = time.perf_counter() - since
        self._watching.append(asyncio.create_task(self._watch()))

    async def _await(self, holds: object, limit_s: float) -> None:
        until = time.perf_counter() + limit_s
        async with httpx2.AsyncClient(timeout=5) as http:
            while time.perf_counter() < until:
                if self.process is None or self.process.returncode is not None:
                    raise RuntimeError(f"the server ended; see {self.folder / self.kind}.log")
                try:
                    told = (await http.get(f"http://127.0.0.1:{self.port}/readyz")).json()
                    parts = {part["name"]: part["status"] for part in told.get("parts", ())}
                    if callable(holds) and holds(parts):
                        return
                except (httpx2.HTTPError, json.JSONDecodeError):
                    pass
                await asyncio.sleep(LOOK_S)
        raise RuntimeError(f"{self.kind} was not ready in time")

    async def _watch(self) -> None:
        while self.process is not None:
            self.last_bytes = resident_bytes(self.process.pid)
            self.peak_bytes = max(self.peak_bytes, self.last_bytes)
            await asyncio.sleep(1.0)

    async def stop(self) -> None:
        """End the server."""
        for task in self._watching:
            task.cancel()
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self.process.wait(), 30)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process and all its descendants."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(map(_resident, family))


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError, ValueError):
        return 0
