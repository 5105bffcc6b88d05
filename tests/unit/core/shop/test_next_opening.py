"""When are people on duty again?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.shop.hours import next_opening, on_duty
from xiaoer.core.shop.profile import Profile


def _at(text: str) -> datetime:
    """Read a time in Shanghai."""
    return (datetime.fromisoformat(text) - timedelta(hours=8)).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        ("09:00-22:00", "2026-11-10 08:59", "2026-11-10 09:00"),
        ("09:00-22:00", "2026-11-10 22:00", "2026-11-11 09:00"),
        ("09:00-22:00", "2026-11-10 23:59", "2026-11-11 09:00"),
        ("09:00-22:00", "2026-11-10 00:00", "2026-11-10 09:00"),
        ("09:00-22:00", "2026-12-31 23:00", "2027-01-01 09:00"),
        ("18:00-02:00", "2026-11-10 03:00", "2026-11-10 18:00"),
        ("9:30 至 18:00", "2026-11-10 18:00", "2026-11-11 09:30"),
    ],
)
def test_the_next_opening_is_told_in_the_shops_own_time(hours, now, opens):
    assert next_opening(Profile("店", business_hours=hours), _at(now)) == _at(opens)


@pytest.mark.parametrize("hours", ["全天", "", "09:00-22:00"])
def test_while_people_are_on_duty_it_is_now(hours):
    noon = _at("2026-11-10 12:00")
    assert next_opening(Profile("店", business_hours=hours), noon) == noon


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001  # made aware below
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(1, 23),
)
def test_people_are_on_duty_when_it_opens_and_not_before(at, hour, minute, length):
    now, ends = at.replace(tzinfo=UTC), (hour + length) % 24
    profile = Profile("店", business_hours=f"{hour:02d}:{minute:02d}-{ends:02d}:{minute:02d}")
    opens = next_opening(profile, now)
    assert on_duty(profile, opens)
    assert timedelta() <= opens - now <= timedelta(days=1)
    if opens > now:
        assert not on_duty(profile, opens - timedelta(seconds=1))
