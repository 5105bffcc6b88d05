"""A small office over stores in memory, with a clock that stands until it is moved."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from xiaoer.adapters.bus.memory import MemoryBus
from xiaoer.core.dialogue.conversation import Conversation, Ticket
from xiaoer.core.dialogue.question import PageContext, Question, Shopper
from xiaoer.core.shop.profile import Profile
from xiaoer.core.staff import Role, Staffer
from xiaoer.services.conversations.talks import Talks
from xiaoer.services.conversations.wishes import TalkPorts
from xiaoer.services.handoff.bell import Bell, RingingBus
from xiaoer.services.handoff.changes import DeskPorts
from xiaoer.services.handoff.office import Office, OfficeRules, open_office
from xiaoer.testing.answering import EchoAnswerer
from xiaoer.testing.desk import MemoryDeskStore, MemoryTicketBook
from xiaoer.testing.factories import FrozenClock, SequentialIds
from xiaoer.testing.memory import MemoryConversations
from xiaoer.testing.staff import MemoryAccounts

AQIANG = Staffer("阿强", "阿强", Role.AGENT, "account")
XIAOLAN = Staffer("小兰", "小兰", Role.AGENT, "account")
OWNER = Staffer("店长", "店长", Role.OWNER, "account")


@dataclass
class Floor:
    """Everything behind the desk, to be arranged and looked at."""

    clock: FrozenClock = field(default_factory=FrozenClock)
    ids: SequentialIds = field(default_factory=SequentialIds)
    conversations: MemoryConversations = field(default_factory=MemoryConversations)
    accounts: MemoryAccounts = field(default_factory=MemoryAccounts)
    store: MemoryDeskStore = field(default_factory=MemoryDeskStore)
    bell: Bell = field(default_factory=Bell)
    profile: Profile = field(default_factory=lambda: Profile("桃桃数码旗舰店", business_hours="09:00-22:00"))

    def __post_init__(self) -> None:
        self.bus = RingingBus(MemoryBus(), self.bell)
        self.book = MemoryTicketBook(self.conversations)
        ports = TalkPorts(self.conversations, self.conversations.tickets, self.bus, self.clock, self.ids)
        answerer = EchoAnswerer(self.conversations, self.clock, self.ids)
        self.talks = Talks(ports, answerer=answerer, shop_id="default")
        self.office = self.opened()

    def opened(self) -> Office:
        """Open the office anew over the same stores, as a restart does."""
        return open_office(
            DeskPorts(self.book, self.store, self.conversations, self.accounts, self.bus, self.clock, self.ids),
            tickets=self.conversations.tickets,
            talks=self.talks,
            bell=self.bell,
            drafts=None,
            shop_id="default",
            profile=lambda: self.profile,
            rules=OfficeRules(patience_s=180, stale_s=90),
        )

    async def asks_for_a_person(self, owner: str = "小美") -> Ticket:
        """Let a shopper ask for a person; return her ticket."""
        talk = await self.talks.open(owner)
        await self.talks.wishes.hand_off(talk)
        return await self.ticket(talk.id)

    async def ticket(self, talk_id: str) -> Ticket:
        return (await self.book.of_conversation("default", talk_id))[-1]

    async def talk(self, ticket: Ticket) -> Conversation:
        return await self.conversations.find("default", ticket.conversation_id)

    async def says(self, ticket: Ticket, text: str) -> None:
        """Let the shopper say something."""
        question = Question(text, Shopper("小美"), PageContext())
        await self.talks.post(await self.talk(ticket), question, client_message_id=self.ids.new())

    def told(self, ticket: Ticket) -> list[str]:
        """What the system told the shopper."""
        return [event.text for event in self.conversations.log[ticket.conversation_id] if event.role == "system"]

    def states(self, ticket: Ticket) -> list[tuple[str, int | None, int | None]]:
        """How the shopper saw her talk stand."""
        log = self.conversations.log[ticket.conversation_id]
        return [(event.status, event.queue_position, event.wait_s) for event in log if event.kind == "state"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def floor() -> Floor:
    return Floor()
