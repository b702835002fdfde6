"""Which processes that work on jobs are alive.

Every worker holds a lock for as long as it lives; the system lets go of it when the process ends,
however it ends. Whoever could get a worker's lock knows that the worker is gone. Beside SQLite the
lock is a locked file, beside PostgreSQL a session's advisory lock.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Literal, Protocol

import psycopg
from sqlalchemy.engine import URL

_GROUP = 0x706A6F62
"""First half of the advisory locks' keys ("pjob" in ASCII); the second is the worker's hash."""
_KEEPALIVE = (
    ("tcp_keepalives_idle", 5),
    ("tcp_keepalives_interval", 2),
    ("tcp_keepalives_count", 3),
)
"""So that PostgreSQL notices within a dozen seconds that a worker's whole machine is gone."""


class Liveness(Protocol):
    """One worker's sign of life. Not for several threads at once."""

    def hold(self) -> bool:
        """Make sure that the sign is up; False where it had been down until now."""

    def is_gone(self, worker: str) -> bool:
        """Whether another worker's sign is down just now."""

    def inherit(self, worker: str) -> AbstractContextManager[bool]:
        """While it lasts nobody else inherits from a worker that is gone; False where somebody
        does, or where it is not gone."""

    def close(self) -> None:
        """Take the own sign down."""


class FileLiveness:
    """Signs of life beside a database file: one locked file for each worker."""

    def __init__(self, database: Path, worker: str) -> None:
        self._database = database
        self._worker = worker
        self._held: int | None = None

    def hold(self) -> bool:
        if self._held is not None:
            return True
        self._held = os.open(self._file(self._worker), os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._held, fcntl.LOCK_EX)
        return False

    def is_gone(self, worker: str) -> bool:
        with self._locked(worker, fcntl.LOCK_SH) as gone:
            return gone

    @contextmanager
    def inherit(self, worker: str) -> Iterator[bool]:
        with self._locked(worker, fcntl.LOCK_EX) as gone:
            yield gone
            if gone:
                self._file(worker).unlink(missing_ok=True)

    @contextmanager
    def _locked(self, worker: str, kind: int) -> Iterator[bool]:
        """Whether there was no lock on a worker's file; while it lasts there is one of ours."""
        try:
            other = os.open(self._file(worker), os.O_RDWR)
        except FileNotFoundError:
            yield True
            return
        try:
            fcntl.flock(other, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
        finally:
            os.close(other)

    def close(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None
            self._file(self._worker).unlink(missing_ok=True)

    def _file(self, worker: str) -> Path:
        return self._database.with_name(f"{self._database.name}.{worker}.alive")


class PostgresLiveness:
    """Signs of life in a PostgreSQL server: one session with an advisory lock for each worker."""

    def __init__(self, address: URL, worker: str) -> None:
        self._address = address.set(drivername="postgresql")
        self._worker = worker
        self._session: psycopg.Connection[Any] | None = None

    def hold(self) -> bool:
        if self._session is not None:
            try:
                self._session.execute("SELECT 1")
            except psycopg.OperationalError:
                self.close()
            else:
                return True
        self._session = self._open()
        return False

    def _open(self) -> psycopg.Connection[Any]:
        address = self._address.render_as_string(hide_password=False)
        session = psycopg.connect(address, autocommit=True, connect_timeout=5)
        for name, value in _KEEPALIVE:
            session.execute("SELECT set_config(%s, %s, false)", (name, str(value)))
        session.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (_GROUP, self._worker))
        return session

    def is_gone(self, worker: str) -> bool:
        """Asked with a shared lock, so that those who look don't keep each other from seeing."""
        with self._locked(worker, "_shared") as gone:
            return gone

    @contextmanager
    def inherit(self, worker: str) -> Iterator[bool]:
        with self._locked(worker, "") as gone:
            yield gone

    @contextmanager
    def _locked(self, worker: str, kind: Literal["_shared", ""]) -> Iterator[bool]:
        """Whether nobody held a worker's lock; while it lasts we do."""
        if self._session is None:
            yield False
            return
        key = (_GROUP, worker)
        taking = f"SELECT pg_try_advisory_lock{kind}(%s, hashtext(%s))"
        got = self._session.execute(taking.encode(), key).fetchone()
        if not got or not got[0]:
            yield False
            return
        try:
            yield True
        finally:
            giving = f"SELECT pg_advisory_unlock{kind}(%s, hashtext(%s))"
            self._session.execute(giving.encode(), key)

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None
