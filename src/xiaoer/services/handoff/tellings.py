"""Which events tell a shopper how her waiting goes?"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from xiaoer.core.dialogue.conversation import Event, Ticket
from xiaoer.core.shop.profile import Profile
from xiaoer.ports import Ids
from xiaoer.services.handoff import wording


def notice(ticket: Ticket, text: str, *, ids: Ids, at: datetime) -> Event:
    """Return a message of the system, as yet without a number."""
    return Event(ticket.conversation_id, 0, "message", at, ids.new(), "system", text)


def taken(ticket: Ticket, *, at: datetime) -> Event:
    """Return the state of a talk that an agent has."""
    return Event(ticket.conversation_id, 0, "state", at, status="agent", speaker=ticket.agent_name)


def queued(ticket: Ticket, *, position: int | None, wait_s: int | None, at: datetime) -> Event:
    """Return the state of a talk that waits for a person."""
    return Event(ticket.conversation_id, 0, "state", at, status="waiting", queue_position=position, wait_s=wait_s)


def given_back(ticket: Ticket, *, at: datetime) -> Event:
    """Return the state of a talk that the assistant has again."""
    return Event(ticket.conversation_id, 0, "state", at, status="bot")


def still_waiting(position: int, wait_s: int | None) -> str:
    """Return an honest word to a shopper whom nobody has taken yet."""
    if wait_s is None:
        return wording.NOBODY_HERE
    return wording.STILL_WAITING_FOR.format(position=position, minutes=wait_s // 60)


def left_for_later(profile: Profile, *, opens: datetime, was_open: bool) -> str:
    """Return what a shopper hears whose question stays for the next business hours.

    `was_open` says that people were on duty when she asked.
    """
    local = opens.astimezone(ZoneInfo(profile.timezone))
    day = f"{local.month}月{local.day}日({wording.WEEKDAYS[local.weekday()]})"
    text = wording.CARRIED_OVER if was_open else wording.LEFT_FOR_LATER
    return text.format(hours=profile.business_hours, day=day, clock=f"{local:%H:%M}")
