"""How does a measured curve look as an SVG picture, without any library?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 44, 52
COLOURS = ("#c2410c", "#1d4ed8", "#15803d", "#7e22ce")
FONT = "font-family='system-ui, sans-serif' font-size='12'"


@dataclass(frozen=True, slots=True)
class Line:
    """One named curve; with `marks` its points are shown with their y."""

    name: str
    points: tuple[tuple[float, float], ...]
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high`, logarithmic when it says so."""

    name: str
    ticks: tuple[float, ...]
    log: bool = False

    def share(self, value: float) -> float:
        """Return where a value stands between the two ends, 0 to 1."""
        low, high = self.ticks[0], self.ticks[-1]
        held = min(max(value, low), high)
        if self.log:
            return math.log(held / low) / math.log(high / low)
        return (held - low) / (high - low)


def chart(title: str, lines: Sequence[Line], *, across: Axis, up: Axis) -> str:
    """Return a line chart as SVG text."""
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' role='img' {FONT}>",
        f"<title>{escape(title)}</title>",
        f"<rect width='{WIDTH}' height='{HEIGHT}' fill='#ffffff'/>",
        f"<text x='{LEFT}' y='22' font-size='15' fill='#111827'>{escape(title)}</text>",
        *(_tick_across(across, value) for value in across.ticks),
        *(_tick_up(up, value) for value in up.ticks),
        _label(across.name, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "middle"),
        _label(up.name, LEFT - 48, TOP - 8, "start"),
    ]
    for number, line in enumerate(lines):
        parts += _drawn(line, COLOURS[number % len(COLOURS)], number, (across, up))
    return "\n".join((*parts, "</svg>", ""))


def ticks_to(most: float, *, steps: int = 5) -> tuple[float, ...]:
    """Return round ticks from 0 to at least `most`."""
    rough = max(most, 1.0) / steps
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
    return tuple(step * number for number in range(math.ceil(most / step) + 1))


def _drawn(line: Line, colour: str, number: int, axes: tuple[Axis, Axis]) -> list[str]:
    places = [(_x(axes[0], x), _y(axes[1], y)) for x, y in line.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    parts = [f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2'/>"]
    if line.marks:
        for (x, y), (_, value) in zip(places, line.points, strict=True):
            parts.append(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3.5' fill='{colour}'/>")
            parts.append(_label(f"{value:.0f}", x, y - 8, "middle"))
    x, y = WIDTH - RIGHT - 200, HEIGHT - BOTTOM - 18 - 18 * number
    parts.append(f"<rect x='{x}' y='{y - 9}' width='18' height='4' fill='{colour}'/>")
    parts.append(_label(line.name, x + 26, y - 3, "start"))
    return parts


def _tick_across(axis: Axis, value: float) -> str:
    x = _x(axis, value)
    line = f"<line x1='{x:.1f}' y1='{TOP}' x2='{x:.1f}' y2='{HEIGHT - BOTTOM}' stroke='#e5e7eb'/>"
    return line + _label(f"{value:g}", x, HEIGHT - BOTTOM + 18, "middle")


def _tick_up(axis: Axis, value: float) -> str:
    y = _y(axis, value)
    line = f"<line x1='{LEFT}' y1='{y:.1f}' x2='{WIDTH - RIGHT}' y2='{y:.1f}' stroke='#e5e7eb'/>"
    return line + _label(f"{value:g}", LEFT - 8, y + 4, "end")


def _label(text: str, x: float, y: float, anchor: str) -> str:
    return f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' fill='#374151'>{escape(text)}</text>"


def _x(axis: Axis, value: float) -> float:
    return LEFT + axis.share(value) * (WIDTH - LEFT - RIGHT)


def _y(axis: Axis, value: float) -> float:
    return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM)
