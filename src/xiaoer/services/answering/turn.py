"""What goes into a turn, and what comes out of it?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from xiaoer.core.dialogue.conversation import Conversation
from xiaoer.core.dialogue.question import Question
from xiaoer.core.dialogue.reply import Receipt, Reply
from xiaoer.core.dialogue.state import DialogueState


async def nobody(text: str) -> None:
    """Hear nothing."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears a reply while it is being worded; `gone` is set when nobody waits for it any more.

    What was heard is never taken back: the reply begins with it.
    """

    hear: Callable[[str], Awaitable[None]] = nobody
    gone: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class Turn:
    """One accepted message to answer; `conversation` as it was stored after the turn before.

    `gone` is set when the caller who waits for this very reply has left; the turn then ends from data.
    """

    conversation: Conversation
    message_id: str
    question: Question
    gone: asyncio.Event = field(default_factory=asyncio.Event, compare=False)


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply with its reasons and the state that it leaves."""

    reply: Reply
    receipt: Receipt
    state: DialogueState
