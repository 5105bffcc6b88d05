"""How is it told what the shoppers saw?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from benchmarks.model_load.machine import Loaded
from benchmarks.model_load.server import engine_of
from benchmarks.plot import Axis, Line, chart
from benchmarks.report import DOCS, FIGURES, Machine, quantile

PAGE, FIGURE, KEPT = DOCS / "benchmarks-model.md", "benchmark-model.svg", "benchmark-model.json"
NAMES = {
    "ours": "本系统",
    "uncached": "本系统,不用缓存",
    "usual": "常见检索提示,同一引擎",
    "other": "本系统,换用另一个引擎",
    "overload": "本系统,四倍顾客",
    "hour": "本系统,一小时",
}
HEAD = (
    "| | 引擎 | 消息 | 首字 p50/p95 毫秒 | 模型首字 p95 毫秒(现写的) | 模型整句 p95 秒 | 失败 | 拒绝(p95 毫秒) "
    "| 没轮到模型(p95 毫秒) | 未完成 | 每秒完成(模型现写) | 内存峰值/末 MB | 就绪/模型就绪 秒 |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n"
)
ENGINE_NAMES = {"local": "OpenVINO", "llamacpp": "xllamacpp"}
REFUSALS = frozenset((429, 503))


@dataclass(frozen=True, slots=True)
class Result:
    """What one server did under load; times in milliseconds."""

    kind: str
    engine: str
    messages: int
    first: tuple[float, ...]
    first_worded: tuple[float, ...]
    first_spoken: tuple[float, ...]  #: of those that were not kept
    turned_away: tuple[float, ...]  #: meant for the model, answered without it because it was full
    whole_worded: tuple[float, ...]
    refused: tuple[float, ...]
    rude: int  #: refusals without Retry-After
    failed: int
    unfinished: int
    worded: int
    kept: int
    fell_back: int
    per_second: float
    memory: tuple[int, int]
    ready: tuple[float, float]

    @staticmethod
    def of(kind: str, server: Loaded, told: str, *, shoppers: int, seconds: float) -> Result:
        """Return what the shoppers' JSON says."""
        seen = json.loads(told)
        asked = seen["asked"]
        good = [one for one in asked if one["status"] == 200 and not one["error"] and one["first"] >= 0]
        refused = [one for one in asked if one["status"] in REFUSALS]
        by_model = good if kind == "usual" else [one for one in good if one["worded"]]
        spoken = [one for one in by_model if not one["kept"]]
        first_worded = "first" if kind == "usual" else "first_worded"
        return Result(
            kind=kind,
            engine=ENGINE_NAMES[engine_of(kind)],
            messages=len(asked) + seen["unfinished"],
            first=_ms(good, "first"),
            first_worded=_ms(by_model, first_worded),
            first_spoken=_ms(spoken, first_worded),
            turned_away=_ms([one for one in good if one["to_model"] and one not in by_model], "whole"),
            whole_worded=_ms(spoken, "whole"),
            refused=_ms(refused, "whole"),
            rude=sum(not one["retry_after"] for one in refused),
            failed=len(asked) - len(good) - len(refused),
            unfinished=seen["unfinished"],
            worded=len(by_model),
            kept=len(by_model) - len(spoken),
            fell_back=sum(one["worded"] and one["fell_back"] for one in good),
            per_second=len(good) / seconds,
            memory=(server.peak_bytes // 1_000_000, server.last_bytes // 1_000_000),
            ready=(server.ready_s, server.model_ready_s),
        )

    def row(self) -> str:
        """Return the result as a row of Markdown."""
        cells = (
            NAMES[self.kind],
            self.engine,
            f"{self.messages}(模型 {self.worded},缓存 {self.kept},中途改口 {self.fell_back})",
            f"{quantile(self.first, 0.5):.0f} / {quantile(self.first, 0.95):.0f}",
            f"{quantile(self.first_worded, 0.95):.0f}({quantile(self.first_spoken, 0.95):.0f})",
            f"{quantile(self.whole_worded, 0.95) / 1000:.1f}",
            f"{self.failed}",
            _counted(self.refused),
            _counted(self.turned_away),
            f"{self.unfinished}",
            f"{self.per_second:.2f}({self.per_second * len(self.whole_worded) / max(len(self.first), 1):.2f})",
            f"{self.memory[0]} / {self.memory[1]}",
            f"{self.ready[0]:.1f} / {self.ready[1]:.1f}",
        )
        return "| " + " | ".join(cells) + " |\n"


def table(results: Sequence[Result]) -> str:
    """Return the results as a table of Markdown."""
    return HEAD + "".join(result.row() for result in results)


def write(measured: Sequence[Result], machine: Machine, *, shoppers: int, seconds: float) -> None:
    """Write the page and its picture; kinds that were not measured now stay as they were."""
    results = _with_kept(measured)
    day = datetime.now(UTC).date().isoformat()
    FIGURES.mkdir(exist_ok=True)
    (FIGURES / FIGURE).write_text(_chart(results), encoding="utf-8")
    (FIGURES / KEPT).write_text(json.dumps([asdict(result) for result in results]) + "\n", encoding="utf-8")
    text = TEXT.format(
        day=day, machine=machine.text(), shoppers=shoppers, seconds=round(seconds), table=table(results), figure=FIGURE
    )
    PAGE.write_text(text, encoding="utf-8")


TEXT = """# 带模型的负载测量

由 `python -m benchmarks.model_load` 生成,请勿手改。{day} 测于:{machine}

{shoppers} 位顾客,每人问一句、读完、想一会儿(指数分布,平均 30 秒)再问;预热之后计时 {seconds} 秒,
各系统先后运行、条件相同(隔开运行的,以各行最近一次为准)。
问题按 Zipf 分布抽取,四分之三是资料能直接回答的日常问题,其余由模型撰写
(这些问题和它们的依据由测量指定,其余各步都是产品本身)。压测程序是另一个进程,直接用 asyncio 收发,与服务共用上述处理器。

**模型的权重是随机的**,形状与 Qwen2.5-0.5B(Q4_0)完全一样:随机权重只会说乱码,所以测量时(只在测量时)
有一层外壳把它的词元逐个换成诚实回答的词元,再交给审核。引擎逐词元的计算与审核的耗时因此都是真的,回答的好坏则没有测。

{table}
“首字”是顾客看到第一个字的时间(所有消息);“模型首字”不算开头的引导语,包括缓存里审核过的回答,括号里只算现写的;
“模型整句”只算真正由模型现写的(不超过 60 个词元)。
“常见检索提示”把时间和顾客放在最前面、三段资料(按 500 字切块)贴在问题之前、每条消息都交给模型、不经审核直接转发。
“拒绝”是带 Retry-After 的 429 或 503;“没轮到模型”是本该由模型撰写、因为它满了而立刻改由资料或“不确定”回答的。
引擎按处理器选:有 VNNI 指令用 OpenVINO,没有则用 xllamacpp;“另一个引擎”是没选中的那个。
目标:首字 p50 ≤ 30 毫秒、p95 ≤ 300 毫秒,模型首字 p95 ≤ 500 毫秒,模型整句 p95 ≤ 4 秒,无失败;
内存 ≤ 1.6 GB、任何时候 ≤ 2.5 GB;四倍负载时拒绝在 100 毫秒以内,完成量不低于峰值的 80 %。

![首字时间](figures/{figure})
"""


def _counted(times_ms: Sequence[float]) -> str:
    return f"{len(times_ms)}({quantile(times_ms, 0.95):.0f})" if times_ms else "0"


def measured_kinds() -> frozenset[str]:
    """Return the kinds of server whose figures are kept."""
    return frozenset(result.kind for result in _with_kept(()))


def _with_kept(measured: Sequence[Result]) -> list[Result]:
    path = FIGURES / KEPT
    kept = [_read(one) for one in json.loads(path.read_text(encoding="utf-8"))] if path.is_file() else []
    newest = {result.kind: result for result in (*kept, *measured)}
    return [newest[kind] for kind in NAMES if kind in newest]


def _read(told: dict[str, object]) -> Result:
    return Result(**{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()})


def _chart(results: Sequence[Result]) -> str:
    lines = [Line(NAMES[result.kind], _curve(result.first)) for result in results if result.first]
    across = Axis("毫秒", (1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000, 90000), log=True)
    return chart("看到第一个字的时间(累积分布)", lines, across=across, up=Axis("%", (0, 25, 50, 75, 100)))


def _curve(times_ms: Sequence[float]) -> tuple[tuple[float, float], ...]:
    ordered = sorted(times_ms)
    return tuple((ordered[int(number / 100 * len(ordered))], float(number)) for number in range(1, 100))


def _ms(asked: Sequence[dict[str, float]], name: str) -> tuple[float, ...]:
    return tuple(round(one[name] * 1000, 1) for one in asked if one[name] >= 0)
