"""A database that can't be written to for a while, and then can again."""

import asyncio
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

SIZE = 64 * 1024 * 1024


class Trouble(Protocol):
    """What keeps a database from being written to."""

    async def last(self, seconds: float) -> None:
        """Begin, and end after so many seconds."""


class NoDisk(Exception):
    """This machine lets us make no small disk."""


class SmallDisk:
    """A folder that is a disk of its own, so that it can be full without filling the machine's.

    Needs the right to mount; raises NoDisk where there is none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        options = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
        if not shutil.which("mount") or subprocess.run(options, check=False).returncode:  # noqa: S603
            raise NoDisk("The plan `full` on SQLite mounts a small disk, which needs root.")

    async def last(self, seconds: float) -> None:
        filler = self.folder / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
        await asyncio.sleep(seconds)
        filler.unlink()

    def close(self) -> None:
        subprocess.run(["umount", str(self.folder)], check=True)  # noqa: S603, S607 a tool of the system


class Standby:
    """A PostgreSQL database whose server takes no writes, as after a failover."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._name = sql.Identifier(make_url(url).database or "")

    async def last(self, seconds: float) -> None:
        await asyncio.to_thread(self._turn, on=True)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(self._turn, on=False)

    def _turn(self, *, on: bool) -> None:
        """For the sessions to come; those that are there end where there are no more writes, and
        stay where there are writes again: the bot has to find that out."""
        value = sql.SQL("ON" if on else "OFF")
        with psycopg.connect(self._url, autocommit=True) as session:
            session.execute("SET default_transaction_read_only = OFF")
            setting = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}")
            session.execute(setting.format(self._name, value))
            if on:
                session.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
