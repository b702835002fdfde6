"""A database of the first released schema, with rows in it, comes up to date and loses nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import text

from storage.database import Database, SchemaMismatch, sync_engine
from storage.glossary_store import SqlGlossaryStore
from storage.people import SqlPeople, installation_salt
from storage.texts import Said
from storage.upgrade import _migrations, check, upgrade
from storage.usage_log import SqlUsageLog
from translators.usage import Use

FIRST = "0001"
AT = datetime(2026, 11, 1, tzinfo=UTC)
ROWS = (
    "INSERT INTO usage (job_id, at, workspace, person, surface, outcome, term_ids, checks_failed,"
    " input_chars, output_chars, latency_ms) VALUES ('j1', '2026-11-01 00:00:00+00:00', 'T1', 'p1',"
    " 'translate_command', 'answered', '[\"latency\"]', '[]', 5, 6, 7.5)",
    "INSERT INTO people (workspace, person, audience, known_terms, opted_out)"
    " VALUES ('T1', 'p1', 'sales', '[\"api\"]', '[]')",
    "INSERT INTO meta (name, value) VALUES ('person_salt', 'abc')",
)


def make_first(url: str) -> None:
    """The tables of the first release, and a row in most of them."""
    engine = sync_engine(url).execution_options(parlance_writes=True)
    config, _ = _migrations()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)
    with engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row.replace("+00:00", ".000000") if _is_sqlite(url) else row))
    engine.dispose()


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


async def test_the_first_schema_comes_up_to_date_with_all_its_rows(blank_url: str) -> None:
    make_first(blank_url)
    told = check(blank_url)
    assert told is not None
    assert told.startswith(f"The database is at schema {FIRST}")
    upgrade(blank_url)
    assert check(blank_url) is None
    database = Database(blank_url)
    log = SqlUsageLog(database, store_text=True)
    await log.record(Use("j2", AT, "T1", "p1", "cli", "answered"), Said("a", "b"))
    report = await log.report("T1", AT, AT + timedelta(days=1))
    assert (report.uses, report.people, report.top_terms) == (2, 1, {"latency": 1})
    assert [row.use.job_id async for row in log.export("T1")] == ["j1", "j2"]
    person = await SqlPeople(database).get("T1", "p1")
    assert (person.audience, person.known_terms) == ("sales", frozenset({"api"}))
    assert await SqlGlossaryStore(database).version("T1") == 0
    assert await installation_salt(database) == "abc"
    await database.close()


async def test_statements_on_the_first_schema_say_what_to_do(blank_url: str) -> None:
    make_first(blank_url)
    database = Database(blank_url)
    with pytest.raises(SchemaMismatch, match="parlance db upgrade"):
        await SqlUsageLog(database, store_text=True).record(
            Use("j2", AT, "T1", "p1", "cli", "answered"), Said("a", "b")
        )
    await database.close()
