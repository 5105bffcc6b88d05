"""Where do the files of talks lie?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from xiaoer.core.dialogue.attachment import Attachment
from xiaoer.core.dialogue.conversation import Event


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file and the conversation it belongs to."""

    attachment: Attachment
    conversation_id: str
    content: bytes


class Attachments(Protocol):
    """Files, stored together with the message that brings them; erasing a talk erases them. Raises `StoreDown`."""

    async def add(self, shop_id: str, message: Event, content: bytes) -> Event:
        """Store a message and the file that its `attachment` names; return it with its `seq`.

        A message whose client id was stored before is returned as it was. Raises `NoSuchConversation` and
        `ConversationClosed`.
        """
        ...

    async def find(self, shop_id: str, attachment_id: str) -> StoredFile | None:
        """Return a file of this shop."""
        ...

    async def count(self, conversation_id: str) -> int:
        """Return how many files a conversation holds."""
        ...
