"""What holds for PostgreSQL alone: several processes on one database?"""

from __future__ import annotations

import asyncio
from pathlib import Path

import psycopg
import pytest

from xiaoer.adapters.storage.store import open_store
from xiaoer.errors import BadRequest, StoreDown
from xiaoer.testing.talks import a_conversation, a_message, an_outcome

pytestmark = pytest.mark.postgres


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    databases = request.getfixturevalue("databases")
    ready = request.getfixturevalue("ready_postgres")
    databases.clear(ready)
    return databases.url(ready)


@pytest.fixture
async def two_stores(url: str):
    """Two pools, as two processes would have."""
    stores = (await open_store(url), await open_store(url))
    yield stores
    for store in stores:
        await store.close()


async def test_two_processes_keep_one_row_and_one_outcome(two_stores):
    talks = [store.conversations for store in two_stores] * 20
    opened = await asyncio.gather(*(t.open(a_conversation(f"talk-{n}", name="one")) for n, t in enumerate(talks)))
    (talk,) = {conversation.id for conversation in opened}
    accepted = await asyncio.gather(
        *(t.accept(a_message(f"m-{n}", conversation_id=talk, client_message_id="c")) for n, t in enumerate(talks))
    )
    (message,) = {entry.message_id for entry in accepted}
    outcomes = await asyncio.gather(
        *(t.finish(an_outcome(f"r-{n}", in_reply_to=message, conversation_id=talk)) for n, t in enumerate(talks))
    )
    assert len(set(outcomes)) == 1
    assert [event.seq for event in await talks[0].events(talk, after=0, limit=99)] == [1, 2]


async def test_two_processes_number_one_talk_without_gaps(two_stores):
    talks = [store.conversations for store in two_stores] * 25
    await talks[0].open(a_conversation())
    accepted = await asyncio.gather(*(t.accept(a_message(f"m-{n}")) for n, t in enumerate(talks)))
    assert sorted(entry.seq for entry in accepted) == list(range(1, 51))


async def test_two_processes_may_upgrade_at_once(request: pytest.FixtureRequest):
    databases = request.getfixturevalue("databases")
    url = databases.url(databases.create())
    stores = (await open_store(url), await open_store(url))
    await asyncio.gather(*(store.upgrade() for store in stores))
    for store in stores:
        await store.ping()
        await store.close()


async def test_a_server_that_is_not_there_is_said_so(tmp_path: Path):
    with pytest.raises(StoreDown):
        await open_store(f"postgresql://postgres@/x?host={tmp_path}")


async def test_connections_that_the_server_cut_are_replaced(two_stores, postgres_socket: str):
    conversations = two_stores[0].conversations
    await conversations.open(a_conversation())
    with psycopg.connect(host=postgres_socket, user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'xiaoer%'")
    assert (await conversations.accept(a_message())).seq == 1
    assert (await conversations.find("default", "talk-1")).last_seq == 1


async def test_a_character_that_postgres_cannot_hold_is_the_callers_fault(two_stores):
    conversations = two_stores[0].conversations
    await conversations.open(a_conversation())
    with pytest.raises(BadRequest):
        await conversations.accept(a_message(text="a\x00b"))
