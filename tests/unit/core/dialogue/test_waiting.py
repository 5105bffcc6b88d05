"""Is the waiting for a person counted as it was?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.dialogue.waiting import alarms_due, expected_wait_s, usual_talk_s, waited_s, waits_since
from xiaoer.testing.factories import EVE_OF_NOV_11
from xiaoer.testing.talks import a_ticket

SINCE = EVE_OF_NOV_11 + timedelta(minutes=5)
HOUR = timedelta(hours=1)


def test_nobody_has_answered_yet_so_she_waits_since_she_asked():
    assert waits_since(a_ticket()) == EVE_OF_NOV_11


def test_a_message_without_an_answer_counts_from_then():
    assert waits_since(replace(a_ticket(), waiting_since=SINCE)) == SINCE


def test_she_who_has_her_answer_does_not_wait():
    assert waits_since(replace(a_ticket(), replied_at=SINCE)) is None
    assert waited_s(replace(a_ticket(), replied_at=SINCE), SINCE + HOUR) == 0


def test_what_was_left_for_the_morning_waits_from_the_opening():
    left = replace(a_ticket(), due_at=EVE_OF_NOV_11 + HOUR)
    assert waited_s(left, EVE_OF_NOV_11 + HOUR / 2) == 0
    assert waited_s(left, EVE_OF_NOV_11 + 2 * HOUR) == 3600


def test_a_resolved_ticket_waits_for_nobody():
    assert waits_since(replace(a_ticket(), status="resolved", waiting_since=SINCE)) is None


@pytest.mark.parametrize(("waited", "words"), [(0, 0), (179, 0), (180, 1), (539, 1), (540, 2), (1800, 3), (10**6, 3)])
def test_honest_words_come_at_growing_distances(waited, words):
    assert alarms_due(a_ticket(), EVE_OF_NOV_11 + timedelta(seconds=waited), patience_s=180) == words


@pytest.mark.parametrize(
    ("position", "agents", "told"), [(1, 0, None), (1, 1, 300), (2, 1, 600), (2, 2, 300), (3, 2, 600), (5, 2, 900)]
)
def test_more_agents_serve_a_queue_faster(position, agents, told):
    assert expected_wait_s(position, agents=agents, talk_s=300) == told


@given(st.integers(1, 500), st.integers(1, 50), st.floats(60, 1800))
def test_an_expected_time_is_whole_minutes_and_never_none_with_agents(position, agents, talk_s):
    told = expected_wait_s(position, agents=agents, talk_s=talk_s)
    assert told is not None
    assert told % 60 == 0
    assert told >= 60


def test_the_usual_talk_is_measured_within_reason():
    def talk(minutes):
        return replace(a_ticket(), claimed_at=SINCE, resolved_at=SINCE + timedelta(minutes=minutes))

    assert usual_talk_s(()) == 300
    assert usual_talk_s((talk(2), talk(4))) == 180
    assert usual_talk_s((talk(600),)) == 1800
    assert usual_talk_s((talk(0),)) == 60
    assert usual_talk_s((a_ticket(),)) == 300


def test_an_agent_has_his_own_time_from_when_he_took_the_talk():
    taken = replace(a_ticket(), status="taken", claimed_at=SINCE + HOUR, waiting_since=EVE_OF_NOV_11)
    assert alarms_due(taken, SINCE + HOUR + timedelta(seconds=179), patience_s=180) == 0
    assert alarms_due(taken, SINCE + HOUR + timedelta(seconds=180), patience_s=180) == 1
