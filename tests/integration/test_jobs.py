"""Durable jobs on both databases: taken once, done although the worker was cut off, gone
afterwards."""

import asyncio
import json
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import structlog
from psycopg import sql
from sqlalchemy import event
from structlog.testing import capture_logs

from bot.errors import trace
from storage.database import DatabaseUnavailable
from storage.job_port import JSON, PARKED, Job, Parked, TooBusy
from storage.job_store import JobStore, erase_jobs, parked
from storage.jobs import DurableJobs
from tests.integration.job_tables import Blocked, Unwritable, everything_in, rows
from tests.integration.storage.conftest import (  # noqa: F401 fixtures, asked for by name
    KINDS,
    postgres_databases,
    postgres_server,
)

WORDS = "flamingos cross the API gateway"
TEAM, OTHER = "T1", "T2"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store that was in use before; making one takes a second each time."""
    folder = tmp_path_factory.mktemp("jobs")
    asyncio.run(_open_once(f"sqlite:///{folder / 'parlance.db'}"))
    return folder / "parlance.jobs.db"


@pytest.fixture(scope="session")
def postgres_with_jobs(request: pytest.FixtureRequest) -> str:
    """A database with a store that was in use before."""
    address = str(request.getfixturevalue("postgres_databases")())
    asyncio.run(_open_once(address))
    return address


async def _open_once(url: str) -> None:
    jobs = DurableJobs(url, describe=trace)
    await jobs.start()
    await jobs.drain(timeout=1)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database beside which no jobs are kept yet."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "parlance.jobs.db")
        return f"sqlite:///{tmp_path / 'parlance.db'}"
    address = str(request.getfixturevalue("postgres_with_jobs"))
    with psycopg.connect(address, autocommit=True) as connection:
        for table in ("workflow_status", "receipts", "operation_outputs", "workflow_input"):
            connection.execute(sql.SQL("TRUNCATE jobs.{} CASCADE").format(sql.Identifier(table)))
    return address


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[Any]]:
    structlog.reset_defaults()
    with capture_logs() as entries:
        yield entries


class Recorder:
    """A handler that remembers its jobs. While `gate` is closed, jobs stop before their end."""

    def __init__(self) -> None:
        self.begun: list[Job] = []
        self.done: list[Job] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, job: Job) -> None:
        self.begun.append(job)
        await self.gate.wait()
        self.done.append(job)

    @property
    def ids(self) -> list[str]:
        return [job.id for job in self.done]


Opener = Callable[..., Awaitable[DurableJobs]]


@pytest.fixture
async def opened(url: str) -> AsyncIterator[Opener]:
    """Starts a worker with handlers by kind; whatever still runs at the end is cut off."""
    async with AsyncExitStack() as stack:

        async def opener(
            options: dict[str, Any] | None = None, **handlers: Callable[[Job], Awaitable[None]]
        ) -> DurableJobs:
            quick = {"gone_after": 0, "after": 0, "beat": 0.05}
            jobs = DurableJobs(url, describe=trace, **(quick | (options or {})))
            for kind, handler in handlers.items():
                jobs.register(kind, handler)
            await jobs.start()
            stack.push_async_callback(jobs.drain, timeout=0)
            return jobs

        yield opener


async def until(condition: Callable[[], object], *, seconds: float = 8) -> None:
    """Wait for something that is bound to happen soon."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 what is waited for is in a database
            await asyncio.sleep(0.02)


def job_id(number: object, team: str = TEAM) -> str:
    return f"slack:{team}:{number}"


async def test_an_accepted_job_runs_with_its_payload(opened: Opener) -> None:
    recorder = Recorder()
    jobs = await opened(work=recorder)
    payload: dict[str, JSON] = {"text": "Ünïcode \u2026", "n": 1.5, "list": [None, True]}
    assert await jobs.accept(job_id(1), "work", payload)
    await until(lambda: recorder.done)
    assert recorder.done == [Job(job_id(1), "work", payload)]


