"""What people chose, and how they become hashes, on every kind of database."""

import asyncio

import pytest
from sqlalchemy import update

from glossary.terms import Audience
from storage.database import Database
from storage.people import Person, SqlPeople, hash_person, installation_salt
from storage.tables import people

W = "T0001"
SALT = "00" * 32


@pytest.fixture
def choices(database: Database) -> SqlPeople:
    return SqlPeople(database)


async def test_who_has_chosen_nothing_is_a_blank_person(choices: SqlPeople) -> None:
    assert await choices.get(W, "p1") == Person()


async def test_choices_are_kept_beside_each_other(choices: SqlPeople) -> None:
    await choices.choose_audience(W, "p1", Audience.SALES)
    await choices.know(W, "p1", "latency", "api")
    await choices.forget(W, "p1", "api", "never-known")
    await choices.opt_out(W, "p1", "annotations")
    await choices.opt_out(W, "p1", "digest")
    kept = await choices.opt_in(W, "p1", "digest")
    assert kept == await choices.get(W, "p1")
    assert kept == Person(Audience.SALES, frozenset({"latency"}), frozenset({"annotations"}))


async def test_an_audience_can_be_taken_back(choices: SqlPeople) -> None:
    await choices.choose_audience(W, "p1", Audience.SALES)
    assert await choices.choose_audience(W, "p1", None) == Person()


async def test_changes_at_once_all_count(choices: SqlPeople) -> None:
    words = [f"word-{n}" for n in range(12)]
    await asyncio.gather(*(choices.know(W, "p1", word) for word in words))
    assert (await choices.get(W, "p1")).known_terms == set(words)


async def test_the_same_person_in_two_workspaces_chooses_twice(choices: SqlPeople) -> None:
    await choices.know("T1", "p1", "latency")
    assert await choices.get("T2", "p1") == Person()
    assert await choices.erase("T2", "p1") == 0


async def test_erasing_forgets_every_choice(choices: SqlPeople) -> None:
    await choices.know(W, "p1", "latency")
    assert await choices.erase(W, "p1") == 1
    assert await choices.get(W, "p1") == Person()


async def test_an_audience_that_no_longer_exists_is_no_choice(
    choices: SqlPeople, database: Database
) -> None:
    await choices.know(W, "p1", "latency")
    async with database.write() as connection:
        await connection.execute(update(people).values(audience="jugglers"))
    assert await choices.get(W, "p1") == Person(known_terms=frozenset({"latency"}))


async def test_all_processes_agree_on_one_salt_from_the_first_call_on(url: str) -> None:
    databases = [Database(url) for _ in range(6)]
    salts = await asyncio.gather(*(installation_salt(database) for database in databases))
    assert len(set(salts)) == 1
    assert len(bytes.fromhex(salts[0])) == 32
    assert await installation_salt(databases[0]) == salts[0]
    for database in databases:
        await database.close()


def test_a_person_is_hashed_the_same_every_time_and_unlike_anybody_else() -> None:
    hashes = [
        hash_person(SALT, "T1", "U1"),
        hash_person(SALT, "T1", "U2"),
        hash_person(SALT, "T2", "U1"),
        hash_person(SALT, "T1U", "1"),
        hash_person("11" * 32, "T1", "U1"),
    ]
    assert len(set(hashes)) == len(hashes)
    assert hashes[0] == hash_person(SALT, "T1", "U1")
    assert "U1" not in hashes[0]
