"""Work after the acknowledgement: taken once, bounded, finished before the process ends."""

import asyncio
from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs

from bot.jobs import PARKED, InProcessJobs, Job, Parked, TooBusy


@pytest.fixture
def logged() -> Iterator[list[dict[str, object]]]:
    structlog.reset_defaults()
    with capture_logs() as entries:
        yield entries  # type: ignore[misc]


class Recorder:
    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, job: Job) -> None:
        await self.gate.wait()
        self.jobs.append(job)


def jobs_with(recorder: Recorder, **limits: int) -> InProcessJobs:
    jobs = InProcessJobs(after=0, **limits)
    jobs.register("work", recorder)
    return jobs


async def test_an_accepted_job_runs_with_its_payload() -> None:
    recorder = Recorder()
    jobs = jobs_with(recorder)
    assert await jobs.accept("a", "work", {"n": 1})
    await jobs.drain(timeout=1)
    assert recorder.jobs == [Job("a", "work", {"n": 1})]


async def test_the_same_id_is_taken_once() -> None:
    recorder = Recorder()
    jobs = jobs_with(recorder)
    assert await jobs.accept("a", "work", {})
    assert not await jobs.accept("a", "work", {})
    await jobs.drain(timeout=1)
    assert not await jobs.accept("a", "work", {})
    assert len(recorder.jobs) == 1


async def test_one_job_too_many_is_refused_and_may_come_again() -> None:
    recorder = Recorder()
    recorder.gate.clear()
    jobs = jobs_with(recorder, at_most=1)
    await jobs.accept("a", "work", {})
    with pytest.raises(TooBusy):
        await jobs.accept("b", "work", {})
    recorder.gate.set()
    await jobs.drain(timeout=1)
    assert await jobs.accept("b", "work", {})
    await jobs.drain(timeout=1)


async def test_ids_are_forgotten_only_when_many_came_after_them() -> None:
    recorder = Recorder()
    jobs = jobs_with(recorder, remember=2)
    for job_id in "abc":
        await jobs.accept(job_id, "work", {})
    assert not await jobs.accept("c", "work", {})
    assert await jobs.accept("a", "work", {})
    await jobs.drain(timeout=1)


async def test_no_more_jobs_run_at_once_than_allowed() -> None:
    running: list[int] = []
    peak: list[int] = []

    async def work(job: Job) -> None:
        running.append(1)
        peak.append(len(running))
        await asyncio.sleep(0)
        running.pop()

    jobs = InProcessJobs(at_once=2, after=0)
    jobs.register("work", work)
    for number in range(10):
        await jobs.accept(str(number), "work", {})
    await jobs.drain(timeout=1)
    assert (len(peak), max(peak)) == (10, 2)


async def test_a_job_that_fails_is_logged_by_id_and_without_words(
    logged: list[dict[str, object]],
) -> None:
    async def work(job: Job) -> None:
        raise RuntimeError("secret words")

    jobs = InProcessJobs(after=0)
    jobs.register("work", work)
    await jobs.accept("a", "work", {"text": "secret words"})
    await jobs.drain(timeout=1)
    assert [entry["event"] for entry in logged] == ["job_failed"]
    assert "RuntimeError" in str(logged)
    assert "secret words" not in str(logged)


async def test_draining_gives_up_on_what_takes_too_long(logged: list[dict[str, object]]) -> None:
    recorder = Recorder()
    recorder.gate.clear()
    jobs = jobs_with(recorder)
    await jobs.accept("slow", "work", {})
    await jobs.drain(timeout=0)
    assert [(entry["event"], entry["job"]) for entry in logged] == [("job_abandoned", "slow")]
    assert recorder.jobs == []


async def test_draining_nothing_returns_at_once() -> None:
    await InProcessJobs().drain(timeout=0)


async def test_who_waits_for_a_job_that_fails_is_told_what_it_came_to() -> None:
    told: list[Parked] = []

    async def work(job: Job) -> None:
        await jobs.once("first", nothing)
        raise RuntimeError

    async def nothing() -> None:
        return None

    async def tell(job: Job) -> None:
        told.append(Parked.told_by(job))
        raise RuntimeError  # and nobody is told of that

    jobs = InProcessJobs(after=0)
    jobs.register("work", work)
    jobs.register(PARKED, tell)
    await jobs.accept("slack:T1:1", "work", {"n": 1})
    while not told:  # noqa: ASYNC110 the second job is begun by the first
        await asyncio.sleep(0)
    await jobs.drain(timeout=1)
    assert told == [Parked(Job("slack:T1:1", "work", {"n": 1}), ("first",))]