async def test_the_same_id_is_taken_once_also_when_its_job_is_done_and_deleted(
    opened: Opener, url: str
) -> None:
    recorder = Recorder()
    jobs = await opened(work=recorder)
    taken = await asyncio.gather(*(jobs.accept(job_id(1), "work", {}) for _ in range(4)))
    assert sorted(taken) == [False, False, False, True]
    await until(lambda: recorder.done and not rows(url, "workflow_status"))
    assert not await jobs.accept(job_id(1), "work", {})
    assert recorder.ids == [job_id(1)]


async def test_nobodys_words_are_left_when_a_job_is_done(opened: Opener, url: str) -> None:
    async def work(job: Job) -> None:
        await use_once(jobs, job)

    jobs = await opened(work=work)
    await jobs.accept(job_id(1), "work", {"text": WORDS})
    await until(lambda: not rows(url, "workflow_status"))
    assert "flamingos" not in everything_in(url)


async def use_once(jobs: DurableJobs, job: Job) -> None:
    """A part whose result quotes the payload, as a translation does."""

    async def work() -> JSON:
        return {"answer": job.payload["text"]}

    assert await jobs.once("translate", work) == {"answer": WORDS}


def test_deleted_words_are_overwritten_in_the_file(tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "parlance.jobs.db")
    store = JobStore(f"sqlite:///{tmp_path / 'parlance.db'}")
    store.take(job_id(1), "work", {"text": WORDS})
    assert b"flamingos" in bytes_in(tmp_path)
    store.erase(TEAM)
    store.prune(datetime.now(UTC))
    assert b"flamingos" not in bytes_in(tmp_path)
    store.close()


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_a_job_that_fails_is_parked_for_the_operator_without_its_errors_words(
    opened: Opener, url: str, logged: list[Any]
) -> None:
    async def fail(job: Job) -> None:
        raise ValueError(WORDS)

    jobs = await opened(work=fail)
    await jobs.accept(job_id(1), "work", {})
    await until(lambda: parked(url))
    [found] = parked(url)
    assert (found.id, found.kind, found.runs) == (job_id(1), "work", 1)
    assert found.since > datetime.now(UTC) - timedelta(minutes=1)
    assert "flamingos" not in everything_in(url)
    await until(lambda: any(entry["event"] == "job_parked" for entry in logged))
    assert "flamingos" not in json.dumps(logged, default=str)
    assert "ValueError" in json.dumps(logged, default=str)


async def test_who_waits_for_a_parked_job_is_told_once(opened: Opener, url: str) -> None:
    recorder = Recorder()

    async def fail(job: Job) -> None:
        await use_once(jobs, job)
        raise ValueError

    jobs = await opened(fail=fail, **{PARKED: recorder})
    await jobs.accept(job_id(1), "fail", {"text": WORDS})
    await until(lambda: jobs.parked == 1 and recorder.done)
    [notice] = recorder.done
    assert Parked.told_by(notice) == Parked(Job(job_id(1), "fail", {"text": WORDS}), ("translate",))
    [found] = parked(url)
    assert found.reference == Parked.told_by(notice).reference
    await jobs.drain(timeout=0)
    again = await opened(**{PARKED: recorder})
    await until(lambda: again.parked == 1 and rows(url, "workflow_status") == [job_id(1)])
    assert len(recorder.done) == 1


async def test_a_job_of_an_unknown_kind_waits_for_a_worker_that_knows_it(
    opened: Opener, url: str
) -> None:
    """As in a rolling restart, where the last version meets a job of the next."""
    old = await opened()
    await old.accept(job_id(1), "new", {})
    await until(lambda: old.running)
    await old.drain(timeout=0)
    assert parked(url) == ()
    recorder = Recorder()
    await opened(new=recorder)
    await until(lambda: recorder.ids == [job_id(1)])


async def test_a_job_that_no_worker_knows_is_parked_in_the_end(opened: Opener, url: str) -> None:
    jobs = await opened({"strange_for": 0})
    await jobs.accept(job_id(1), "new", {})
    await until(lambda: parked(url))


