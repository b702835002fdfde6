"""Counting uses and tokens, on every kind of database and by several replicas at once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from storage.limits import SqlRates, SqlTokenBudget

W, P = "T1", "person"
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
async def replicas(url: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two replicas' own connections to one database."""
    made = Database(url), Database(url)
    yield made
    for one in made:
        await one.close()


def limited(database: Database, per_minute: int = 3) -> SqlRates:
    return SqlRates(database, per_minute=per_minute)


async def test_there_is_room_until_the_limit_and_then_the_wait_is_told(database: Database) -> None:
    rates = limited(database)
    for number in range(3):
        assert await rates.claim(W, P, f"j{number}", at=AT + number * SECOND) == 0
    assert await rates.claim(W, P, "late", at=AT + 10 * SECOND) == 50.0


async def test_room_comes_back_a_minute_after_each_use(database: Database) -> None:
    rates = limited(database)
    for number in range(3):
        await rates.claim(W, P, f"j{number}", at=AT + 10 * number * SECOND)
    assert await rates.claim(W, P, "j3", at=AT + 60 * SECOND) == 0
    assert await rates.claim(W, P, "j4", at=AT + 61 * SECOND) == 9.0
    assert await rates.claim(W, P, "j4", at=AT + 70 * SECOND) == 0


async def test_what_was_refused_does_not_count(database: Database) -> None:
    rates = limited(database, per_minute=1)
    await rates.claim(W, P, "first", at=AT)
    for second in range(1, 60):
        assert await rates.claim(W, P, f"j{second}", at=AT + second * SECOND) > 0
    assert await rates.claim(W, P, "next", at=AT + 60 * SECOND) == 0


async def test_a_job_that_runs_again_counts_once(database: Database) -> None:
    rates = limited(database, per_minute=2)
    for _ in range(5):
        assert await rates.claim(W, P, "same", at=AT) == 0
    assert await rates.claim(W, P, "other", at=AT) == 0
    assert await rates.claim(W, P, "same", at=AT) == 0


async def test_people_and_workspaces_have_limits_of_their_own(database: Database) -> None:
    rates = limited(database, per_minute=1)
    for workspace, person in ((W, P), (W, "other"), ("T2", P)):
        assert await rates.claim(workspace, person, "job", at=AT) == 0
    assert await rates.claim(W, P, "job 2", at=AT) > 0


async def test_a_lower_limit_holds_for_what_came_before(database: Database) -> None:
    for number in range(5):
        await limited(database, 5).claim(W, P, f"j{number}", at=AT + number * SECOND)
    assert await limited(database, 2).claim(W, P, "more", at=AT + 10 * SECOND) == 53.0


async def test_replicas_count_together(replicas: tuple[Database, Database]) -> None:
    both = [limited(database, per_minute=5) for database in replicas]
    waits = await asyncio.gather(
        *(both[number % 2].claim(W, P, f"j{number}", at=AT) for number in range(16))
    )
    assert sum(wait == 0 for wait in waits) == 5


async def test_old_claims_are_forgotten(database: Database) -> None:
    rates = limited(database, per_minute=1)
    await rates.claim(W, P, "old", at=AT)
    await rates.claim(W, "other", "new", at=AT + 60 * SECOND)
    assert await rates.prune(AT + 60 * SECOND) == 1
    assert await rates.claim(W, "other", "again", at=AT + 61 * SECOND) > 0


async def test_tokens_are_given_out_until_the_budget_is_spent(database: Database) -> None:
    budget = SqlTokenBudget(database, per_day=100)
    assert [await budget.reserve(W, 60, at=AT) for _ in range(3)] == [True, True, False]
    assert await budget.spent(W, at=AT) == 120


async def test_settling_puts_what_was_used_in_place_of_what_was_reserved(
    database: Database,
) -> None:
    budget = SqlTokenBudget(database, per_day=100)
    await budget.reserve(W, 100, at=AT)
    assert not await budget.reserve(W, 1, at=AT)
    await budget.settle(W, reserved=100, used=40, at=AT)
    assert await budget.spent(W, at=AT) == 40
    assert await budget.reserve(W, 1, at=AT)


async def test_every_day_and_workspace_has_its_own_budget(database: Database) -> None:
    budget = SqlTokenBudget(database, per_day=10)
    midnight = datetime(2026, 11, 2, tzinfo=UTC)
    assert await budget.reserve(W, 10, at=midnight - SECOND)
    assert not await budget.reserve(W, 10, at=midnight - SECOND)
    assert await budget.reserve(W, 10, at=midnight)
    assert await budget.reserve("T2", 10, at=midnight - SECOND)


async def test_a_translation_over_midnight_is_settled_on_the_day_it_began(
    database: Database,
) -> None:
    budget = SqlTokenBudget(database, per_day=10)
    began = datetime(2026, 11, 1, 23, 59, 59, tzinfo=UTC)
    await budget.reserve(W, 10, at=began)
    await budget.settle(W, reserved=10, used=3, at=began)
    assert await budget.spent(W, at=began) == 3
    assert await budget.spent(W, at=began + SECOND) == 0


async def test_replicas_overrun_the_budget_by_the_last_translation_only(
    replicas: tuple[Database, Database],
) -> None:
    both = [SqlTokenBudget(database, per_day=100) for database in replicas]
    given = await asyncio.gather(*(both[n % 2].reserve(W, 30, at=AT) for n in range(16)))
    assert sum(given) == 4
    assert await both[0].spent(W, at=AT) == 120


async def test_old_days_are_forgotten(database: Database) -> None:
    budget = SqlTokenBudget(database, per_day=10)
    await budget.reserve(W, 1, at=AT - timedelta(days=2))
    await budget.reserve(W, 2, at=AT)
    assert await budget.prune(AT) == 1
    assert await budget.spent(W, at=AT) == 2
