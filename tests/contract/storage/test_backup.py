"""Is a backup whole, and does it become the same store again?"""

from __future__ import annotations

import asyncio
import zipfile
from pathlib import Path

import pytest

from xiaoer.adapters.storage.backup import MANIFEST, backup, restore
from xiaoer.adapters.storage.migrate import HEAD
from xiaoer.adapters.storage.store import DATABASE_NAME, Store, open_store, sqlite_url
from xiaoer.errors import BackupInvalid, ConfigInvalid, MigrationNeeded, StoreInUse
from xiaoer.testing.factories import an_order
from xiaoer.testing.talks import a_conversation, a_message


@pytest.fixture
async def live(tmp_path: Path):
    store = await open_store(sqlite_url(tmp_path / "live"))
    await store.upgrade()
    await store.conversations.open(a_conversation())
    yield store
    await store.close()


async def test_a_backup_under_load_holds_every_message_accepted_before_it(live: Store, tmp_path: Path):
    go_on = True
    warm = asyncio.Event()

    async def chatter() -> None:
        n = 0
        while go_on:
            n += 1
            await live.conversations.accept(a_message(f"m-{n}"))
            if n == 20:
                warm.set()

    chat = asyncio.ensure_future(chatter())
    await warm.wait()
    before = await live.conversations.events("talk-1", after=0, limit=10_000)
    await backup(live, tmp_path / "copies" / "one.zip")
    go_on = False
    await chat
    await restore(tmp_path / "copies" / "one.zip", tmp_path / "new")
    again = await open_store(sqlite_url(tmp_path / "new"))
    events = await again.conversations.events("talk-1", after=0, limit=10_000)
    await again.close()
    assert events[: len(before)] == before
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["one.zip"]


async def test_a_reader_can_back_up_beside_the_server(live: Store, tmp_path: Path):
    reader = await open_store(sqlite_url(tmp_path / "live"), read_only=True)
    manifest = await backup(reader, tmp_path / "one.zip")
    await reader.close()
    assert (manifest.engine, manifest.revision) == ("sqlite", HEAD)


async def test_a_live_folder_is_not_replaced(live: Store, tmp_path: Path):
    await backup(live, tmp_path / "one.zip")
    with pytest.raises(StoreInUse):
        await restore(tmp_path / "one.zip", tmp_path / "live", replace=True)


async def test_a_folder_with_data_is_replaced_only_when_told(live: Store, tmp_path: Path):
    await backup(live, tmp_path / "one.zip")
    other = await open_store(sqlite_url(tmp_path / "other"))
    await other.upgrade()
    await other.orders.put("default", (an_order(),))
    await other.close()
    with pytest.raises(ConfigInvalid, match="not empty"):
        await restore(tmp_path / "one.zip", tmp_path / "other")
    await restore(tmp_path / "one.zip", tmp_path / "other", replace=True)
    restored = await open_store(sqlite_url(tmp_path / "other"))
    assert await restored.orders.all("default") == ()
    assert await restored.conversations.find("default", "talk-1") == a_conversation()
    await restored.close()


async def test_every_damage_is_noticed_and_leaves_the_folder_as_it_was(live: Store, tmp_path: Path):
    path = tmp_path / "one.zip"
    await backup(live, path)
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            await restore(path, tmp_path / "new")
        except BackupInvalid:
            assert not (tmp_path / "new" / DATABASE_NAME).exists()
        else:  # a byte that says nothing about the content, such as a time stamp of the archive
            (tmp_path / "new" / DATABASE_NAME).unlink()
    for cut in (0, 10, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:cut])
        with pytest.raises(BackupInvalid):
            await restore(path, tmp_path / "new")


async def test_what_is_no_backup_is_refused(tmp_path: Path):
    with pytest.raises(BackupInvalid):
        await restore(tmp_path / "absent.zip", tmp_path / "new")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr(MANIFEST, '{"format":"else"}')
    with pytest.raises(BackupInvalid):
        await restore(tmp_path / "other.zip", tmp_path / "new")


async def test_a_swapped_database_is_noticed(live: Store, tmp_path: Path):
    await backup(live, tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        manifest, content = archive.read(MANIFEST), archive.read(DATABASE_NAME)
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr(MANIFEST, manifest)
        archive.writestr(DATABASE_NAME, content[:-1] + b"!")
    with pytest.raises(BackupInvalid, match="digest"):
        await restore(tmp_path / "two.zip", tmp_path / "new")
    with zipfile.ZipFile(tmp_path / "three.zip", "w") as archive:
        archive.writestr(MANIFEST, manifest.replace(HEAD.encode(), b"9999"))
        archive.writestr(DATABASE_NAME, content)
    with pytest.raises(MigrationNeeded):
        await restore(tmp_path / "three.zip", tmp_path / "new")


@pytest.mark.postgres
async def test_postgres_has_its_own_tools(request: pytest.FixtureRequest, tmp_path: Path):
    databases = request.getfixturevalue("databases")
    store = await open_store(databases.url(databases.create()))
    with pytest.raises(ConfigInvalid, match="pg_dump"):
        await backup(store, tmp_path / "one.zip")
    await store.close()
