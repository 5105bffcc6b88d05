"""Is anything lost when the server is killed under load?"""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.crashes import Client, Verdict, campaign, judge

DEMO = Path(__file__).parents[2] / "shops" / "demo"


@pytest.mark.e2e
@pytest.mark.anyio
async def test_a_killed_server_loses_nothing_and_answers_everything_once(tmp_path):
    verdict = await campaign(tmp_path, DEMO, rounds=3, clients=8, longest_life_s=1.5, seed=11)
    assert verdict.clean, verdict
    assert verdict.accepted > 20


def test_the_judge_sees_what_is_lost_doubled_unanswered_and_out_of_order():
    writer = Client("", 0, sent=[("a", "一"), ("b", "二")], accepted={"a": "1", "b": "2"})
    stored = [
        {"message_id": "3", "role": "shopper", "text": "一", "in_reply_to": ""},
        {"message_id": "4", "role": "shopper", "text": "一", "in_reply_to": ""},
        {"message_id": "5", "role": "assistant", "text": "好", "in_reply_to": "3"},
        {"message_id": "6", "role": "assistant", "text": "好", "in_reply_to": "3"},
    ]
    verdict = judge([writer], [stored], rounds=0)
    assert verdict == Verdict(0, 2, lost=2, doubled=1, without_end=1, answered_twice=1, out_of_order=1)
