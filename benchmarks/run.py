"""How fast, how small, how quick to import? Everything in one run, as one table.

`python -m benchmarks.run` measures a message answered in process, in the demo shop and in one with 10,000 questions
and 100,000 SKUs, beside a plain BM25 answerer over the same texts; the import of 100,000 SKUs; start, memory and
replies per second over HTTP. It prints Markdown and writes `docs/benchmarks.md`; with the names of parts it only prints
those.
"""

from __future__ import annotations

import asyncio
import compileall
import gc
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import bm25s
import httpx2
import rjieba

from benchmarks.big_shop import write_shop
from benchmarks.crashes import UNLIMITED, Server
from benchmarks.plot import Line
from benchmarks.report import Machine, Row, distribution, quantile, write
from benchmarks.wordings import wordings
from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.adapters.files.reader import read_path
from xiaoer.bootstrap import offline
from xiaoer.bootstrap.brain import CLOCK
from xiaoer.cli.main import COLLECTED_EVERY
from xiaoer.core.dialogue.question import Question, Shopper
from xiaoer.core.shop.shop import Shop
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.evaluation.golden import parse_golden
from xiaoer.services.knowledge import preview

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "shops" / "demo"
SKUS, FAQS, ASKED = 100_000, 10_000, 1_000
CONNECTIONS = (1, 2, 4, 8, 16, 32, 64)
NEW_CONNECTIONS = (8, 32)
NEW_ASKED = 8_000  #: more than are answered in one run, so that none is asked twice
HELD_AT = 32  #: connections at which the bounds are held
LOAD_S = 6.0
IN_A_ROW = 25
STARTS = 3
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Measured:
    """What the parts found."""

    rows: list[Row] = field(default_factory=list)
    latency: list[Line] = field(default_factory=list)
    throughput: list[tuple[float, float]] = field(default_factory=list)

    def add(self, name: str, figure: str, bound: str = "", beside: str = "") -> None:
        """Note a figure and print it at once."""
        self.rows.append(Row(name, figure, bound, beside))
        print(self.rows[-1].line(), flush=True)


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds per message: by the wall, and of the processor."""

    wall: list[float]
    cpu: list[float]


def main() -> None:
    """Measure everything and write it down, or print the parts that are named."""
    parts = {"in_process": in_process, "importing": importing, "over_http": over_http}
    os.environ.update(UNLIMITED)
    compileall.compile_dir(ROOT / "src", quiet=1)  # as `make run` does
    found, load_before = Measured(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        write_shop(Path(scratch) / "big", skus=SKUS, faqs=FAQS)
        for name in sys.argv[1:] or parts:
            parts[name](Path(scratch), found)
    if len(sys.argv) == 1:
        write(found.rows, found.latency, Line("店小二", tuple(found.throughput), marks=True), Machine.seen(load_before))


def in_process(folder: Path, found: Measured) -> None:
    """Measure one message through the whole flow without storage, in a small and in a large shop."""
    gc.set_threshold(*COLLECTED_EVERY)
    for name, place, ask in (("演示店铺", DEMO, lambda _: demo_questions()), ("大店铺", folder / "big", questions_of)):
        since = time.process_time()
        shop, orders = preview.shop_of(read_path(place), shop_id="bench", at=CLOCK.now())
        read_s = time.process_time() - since
        drafter = offline.drafter_of(shop, FolderOrders(orders), clock=CLOCK)
        index_s = time.process_time() - since - read_s
        gc.freeze()
        size = f"{len(shop.skus):,} 个 SKU、{len(shop.faqs):,} 条问答"
        found.add(f"{name}({size}):读取 / 建索引,CPU(秒)", f"{read_s:.1f} / {index_s:.1f}")
        new = list(islice(wordings(shop), ASKED))
        fresh, _ = _side_by_side(new, (_answerer(drafter), lambda _: None))
        figures = (f"{quantile(fresh.wall, share):.2f}" for share in (0.5, 0.95))
        found.add(f"{name}:一条消息 p50 / p95(毫秒),每个问题都不同", " / ".join(figures), "≤ 3 / ≤ 10")
        found.add(f"{name}:同上,CPU 时间,平均(毫秒)", f"{statistics.mean(fresh.cpu):.2f}")
        mine, plain = _side_by_side(ask(shop), (_answerer(drafter), plain_answerer(shop)))
        for share, bound in ((0.5, "≤ 3"), (0.95, "≤ 10")):
            ours, other = quantile(mine.wall, share), quantile(plain.wall, share)
            beside = f"{other:.2f}({ours / other:.1f} 倍)"
            found.add(f"{name}:一条消息 p{share * 100:.0f}(毫秒)", f"{ours:.2f}", bound, beside)
        cpu = (statistics.mean(mine.cpu), statistics.mean(plain.cpu))
        found.add(f"{name}:一条消息的 CPU 时间,平均(毫秒)", f"{cpu[0]:.2f}", "", f"{cpu[1]:.2f}")
        found.latency += [
            distribution(f"店小二,{name}", mine.wall),
            distribution(f"朴素 BM25,{name}", plain.wall),
        ]


def _answerer(drafter: Drafter) -> Callable[[str], object]:
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(drafter.draft(Question(text, Shopper("bench")), shop_id="bench"))


def _side_by_side(asked: list[str], answerers: tuple[Callable[[str], object], ...]) -> list[Times]:
    """Ask every answerer in turn, some questions at a time, so that a busy spell of the machine meets all of them."""
    times = [Times([], []) for _ in answerers]
    for start in range(0, len(asked), IN_A_ROW):
        part = asked[start : start + IN_A_ROW]
        for answer, seen in zip(answerers, times, strict=True):
            # The first one, not counted, calls back into the processor's cache what this answerer works with.
            for text in (asked[start - 1], *part):
                wall, cpu = time.perf_counter(), time.process_time()
                answer(text)
                seen.wall.append((time.perf_counter() - wall) * 1000)
                seen.cpu.append((time.process_time() - cpu) * 1000)
            del seen.wall[-len(part) - 1], seen.cpu[-len(part) - 1]
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
        hits, _ = retriever.retrieve([rjieba.cut_for_search(text)], k=1, show_progress=False)
        return documents[int(hits[0][0])][1]

    return answer


def importing(folder: Path, found: Measured) -> None:
    """Measure the import of the large shop by the command line."""
    source, data = str(folder / "big"), str(folder / "data")
    since = time.perf_counter()
    command = [sys.executable, "-m", "xiaoer", "import", source, "--data", data, "--publish"]
    subprocess.run(command, check=True, capture_output=True)
    found.add(f"命令行导入并发布 {SKUS:,} 个 SKU(秒)", f"{time.perf_counter() - since:.1f}", "≤ 60")


def over_http(folder: Path, found: Measured) -> None:
    """Measure the server with the demo shop."""
    (folder / "http").mkdir()
    asyncio.run(_over_http(folder / "http", found))


async def _over_http(folder: Path, found: Measured) -> None:
    server = Server(folder / "data", DEMO)
    wall, cpu = await _start(server)
    found.add("首次启动到可应答(含导入演示店铺;秒) / 其中 CPU", f"{wall:.2f} / {cpu:.2f}", "≤ 3")
    starts = []
    for _ in range(STARTS):
        await server.stop(signal.SIGTERM)
        starts.append(await _start(server))
    wall, cpu = sorted(starts)[STARTS // 2]
    found.add(f"再次启动到可应答({STARTS} 次的中位数;秒) / 其中 CPU", f"{wall:.2f} / {cpu:.2f}", "≤ 3")
    assert server.process is not None
    pid = server.process.pid
    found.add("启动后的常驻内存(MB)", f"{resident_mb(pid):.0f}", "≤ 300")
    first = await _first_replies(server)
    found.add("启动后第 1 条回复 / 第 2 至 20 条的中位数(毫秒)", f"{first[0]:.0f} / {statistics.median(first[1:]):.0f}")
    usual = _written(folder / "usual.json", demo_questions())
    for connections in CONNECTIONS:
        found.throughput.append((connections, await _load(server, connections, usual, found)))
    asked = wordings(preview.shop_of(read_path(DEMO), shop_id="bench", at=CLOCK.now())[0])
    for connections in NEW_CONNECTIONS:
        new = _written(folder / f"new-{connections}.json", list(islice(asked, NEW_ASKED)))
        await _load(server, connections, new, found, kind=",每个问题都是第一次问")
    found.add("压测后的常驻内存(MB)", f"{resident_mb(pid):.0f}", "≤ 300")
    await server.stop(signal.SIGTERM)


def _written(file: Path, questions: list[str]) -> Path:
    file.write_text(json.dumps(questions), encoding="utf-8")
    return file


async def _start(server: Server) -> tuple[float, float]:
    """Start the server; return the seconds until it can answer, by the wall and of the processor."""
    since = time.perf_counter()
    await server.start()
    assert server.process is not None
    return time.perf_counter() - since, cpu_s(server.process.pid)


async def _first_replies(server: Server) -> list[float]:
    times = []
    async with httpx2.AsyncClient() as http:
        await http.get(f"{server.base}/healthz")
        for text in demo_questions()[:20]:
            since = time.perf_counter()
            (await http.post(f"{server.base}/ai-reply", json={"query": text})).raise_for_status()
            times.append((time.perf_counter() - since) * 1000)
    return times


async def _load(server: Server, connections: int, questions: Path, found: Measured, *, kind: str = "") -> float:
    """Ask over so many connections, note what was seen, and return the replies per second."""
    assert server.process is not None
    cpu = cpu_s(server.process.pid)
    loaded = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.load", str(server.port), str(questions)),
        *("--connections", str(connections), "--seconds", str(LOAD_S)),
        stdout=subprocess.PIPE,
    )
    output, _ = await loaded.communicate()
    seen = json.loads(output)
    cpu_ms = (cpu_s(server.process.pid) - cpu) * 1000 / max(1, seen["replies"])
    bound = "≥ 300" if connections == HELD_AT else ""
    times = " / ".join(f"{seen[key]:.0f}" for key in ("p50_ms", "p95_ms", "p99_ms"))
    found.add(f"每秒回复数,{connections} 个连接{kind}", f"{seen['per_second']:.0f}", bound)
    name = f"{connections} 个连接{kind}:p50 / p95 / p99(毫秒);每条回复的服务端 CPU(毫秒);失败"
    found.add(name, f"{times};{cpu_ms:.2f};{seen['failures']}")
    return float(seen["per_second"])


def demo_questions() -> list[str]:
    """Return every single-turn question of the demo shop's golden conversations."""
    return list(_demo_questions())


def _demo_questions() -> Iterator[str]:
    for file in sorted((ROOT / "tests" / "golden" / "demo").glob("*.toml")):
        for talk in parse_golden(file.read_text(encoding="utf-8"), name=file.name).conversations:
            if len(talk.turns) == 1:
                yield talk.turns[0].say


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process in megabytes (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def cpu_s(pid: int) -> float:
    """Return the processor time that a process has used, in seconds (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
