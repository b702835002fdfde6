"""The usage log in the database: one row for each use, and what operators and curators ask of
them."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, select, tuple_, update

from glossary.revisions import normalised
from storage.database import Database, insert_into
from storage.tables import usage
from storage.usage_report import UsageReport, read_report
from translators.usage import Use

_PAGE = 1000
_FIELDS = tuple(field.name for field in fields(Use))


@dataclass(frozen=True, slots=True)
class LoggedUse:
    """A use as it is kept, and what the person said about it (None: nothing)."""

    use: Use
    helpful: bool | None

    def as_json(self) -> dict[str, Any]:
        """The use as plain values, for JSON and CSV; moments in ISO 8601, UTC."""
        return {**asdict(self.use), "at": self.use.at.isoformat(), "helpful": self.helpful}


class SqlUsageLog:
    """Implements `translators.usage.UsageLog`. Raises `DatabaseUnavailable` while the database
    can't be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, use: Use) -> None:
        """Keep a use. The second record of a job changes nothing."""
        if not use.workspace.strip():
            raise ValueError("a use needs the workspace that it belongs to")
        row = {name: getattr(use, name) for name in _FIELDS}
        row["missing_term"] = normalised(use.missing_term) if use.missing_term else None
        async with self._database.write() as connection:
            statement = insert_into(connection, usage).values(row)
            await connection.execute(
                statement.on_conflict_do_nothing(index_elements=[usage.c.job_id])
            )

    async def feedback(self, job_id: str, *, helpful: bool, person: str | None = None) -> None:
        """Note whether an answer was helpful; the last word counts. With `person` only that
        person's own answer is rated. An unknown job is ignored: it was erased."""
        change = update(usage).where(usage.c.job_id == job_id).values(helpful=helpful)
        if person is not None:
            change = change.where(usage.c.person == person)
        async with self._database.write() as connection:
            await connection.execute(change)

    async def report(self, workspace: str | None, since: datetime, until: datetime) -> UsageReport:
        """The figures of a workspace (None: of all) for uses from `since` to before `until`."""
        return await read_report(self._database, workspace=workspace, since=since, until=until)

    async def export(
        self,
        workspace: str | None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        person: str | None = None,
    ) -> AsyncIterator[LoggedUse]:
        """All uses of a workspace (None: of all), of one person where given, oldest first.

        Read in pages, so that a slow reader holds no connection; uses recorded meanwhile may be
        among them.
        """
        wanted = _matching(workspace, since, until, person)
        last: Row[Any] | None = None
        while True:
            query = select(usage).where(*wanted).order_by(usage.c.at, usage.c.job_id).limit(_PAGE)
            if last is not None:
                query = query.where(tuple_(usage.c.at, usage.c.job_id) > (last.at, last.job_id))
            async with self._database.read() as connection:
                rows = (await connection.execute(query)).all()
            for row in rows:
                yield _logged(row)
            if len(rows) < _PAGE:
                return
            last = rows[-1]

    async def erase(self, workspace: str, person: str) -> int:
        """Delete a person's uses in a workspace; gives how many there were."""
        return await self._delete(and_(usage.c.workspace == workspace, usage.c.person == person))

    async def prune(self, before: datetime) -> int:
        """Delete uses older than `before`, of all workspaces; gives how many there were."""
        return await self._delete(usage.c.at < before)

    async def _delete(self, condition: ColumnElement[bool]) -> int:
        async with self._database.write() as connection:
            return (await connection.execute(delete(usage).where(condition))).rowcount


def _matching(
    workspace: str | None, since: datetime | None, until: datetime | None, person: str | None
) -> list[ColumnElement[bool]]:
    conditions = []
    if workspace is not None:
        conditions.append(usage.c.workspace == workspace)
    if since is not None:
        conditions.append(usage.c.at >= since)
    if until is not None:
        conditions.append(usage.c.at < until)
    if person is not None:
        conditions.append(usage.c.person == person)
    return conditions


def _logged(row: Row[Any]) -> LoggedUse:
    values = row._asdict()
    helpful = values.pop("helpful")
    return LoggedUse(Use(**values), helpful)
