"""What is written for the shop's staff, and by whom: the model where it is there and its words pass, else the data?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.dialogue.plan import Compose, Unsure
from xiaoer.core.facts.labels import product_title
from xiaoer.core.facts.topic import Topic
from xiaoer.core.facts.traits import SEPARATOR, cite_traits
from xiaoer.core.guard.adlaw import violations
from xiaoer.core.guard.review import review
from xiaoer.core.language.redact import redact
from xiaoer.services.answering.live import LiveShop
from xiaoer.services.answering.speaking import Occasion, Speaker
from xiaoer.services.answering.turn import Listener
from xiaoer.services.handoff.summary import SUMMARY_CHARS, TURNS_TOLD
from xiaoer.services.writing import wording

STAFF = "staff"
RULE_COPY, RULE_SUMMARY = "write.copy", "write.summary"
MOST_FACTS = 8
MOST_LINES = 12  # of a talk that a summary looks at


@dataclass(frozen=True, slots=True)
class Written:
    """A text that has passed the review, who worded it, and what was left out of it because it may not be said."""

    text: str
    by: Literal["model", "data"]
    left_out: tuple[str, ...] = ()


def retell(lines: Sequence[tuple[str, str]]) -> str:
    """Return the shopper's last words of a talk, personal data masked: a summary without a model."""
    said = [text for who, text in lines if who == "shopper"][-TURNS_TOLD:]
    return redact(wording.RETOLD.format(said=wording.TURN_GAP.join(said)))[:SUMMARY_CHARS]


class Writer:
    """Writes texts for the staff of one shop; without a speaker, from data alone."""

    def __init__(self, live: LiveShop, speaker: Speaker | None = None) -> None:
        self._live = live
        self._speaker = speaker

    async def describe(self, topic: Topic) -> Written:
        """Return copy about a product that says only what the shop's data say and keeps the ad law."""
        traits = cite_traits(topic)
        worded = await self._word(wording.COPY_WISH, traits, RULE_COPY)
        return worded or self._from_data(topic, traits)

    async def summarize(self, lines: Sequence[tuple[str, str]], known: str) -> Written:
        """Return a talk in a few words; `lines` are who spoke and what was said, `known` the summary from data."""
        told = [
            wording.TALK_LINE.format(speaker=wording.SPEAKERS.get(who, who), text=redact(text)) for who, text in lines
        ]
        talk = Evidence("text", STAFF, wording.SUMMARY_TITLE, wording.LINE.join((known, *told[-MOST_LINES:])))
        return await self._word(wording.SUMMARY_WISH, talk, RULE_SUMMARY) or Written(known, "data")

    async def _word(self, wish: str, evidence: Evidence, rule: str) -> Written | None:
        """Return the model's words if it is there and all of them pass."""
        if self._speaker is None or not self._speaker.is_ready:
            return None
        occasion = Occasion(self._live, STAFF, rule, frozenset())
        spoken = await self._speaker.say(Compose(wish, (evidence,), rule, Unsure(rule)), occasion, Listener())
        lawful = not violations(spoken.words)
        return Written(spoken.words.strip(), "model") if spoken.is_whole and lawful else None

    def _from_data(self, topic: Topic, traits: Evidence) -> Written:
        kind = wording.KIND_GAP.join(part for part in (topic.product.brand, topic.product.category) if part)
        head = wording.COPY_HEAD.format(title=product_title(topic.product), kind=kind)
        facts = [fact.strip() for fact in traits.text.split(SEPARATOR) if fact.strip()][:MOST_FACTS]
        lines = (head, *(wording.COPY_LINE.format(fact=fact) for fact in facts))
        judged = [(line, self._may_be_said(line, traits)) for line in lines]
        said = [line for line, may in judged if may]
        left_out = tuple(line for line, may in judged if not may)
        return Written(wording.LINE.join((*said, wording.COPY_END)), "data", left_out)

    def _may_be_said(self, line: str, traits: Evidence) -> bool:
        kind = Evidence("product", traits.id, traits.title, f"{traits.text}{SEPARATOR}{line}")
        return not violations(line) and not review(line, evidence=(kind,), guard=self._live.replies).replaced
