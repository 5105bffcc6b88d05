"""What must a person know when she takes over a talk?"""

from __future__ import annotations

from collections.abc import Sequence

from xiaoer.core.dialogue.question import Question
from xiaoer.core.dialogue.understanding import Understanding
from xiaoer.core.language.redact import redact

TURNS_TOLD = 3
SUMMARY_CHARS = 300


def told_by(said: Sequence[str]) -> str:
    """Return the last words of a shopper, oldest first."""
    return f"顾客说:{' / '.join([text for text in said if text][-TURNS_TOLD:])}"


def summarize(question: Question, understanding: Understanding) -> str:
    """Return the shopper's last words, what they were about and her mood, with personal data masked."""
    said = [turn.text for turn in question.history if turn.role == "user"]
    parts = [told_by((*said, question.text))]
    products = [match.mention for ask in understanding.asks for match in ask.entities.products if match.mention]
    if products:
        parts.append(f"涉及商品:{'、'.join(dict.fromkeys(products))}")
    order_ids = [ask.entities.order_id for ask in understanding.asks if ask.entities.order_id]
    if order_ids:
        parts.append(f"订单号:{order_ids[0]}")
    if understanding.anger > 0:
        parts.append(f"情绪激动程度:{understanding.anger:.1f}")
    return redact(";".join(parts))[:SUMMARY_CHARS]
