"""A store of jobs, seen from outside: whatever its tables hold."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, event


def rows(url: str, table: str) -> list[str]:
    """The ids in a table of the store."""
    column = "job_id" if table == "receipts" else "workflow_uuid"
    return [str(row[0]) for row in _select(url, table, column)]


def everything_in(url: str) -> str:
    """All rows of all tables of the store, as text."""
    if url.startswith("sqlite"):
        with _Sqlite(url) as connection:
            return "\n".join(connection.iterdump())
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'jobs'")
        return "\n".join(str(_select(url, name, "*")) for (name,) in tables.fetchall())


def _select(url: str, table: str, columns: str) -> list[tuple[Any, ...]]:
    if url.startswith("sqlite"):
        with _Sqlite(url) as connection:
            return connection.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608
    with psycopg.connect(url) as session:
        wanted = sql.SQL(columns) if columns == "*" else sql.Identifier(columns)
        query = sql.SQL("SELECT {} FROM jobs.{}").format(wanted, sql.Identifier(table))
        return session.execute(query).fetchall()


class _Sqlite:
    """A connection that is closed at the end, which sqlite3's own context manager does not do."""

    def __init__(self, url: str) -> None:
        file = Path(url.removeprefix("sqlite:///"))
        self._connection = sqlite3.connect(file.with_suffix(".jobs.db"), timeout=5)

    def __enter__(self) -> sqlite3.Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


class Blocked:
    """Keeps everybody else from writing receipts."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> None:
        if self._url.startswith("sqlite"):
            self._held: Any = _Sqlite(self._url).__enter__()
            self._held.isolation_level = None
            self._held.execute("BEGIN IMMEDIATE")
        else:
            self._held = psycopg.connect(self._url)
            self._held.execute("LOCK TABLE jobs.receipts IN EXCLUSIVE MODE")

    def __exit__(self, *_: object) -> None:
        with suppress(sqlite3.OperationalError):
            self._held.rollback()
        self._held.close()


class Unwritable:
    """While it is on, the transactions of an engine can read and not write, as on a full disk."""

    def __init__(self, engine: Engine) -> None:
        self.on = False
        self._is_sqlite = engine.dialect.name == "sqlite"
        event.listen(engine, "begin", self._on_begin)

    def _on_begin(self, connection: Connection) -> None:
        if self._is_sqlite:
            connection.exec_driver_sql(f"PRAGMA query_only = {int(self.on)}")
        elif self.on:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
