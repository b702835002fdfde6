"""Once a day, by one of many, everything that is too old goes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import wiring
from bot.housekeeping import Housekeeping, keeping_house
from bot.settings import Settings
from glossary.terms import Audience
from storage import retention
from storage.annotations import Lately, Manners, Mode, Place, SqlAnnotations, Term
from storage.database import Database, DatabaseUnavailable
from storage.limits import SqlRates, SqlTokenBudget
from storage.retention import prune_uses
from storage.upgrade import upgrade
from storage.usage_log import SqlUsageLog
from translators.usage import Use

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path / 'parlance.db'}"
    upgrade(url)
    database = Database(url)
    yield database
    await database.close()


def keeper(database: Database, clock: Clock, *, days: int = 30) -> Housekeeping:
    return Housekeeping(database, retention_days=days, clock=clock)


async def log_uses(database: Database, *ages: timedelta) -> None:
    log = SqlUsageLog(database)
    for number, age in enumerate(ages):
        await log.record(Use(f"job {number}", NOON - age, "T1", "p", "cli", "answered"))


async def kept_jobs(database: Database) -> list[str]:
    return [row.use.job_id async for row in SqlUsageLog(database).export("T1")]


async def test_uses_are_kept_for_the_days_that_are_set(database: Database, clock: Clock) -> None:
    await log_uses(database, 31 * DAY, 30 * DAY, DAY)
    assert await keeper(database, clock).tidy()
    assert await kept_jobs(database) == ["job 1", "job 2"]


async def test_of_many_replicas_one_does_it_and_a_day_later_again(
    database: Database, clock: Clock
) -> None:
    replicas = [keeper(database, clock) for _ in range(4)]
    assert sum(await asyncio.gather(*(one.tidy() for one in replicas))) == 1
    clock.now += timedelta(hours=23)
    assert sum(await asyncio.gather(*(one.tidy() for one in replicas))) == 0
    clock.now += timedelta(hours=1)
    assert sum(await asyncio.gather(*(one.tidy() for one in replicas))) == 1


async def test_many_old_uses_go_a_few_at_a_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_BATCH", 2)
    await log_uses(database, *(DAY for _ in range(5)))
    assert await prune_uses(database, NOON) == 5
    assert await kept_jobs(database) == []


async def test_old_counts_of_the_limits_go_too(database: Database, clock: Clock) -> None:
    rates, budget = SqlRates(database, per_minute=1), SqlTokenBudget(database, per_day=1)
    await rates.claim("T1", "p", "job", at=NOON - DAY)
    await budget.reserve("T1", 5, at=NOON - 8 * DAY)
    await budget.reserve("T1", 5, at=NOON)
    await keeper(database, clock).tidy()
    assert await rates.prune(NOON) == 0
    assert await budget.spent("T1", at=NOON - 8 * DAY) == 0
    assert await budget.spent("T1", at=NOON) == 5


async def test_old_notes_in_channels_go_too(database: Database, clock: Clock) -> None:
    kept, place = SqlAnnotations(database), Place("T1", "C1")
    await kept.choose(place, Manners(Mode.THREAD))
    for ts, age in (("1.1", 91 * DAY), ("1.2", 89 * DAY)):
        at = NOON - age
        terms, lately = [Term(f"term {ts}")], Lately(0, at)
        await kept.claim(
            place, message_ts=ts, audience=Audience.SALES, terms=terms, at=at, lately=lately
        )
    await keeper(database, clock).tidy()
    assert [await kept.find(place, ts) is None for ts in ("1.1", "1.2")] == [True, False]


async def test_what_could_not_be_done_is_left_to_the_next_to_ask(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(database: Database, before: datetime) -> int:
        raise DatabaseUnavailable("The database can't be used just now.")

    with monkeypatch.context() as broken:
        broken.setattr("bot.housekeeping.prune_uses", fail)
        with pytest.raises(DatabaseUnavailable):
            await keeper(database, clock).tidy()
    assert await keeper(database, clock).tidy()


async def test_it_goes_on_asking_after_a_failure(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    async def fail_twice(self: Housekeeping) -> bool:
        nonlocal asked
        asked += 1
        if asked <= 2:
            raise DatabaseUnavailable("The database can't be used just now.")
        raise asyncio.CancelledError

    monkeypatch.setattr(Housekeeping, "tidy", fail_twice)
    with pytest.raises(asyncio.CancelledError):
        await keeper(database, clock).run(ask_seconds=0)
    assert asked == 3


async def test_the_serving_process_keeps_house_until_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied, tidy = asyncio.Event(), Housekeeping.tidy

    async def tidy_and_tell(self: Housekeeping) -> bool:
        done = await tidy(self)
        tidied.set()
        return done

    monkeypatch.setattr(Housekeeping, "tidy", tidy_and_tell)
    settings = Settings(_env_file=None, parlance_home=tmp_path, retention_days=1)
    async with wiring.opened(settings) as services:
        await log_uses(services.database, 3650 * DAY)
        async with keeping_house(services), asyncio.timeout(5):
            await tidied.wait()
        assert await kept_jobs(services.database) == []
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "retention"]
