"""How do the nouns of the talk look as JSON?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from starlette.responses import Response

from xiaoer.core.dialogue.attachment import Attachment
from xiaoer.core.dialogue.conversation import Conversation, Event
from xiaoer.core.dialogue.reply import Source

TITLE_CHARS = 60


def as_json(content: Mapping[str, object], *, status: int = 200) -> Response:
    """Return a JSON response with Chinese left readable."""
    return Response(dumps(content).encode(), status_code=status, media_type="application/json")


def dumps(content: Mapping[str, object]) -> str:
    """Return compact JSON text."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def sources_of(sources: Sequence[Source]) -> list[dict[str, str]]:
    """Return the references behind an answer."""
    return [{"kind": source.kind, "id": source.id, "title": source.title} for source in sources]


def message_of(event: Event) -> dict[str, object]:
    """Return a message event."""
    return {
        "message_id": event.message_id,
        "seq": event.seq,
        "role": event.role,
        "text": event.text,
        "route": event.route,
        "sources": sources_of(event.sources),
        "in_reply_to": event.in_reply_to,
        "created_at": event.created_at.isoformat(),
        "client_message_id": event.client_message_id,
        "attachment": attachment_of(event.attachment),
        "speaker": event.speaker,
    }


def attachment_of(file: Attachment | None) -> dict[str, object] | None:
    """Return the file of a message."""
    if file is None:
        return None
    return {"id": file.id, "name": file.name, "media_type": file.media_type, "size_bytes": file.size_bytes}


def state_of(event: Event) -> dict[str, object]:
    """Return a state event."""
    return {
        "seq": event.seq,
        "status": event.status,
        "queue_position": event.queue_position,
        "wait_s": event.wait_s,
        "speaker": event.speaker,
    }


def conversation_of(talk: Conversation, beginning: Sequence[Event]) -> dict[str, object]:
    """Return a conversation in a list, titled with the shopper's first words."""
    said = [event.text for event in beginning if event.role == "shopper"]
    return {
        "id": talk.id,
        "status": talk.status,
        "created_at": talk.created_at.isoformat(),
        "title": " ".join(said[0].split())[:TITLE_CHARS] if said else "",
        "last_seq": talk.last_seq,
    }
