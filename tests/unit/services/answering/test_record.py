"""Does a turn leave a ticket or a failure case where it must, without anybody's private details?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from xiaoer.core.dialogue.conversation import FailureCase, Ticket
from xiaoer.core.dialogue.plan import HandOffReason
from xiaoer.core.dialogue.reply import Reply
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.services.answering.record import outcome_of
from xiaoer.services.answering.turn import Answered, Turn
from xiaoer.testing.factories import EVE_OF_NOV_11, SequentialIds, a_question
from xiaoer.testing.talks import a_conversation, a_receipt

PRIVATE = "我的手机13800138000,能刻字吗"
STATE = DialogueState(misses=1)


def outcome(reply, *, text="能刻字吗", status="bot"):
    talk = replace(a_conversation(), status=status)
    answered = Answered(reply, a_receipt(), STATE)
    return outcome_of(answered, Turn(talk, "m-1", a_question(text)), ids=SequentialIds(), at=EVE_OF_NOV_11)


def test_an_answer_leaves_the_reply_its_reasons_and_the_state():
    reply = Reply("3999元", "direct", "facts.price")
    kept = outcome(reply)
    assert (kept.conversation_id, kept.message_id, kept.in_reply_to) == ("talk-1", "id-000001", "m-1")
    assert (kept.reply, kept.receipt, kept.state, kept.at) == (reply, a_receipt(), STATE, EVE_OF_NOV_11)
    assert (kept.status, kept.ticket, kept.failure) == ("bot", None, None)


@pytest.mark.parametrize("reason", [HandOffReason.USER_ASKED, HandOffReason.SYSTEM_DEGRADED])
def test_a_hand_off_leaves_a_ticket_and_makes_the_talk_wait(reason):
    kept = outcome(Reply("请稍等", "handoff", "handoff", hand_off=reason), text="转人工")
    assert kept.status == "waiting"
    assert kept.ticket == Ticket("id-000002", "default", "talk-1", "m-1", reason, "顾客说:转人工", EVE_OF_NOV_11)
    assert kept.failure is None


def test_an_answer_to_a_waiting_shopper_leaves_her_waiting():
    assert outcome(Reply("3999元", "direct", "facts.price"), status="waiting").status == "waiting"


@pytest.mark.parametrize(
    "rule", ["unsure.no_passage", "unsure.no_spec", "facts.price+unsure.part", "handoff.two_misses"]
)
def test_a_question_that_the_data_did_not_answer_is_kept(rule):
    kept = outcome(Reply("", "unsure", rule), text=PRIVATE)
    assert kept.failure == FailureCase(
        "id-000002", "default", "m-1", "我的手机138****8000,能刻字吗", "price", rule, EVE_OF_NOV_11
    )


@pytest.mark.parametrize("rule", ["facts.price", "clarify.product", "handoff.user_asked", "screen.injection"])
def test_whatever_was_no_miss_is_no_failure_case(rule):
    assert outcome(Reply("", "direct", rule)).failure is None


def test_two_misses_leave_both_a_ticket_and_a_failure_case():
    kept = outcome(Reply("", "handoff", "handoff.two_misses", hand_off=HandOffReason.TWO_MISSES))
    assert (kept.ticket.id, kept.failure.id, kept.message_id) == ("id-000002", "id-000003", "id-000001")


def test_a_ticket_tells_no_private_details():
    kept = outcome(Reply("", "handoff", "h", hand_off=HandOffReason.KEYWORD), text=PRIVATE)
    assert "13800138000" not in kept.ticket.summary
    assert "138****8000" in kept.ticket.summary
