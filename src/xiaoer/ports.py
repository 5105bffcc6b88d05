"""What do the services need from outside? Every protocol, on one page."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from xiaoer.core.dialogue.conversation import Conversation, ConversationStatus, Event, FailureCase, Ticket
from xiaoer.core.dialogue.evidence import Quote
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.reply import Receipt, Reply
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.core.shop.order import Order
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.shop import Shop


class Clock(Protocol):
    """The wall clock, as an aware UTC time."""

    def now(self) -> datetime: ...


class Ids(Protocol):
    """Source of unguessable ids, at least 122 random bits each."""

    def new(self) -> str: ...


# Conversations


@dataclass(frozen=True, slots=True)
class Incoming:
    """A shopper's message on its way into the store."""

    conversation_id: str
    message_id: str
    client_message_id: str
    text: str
    context: PageContext
    at: datetime
    phone: str = ""  #: of a signed identity; kept until there is a reply


@dataclass(frozen=True, slots=True)
class Accepted:
    """A durable message of a shopper.

    `fresh` is false when this client id had been accepted before; `awaits_reply` is false while a person has the talk.
    """

    message_id: str
    seq: int
    fresh: bool
    awaits_reply: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that one turn leaves behind; stored in one transaction or not at all.

    At most one outcome per `in_reply_to` is ever kept.
    """

    conversation_id: str
    message_id: str
    in_reply_to: str
    reply: Reply
    receipt: Receipt
    state: DialogueState
    at: datetime
    status: ConversationStatus
    ticket: Ticket | None = None
    failure: FailureCase | None = None


@dataclass(frozen=True, slots=True)
class PendingTurn:
    """An accepted message that has no reply yet."""

    conversation: Conversation
    message: Event
    phone: str = ""  #: of the signed identity that it came with


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a shopper thought of one reply."""

    message_id: str
    helpful: bool
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rating:
    """What a shopper thought of a talk, 1 (bad) to 5 (good)."""

    conversation_id: str
    score: int
    comment: str
    at: datetime


class Conversations(Protocol):
    """Durable conversations. Every method that writes returns only when the write has reached the disk.

    Raises `StoreDown` when the database fails; `NoSuchConversation`, `ClientIdReused` and `ConversationClosed`
    where a method says so.
    """

    async def open(self, conversation: Conversation) -> Conversation:
        """Store a new conversation, or return the one that has this shop, owner and name already."""
        ...

    async def find(self, shop_id: str, conversation_id: str) -> Conversation | None: ...

    async def owned(self, shop_id: str, owner: str, *, limit: int) -> tuple[Conversation, ...]:
        """Return the conversations of one owner, newest first."""
        ...

    async def accept(self, incoming: Incoming) -> Accepted:
        """Store a shopper's message once per client id. Raises `ClientIdReused` for another text."""
        ...

    async def finish(self, outcome: Outcome) -> tuple[Event, ...]:
        """Store the turn's outcome; return its events, or those of the outcome that was there before."""
        ...

    async def append(self, event: Event) -> Event:
        """Store an event that is no reply and return it with its `seq`; a state event moves the status."""
        ...

    async def events(self, conversation_id: str, *, after: int, limit: int) -> tuple[Event, ...]: ...

    async def reply_to(self, message_id: str) -> Event | None:
        """Return the assistant's message that answers `message_id`, once there is one."""
        ...

    async def unfinished(self, shop_id: str, *, limit: int) -> tuple[PendingTurn, ...]:
        """Return accepted messages without an outcome, oldest first."""
        ...

    async def message(self, message_id: str) -> Event | None: ...

    async def receipt(self, message_id: str) -> str | None:
        """Return the stored receipt of an assistant message as JSON text."""
        ...

    async def give_feedback(self, feedback: Feedback) -> None: ...

    async def rate(self, rating: Rating) -> None: ...

    async def erase(self, shop_id: str, owner: str) -> int:
        """Delete all conversations of one owner with all that hangs on them; return how many."""
        ...


