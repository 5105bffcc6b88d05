"""What does a chat completion request of OpenAI's shape mean here?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from xiaoer.core.dialogue.question import HistoryTurn, PageContext
from xiaoer.errors import BadRequest
from xiaoer.web.schemas import MOST_HISTORY, VISIBLE, Claim, Closed, ContextBody

MOST_MESSAGES = 500
MOST_PARTS = 64
MOST_METADATA = 16

Content = Annotated[str, StringConstraints(max_length=65_536)]
Label = Annotated[str, StringConstraints(max_length=128, pattern=VISIBLE)]
Ignored = object  # defined by OpenAI, of no meaning here


class Part(Closed):
    """One part of a message; only text is read."""

    type: Label
    text: Content = ""
    image_url: Ignored = None
    input_audio: Ignored = None
    file: Ignored = None
    refusal: Ignored = None


class ChatMessage(Closed):
    """One message; only those of `user` and `assistant` are part of the talk."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Content | Annotated[tuple[Part, ...], Field(max_length=MOST_PARTS)] | None = None
    name: Ignored = None
    refusal: Ignored = None
    audio: Ignored = None
    annotations: Ignored = None
    tool_calls: Ignored = None
    tool_call_id: Ignored = None
    function_call: Ignored = None

    def words(self) -> str:
        """Return the text of all parts."""
        if isinstance(self.content, tuple):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(Closed):
    """How a stream is told."""

    include_usage: bool = False
    include_obfuscation: Ignored = None


class ChatBody(Closed):
    """A chat completion request; everything about sampling and tools is accepted and ignored."""

    model: Label = "xiaoer"
    messages: Annotated[tuple[ChatMessage, ...], Field(min_length=1, max_length=MOST_MESSAGES)]
    stream: Annotated[bool, Field(strict=True)] | None = None
    stream_options: StreamOptions | None = None
    user: Claim | None = None
    metadata: Annotated[dict[Label, object], Field(max_length=MOST_METADATA)] | None = None
    audio: Ignored = None
    frequency_penalty: Ignored = None
    function_call: Ignored = None
    functions: Ignored = None
    logit_bias: Ignored = None
    logprobs: Ignored = None
    max_completion_tokens: Ignored = None
    max_tokens: Ignored = None
    modalities: Ignored = None
    n: Ignored = None
    parallel_tool_calls: Ignored = None
    prediction: Ignored = None
    presence_penalty: Ignored = None
    prompt_cache_key: Ignored = None
    prompt_cache_retention: Ignored = None
    reasoning_effort: Ignored = None
    response_format: Ignored = None
    safety_identifier: Ignored = None
    seed: Ignored = None
    service_tier: Ignored = None
    stop: Ignored = None
    store: Ignored = None
    temperature: Ignored = None
    tool_choice: Ignored = None
    tools: Ignored = None
    top_logprobs: Ignored = None
    top_p: Ignored = None
    verbosity: Ignored = None
    web_search_options: Ignored = None

    def query(self) -> str:
        """Return the newest words of the user. Raises `BadRequest` when there is no message of a user."""
        return self.messages[self._newest()].words()

    def history(self) -> tuple[HistoryTurn, ...]:
        """Return the newest turns before the query; the page's own `system` and `tool` texts are no turns."""
        turns = [
            HistoryTurn("user" if message.role == "user" else "assistant", message.words())
            for message in self.messages[: self._newest()]
            if message.role in {"user", "assistant"} and message.words().strip()
        ]
        return tuple(turns[-MOST_HISTORY:])

    def page(self) -> PageContext:
        """Return the page that `metadata.context` describes, an object or its JSON text. Raises `BadRequest`."""
        told = (self.metadata or {}).get("context")
        if told is None:
            return PageContext()
        try:
            if isinstance(told, str):
                return ContextBody.model_validate_json(told).page()
            return ContextBody.model_validate(told).page()
        except ValidationError as exc:
            raise BadRequest("metadata.context") from exc

    def conversation_name(self) -> str:
        """Return the caller's name for the talk, `metadata.conversation_id`. Raises `BadRequest`."""
        told = (self.metadata or {}).get("conversation_id", "")
        if not isinstance(told, str) or len(told) > 128 or not told.isprintable():
            raise BadRequest("metadata.conversation_id")
        return told

    def _newest(self) -> int:
        for place in range(len(self.messages) - 1, -1, -1):
            if self.messages[place].role == "user":
                return place
        raise BadRequest("no message of a user")
