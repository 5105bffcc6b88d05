"""How fast, how small, how quick to import? Everything in one run, as one table.

`python -m benchmarks.run` measures: a message answered in process with 10,000 questions and 100,000 SKUs, beside a
plain BM25 answerer over the same texts; replies per second over HTTP; memory and start with the demo shop; the import
of 100,000 SKUs. Prints Markdown.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import bm25s
import rjieba

from benchmarks.big_shop import write_shop
from benchmarks.crashes import UNLIMITED, Server
from benchmarks.load import quantile
from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.adapters.files.reader import read_path
from xiaoer.bootstrap import offline
from xiaoer.bootstrap.brain import CLOCK
from xiaoer.core.dialogue.question import Question, Shopper
from xiaoer.core.shop.shop import Shop
from xiaoer.services.evaluation.golden import parse_golden
from xiaoer.services.knowledge import preview

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "shops" / "demo"
SKUS, FAQS, ASKED = 100_000, 10_000, 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure beside what it is held to."""

    name: str
    figure: str
    target: str = ""
    beside: str = ""


def main() -> None:
    """Measure everything and print the table."""
    os.environ.update(UNLIMITED)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for step in (lambda: in_process(folder), lambda: importing(folder), lambda: over_http(folder)):
            for row in step():
                print(f"| {row.name} | {row.figure} | {row.target} | {row.beside} |", flush=True)


def in_process(folder: Path) -> Iterator[Row]:
    """Measure one message through the whole flow without storage, in a large shop."""
    write_shop(folder / "big", skus=SKUS, faqs=FAQS)
    since = time.perf_counter()
    shop, orders = preview.shop_of(read_path(folder / "big"), shop_id="big", at=CLOCK.now())
    read_s = time.perf_counter() - since
    since = time.perf_counter()
    drafter = offline.drafter_of(shop, FolderOrders(orders), clock=CLOCK)
    index_s = time.perf_counter() - since
    asked = questions_of(shop)
    answered = _timed(asked, lambda text: asyncio.get_event_loop().run_until_complete(_draft(drafter, text)))
    plain = _timed(asked, plain_answerer(shop))
    yield Row("题目 / what", "measured", "bound", "plain BM25 beside it")
    yield Row("---", "---", "---", "---")
    yield Row("read 100,000 SKUs from csv (s)", f"{read_s:.1f}")
    yield Row("index 10,000 questions and 100,000 SKUs (s)", f"{index_s:.1f}")
    for share, bound in ((0.5, "3"), (0.95, "10")):
        mine, other = quantile(answered, share), quantile(plain, share)
        name = f"a message in process, p{round(share * 100)} (ms)"
        yield Row(name, f"{mine:.2f}", f"≤ {bound}", f"{other:.2f} (ratio {mine / other:.2f})")


async def _draft(drafter: object, text: str) -> None:
    await drafter.draft(Question(text, Shopper("bench")), shop_id="big")  # type: ignore[attr-defined]


def _timed(asked: list[str], answer: Callable[[str], object]) -> list[float]:
    for text in asked[:50]:
        answer(text)
    times = []
    for text in asked:
        since = time.perf_counter()
        answer(text)
        times.append((time.perf_counter() - since) * 1000)
    return times


def questions_of(shop: Shop) -> list[str]:
    """Return a mix of questions on goods and on written answers of a shop."""
    rng, asked = random.Random(3), []
    for _ in range(ASKED // 2):
        sku = rng.choice(shop.skus)
        asked.append(f"{sku.name}{sku.options[0][1]}{rng.choice(('多少钱', '有货吗', '有几种规格', '重量多少'))}")
        asked.append(rng.choice(rng.choice(shop.faqs).similar))
    return asked


def plain_answerer(shop: Shop) -> Callable[[str], str]:
    """Return the usual answerer: words, BM25 over names and questions, the text of the best hit."""
    documents = [(entry.question, entry.answer) for entry in shop.faqs]
    documents += [(f"{sku.name} {sku.option_text()}", str(sku.price)) for sku in shop.skus]
    retriever = bm25s.BM25()
    retriever.index([rjieba.cut_for_search(text) for text, _ in documents], show_progress=False)

    def answer(text: str) -> str:
        found, _ = retriever.retrieve([rjieba.cut_for_search(text)], k=1, show_progress=False)
        return documents[int(found[0][0])][1]

    return answer


def importing(folder: Path) -> Iterator[Row]:
    """Measure the import of the large shop by the command line."""
    since = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "xiaoer",
        "import",
        str(folder / "big"),
        "--data",
        str(folder / "data"),
        "--publish",
    ]
    subprocess.run(command, check=True, capture_output=True)
    yield Row("import and publish 100,000 SKUs (s)", f"{time.perf_counter() - since:.1f}", "≤ 60")


def over_http(folder: Path) -> Iterator[Row]:
    """Measure the server with the demo shop."""
    (folder / "http").mkdir()
    yield from asyncio.run(_over_http(folder / "http"))


async def _over_http(folder: Path) -> list[Row]:
    server = Server(folder / "data", DEMO)
    await server.start()
    await server.stop(signal.SIGTERM)
    since = time.perf_counter()
    await server.start()
    ready_s = time.perf_counter() - since
    assert server.process is not None
    idle_mb = resident_mb(server.process.pid)
    loaded = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.load", str(server.port), json.dumps(demo_questions())),
        stdout=subprocess.PIPE,
    )
    output, _ = await loaded.communicate()
    seen = json.loads(output)
    busy_mb = resident_mb(server.process.pid)
    await server.stop(signal.SIGTERM)
    return [
        Row("start until ready, demo shop (s)", f"{ready_s:.2f}", "≤ 3"),
        Row("resident memory after the start (MB)", f"{idle_mb:.0f}", "≤ 300"),
        Row("replies per second over HTTP, 32 connections", f"{seen['per_second']:.0f}", "≥ 300"),
        Row(
            "time to the reply, p50 / p95 / p99 (ms)",
            " / ".join(f"{seen[k]:.0f}" for k in ("p50_ms", "p95_ms", "p99_ms")),
        ),
        Row("failures", str(seen["failures"]), "0"),
        Row("resident memory after the load (MB)", f"{busy_mb:.0f}", "≤ 300"),
    ]


def demo_questions() -> list[str]:
    """Return every single-turn question of the demo shop's golden conversations."""
    files = sorted((ROOT / "tests" / "golden" / "demo").glob("*.toml"))
    golden = [parse_golden(file.read_text(encoding="utf-8"), name=file.name) for file in files]
    return [talk.turns[0].say for file in golden for talk in file.conversations if len(talk.turns) == 1]


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process in megabytes (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
