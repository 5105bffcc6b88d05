"""Which agents are here, and what do they say often?"""

from __future__ import annotations

from xiaoer.core.dialogue.desk import CannedReply, Presence, PresenceStatus
from xiaoer.core.dialogue.waiting import is_here
from xiaoer.core.language.normalize import clean
from xiaoer.core.staff import Staffer
from xiaoer.errors import NoSuchCannedReply
from xiaoer.services.handoff.changes import DeskPorts


class Hall:
    """Presence of the agents, and their canned replies.

    An agent whose desk falls silent counts as gone. Silence counts from the start of the process at the earliest:
    while the server was down, nobody could be heard.
    """

    def __init__(self, ports: DeskPorts, *, shop_id: str, stale_s: float) -> None:
        self._ports = ports
        self._shop_id = shop_id
        self.stale_s = stale_s
        self._since = ports.clock.now()

    async def enter(self, agent: Staffer, status: PresenceStatus) -> Presence:
        """Note down how an agent is, and that his desk is heard of now."""
        presence = Presence(self._shop_id, agent.id, agent.name, status, self._ports.clock.now())
        await self._ports.desk.see(presence)
        return presence

    async def heard(self, agent: Staffer) -> None:
        """Note down that an agent does something, also where no page of his tells how he is."""
        known = await self._ports.desk.presence(self._shop_id)
        status: PresenceStatus = next((one.status for one in known if one.agent_id == agent.id), "online")
        await self.enter(agent, status)

    async def here(self) -> tuple[Presence, ...]:
        """Return the agents whose desks were heard of lately."""
        now = self._ports.clock.now()
        known = await self._ports.desk.presence(self._shop_id)
        return tuple(one for one in known if is_here(one, now, since=self._since, stale_s=self.stale_s))

    async def canned(self) -> tuple[CannedReply, ...]:
        """Return the canned replies, by shortcut."""
        return await self._ports.desk.canned(self._shop_id)

    async def add_canned(self, shortcut: str, text: str) -> CannedReply:
        """Store a new canned reply. Raises `ShortcutTaken`."""
        return await self._put(self._ports.ids.new(), shortcut, text)

    async def change_canned(self, reply_id: str, shortcut: str, text: str) -> CannedReply:
        """Store a canned reply in place of an old one. Raises `NoSuchCannedReply` and `ShortcutTaken`."""
        if reply_id not in {reply.id for reply in await self.canned()}:
            raise NoSuchCannedReply(reply_id)
        return await self._put(reply_id, shortcut, text)

    async def drop_canned(self, reply_id: str) -> None:
        """Delete a canned reply. Raises `NoSuchCannedReply`."""
        await self._ports.desk.drop_canned(self._shop_id, reply_id)

    async def _put(self, reply_id: str, shortcut: str, text: str) -> CannedReply:
        now = self._ports.clock.now()
        return await self._ports.desk.put_canned(
            CannedReply(reply_id, self._shop_id, clean(shortcut).casefold(), clean(text), now)
        )
