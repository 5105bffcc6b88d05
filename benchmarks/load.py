"""How many replies a second does the server give, and how fast? A raw asyncio client in a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.report import quantile


@dataclass(frozen=True, slots=True)
class Load:
    """What the client saw; times in milliseconds."""

    replies: int
    failures: int
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float


async def drive(host: str, port: int, *, connections: int, seconds: float, questions: list[str]) -> Load:
    """Ask questions over kept-alive connections, each as soon as its last one is answered."""
    times: list[float] = []
    failures = 0
    until = time.perf_counter() + seconds

    async def one(number: int) -> None:
        nonlocal failures
        reader, writer = await asyncio.open_connection(host, port)
        turn = number
        while time.perf_counter() < until:
            body = json.dumps({"query": questions[turn % len(questions)], "user_id": f"u{number}-{turn}"}).encode()
            since = time.perf_counter()
            status = await _post(reader, writer, host, body)
            times.append((time.perf_counter() - since) * 1000)
            failures += status != 200
            turn += connections
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(connections)))
    took = time.perf_counter() - started
    good = len(times) - failures
    return Load(good, failures, good / took, quantile(times, 0.5), quantile(times, 0.95), quantile(times, 0.99))


async def _post(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, body: bytes) -> int:
    length = f"Content-Length: {len(body)}"
    lines = ("POST /ai-reply HTTP/1.1", f"Host: {host}", "Content-Type: application/json", length)
    head = "\r\n".join((*lines, "", ""))
    writer.write(head.encode() + body)
    answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    await reader.readexactly(int(answer.split("content-length:")[1].split("\r\n")[0]))
    return int(answer.split(" ")[1])


def main() -> None:
    """Drive a server and print the result as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("questions", type=Path, help="a file with a JSON list of questions")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=10.0)
    given = parser.parse_args()
    questions = json.loads(given.questions.read_text(encoding="utf-8"))
    load = asyncio.run(
        drive("127.0.0.1", given.port, connections=given.connections, seconds=given.seconds, questions=questions)
    )
    print(json.dumps(asdict(load)))


if __name__ == "__main__":
    main()
