"""May this file come in, and who may have it?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.core.dialogue.attachment import PICTURES, Attachment, media_type_of, safe_name
from xiaoer.core.dialogue.conversation import Conversation, Event
from xiaoer.errors import BadAttachment, NoSuchMessage
from xiaoer.ports import Bus, Clock, Conversations, Ids, News
from xiaoer.services.attachments import wording
from xiaoer.services.attachments.ports import Attachments, StoredFile

MOST_PER_TALK = 20


@dataclass(frozen=True, slots=True)
class AttachmentPorts:
    """The outside world, as files need it."""

    attachments: Attachments
    conversations: Conversations
    bus: Bus
    clock: Clock
    ids: Ids


class AttachmentService:
    """Takes files into talks and gives them out again."""

    def __init__(self, ports: AttachmentPorts, *, shop_id: str) -> None:
        self._ports = ports
        self._shop_id = shop_id

    async def take(self, talk: Conversation, content: bytes, *, name: str, client_message_id: str) -> Event:
        """Store a file as a message of the shopper and return it; the same client id makes no second one.

        Nothing answers it: the assistant does not look into files. Raises `BadAttachment`, `ConversationClosed`
        and `StoreDown`.
        """
        media_type = media_type_of(content)
        if not media_type or await self._ports.attachments.count(talk.id) >= MOST_PER_TALK:
            raise BadAttachment
        kind = wording.PICTURE if media_type in PICTURES else wording.FILE
        ids = self._ports.ids
        file = Attachment(ids.new(), safe_name(name) or kind, media_type, len(content))
        message = Event(
            conversation_id=talk.id,
            seq=0,
            kind="message",
            created_at=self._ports.clock.now(),
            message_id=ids.new(),
            role="shopper",
            text=wording.MESSAGE.format(kind=kind, name=file.name),
            client_message_id=client_message_id,
            attachment=file,
        )
        stored = await self._ports.attachments.add(self._shop_id, message, content)
        await self._ports.bus.publish(News(talk.id, "event", seq=stored.seq))
        return stored

    async def of_owner(self, owner: str, attachment_id: str) -> StoredFile:
        """Return a file of one of this owner's talks. Raises `NoSuchMessage`."""
        file = await self.of_shop(attachment_id)
        talk = await self._ports.conversations.find(self._shop_id, file.conversation_id)
        if talk is None or talk.owner != owner:
            raise NoSuchMessage
        return file

    async def of_shop(self, attachment_id: str) -> StoredFile:
        """Return a file, for the staff. Raises `NoSuchMessage`."""
        file = await self._ports.attachments.find(self._shop_id, attachment_id)
        if file is None:
            raise NoSuchMessage
        return file
