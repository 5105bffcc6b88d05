"""What is a conversation, as a durable ordered list of events?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from xiaoer.core.dialogue.attachment import Attachment
from xiaoer.core.dialogue.plan import HandOffReason, Route
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.reply import Source
from xiaoer.core.dialogue.state import DialogueState

ConversationStatus = Literal["bot", "waiting", "agent", "closed"]
EventKind = Literal["message", "state", "read"]
SpeakerRole = Literal["shopper", "assistant", "agent", "system"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One talk.

    `owner` is the principal it belongs to (who may read it) and `name` the caller's own name for it;
    the two are unique together within a shop.
    """

    id: str
    shop_id: str
    owner: str
    name: str
    status: ConversationStatus
    last_seq: int
    created_at: datetime
    state: DialogueState


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a conversation; `seq` counts from 1 without gaps. Message fields are empty on other kinds."""

    conversation_id: str
    seq: int
    kind: EventKind
    created_at: datetime
    message_id: str = ""
    role: SpeakerRole | Literal[""] = ""
    text: str = ""
    client_message_id: str = ""
    in_reply_to: str = ""
    route: Route | Literal[""] = ""
    rule: str = ""
    sources: tuple[Source, ...] = ()
    context: PageContext | None = None
    status: ConversationStatus | Literal[""] = ""  #: on state events
    queue_position: int | None = None
    wait_s: int | None = None  #: how long a waiting shopper may expect to wait, where that can be told
    speaker: str = ""  #: display name of the agent who speaks or has the talk
    attachment: Attachment | None = None  #: the file that this message brings


@dataclass(frozen=True, slots=True)
class Ticket:
    """A shopper's claim on a person's attention."""

    id: str
    shop_id: str
    conversation_id: str
    message_id: str
    reason: HandOffReason
    summary: str
    created_at: datetime
    status: Literal["waiting", "taken", "resolved"] = "waiting"
    version: int = 0  #: counts changes, so that two of them cannot cross
    agent_id: str = ""  #: who has it, or had it last
    agent_name: str = ""
    claimed_at: datetime | None = None
    replied_at: datetime | None = None  #: first words of a person
    waiting_since: datetime | None = None  #: since when her words are without an answer of a person; None: answered
    due_at: datetime | None = None  #: left for the business hours that begin then
    resolved_at: datetime | None = None
    alarms: int = 0  #: honest words said about the waiting
    told_position: int | None = None
    contact: str = ""  #: how she wants to be reached


@dataclass(frozen=True, slots=True)
class FailureCase:
    """A question that the data did not answer, kept so that the shop can learn from it."""

    id: str
    shop_id: str
    message_id: str
    question: str  #: redacted
    intent: str
    rule: str
    created_at: datetime