async def test_a_job_whose_progress_can_not_be_written_down_is_done_when_that_works_again(
    opened: Opener, url: str
) -> None:
    """The disk is full when a job has come to the end of a part."""
    recorder = Recorder()

    async def fill() -> JSON:
        if not recorder.begun:
            full.on = True
        recorder.begun.append(Job("", "", {}))
        return None

    async def work(job: Job) -> None:
        await jobs.once("part", fill)
        await recorder(job)

    jobs = await opened({"astray_after": 0.2}, work=work)
    full = Unwritable(jobs._store.engine)
    await jobs.accept(job_id(1), "work", {})
    await until(lambda: full.on)
    try:
        with pytest.raises(TooBusy):
            await jobs.accept(job_id(2), "work", {})
        # SQLite: DBOS gives the job up, and so it goes astray. PostgreSQL: DBOS keeps trying.
        await until(lambda: url.startswith("postgresql") or not jobs.running)
    finally:
        full.on = False
    assert await jobs.accept(job_id(3), "work", {})
    await until(lambda: sorted(recorder.ids) == [job_id(1), job_id(3)])
    await until(lambda: not rows(url, "workflow_status"))
    assert parked(url) == ()


async def test_an_error_of_a_part_comes_out_as_it_is_and_is_stored_without_its_words(
    opened: Opener, url: str
) -> None:
    caught: list[Exception] = []

    async def fail() -> JSON:
        raise KeyError(WORDS)

    async def work(job: Job) -> None:
        try:
            await jobs.once("translate", fail)
        except KeyError as problem:
            caught.append(problem)
        assert "flamingos" not in everything_in(url)

    jobs = await opened(work=work)
    await jobs.accept(job_id(1), "work", {})
    await until(lambda: caught and not rows(url, "workflow_status"))
    assert parked(url) == ()


async def test_a_job_that_was_cut_off_goes_on_with_the_part_it_had_come_to(opened: Opener) -> None:
    asked: list[str] = []
    recorder = Recorder()
    recorder.gate.clear()

    async def ask() -> JSON:
        asked.append("model")
        return {"answer": len(asked)}

    async def work(job: Job) -> None:
        made = await current[-1].once("translate", ask)
        await recorder(Job(job.id, job.kind, {"made": made}))

    current = [await opened(work=work)]
    await current[0].accept(job_id(1), "work", {})
    await until(lambda: recorder.begun)
    await current[0].drain(timeout=0)
    assert recorder.done == []
    recorder.gate.set()
    current.append(await opened(work=work))
    await until(lambda: recorder.done)
    assert asked == ["model"]
    assert recorder.done == [Job(job_id(1), "work", {"made": {"answer": 1}})]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_job_that_takes_its_workers_along_is_parked_and_those_near_it_are_done(
    opened: Opener, url: str
) -> None:
    """Two workers die with it among others, two more when it runs alone."""
    deadly, near = job_id("deadly"), [job_id(number) for number in range(5)]
    begun: list[str] = []
    done: list[str] = []

    async def work(job: Job) -> None:
        begun.append(job.id)
        await asyncio.sleep(60 if job.id == deadly else 0.2)
        done.append(job.id)

    quick = {"deaths": 2}
    jobs = await opened(quick, work=work)
    for one in (deadly, *near):
        await jobs.accept(one, "work", {})
    for life in range(1, 5):
        await until(lambda life=life: begun.count(deadly) == life)  # type: ignore[misc]
        await jobs.drain(timeout=0)
        jobs = await opened(quick, work=work)
    await until(lambda: parked(url) and set(done) == set(near))
    assert [(job.id, job.reason) for job in parked(url)] == [(deadly, "its workers died")]
    assert begun.count(deadly) == 4


async def test_draining_lets_short_jobs_finish_and_stops_in_time(opened: Opener) -> None:
    ended: list[str] = []

    async def work(job: Job) -> None:
        await asyncio.sleep(float(str(job.payload["seconds"])))
        ended.append(job.id)

    jobs = await opened(work=work)
    await jobs.accept(job_id("short"), "work", {"seconds": 0.3})
    await jobs.accept(job_id("long"), "work", {"seconds": 60})
    await until(lambda: len(jobs.running) == 2)
    began = time.monotonic()
    await jobs.drain(timeout=1)
    assert time.monotonic() - began < 3
    assert ended == [job_id("short")]
    assert not jobs.running


async def test_after_draining_the_loop_has_threads_again(opened: Opener) -> None:
    jobs = await opened()
    await jobs.drain(timeout=0)
    assert await asyncio.to_thread(lambda: 1) == 1


