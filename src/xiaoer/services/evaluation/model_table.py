"""How do models compare, as a table to read, as data, and as a picture?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from html import escape
from typing import Any

from xiaoer.services.evaluation.speed import Speed, Throughput

WIDTH, ROW_HEIGHT, LEFT, TOP = 760, 74, 190, 56
COLOURS = ("#1d4ed8", "#15803d", "#c2410c")
TITLE = "每秒词元数:1、8、32 位顾客同时(越长越快)"
HEADS = (
    "模型",
    "权重",
    "参数",
    "文件",
    "加载",
    "内存",
    "首字",
    "{prompt} 入 {answer} 出",
    "词元/秒(1 / 8 / 32 位顾客)",
    "流式",
    "准确率",
)
EMPTY = "—"
REMARKS = """
- 速度是在这台机器上实测的({machine}),每行单独运行。首字和延迟取 {repetitions} 次(很慢的模型更少)的中位数,
  每次的提示都不同,缓存帮不上忙。
- 标“随机”的行没有真实权重:用同样尺寸的随机权重测速度和内存,它说的话没有意义,所以准确率留空。
- 标“替身”的行:引擎不认识原来的架构,用同样尺寸的 Qwen2 架构代替。
- 要在自己的机器上比较:`xiaoer bench models --weights 模型名=文件.gguf`。
"""


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model as it was measured; what could not be measured is none, and `trouble` says why."""

    name: str
    weights: str  #: the real file, or that they are random, or a stand-in
    parameters: int
    size_bytes: int
    load_s: float | None = None
    memory_bytes: int | None = None
    speed: Speed | None = None
    accuracy: float | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows, and where and how they were measured."""

    machine: str
    engine: str
    repetitions: int
    rows: tuple[ModelRow, ...]


def with_kept(comparison: Comparison, text: str) -> Comparison:
    """Return the comparison with the rows of an earlier one, as JSON, of models that were not measured now.

    What another machine or engine did is left out.
    """
    told = json.loads(text)
    if (told.get("machine"), told.get("engine")) != (comparison.machine, comparison.engine):
        return comparison
    rows = {row.name: row for row in (*map(_row, told["rows"]), *comparison.rows)}
    return replace(comparison, rows=tuple(sorted(rows.values(), key=lambda row: row.parameters)))


def _row(told: dict[str, Any]) -> ModelRow:
    speed = told.pop("speed")
    if speed is not None:
        throughput = tuple(Throughput(**each) for each in speed.pop("throughput"))
        speed = Speed(throughput=throughput, **speed)
    return ModelRow(speed=speed, **told)


def as_json(comparison: Comparison) -> str:
    """Return the comparison as JSON text."""
    return json.dumps(asdict(comparison), ensure_ascii=False, indent=2) + "\n"


def as_markdown(comparison: Comparison, *, picture: str) -> str:
    """Return the comparison as a page."""
    first = next((row.speed for row in comparison.rows if row.speed is not None), None)
    heads = [
        head.format(prompt=first.prompt_tokens if first else "", answer=first.answer_tokens if first else "")
        for head in HEADS
    ]
    lines = [
        "# 模型比较",
        "",
        "由 `xiaoer bench models` 生成。",
        "",
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
        *(f"| {' | '.join(_cells(row))} |" for row in comparison.rows),
        "",
        f"![{TITLE}]({picture})",
        REMARKS.format(machine=f"{comparison.machine},引擎 {comparison.engine}", repetitions=comparison.repetitions),
    ]
    return "\n".join(lines)


def as_picture(comparison: Comparison) -> str:
    """Return the tokens a second as bars, an SVG picture."""
    rows = [row for row in comparison.rows if row.speed is not None]
    most = max((each.tokens_per_s for row in rows if row.speed for each in row.speed.throughput), default=1.0)
    height = TOP + ROW_HEIGHT * len(rows) + 16
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' role='img'"
        " font-family='system-ui, sans-serif' font-size='12'>",
        f"<title>{escape(TITLE)}</title>",
        f"<rect width='{WIDTH}' height='{height}' fill='#ffffff'/>",
        f"<text x='16' y='26' font-size='15' fill='#111827'>{escape(TITLE)}</text>",
    ]
    for number, row in enumerate(rows):
        parts += _bars(row, TOP + ROW_HEIGHT * number, most)
    return "\n".join((*parts, "</svg>", ""))


def _cells(row: ModelRow) -> tuple[str, ...]:
    speed = row.speed
    shared = " / ".join(f"{each.tokens_per_s:.0f}" for each in speed.throughput) if speed else row.trouble or EMPTY
    return (
        row.name,
        row.weights,
        f"{row.parameters / 1e9:.2f} B",
        f"{row.size_bytes / 1e6:,.0f} MB",
        _told(row.load_s, "{:.1f} s"),
        EMPTY if row.memory_bytes is None else f"{row.memory_bytes / 1e6:,.0f} MB",
        _told(speed.first_token_s if speed else None, "{:.2f} s"),
        _told(speed.latency_s if speed else None, "{:.1f} s"),
        shared,
        EMPTY if speed is None else "是" if speed.streams else "否",
        _told(row.accuracy, "{:.1%}"),
    )


def _told(value: float | None, form: str) -> str:
    return EMPTY if value is None else form.format(value)


def _bars(row: ModelRow, top: int, most: float) -> Sequence[str]:
    parts = [f"<text x='16' y='{top + 28}' fill='#111827'>{escape(row.name)}</text>"]
    parts.append(f"<text x='16' y='{top + 44}' fill='#6b7280'>{escape(row.weights)}</text>")
    for number, each in enumerate(row.speed.throughput if row.speed else ()):
        y, length = top + 6 + 19 * number, max(1.0, each.tokens_per_s / most * (WIDTH - LEFT - 110))
        colour = COLOURS[number % len(COLOURS)]
        parts.append(f"<rect x='{LEFT}' y='{y}' width='{length:.1f}' height='14' fill='{colour}'/>")
        told = f"{each.tokens_per_s:.1f}({each.shoppers} 位)"
        parts.append(f"<text x='{LEFT + length + 6:.1f}' y='{y + 11}' fill='#111827'>{told}</text>")
    return parts
