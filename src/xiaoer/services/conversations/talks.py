"""May this message come in, who answers it, and what becomes of the talk?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from xiaoer.core.dialogue.conversation import Conversation, Event
from xiaoer.core.dialogue.question import MAX_TEXT_CHARS, Question
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.language.normalize import clean
from xiaoer.errors import EmptyQuestion, NoSuchConversation, QuestionTooLong, QueueFull
from xiaoer.ports import Accepted, Incoming, News
from xiaoer.services.answering.turn import Turn
from xiaoer.services.conversations import wording
from xiaoer.services.conversations.asking import BUSY_RETRY_S, Ear, Piece
from xiaoer.services.conversations.limits import TalkLimits
from xiaoer.services.conversations.resume import resume
from xiaoer.services.conversations.runner import Answerer, TurnRunner
from xiaoer.services.conversations.stream import EventStreams, Sign
from xiaoer.services.conversations.wishes import TalkPorts, Wishes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a synchronous caller gets for a message."""

    conversation: Conversation
    message: Event  #: the assistant's; a system notice, not stored, while a person has the talk


class Talks:
    """All that callers may do with conversations. "Not yours" and "absent" are the same error everywhere."""

    def __init__(
        self,
        ports: TalkPorts,
        *,
        answerer: Answerer,
        shop_id: str,
        limits: TalkLimits | None = None,
        hand_off_text: Callable[[], str] = lambda: wording.HAND_OFF,
    ) -> None:
        limits = limits or TalkLimits()
        self._ports = ports
        self._store = ports.conversations
        self._shop_id = shop_id
        self._limits = limits
        self.runner = TurnRunner(answerer, conversations=ports.conversations, bus=ports.bus, limits=limits)
        self.streams = EventStreams(conversations=ports.conversations, bus=ports.bus, limits=limits)
        self.wishes = Wishes(ports, runner=self.runner, shop_id=shop_id, hand_off_text=hand_off_text)

    async def open(self, owner: str, *, name: str = "") -> Conversation:
        """Return the caller's conversation of this name, new if there is none; without a name, a new one."""
        new_id = self._ports.ids.new()
        return await self._store.open(
            Conversation(
                id=new_id,
                shop_id=self._shop_id,
                owner=owner,
                name=name or new_id,
                status="bot",
                last_seq=0,
                created_at=self._ports.clock.now(),
                state=FRESH,
            )
        )

    async def find(self, owner: str, conversation_id: str) -> Conversation:
        """Return the caller's conversation. Raises `NoSuchConversation`."""
        talk = await self._store.find(self._shop_id, conversation_id)
        if talk is None or talk.owner != owner:
            raise NoSuchConversation
        return talk

    async def owned(self, owner: str, *, limit: int) -> tuple[Conversation, ...]:
        """Return the caller's conversations, newest first."""
        return await self._store.owned(self._shop_id, owner, limit=limit)

    async def post(self, talk: Conversation, question: Question, *, client_message_id: str) -> Accepted:
        """Accept a message durably and see that it is answered in the background.

        Raises `EmptyQuestion`, `QuestionTooLong`, `QueueFull`, `ClientIdReused`, `ConversationClosed`, `StoreDown`.
        """
        accepted, _ = await self._take(talk, _checked(question), client_message_id)
        return accepted

    async def ask(self, owner: str, question: Question, *, name: str = "") -> Answer:
        """Accept a message into the caller's conversation `name` and wait for the reply.

        Raises what `post` raises, and `QueueFull` when the reply takes too long; the message is then still answered.
        """
        question = _checked(question)
        self.runner.check_room()
        talk = await self.open(owner, name=name)
        gone = asyncio.Event()
        accepted, reply = await self._take(talk, question, self._ports.ids.new(), gone)
        if reply is None:
            return Answer(talk, _person_is_here(talk, accepted, self._ports.clock.now()))
        try:
            await asyncio.wait({reply}, timeout=self._limits.reply_timeout_s)
        finally:
            if not reply.done():
                gone.set()  # she has left, or waits no longer: a model has nobody to speak to
        if not reply.done():
            raise QueueFull("the reply took too long", retry_after_s=BUSY_RETRY_S)
        return Answer(talk, reply.result())

    async def ask_aloud(
        self, owner: str, question: Question, *, name: str = ""
    ) -> AsyncGenerator[Piece | Answer, None]:
        """Do what `ask` does, but yield the words of the reply as they come; the answer is the last."""
        question = _checked(question)
        self.runner.check_room()
        talk = await self.open(owner, name=name)
        gone = asyncio.Event()
        async with Ear(self._ports.bus, talk.id, self._ports.clock) as ear:
            accepted, reply = await self._take(talk, question, self._ports.ids.new(), gone)
            if reply is None:
                yield Answer(talk, _person_is_here(talk, accepted, self._ports.clock.now()))
                return
            try:
                async for piece in ear.hear(accepted.message_id, reply, timeout_s=self._limits.reply_timeout_s):
                    yield piece
            finally:
                if not reply.done():
                    gone.set()
            yield Answer(talk, reply.result())

    async def resume(self) -> int:
        """Take up every accepted message that has no reply yet; return how many there were."""
        return await resume(self._store, self.runner, shop_id=self._shop_id)

    async def history(self, talk: Conversation, *, after: int, limit: int) -> tuple[Event, ...]:
        """Return stored events after a sequence number."""
        return await self._store.events(talk.id, after=after, limit=limit)

    def follow(self, talk: Conversation, *, after: int) -> AsyncIterator[Sign]:
        """Follow a conversation from a sequence number on. Raises `QueueFull` when too many do."""
        self.streams.check_room(talk.id)
        return self.streams.follow(talk.id, after=after)

    def stop_taking(self) -> None:
        """Refuse new messages and end the event streams; what is in hand goes on."""
        self.runner.stop_taking()
        self.streams.stop()

    async def drain(self, timeout_s: float) -> int:
        """Stop taking, finish what is in hand, and return how many turns are left for the next start."""
        self.stop_taking()
        return await self.runner.drain(timeout_s)

    async def _take(
        self, talk: Conversation, question: Question, client_message_id: str, gone: asyncio.Event | None = None
    ) -> tuple[Accepted, asyncio.Future[Event] | None]:
        ids, clock = self._ports.ids, self._ports.clock
        async with self.runner.lane(talk.id) as lane:
            self.runner.check_room()
            incoming = Incoming(
                conversation_id=talk.id,
                message_id=ids.new(),
                client_message_id=client_message_id,
                text=question.text,
                context=question.context,
                at=clock.now(),
                phone=question.shopper.phone,
            )
            accepted = await self._store.accept(incoming)
            reply = None
            if accepted.awaits_reply and (accepted.fresh or await self._left_over(accepted.message_id)):
                stale = lane.tail is not None or accepted.seq != talk.last_seq + 1
                reply = self.runner.start(
                    Turn(talk, accepted.message_id, question, gone or asyncio.Event()), lane, stale=stale
                )
        if accepted.fresh:
            await self._ports.bus.publish(News(talk.id, "event", seq=accepted.seq))
        return accepted, reply

    async def _left_over(self, message_id: str) -> bool:
        return not self.runner.works_on(message_id) and await self._store.reply_to(message_id) is None


def _checked(question: Question) -> Question:
    if len(question.text) > MAX_TEXT_CHARS:
        raise QuestionTooLong
    text = clean(question.text)
    if not text:
        raise EmptyQuestion
    return question if text == question.text else replace(question, text=text)


def _person_is_here(talk: Conversation, accepted: Accepted, at: datetime) -> Event:
    return Event(
        conversation_id=talk.id,
        seq=accepted.seq,
        kind="message",
        created_at=at,
        message_id=accepted.message_id,
        role="system",
        text=wording.PERSON_IS_HERE,
        in_reply_to=accepted.message_id,
        route="handoff",
    )
