"""Is anybody being forgotten?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from xiaoer.core.dialogue.conversation import Event, Ticket
from xiaoer.core.dialogue.waiting import alarms_due, expected_wait_s, usual_talk_s, waited_s
from xiaoer.core.shop.hours import next_opening, on_duty
from xiaoer.core.shop.profile import Profile
from xiaoer.errors import ConversationClosed, MissingError, TicketMoved, XiaoerError
from xiaoer.services.handoff import tellings, wording
from xiaoer.services.handoff.changes import Changes, Decision, DeskPorts
from xiaoer.services.handoff.hall import Hall
from xiaoer.services.handoff.moves import Moves
from xiaoer.services.handoff.ports import OpenTicket

MOST_TICKETS = 500
MOST_TOLD = 50  # places in the queue whose shoppers hear of every move; further back it tells nobody anything
TALKS_MEASURED = 20
MEASURED_EVERY = timedelta(minutes=1)
HALF_MADE_AFTER = timedelta(seconds=10)  # a hand-off writes its ticket first: one this old was cut off

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scene:
    """What holds for all who wait at one moment."""

    now: datetime
    profile: Profile
    is_open: bool  #: within business hours, or somebody is here all the same
    here: frozenset[str]  #: agents whose desks were heard of lately
    free: int  #: agents who take talks now
    talk_s: float

    def wait_s(self, position: int) -> int | None:
        """Return how long the shopper at this place may expect to wait."""
        return expected_wait_s(position, agents=self.free, talk_s=self.talk_s)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the last look found, for those who run the installation."""

    waiting: int = 0
    taken: int = 0
    alarming: int = 0
    longest_wait_s: float = 0.0


