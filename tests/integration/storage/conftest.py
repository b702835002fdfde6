"""Databases to test on: every test that takes `url`, `database` or `store` runs on each kind."""

import os
import shutil
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from glossary.store import GlossaryStore, InMemoryGlossaryStore
from storage.database import Database
from storage.glossary_store import SqlGlossaryStore
from storage.tables import metadata
from storage.upgrade import upgrade

SERVER = os.environ.get("PARLANCE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


class Clock:
    """Gives a moment a second later at every call, so that order never depends on luck."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The address of a PostgreSQL server that databases can be made on."""
    try:
        psycopg.connect(SERVER, connect_timeout=2).close()
    except psycopg.OperationalError:
        pytest.skip("needs a PostgreSQL server; PARLANCE_TEST_POSTGRES names one")
    return SERVER


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: str) -> Iterator[Callable[[], str]]:
    """Makes empty databases, and drops them at the end of the run."""
    made: list[str] = []

    def make() -> str:
        name = f"parlance_test_{uuid.uuid4().hex[:12]}"
        _run(postgres_server, "CREATE DATABASE {}", name)
        made.append(name)
        return f"{postgres_server.rsplit('/', 1)[0]}/{name}"

    yield make
    for name in made:
        _run(postgres_server, "DROP DATABASE {} WITH (FORCE)", name)


def _run(server: str, statement: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def postgres_with_tables(postgres_databases: Callable[[], str]) -> str:
    """One upgraded database for all tests of the run, which empty it for each other."""
    url = postgres_databases()
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def postgres_blank(postgres_databases: Callable[[], str]) -> str:
    """One database for all tests that start without tables; dropping many takes seconds."""
    return postgres_databases()


@pytest.fixture(params=KINDS)
def blank_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'parlance.db'}"
    address = str(request.getfixturevalue("postgres_blank"))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return address


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An upgraded database, which is copied for each test: a thirtieth of an upgrade's time."""
    file = tmp_path_factory.mktemp("sqlite") / "parlance.db"
    upgrade(f"sqlite:///{file}")
    return file


def with_tables(request: pytest.FixtureRequest, tmp_path: Path, *, kind: str) -> str:
    """The address of a database with empty tables."""
    if kind == "sqlite":
        file = shutil.copy(request.getfixturevalue("sqlite_with_tables"), tmp_path)
        return f"sqlite:///{file}"
    address = str(request.getfixturevalue("postgres_with_tables"))
    with psycopg.connect(address) as connection:  # TRUNCATE takes ten times as long
        for table in reversed(metadata.sorted_tables):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
    return address


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with empty tables."""
    return with_tables(request, tmp_path, kind=request.param)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture(params=["memory", *KINDS])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[GlossaryStore]:
    """Every kind of store, empty."""
    if request.param == "memory":
        yield InMemoryGlossaryStore(clock=Clock())
        return
    database = Database(with_tables(request, tmp_path, kind=request.param))
    yield SqlGlossaryStore(database, clock=Clock())
    await database.close()
