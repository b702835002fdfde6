"""Durable jobs among processes, some of which are killed."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest

from tests.integration.storage.conftest import (  # noqa: F401 fixtures, asked for by name
    postgres_databases,
    postgres_server,
)
from tests.integration.test_jobs import (  # noqa: F401 the same
    postgres_with_jobs,
    sqlite_template,
    url,
)

ROOT = Path(__file__).parents[2]


class Worker:
    """A process of `tests.chaos.process`."""

    def __init__(self, process: Process) -> None:
        self.process = process

    async def ready(self) -> None:
        assert await self._answer() == "ready"

    async def accept(self, job_id: str, **payload: object) -> object:
        self._send(job_id, payload)
        return json.loads(await self._answer())

    async def accept_twice(self, job_id: str) -> list[object]:
        """What became of two copies that came at the same time."""
        for _ in range(2):
            self._send(job_id, {})
        return [json.loads(await self._answer()) for _ in range(2)]

    def _send(self, job_id: str, payload: dict[str, object]) -> None:
        assert self.process.stdin is not None
        line = json.dumps({"id": job_id, "kind": "work", "payload": payload})
        self.process.stdin.write(f"{line}\n".encode())

    async def _answer(self) -> str:
        assert self.process.stdout is not None
        async with asyncio.timeout(20):
            return (await self.process.stdout.readline()).decode().strip()

    async def kill(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


Opener = Callable[[], Awaitable[Worker]]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The file that the workers' jobs write to."""
    return tmp_path / "record"


@pytest.fixture
async def opened(url: str, record: Path) -> AsyncIterator[Opener]:  # noqa: F811 asks for it
    async with AsyncExitStack() as stack:

        async def opener() -> Worker:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.chaos.process", url, str(record)),
                stdin=PIPE,
                stdout=PIPE,
                cwd=ROOT,
            )
            worker = Worker(process)
            stack.push_async_callback(worker.kill)
            return worker

        yield opener


async def done(record: Path, ids: list[str]) -> Counter[str]:
    """How often each part of the jobs was done, as soon as all were."""
    wanted = {f"{job_id} {part}" for job_id in ids for part in ("first", "second")}
    async with asyncio.timeout(20):
        while not wanted <= _parts(record).keys():  # noqa: ASYNC110 others write the file
            await asyncio.sleep(0.05)
    return _parts(record)


def _parts(record: Path) -> Counter[str]:
    return Counter(record.read_text().splitlines() if record.exists() else [])


def job_ids(count: int) -> list[str]:
    return [f"slack:T{number % 3}:{number}" for number in range(count)]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_accepted_jobs_survive_a_killed_process(opened: Opener, record: Path) -> None:
    first = await opened()
    await first.ready()
    for job_id in job_ids(10):
        assert await first.accept(job_id, seconds=0.5) is True
    await first.kill()
    assert not await done_by(first, record)
    second = await opened()
    await second.ready()
    await done(record, job_ids(10))


async def done_by(worker: Worker, record: Path) -> list[str]:
    """What a process finished that is no more."""
    assert worker.process.returncode is not None
    return [part for part in _parts(record) if part.endswith("second")]


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_the_jobs_of_a_process_that_never_comes_back_are_done_by_another(
    opened: Opener, record: Path
) -> None:
    lost, left = await opened(), await opened()
    await asyncio.gather(lost.ready(), left.ready())
    for number, job_id in enumerate(job_ids(12)):
        await (lost, left)[number % 2].accept(job_id, seconds=0.5)
    await lost.kill()
    await done(record, job_ids(12))


async def test_a_delivery_that_comes_four_times_at_once_to_two_processes_is_done_once(
    opened: Opener, record: Path
) -> None:
    workers = [await opened(), await opened()]
    await asyncio.gather(*(worker.ready() for worker in workers))
    for job_id in job_ids(10):
        taken = await asyncio.gather(*(worker.accept_twice(job_id) for worker in workers))
        answers = [str(answer) for both in taken for answer in both]
        assert sorted(answers) == ["False", "False", "False", "True"]
    assert set((await done(record, job_ids(10))).values()) == {1}
