"""What becomes of a ticket when its talk changes hands, and what does the shopper hear of it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from xiaoer.core.dialogue.conversation import Event, Ticket
from xiaoer.core.shop.profile import Profile
from xiaoer.ports import Clock, Ids
from xiaoer.services.handoff import tellings, wording
from xiaoer.services.handoff.changes import Decision


class Moves:
    """Decides; nothing is stored here."""

    def __init__(self, *, clock: Clock, ids: Ids, profile: Callable[[], Profile]) -> None:
        self._clock = clock
        self._ids = ids
        self._profile = profile

    def given(self, ticket: Ticket, agent_id: str, name: str, words: str) -> Decision:
        """Give a talk to an agent; `words` say so, with his name for `{agent}`."""
        now = self._clock.now()
        after = replace(
            ticket,
            status="taken",
            agent_id=agent_id,
            agent_name=name,
            claimed_at=now,
            resolved_at=None,
            waiting_since=ticket.waiting_since or (ticket.created_at if ticket.replied_at is None else None),
            alarms=0,
            told_position=None,
        )
        return after, (tellings.taken(after, at=now), self.notice(ticket, words.format(agent=name)))

    def queued(self, ticket: Ticket, words: str) -> Decision:
        """Put a talk back into the queue; `words` say so, with the last agent's name for `{agent}`."""
        now = self._clock.now()
        since = ticket.waiting_since or now
        after = replace(ticket, status="waiting", waiting_since=since, alarms=0, told_position=None)
        state = tellings.queued(ticket, position=None, wait_s=None, at=now)
        return after, (state, self.notice(ticket, words.format(agent=ticket.agent_name)))

    def ended(self, ticket: Ticket) -> Decision:
        """Give a talk back to the assistant."""
        now = self._clock.now()
        told = wording.RESOLVED.format(assistant=self._profile().assistant_name)
        after = self.resolved(ticket)
        return after, (tellings.given_back(ticket, at=now), self.notice(ticket, told))

    def resolved(self, ticket: Ticket) -> Ticket:
        """Return a ticket that nobody waits on any more."""
        now = self._clock.now()
        return replace(ticket, status="resolved", resolved_at=now, waiting_since=None, due_at=None, told_position=None)

    def notice(self, ticket: Ticket, text: str) -> Event:
        """Return a message of the system to the shopper."""
        return tellings.notice(ticket, text, ids=self._ids, at=self._clock.now())
