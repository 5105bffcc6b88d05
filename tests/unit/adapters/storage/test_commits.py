"""When does a writer get its answer?"""

from __future__ import annotations

import asyncio
import sqlite3
import threading

import pytest

from xiaoer.adapters.storage.commits import GroupCommit
from xiaoer.errors import StoreDown


class Disk:
    """Stands for a connection: says what was begun and committed, and syncs only when allowed to."""

    def __init__(self, *failures: Exception) -> None:
        self.begun = 0
        self.committed = 0
        self.total_changes = 0
        self.in_transaction = False
        self.may_sync = threading.Event()
        self.failures = list(failures)

    def execute(self, sql: str) -> None:
        assert sql == "BEGIN IMMEDIATE"
        self.begun += 1
        self.in_transaction = True

    def commit(self) -> None:
        assert self.may_sync.wait(10)
        if self.failures:
            raise self.failures.pop(0)
        self.committed += 1
        self.in_transaction = False

    def rollback(self) -> None:
        self.in_transaction = False


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


async def _turns_of_the_loop() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def test_nobody_is_answered_before_the_disk_has_it():
    disk = Disk()
    commits = GroupCommit(disk, session=None)
    writes = [asyncio.ensure_future(commits.write(lambda _, n=n: n)) for n in range(10)]
    await _turns_of_the_loop()
    assert disk.begun == 1
    assert not any(write.done() for write in writes)
    disk.may_sync.set()
    assert await asyncio.gather(*writes) == list(range(10))
    assert disk.committed == 1
    await commits.close()


async def test_what_comes_during_a_commit_shares_the_next_one():
    disk = Disk()
    commits = GroupCommit(disk, session=None)
    first = asyncio.ensure_future(commits.write(lambda _: 0))
    await _turns_of_the_loop()
    rest = [asyncio.ensure_future(commits.write(lambda _: 1)) for _ in range(20)]
    await _turns_of_the_loop()
    disk.may_sync.set()
    await asyncio.gather(first, *rest)
    assert disk.committed == 2
    await commits.close()


async def test_a_commit_that_fails_fails_all_that_were_in_it_and_no_others():
    disk = Disk(sqlite3.OperationalError("database or disk is full"))
    disk.may_sync.set()
    commits = GroupCommit(disk, session=None)
    results = await asyncio.gather(*(commits.write(lambda _: 1) for _ in range(3)), return_exceptions=True)
    assert [type(result) for result in results] == [StoreDown] * 3
    assert await commits.write(lambda _: 2) == 2
    await commits.close()


async def test_a_disk_that_lost_a_sync_is_trusted_no_more():
    lost = sqlite3.OperationalError("disk I/O error")
    lost.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    disk = Disk(lost)
    disk.may_sync.set()
    commits = GroupCommit(disk, session=None)
    with pytest.raises(StoreDown):
        await commits.write(lambda _: 1)
    with pytest.raises(StoreDown, match="disk"):
        await commits.write(lambda _: 2)
    assert disk.begun == 1
    await commits.close()
