"""The real application over stores in memory and an answerer that echoes."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field

import httpx2
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from xiaoer.adapters.bus.memory import MemoryBus
from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.adapters.limits.memory import MemoryLimiter
from xiaoer.config import AccessSettings, LimitSettings, ServerSettings, Settings
from xiaoer.core.dialogue.question import Question
from xiaoer.core.dialogue.reply import Reply
from xiaoer.core.dialogue.state import FRESH, DialogueState
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.shop.hours import on_duty
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.shop import Shop
from xiaoer.core.shop.texts import texts_of
from xiaoer.ports import Conversations, Tickets, VersionRecord
from xiaoer.services.answering.turn import Answered
from xiaoer.services.attachments.service import AttachmentPorts, AttachmentService
from xiaoer.services.conversations.limits import TalkLimits
from xiaoer.services.conversations.talks import Talks
from xiaoer.services.conversations.wishes import TalkPorts
from xiaoer.services.handoff.bell import Bell, RingingBus
from xiaoer.services.handoff.changes import DeskPorts
from xiaoer.services.handoff.office import OfficeRules, open_office
from xiaoer.services.handoff.ports import TicketBook
from xiaoer.services.knowledge.control import ImportWish, Told
from xiaoer.services.staff.keyring import KeyRing
from xiaoer.services.staff.keys import KeyService
from xiaoer.services.staff.passwords import Cost, Passwords
from xiaoer.services.staff.service import StaffPorts, StaffService
from xiaoer.services.storefront.service import Storefront
from xiaoer.testing.answering import EchoAnswerer
from xiaoer.testing.console import memory_console
from xiaoer.testing.desk import MemoryDeskStore, MemoryTicketBook
from xiaoer.testing.factories import FrozenClock, SequentialIds, a_faq, a_profile, a_shop, a_sku
from xiaoer.testing.files import PNG, MemoryAttachments, MemoryPictures
from xiaoer.testing.memory import MemoryConversations
from xiaoer.testing.staff import MemoryAccounts, MemoryApiKeys, MemoryAuditLog, MemorySecrets
from xiaoer.testing.talks import a_receipt
from xiaoer.web.app import create_app
from xiaoer.web.server import a_server

OWNER_TOKEN = "owner-token-of-the-test-shop"
SHOP_KEY = "key-of-the-shop-system"
IDENTITY_SECRET = "identity-secret-of-the-merchant"
CONTROL_TOKEN = "token-of-commands-on-this-machine"
CHEAP = Cost(n=2, r=1, p=1)  # a guess costs nothing in tests
STAFF = {"Authorization": f"Bearer {OWNER_TOKEN}"}


@dataclass(frozen=True)
class TestKeys:
    __test__ = False
    signing: bytes = b"0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Part:
    name: str
    status: str = "ok"
    detail: str = ""


@dataclass
class ToldKnowledge:
    """Versions that are told, and wishes that are noted down instead of carried out."""

    records: list[VersionRecord] = field(default_factory=list)
    wishes: list[object] = field(default_factory=list)

    @property
    def knowledge(self):
        return self

    async def versions(self, shop_id: str) -> tuple[VersionRecord, ...]:
        return tuple(record for record in self.records if record.shop_id == shop_id)

    def note(self, wish: object) -> Told:
        self.wishes.append(wish)
        return Told(("已记下",))


@dataclass(frozen=True)
class ShownShop:
    """As much of a live shop as its storefront looks at."""

    shop: Shop

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", ShopIndex.build(self.shop))
        object.__setattr__(self, "texts", texts_of(self.shop.profile))

    def current(self, shop_id: str) -> ShownShop:
        return self


SHOWN = ShownShop(
    a_shop(
        skus=[
            a_sku("X1-BK-256"),
            a_sku("X1-WH-256", options=(("颜色", "白色"),), price=None, stock=None),
            a_sku("X1-OLD", on_sale=False),
            a_sku("Q/1", product_id="Q1", name="旧款", on_sale=False),
        ],
        faqs=[a_faq("f-1", question="满多少包邮?"), a_faq("f-2", question="这一问太长,放不进手机上的一颗按钮里面去")],
    )
)


class EchoDrafts:
    """Repeats the question as a draft; nothing useful to a wish for a person."""

    async def draft(self, question: Question, *, shop_id: str, state: DialogueState = FRESH) -> Answered:
        route = "handoff" if "转人工" in question.text else "direct"
        return Answered(Reply(f"回答:{question.text}", route, "echo"), a_receipt(), state)


@dataclass
class House:
    """A runtime with handles on its fakes."""

    settings: Settings
    clock: FrozenClock = field(default_factory=FrozenClock)
    ids: SequentialIds = field(default_factory=SequentialIds)
    conversations: Conversations = field(default_factory=MemoryConversations)
    tickets: Tickets | None = None
    bus: MemoryBus = field(default_factory=MemoryBus)
    metrics: CollectorRegistry = field(default_factory=CollectorRegistry)
    keys: TestKeys = field(default_factory=TestKeys)
    shop_id: str = "default"
    version: str = "0.0.1"
    parts: list[Part] = field(default_factory=lambda: [Part("store"), Part("knowledge")])
    knowledge: ToldKnowledge = field(default_factory=ToldKnowledge)
    seconds: float = 0.0
    ticket_book: TicketBook | None = None
    profile: Profile = field(default_factory=a_profile)
    talk_limits: TalkLimits = field(default_factory=lambda: TalkLimits(retry_first_s=0.001, watch_pause_s=0.2))

    def __post_init__(self) -> None:
        self.limiter = MemoryLimiter(seconds=lambda: self.seconds)
        self.bell = Bell()
        self.ringing = RingingBus(self.bus, self.bell)
        self.answerer = EchoAnswerer(self.conversations, self.clock, self.ids)
        ports = TalkPorts(
            self.conversations, self.tickets or self.conversations.tickets, self.ringing, self.clock, self.ids
        )
        self.storefront = Storefront(
            SHOWN, EmbeddedCatalog(), MemoryPictures(X1=PNG), clock=self.clock, shop_id=self.shop_id
        )
        files = AttachmentPorts(
            MemoryAttachments(self.conversations), self.conversations, self.bus, self.clock, self.ids
        )
        self.files = AttachmentService(files, shop_id=self.shop_id)
        self.talks = Talks(
            ports,
            answerer=self.answerer,
            shop_id=self.shop_id,
            limits=self.talk_limits,
            hand_off_text=self.hand_off_text,
        )
        staff_ports = StaffPorts(
            MemoryAccounts(), MemoryApiKeys(), MemoryAuditLog(), MemorySecrets(), self.clock, self.ids
        )
        keyring = KeyRing(
            owner_token_hash=hashlib.sha256(OWNER_TOKEN.encode()).hexdigest(),
            control_token_hash=hashlib.sha256(CONTROL_TOKEN.encode()).hexdigest(),
            shop_keys=self.settings.access.api_keys,
        )
        self.staff = StaffService(staff_ports, shop_id=self.shop_id, keyring=keyring, passwords=Passwords(CHEAP))
        self.console = memory_console(self.conversations, self.clock, shop_id=self.shop_id)
        self.staff_keys = KeyService(staff_ports, self.staff, shop_id=self.shop_id)
        self.desk_store = MemoryDeskStore()
        self.office = open_office(
            DeskPorts(
                self.ticket_book or MemoryTicketBook(self.conversations),
                self.desk_store,
                self.conversations,
                staff_ports.accounts,
                self.ringing,
                self.clock,
                self.ids,
            ),
            tickets=ports.tickets,
            talks=self.talks,
            bell=self.bell,
            drafts=EchoDrafts(),
            shop_id=self.shop_id,
            profile=lambda: self.profile,
            rules=OfficeRules(look_every_s=0.05),
        )

    def hand_off_text(self) -> str:
        texts = texts_of(self.profile)
        return texts.hand_off if on_duty(self.profile, self.clock.now()) else texts.hand_off_later

    async def health(self) -> Sequence[Part]:
        return self.parts

    async def import_path(self, wish: ImportWish) -> Told:
        return self.knowledge.note(wish)

    async def publish(self, number: int | None, seen: str = "") -> Told:
        return self.knowledge.note(("publish", number, seen))

    async def roll_back(self, number: int | None) -> Told:
        return self.knowledge.note(("rollback", number))

    @property
    def app(self) -> FastAPI:
        self.metrics = CollectorRegistry()
        return create_app(self)

    def client(self, *, address: str = "127.0.0.1", **others: object) -> httpx2.AsyncClient:
        transport = httpx2.ASGITransport(self.app, client=(address, 50_000))
        return httpx2.AsyncClient(transport=transport, base_url="http://shop.test", **others)

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """Serve on a free port of the loopback and yield the base address."""
        server = a_server(self.app, self, port=0)
        server.capture_signals = nullcontext  # the test runner keeps its own
        running = asyncio.create_task(server.serve())
        async with asyncio.timeout(5):
            while not server.started:  # noqa: ASYNC110  # uvicorn offers a flag and no event
                await asyncio.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{server.port}"
        finally:
            self.talks.stop_taking()
            server.should_exit = True
            await running

    async def settle(self) -> None:
        """Wait until nothing is in hand."""
        async with asyncio.timeout(5):
            while self.talks.runner.in_hand:  # noqa: ASYNC110  # a few turns of the loop, no waiting
                await asyncio.sleep(0)


def settings(**limits: int) -> Settings:
    return Settings(
        server=ServerSettings(drain_s=1, trusted_proxies=("10.0.0.0/8",), allowed_origins=("https://shop.example",)),
        limits=LimitSettings(**limits),
        access=AccessSettings(api_keys=(SHOP_KEY,), identity_secret=IDENTITY_SECRET),
    )
