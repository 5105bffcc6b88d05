"""Where are the shop's keys and token hashes kept?"""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select

from xiaoer.adapters.storage import tables
from xiaoer.adapters.storage.session import Change, Database, Query, Session

_secrets = tables.secrets

_FIND = Query(
    select(_secrets.c.value).where(_secrets.c.shop_id == bindparam("shop_id"), _secrets.c.name == bindparam("name")),
    str,
)
_DROP = Change(delete(_secrets).where(_secrets.c.shop_id == bindparam("shop_id"), _secrets.c.name == bindparam("name")))
_ADD = Change(insert(_secrets))


class SqlSecrets:
    """Named texts of a shop that nobody outside may read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, shop_id: str, name: str) -> str | None:
        """Return a secret."""
        return await self._database.read(lambda session: session.one(_FIND, shop_id=shop_id, name=name))

    async def keep(self, shop_id: str, name: str, value: str) -> str:
        """Store a secret unless there is one; return the one that is kept."""
        return await self._database.write(lambda session: _keep(session, shop_id, name, value))

    async def put(self, shop_id: str, name: str, value: str) -> None:
        """Store a secret in place of any earlier one."""
        await self._database.write(lambda session: _put(session, shop_id, name, value))


def _keep(session: Session, shop_id: str, name: str, value: str) -> str:
    there = session.one(_FIND, shop_id=shop_id, name=name)
    if there is not None:
        return there
    session.run(_ADD, shop_id=shop_id, name=name, value=value)
    return value


def _put(session: Session, shop_id: str, name: str, value: str) -> None:
    session.run(_DROP, shop_id=shop_id, name=name)
    session.run(_ADD, shop_id=shop_id, name=name, value=value)
