"""What may an agent do with a ticket and its talk?"""

from __future__ import annotations

from dataclasses import replace

from xiaoer.core.dialogue.conversation import Conversation, Event, Ticket
from xiaoer.core.dialogue.desk import Note
from xiaoer.core.dialogue.question import MAX_TEXT_CHARS
from xiaoer.core.language.normalize import clean
from xiaoer.core.staff import Role, StaffAccount, Staffer
from xiaoer.errors import (
    EmptyQuestion,
    NoSuchAccount,
    NoSuchConversation,
    QuestionTooLong,
    TicketMoved,
    TicketTaken,
)
from xiaoer.ports import News
from xiaoer.services.conversations.runner import TurnRunner
from xiaoer.services.handoff import wording
from xiaoer.services.handoff.changes import Changes, Decision, DeskPorts
from xiaoer.services.handoff.hall import Hall
from xiaoer.services.handoff.moves import Moves


class Desk:
    """Claim, reply, note, transfer, resolve, reopen: each is one change in the store, made whole or not at all."""

    def __init__(
        self, ports: DeskPorts, *, changes: Changes, moves: Moves, hall: Hall, runner: TurnRunner, shop_id: str
    ) -> None:
        self._ports = ports
        self._hall = hall
        self._changes = changes
        self._moves = moves
        self._runner = runner
        self._shop_id = shop_id

    async def talk(self, conversation_id: str) -> Conversation:
        """Return a talk that a person was asked into. Raises `NoSuchConversation`."""
        talk = await self._ports.conversations.find(self._shop_id, conversation_id)
        if talk is None or not await self._ports.tickets.of_conversation(self._shop_id, conversation_id):
            raise NoSuchConversation
        return talk

    async def claim(self, agent: Staffer, ticket_id: str) -> Ticket:
        """Take a waiting ticket; claiming one's own again changes nothing. Raises `TicketTaken`."""

        def claimed(ticket: Ticket) -> Decision:
            if ticket.status == "resolved":
                raise TicketMoved(ticket.id)
            if ticket.status == "waiting":
                return self._moves.given(ticket, agent.id, agent.name, wording.CLAIMED)
            _check_his(ticket, agent)
            return ticket, ()

        ticket = await self._changes.ticket(ticket_id)
        await self._hall.heard(agent)
        # The assistant finishes what it is saying before a person begins.
        async with self._runner.quiet(ticket.conversation_id):
            after, _ = await self._changes.make(ticket_id, claimed)
        return after

    async def reply(self, agent: Staffer, ticket_id: str, text: str, *, client_message_id: str) -> Event:
        """Say something to the shopper, once per client id. Raises `TicketTaken` unless the agent has the talk."""
        message = self._words(agent, text, client_message_id)

        def said(ticket: Ticket) -> Decision:
            _check_his(ticket, agent)
            replied = ticket.replied_at or message.created_at
            after = replace(ticket, waiting_since=None, due_at=None, replied_at=replied, alarms=0)
            return after, (replace(message, conversation_id=ticket.conversation_id),)

        _, events = await self._changes.make(ticket_id, said)
        await self._hall.heard(agent)
        return events[0]

    def _words(self, agent: Staffer, text: str, client_message_id: str) -> Event:
        if len(text) > MAX_TEXT_CHARS:
            raise QuestionTooLong
        cleaned = clean(text)
        if not cleaned:
            raise EmptyQuestion
        ids, now = self._ports.ids, self._ports.clock.now()
        named = f"agent:{agent.id}:{client_message_id}"  # client ids count within a talk, the shopper's as well
        return Event("", 0, "message", now, ids.new(), "agent", cleaned, client_message_id=named, speaker=agent.name)

    async def note(self, agent: Staffer, ticket_id: str, text: str) -> Note:
        """Tell the other agents something about a talk; its shopper never reads it. Raises `EmptyQuestion`."""
        if not clean(text):
            raise EmptyQuestion
        ids, now = self._ports.ids, self._ports.clock.now()
        ticket = await self._changes.ticket(ticket_id)
        note = Note(ids.new(), self._shop_id, ticket.conversation_id, agent.id, agent.name, clean(text), now)
        await self._ports.desk.add_note(note)
        await self._changes.make(ticket_id, lambda now: (replace(now), ()))  # its version tells every desk to look
        return note

    async def transfer(self, agent: Staffer, ticket_id: str, *, to: str) -> Ticket:
        """Give a talk to a colleague, or with an empty `to` back to the queue.

        Only who has it may do so, and an owner. Raises `NoSuchAccount` and `TicketTaken`.
        """
        colleague = await self._colleague(to) if to else None

        def moved(ticket: Ticket) -> Decision:
            _check_may(ticket, agent)
            if colleague is None:
                return self._moves.queued(ticket, wording.PASSED_ON)
            return self._moves.given(ticket, colleague.id, colleague.display_name, wording.TRANSFERRED)

        after, _ = await self._changes.make(ticket_id, moved)
        return after

    async def resolve(self, agent: Staffer, ticket_id: str) -> Ticket:
        """End the hand-off: the assistant has the talk again. Only who has it may do so, and an owner."""

        def done(ticket: Ticket) -> Decision:
            _check_may(ticket, agent)
            return self._moves.ended(ticket)

        after, _ = await self._changes.make(ticket_id, done)
        return after

    async def reopen(self, agent: Staffer, ticket_id: str) -> Ticket:
        """Take up a resolved ticket again.

        Raises `TicketMoved` where it is not resolved or the shopper has asked anew, `ConversationClosed`.
        """

        def again(ticket: Ticket) -> Decision:
            if ticket.status != "resolved":
                raise TicketMoved(ticket.id)
            after, events = self._moves.given(ticket, agent.id, agent.name, wording.REOPENED)
            return replace(after, waiting_since=None, replied_at=after.replied_at or after.claimed_at), events

        after, _ = await self._changes.make(ticket_id, again)
        return after

    async def read(self, agent: Staffer, ticket_id: str, message_id: str) -> None:
        """Mark that the agent has read up to a message. Raises `TicketTaken` unless he has the talk."""
        ticket = await self._changes.ticket(ticket_id)
        _check_his(ticket, agent)
        mark = Event(ticket.conversation_id, 0, "read", self._ports.clock.now(), message_id, "agent")
        stored = await self._ports.conversations.append(mark)
        await self._changes.tell(ticket.conversation_id, stored.seq)

    async def type(self, agent: Staffer, ticket_id: str) -> None:
        """Show the shopper that the agent is writing. Raises `TicketTaken` unless he has the talk."""
        ticket = await self._changes.ticket(ticket_id)
        _check_his(ticket, agent)
        await self._ports.bus.publish(News(ticket.conversation_id, "typing"))

    async def _colleague(self, account_id: str) -> StaffAccount:
        account = await self._ports.colleagues.find(self._shop_id, account_id)
        if account is None or account.status != "active" or not account.role.covers(Role.AGENT):
            raise NoSuchAccount(account_id)
        return account


def _check_his(ticket: Ticket, agent: Staffer) -> None:
    if ticket.status != "taken":
        raise TicketMoved(ticket.id)
    if ticket.agent_id != agent.id:
        raise TicketTaken(ticket.id)


def _check_may(ticket: Ticket, agent: Staffer) -> None:
    if ticket.status == "resolved":
        raise TicketMoved(ticket.id)
    if agent.role is not Role.OWNER:
        _check_his(ticket, agent)
