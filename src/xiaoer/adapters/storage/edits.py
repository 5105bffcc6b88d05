"""Where do the owner's unpublished changes lie?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from xiaoer.adapters.storage.edit_tables import edits
from xiaoer.adapters.storage.session import Change, Database, Query, Session
from xiaoer.services.knowledge.edits import Edit

_ALL = Query(
    select(edits.c.kind, edits.c.key, edits.c.body, edits.c.at, edits.c.by)
    .where(edits.c.shop_id == bindparam("shop_id"))
    .order_by(edits.c.at, edits.c.kind, edits.c.key),
    Edit,
)
_ROW = (edits.c.shop_id == bindparam("shop"), edits.c.kind == bindparam("row_kind"), edits.c.key == bindparam("row"))
_DROP = Change(delete(edits).where(*_ROW))
_DROP_SAME = Change(delete(edits).where(*_ROW, edits.c.at == bindparam("since")))


class SqlEdits:
    """The `EditStore` on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, shop_id: str) -> tuple[Edit, ...]:
        """Return every edit, oldest first."""
        return await self._database.scan(lambda session: session.all(_ALL, shop_id=shop_id))

    async def put(self, shop_id: str, edits: Sequence[Edit]) -> None:
        """Store edits in place of those of the same rows, in one transaction."""
        if edits:
            await self._database.write(lambda session: _put(session, shop_id, edits))

    async def drop(self, shop_id: str, edits: Sequence[Edit]) -> None:
        """Forget these edits; a row that was edited again in the meantime keeps its new edit."""
        if edits:
            await self._database.write(lambda session: _drop(session, shop_id, edits))


def _put(session: Session, shop_id: str, wanted: Sequence[Edit]) -> None:
    for edit in wanted:
        session.run(_DROP, shop=shop_id, row_kind=edit.kind, row=edit.key)
    session.add_rows(
        edits,
        [{"shop_id": shop_id, "kind": e.kind, "key": e.key, "body": e.body, "at": e.at, "by": e.by} for e in wanted],
    )


def _drop(session: Session, shop_id: str, gone: Sequence[Edit]) -> None:
    for edit in gone:
        session.run(_DROP_SAME, shop=shop_id, row_kind=edit.kind, row=edit.key, since=edit.at)
