"""What may a shopper do with her talk besides asking?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xiaoer.core.dialogue.conversation import Conversation, Event, Ticket
from xiaoer.core.dialogue.plan import HandOffReason
from xiaoer.core.language.normalize import clean
from xiaoer.core.language.redact import redact
from xiaoer.errors import ConversationClosed, NoSuchConversation, NoSuchMessage
from xiaoer.ports import Bus, Clock, Conversations, Feedback, Ids, News, Rating, Tickets
from xiaoer.services.conversations import wording
from xiaoer.services.conversations.runner import TurnRunner
from xiaoer.services.handoff.summary import SUMMARY_CHARS, told_by

TICKETS_COUNTED = 1000  # beyond this a queue position tells nobody anything
EVENTS_LOOKED_AT = 20  # how far back the summary of a hand-off looks for the shopper's last words


@dataclass(frozen=True, slots=True)
class TalkPorts:
    """The outside world, as talks need it."""

    conversations: Conversations
    tickets: Tickets
    bus: Bus
    clock: Clock
    ids: Ids


class Wishes:
    """Hand-off, ending, rating, feedback and erasure; every talk given here has been found for its owner."""

    def __init__(self, ports: TalkPorts, *, runner: TurnRunner, shop_id: str, hand_off_text: Callable[[], str]) -> None:
        self._ports = ports
        self._store = ports.conversations
        self._runner = runner
        self._shop_id = shop_id
        self._hand_off_text = hand_off_text

    async def hand_off(self, talk: Conversation) -> Event:
        """Bring in a person and return the state of the talk; asking again changes nothing.

        Raises `ConversationClosed`.
        """
        async with self._runner.quiet(talk.id):
            talk = await self._current(talk)
            if talk.status == "closed":
                raise ConversationClosed
            position = await self._position(await self._ticket(talk))
            at = self._ports.clock.now()
            state = Event(talk.id, talk.last_seq, "state", at, status=talk.status, queue_position=position)
            if talk.status == "bot":
                state = await self._store.append(
                    Event(talk.id, 0, "state", at, status="waiting", queue_position=position)
                )
                notice = Event(talk.id, 0, "message", at, self._ports.ids.new(), "system", self._hand_off_text())
                await self._store.append(notice)
        await self._ports.bus.publish(News(talk.id, "event", seq=state.seq))
        return state

    async def close(self, talk: Conversation) -> None:
        """End the conversation; ending it again changes nothing."""
        async with self._runner.quiet(talk.id):
            talk = await self._current(talk)
            if talk.status != "closed":
                await self._store.append(Event(talk.id, 0, "state", self._ports.clock.now(), status="closed"))
        await self._ports.bus.publish(News(talk.id, "event", seq=talk.last_seq + 1))

    async def rate(self, talk: Conversation, *, score: int, comment: str) -> None:
        """Store what the shopper thought of the talk."""
        await self._store.rate(Rating(talk.id, score, clean(comment), self._ports.clock.now()))

    async def give_feedback(self, owner: str, message_id: str, *, helpful: bool, reason: str) -> None:
        """Store what the shopper thought of one reply. Raises `NoSuchMessage`."""
        message = await self._store.message(message_id)
        if message is None or message.role not in {"assistant", "agent"}:
            raise NoSuchMessage
        talk = await self._store.find(self._shop_id, message.conversation_id)
        if talk is None or talk.owner != owner:
            raise NoSuchMessage
        await self._store.give_feedback(Feedback(message_id, helpful, clean(reason), self._ports.clock.now()))

    async def erase(self, owner: str) -> int:
        """Delete everything of one shopper; return how many conversations that were."""
        return await self._store.erase(self._shop_id, owner)

    async def _current(self, talk: Conversation) -> Conversation:
        current = await self._store.find(talk.shop_id, talk.id)
        if current is None:
            raise NoSuchConversation
        return current

    async def _ticket(self, talk: Conversation) -> Ticket:
        after = max(0, talk.last_seq - EVENTS_LOOKED_AT)
        recent = await self._store.events(talk.id, after=after, limit=EVENTS_LOOKED_AT)
        said = [event for event in recent if event.role == "shopper"]
        wish = Ticket(
            id=self._ports.ids.new(),
            shop_id=talk.shop_id,
            conversation_id=talk.id,
            message_id=said[-1].message_id if said else "",
            reason=HandOffReason.USER_ASKED,
            summary=_summary(said),
            created_at=self._ports.clock.now(),
        )
        return await self._ports.tickets.add(wish)

    async def _position(self, ticket: Ticket) -> int | None:
        waiting = await self._ports.tickets.waiting(ticket.shop_id, limit=TICKETS_COUNTED)
        return next((place for place, other in enumerate(waiting, start=1) if other.id == ticket.id), None)


def _summary(said: Sequence[Event]) -> str:
    words = [event.text for event in said if event.text]
    # Masked before it is cut: half a phone number would not be known for one.
    return redact(told_by(words))[:SUMMARY_CHARS] if words else wording.ASKED_FOR_A_PERSON
