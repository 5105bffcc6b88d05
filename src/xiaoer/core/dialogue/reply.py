"""What was said, and why?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.core.dialogue.evidence import Evidence, Passage
from xiaoer.core.dialogue.plan import HandOffReason, Route, Verdict
from xiaoer.core.dialogue.understanding import Understanding
from xiaoer.core.prompting.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Source:
    """A reference to the data behind an answer, as callers see it."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the shopper reads; `hand_off` is set when a person is brought in."""

    text: str
    route: Route
    rule: str
    sources: tuple[Source, ...] = ()
    hand_off: HandOffReason | None = None


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long one stage of the flow took, in milliseconds."""

    stage: str
    ms: float


@dataclass(frozen=True, slots=True)
class Composed:
    """How a model came to its words; `ended` tells why it stopped: stop, length, replaced, repetition, an error."""

    model: str
    prompt: Prompt
    prompt_tokens: int
    completion_tokens: int
    ended: str
    cached: bool = False  #: said before and kept; the model was not asked again


@dataclass(frozen=True, slots=True)
class Receipt:
    """Why a reply was said: enough to retrace it without running anything again."""

    shop_version: int
    understanding: Understanding
    screening: Verdict
    evidence: tuple[Evidence, ...]
    passages: tuple[Passage, ...]  #: what retrieval offered, used or not, best first
    route: Route
    rule: str
    replaced: tuple[str, ...]  #: sentences that the outgoing guard replaced
    stages: tuple[StageTime, ...]
    composed: Composed | None = None  #: where a model was asked, whether its words went out or not
