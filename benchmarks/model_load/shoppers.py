"""How long do a hundred shoppers wait? `python -m benchmarks.model_load.shoppers PORT MIX …`, in a process of its own.

Each shopper asks over raw asyncio, reads the stream to its end, thinks for an exponential time, and asks again. They
come in one by one over the first think time, and nothing counts before the warm-up is over.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.model_load.shop import Mix

OPENING = re.compile("^关于“[^”]*”:$")
UNSURE = "我需要为您查询"  # how the demo shop's unsure reply begins
TIMEOUT_S = 90.0


@dataclass(slots=True)
class Asked:
    """One message: seconds from sending it; -1 where it never came."""

    sent: float
    first: float = -1.0
    first_worded: float = -1.0
    whole: float = -1.0
    status: int = 0
    retry_after: bool = False
    to_model: bool = False  #: a question that the data do not answer
    worded: bool = False
    kept: bool = False  #: the whole reply came in one piece
    fell_back: bool = False  #: the model's turn ended in the unsure reply
    error: str = ""


@dataclass(slots=True)
class Seen:
    """What the shoppers saw within the measured time."""

    asked: list[Asked] = field(default_factory=list)
    unfinished: int = 0


async def play(port: int, mix: Mix, given: argparse.Namespace) -> Seen:
    """Let the shoppers talk and return what counts."""
    seen, start = Seen(), time.perf_counter()
    counts_from, until = start + given.warm_up, start + given.warm_up + given.seconds
    live: dict[int, Asked] = {}

    async def one(number: int) -> None:
        rng = random.Random(given.seed * 1000 + number)
        await asyncio.sleep(rng.expovariate(1 / given.think))
        while time.perf_counter() < until:
            text, to_model = mix.draw(rng)
            live[number] = asked = Asked(time.perf_counter(), to_model=to_model)
            await _ask(port, text, f"u{number}", asked)
            if counts_from <= asked.sent < until:
                seen.asked.append(asked)
            del live[number]
            await asyncio.sleep(rng.expovariate(1 / given.think))

    tasks = [asyncio.create_task(one(number)) for number in range(given.shoppers)]
    await asyncio.sleep(until - time.perf_counter())
    seen.unfinished = sum(counts_from <= asked.sent for asked in live.values())
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return seen


async def _ask(port: int, text: str, user: str, asked: Asked) -> None:
    try:
        async with asyncio.timeout(TIMEOUT_S):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                await _exchange(reader, writer, text, user, asked)
            finally:
                writer.close()
    except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
        asked.error = type(error).__name__


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, text: str, user: str, asked: Asked
) -> None:
    body = json.dumps(
        {"model": "xiaoer", "stream": True, "user": user, "messages": [{"role": "user", "content": text}]}
    ).encode()
    lines = ("POST /v1/chat/completions HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json")
    head = "\r\n".join((*lines, f"Content-Length: {len(body)}", "Connection: close", "", ""))
    asked.sent = time.perf_counter()
    writer.write(head.encode() + body)
    answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    asked.status, asked.retry_after = int(answer.split(" ")[1]), "retry-after:" in answer
    pieces = 0
    async for line in reader:
        if not line.startswith(b"data: ") or line.startswith(b"data: [DONE]"):
            continue
        chunk = json.loads(line[6:])
        if "error" in chunk:
            asked.error = str(chunk["error"])
            break
        content = chunk["choices"][0]["delta"].get("content") if chunk["choices"] else ""
        if content:
            pieces += 1
            _note(asked, content, pieces)
    asked.whole = time.perf_counter() - asked.sent


def _note(asked: Asked, content: str, pieces: int) -> None:
    now = time.perf_counter() - asked.sent
    if asked.first < 0:
        asked.first = now
    asked.fell_back |= UNSURE in content
    if pieces == 1 and OPENING.match(content):
        asked.worded = True
    elif pieces == 1 and content.startswith("关于“"):
        asked.worded = asked.kept = True
    if asked.worded and asked.first_worded < 0 and not OPENING.match(content):
        asked.first_worded = now


def main() -> None:
    """Play and print what was seen as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("mix", type=Path)
    parser.add_argument("--shoppers", type=int, default=100)
    parser.add_argument("--think", type=float, default=30.0)
    parser.add_argument("--warm-up", type=float, default=90.0)
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    told = json.loads(given.mix.read_text(encoding="utf-8"))
    seen = asyncio.run(play(given.port, Mix(tuple(told["routine"]), tuple(told["worded"])), given))
    print(json.dumps({"asked": [asdict(asked) for asked in seen.asked], "unfinished": seen.unfinished}))


if __name__ == "__main__":
    main()
