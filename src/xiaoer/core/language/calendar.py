"""On which day is the festival that the shopper names?"""

from __future__ import annotations

from datetime import date, timedelta

# Fixed days as (month, day, days that it lasts).
_FIXED = {
    "双十一": (11, 11, 1), "双11": (11, 11, 1), "双十二": (12, 12, 1), "双12": (12, 12, 1), "618": (6, 18, 1),
    "六一八": (6, 18, 1), "元旦": (1, 1, 1), "情人节": (2, 14, 1), "女神节": (3, 8, 1), "三八节": (3, 8, 1),
    "妇女节": (3, 8, 1), "五一": (5, 1, 5), "劳动节": (5, 1, 5), "520": (5, 20, 1), "六一": (6, 1, 1),
    "儿童节": (6, 1, 1), "教师节": (9, 10, 1), "国庆": (10, 1, 7), "十一黄金周": (10, 1, 7), "平安夜": (12, 24, 1),
    "圣诞": (12, 25, 1),
}  # fmt: skip
# Days of the lunar calendar, from the official almanac.
_LUNAR = {
    "春节": ("2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03"),
    "过年": ("2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03"),
    "除夕": ("2025-01-28", "2026-02-16", "2027-02-05", "2028-01-25", "2029-02-12", "2030-02-02"),
    "端午": ("2025-05-31", "2026-06-19", "2027-06-09", "2028-05-28", "2029-06-16", "2030-06-05"),
    "七夕": ("2025-08-29", "2026-08-19", "2027-08-08", "2028-08-26", "2029-08-16", "2030-08-05"),
    "中秋": ("2025-10-06", "2026-09-25", "2027-09-15", "2028-10-03", "2029-09-22", "2030-09-12"),
}
_LUNAR_DAYS = {"春节": 7, "过年": 7, "端午": 3, "中秋": 3}
_LONG_PAST = timedelta(days=120)  # 双十一 in February means the coming one

FESTIVALS = tuple(sorted((*_FIXED, *_LUNAR), key=len, reverse=True))


def festival_days(name: str, today: date) -> tuple[date, date] | None:
    """Return the first day and the day after the last of a festival near `today`; None where no almanac tells."""
    starts = _starts(name, today)
    near = [start for start in starts if start >= today - _LONG_PAST]
    if not near:
        return None
    lasts = _FIXED[name][2] if name in _FIXED else _LUNAR_DAYS.get(name, 1)
    return near[0], near[0] + timedelta(days=lasts)


def _starts(name: str, today: date) -> tuple[date, ...]:
    if name in _FIXED:
        month, day, _ = _FIXED[name]
        return tuple(date(year, month, day) for year in range(today.year - 1, today.year + 2))
    return tuple(date.fromisoformat(day) for day in _LUNAR.get(name, ()))
