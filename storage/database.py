"""The database behind everything that is kept: its address, its connections, its column types, its
errors.

SQLite for one process, PostgreSQL for many; the same statements run on both.

    StorageError                  the text is a sentence for the operator and holds no data +-
    BadAddress                 the address names no database that Parlance can use   (permanent) +-
    SchemaMismatch             the tables are older or newer than the program        (permanent) +-
    DatabaseUnavailable        unreachable, locked, full, shutting down              (passes by
    itself)
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Table,
    Text,
    TypeDecorator,
    create_engine,
    event,
    exc,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from glossary.store import StoreUnavailable
from translators.errors import ParlanceError

BUSY_SECONDS = 5.0
"""How long a SQLite connection waits for another's write before it gives up."""
CONNECT_SECONDS = 5
POOL_SECONDS = 5.0

T = TypeVar("T")


class StorageError(ParlanceError):
    """Base of what can go wrong with the database."""


class BadAddress(StorageError):
    """The address names no database that Parlance can use."""


class SchemaMismatch(StorageError):
    """The tables are not those that this program works with."""


class DatabaseUnavailable(StorageError, StoreUnavailable):
    """The database can't be used just now."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. SQLite drops time zones: moments go in as UTC and come out as UTC on every
    database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment to be stored needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class PlainText(TypeDecorator[str]):
    """Text without what PostgreSQL can't keep and SQLite would: the null character and halves of
    surrogate pairs."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class StringList(TypeDecorator[tuple[str, ...]]):
    """Strings in order, as a JSON array in a text column."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


def parse_address(url: str) -> URL:
    """A `DATABASE_URL` as SQLAlchemy reads it, with the driver's name left out; `BadAddress` where
    it is not usable.

    Takes `sqlite:///relative/file`, `sqlite:////absolute/file`, `postgresql://…` and
    `postgres://…`.
    """
    try:
        parsed = make_url(url)
    except exc.ArgumentError:
        raise BadAddress(
            "The database address can't be read: it is like sqlite:///file.db or postgresql://user@host/name."
        ) from None
    kind = parsed.get_backend_name() if parsed.drivername != "postgres" else "postgresql"
    if kind not in ("sqlite", "postgresql"):
        raise BadAddress(f"Parlance keeps its data in SQLite or PostgreSQL, not in {kind}.")
    if kind == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise BadAddress(
            "SQLite needs a file: a database in memory would be another one for every connection."
        )
    return parsed.set(drivername=kind)


def sync_engine(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine for the work before the program serves (migrations)."""
    address = parse_address(url)
    _make_folder(address)
    options = _options(address, busy_seconds=busy_seconds)
    engine = create_engine(_with_driver(address, sqlite="pysqlite"), **options)
    _configure(engine)
    return engine


class Database:
    """Connections to one database. Nothing is opened before it is used; `close` when done.

    `read` and `write` are transactions. A SQLite write takes the write lock at its start, so that
    what it read can't change under it; a PostgreSQL write locks the rows it needs itself.

    `write_at_once` is for the writes of every translation. A `write` gives way to other tasks at
    each of its statements, and SQLite's only write lock is held meanwhile: on a busy loop a few
    writes a second are all there is room for.
    """

    def __init__(self, url: str) -> None:
        address = parse_address(url)
        _make_folder(address)
        self.is_sqlite = address.drivername == "sqlite"
        self._engine: AsyncEngine = create_async_engine(
            _with_driver(address, sqlite="aiosqlite"),
            pool_timeout=POOL_SECONDS,
            **_options(address, busy_seconds=BUSY_SECONDS),
        )
        _configure(self._engine.sync_engine)
        self._writer = self._engine.execution_options(parlance_writes=True)
        self._at_once = _AtOnce(url) if self.is_sqlite else None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads."""
        with translated_errors():
            async with self._engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes: committed at the end, rolled back by an exception."""
        with translated_errors():
            async with self._writer.begin() as connection:
                yield connection

    async def write_at_once(self, work: Callable[[Connection], T]) -> T:
        """A write transaction in which `work` does all there is to do, without waiting for
        anything but the database: committed at its end, rolled back by an exception."""
        with translated_errors():
            if self._at_once is not None:
                return await self._at_once.run(work)
            async with self._writer.begin() as connection:
                return await connection.run_sync(work)

    async def close(self) -> None:
        """Let go of all connections."""
        if self._at_once is not None:
            await self._at_once.close()
        await self._engine.dispose()


