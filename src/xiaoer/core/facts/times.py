"""How is a date said to a shopper?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.facts import wording
from xiaoer.core.facts.topic import Topic
from xiaoer.core.shop.product import Sku

_NOTE = re.compile(re.escape(wording.AS_OF).replace(re.escape("{moment}"), "[^()]*?"))


def say_date(day: date, today: date) -> str:
    """Return `day` as `11月20日`, with the year where it is not this year's."""
    template = wording.DATE if day.year == today.year else wording.DATE_WITH_YEAR
    return template.format(year=day.year, month=day.month, day=day.day)


def say_moment(at: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """Return `at` in the shop's time zone as `11月11日 20:00`."""
    local = at.astimezone(zone)
    clock = wording.CLOCK.format(hour=local.hour, minute=local.minute)
    return f"{say_date(local.date(), now.astimezone(zone).date())} {clock}"


def say_end(at: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """Return the end of a window; midnight belongs to the day before it, as `11月11日 24:00`."""
    local = at.astimezone(zone)
    if (local.hour, local.minute) != (0, 0):
        return say_moment(at, zone=zone, now=now)
    day = local.date() - timedelta(days=1)
    return f"{say_date(day, now.astimezone(zone).date())} {wording.MIDNIGHT_BEFORE}"


def say_restock(sku: Sku, today: date) -> str:
    """Return `,预计11月20日到货` for a restock date that is still to come, else nothing."""
    if sku.restock_at is None or sku.restock_at < today:
        return ""
    return wording.RESTOCK.format(day=say_date(sku.restock_at, today))


def today_of(topic: Topic) -> date:
    """Return the date on which the topic is talked about, in the shop's time zone."""
    return _now(topic.quotes, topic.now).astimezone(topic.zone).date()


def dated(body: str, quotes: Sequence[Quote], *, zone: ZoneInfo, now: datetime | None) -> str:
    """Return the words with their data time: within the sentence, or on a line of its own below several."""
    note = as_of(quotes, zone=zone, now=now)
    if wording.LINE in body:
        return f"{body}{wording.LINE}{note}" if note else body
    return f"{body.removesuffix(wording.STOP)}{note}{wording.STOP}"


def as_of(quotes: Sequence[Quote], *, zone: ZoneInfo, now: datetime | None) -> str:
    """Return the data-time note for these quotes; the oldest reading counts. Empty without quotes."""
    if not quotes:
        return ""
    oldest = min(quote.read_at for quote in quotes)
    return wording.AS_OF.format(moment=say_moment(oldest, zone=zone, now=_now(quotes, now)))


def noted_once(texts: Sequence[str]) -> str:
    """Return several texts as one, each line said once; a data-time note that they share stands at the last of them."""
    lines = list(dict.fromkeys(line for text in texts for line in text.split(wording.LINE)))
    notes = [note for line in lines for note in _NOTE.findall(line)]
    for note in {note for note in notes if notes.count(note) > 1}:
        last = max(at for at, line in enumerate(lines) if note in line)
        lines = [line if at == last else line.replace(note, "") for at, line in enumerate(lines)]
    return wording.LINE.join(line for line in lines if line)


def _now(quotes: Sequence[Quote], now: datetime | None) -> datetime:
    if now is not None:
        return now
    return max((quote.read_at for quote in quotes), default=datetime.min.replace(tzinfo=ZoneInfo("UTC")))
