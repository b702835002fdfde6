"""Who was named to look after the words, on every kind of database."""

import asyncio

import pytest

from storage.curators import Named, SqlCurators
from storage.database import Database

W = "T0001"


@pytest.fixture
def kept(database: Database) -> SqlCurators:
    return SqlCurators(database)


async def test_nobody_is_named_at_first(kept: SqlCurators) -> None:
    assert not await kept.named(W)


async def test_naming_puts_people_and_groups_in_place_of_those_before(kept: SqlCurators) -> None:
    await kept.name(W, people=["U1", "U2"], groups=["S1"], by="U9")
    told = await kept.name(W, people=["U2", "U3"], groups=[], by="U2")
    assert told == await kept.named(W) == Named(frozenset({"U2", "U3"}))


async def test_naming_nobody_leaves_nobody(kept: SqlCurators) -> None:
    await kept.name(W, people=["U1"], groups=["S1"], by="U9")
    assert not await kept.name(W, people=[], groups=[], by="U1")


async def test_workspaces_name_their_own_curators(kept: SqlCurators) -> None:
    await kept.name("T1", people=["U1"], groups=[], by="U1")
    await kept.name("T2", people=["U2"], groups=["S2"], by="U2")
    await kept.name("T1", people=[], groups=[], by="U1")
    assert await kept.named("T2") == Named(frozenset({"U2"}), frozenset({"S2"}))


async def test_the_installer_is_named_where_nobody_was(kept: SqlCurators) -> None:
    assert await kept.name_installer(W, "U1")
    assert not await kept.name_installer(W, "U2")
    assert await kept.named(W) == Named(frozenset({"U1"}))


async def test_a_person_who_is_forgotten_is_named_no_more(kept: SqlCurators) -> None:
    await kept.name(W, people=["U1", "U2"], groups=["U1"], by="U2")
    assert [await kept.forget(W, "U1"), await kept.forget(W, "U1")] == [1, 0]
    assert await kept.named(W) == Named(frozenset({"U2"}), frozenset({"U1"}))


async def test_naming_the_same_people_at_once_does_no_harm(kept: SqlCurators) -> None:
    await asyncio.gather(*(kept.name(W, people=["U1"], groups=["S1"], by="U1") for _ in range(6)))
    assert await kept.named(W) == Named(frozenset({"U1"}), frozenset({"S1"}))
