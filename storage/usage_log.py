"""The usage log in the database: one row for each use, and what operators and curators ask of
them."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, tuple_, update

from glossary.revisions import normalised
from storage.database import Database, insert_into
from storage.tables import usage
from storage.texts import Said, SqlTexts
from storage.usage_report import UsageReport, read_report
from translators.usage import Use

_PAGE = 1000
_FIELDS = tuple(field.name for field in fields(Use))


@dataclass(frozen=True, slots=True)
class LoggedUse:
    """A use as it is kept, what the person said about it (None: nothing), and its words where they
    were asked for and kept."""

    use: Use
    helpful: bool | None
    said: Said | None = None

    def as_json(self, *, with_texts: bool = False) -> dict[str, Any]:
        """The use as plain values, for JSON and CSV; moments in ISO 8601, UTC."""
        row = {**asdict(self.use), "at": self.use.at.isoformat(), "helpful": self.helpful}
        if with_texts:
            row["text"] = self.said.text if self.said else None
            row["answer"] = self.said.answer if self.said else None
        return row


class SqlUsageLog:
    """Implements `translators.usage.UsageLog`. Raises `DatabaseUnavailable` while the database
    can't be used.

    `texts` opens the words of uses for an export; only with `store_text` any are kept.
    """

    def __init__(
        self, database: Database, *, texts: SqlTexts | None = None, store_text: bool = False
    ) -> None:
        self._database = database
        self._texts = texts or SqlTexts(database, None)
        self._store_text = store_text

    async def record(self, use: Use, said: Said | None = None) -> None:
        """Keep a use, and its words where they are to be kept. The second record of a job changes
        nothing."""
        if not use.workspace.strip():
            raise ValueError("a use needs the workspace that it belongs to")
        row = {name: getattr(use, name) for name in _FIELDS}
        row["missing_term"] = normalised(use.missing_term) if use.missing_term else None

        def keep(connection: Connection) -> None:
            new = insert_into(connection, usage).values(row)
            connection.execute(new.on_conflict_do_nothing(index_elements=[usage.c.job_id]))
            if said and self._store_text:
                self._texts.keep(connection, use, said)

        await self._database.write_at_once(keep)

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
        with_texts: bool = False,
    ) -> AsyncIterator[LoggedUse]:
        """All uses of a workspace (None: of all), of one person where given, oldest first; their
        words too, if asked for. Raises BadKey where those can't be opened.

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
            said = await self._texts.find([row.job_id for row in rows]) if with_texts else {}
            for row in rows:
                yield _logged(row, said.get(row.job_id))
            if len(rows) < _PAGE:
                return
            last = rows[-1]


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


def _logged(row: Row[Any], said: Said | None) -> LoggedUse:
    values = row._asdict()
    helpful = values.pop("helpful")
    return LoggedUse(Use(**values), helpful, said)