class Tickets(Protocol):
    """Shoppers who wait for a person."""

    async def waiting(self, shop_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return the waiting tickets, oldest first."""
        ...

    async def open_for(self, conversation_id: str) -> Ticket | None:
        """Return the ticket of this conversation that is not resolved yet."""
        ...

    async def add(self, ticket: Ticket) -> Ticket:
        """Store a ticket, or return the unresolved one that the conversation has already."""
        ...

    async def failures(self, shop_id: str, *, limit: int) -> tuple[FailureCase, ...]:
        """Return the newest questions that the data did not answer."""
        ...


# Knowledge

ItemKind = Literal["profile", "sku", "faq", "promotion", "policy", "words"]


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a shop version in wire form: `body` is canonical JSON."""

    kind: ItemKind
    key: str
    body: str


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version of a shop. `number` counts from 1; `stated_at` is when its data was imported."""

    shop_id: str
    number: int
    stated_at: datetime
    note: str
    published_at: datetime | None = None
    live: bool = False


class Knowledge(Protocol):
    """The shop's data in versions; a version never changes once it is stored."""

    async def versions(self, shop_id: str) -> tuple[VersionRecord, ...]:
        """Return all versions, newest first."""
        ...

    async def live(self, shop_id: str) -> VersionRecord | None: ...

    async def items(self, shop_id: str, number: int) -> tuple[Item, ...]:
        """Return every item of a version ordered by (kind, position). Raises `NoSuchVersion`."""
        ...

    async def store(self, shop_id: str, items: Sequence[Item], *, stated_at: datetime, note: str) -> VersionRecord:
        """Store a new version (a draft) in one transaction."""
        ...

    async def publish(self, shop_id: str, number: int, *, at: datetime) -> VersionRecord:
        """Make a version the live one, atomically. Raises `NoSuchVersion`."""
        ...


class Catalog(Protocol):
    """Live price and stock. Raises `CatalogDown`."""

    async def quotes(self, shop: Shop, skus: Sequence[Sku]) -> tuple[Quote, ...]:
        """Return a quote for each SKU, in order."""
        ...


class Orders(Protocol):
    """The shop's orders. Raises `CatalogDown`."""

    async def find(self, shop_id: str, order_id: str) -> Order | None: ...

    async def of_phone(self, shop_id: str, phone: str, *, limit: int) -> tuple[Order, ...]:
        """Return the orders of one phone number, newest first; for signed identities only."""
        ...


class OrderBook(Protocol):
    """The embedded order source, as the importer writes it."""

    async def all(self, shop_id: str) -> tuple[Order, ...]: ...

    async def put(self, shop_id: str, orders: Sequence[Order]) -> None:
        """Insert or update orders by id, in one transaction."""
        ...

    async def drop(self, shop_id: str, order_ids: Sequence[str]) -> None: ...


# Traffic


class RateLimiter(Protocol):
    """A moving-window limit per key."""

    async def take(self, scope: str, key: str, *, limit: int, window_s: int) -> float | None:
        """Count one hit; return None when it is within the limit, else the seconds until the next may pass."""
        ...


@dataclass(frozen=True, slots=True)
class News:
    """A piece of news for those who watch a conversation: a stored event, or a passing delta or typing sign."""

    conversation_id: str
    kind: Literal["event", "delta", "typing"]
    seq: int = 0
    in_reply_to: str = ""
    text: str = ""


class Bus(Protocol):
    """News to whoever watches; may lose some, the store never does."""

    async def publish(self, news: News) -> None: ...

    def watch(self, conversation_id: str) -> AsyncIterator[News]:
        """Yield news from the moment of the first `__anext__` on; closing the iterator ends the watch."""
        ...


# The model


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is picked and where the text ends; temperature 0 always takes the likeliest."""

    max_tokens: int = 60
    temperature: float = 0.0
    top_p: float = 1.0
    top_k: int = 0  #: 0 looks at all
    repetition_penalty: float = 1.0
    seed: int = 0
    stop: tuple[str, ...] = ()  #: the text ends before any of these
    min_tokens: int = 0  #: the model may not end earlier; for measuring


@dataclass(frozen=True, slots=True)
class Generation:
    """A wish to have words generated. `shopper` is whose turn it is, for fairness between shoppers."""

    prompt: Prompt
    shopper: str
    deadline_s: float  #: from the call on: waiting, reading and writing together
    sampling: Sampling = Sampling()


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of generated text; never half a character.

    The last one has a `finish_reason` and the token counts of the whole generation.
    """

    text: str
    tokens: int = 1  #: tokens of this piece
    finish_reason: Literal["stop", "length"] | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class EngineState:
    """How an engine is doing. `paused` is an open circuit breaker; `broken` stays so until somebody acts."""

    status: Literal["not_ready", "ready", "restarting", "paused", "broken"]
    detail: str = ""  #: what an operator should know, in Chinese
    model: str = ""  #: what a receipt calls the model
    live: int = 0
    waiting: int = 0
    memory_bytes: int = 0  #: of the engine's own process, where it has one


class ChatEngine(Protocol):
    """Words for a prompt. An engine may wrap an engine: admission and circuit breaker do.

    Engines that take plain text render the prompt with `core.prompting.chatml.render`, the others defuse each
    message with `core.prompting.chatml.defuse`; nobody else writes control tokens.

    `generate` and `count_tokens` raise `EngineNotReady`, `EngineBusy`, `EngineTimeout`, `CircuitOpen` and
    `EngineFailed`, promptly; all are `EngineError`.
    """

    @property
    def name(self) -> str: ...

    async def warm_up(self) -> None:
        """Start whatever takes time, in the background, and return at once; `state` tells how it went."""
        ...

    def read_ahead(self, prompt: Prompt) -> None:
        """Know that prompts will begin like this one, and read it when there is time; for some engines nothing to do.

        It is remembered, and read again when the engine has to be started anew.
        """
        ...

    def generate(self, request: Generation) -> AsyncGenerator[Delta, None]:
        """Yield text as it comes; never past the deadline.

        Closing the generator (`contextlib.aclosing`) cancels the work and frees its place within two tokens.
        An error may be raised after some deltas; those were still generated.
        """
        ...

    async def count_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Return the tokens of each text by the model's own tokenizer, or a safe upper estimate where it is away."""
        ...

    def state(self) -> EngineState: ...

    async def close(self) -> None: ...
