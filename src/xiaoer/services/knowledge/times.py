"""When does a cell of a merchant's table mean?

All results are aware UTC times. A date alone means its whole day: as a start its first moment, as an end the next
midnight, both in the shop's time zone. An explicit time stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from xiaoer.services.knowledge import wording
from xiaoer.services.knowledge.cells import Fault, as_text
from xiaoer.services.knowledge.source import Cell

FOREVER = datetime(9998, 12, 31, tzinfo=UTC)
_FIRST_YEAR, _LAST_YEAR = 1990, 9998
_SERIAL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets count days from here, in local time
_SERIALS = (32874, 73051)  # 1990 to 2099
_FOREVER_WORDS = frozenset({"长期", "长期有效", "永久", "永久有效", "不限", "无期限", "forever"})
_EMPTY_WORDS = frozenset({"", "-", "--", "—", "——", "/", "无", "n/a", "null", "none"})
_STAMP = re.compile(
    r"(?P<year>\d{4})(?:(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"|\s*年\s*(?P<month_cn>\d{1,2})\s*月\s*(?P<day_cn>\d{1,2})\s*[日号]"
    r"|(?P<month_c>\d{2})(?P<day_c>\d{2}))"
    r"(?:(?:\s*(?P<t>T)\s*|\s+|(?<=[日号]))(?P<hour>\d{1,2})(?::(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.\d+)?)?"
    r"|\s*[点时](?:(?P<minute_cn>\d{1,2})分?(?:(?P<second_cn>\d{1,2})秒)?)?))?"
    r"(?(t)(?P<offset>Z|[+-]\d{2}:?\d{2})?)",
    re.ASCII,
)


def read_start(cell: Cell, zone: ZoneInfo) -> datetime | Fault | None:
    """Return the moment that a start or a point in time names."""
    moment = _read(cell, zone)
    return moment[0] if isinstance(moment, tuple) else moment


def read_end(cell: Cell, zone: ZoneInfo) -> datetime | Fault | None:
    """Return the first moment that no longer belongs; a date alone includes its day."""
    moment = _read(cell, zone)
    if not isinstance(moment, tuple):
        return moment
    at, whole_day = moment
    if not whole_day or at >= FOREVER:
        return at
    local = at.astimezone(zone)
    return datetime.combine(local.date() + timedelta(days=1), time(), zone).astimezone(UTC)


def read_date(cell: Cell, zone: ZoneInfo) -> date | Fault | None:
    """Return the day that a cell names."""
    moment = _read(cell, zone)
    return moment[0].astimezone(zone).date() if isinstance(moment, tuple) else moment


def read_window_text(text: str, zone: ZoneInfo) -> tuple[datetime | None, datetime | None] | Fault:
    """Return start and end of `2026-11-01 ~ 2026-11-12`; either side may be left out."""
    parts = re.split(r"\s*(?:~|至|到|—+|–|\s-+\s|--)\s*", unicodedata.normalize("NFKC", text).strip(), maxsplit=1)
    if len(parts) != 2:
        return Fault(wording.WINDOW_UNREADABLE.format(cell=text))
    start, end = read_start(parts[0], zone), read_end(parts[1], zone)
    if isinstance(start, Fault) or isinstance(end, Fault) or (start is None and end is None):
        return Fault(wording.WINDOW_UNREADABLE.format(cell=text))
    return start, None if end is not None and end >= FOREVER else end


def split_stamp(text: str) -> tuple[str, str]:
    """Return the leading time of a text and what follows it; the time is empty where there is none."""
    found = _STAMP.match(unicodedata.normalize("NFKC", text))
    if not found:
        return "", text
    # Normalising keeps the length of the characters that a stamp is made of.
    return text[: found.end()].strip(), text[found.end() :].strip(" \t:：,，")


def _read(cell: Cell, zone: ZoneInfo) -> tuple[datetime, bool] | Fault | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and _SERIALS[0] <= cell < _SERIALS[1]:
        cell = _SERIAL_EPOCH + timedelta(seconds=round(cell * 86400))
        cell = cell if cell.time() != time() else cell.date()
    if isinstance(cell, date) and cell.year > _LAST_YEAR:
        return FOREVER, False
    if isinstance(cell, datetime):
        return _aware(cell.replace(microsecond=0), zone), False
    if isinstance(cell, date):
        return _aware(datetime.combine(cell, time()), zone), True
    text = as_text(cell)
    return text if isinstance(text, Fault) else _read_text(text, zone)


def _read_text(text: str, zone: ZoneInfo) -> tuple[datetime, bool] | Fault | None:
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    if plain.lower() in _EMPTY_WORDS:
        return None
    if plain in _FOREVER_WORDS:
        return FOREVER, False
    found = _STAMP.fullmatch(plain)
    if not found:
        return Fault(wording.NOT_TIME.format(cell=text))
    try:
        return _moment(found, zone)
    except ValueError:
        return Fault(wording.NO_SUCH_DAY.format(cell=text))


def _moment(found: re.Match[str], zone: ZoneInfo) -> tuple[datetime, bool]:
    year = int(found["year"])
    month = int(found["month"] or found["month_cn"] or found["month_c"])
    day = int(found["day"] or found["day_cn"] or found["day_c"])
    midnight = datetime(year, month, day)  # noqa: DTZ001  the zone follows below
    if year > _LAST_YEAR:
        return FOREVER, False
    if year < _FIRST_YEAR:
        raise ValueError(year)
    if found["hour"] is None:
        return _aware(midnight, zone), True
    hour = int(found["hour"])
    minute = int(found["minute"] or found["minute_cn"] or 0)
    second = int(found["second"] or found["second_cn"] or 0)
    if (hour, minute, second) == (24, 0, 0):
        midnight, hour = midnight + timedelta(days=1), 0
    at = midnight.replace(hour=hour, minute=minute, second=second)
    return _aware(at, zone) if found["offset"] is None else _shifted(at, found["offset"]), False


def _shifted(at: datetime, offset: str) -> datetime:
    return datetime.fromisoformat(at.isoformat() + ("+00:00" if offset == "Z" else offset)).astimezone(UTC)


def _aware(at: datetime, zone: ZoneInfo) -> datetime:
    return at.replace(tzinfo=zone).astimezone(UTC)
