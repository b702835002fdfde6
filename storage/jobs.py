"""Jobs that survive a crash: DBOS Transact behind the port of `storage.job_port`.

A job is taken over in one transaction before Slack is told "got it". Any worker runs it; one that
dies in the middle is noticed by the others, or by itself when it starts again, and its jobs are run
anew. What a handler did with `once` is not done again.

One process has one `DurableJobs` at a time: DBOS is a single instance.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import structlog
from dbos import DBOS, DBOSPortableJSONSerializer
from sqlalchemy.exc import SQLAlchemyError

from storage.database import DatabaseUnavailable
from storage.job_port import (
    ACCEPT_WITHIN,
    AFTER_ACK,
    JSON,
    PARKED,
    Handler,
    Job,
    TooBusy,
    Work,
)
from storage.job_store import APPLICATION, SCHEMA, VERSION, WORKFLOW, JobStore
from storage.job_watch import Watch

DEATHS = 8
"""How many workers may die with a job among others before it is set apart, and then alone before
it is parked. Many, because a job that kills its worker is rare and a worker that is killed is not:
with four, and a kill every seven seconds, an overloaded worker had 41 of 1,000 harmless jobs
parked."""
BEAT_SECONDS = 0.5
"""Between a worker's looks at the others and at what is finished."""
STRANGE_FOR = 600.0
"""Seconds that a worker keeps a job of a kind that it does not know. While replicas are restarted
one by one, those of the last version meet jobs of the next: the job goes to another worker as soon
as this one ends."""
GONE_AFTER = 1.5
"""Seconds without a sign of life until a worker's jobs are taken from it: long enough for one that
only lost its connection to come back."""
ASTRAY_AFTER = 10.0
"""Seconds until a job that this worker began and does not work on any more goes back to the queue:
much longer than from its begin to our knowing of it."""

log = structlog.get_logger(__name__)


class JobFailed(Exception):
    """Stands for what a job raised. Holds the name of the error only: it is stored."""