async def test_a_flood_by_one_workspace_does_not_keep_another_waiting(opened: Opener) -> None:
    recorder = Recorder()

    async def work(job: Job) -> None:
        await asyncio.sleep(0.2)
        await recorder(job)

    jobs = await opened({"at_once": 4, "per_team": 2}, work=work)
    for number in range(20):
        await jobs.accept(job_id(number), "work", {})
    await jobs.accept(job_id("urgent", OTHER), "work", {})
    await until(lambda: job_id("urgent", OTHER) in recorder.ids)
    assert len(recorder.done) < 15


async def test_a_store_that_does_not_answer_is_an_honest_refusal_in_time(
    opened: Opener, url: str
) -> None:
    jobs = await opened({"accept_within": 0.2})
    with Blocked(url):
        began = time.monotonic()
        with pytest.raises(TooBusy):
            await jobs.accept(job_id(1), "work", {})
        assert time.monotonic() - began < 1


def test_a_file_that_can_not_be_written_is_a_refusal_that_keeps_nothing(
    tmp_path: Path, sqlite_template: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'parlance.db'}"
    shutil.copy(sqlite_template, tmp_path / "parlance.jobs.db")
    store = JobStore(url)
    event.listen(store.engine, "connect", _forbid_writing)
    with pytest.raises(DatabaseUnavailable):
        store.take(job_id(1), "work", {})
    store.close()
    assert rows(url, "receipts") == []


def _forbid_writing(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")


async def test_a_workspaces_jobs_are_erased_whatever_their_state(opened: Opener, url: str) -> None:
    async def fail(job: Job) -> None:
        raise ValueError

    recorder = Recorder()
    recorder.gate.clear()
    jobs = await opened({"per_team": 1}, work=recorder, fail=fail)
    await jobs.accept(job_id("bad"), "fail", {"text": WORDS})
    await until(lambda: parked(url))
    for number in range(3):
        await jobs.accept(job_id(number), "work", {"text": WORDS})
    await jobs.accept(job_id("kept", OTHER), "work", {})
    await until(lambda: len(recorder.begun) == 2)
    assert erase_jobs(url, TEAM) == 4
    assert "flamingos" not in everything_in(url)
    recorder.gate.set()
    await until(lambda: job_id("kept", OTHER) in recorder.ids)
    assert rows(url, "receipts") == [job_id("kept", OTHER)]


async def test_a_persons_jobs_are_erased_and_nobody_elses(opened: Opener, url: str) -> None:
    async def fail(job: Job) -> None:
        raise ValueError

    recorder = Recorder()
    recorder.gate.clear()
    jobs = await opened({"per_team": 1}, work=recorder, fail=fail)
    theirs: dict[str, JSON] = {"text": WORDS, "reply": {"to": "view", "user": "U1"}}
    await jobs.accept(job_id("bad"), "fail", theirs)
    await until(lambda: parked(url))
    await jobs.accept(job_id("other"), "work", {"reply": {"user": "U11"}})
    await until(lambda: len(recorder.begun) == 1)
    await jobs.accept(job_id("waiting"), "work", theirs)
    await jobs.accept(job_id("elsewhere", OTHER), "work", theirs)
    assert erase_jobs(url, TEAM, person="U1") == 2
    recorder.gate.set()
    await until(lambda: len(recorder.ids) == 2)
    assert set(recorder.ids) == {job_id("other"), job_id("elsewhere", OTHER)}
    assert parked(url) == ()


async def test_old_receipts_and_parked_jobs_are_deleted(opened: Opener, url: str) -> None:
    async def fail(job: Job) -> None:
        raise ValueError

    jobs = await opened(fail=fail)
    await jobs.accept(job_id(1), "fail", {})
    await until(lambda: parked(url))
    store = JobStore(url)
    store.prune(datetime.now(UTC) + timedelta(minutes=10))
    assert rows(url, "receipts") == [job_id(1)]
    assert parked(url)
    store.prune(datetime.now(UTC) + timedelta(days=8))
    assert rows(url, "receipts") == []
    assert parked(url) == ()
    store.close()


def test_asking_about_jobs_makes_no_store(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'parlance.db'}"
    assert parked(url) == ()
    assert erase_jobs(url, TEAM) == 0
    assert list(tmp_path.iterdir()) == []
