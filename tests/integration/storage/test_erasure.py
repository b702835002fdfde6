"""After erasing, nothing is left; and nobody else has lost anything."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Boolean, Float, Integer, func, select

from glossary.terms import Audience
from storage.curators import SqlCurators
from storage.database import Database, PlainText, StringList, UtcDateTime
from storage.erasure import erase_person, erase_workspace
from storage.glossary_store import SqlGlossaryStore
from storage.limits import SqlRates
from storage.people import SqlPeople, installation_salt
from storage.tables import metadata
from storage.texts import Said
from storage.usage_log import SqlUsageLog
from tests.fakes.entries import make_entry
from translators.usage import Use

AT = datetime(2026, 11, 1, tzinfo=UTC)
ANYTHING: dict[type, object] = {
    Boolean: True,
    Float: 0.5,
    Integer: 1,
    PlainText: "x",
    StringList: ("x",),
    UtcDateTime: AT,
}


@pytest.fixture
async def filled(database: Database) -> Database:
    """A database in which two people of each of two workspaces have done everything."""
    log = SqlUsageLog(database, store_text=True)
    store, choices = SqlGlossaryStore(database), SqlPeople(database)
    await installation_salt(database)
    for workspace in ("T1", "T2"):
        await SqlCurators(database).name_installer(workspace, "P1")
        for person in ("p1", "p2"):
            use = Use(f"{workspace}:{person}", AT, workspace, person, "cli", "answered")
            await log.record(use, Said("a text", "an answer"))
            await choices.choose_audience(workspace, person, Audience.SALES)
            await store.save(workspace, make_entry("latency"), author=person.upper())
        await fill_the_rest(database, workspace)
    return database


async def fill_the_rest(database: Database, workspace: str) -> None:
    """A row in every table that nothing above has written to, whatever its columns."""
    counted = await rows_by_workspace(database)
    async with database.write() as connection:
        for table in metadata.sorted_tables:
            if "workspace" in table.c and workspace not in counted[table.name]:
                row = {column.name: ANYTHING[type(column.type)] for column in table.c}
                await connection.execute(table.insert().values({**row, "workspace": workspace}))


async def rows_by_workspace(database: Database) -> dict[str, dict[str, int]]:
    """How many rows of each table belong to each workspace."""
    counted: dict[str, dict[str, int]] = {}
    async with database.read() as connection:
        for table in metadata.sorted_tables:
            if "workspace" in table.c:
                query = select(table.c.workspace, func.count()).group_by(table.c.workspace)
                found = (await connection.execute(query)).all()
                counted[table.name] = {row[0]: row[1] for row in found}
    return counted


async def test_an_erased_workspace_leaves_no_row_and_no_other_misses_one(filled: Database) -> None:
    before = await rows_by_workspace(filled)
    assert all(set(counts) == {"T1", "T2"} for counts in before.values())
    erased = await erase_workspace(filled, "T1")
    assert erased == sum(counts["T1"] for counts in before.values())
    assert await rows_by_workspace(filled) == {
        table: {"T2": counts["T2"]} for table, counts in before.items()
    }
    assert await erase_workspace(filled, "T1") == 0


async def test_an_erased_person_leaves_words_without_a_name(filled: Database) -> None:
    assert await erase_person(filled, "T1", "p1", author="P1") == 3
    history = await SqlGlossaryStore(filled).history("T1", "latency")
    assert [one.author for one in history] == ["P2", ""]
    after = await rows_by_workspace(filled)
    assert after["usage"] == after["texts"] == after["people"] == {"T1": 1, "T2": 2}


async def test_an_erased_person_is_not_counted_any_more(filled: Database) -> None:
    rates = SqlRates(filled, per_minute=1)
    await rates.claim("T1", "p1", "job", at=AT)
    await erase_person(filled, "T1", "p1")
    assert await rates.claim("T1", "p1", "another job", at=AT) == 0


async def test_an_erased_person_stays_in_other_workspaces(filled: Database) -> None:
    await erase_person(filled, "T1", "p1", author="P1")
    history = await SqlGlossaryStore(filled).history("T2", "latency")
    assert [one.author for one in history] == ["P2", "P1"]
    assert await erase_person(filled, "T2", "p1") == 3
    assert await erase_person(filled, "T2", "p1") == 0