class DurableJobs:
    """Implements `storage.job_port.Jobs` in the database at `url`.

    `at_once` is how many jobs this process runs at a time, `per_team` how many of one workspace;
    `describe` turns an error into lines for the log without anybody's words.
    """

    def __init__(
        self,
        url: str,
        *,
        describe: Callable[[BaseException], str],
        at_once: int = 80,
        per_team: int = 24,
        accept_within: float = ACCEPT_WITHIN,
        after: float = AFTER_ACK,
        gone_after: float = GONE_AFTER,
        astray_after: float = ASTRAY_AFTER,
        deaths: int = DEATHS,
        beat: float = BEAT_SECONDS,
        strange_for: float = STRANGE_FOR,
    ) -> None:
        self._store = JobStore(url)
        self._worker = secrets.token_hex(8)
        self._watch = Watch(
            self._store,
            self._worker,
            running=lambda: self.running,
            gone_after=gone_after,
            astray_after=astray_after,
            deaths=deaths,
        )
        self._describe = describe
        self._at_once = at_once
        self._per_team = per_team
        self._accept_within = accept_within
        self._after = after
        self._deaths = deaths
        self._beat = beat
        self._strange_for = strange_for
        self._handlers: dict[str, Handler] = {}
        self._running: set[asyncio.Task[object]] = set()
        self._housekeeping: asyncio.Task[None] | None = None
        # Few threads on purpose: while the database hangs, waiting must not cost more and more.
        self._threads = ThreadPoolExecutor(max_workers=6, thread_name_prefix="take-jobs")

    @property
    def running(self) -> frozenset[str]:
        """The ids of the jobs that this process works on."""
        return frozenset(task.get_name() for task in self._running)

    @property
    def parked(self) -> int:
        """How many jobs beside this database were parked when we last looked."""
        return len(self._watch.parked)

    def register(self, kind: str, handler: Handler) -> None:
        self._handlers[kind] = handler
        self._watch.tells = PARKED in self._handlers

    async def start(self) -> None:
        """Begin with the work. Raises `StorageError` or DBOS's own errors where it can't."""
        if self._housekeeping is not None:
            return
        await asyncio.to_thread(self._watch.begin)
        known = await asyncio.to_thread(self._set_limits)
        self._launch()
        if not known:
            await asyncio.to_thread(self._store.make_tables)
            await asyncio.to_thread(self._set_limits)
        self._housekeeping = asyncio.create_task(self._keep_house(), name="housekeeping")

    def _set_limits(self) -> bool:
        """False where there is no store yet: DBOS makes it as it is launched."""
        if not self._store.exists():
            return False
        self._store.set_limits(
            at_once=self._at_once, per_team=self._per_team, look_for_alone=2 * self._beat
        )
        return True

    def _launch(self) -> None:
        """In the running loop's own thread: this loop is where DBOS will run the jobs."""
        _quiet_library()
        DBOS(
            config={
                "name": APPLICATION,
                "system_database_engine": self._store.engine,
                "dbos_system_schema": SCHEMA,
                "application_version": VERSION,
                "executor_id": self._worker,
                "serializer": DBOSPortableJSONSerializer(),
                "use_listen_notify": False,
                # Nothing is listened for; the thread that does so keeps the process from ending.
                "notification_listener_polling_interval_sec": 0.1,
                "log_level": "WARNING",
            }
        )
        DBOS.workflow(name=WORKFLOW, max_recovery_attempts=self._deaths - 1)(self._workflow())
        DBOS.launch()

    async def accept(self, job_id: str, kind: str, payload: Mapping[str, JSON]) -> bool:
        """Keep a job on disk; False where its id was kept before.

        Raises TooBusy when that takes too long or the database can't be used. The job may have been
        kept all the same, and is done then: better told "busy" and answered than forgotten.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._accept_within):
                return await loop.run_in_executor(
                    self._threads, self._store.take, job_id, kind, payload
                )
        except TimeoutError:
            raise TooBusy("the job could not be stored in time") from None
        except DatabaseUnavailable as problem:
            raise TooBusy("the job could not be stored") from problem

    async def once(self, name: str, work: Work) -> JSON:
        """Errors come out as they are, but only their names are stored: messages quote people."""
        raised: list[Exception] = []

        async def step() -> JSON:
            try:
                return await work()
            except Exception as problem:  # noqa: BLE001 whatever it was is raised below
                raised.append(problem)
                raise JobFailed(type(problem).__name__) from None

        try:
            return await DBOS.run_step_async({"name": name}, step)
        except JobFailed:
            raise raised[0] from None

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 part of the contract
        """Take no more jobs, give those that run `timeout` seconds, and leave the rest to others:
        they are still on disk."""
        housekeeping, self._housekeeping = self._housekeeping, None
        if housekeeping is not None:
            seconds = int(timeout) if self._running else 0
            stopping = asyncio.create_task(
                asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=seconds)
            )
            await self._let_finish(timeout)
            await stopping
            DBOS.destroy(destroy_registry=True)
            # DBOS made its own threads the loop's; they are gone now.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
            housekeeping.cancel()
            await asyncio.gather(housekeeping, return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._store.close()

    async def _let_finish(self, seconds: float) -> None:
        if not self._running:
            return
        _, late = await asyncio.wait(set(self._running), timeout=seconds)
        for task in late:
            log.warning("job_left_to_others", job=task.get_name())
            task.cancel()

    def _workflow(self) -> Callable[[str, dict[str, JSON]], Awaitable[None]]:
        async def work(kind: str, payload: dict[str, JSON]) -> None:
            job = Job(DBOS.workflow_id or "", kind, payload)
            task = asyncio.current_task()
            assert task is not None  # noqa: S101 narrows for mypy: a coroutine runs in a task
            task.set_name(job.id)
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await asyncio.sleep(self._after)
            await self._run(job)

        return work

    async def _run(self, job: Job) -> None:
        with structlog.contextvars.bound_contextvars(job=job.id, kind=job.kind):
            try:
                await self._handler(job)(job)
            except SQLAlchemyError as problem:
                # Ours come as StorageError, so this is DBOS's: it could not write down what was
                # done (a full disk). That passes, so the job has not failed, and is done again.
                log.warning("job_interrupted", error=self._describe(problem))
                raise asyncio.CancelledError from None
            except Exception as problem:  # noqa: BLE001 its text must not reach DBOS's tables
                log.error("job_failed", error=self._describe(problem))
                raise JobFailed(type(problem).__name__) from None

    def _handler(self, job: Job) -> Handler:
        return self._handlers.get(job.kind, self._leave_to_others)

    async def _leave_to_others(self, job: Job) -> None:
        """Raises KeyError after a long time; then the job is parked."""
        log.warning("job_of_unknown_kind")
        await asyncio.sleep(self._strange_for)
        raise KeyError(job.kind)

    async def _keep_house(self) -> None:
        """Until cancelled: one beat after the other, all in one thread of their own."""
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keep-jobs")
        loop = asyncio.get_running_loop()
        try:
            while True:
                await loop.run_in_executor(thread, self._watch.beat)
                await asyncio.sleep(self._beat)
        finally:
            thread.submit(self._watch.end)
            thread.shutdown(wait=False)


class _Names(logging.Handler):
    """Turns DBOS's log lines into events that say where something happened and what kind of error
    it was; the lines themselves may quote what is in the store."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        at = f"{record.filename}:{record.lineno}"
        log.log(record.levelno, "job_library", at=at, error=error)


def _quiet_library() -> None:
    """DBOS brings a handler of its own only where there is none."""
    logger = logging.getLogger("dbos")
    logger.handlers = [_Names()]
    logger.propagate = False
