"""What people chose for themselves, and how a person becomes a hash before anything is kept."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, Select, delete, select, update

from glossary.terms import Audience
from storage.database import Database, insert_into
from storage.tables import meta, people

_SALT = "person_salt"
_SALT_BYTES = 32


def hash_person(salt: str, team: str, user: str) -> str:
    """A person's name in everything that is kept: the same for the same person, useless without the
    salt.

    HMAC-SHA256 over workspace and user, 32 hexadecimal digits of it: enough that no two people
    meet.
    """
    # The length keeps ("T1", "2U") and ("T12", "U") apart.
    message = f"{len(team)}:{team}:{user}".encode()
    return hmac.new(bytes.fromhex(salt), message, hashlib.sha256).hexdigest()[:32]


async def installation_salt(database: Database) -> str:
    """The installation's salt (hexadecimal), made at the first call; of several first calls at once
    one counts."""
    async with database.read() as connection:
        found = await connection.scalar(_kept_salt)
    if found is not None:
        return str(found)
    async with database.write() as connection:
        fresh = insert_into(connection, meta).values(
            name=_SALT, value=secrets.token_hex(_SALT_BYTES)
        )
        await connection.execute(fresh.on_conflict_do_nothing(index_elements=[meta.c.name]))
        return str(await connection.scalar(_kept_salt))


_kept_salt = select(meta.c.value).where(meta.c.name == _SALT)


@dataclass(frozen=True, slots=True)
class Person:
    """What a person chose in a workspace.

    `audience` None: the other side of each text. `known_terms` are entry ids that are not to be
    explained to them. `opted_out` names what they want to be spared ("annotations", "digest").
    """

    audience: Audience | None = None
    known_terms: frozenset[str] = frozenset()
    opted_out: frozenset[str] = frozenset()


class SqlPeople:
    """People's choices in the database; who has made none is a `Person()`. `person` is a salted
    hash."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, workspace: str, person: str) -> Person:
        async with self._database.read() as connection:
            row = (await connection.execute(_chosen(workspace, person))).one_or_none()
        return _person(row) if row else Person()

    async def choose_audience(
        self, workspace: str, person: str, audience: Audience | None
    ) -> Person:
        return await self._change(workspace, person, lambda was: replace(was, audience=audience))

    async def know(self, workspace: str, person: str, *entry_ids: str) -> Person:
        """Explain these entries to the person no more."""
        return await self._change(
            workspace, person, lambda was: replace(was, known_terms=was.known_terms | {*entry_ids})
        )

    async def forget(self, workspace: str, person: str, *entry_ids: str) -> Person:
        """Explain these entries to the person again."""
        return await self._change(
            workspace, person, lambda was: replace(was, known_terms=was.known_terms - {*entry_ids})
        )

    async def opt_out(self, workspace: str, person: str, what: str) -> Person:
        return await self._change(
            workspace, person, lambda was: replace(was, opted_out=was.opted_out | {what})
        )

    async def opt_in(self, workspace: str, person: str, what: str) -> Person:
        return await self._change(
            workspace, person, lambda was: replace(was, opted_out=was.opted_out - {what})
        )

    async def erase(self, workspace: str, person: str) -> int:
        """Delete what a person chose; gives 1 where there was something, else 0."""
        statement = delete(people).where(people.c.workspace == workspace, people.c.person == person)
        async with self._database.write() as connection:
            return (await connection.execute(statement)).rowcount

    async def _change(
        self, workspace: str, person: str, change: Callable[[Person], Person]
    ) -> Person:
        """Read, change and write a person's row; whoever else wants to change it waits."""
        blank = {"workspace": workspace, "person": person, "known_terms": (), "opted_out": ()}
        async with self._database.write() as connection:
            start = insert_into(connection, people).values(blank)
            await connection.execute(start.on_conflict_do_nothing())
            row = (await connection.execute(_chosen(workspace, person).with_for_update())).one()
            changed = change(_person(row))
            await connection.execute(
                update(people)
                .where(people.c.workspace == workspace, people.c.person == person)
                .values(
                    audience=changed.audience,
                    known_terms=tuple(sorted(changed.known_terms)),
                    opted_out=tuple(sorted(changed.opted_out)),
                )
            )
        return changed


def _chosen(workspace: str, person: str) -> Select[Any]:
    return select(people).where(people.c.workspace == workspace, people.c.person == person)


def _person(row: Row[Any]) -> Person:
    return Person(
        next((one for one in Audience if one == row.audience), None),
        frozenset(row.known_terms),
        frozenset(row.opted_out),
    )
