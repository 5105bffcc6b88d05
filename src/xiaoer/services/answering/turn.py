"""What goes into a turn, and what comes out of it?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.core.dialogue.conversation import Conversation
from xiaoer.core.dialogue.question import Question
from xiaoer.core.dialogue.reply import Receipt, Reply
from xiaoer.core.dialogue.state import DialogueState


@dataclass(frozen=True, slots=True)
class Turn:
    """One accepted message to answer; `conversation` as it was stored after the turn before."""

    conversation: Conversation
    message_id: str
    question: Question


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply with its reasons and the state that it leaves."""

    reply: Reply
    receipt: Receipt
    state: DialogueState
