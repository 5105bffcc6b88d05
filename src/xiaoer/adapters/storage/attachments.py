"""Where are the files kept that shoppers send?"""

from __future__ import annotations

from sqlalchemy import bindparam, func, insert, select

from xiaoer.adapters.storage import tables, turns
from xiaoer.adapters.storage.session import Change, Database, Query, Session
from xiaoer.core.dialogue.attachment import Attachment
from xiaoer.core.dialogue.conversation import Event
from xiaoer.services.attachments.ports import StoredFile

_attachments = tables.attachments
_COUNT = Query(
    select(func.count()).select_from(_attachments).where(_attachments.c.conversation_id == bindparam("conversation")),
    int,
)
_ADD = Change(insert(_attachments))


def _stored(conversation_id: str, content: bytes, *file: object) -> StoredFile:
    return StoredFile(Attachment(*file), conversation_id, bytes(content))  # type: ignore[arg-type]  # the columns below


_FIND = Query(
    select(
        _attachments.c.conversation_id,
        _attachments.c.content,
        _attachments.c.id,
        _attachments.c.name,
        _attachments.c.media_type,
        _attachments.c.size_bytes,
    ).where(_attachments.c.id == bindparam("id"), _attachments.c.shop_id == bindparam("shop_id")),
    _stored,
)


class SqlAttachments:
    """The `Attachments` port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, shop_id: str, message: Event, content: bytes) -> Event:
        """Store a message and the file it brings; return it with its `seq`, or the one of that client id."""
        return await self._database.load(lambda session: _add(session, shop_id, message, content))

    async def find(self, shop_id: str, attachment_id: str) -> StoredFile | None:
        """Return a file."""
        return await self._database.scan(lambda session: session.one(_FIND, id=attachment_id, shop_id=shop_id))

    async def count(self, conversation_id: str) -> int:
        """Return how many files a conversation holds."""
        return await self._database.read(lambda session: session.one(_COUNT, conversation=conversation_id) or 0)


def _add(session: Session, shop_id: str, message: Event, content: bytes) -> Event:
    placed, file = turns.append(session, message), message.attachment
    if placed.message_id != message.message_id or file is None:
        return placed  # the same file came before
    session.run(
        _ADD,
        id=file.id,
        shop_id=shop_id,
        conversation_id=message.conversation_id,
        name=file.name,
        media_type=file.media_type,
        size_bytes=file.size_bytes,
        content=content,
    )
    return placed
