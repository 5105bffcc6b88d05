"""What must a store of files keep to? Shipped, so that other stores can be held to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xiaoer.core.dialogue.attachment import Attachment
from xiaoer.core.dialogue.conversation import Event
from xiaoer.errors import ConversationClosed, NoSuchConversation
from xiaoer.ports import Conversations
from xiaoer.services.attachments.ports import Attachments, StoredFile
from xiaoer.testing.factories import EVE_OF_NOV_11
from xiaoer.testing.files import PNG
from xiaoer.testing.talks import a_conversation, a_message, a_status


def a_file_message(number: int = 1, *, conversation_id: str = "talk-1") -> Event:
    """Return a shopper's message that brings a picture."""
    return Event(
        conversation_id=conversation_id,
        seq=0,
        kind="message",
        created_at=EVE_OF_NOV_11,
        message_id=f"f-{number}",
        role="shopper",
        text="[图片] 破损.png",
        client_message_id=f"file-{number}",
        attachment=Attachment(f"a-{number}", "破损.png", "image/png", len(PNG)),
    )


class AttachmentsContract:
    """A file and its message are one, and go together."""

    async def test_a_file_comes_back_as_it_went_in(
        self, conversations: Conversations, attachments: Attachments
    ) -> None:
        await conversations.open(a_conversation())
        await conversations.accept(a_message())
        stored = await attachments.add("default", a_file_message(), PNG)
        assert stored == replace(a_file_message(), seq=2)
        assert await conversations.events("talk-1", after=1, limit=9) == (stored,)
        assert stored.attachment is not None
        assert await attachments.find("default", "a-1") == StoredFile(stored.attachment, "talk-1", PNG)
        assert await attachments.count("talk-1") == 1

    async def test_a_client_id_makes_one_message_and_one_file(
        self, conversations: Conversations, attachments: Attachments
    ) -> None:
        await conversations.open(a_conversation())
        first = await attachments.add("default", a_file_message(), PNG)
        again = replace(a_file_message(2), client_message_id="file-1")
        assert await attachments.add("default", again, PNG) == first
        assert await attachments.find("default", "a-2") is None
        assert await attachments.count("talk-1") == 1

    async def test_a_closed_talk_takes_no_file(self, conversations: Conversations, attachments: Attachments) -> None:
        await conversations.open(a_conversation())
        await conversations.append(a_status("closed"))
        with pytest.raises(ConversationClosed):
            await attachments.add("default", a_file_message(), PNG)
        assert await attachments.find("default", "a-1") is None

    async def test_no_talk_no_file(self, attachments: Attachments) -> None:
        with pytest.raises(NoSuchConversation):
            await attachments.add("default", a_file_message(conversation_id="x"), PNG)
        assert await attachments.count("x") == 0

    async def test_another_shop_has_no_such_file(self, conversations: Conversations, attachments: Attachments) -> None:
        await conversations.open(a_conversation())
        await attachments.add("default", a_file_message(), PNG)
        assert await attachments.find("other", "a-1") is None

    async def test_an_erased_talk_takes_its_files_along(
        self, conversations: Conversations, attachments: Attachments
    ) -> None:
        for number, owner in ((1, "小美"), (2, "老王")):
            talk = f"talk-{number}"
            await conversations.open(a_conversation(talk, owner=owner))
            await attachments.add("default", a_file_message(number, conversation_id=talk), PNG)
        await conversations.erase("default", "小美")
        assert await attachments.find("default", "a-1") is None
        assert await attachments.find("default", "a-2") is not None
