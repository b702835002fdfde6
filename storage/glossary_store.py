"""A workspace's own words in the database."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import structlog
from pydantic import ValidationError
from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from glossary.explaining import explain
from glossary.layers import Layer
from glossary.revisions import Decision, layer_of, normalised, term_of
from glossary.store import GlossaryStore, Revision, Signature, Status, now
from glossary.terms import Entry
from storage.database import Database, by_code_point, insert_into
from storage.tables import glossary_entries as entries
from storage.tables import glossary_revisions as revisions
from storage.tables import glossary_versions as versions

_BATCH = 500
"""Entry ids named in one statement; SQLite takes 999 parameters at least."""

_log = structlog.get_logger(__name__)

_in_force = select(revisions).join(
    entries,
    and_(
        entries.c.workspace == revisions.c.workspace,
        entries.c.scope == revisions.c.scope,
        entries.c.entry_id == revisions.c.entry_id,
        entries.c.number == revisions.c.number,
    ),
)


class SqlGlossaryStore(GlossaryStore):
    """A store that all processes with the same database share."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        super().__init__(clock=clock)
        self._database = database

    async def version(self, workspace: str) -> int:
        async with self._database.read() as connection:
            return await _version(connection, workspace)

    async def layer(self, workspace: str, channel: str | None = None) -> Layer:
        places = _places(channel)
        query = _in_force.where(revisions.c.workspace == workspace, revisions.c.scope.in_(places))
        async with self._database.read() as connection:
            # First the version: entries newer than it are read again later, older ones would stay.
            version = await _version(connection, workspace)
            found = await _fetch(connection, query)
        for revision in found:
            if revision.problem:
                _log.warning(
                    "glossary.entry_unreadable",
                    workspace=workspace,
                    entry=revision.entry_id,
                    number=revision.number,
                    problem=revision.problem,
                )
        return layer_of(found, version=version)

    async def history(
        self, workspace: str, entry_id: str, channel: str | None = None
    ) -> tuple[Revision, ...]:
        async with self._database.read() as connection:
            past = await _pasts(connection, workspace, channel, [entry_id])
        return tuple(reversed(past.get(entry_id, [])))

    async def suggestions(self, workspace: str) -> tuple[Revision, ...]:
        answer = revisions.alias()
        answered = select(answer.c.number).where(
            answer.c.workspace == revisions.c.workspace,
            answer.c.scope == revisions.c.scope,
            answer.c.entry_id == revisions.c.entry_id,
            answer.c.answers == revisions.c.number,
        )
        query = (
            select(revisions)
            .where(revisions.c.workspace == workspace, revisions.c.status == Status.SUGGESTED)
            .where(~answered.exists())
            .order_by(revisions.c.version, revisions.c.place)
        )
        return await self._read(query)

    async def recent(
        self, workspace: str, limit: int = 20, *, channel: str | None = None
    ) -> tuple[Revision, ...]:
        query = (
            select(revisions)
            .where(revisions.c.workspace == workspace, revisions.c.scope.in_(_places(channel)))
            .order_by(revisions.c.version.desc(), revisions.c.place.desc())
            .limit(limit)
        )
        return await self._read(query)

    async def own(
        self, workspace: str, query: str = "", *, limit: int = 50
    ) -> tuple[Revision, ...]:
        needle = normalised(query)
        holding = or_(
            entries.c.term.contains(needle, autoescape=True),
            entries.c.entry_id.contains(needle, autoescape=True),
        )
        statement = (
            _in_force.where(revisions.c.workspace == workspace, holding)
            .where(revisions.c.status != Status.REMOVED)
            .limit(limit)
        )
        order = (entries.c.term, entries.c.entry_id, entries.c.scope)
        async with self._database.read() as connection:
            ordered = statement.order_by(*(by_code_point(connection, column) for column in order))
            return await _fetch(connection, ordered)

    async def unreadable(self) -> tuple[str, ...]:
        """A sentence for each entry in force, of any workspace, that can't be read: for `parlance
        doctor`."""
        found = await self._read(_in_force)
        return tuple(
            f"Workspace {one.workspace}, '{one.entry_id}', revision {one.number}: {one.problem}"
            for one in found
            if one.problem
        )

    async def _append(
        self, workspace: str, decisions: Sequence[tuple[str, Decision]], signature: Signature
    ) -> tuple[Revision, ...]:
        at = self._clock()
        async with self._database.write() as connection:
            version = await _next_version(connection, workspace)
            wanted = [entry_id for entry_id, _ in decisions]
            pasts = await _pasts(connection, workspace, signature.channel, wanted)
            made = list(_decided(workspace, decisions, pasts, signature, at))
            rows = [{**_row(one), "version": version, "place": n} for n, one in enumerate(made)]
            await connection.execute(revisions.insert(), rows)
            await _put_in_force(connection, made)
        return tuple(made)

    async def _read(self, query: Select[Any]) -> tuple[Revision, ...]:
        async with self._database.read() as connection:
            return await _fetch(connection, query)


