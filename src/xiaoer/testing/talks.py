"""What does a small talk look like, from the first message to its outcome?"""

from __future__ import annotations

from datetime import datetime

from xiaoer.core.dialogue.conversation import Conversation, ConversationStatus, Event, FailureCase, Ticket
from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.dialogue.plan import ALLOW, HandOffReason
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.reply import Receipt, Reply, Source, StageTime
from xiaoer.core.dialogue.state import FRESH, DialogueState
from xiaoer.core.dialogue.understanding import Ask, Family, Label, Understanding
from xiaoer.ports import Incoming, Outcome
from xiaoer.testing.factories import EVE_OF_NOV_11


def a_conversation(
    conversation_id: str = "talk-1",
    *,
    shop_id: str = "default",
    owner: str = "小美",
    name: str = "",
    created_at: datetime = EVE_OF_NOV_11,
) -> Conversation:
    """Return a fresh talk of 小美; its name is its id unless given."""
    return Conversation(
        id=conversation_id,
        shop_id=shop_id,
        owner=owner,
        name=name or conversation_id,
        status="bot",
        last_seq=0,
        created_at=created_at,
        state=FRESH,
    )


def a_message(
    message_id: str = "m-1",
    *,
    conversation_id: str = "talk-1",
    client_message_id: str = "",
    text: str = "桃桃X1多少钱?",
    at: datetime = EVE_OF_NOV_11,
    phone: str = "",
) -> Incoming:
    """Return a shopper's message; its client id is `c-` and its id unless given."""
    return Incoming(
        conversation_id=conversation_id,
        message_id=message_id,
        client_message_id=client_message_id or f"c-{message_id}",
        text=text,
        context=PageContext(product_id="X1"),
        at=at,
        phone=phone,
    )


def a_receipt() -> Receipt:
    """Return the receipt of a price that was told."""
    ask = Ask("桃桃x1多少钱", "price", Label.OTHER, Family.PRICE, 0.93)
    return Receipt(
        shop_version=1,
        understanding=Understanding("桃桃X1多少钱?", "桃桃x1多少钱", "桃桃x1多少钱", (ask,)),
        screening=ALLOW,
        evidence=(Evidence("sku", "X1-BK-256", "桃桃X1", "桃桃X1 黑色 256G 3999元", EVE_OF_NOV_11),),
        passages=(),
        route="direct",
        rule="price",
        replaced=(),
        stages=(StageTime("understand", 0.4),),
    )


def an_outcome(
    message_id: str = "r-1",
    *,
    in_reply_to: str = "m-1",
    conversation_id: str = "talk-1",
    text: str = "桃桃X1 黑色 256G 3999元,有货。",
    state: DialogueState = FRESH,
    at: datetime = EVE_OF_NOV_11,
) -> Outcome:
    """Return a turn that told a price."""
    return Outcome(
        conversation_id=conversation_id,
        message_id=message_id,
        in_reply_to=in_reply_to,
        reply=Reply(text, "direct", "price", (Source("sku", "X1-BK-256", "桃桃X1"),)),
        receipt=a_receipt(),
        state=state,
        at=at,
        status="bot",
    )


def a_ticket(
    ticket_id: str = "t-1",
    *,
    conversation_id: str = "talk-1",
    shop_id: str = "default",
    created_at: datetime = EVE_OF_NOV_11,
) -> Ticket:
    """Return a ticket of a shopper who asked for a person."""
    return Ticket(
        id=ticket_id,
        shop_id=shop_id,
        conversation_id=conversation_id,
        message_id="m-1",
        reason=HandOffReason.USER_ASKED,
        summary="想找人工客服",
        created_at=created_at,
    )


def a_failure(
    failure_id: str = "f-1",
    *,
    shop_id: str = "default",
    message_id: str = "m-1",
    created_at: datetime = EVE_OF_NOV_11,
) -> FailureCase:
    """Return a question that the data did not answer."""
    return FailureCase(failure_id, shop_id, message_id, "能不能刻字?", "engraving", "no_evidence", created_at)


def an_agents_message(
    message_id: str = "a-1", *, conversation_id: str = "talk-1", text: str = "您好,我是阿强"
) -> Event:
    """Return a message of 阿强, a human agent."""
    return Event(
        conversation_id=conversation_id,
        seq=0,
        kind="message",
        created_at=EVE_OF_NOV_11,
        message_id=message_id,
        role="agent",
        text=text,
    )


def a_status(status: ConversationStatus, *, conversation_id: str = "talk-1") -> Event:
    """Return an event that moves a talk to a status."""
    return Event(conversation_id, 0, "state", EVE_OF_NOV_11, status=status)
