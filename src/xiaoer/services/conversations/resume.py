"""Which accepted messages were left without a reply when the process stopped?"""

from __future__ import annotations

import logging

from xiaoer.core.dialogue.question import PageContext, Question
from xiaoer.ports import Conversations, PendingTurn
from xiaoer.services.answering.turn import Turn
from xiaoer.services.conversations.runner import TurnRunner
from xiaoer.services.conversations.shopper import shopper_of

MOST_RESUMED = 100_000  # far beyond what a bounded queue can leave behind

log = logging.getLogger(__name__)


async def resume(conversations: Conversations, runner: TurnRunner, *, shop_id: str) -> int:
    """Queue every unfinished turn, oldest first, before new messages come in; return how many there were."""
    pending = await conversations.unfinished(shop_id, limit=MOST_RESUMED)
    for left in pending:
        async with runner.lane(left.conversation.id) as lane:
            runner.start(_turn(left), lane, stale=True)
    if pending:
        log.info("resumed", extra={"turns": len(pending)})
    return len(pending)


def _turn(left: PendingTurn) -> Turn:
    context = left.message.context or PageContext()
    shopper = shopper_of(left.conversation.owner, context, phone=left.phone)
    return Turn(left.conversation, left.message.message_id, Question(left.message.text, shopper, context))
