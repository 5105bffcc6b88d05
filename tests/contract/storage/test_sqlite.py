"""What holds for the SQLite store alone: one writer, one process, and nothing acknowledged that is not on the disk?"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from pathlib import Path

import anyio
import pytest

from xiaoer.adapters.storage.lock import LOCK_NAME
from xiaoer.adapters.storage.store import DATABASE_NAME, Store, open_store, sqlite_url
from xiaoer.errors import ConfigInvalid, NoSuchConversation, StoreDown
from xiaoer.testing.talks import a_conversation, a_message, an_outcome


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


async def _opened(folder: Path) -> Store:
    store = await open_store(sqlite_url(folder))
    await store.upgrade()
    return store


async def test_every_commit_is_synced(folder: Path):
    store = await _opened(folder)
    writer = store.database._writer
    assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert writer.execute("PRAGMA synchronous").fetchone() == (2,)
    await store.close()


async def test_a_second_process_is_told_who_holds_the_folder(folder: Path):
    store = await _opened(folder)
    code = (
        "import asyncio, sys\n"
        "from xiaoer.adapters.storage.store import open_store\n"
        "from xiaoer.errors import StoreInUse\n"
        "try:\n    asyncio.run(open_store(sys.argv[1]))\n"
        "except StoreInUse as exc:\n    print(exc)\n"
    )
    second = await anyio.run_process([sys.executable, "-c", code, sqlite_url(folder)])
    assert f"process {os.getpid()}" in second.stdout.decode()
    await store.close()


async def test_the_folder_is_free_after_a_close(folder: Path):
    await (await _opened(folder)).close()
    store = await _opened(folder)
    await store.close()
    assert set(os.listdir(folder)) == {DATABASE_NAME, LOCK_NAME}


@pytest.fixture
def damaged_folder(folder: Path) -> Path:
    folder.mkdir()
    (folder / DATABASE_NAME).write_bytes(b"this is no database at all, but it is long enough to look like one" * 20)
    return folder


async def test_a_store_that_cannot_open_frees_the_folder(damaged_folder: Path):
    for _ in range(2):
        with pytest.raises(StoreDown):
            await open_store(sqlite_url(damaged_folder))


async def test_a_reader_opens_beside_the_server_and_sees_its_commits(folder: Path):
    store = await _opened(folder)
    reader = await open_store(sqlite_url(folder), read_only=True)
    await store.conversations.open(a_conversation())
    assert await reader.conversations.find("default", "talk-1") == a_conversation()
    with pytest.raises(StoreDown, match="reading only"):
        await reader.conversations.open(a_conversation("talk-2"))
    with pytest.raises(StoreDown, match="reading only"):
        await reader.orders.put("default", ())
    await reader.ping()
    await reader.close()
    await store.close()


async def test_a_reader_opens_where_no_server_runs(folder: Path):
    store = await _opened(folder)
    await store.conversations.open(a_conversation())
    await store.close()
    reader = await open_store(sqlite_url(folder), read_only=True)
    assert await reader.conversations.find("default", "talk-1") == a_conversation()
    await reader.close()
    with pytest.raises(StoreDown, match="no database"):
        await open_store(sqlite_url(folder / "elsewhere"), read_only=True)


async def test_closing_commits_what_is_waiting_and_refuses_what_comes_later(folder: Path):
    store = await _opened(folder)
    await store.conversations.open(a_conversation())
    waiting = [asyncio.ensure_future(store.conversations.accept(a_message(f"m-{n}"))) for n in range(500)]
    await asyncio.sleep(0)
    await store.close()
    accepted = await asyncio.gather(*waiting)
    assert [entry.seq for entry in accepted] == list(range(1, 501))
    with pytest.raises(StoreDown):
        await store.conversations.accept(a_message("late"))
    with pytest.raises(StoreDown):
        await store.conversations.find("default", "talk-1")
    again = await _opened(folder)
    assert len(await again.conversations.events("talk-1", after=0, limit=1000)) == 500
    await again.close()


async def test_a_lock_of_another_program_costs_a_second_and_no_data(folder: Path):
    store = await _opened(folder)
    await store.conversations.open(a_conversation())
    other = sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    started = asyncio.get_running_loop().time()
    with pytest.raises(StoreDown) as refused:
        await store.conversations.accept(a_message())
    assert asyncio.get_running_loop().time() - started < 5  # a second, and some for a busy machine
    assert refused.value.retry_after_s == 1.0
    with pytest.raises(StoreDown):
        await store.ping()
    assert await store.conversations.message("m-1") is None
    other.execute("ROLLBACK")
    other.close()
    assert (await store.conversations.accept(a_message())).fresh
    await store.close()


async def test_a_full_disk_refuses_and_recovers(folder: Path):
    store = await _opened(folder)
    await store.conversations.open(a_conversation())
    writer = store.database._writer
    (pages,) = writer.execute("PRAGMA page_count").fetchone()
    writer.execute(f"PRAGMA max_page_count={pages}")
    results = await asyncio.gather(
        *(store.conversations.accept(a_message(f"m-{n}", text="长" * 1000)) for n in range(50)), return_exceptions=True
    )
    failed = [r for r in results if isinstance(r, BaseException)]
    assert failed
    assert {type(r) for r in failed} == {StoreDown}
    writer.execute("PRAGMA max_page_count=1000000")
    kept = await store.conversations.events("talk-1", after=0, limit=100)
    assert [event.seq for event in kept] == list(range(1, 51 - len(failed)))
    assert (await store.conversations.accept(a_message("after"))).seq == len(kept) + 1
    await store.close()


async def test_a_unit_that_fails_half_way_takes_nobody_with_it(folder: Path):
    store = await _opened(folder)
    await store.conversations.open(a_conversation())
    await store.conversations.accept(a_message("m-1"))

    def spoil(session: object) -> None:
        store.conversations  # noqa: B018
        raise ZeroDivisionError

    results = await asyncio.gather(
        store.conversations.accept(a_message("m-2")),
        store.database.write(spoil),
        # The same message id under a new client id breaks a unique index after the event was half written.
        store.conversations.accept(a_message("m-1", client_message_id="other")),
        store.conversations.finish(an_outcome()),
        store.conversations.accept(a_message("m-3", conversation_id="nowhere")),
        return_exceptions=True,
    )
    kinds = [type(r) for r in results]
    assert kinds[1] is ZeroDivisionError
    assert kinds[2] is StoreDown
    assert kinds[4] is NoSuchConversation
    events = await store.conversations.events("talk-1", after=0, limit=10)
    assert [event.message_id for event in events] == ["m-1", "m-2", "r-1"]
    assert [event.seq for event in events] == [1, 2, 3]
    await store.close()


async def test_too_many_waiting_writes_are_refused_at_once(folder: Path):
    store = await _opened(folder)
    store.database._commits._max_waiting = 10
    await store.conversations.open(a_conversation())
    results = await asyncio.gather(
        *(store.conversations.accept(a_message(f"m-{n}")) for n in range(30)), return_exceptions=True
    )
    assert sum(isinstance(r, StoreDown) for r in results) == 20
    await store.close()


async def test_a_caller_who_gives_up_does_not_stop_the_others(folder: Path):
    store = await _opened(folder)
    await store.conversations.open(a_conversation())
    tasks = [asyncio.ensure_future(store.conversations.accept(a_message(f"m-{n}"))) for n in range(10)]
    await asyncio.sleep(0)
    tasks[3].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(r, asyncio.CancelledError) for r in results) == 1
    await store.close()


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite://", "nonsense"])
async def test_an_impossible_url_is_refused(url: str):
    with pytest.raises(ConfigInvalid):
        await open_store(url)


async def test_secrets_are_kept_once_and_put_again(store: Store):
    assert await store.secrets.find("default", "signing_key") is None
    kept = await asyncio.gather(*(store.secrets.keep("default", "signing_key", f"k{n}") for n in range(10)))
    assert len(set(kept)) == 1
    await store.secrets.put("default", "signing_key", "new")
    assert await store.secrets.find("default", "signing_key") == "new"
    assert await store.secrets.find("other", "signing_key") is None
