"""What would the assistant say now, for an agent to take over or to change?"""

from __future__ import annotations

from typing import Protocol

from xiaoer.core.dialogue.conversation import Conversation
from xiaoer.core.dialogue.question import PageContext, Question
from xiaoer.core.dialogue.reply import Reply
from xiaoer.core.dialogue.state import FRESH, DialogueState
from xiaoer.ports import Conversations
from xiaoer.services.answering.turn import Answered
from xiaoer.services.conversations.shopper import shopper_of

EVENTS_LOOKED_AT = 50
MESSAGES_TRIED = 3  # her last words may be a mere "在吗"
USEFUL = frozenset({"direct", "composed", "clarify"})


class Drafts(Protocol):
    """Works out a reply without storing anything."""

    async def draft(self, question: Question, *, shop_id: str, state: DialogueState = FRESH) -> Answered:
        """Return what would be said, and why."""
        ...


class ReplyDrafts:
    """The assistant's answer to a shopper's last words; nothing of it is stored or said."""

    def __init__(self, drafts: Drafts, conversations: Conversations) -> None:
        self._drafts = drafts
        self._conversations = conversations

    async def draft(self, talk: Conversation) -> Reply | None:
        """Return the answer to the latest message that the data can answer, None where there is none."""
        after = max(0, talk.last_seq - EVENTS_LOOKED_AT)
        events = await self._conversations.events(talk.id, after=after, limit=EVENTS_LOOKED_AT)
        said = [event for event in events if event.kind == "message" and event.role == "shopper" and event.text]
        for message in said[: -MESSAGES_TRIED - 1 : -1]:
            page = message.context or PageContext()
            question = Question(message.text, shopper_of(talk.owner, page), page)
            reply = (await self._drafts.draft(question, shop_id=talk.shop_id, state=talk.state)).reply
            if reply.route in USEFUL:
                return reply
        return None
