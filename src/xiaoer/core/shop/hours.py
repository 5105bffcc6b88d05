"""Are people on duty?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from xiaoer.core.shop.profile import Profile

_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[-~–—至到]\s*(\d{1,2}):(\d{2})")
_DAY_S = 24 * 3600


def on_duty(profile: Profile, now: datetime) -> bool:
    """Return whether `now` lies in the shop's business hours; hours that cannot be read mean always."""
    found = _HOURS.search(profile.business_hours)
    if found is None:
        return True
    opens, closes = _seconds(found[1], found[2]), _seconds(found[3], found[4])
    local = now.astimezone(ZoneInfo(profile.timezone)).time()
    at = _seconds_of(local)
    if opens < closes:
        return opens <= at < closes
    return at >= opens or at < closes  # such as 18:00-02:00


def next_opening(profile: Profile, now: datetime) -> datetime:
    """Return when people are on duty again, `now` itself where they are."""
    found = _HOURS.search(profile.business_hours)
    if found is None or on_duty(profile, now):
        return now
    zone = ZoneInfo(profile.timezone)
    local = now.astimezone(zone)
    opens_s = _seconds(found[1], found[2])
    day = local.date() if _seconds_of(local.time()) < opens_s else local.date() + timedelta(days=1)
    opens = datetime.combine(day, time(), zone) + timedelta(seconds=opens_s)  # by the wall clock of the zone
    return opens.astimezone(UTC)


def _seconds(hours: str, minutes: str) -> int:
    return min(int(hours) * 3600 + int(minutes) * 60, _DAY_S)


def _seconds_of(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
