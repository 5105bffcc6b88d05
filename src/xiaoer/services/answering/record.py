"""What does a turn leave behind in the store?"""

from __future__ import annotations

from datetime import datetime

from xiaoer.core.dialogue.conversation import ConversationStatus, FailureCase, Ticket
from xiaoer.core.language.redact import redact
from xiaoer.ports import Ids, Outcome
from xiaoer.services.answering.turn import Answered, Turn
from xiaoer.services.handoff.summary import summarize


def outcome_of(answered: Answered, turn: Turn, *, ids: Ids, at: datetime) -> Outcome:
    """Return all that is to be stored of a turn: the reply, and a ticket or a failure case where it made one."""
    status: ConversationStatus = "waiting" if answered.reply.hand_off is not None else turn.conversation.status
    return Outcome(
        conversation_id=turn.conversation.id,
        message_id=ids.new(),
        in_reply_to=turn.message_id,
        reply=answered.reply,
        receipt=answered.receipt,
        state=answered.state,
        at=at,
        status=status,
        ticket=_ticket(answered, turn, ids, at),
        failure=_failure(answered, turn, ids, at),
    )


def _ticket(answered: Answered, turn: Turn, ids: Ids, at: datetime) -> Ticket | None:
    reason = answered.reply.hand_off
    if reason is None:
        return None
    summary = summarize(turn.question, answered.receipt.understanding)
    talk = turn.conversation
    return Ticket(ids.new(), talk.shop_id, talk.id, turn.message_id, reason, summary, at)


def _failure(answered: Answered, turn: Turn, ids: Ids, at: datetime) -> FailureCase | None:
    rule = answered.reply.rule
    if "unsure" not in rule and rule != "handoff.two_misses":
        return None
    intent = answered.receipt.understanding.asks[0].intent
    text = redact(turn.question.text)
    return FailureCase(ids.new(), turn.conversation.shop_id, turn.message_id, text, intent, rule, at)
