"""How does the shop get a voice of its own out of an engine?"""

from __future__ import annotations

from xiaoer.adapters import assets
from xiaoer.bootstrap.engine import sampling_of
from xiaoer.config import EngineSettings
from xiaoer.core.guard.grounding import Manner
from xiaoer.ports import ChatEngine
from xiaoer.services.answering.speaking import ComposeLimits, Speaker

FOLDER = "prompt"


def speaker_of(asked: EngineSettings, engine: ChatEngine) -> Speaker:
    """Return the speaker that uses this engine within the limits of the settings."""
    return Speaker(engine, template=system_template(), manner=manner(), limits=limits_of(asked))


def limits_of(asked: EngineSettings) -> ComposeLimits:
    """Return how much a model reads and says in one turn, and how long it may take."""
    return ComposeLimits(
        new_tokens=asked.new_tokens,
        sampling=sampling_of(asked),
        first_s=min(asked.first_s, asked.deadline_s),
        gap_s=asked.gap_s,
        total_s=asked.deadline_s,
        kept=asked.kept_answers,
    )


def system_template() -> str:
    """Return the constant part of every prompt, with places for the shop's names."""
    return assets.text(FOLDER, "system.txt")


def manner() -> Manner:
    """Return the courtesies that any reply may use."""
    return Manner.read(assets.text(FOLDER, "manner.txt"))
