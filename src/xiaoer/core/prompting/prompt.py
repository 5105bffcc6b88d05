"""What does the model read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class PromptMessage:
    """One message of a prompt. Its text is words, never control: what looks like a control token gets defused."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages, oldest first; whatever repeats between turns stands in front."""

    messages: tuple[PromptMessage, ...]
