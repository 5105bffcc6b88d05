"""Which stretches of time does a text name?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.understanding import TimeSpan
from xiaoer.core.language.calendar import FESTIVALS, festival_days
from xiaoer.core.language.numbers import read_number

_NUMBER = r"\d{1,2}|[零〇一二两三四五六七八九十]{1,3}"
_DAY_WORDS = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨": -1, "今天": 0, "今日": 0, "今": 0, "当天": 0,
              "明天": 1, "明日": 1, "明": 1, "大后天": 3, "后天": 2}  # fmt: skip
_PARTS = {"凌晨": (0, 6), "早上": (6, 10), "早": (6, 10), "上午": (8, 12), "中午": (11, 14), "下午": (12, 18),
          "傍晚": (17, 19), "晚上": (18, 24), "晚": (18, 24), "夜里": (18, 24), "半夜": (0, 6)}  # fmt: skip
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚", "夜里"})
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}
_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_UNITS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}

_PART = r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|早(?!点)|晚(?!点))?"
_CLOCK = rf"(?:(?P<hour>{_NUMBER})(?::(?P<colon>\d{{2}})|点(?:钟)?(?P<minute>半|一刻|三刻|(?:{_NUMBER})分?)?))?"
_AFTER = r"(?P<until>之前|以前|前(?!天|面|台|膜))?"
_DAY = "|".join(
    (
        r"(?P<word>大前天|前天|昨[天日]|今[天日]|当天|明[天日]|大后天|后天|[昨今明](?=[早晚]))",
        r"(?P<week>上上|下下|[上这本下])?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])",
        r"(?P<whole_week>上上|下下|[上这本下])个?(?:周|星期|礼拜)(?![一二三四五六日天末])",
        rf"(?:(?P<year>20\d\d)[年\-/.])?(?P<month>{_NUMBER})(?:月份?|(?<=\d)[-/.](?=\d))(?P<day>{_NUMBER})(?:[号日]|(?=[早晚上前有开到活大预的能会\s,?]|$))",
        rf"(?P<only_day>{_NUMBER})号(?!店|线|楼|机|码|色)",
        r"(?P<months>[上这本下])个?月(?P<third>底|末|初|中旬)?|(?P<month_part>月底|月末|月初|中旬|年底|年前)",
        rf"(?P<within>{_NUMBER})(?P<unit>天|日|周|星期|礼拜)(?P<how>之内|以内|内|之后|以后|后)",
        rf"(?P<festival>(?<!\d)(?:{'|'.join(FESTIVALS)})(?!\d)(?:节)?(?:当天|那天)?)",
    )
)
_SPAN = re.compile(rf"(?:{_DAY})的?{_PART}的?{_CLOCK}{_AFTER}")
_TODAY = re.compile(rf"(?<![周期拜日天号早晚节一二\d])(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上){_CLOCK}{_AFTER}")


@dataclass(frozen=True, slots=True)
class _Days:
    first: date
    after: date  #: the day after the last


def find_spans(text: str, *, now: datetime, zone: ZoneInfo) -> tuple[TimeSpan, ...]:
    """Return the time spans in a normalised text, in order, in the shop's zone.

    前 makes a span that ends where the named time begins: 下周五前. A time that no calendar has is left out.
    """
    local = now.astimezone(zone)
    found: list[tuple[int, TimeSpan]] = []
    taken: list[tuple[int, int]] = []
    for hit in _SPAN.finditer(text):
        days = _days(hit, local.date())
        if days is not None and (span := _span(hit, days, local)) is not None:
            found.append((hit.start(), span))
            taken.append(hit.span())
    for hit in _TODAY.finditer(text):
        if any(start < hit.end() and hit.start() < end for start, end in taken):
            continue
        today = _Days(local.date(), local.date() + timedelta(days=1))
        if (span := _span(hit, today, local)) is not None:
            found.append((hit.start(), span))
    return tuple(span for _, span in sorted(found, key=lambda pair: pair[0]))


def _days(hit: re.Match[str], today: date) -> _Days | None:
    for group, read in _READERS:
        if hit[group] is not None:
            try:
                return read(hit, today)
            except (ValueError, OverflowError):
                return None  # 13月45日: no such day
    return None


def _of_word(hit: re.Match[str], today: date) -> _Days:
    return _one(today + timedelta(days=_DAY_WORDS[hit["word"]]))


def _of_weekday(hit: re.Match[str], today: date) -> _Days:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=_WEEKDAYS[hit["weekday"]] + 7 * _WEEKS.get(hit["week"] or "", 0))
    lasts = 2 if hit["weekday"] == "末" else 1
    if hit["week"] is None and day + timedelta(days=lasts) <= today:
        day += timedelta(days=7)
    return _Days(day, day + timedelta(days=lasts))


def _of_week(hit: re.Match[str], today: date) -> _Days:
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * _WEEKS[hit["whole_week"]])
    return _Days(monday, monday + timedelta(days=7))


def _of_date(hit: re.Match[str], today: date) -> _Days:
    month, day = _int(hit["month"]), _int(hit["day"])
    if hit["year"]:
        return _one(date(int(hit["year"]), month, day))
    near = date(today.year, month, day)
    return _one(near.replace(year=today.year + 1) if (today - near).days > 182 else near)


def _of_day_of_month(hit: re.Match[str], today: date) -> _Days:
    return _one(today.replace(day=_int(hit["only_day"])))


def _of_months(hit: re.Match[str], today: date) -> _Days:
    first = _month_start(today, _WEEKS[hit["months"]])
    return _third(first, hit["third"] or "")


def _of_month_part(hit: re.Match[str], today: date) -> _Days:
    named = hit["month_part"]
    if named == "年底":
        return _Days(date(today.year, 12, 21), date(today.year + 1, 1, 1))
    if named == "年前":
        festival = festival_days("春节", today)
        return _Days(today, max(festival[0], today + timedelta(days=1))) if festival else _one(today)
    return _third(_month_start(today, 0), named.removeprefix("月"))


def _of_within(hit: re.Match[str], today: date) -> _Days:
    days = _int(hit["within"]) * _UNITS[hit["unit"]]
    if hit["how"].endswith("后"):
        return _one(today + timedelta(days=days))
    return _Days(today, today + timedelta(days=days + 1))


def _of_festival(hit: re.Match[str], today: date) -> _Days | None:
    name = next(name for name in FESTIVALS if hit["festival"].startswith(name))
    days = festival_days(name, today)
    return None if days is None else _Days(*days)


_READERS: tuple[tuple[str, Callable[[re.Match[str], date], _Days | None]], ...] = (
    ("word", _of_word),
    ("weekday", _of_weekday),
    ("whole_week", _of_week),
    ("day", _of_date),
    ("only_day", _of_day_of_month),
    ("months", _of_months),
    ("month_part", _of_month_part),
    ("within", _of_within),
    ("festival", _of_festival),
)


def _span(hit: re.Match[str], days: _Days, local: datetime) -> TimeSpan | None:
    groups = hit.groupdict()
    start, end = _midnight(days.first, local), _midnight(days.after, local)
    part = groups.get("part") or ""
    if groups.get("within") and groups["how"].endswith("内"):
        start = local
    if groups.get("hour"):
        clock = _clock(groups, part)
        if clock is None:
            return None
        start = _midnight(days.first, local) + clock
        end = start + timedelta(hours=1)
    elif part:
        first, last = _PARTS[part]
        start, end = start + timedelta(hours=first), start + timedelta(hours=last)
    if groups.get("until"):
        start, end = min(local, start - timedelta(minutes=1)), start
    return TimeSpan(hit[0], start, end) if start < end else None


def _clock(groups: dict[str, str | None], part: str) -> timedelta | None:
    hour = _int(groups["hour"] or "0")
    if (part in _AFTERNOON and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    elif part in ("晚上", "晚", "夜里", "半夜") and hour == 12:
        hour = 24
    minute = {"半": 30, "一刻": 15, "三刻": 45}.get(groups["minute"] or "")
    if minute is None:
        minute = _int((groups["colon"] or groups["minute"] or "0").removesuffix("分"))
    return timedelta(hours=hour, minutes=minute) if hour <= 24 and minute < 60 else None


def _third(first: date, named: str) -> _Days:
    after = _month_start(first, 1)
    if named in ("底", "末"):
        return _Days(after - timedelta(days=5), after)
    if named == "初":
        return _Days(first, first + timedelta(days=5))
    return _Days(first + timedelta(days=10), first + timedelta(days=20)) if named == "中旬" else _Days(first, after)


def _month_start(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _one(day: date) -> _Days:
    return _Days(day, day + timedelta(days=1))


def _int(text: str) -> int:
    value = read_number(text)
    if value is None:
        raise ValueError(text)
    return int(value)


def _midnight(day: date, local: datetime) -> datetime:
    return datetime.combine(day, time(), tzinfo=local.tzinfo)
