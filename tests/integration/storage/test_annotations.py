"""Channels' manners and the claims of notes, on every kind of database."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from glossary.terms import Audience
from storage.annotations import (
    FREE_NOTES,
    KEPT_FOR,
    LATELY,
    Lately,
    Manners,
    Mode,
    Note,
    Place,
    SqlAnnotations,
    Term,
)
from storage.database import Database
from storage.erasure import erase_workspace

HERE = Place("T1", "C1")
ELSEWHERE = (Place("T1", "C2"), Place("T2", "C1"))
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SALES = Audience.SALES
ON = Manners(Mode.THREAD)
QUIET = Lately(1, NOON + timedelta(days=999))
"""Nothing was noted lately."""


def terms(*written: str) -> list[Term]:
    return [Term.read(one) for one in written]


@pytest.fixture
async def kept(database: Database) -> SqlAnnotations:
    """Notes are switched on in three channels of two workspaces."""
    kept = SqlAnnotations(database)
    for place in (HERE, *ELSEWHERE):
        await kept.choose(place, ON)
    return kept


async def claimed(
    kept: SqlAnnotations,
    message_ts: str,
    *written: str,
    at: datetime = NOON,
    place: Place = HERE,
    lately: Lately = QUIET,
) -> list[str]:
    """The terms that a claim gets."""
    note = await kept.claim(
        place,
        message_ts=message_ts,
        audience=SALES,
        terms=terms(*written),
        at=at,
        lately=lately,
    )
    return [str(term) for term in note.terms] if note else []


async def test_a_channel_that_nobody_asked_about_has_no_manners(database: Database) -> None:
    kept = SqlAnnotations(database)
    assert await kept.manners(HERE) is None
    assert await claimed(kept, "1.1", "api") == []


async def test_the_last_choice_counts(kept: SqlAnnotations) -> None:
    await kept.choose(HERE, Manners(Mode.AUTHOR, Audience.FINANCE, 2, 30, external=True))
    assert await kept.manners(HERE) == Manners(Mode.AUTHOR, Audience.FINANCE, 2, 30, True)
    assert await kept.manners(ELSEWHERE[0]) == ON


async def test_a_claimed_note_is_found_again(kept: SqlAnnotations) -> None:
    note = await kept.claim(
        HERE,
        message_ts="1.1",
        audience=SALES,
        terms=terms("api", "churn:customers"),
        at=NOON,
        lately=QUIET,
        thread_ts="0.9",
    )
    expected = Note("1.1", Mode.THREAD, SALES, tuple(terms("api", "churn:customers")), NOON, "0.9")
    assert note == expected == await kept.find(HERE, "1.1")
    assert await kept.find(ELSEWHERE[0], "1.1") is None


async def test_a_message_is_claimed_once(kept: SqlAnnotations) -> None:
    assert await claimed(kept, "1.1", "api") == ["api"]
    assert await claimed(kept, "1.1", "latency") == []


async def test_nothing_is_claimed_where_notes_are_off(kept: SqlAnnotations) -> None:
    await kept.choose(HERE, Manners(Mode.OFF))
    assert await claimed(kept, "1.1", "api") == []


async def test_a_note_explains_four_terms_at_most_and_each_once(kept: SqlAnnotations) -> None:
    wanted = ("a", "b:one", "b:two", "c", "d", "e")
    assert await claimed(kept, "1.1", *wanted) == ["a", "b:one", "c", "d"]


async def test_a_term_rests_in_its_channel_for_the_cooldown(kept: SqlAnnotations) -> None:
    week = timedelta(days=7)
    assert await claimed(kept, "1.1", "api") == ["api"]
    later = NOON + week - timedelta(seconds=1)
    assert await claimed(kept, "1.2", "api", "latency", at=later) == ["latency"]
    assert await claimed(kept, "1.3", "api", at=later) == []
    assert await claimed(kept, "1.4", "api", at=NOON + week) == ["api"]
    for place in ELSEWHERE:
        assert await claimed(kept, "1.1", "api", place=place) == ["api"]


async def test_an_hour_has_room_for_so_many_notes_only(kept: SqlAnnotations) -> None:
    await kept.choose(HERE, Manners(Mode.REACTION, per_hour=2))
    for number in range(2):
        at = NOON + timedelta(minutes=20 * number)
        assert await claimed(kept, f"1.{number}", f"term-{number}", at=at)
    assert await claimed(kept, "1.8", "x", at=NOON + timedelta(minutes=59)) == []
    assert await claimed(kept, "1.9", "x", at=NOON + timedelta(minutes=60)) == ["x"]
    assert await claimed(kept, "2.0", "y", at=NOON + timedelta(minutes=61)) == []
    assert await claimed(kept, "1.0", "x", place=ELSEWHERE[0]) == ["x"]


async def test_a_slow_channel_gets_a_note_for_every_tenth_message_at_most(
    kept: SqlAnnotations,
) -> None:
    hours = [NOON + timedelta(hours=number) for number in range(FREE_NOTES + 2)]
    few, many = Lately(69, NOON), Lately(70, NOON)
    *free, late, later = hours
    for number, at in enumerate(free):
        assert await claimed(kept, f"1.{number}", f"term-{number}", at=at, lately=few)
    assert await claimed(kept, "2.1", "c", at=late, lately=few) == []
    assert await claimed(kept, "2.1", "c", at=late, lately=many) == ["c"]
    assert await claimed(kept, "2.2", "d", at=later, lately=many) == []
    moved_on = Lately(LATELY, hours[1])
    assert await claimed(kept, "2.2", "d", at=later, lately=moved_on) == ["d"]


async def test_replicas_that_claim_at_once_stay_within_the_manners(url: str) -> None:
    replicas = [Database(url) for _ in range(4)]
    stores = [SqlAnnotations(database) for database in replicas]
    await stores[0].choose(HERE, Manners(Mode.REACTION, per_hour=3))
    wanted = [
        claimed(store, f"1.{number}", f"term-{number % 5}")
        for number in range(10)
        for store in stores
    ]
    got = [one for one in await asyncio.gather(*wanted) if one]
    assert len(got) == 3
    assert len({term for (term,) in got}) == 3
    for database in replicas:
        await database.close()


async def test_a_claim_that_came_to_nothing_costs_nothing(kept: SqlAnnotations) -> None:
    await kept.choose(HERE, Manners(Mode.REACTION, per_hour=1))
    note = await kept.claim(
        HERE,
        message_ts="1.1",
        audience=SALES,
        terms=terms("api", "latency"),
        at=NOON,
        lately=QUIET,
    )
    assert note
    await kept.release(HERE, note)
    assert await claimed(kept, "1.1", "api", "latency") == ["api", "latency"]


async def test_a_posted_note_keeps_its_reply(kept: SqlAnnotations) -> None:
    await claimed(kept, "1.1", "api")
    note = await kept.posted(HERE, "1.1", "1.5")
    assert note == await kept.find(HERE, "1.1")
    assert note
    assert note.note_ts == "1.5"


async def test_a_note_whose_message_went_meanwhile_is_not_wanted(kept: SqlAnnotations) -> None:
    await claimed(kept, "1.1", "api")
    assert await kept.remove(HERE, "1.1")
    assert await kept.posted(HERE, "1.1", "1.5") is None


async def test_a_removed_note_is_gone_once_and_leaves_its_traces(kept: SqlAnnotations) -> None:
    await kept.choose(HERE, Manners(Mode.REACTION, per_hour=1))
    await claimed(kept, "1.1", "api")
    removed = await kept.remove(HERE, "1.1")
    assert removed
    assert removed.terms == tuple(terms("api"))
    assert await kept.remove(HERE, "1.1") is None
    assert await kept.find(HERE, "1.1") is None
    assert await claimed(kept, "1.2", "latency") == []
    assert await claimed(kept, "1.1", "latency", at=NOON + timedelta(hours=2)) == []


async def test_an_edit_keeps_drops_and_adds_terms(kept: SqlAnnotations) -> None:
    await claimed(kept, "1.0", "resting")
    await claimed(kept, "1.1", "api", "latency")
    wanted = terms("resting", "fresh", "api")
    revision = await kept.revise(HERE, "1.1", wanted, at=NOON)
    assert revision
    assert revision.before.terms == tuple(terms("api", "latency"))
    assert revision.after
    assert revision.after.terms == tuple(terms("api", "fresh"))
    assert await kept.find(HERE, "1.1") == revision.after
    assert await claimed(kept, "1.2", "fresh") == []


async def test_an_edit_that_leaves_no_term_ends_the_note(kept: SqlAnnotations) -> None:
    await claimed(kept, "1.1", "api")
    revision = await kept.revise(HERE, "1.1", terms("other"), at=NOON)
    assert revision
    assert revision.after is None
    assert await kept.find(HERE, "1.1") is None
    assert await kept.revise(HERE, "1.1", terms("api"), at=NOON) is None
    assert await claimed(kept, "1.2", "other") == ["other"]


async def test_an_edit_of_a_message_without_a_note_changes_nothing(kept: SqlAnnotations) -> None:
    assert await kept.revise(HERE, "1.1", terms("api"), at=NOON) is None
    assert await claimed(kept, "1.2", "api") == ["api"]


async def test_an_edit_adds_no_term_once_notes_are_off(kept: SqlAnnotations) -> None:
    await claimed(kept, "1.1", "api")
    await kept.choose(HERE, Manners(Mode.OFF))
    revision = await kept.revise(HERE, "1.1", terms("api", "latency"), at=NOON)
    assert revision
    assert revision.after == revision.before


async def test_old_notes_are_forgotten(kept: SqlAnnotations) -> None:
    await claimed(kept, "1.1", "api")
    await claimed(kept, "1.2", "latency", at=NOON + timedelta(days=1))
    assert await kept.prune(NOON + KEPT_FOR) == 0
    assert await kept.prune(NOON + KEPT_FOR + timedelta(hours=1)) == 1
    assert await kept.find(HERE, "1.1") is None
    assert await claimed(kept, "1.3", "api") == ["api"]
    assert await claimed(kept, "1.4", "latency", at=NOON + timedelta(days=2)) == []


async def test_no_term_is_forgotten_before_the_longest_cooldown_ends(kept: SqlAnnotations) -> None:
    await kept.choose(HERE, replace(ON, cooldown_days=365))
    await claimed(kept, "1.1", "api")
    later = NOON + timedelta(days=364)
    assert await kept.prune(later) == 0
    assert await claimed(kept, "1.2", "api", at=later) == []
    assert await kept.prune(later + timedelta(days=2)) == 1


async def test_a_workspace_that_leaves_takes_its_notes_with_it(
    kept: SqlAnnotations, database: Database
) -> None:
    await claimed(kept, "1.1", "api")
    await erase_workspace(database, "T1")
    assert await kept.manners(HERE) is None
    assert await kept.find(HERE, "1.1") is None
    assert await kept.manners(ELSEWHERE[1]) == ON
