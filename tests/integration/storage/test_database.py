"""Connections, column types and errors, on every kind of database."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Table, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from storage.database import (
    BadAddress,
    Database,
    DatabaseUnavailable,
    PlainText,
    SchemaMismatch,
    StringList,
    UtcDateTime,
    parse_address,
)

things = Table(
    "things",
    MetaData(),
    Column("name", PlainText, primary_key=True),
    Column("at", UtcDateTime),
    Column("words", StringList),
)


@pytest.fixture
async def scratch(url: str) -> AsyncIterator[Database]:
    """A database with one more table, for trying things out."""
    database = Database(url)
    async with database.write() as connection:
        await connection.run_sync(things.create)
    yield database
    async with database.write() as connection:
        await connection.run_sync(things.drop)
    await database.close()


async def write_twice(database: Database, **values: object) -> None:
    """Insert a row and again, in one transaction: the name's second use breaks its uniqueness."""
    async with database.write() as connection:
        await connection.execute(things.insert().values(**values))
        await connection.execute(things.insert().values(**values))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC),
        datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(1999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-11))),
    ],
)
async def test_a_moment_comes_back_as_the_same_moment_in_utc(
    scratch: Database, moment: datetime
) -> None:
    async with scratch.write() as connection:
        await connection.execute(things.insert().values(name="a", at=moment))
    async with scratch.read() as connection:
        found = await connection.scalar(select(things.c.at).where(things.c.at == moment))
    assert found == moment
    assert found.tzinfo is UTC


async def test_a_moment_without_time_zone_is_refused(scratch: Database) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 the mistake under test
    with pytest.raises(StatementError, match="needs a time zone"):
        await write_twice(scratch, name="a", at=naive)


@pytest.mark.parametrize("words", [None, (), ("a",), ("é", 'quote " and, comma', "\0", "🙂")])
async def test_strings_come_back_in_order(scratch: Database, words: tuple[str, ...] | None) -> None:
    async with scratch.write() as connection:
        await connection.execute(things.insert().values(name="a", words=words))
    async with scratch.read() as connection:
        assert await connection.scalar(select(things.c.words)) == words


async def test_a_write_that_fails_is_rolled_back_whole(scratch: Database) -> None:
    with pytest.raises(IntegrityError):
        await write_twice(scratch, name="a")
    async with scratch.read() as connection:
        assert (await connection.execute(select(things))).all() == []


async def test_an_error_does_not_tell_what_was_to_be_written(scratch: Database) -> None:
    with pytest.raises(IntegrityError) as failure:
        await write_twice(scratch, name="same", words=("a secret word",))
    assert "a secret word" not in str(failure.value)


async def test_writers_at_once_wait_for_each_other(scratch: Database) -> None:
    async def write(name: str) -> None:
        async with scratch.write() as connection:
            await connection.execute(select(things))
            await connection.execute(things.insert().values(name=name))

    await asyncio.gather(*(write(str(n)) for n in range(20)))
    async with scratch.read() as connection:
        assert len((await connection.execute(select(things))).all()) == 20


async def test_a_cancelled_write_leaves_nothing_and_harms_nobody(scratch: Database) -> None:
    started = asyncio.Event()

    async def write() -> None:
        async with scratch.write() as connection:
            await connection.execute(things.insert().values(name="cancelled"))
            started.set()
            await asyncio.Event().wait()

    writing = asyncio.create_task(write())
    await started.wait()
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    async with scratch.write() as connection:
        await connection.execute(things.insert().values(name="next"))
        assert (await connection.scalars(select(things.c.name))).all() == ["next"]


async def test_missing_tables_are_named_as_such(blank_url: str) -> None:
    database = Database(blank_url)
    with pytest.raises(SchemaMismatch, match="parlance db upgrade"):
        async with database.read() as connection:
            await connection.execute(select(things))
    await database.close()


async def test_a_server_that_does_not_answer_is_unavailable_and_its_password_stays_unsaid() -> None:
    database = Database("postgresql://postgres:secret@127.0.0.1:1/nothing")
    with pytest.raises(DatabaseUnavailable) as refusal:
        async with database.read() as connection:
            await connection.execute(text("SELECT 1"))
    assert "secret" not in str(refusal.value)
    await database.close()


async def test_a_sqlite_file_that_somebody_else_keeps_locked_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.01)
    database = Database(f"sqlite:///{tmp_path}/parlance.db")
    async with database.write():
        with pytest.raises(DatabaseUnavailable, match="SQLITE_BUSY"):
            async with database.write():
                raise AssertionError("two writers at once")
    await database.close()


async def test_sqlite_is_set_up_to_survive_a_power_cut_and_to_check_references(
    tmp_path: Path,
) -> None:
    database = Database(f"sqlite:///{tmp_path}/parlance.db")
    async with database.read() as connection:
        found = {
            name: await connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    await database.close()
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("postgres://u@h/n", "postgresql"),
        ("postgresql://u@h/n", "postgresql"),
        ("postgresql+psycopg://u@h/n", "postgresql"),
        ("sqlite:///file.db", "sqlite"),
        ("sqlite+aiosqlite:///file.db", "sqlite"),
    ],
)
def test_addresses_are_taken_with_and_without_a_driver(address: str, driver: str) -> None:
    assert parse_address(address).drivername == driver


def test_a_foreign_database_is_refused() -> None:
    with pytest.raises(BadAddress, match="SQLite or PostgreSQL, not in oracle"):
        Database("oracle://u@h/n")
