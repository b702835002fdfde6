"""Work that goes on after Slack was told "got it", within this process.

`storage.job_port` says what a queue of jobs is; `storage.jobs` keeps one that survives a crash.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from contextvars import ContextVar

import structlog

from bot.errors import trace
from storage.job_port import (
    ACCEPT_WITHIN,
    AFTER_ACK,
    JSON,
    PARKED,
    Handler,
    Job,
    Jobs,
    Parked,
    TooBusy,
    Work,
)

__all__ = [
    "ACCEPT_WITHIN",
    "JSON",
    "PARKED",
    "Handler",
    "InProcessJobs",
    "Job",
    "Jobs",
    "Parked",
    "TooBusy",
    "Work",
]

_parts: ContextVar[list[str]] = ContextVar("parts")
"""What the running job has finished of itself."""

log = structlog.get_logger(__name__)


class InProcessJobs:
    """Jobs as tasks of this process: nothing survives a crash, nothing needs a database."""

    def __init__(
        self,
        *,
        at_once: int = 32,
        at_most: int = 1_000,
        remember: int = 10_000,
        after: float = AFTER_ACK,
    ) -> None:
        self._handlers: dict[str, Handler] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._room = asyncio.Semaphore(at_once)
        self._at_most = at_most
        self._remember = remember
        self._after = after

    def register(self, kind: str, handler: Handler) -> None:
        self._handlers[kind] = handler

    async def start(self) -> None:
        """Nothing to begin: there is nothing that an earlier process left."""

    async def accept(self, job_id: str, kind: str, payload: Mapping[str, JSON]) -> bool:
        if job_id in self._seen:
            return False
        if len(self._running) >= self._at_most:
            raise TooBusy(f"{self._at_most} jobs are waiting")
        self._note(job_id)
        job = Job(job_id, kind, payload)
        task = asyncio.create_task(self._run(job, self._handlers[kind]), name=job_id)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return True

    async def once(self, name: str, work: Work) -> JSON:
        result = await work()
        _parts.get([]).append(name)
        return result

    def _note(self, job_id: str) -> None:
        self._seen[job_id] = None
        if len(self._seen) > self._remember:
            self._seen.popitem(last=False)

    async def _run(self, job: Job, handler: Handler) -> None:
        await asyncio.sleep(self._after)
        parts: list[str] = []
        _parts.set(parts)
        with structlog.contextvars.bound_contextvars(job=job.id, kind=job.kind):
            async with self._room:
                try:
                    await handler(job)
                except Exception as problem:  # noqa: BLE001 a task's error is nobody else's to see
                    log.error("job_failed", error=trace(problem))
                    await self._tell(Parked(job, tuple(parts)))

    async def _tell(self, parked: Parked) -> None:
        """Tell whoever waits for a job that failed."""
        if PARKED in self._handlers and parked.job.kind != PARKED:
            notice = parked.notice()
            await self.accept(notice.id, notice.kind, notice.payload)

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 part of the contract
        if not self._running:
            return
        _, late = await asyncio.wait(set(self._running), timeout=timeout)
        for task in late:
            log.error("job_abandoned", job=task.get_name())
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
