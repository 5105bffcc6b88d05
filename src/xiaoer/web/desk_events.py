"""How does what happens on the desk look as server-sent events?"""

from __future__ import annotations

from datetime import datetime

from xiaoer.core.dialogue.conversation import Event
from xiaoer.services.conversations.stream import Pulse
from xiaoer.services.handoff.feed import Board, DeskSign, ShopperTypes, TalkNews
from xiaoer.web.desk_schemas import board_view
from xiaoer.web.events import HEARTBEAT
from xiaoer.web.render import dumps, message_of, state_of


def desk_frame(sign: DeskSign, *, now: datetime, patience_s: float) -> str:
    """Return one sign as a server-sent event: `board`, `message`, `state`, `read` or `typing`."""
    match sign:
        case Pulse():
            return HEARTBEAT
        case Board():
            view = board_view(sign, now=now.isoformat(), patience_s=patience_s)
            return f"event: board\ndata: {dumps(view.model_dump(mode='json'))}\n\n"
        case TalkNews(conversation_id=conversation_id, event=event):
            content = {"conversation_id": conversation_id, **_content(event)}
            return f"event: {event.kind}\ndata: {dumps(content)}\n\n"
        case ShopperTypes(conversation_id=conversation_id):
            return f"event: typing\ndata: {dumps({'conversation_id': conversation_id})}\n\n"


def _content(event: Event) -> dict[str, object]:
    match event.kind:
        case "message":
            return message_of(event)
        case "state":
            return state_of(event)
        case _:
            return {"seq": event.seq, "role": event.role, "message_id": event.message_id}
