"""What may a decision on one ask rest on?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.question import Question
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.facts.topic import Offers, Topic
from xiaoer.core.understanding.audience import claimed_audiences
from xiaoer.services.answering.findings import Findings
from xiaoer.services.answering.live import LiveShop

ANSWERS = 0.5  # a passage is said when it answers the ask more likely than not
SURELY_ANSWERS = 0.85  # a curated answer this close is what the shop wants said, before anything computed
MAY_ANSWER = 0.2  # one less sure than that would not help her even as a hint
SAME_QUESTION = 0.97  # a curated question that is asked in other words only


@dataclass(frozen=True, slots=True)
class Case:
    """One ask with all that a decision about it may rest on."""

    findings: Findings
    question: Question
    state: DialogueState
    live: LiveShop
    now: datetime
    told: tuple[str, ...] = ()  #: ids of the passages that were said just before

    @property
    def offers(self) -> Offers:
        """The shop's promotions as this shopper may have them; who says she is a VIP hears the terms of VIPs."""
        audiences = self.question.shopper.audiences | claimed_audiences(self.question.text)
        return Offers(
            self.live.shop.promotions,
            audiences,
            self.now,
            self.live.zone,
            self.live.scope_titles,
            self.live.scope_categories,
        )

    @property
    def topic(self) -> Topic | None:
        """The one product in question, None when there is none or its name fits several."""
        matches = self.findings.matches
        clear = matches and len(matches[0]) == 1 and not self.findings.doubtful
        return matches[0][0] if clear else None

    def passage(self, at_least: float) -> Passage | None:
        """Return the best passage if it is good enough."""
        best = self.findings.passages[0] if self.findings.passages else None
        return best if best is not None and best.score >= at_least else None