async def _fetch(connection: AsyncConnection, query: Select[Any]) -> tuple[Revision, ...]:
    return tuple(_revision(row) for row in await connection.execute(query))


def _places(channel: str | None) -> set[str]:
    """The scopes that hold in a channel, or everywhere."""
    return {"", channel or ""}


async def _version(connection: AsyncConnection, workspace: str) -> int:
    query = select(versions.c.version).where(versions.c.workspace == workspace)
    return await connection.scalar(query) or 0


async def _next_version(connection: AsyncConnection, workspace: str) -> int:
    """Count the version up. Its row stays locked until the transaction ends: changes to a workspace
    queue here."""
    counted = insert_into(connection, versions).values(workspace=workspace, version=1)
    counted = counted.on_conflict_do_update(
        index_elements=[versions.c.workspace], set_={"version": versions.c.version + 1}
    )
    version: int = (await connection.execute(counted.returning(versions.c.version))).scalar_one()
    return version


async def _pasts(
    connection: AsyncConnection, workspace: str, channel: str | None, entry_ids: Sequence[str]
) -> dict[str, list[Revision]]:
    """The revisions of entries in one place, oldest first."""
    pasts: dict[str, list[Revision]] = {}
    for start in range(0, len(entry_ids), _BATCH):
        query = (
            select(revisions)
            .where(revisions.c.workspace == workspace, revisions.c.scope == (channel or ""))
            .where(revisions.c.entry_id.in_(entry_ids[start : start + _BATCH]))
            .order_by(revisions.c.entry_id, revisions.c.number)
        )
        for revision in await _fetch(connection, query):
            pasts.setdefault(revision.entry_id, []).append(revision)
    return pasts


def _decided(
    workspace: str,
    decisions: Iterable[tuple[str, Decision]],
    pasts: dict[str, list[Revision]],
    signature: Signature,
    at: datetime,
) -> Iterator[Revision]:
    for entry_id, decide in decisions:
        past = pasts.setdefault(entry_id, [])
        change = decide(past)
        made = signature.revision(workspace, entry_id, len(past) + 1, change, at=at)
        past.append(made)
        yield made


async def _put_in_force(connection: AsyncConnection, made: Iterable[Revision]) -> None:
    rows = [
        {
            "workspace": one.workspace,
            "scope": one.channel or "",
            "entry_id": one.entry_id,
            "term": term_of(one.entry_id, one.entry),
            "number": one.number,
        }
        for one in made
        if one.in_force
    ]
    if not rows:
        return
    upsert = insert_into(connection, entries)
    upsert = upsert.on_conflict_do_update(
        index_elements=[entries.c.workspace, entries.c.scope, entries.c.entry_id],
        set_={"term": upsert.excluded.term, "number": upsert.excluded.number},
    )
    await connection.execute(upsert, rows)


def _row(revision: Revision) -> dict[str, Any]:
    return {
        "workspace": revision.workspace,
        "scope": revision.channel or "",
        "entry_id": revision.entry_id,
        "number": revision.number,
        "status": revision.status,
        "body": revision.entry.model_dump_json(exclude_defaults=True) if revision.entry else None,
        "author": revision.author,
        "at": revision.at,
        "note": revision.note,
        "answers": revision.answers,
    }


def _revision(row: Row[Any]) -> Revision:
    entry, problem = _entry(row.body)
    return Revision(
        workspace=row.workspace,
        entry_id=row.entry_id,
        number=row.number,
        status=Status(row.status),
        entry=entry,
        author=row.author,
        at=row.at,
        note=row.note,
        channel=row.scope or None,
        answers=row.answers,
        problem=problem,
    )


def _entry(body: str | None) -> tuple[Entry | None, str | None]:
    """The entry of a stored body, or what is wrong with it as a sentence."""
    if body is None:
        return None, None
    try:
        return Entry.model_validate_json(body), None
    except ValidationError as problem:
        return None, explain(problem)
