"""What may come in over HTTP, field by field, and what goes out?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StringConstraints

from xiaoer.core.dialogue.conversation import ConversationStatus
from xiaoer.core.dialogue.plan import Route
from xiaoer.core.dialogue.question import MAX_TEXT_CHARS, PageContext

MOST_HISTORY = 50
MOST_HISTORY_CHARS = 8000  # one earlier turn; an assistant's may be longer than a shopper's
MOST_TAGS = 20

VISIBLE = r"^[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*$"
Claim = Annotated[str, StringConstraints(max_length=128, pattern=VISIBLE)]
Token = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT_CHARS)]
Comment = Annotated[str, StringConstraints(max_length=500)]


class Closed(BaseModel):
    """A body with no room for unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _named(name: str, bots_name: str) -> AliasChoices:
    return AliasChoices(name, bots_name)


class ContextBody(Closed):
    """What page the shopper is on; also under the names that Chinese desktop bots send."""

    product_id: Claim = Field("", validation_alias=_named("product_id", "CTX_CURRENT_GOODS_ID"))
    sku: Claim = ""
    order_id: Claim = Field("", validation_alias=_named("order_id", "CTX_ORDER_ID"))
    tags: Annotated[tuple[Claim, ...], Field(max_length=MOST_TAGS)] | Claim = Field(
        (), validation_alias=_named("tags", "CTX_MEMBER_TAG")
    )
    platform: Claim = Field("", validation_alias=_named("platform", "CTX_PLATFORM"))
    username: Claim = Field("", validation_alias=_named("username", "CTX_USERNAME"))

    def page(self) -> PageContext:
        """Return the page as the core knows it."""
        tags = (self.tags,) if isinstance(self.tags, str) else self.tags
        return PageContext(
            product_id=self.product_id,
            sku=self.sku,
            order_id=self.order_id,
            tags=tuple(tag for part in tags for tag in part.replace(",", " ").replace("|", " ").split()),
            platform=self.platform,
            username=self.username,
        )


class HistoryItem(Closed):
    """One earlier turn as the caller tells it."""

    role: Literal["user", "assistant"]
    content: Annotated[str, StringConstraints(max_length=MOST_HISTORY_CHARS)]


class ReplyBody(Closed):
    """A question to `/ai-reply`."""

    query: Text
    history: Annotated[tuple[HistoryItem, ...], Field(max_length=MOST_HISTORY)] | None = None
    user_id: Claim | None = None
    conversation_id: Claim | None = None
    context: ContextBody | None = None


class SourceView(BaseModel):
    """A reference to the data behind an answer."""

    kind: str
    id: str
    title: str


class ReplyView(BaseModel):
    """The answer of `/ai-reply`."""

    success: Literal[True]
    reply: str
    handoff: bool
    route: Route
    conversation_id: str
    message_id: str
    sources: list[SourceView]


class OpenBody(Closed):
    """A new conversation, optionally of a shopper whom the merchant's server vouches for."""

    identity: Annotated[str, StringConstraints(max_length=2048)] = ""
    identity_hmac: Annotated[str, StringConstraints(max_length=64, pattern=r"^[0-9a-fA-F]*$")] = ""


class OpenView(BaseModel):
    """A conversation and the right to it."""

    id: str
    token: str


class MessageBody(Closed):
    """A shopper's message."""

    client_message_id: Token
    text: Text
    context: ContextBody | None = None


class AcceptedView(BaseModel):
    """A message that is durable."""

    message_id: str
    seq: int


class RatingBody(Closed):
    """What a shopper thought of a talk."""

    score: Annotated[int, Field(ge=1, le=5, strict=True)]
    comment: Comment = ""


class FeedbackBody(Closed):
    """What a shopper thought of a reply."""

    helpful: Annotated[bool, Field(strict=True)]
    reason: Comment = ""


class StateView(BaseModel):
    """How a talk stands."""

    seq: int
    status: ConversationStatus
    queue_position: int | None = None
    wait_s: int | None = None
    speaker: str = ""


class AttachmentView(BaseModel):
    """A file of a message; its content is at `/api/attachments/{id}`."""

    id: str
    name: str
    media_type: str
    size_bytes: int


class MessageView(BaseModel):
    """One message of a talk."""

    message_id: str
    seq: int
    role: Literal["shopper", "assistant", "agent", "system"]
    text: str
    route: Route | Literal[""]
    sources: list[SourceView]
    in_reply_to: str
    created_at: str
    speaker: str = ""
    client_message_id: str = ""
    attachment: AttachmentView | None = None


class MessagesView(BaseModel):
    """Messages of a talk, oldest first; `next` is the cursor of the next page, none at the end."""

    messages: list[MessageView]
    next: int | None


class ConversationView(BaseModel):
    """One talk in a list; `title` is how it began, `last_seq` the number of its newest event."""

    id: str
    status: ConversationStatus
    created_at: str
    title: str
    last_seq: int


class ConversationsView(BaseModel):
    """The shopper's talks, newest first."""

    conversations: list[ConversationView]


class ErasedView(BaseModel):
    """What was deleted."""

    conversations: int


class ProblemView(BaseModel):
    """An error, as RFC 9457 shapes it."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str


class FailureView(BaseModel):
    """An error of `/ai-reply`."""

    success: Literal[False]
    error: str
    code: str
