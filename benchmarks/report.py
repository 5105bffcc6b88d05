"""What was measured, on what machine, and where is it written down?"""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.plot import Axis, Line, chart, ticks_to

DOCS = Path(__file__).parents[1] / "docs"
PAGE, FIGURES = DOCS / "benchmarks.md", DOCS / "figures"
LATENCY, THROUGHPUT = "benchmark-latency.svg", "benchmark-throughput.svg"
SHARES = tuple(number / 100 for number in range(1, 100))


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure with what it is held to and what a plain BM25 answerer needs for the same."""

    name: str
    figure: str
    bound: str = ""
    beside: str = ""

    def line(self) -> str:
        """Return the row as Markdown."""
        return f"| {self.name} | {self.figure} | {self.bound} | {self.beside} |"


@dataclass(frozen=True, slots=True)
class Machine:
    """What the figures were measured on, with how busy it was with other work."""

    processor: str
    cores: int
    memory_gb: float
    python: str
    load: tuple[float, float]  #: over one minute, before and after

    @staticmethod
    def seen(load_before: float) -> Machine:
        """Return this machine."""
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        cores, python = len(os.sched_getaffinity(0)), platform.python_version()
        return Machine(_processor(), cores, memory, python, (load_before, os.getloadavg()[0]))

    def text(self) -> str:
        """Return the machine in one paragraph."""
        system = f"{platform.system()} {platform.machine()}"
        return (
            f"{self.cores} 核({self.processor}),内存 {self.memory_gb:.0f} GB,{system},Python {self.python},"
            f"SQLite {sqlite3.sqlite_version}。测量开始前机器的 1 分钟平均负载为 {self.load[0]:.2f},"
            f"结束时(含测量本身)为 {self.load[1]:.2f}。"
        )


HEAD = """# 性能测量

由 `make bench` 生成,请勿手改。{day} 测于:{machine}

每一项都在同一次运行里测出;“朴素 BM25”是常见做法(分词、BM25、取第一条),
与本系统交替回答同样的问题,因此机器忙闲对两者影响相同。
测试环境另有别的工作在跑时,墙上时间会偏大,以“CPU 时间”为准。

| 项目 | 测得 | 目标 | 朴素 BM25 |
|---|---|---|---|
"""
TAIL = """
## 单条消息的耗时分布

{latency_note}

![耗时分布](figures/{latency})

## 并发与吞吐

{throughput_note}

![吞吐](figures/{throughput})

## 如何重测

```sh
make bench                                  # 全部,并重写本页
.venv/bin/python -m benchmarks.run over_http  # 只测一部分,只打印:in_process、importing、over_http
.venv/bin/python -m benchmarks.soak           # 反复 kill -9 的可靠性测试
```
"""
LATENCY_NOTE = (
    "进程内走完整条流程(理解、拦截、检索、取数、作答、复核),不含存储和网络;"
    "横轴为毫秒(对数),纵轴为不超过该耗时的消息占比。"
)
THROUGHPUT_NOTE = (
    "`POST /ai-reply`,演示店铺,每条消息两次落盘(收下、答完)后才回复;压测程序是另一个进程,与服务共用上述处理器。"
)


def write(rows: Sequence[Row], latency: Sequence[Line], throughput: Line, machine: Machine) -> None:
    """Write the page and its two pictures."""
    FIGURES.mkdir(exist_ok=True)
    (FIGURES / LATENCY).write_text(_latency_chart(latency), encoding="utf-8")
    (FIGURES / THROUGHPUT).write_text(_throughput_chart(throughput), encoding="utf-8")
    head = HEAD.format(day=datetime.now(UTC).date().isoformat(), machine=machine.text())
    tail = TAIL.format(
        latency=LATENCY, throughput=THROUGHPUT, latency_note=LATENCY_NOTE, throughput_note=THROUGHPUT_NOTE
    )
    PAGE.write_text(head + "".join(f"{row.line()}\n" for row in rows) + tail, encoding="utf-8")


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def distribution(name: str, times_ms: Sequence[float]) -> Line:
    """Return how many messages took at most how long, as a curve."""
    ordered = sorted(times_ms)
    return Line(name, tuple((ordered[int(share * len(ordered))], share * 100) for share in SHARES))


def _latency_chart(lines: Sequence[Line]) -> str:
    across = Axis("毫秒", (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50), log=True)
    return chart("单条消息耗时的累积分布", lines, across=across, up=Axis("%", (0, 25, 50, 75, 100)))


def _throughput_chart(line: Line) -> str:
    connections = tuple(x for x, _ in line.points)
    up = Axis("回复/秒", ticks_to(max(y for _, y in line.points)))
    return chart("每秒回复数与并发连接数", (line,), across=Axis("连接数", connections, log=True), up=up)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
