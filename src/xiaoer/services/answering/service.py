"""Who answers an accepted message, exactly once?"""

from __future__ import annotations

from dataclasses import replace

from xiaoer.core.dialogue.conversation import Event
from xiaoer.core.dialogue.question import HistoryTurn
from xiaoer.ports import Bus, Clock, Conversations, Ids, News
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.record import outcome_of
from xiaoer.services.answering.turn import Listener, Turn

EVENTS_LOOKED_AT = 20  # how far back a hand-off looks for what the shopper said


class AnsweringService:
    """Drafts the reply to a message and stores it with all that it leaves behind."""

    def __init__(
        self, drafter: Drafter, *, conversations: Conversations, clock: Clock, ids: Ids, bus: Bus | None = None
    ) -> None:
        """A model's words go to `bus` while they are spoken."""
        self._drafter = drafter
        self._bus = bus
        self._conversations = conversations
        self._clock = clock
        self._ids = ids

    async def answer(self, turn: Turn) -> Event:
        """Answer an accepted message once and return the assistant's stored message.

        Answering the same message again returns the message that is stored. Raises `NoShopData` and `StoreDown`.
        """
        talk = turn.conversation
        answered = await self._drafter.draft(
            turn.question, shop_id=talk.shop_id, state=talk.state, listener=self._listener(turn)
        )
        if answered.reply.hand_off is not None:
            turn = await self._with_earlier_words(turn)
        outcome = outcome_of(answered, turn, ids=self._ids, at=self._clock.now())
        events = await self._conversations.finish(outcome)
        return next(event for event in events if event.kind == "message")

    async def _with_earlier_words(self, turn: Turn) -> Turn:
        """Return a turn that knows what the shopper said before, for the person who takes over."""
        talk, question = turn.conversation, turn.question
        if question.history:
            return turn
        after = max(0, talk.last_seq - EVENTS_LOOKED_AT)
        recent = await self._conversations.events(talk.id, after=after, limit=EVENTS_LOOKED_AT + 1)
        said = (event for event in recent if event.role == "shopper" and event.message_id != turn.message_id)
        history = tuple(HistoryTurn("user", event.text) for event in said if event.text)
        return replace(turn, question=replace(question, history=history))

    def _listener(self, turn: Turn) -> Listener:
        if self._bus is None:
            return Listener(gone=turn.gone)
        return Listener(_Announcer(self._bus, turn).hear, turn.gone)


class _Announcer:
    """Tells those who watch a talk the words of a reply; `seq` of a delta is how many characters came before it."""

    def __init__(self, bus: Bus, turn: Turn) -> None:
        self._bus = bus
        self._turn = turn
        self._told = 0

    async def hear(self, text: str) -> None:
        """Pass on the next words."""
        if text:
            news = News(self._turn.conversation.id, "delta", self._told, self._turn.message_id, text)
            self._told += len(text)
            await self._bus.publish(news)
