"""Who was named to look after a workspace's words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from glossary.store import now
from storage.database import Database, insert_into
from storage.tables import curators


class _Kind(StrEnum):
    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Named:
    """The Slack ids of the people and of the user groups that were named in a workspace."""

    people: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anybody was named at all."""
        return bool(self.people or self.groups)


class SqlCurators:
    """The named curators of each workspace, in the database."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def named(self, workspace: str) -> Named:
        """Who was named in a workspace; nobody at first."""
        async with self._database.read() as connection:
            return await _named(connection, workspace)

    async def name(
        self, workspace: str, *, people: Iterable[str], groups: Iterable[str], by: str
    ) -> Named:
        """Put these people and groups in the place of whoever was named before.

        `by` is the Slack id of whoever decides; those who stay keep who named them and when.
        """
        wanted = {*_rows(_Kind.PERSON, people), *_rows(_Kind.GROUP, groups)}
        async with self._database.write() as connection:
            gone = await _kept(connection, workspace) - wanted
            for kind, member in gone:
                await connection.execute(
                    delete(curators).where(
                        curators.c.workspace == workspace,
                        curators.c.kind == kind,
                        curators.c.member == member,
                    )
                )
            await self._add(connection, workspace, wanted, by)
            return await _named(connection, workspace)

    async def name_installer(self, workspace: str, person: str) -> bool:
        """Name whoever installed the app; False where somebody was named before."""
        async with self._database.write() as connection:
            if await _kept(connection, workspace):
                return False
            await self._add(connection, workspace, {(_Kind.PERSON, person)}, person)
        return True

    async def forget(self, workspace: str, person: str) -> int:
        """Take a person off, as after they asked to be erased; gives 1 where they were named."""
        statement = delete(curators).where(
            curators.c.workspace == workspace,
            curators.c.kind == _Kind.PERSON,
            curators.c.member == person,
        )
        async with self._database.write() as connection:
            return (await connection.execute(statement)).rowcount

    async def _add(
        self, connection: AsyncConnection, workspace: str, rows: set[tuple[str, str]], by: str
    ) -> None:
        if not rows:
            return
        at = self._clock()
        values = [
            {"workspace": workspace, "kind": kind, "member": member, "named_by": by, "at": at}
            for kind, member in sorted(rows)
        ]
        added = insert_into(connection, curators).on_conflict_do_nothing()
        await connection.execute(added, values)


def _rows(kind: _Kind, members: Iterable[str]) -> set[tuple[str, str]]:
    return {(kind.value, member) for member in members}


async def _kept(connection: AsyncConnection, workspace: str) -> set[tuple[str, str]]:
    query = select(curators.c.kind, curators.c.member).where(curators.c.workspace == workspace)
    return {(row.kind, row.member) for row in await connection.execute(query)}


async def _named(connection: AsyncConnection, workspace: str) -> Named:
    kept = await _kept(connection, workspace)
    return Named(
        frozenset(member for kind, member in kept if kind == _Kind.PERSON),
        frozenset(member for kind, member in kept if kind == _Kind.GROUP),
    )
