"""Are business hours read as the shop means them?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from xiaoer.core.shop.hours import on_duty
from xiaoer.core.shop.profile import Profile


def at(hour, minute=0):
    """Return a UTC time at which it is this hour in Shanghai."""
    return datetime(2026, 11, 10, (hour - 8) % 24, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "hour", "expected"),
    [
        ("09:00-22:00", 9, True),
        ("09:00-22:00", 8, False),
        ("09:00-22:00", 22, False),
        ("18:00-02:00", 1, True),
        ("18:00-02:00", 3, False),
        ("00:00-24:00", 23, True),
        ("全天", 3, True),
        ("", 3, True),
    ],
)
def test_people_are_on_duty_in_business_hours_only(hours, hour, expected):
    assert on_duty(Profile("店", business_hours=hours), at(hour)) is expected
