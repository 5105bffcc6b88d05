"""What does an answerer say that needs no shop?"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from xiaoer.core.dialogue.conversation import Event, Ticket
from xiaoer.core.dialogue.plan import ALLOW, HandOffReason
from xiaoer.core.dialogue.reply import Receipt, Reply, Source
from xiaoer.core.dialogue.understanding import Ask, Family, Label, Understanding
from xiaoer.ports import Clock, Conversations, Ids, Outcome
from xiaoer.services.answering.turn import Turn

PERSON_WANTED = "转人工"


@dataclass(slots=True)
class EchoAnswerer:
    """Says back what it was asked and counts its turns in the talk's state; `转人工` brings in a person.

    `faults` are raised one per try before anything is stored; clear `gate` to hold every answer back.
    """

    conversations: Conversations
    clock: Clock
    ids: Ids
    faults: list[Exception] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    turns: list[Turn] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    async def answer(self, turn: Turn) -> Event:
        """Store an echo of the question."""
        await self.gate.wait()
        self.turns.append(turn)
        if self.faults:
            raise self.faults.pop(0)
        events = await self.conversations.finish(self._outcome(turn))
        return next(event for event in events if event.kind == "message")

    def _outcome(self, turn: Turn) -> Outcome:
        talk, text, at = turn.conversation, turn.question.text, self.clock.now()
        wants_person = PERSON_WANTED in text
        ticket = Ticket(self.ids.new(), talk.shop_id, talk.id, turn.message_id, HandOffReason.USER_ASKED, text, at)
        reply = Reply(
            text=f"您说:{text}",
            route="handoff" if wants_person else "direct",
            rule="echo",
            sources=(Source("faq", "echo-01", "回声"),),
            hand_off=HandOffReason.USER_ASKED if wants_person else None,
        )
        return Outcome(
            conversation_id=talk.id,
            message_id=self.ids.new(),
            in_reply_to=turn.message_id,
            reply=reply,
            receipt=_receipt(text, reply),
            state=replace(talk.state, quantity=(talk.state.quantity or 0) + 1),
            at=at,
            status="waiting" if wants_person else talk.status,
            ticket=ticket if wants_person else None,
        )


def _receipt(text: str, reply: Reply) -> Receipt:
    ask = Ask(text, "unknown", Label.OTHER, Family.UNKNOWN, 0.0)
    return Receipt(
        shop_version=1,
        understanding=Understanding(text, text, text, (ask,)),
        screening=ALLOW,
        evidence=(),
        passages=(),
        route=reply.route,
        rule=reply.rule,
        replaced=(),
        stages=(),
    )