class Keeper:
    """Looks at every open ticket again and again, and sees that each shopper hears what is so, once.

    What was said is stored with its ticket in one change, so that neither a restart nor a second process says it
    again.
    """

    def __init__(
        self,
        ports: DeskPorts,
        *,
        changes: Changes,
        moves: Moves,
        hall: Hall,
        shop_id: str,
        profile: Callable[[], Profile],
        patience_s: float,
    ) -> None:
        self._ports = ports
        self._changes = changes
        self._moves = moves
        self._hall = hall
        self._shop_id = shop_id
        self._profile = profile
        self._patience_s = patience_s
        self._measured: tuple[datetime | None, float] = (None, 0.0)
        self.counts = Counts()

    async def keep(self, pause_s: float) -> None:
        """Look after the waiting until cancelled."""
        while True:
            try:
                await self.look()
            except XiaoerError as error:
                log.warning("queue not looked after", extra={"code": error.code})
            except Exception:  # the rim of a background loop: the next round may fare better
                log.exception("queue not looked after")
            await asyncio.sleep(pause_s)

    async def look(self) -> int:
        """Do for every open ticket what is due now; return how many were changed."""
        opened = await self._ports.tickets.unresolved(self._shop_id, limit=MOST_TICKETS)
        self.counts = _counts(opened, self._ports.clock.now(), self._patience_s)
        if not opened:
            return 0
        scene = await self.scene()
        position = changed = 0
        for entry in opened:
            position += entry.ticket.status == "waiting"
            decided = self._decide(entry, scene, position)
            if decided is None:
                continue
            try:
                await self._changes.store(entry.ticket, *decided)
                changed += 1
            except (TicketMoved, ConversationClosed, MissingError):
                continue  # somebody was quicker; the next look sees how it stands
        return changed

    async def scene(self) -> Scene:
        """Return how the shop stands for those who wait."""
        now, profile = self._ports.clock.now(), self._profile()
        here = await self._hall.here()
        return Scene(
            now=now,
            profile=profile,
            is_open=on_duty(profile, now) or any(one.status == "online" for one in here),
            here=frozenset(one.agent_id for one in here),
            free=sum(one.status == "online" for one in here),
            talk_s=await self._usual_talk_s(now),
        )

    async def _usual_talk_s(self, now: datetime) -> float:
        at, talk_s = self._measured
        if at is None or now - at >= MEASURED_EVERY:
            resolved = await self._ports.tickets.resolved(self._shop_id, limit=TALKS_MEASURED)
            at, talk_s = self._measured = (now, usual_talk_s(resolved))
        return talk_s

    def _decide(self, entry: OpenTicket, scene: Scene, position: int) -> Decision | None:
        ticket = entry.ticket
        if entry.talk_status == "closed":
            return self._moves.resolved(ticket), ()
        if ticket.status == "taken":
            return self._of_taken(ticket, scene)
        if entry.talk_status == "bot":
            return self._of_half_made(ticket, scene, position)
        return self._of_waiting(ticket, scene, position) if scene.is_open else self._after_hours(ticket, scene)

    def _of_half_made(self, ticket: Ticket, scene: Scene, position: int) -> Decision | None:
        if scene.now - ticket.created_at < HALF_MADE_AFTER:
            return None
        state = tellings.queued(ticket, position=position, wait_s=scene.wait_s(position), at=scene.now)
        return replace(ticket, told_position=position), (state,)

    def _of_taken(self, ticket: Ticket, scene: Scene) -> Decision | None:
        if ticket.agent_id not in scene.here and self._was_given_long_ago(ticket, scene):
            after, events = self._moves.queued(ticket, wording.QUEUED_AGAIN)
            return replace(after, alarms=1), events
        due = alarms_due(ticket, scene.now, patience_s=self._patience_s)
        if due <= ticket.alarms:
            return None
        told = wording.AGENT_IS_SLOW.format(agent=ticket.agent_name)
        return replace(ticket, alarms=due), (self._moves.notice(ticket, told),)

    def _was_given_long_ago(self, ticket: Ticket, scene: Scene) -> bool:
        """Return whether a colleague has had the time to open his desk."""
        given = ticket.claimed_at or ticket.created_at
        return (scene.now - given).total_seconds() >= self._hall.stale_s

    def _of_waiting(self, ticket: Ticket, scene: Scene, position: int) -> Decision | None:
        after, events = ticket, list[Event]()
        wait_s = scene.wait_s(position)
        if position <= MOST_TOLD and ticket.told_position != position:
            after = replace(after, told_position=position)
            events.append(tellings.queued(ticket, position=position, wait_s=wait_s, at=scene.now))
        due = alarms_due(ticket, scene.now, patience_s=self._patience_s)
        if due > ticket.alarms:
            after = replace(after, alarms=due)
            events.append(self._moves.notice(ticket, tellings.still_waiting(position, wait_s)))
        return _unless_same(ticket, after, events)

    def _after_hours(self, ticket: Ticket, scene: Scene) -> Decision | None:
        if ticket.due_at is not None and ticket.due_at > scene.now:
            return None
        opens = next_opening(scene.profile, scene.now)
        after, was_open = replace(ticket, due_at=opens), on_duty(scene.profile, ticket.created_at)
        if not was_open and ticket.due_at is None and ticket.claimed_at is None:
            return after, ()  # the hours were told to her when she asked
        told = tellings.left_for_later(scene.profile, opens=opens, was_open=was_open or ticket.due_at is not None)
        return after, (self._moves.notice(ticket, told),)


def _counts(opened: Sequence[OpenTicket], now: datetime, patience_s: float) -> Counts:
    waits = [waited_s(entry.ticket, now) for entry in opened]
    return Counts(
        waiting=sum(entry.ticket.status == "waiting" for entry in opened),
        taken=sum(entry.ticket.status == "taken" for entry in opened),
        alarming=sum(wait_s >= patience_s for wait_s in waits),
        longest_wait_s=max(waits, default=0.0),
    )


def _unless_same(before: Ticket, after: Ticket, events: Sequence[Event]) -> Decision | None:
    return None if after is before else (after, events)
