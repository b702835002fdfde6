"""A process that works on durable jobs, to be killed: `python -m tests.chaos.process URL RECORD`.

Says "ready" when it works. Every line of its standard input is a job as JSON, `{"id", "kind",
"payload"}`; the answer is whether it was taken over ("busy" for a refusal). What its jobs do is
appended to the file RECORD, a line for each part of a job. It ends when its input does.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from bot.errors import trace
from storage.job_port import JSON, Job, TooBusy
from storage.jobs import DurableJobs


class Recorder:
    """Handlers of jobs that leave a trace in a file, which outlives the process."""

    def __init__(self, jobs: DurableJobs, record: Path) -> None:
        self._jobs = jobs
        self._record = record

    async def work(self, job: Job) -> None:
        """Two parts, with `seconds` of waiting after the first."""
        await self._jobs.once("first", lambda: self._note(job, "first"))
        await asyncio.sleep(float(str(job.payload.get("seconds", 0))))
        await self._jobs.once("second", lambda: self._note(job, "second"))

    async def die(self, job: Job) -> None:
        """Take the whole process along, as a crash in native code would."""
        await self._note(job, "death")
        os._exit(9)

    async def _note(self, job: Job, part: str) -> JSON:
        with self._record.open("a") as file:
            file.write(f"{job.id} {part}\n")
        return part


async def main(url: str, record: str) -> None:
    jobs = DurableJobs(url, describe=trace)
    recorder = Recorder(jobs, Path(record))
    jobs.register("work", recorder.work)
    jobs.register("die", recorder.die)
    await jobs.start()
    click.echo("ready")
    loop = asyncio.get_running_loop()
    taking: set[asyncio.Task[None]] = set()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        task = asyncio.create_task(_take(jobs, json.loads(line)))
        taking.add(task)
        task.add_done_callback(taking.discard)
    await jobs.drain(timeout=3)


async def _take(jobs: DurableJobs, job: dict[str, Any]) -> None:
    try:
        taken: object = await jobs.accept(job["id"], job["kind"], job["payload"])
    except TooBusy:
        taken = "busy"
    click.echo(json.dumps(taken))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
