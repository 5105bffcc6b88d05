"""Do the migrations make exactly the tables that the program uses?"""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, inspect, text

from xiaoer.adapters.storage import alembic_runner
from xiaoer.adapters.storage.migrate import HEAD, REVISIONS, VERSION_TABLE
from xiaoer.adapters.storage.rows import CONVERSATION, EVENT, FAILURE, TICKET
from xiaoer.adapters.storage.store import open_store, sqlite_url
from xiaoer.adapters.storage.tables import metadata
from xiaoer.errors import MigrationNeeded, StoreDown


class Seen:
    """What a step on a connection found."""

    def __init__(self) -> None:
        self.differences: list[object] = []
        self.tables: list[str] = []

    def compare(self, connection: Connection) -> None:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        self.differences = compare_metadata(context, metadata)
        self.tables = inspect(connection).get_table_names()


async def test_the_migrations_make_the_tables_of_the_program(empty_url: str):
    store = await open_store(empty_url)
    await store.upgrade()
    await store.upgrade()
    seen = Seen()
    await store.database.on_connection(seen.compare)
    await store.close()
    assert seen.differences == []
    assert set(seen.tables) == {*metadata.tables, VERSION_TABLE}


async def test_a_missing_table_would_be_noticed(store):
    await store.database.on_connection(lambda connection: connection.execute(text("DROP TABLE ratings")) and None)
    seen = Seen()
    await store.database.on_connection(seen.compare)
    await store.database.on_connection(metadata.create_all)
    assert len(seen.differences) == 1


async def test_a_newer_database_is_left_alone(store_url: str):
    store = await open_store(store_url)

    def age(connection: Connection, revision: str) -> None:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = :new"), {"new": revision})

    await store.database.on_connection(lambda connection: age(connection, "9999"))
    try:
        with pytest.raises(MigrationNeeded, match="9999"):
            await store.upgrade()
    finally:
        await store.database.on_connection(lambda connection: age(connection, HEAD))
        await store.close()


async def test_reading_only_needs_the_tables_of_this_release(empty_url: str):
    writer = await open_store(empty_url)
    with pytest.raises(MigrationNeeded):
        await open_store(empty_url, read_only=True)
    await writer.upgrade()
    reader = await open_store(empty_url, read_only=True)
    assert await reader.conversations.find("default", "x") is None
    await reader.close()
    await writer.close()


def test_the_known_revisions_are_those_of_the_scripts():
    scripts = ScriptDirectory.from_config(alembic_runner.config())
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == REVISIONS
    assert scripts.get_current_head() == HEAD


@pytest.mark.parametrize("columns", [CONVERSATION, EVENT, TICKET, FAILURE])
def test_a_row_of_columns_has_no_foreign_column(columns):
    assert len({column.table.name for column in columns}) == 1


async def test_a_start_that_is_killed_at_any_statement_leaves_nothing_half_made(tmp_path: Path):
    url = sqlite_url(tmp_path)
    for n in range(1, 200, 6):
        store = await open_store(url)
        stop = _StopAt(n)
        try:
            await store.database.on_connection(stop.upgrade)
        except (_Killed, StoreDown):
            seen = Seen()
            await store.database.on_connection(seen.compare)
            assert seen.tables == [], f"after statement {n}"
        else:
            break
        finally:
            await store.close()
    assert n > 20  # the migration has more statements than that


class _Killed(Exception):
    pass


class _StopAt:
    def __init__(self, statement: int) -> None:
        self._left = statement

    def upgrade(self, connection: Connection) -> None:
        event.listen(connection, "before_cursor_execute", self._count)
        alembic_runner.upgrade(connection)

    def _count(self, *_: object) -> None:
        self._left -= 1
        if self._left == 0:
            raise _Killed
