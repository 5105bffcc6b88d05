"""In what mood is the shopper?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.core.dialogue.understanding import Sentiment


@dataclass(frozen=True, slots=True)
class Mood:
    """The sentiment of a message, and how angry it is (0..1)."""

    sentiment: Sentiment
    anger: float


def read_mood(text: str) -> Mood:
    """Return the mood of a message."""
    del text
    return Mood(Sentiment.NEUTRAL, 0.0)
