"""What may agents send to the desk, and what do they read there?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

from xiaoer.core.dialogue.conversation import ConversationStatus, Event, Ticket
from xiaoer.core.dialogue.desk import CannedReply, Note, PresenceStatus
from xiaoer.core.dialogue.plan import HandOffReason, Route
from xiaoer.services.handoff.feed import AgentHere, Board
from xiaoer.services.handoff.ports import OpenTicket
from xiaoer.web.schemas import VISIBLE, Closed, MessageView, SourceView, Text, Token

NoteText = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Shortcut = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=VISIBLE, strip_whitespace=True)]
AccountId = Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9_-]*$")]
MessageId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Contact = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=VISIBLE)]


class AgentReplyBody(Closed):
    """An agent's words to the shopper."""

    client_message_id: Token
    text: Text


class NoteBody(Closed):
    """An agent's words to the others."""

    text: NoteText


class TransferBody(Closed):
    """To whom a talk goes; an empty `to` is the queue."""

    to: AccountId = ""


class ReadBody(Closed):
    """Up to which message was read."""

    message_id: MessageId


class PresenceBody(Closed):
    """How an agent is."""

    status: PresenceStatus


class CannedBody(Closed):
    """A canned reply."""

    shortcut: Shortcut
    text: Text


class ContactBody(Closed):
    """How a shopper wants to be reached, and what she wants to say."""

    contact: Contact
    message: Annotated[str, StringConstraints(max_length=2000)] = ""


class TicketView(BaseModel):
    """One ticket."""

    id: str
    conversation_id: str
    status: Literal["waiting", "taken", "resolved"]
    reason: HandOffReason
    summary: str
    created_at: str
    agent_id: str
    agent_name: str
    claimed_at: str | None
    replied_at: str | None
    waiting_since: str | None
    due_at: str | None
    resolved_at: str | None
    alarms: int
    contact: str
    version: int


class OpenTicketView(TicketView):
    """One open ticket, and how its talk stands."""

    talk_status: ConversationStatus
    last_seq: int


class AgentView(BaseModel):
    """An agent who is here."""

    agent_id: str
    name: str
    status: PresenceStatus


class BoardView(BaseModel):
    """All that the desk shows."""

    tickets: list[OpenTicketView]
    agents: list[AgentView]
    is_open: bool
    now: str
    patience_s: float


class TicketsView(BaseModel):
    """Tickets in a list."""

    tickets: list[TicketView]


class ColleagueView(BaseModel):
    """Somebody whom a talk can be given to."""

    id: str
    display_name: str
    status: PresenceStatus | Literal["gone"]


class ColleaguesView(BaseModel):
    """Everybody whom a talk can be given to."""

    colleagues: list[ColleagueView]


class NoteView(BaseModel):
    """One note."""

    id: str
    author: str
    text: str
    created_at: str


class ReadMarkView(BaseModel):
    """Up to which message somebody has read."""

    role: str
    message_id: str


class TalkView(BaseModel):
    """A talk as agents see it; `next` is the cursor of the next page, none at the end."""

    id: str
    status: ConversationStatus
    created_at: str
    last_seq: int
    messages: list[MessageView]
    reads: list[ReadMarkView]
    notes: list[NoteView]
    tickets: list[TicketView]
    next: int | None


class DraftView(BaseModel):
    """What the assistant would say; empty where the data hold no answer."""

    text: str
    route: Route | Literal[""]
    sources: list[SourceView]


class CannedView(BaseModel):
    """One canned reply."""

    id: str
    shortcut: str
    text: str


class CannedRepliesView(BaseModel):
    """All canned replies, by shortcut."""

    replies: list[CannedView]


def ticket_view(ticket: Ticket) -> TicketView:
    """Return a ticket as agents see it."""
    return TicketView(**_of_ticket(ticket))  # type: ignore[arg-type]  # pydantic checks each field


def open_ticket_view(entry: OpenTicket) -> OpenTicketView:
    """Return an open ticket as agents see it."""
    fields = _of_ticket(entry.ticket)
    return OpenTicketView(**fields, talk_status=entry.talk_status, last_seq=entry.last_seq)  # type: ignore[arg-type]


def board_view(board: Board, *, now: str, patience_s: float) -> BoardView:
    """Return the board as agents see it."""
    return BoardView(
        tickets=[open_ticket_view(entry) for entry in board.tickets],
        agents=[agent_view(agent) for agent in board.agents],
        is_open=board.is_open,
        now=now,
        patience_s=patience_s,
    )


def agent_view(agent: AgentHere) -> AgentView:
    """Return an agent who is here."""
    return AgentView(agent_id=agent.agent_id, name=agent.name, status=agent.status)


def note_view(note: Note) -> NoteView:
    """Return a note."""
    return NoteView(id=note.id, author=note.author_name, text=note.text, created_at=note.created_at.isoformat())


def canned_view(reply: CannedReply) -> CannedView:
    """Return a canned reply."""
    return CannedView(id=reply.id, shortcut=reply.shortcut, text=reply.text)


def read_view(event: Event) -> ReadMarkView:
    """Return a read mark."""
    return ReadMarkView(role=event.role, message_id=event.message_id)


def _of_ticket(ticket: Ticket) -> dict[str, object]:
    moments = ("created_at", "claimed_at", "replied_at", "waiting_since", "due_at", "resolved_at")
    plain = ("id", "conversation_id", "status", "reason", "summary", "agent_id", "agent_name", "alarms", "contact")
    times = {name: getattr(ticket, name) for name in moments}
    return {
        **{name: getattr(ticket, name) for name in plain},
        **{name: at.isoformat() if at is not None else None for name, at in times.items()},
        "version": ticket.version,
    }
