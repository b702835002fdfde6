"""Letting go of what is old, and seeing to it that one replica does it."""

from datetime import datetime, timedelta

from sqlalchemy import Table, delete, select

from storage.database import Database, insert_into
from storage.tables import chores, texts, usage

_BATCH = 2_000
"""Rows deleted at a time: a write of a few milliseconds, so that nobody waits long for the lock."""


class SqlChores:
    """Which chores of the installation were taken up when."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, name: str, *, every: timedelta, at: datetime) -> bool:
        """Take a chore up; False where somebody did less than `every` ago."""
        async with self._database.write() as connection:
            first = insert_into(connection, chores).values(name=name, at=at)
            taken = first.on_conflict_do_update(
                index_elements=[chores.c.name],
                set_={"at": first.excluded.at},
                where=chores.c.at <= at - every,
            )
            done = await connection.execute(taken.returning(chores.c.name))
            return done.first() is not None

    async def give_back(self, name: str) -> None:
        """Leave a chore that could not be done to whoever comes next."""
        async with self._database.write() as connection:
            await connection.execute(delete(chores).where(chores.c.name == name))


async def prune_uses(database: Database, before: datetime) -> int:
    """Delete the uses of all workspaces from before a moment, and their words; gives how many uses
    there were."""
    await _prune(database, texts, before)
    return await _prune(database, usage, before)


async def _prune(database: Database, table: Table, before: datetime) -> int:
    """Delete the rows of a table with `job_id` and `at`, a few at a time; gives how many."""
    old = select(table.c.job_id).where(table.c.at < before).limit(_BATCH)
    pruned = 0
    while True:
        async with database.write() as connection:
            found = await connection.execute(delete(table).where(table.c.job_id.in_(old)))
        pruned += found.rowcount
        if found.rowcount < _BATCH:
            return pruned