class _AtOnce:
    """A thread with a connection of its own to a SQLite file, for one transaction after another."""

    def __init__(self, url: str) -> None:
        self._engine = sync_engine(url).execution_options(parlance_writes=True)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="write-at-once")

    async def run(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._write, work)

    def _write(self, work: Callable[[Connection], T]) -> T:
        with self._engine.begin() as connection:
            return work(connection)

    async def close(self) -> None:
        await asyncio.to_thread(self._thread.shutdown)
        self._engine.dispose()


def insert_into(
    connection: AsyncConnection | Connection, table: Table
) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say ON CONFLICT, which both databases know but SQL does not."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def by_code_point(connection: AsyncConnection, column: ColumnElement[str]) -> ColumnElement[str]:
    """`column` for ORDER BY, in the same order on every database whatever its locale."""
    return column if connection.dialect.name == "sqlite" else column.collate("C")


@contextmanager
def translated_errors() -> Iterator[None]:
    """Raise what a driver says about an unusable database as a `StorageError`.

    Everything else, such as a broken constraint, is a mistake of ours and stays what it is.
    """
    try:
        yield
    except exc.TimeoutError as problem:
        raise DatabaseUnavailable(
            "The database can't be used just now (all connections are busy)."
        ) from problem
    except exc.DBAPIError as problem:
        known = _translated(problem)
        if known is None:
            raise
        raise known from problem


def _translated(problem: exc.DBAPIError) -> StorageError | None:
    """The driver's error as one of ours; None where the statement itself was at fault.

    Codes: https://www.sqlite.org/rescode.html and PostgreSQL's appendix A ("08", "53", "57", "58"
    and "25006", "40", "55P03").
    """
    code = getattr(problem.orig, "sqlite_errorname", None) or getattr(
        problem.orig, "sqlstate", None
    )
    if code in ("42P01", "42703") or "no such table" in str(problem.orig):
        return SchemaMismatch(
            "The database's tables don't fit this program: run `parlance db upgrade`."
        )
    if code is None:
        passes = isinstance(problem, exc.OperationalError | exc.InterfaceError)
    else:
        passes = code.startswith(_PASSING)
    if passes or problem.connection_invalidated:
        return DatabaseUnavailable(f"The database can't be used just now ({code or 'no answer'}).")
    return None


_READ_ONLY = "25006"
_PASSING = (
    *("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL"),
    *("SQLITE_CANTOPEN", "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_PERM", "SQLITE_PROTOCOL"),
    *("08", _READ_ONLY, "28", "3D", "40", "53", "55P03", "57", "58"),
)


def _with_driver(address: URL, *, sqlite: str) -> URL:
    driver = f"sqlite+{sqlite}" if address.drivername == "sqlite" else "postgresql+psycopg"
    return address.set(drivername=driver)


def _make_folder(address: URL) -> None:
    if address.drivername == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)


def _options(address: URL, *, busy_seconds: float) -> dict[str, Any]:
    # Parameters would put people's hashes and words into exception texts, and those into logs.
    options: dict[str, Any] = {"hide_parameters": True}
    if address.drivername == "sqlite":
        options["connect_args"] = {"timeout": busy_seconds}
    else:
        options["connect_args"] = {"connect_timeout": CONNECT_SECONDS}
        options["pool_pre_ping"] = True
    return options


def leave_standbys(engine: Engine) -> None:
    """Let go of connections to a server that takes no writes, so that the next ones find the one
    that does: after a failover the old ones would stay with the wrong server for ever."""
    event.listen(engine, "handle_error", _on_error)


def _on_error(context: ExceptionContext) -> None:
    if getattr(context.original_exception, "sqlstate", None) == _READ_ONLY:
        context.is_disconnect = True


def _configure(engine: Engine) -> None:
    leave_standbys(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    # The driver's own idea of when a transaction begins is switched off; `_begin_sqlite` says it.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL: what was acknowledged survives a power cut, at the price of a disk flush per commit.
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("parlance_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
