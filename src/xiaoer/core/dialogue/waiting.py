"""How long has she been waiting for a person, and what may she be told about it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil

from xiaoer.core.dialogue.conversation import Ticket
from xiaoer.core.dialogue.desk import Presence

ALARM_STEPS = (1, 3, 10)  # honest words after so many times the patience; more of them would only annoy
USUAL_TALK_S = 300.0  # until there are talks to measure
SHORTEST_TALK_S, LONGEST_TALK_S = 60.0, 1800.0


def waits_since(ticket: Ticket) -> datetime | None:
    """Return since when a shopper waits for a person's words, None while she has them.

    What was left outside business hours waits from the next opening on.
    """
    if ticket.status == "resolved":
        return None
    since = ticket.waiting_since
    if since is None and ticket.replied_at is None:
        since = ticket.created_at
    if since is None:
        return None
    return max(since, ticket.due_at) if ticket.due_at is not None else since


def waited_s(ticket: Ticket, now: datetime) -> float:
    """Return for how many seconds she has been waiting for a person's words."""
    since = waits_since(ticket)
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0


def alarms_due(ticket: Ticket, now: datetime, *, patience_s: float) -> int:
    """Return how many honest words about the waiting should have been said by now; an agent's time starts with him."""
    waited = waited_s(ticket, now)
    if ticket.status == "taken" and ticket.claimed_at is not None:
        waited = min(waited, (now - ticket.claimed_at).total_seconds())
    return sum(waited >= step * patience_s for step in ALARM_STEPS)


def is_here(presence: Presence, now: datetime, *, since: datetime, stale_s: float) -> bool:
    """Return whether an agent's desk was heard of lately; silence counts from `since` at the earliest."""
    return (now - max(presence.seen_at, since)).total_seconds() < stale_s


def usual_talk_s(resolved: Sequence[Ticket]) -> float:
    """Return how long a talk with a person usually takes, from the latest resolved ones."""
    lengths = [
        (ticket.resolved_at - ticket.claimed_at).total_seconds()
        for ticket in resolved
        if ticket.resolved_at is not None and ticket.claimed_at is not None
    ]
    if not lengths:
        return USUAL_TALK_S
    return min(max(sum(lengths) / len(lengths), SHORTEST_TALK_S), LONGEST_TALK_S)


def expected_wait_s(position: int, *, agents: int, talk_s: float) -> int | None:
    """Return how long the shopper at this place may expect to wait, in whole minutes; None when nobody is there."""
    if agents == 0:
        return None
    return ceil(ceil(position / agents) * talk_s / 60) * 60
