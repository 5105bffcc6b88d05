"""How does a store of files behave, in a few lines and without a disk?"""

from __future__ import annotations

from collections.abc import Sequence

from xiaoer.core.dialogue.conversation import Event
from xiaoer.services.attachments.ports import StoredFile
from xiaoer.services.storefront.ports import Picture
from xiaoer.testing.memory import MemoryConversations

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\xdac\xfc\xcf\xc0P\x0f\x00\x04\x85\x01\x80\x84\xa9\x8c!\x00\x00\x00\x00IEND\xaeB`\x82"
)
"""The smallest picture: one pixel."""


class MemoryAttachments:
    """Files in a dictionary, their messages in the conversations given."""

    def __init__(self, conversations: MemoryConversations) -> None:
        self.files: dict[tuple[str, str], StoredFile] = {}
        self._conversations = conversations

    async def add(self, shop_id: str, message: Event, content: bytes) -> Event:
        """Store a message and its file, or return the message of that client id."""
        for known in self._conversations.log.get(message.conversation_id, []):
            if known.client_message_id == message.client_message_id:
                return known
        placed = await self._conversations.append(message)
        if message.attachment is not None:
            file = StoredFile(message.attachment, message.conversation_id, content)
            self.files[shop_id, message.attachment.id] = file
        return placed

    async def find(self, shop_id: str, attachment_id: str) -> StoredFile | None:
        """Return a file."""
        file = self.files.get((shop_id, attachment_id))
        return file if file is not None and file.conversation_id in self._conversations.talks else None

    async def count(self, conversation_id: str) -> int:
        """Return how many files a conversation holds."""
        return sum(file.conversation_id == conversation_id for file in self.files.values())


class MemoryPictures:
    """Pictures by name."""

    def __init__(self, **pictures: bytes) -> None:
        self._pictures = pictures

    async def find(self, names: Sequence[str]) -> Picture | None:
        """Return the picture of the first of these names that has one."""
        found = next((self._pictures[name] for name in names if name in self._pictures), None)
        return None if found is None else Picture(found, "image/png")
