"""Who answers an accepted message, exactly once?"""

from __future__ import annotations

from xiaoer.core.dialogue.conversation import Event
from xiaoer.ports import Clock, Conversations, Ids
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.record import outcome_of
from xiaoer.services.answering.turn import Turn


class AnsweringService:
    """Drafts the reply to a message and stores it with all that it leaves behind."""

    def __init__(self, drafter: Drafter, *, conversations: Conversations, clock: Clock, ids: Ids) -> None:
        self._drafter = drafter
        self._conversations = conversations
        self._clock = clock
        self._ids = ids

    async def answer(self, turn: Turn) -> Event:
        """Answer an accepted message once and return the assistant's stored message.

        Answering the same message again returns the message that is stored. Raises `NoShopData` and `StoreDown`.
        """
        talk = turn.conversation
        answered = await self._drafter.draft(turn.question, shop_id=talk.shop_id, state=talk.state)
        outcome = outcome_of(answered, turn, ids=self._ids, at=self._clock.now())
        events = await self._conversations.finish(outcome)
        return next(event for event in events if event.kind == "message")
