"""In which order does the model read, so that what repeats is read once?

System part, earlier exchanges, then this turn's evidence and question. Each turn of a talk begins with the very
characters of the turn before it, so an engine that keeps prefixes reads only what is new.
"""

from __future__ import annotations

from collections.abc import Sequence

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.dialogue.state import Exchange
from xiaoer.core.prompting.context import tell
from xiaoer.core.prompting.prompt import Prompt, PromptMessage

EVIDENCE_HEAD = "资料:"
QUESTION_HEAD = "顾客问:"
FRAME_TOKENS = 24  # of headings, roles and marks around evidence and question in one turn


def turn_text(evidence: Sequence[Evidence], question: str) -> str:
    """Return what the model reads of one turn."""
    return f"{EVIDENCE_HEAD}\n{tell(evidence)}\n{QUESTION_HEAD}{question}"


def lay_out(system: str, earlier: Sequence[Exchange], turn: str) -> Prompt:
    """Return the prompt of one turn."""
    before = [
        message
        for exchange in earlier
        for message in (PromptMessage("user", exchange.asked), PromptMessage("assistant", exchange.said))
    ]
    return Prompt((PromptMessage("system", system), *before, PromptMessage("user", turn)))
