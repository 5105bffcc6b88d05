"""What happens on the desk, as it happens?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from time import monotonic

from xiaoer.core.dialogue.conversation import Event
from xiaoer.core.dialogue.desk import PresenceStatus
from xiaoer.core.shop.hours import on_duty
from xiaoer.core.shop.profile import Profile
from xiaoer.errors import QueueFull
from xiaoer.services.conversations.stream import PULSE, Pulse
from xiaoer.services.handoff.bell import Bell, desk_channel
from xiaoer.services.handoff.changes import DeskPorts
from xiaoer.services.handoff.hall import Hall
from xiaoer.services.handoff.keeper import MOST_TICKETS
from xiaoer.services.handoff.ports import OpenTicket

LOOK_EVERY_S = 1.0  # news of other processes rings no bell here
PULSE_EVERY_S = 15.0
MOST_FOLLOWERS = 200
EVENTS_AT_ONCE = 50
RETRY_S = 5.0


@dataclass(frozen=True, slots=True)
class AgentHere:
    """An agent at a desk."""

    agent_id: str
    name: str
    status: PresenceStatus


@dataclass(frozen=True, slots=True)
class Board:
    """All that every desk shows: who waits, who has whom, who is here."""

    tickets: tuple[OpenTicket, ...]
    agents: tuple[AgentHere, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class TalkNews:
    """An event of a talk on the desk."""

    conversation_id: str
    event: Event


@dataclass(frozen=True, slots=True)
class ShopperTypes:
    """The shopper of a talk is writing."""

    conversation_id: str


DeskSign = Board | TalkNews | ShopperTypes | Pulse


class DeskFeed:
    """Streams the board whenever it differs, and what is said in the talks on it from then on.

    A desk that comes back gets the whole board first; each ticket on it tells the last event of its talk, so that
    the desk reads what it missed.
    """

    def __init__(
        self, ports: DeskPorts, *, hall: Hall, bell: Bell, shop_id: str, profile: Callable[[], Profile]
    ) -> None:
        self._ports = ports
        self._hall = hall
        self._profile = profile
        self._bell = bell
        self._shop_id = shop_id
        self._stopping = asyncio.Event()
        self.followers = 0

    def stop(self) -> None:
        """End every stream."""
        self._stopping.set()
        self._bell.ring()

    def check_room(self) -> None:
        """Raise `QueueFull` when no further desk can follow."""
        if self.followers >= MOST_FOLLOWERS or self._stopping.is_set():
            raise QueueFull(retry_after_s=RETRY_S)

    async def board(self) -> Board:
        """Return how everything stands."""
        here = await self._hall.here()
        return Board(
            tickets=await self._ports.tickets.unresolved(self._shop_id, limit=MOST_TICKETS),
            agents=tuple(AgentHere(one.agent_id, one.name, one.status) for one in here),
            is_open=self._is_open(),
        )

    async def left_over(self) -> tuple[OpenTicket, ...]:
        """Return the tickets that their day's business hours left open: the list for the next day."""
        is_open = self._is_open()
        opened = await self._ports.tickets.unresolved(self._shop_id, limit=MOST_TICKETS)
        return tuple(entry for entry in opened if entry.ticket.due_at is not None or not is_open)

    def _is_open(self) -> bool:
        return on_duty(self._profile(), self._ports.clock.now())

    async def follow(self) -> AsyncIterator[DeskSign]:
        """Yield the board, then what changes, with a pulse now and then; ends at shutdown."""
        self.followers += 1
        shown: Board | None = None
        known: dict[str, int] = {}
        typing = set[str]()
        listening = asyncio.create_task(self._listen(typing))
        pulsed = monotonic()
        try:
            while not self._stopping.is_set():
                board = await self.board()
                if board != shown:
                    yield board
                async for news in self._said(board, known, is_first=shown is None):
                    yield news
                shown = board
                while typing:
                    yield ShopperTypes(typing.pop())
                if monotonic() - pulsed >= PULSE_EVERY_S:
                    pulsed = monotonic()
                    yield PULSE
                await self._bell.wait(LOOK_EVERY_S)
        finally:
            self.followers -= 1
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _listen(self, typing: set[str]) -> None:
        """Note which shoppers are writing, told by whichever process."""
        async for news in self._ports.bus.watch(desk_channel(self._shop_id)):
            if news.kind == "typing":
                typing.add(news.text)
                self._bell.ring()

    async def _said(self, board: Board, known: dict[str, int], *, is_first: bool) -> AsyncIterator[TalkNews]:
        for entry in board.tickets:
            talk_id = entry.ticket.conversation_id
            if is_first or talk_id not in known:
                known[talk_id] = entry.last_seq
            while known[talk_id] < entry.last_seq:
                events = await self._ports.conversations.events(talk_id, after=known[talk_id], limit=EVENTS_AT_ONCE)
                if not events:
                    break
                known[talk_id] = events[-1].seq
                for event in events:
                    yield TalkNews(talk_id, event)
