"""Does a measure lie in a range that an option value gives, such as 4-8kg?"""

from __future__ import annotations

import re

from xiaoer.core.retrieval.measures import Measure, read_measures

_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s?[-~至到]\s?(\d+(?:\.\d+)?)\s?([a-z]+|[\u4e00-\u9fff]{1,2})")


def span_of(plain: str) -> tuple[float, float, str] | None:
    """Return from, to and unit of a value such as 4-8kg; None where it gives no range."""
    found = _RANGE.search(plain)
    if found is None:
        return None
    unit = read_measures(f"{found[2]}{found[3]}")
    return (float(found[1]), float(found[2]), unit[0].unit) if unit else None


def begins(measure: Measure, span: tuple[float, float, str]) -> bool:
    """Return whether a bare broken number is where a range begins: 7.5 of 7.5-8mm."""
    return not measure.unit and "." in measure.number and measure.number == f"{span[0]:g}"


def lies_in(measure: Measure, span: tuple[float, float, str]) -> bool:
    """Return whether a measure lies in a range; a bare number only where it begins: 7.5的 is 7.5-8mm."""
    low, high, unit = span
    number = float(measure.number)
    if not measure.unit:
        return number == low  # 7.5的 is 7.5-8mm
    if measure.unit == "斤" and unit == "kg":
        number /= 2
    elif measure.unit == "kg" and unit == "斤":
        number *= 2
    elif measure.unit != unit:
        return False
    return low <= number <= high
