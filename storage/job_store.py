"""Where durable jobs are kept: taking them over, cleaning up after them, looking at them.

The jobs are DBOS's, in a database file of their own beside a SQLite database and in a schema of
their own within a PostgreSQL one. To DBOS's tables comes one of ours, the receipts: ids of jobs
that were taken over. A finished job is deleted at once with all its words; its receipt stays for
as long as Slack may deliver the same thing again.

Everything here blocks, so it belongs in a thread. It works from outside the serving process too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dbos import DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions, WorkflowStatus
from sqlalchemy import (
    Column,
    Engine,
    MetaData,
    Table,
    Text,
    create_engine,
    delete,
    event,
    inspect,
    or_,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.schema import CreateTable

from storage.database import (
    CONNECT_SECONDS,
    UtcDateTime,
    leave_standbys,
    parse_address,
    translated_errors,
)
from storage.job_port import JSON, SOURCES, Job, Parked, reference_of, team_of

APPLICATION = "parlance"
VERSION = "1"
"""What DBOS calls the application's version. It stays the same from release to release: DBOS gives
a job only to workers of the version that took it over, so another one would strand what waits."""
QUEUE = "jobs"
ALONE = "alone"
"""The queue of jobs whose workers died again and again: a worker runs one of them at a time. So a
job that kills its worker shows itself, and those that were only near it are not taken for it."""
WORKFLOW = "job"
POLL_SECONDS = 0.1
SCHEMA = "jobs"
"""PostgreSQL's schema for DBOS's tables and ours."""

RECEIPTS_FOR = timedelta(hours=1)
"""Slack delivers an event again up to five minutes later."""
PARKED_FOR = timedelta(days=7)
"""Parked jobs hold people's words: an operator has a week to look at them."""
_FINISHED = ["SUCCESS", "CANCELLED"]
_PARKED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_ANY = ["ENQUEUED", "PENDING", "DELAYED", *_FINISHED, *_PARKED]
_PAGE = 500
_SETUP_LOCK = 0x7061726C6A6F6273
"""PostgreSQL's advisory lock for making our table ("parljobs" in ASCII)."""


@dataclass(frozen=True, slots=True)
class ParkedJob:
    """A job that is not tried again by itself: it failed for good, or every process that tried it
    died. `runs` is how often it was begun."""

    id: str
    kind: str
    since: datetime
    runs: int
    reason: str

    @property
    def reference(self) -> str:
        """What the person was told who waits for it."""
        return reference_of(self.id)


class JobStore:
    """Jobs in the database at `url`, the address of Parlance's own database."""

    def __init__(self, url: str) -> None:
        address = parse_address(url)
        self.is_sqlite = address.drivername == "sqlite"
        self.address = _own_file(address) if self.is_sqlite else address
        self.engine = _engine(self.address)
        self._closed = False
        event.listen(self.engine, "checkin", self._on_checkin)
        self._client = DBOSClient(
            system_database_engine=self.engine,
            dbos_system_schema=SCHEMA,
            serializer=DBOSPortableJSONSerializer(),
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )
        self._receipts = Table(
            "receipts",
            MetaData(),
            Column("job_id", Text, primary_key=True),
            Column("at", UtcDateTime, nullable=False, index=True),
            schema=None if self.is_sqlite else SCHEMA,
        )

    @property
    def file(self) -> Path:
        """SQLite's file."""
        return Path(self.address.database or "")

    def make_tables(self) -> None:
        """Make our table, where DBOS has made its own. Any number of processes may do this."""
        with translated_errors(), self.engine.begin() as connection:
            if not self.is_sqlite:
                lock = text("SELECT pg_advisory_xact_lock(:lock)")
                connection.execute(lock, {"lock": _SETUP_LOCK})
            connection.execute(CreateTable(self._receipts, if_not_exists=True))
            for index in self._receipts.indexes:
                index.create(connection, checkfirst=True)

    def set_limits(self, *, at_once: int, per_team: int, look_for_alone: float) -> None:
        """Say how many jobs a worker runs at a time, and how many of one workspace; and after how
        many seconds it looks for jobs that run alone, which are rare and wait already."""
        with translated_errors():
            self._client.register_queue(
                QUEUE,
                worker_concurrency=at_once,
                partition_worker_concurrency=per_team,
                polling_interval_sec=POLL_SECONDS,
            )
            self._client.register_queue(
                ALONE, worker_concurrency=1, polling_interval_sec=look_for_alone
            )

    def exists(self) -> bool:
        """Whether there is a store of jobs at all; nothing is made by asking."""
        if self.is_sqlite and not self.file.exists():
            return False
        with translated_errors():
            return inspect(self.engine).has_table("receipts", schema=self._receipts.schema)

    def take(self, job_id: str, kind: str, payload: Mapping[str, JSON]) -> bool:
        """Keep a job in one transaction with its receipt; False where there is a receipt already.

        Raises `DatabaseUnavailable`; then nothing is kept.
        """
        insert = sqlite.insert if self.is_sqlite else postgresql.insert
        receipt = (
            insert(self._receipts)
            .values(job_id=job_id, at=datetime.now(UTC))
            .on_conflict_do_nothing()
            .returning(self._receipts.c.job_id)
        )
        options = EnqueueOptions(
            workflow_name=WORKFLOW,
            queue_name=QUEUE,
            workflow_id=job_id,
            app_version=VERSION,
            queue_partition_key=team_of(job_id),
        )
        with translated_errors(), self.engine.begin() as connection:
            if connection.execute(receipt).first() is None:
                return False
            self._client.enqueue_in_transaction(connection, options, kind, dict(payload))
        return True

    def begun(self) -> dict[str, str]:
        """The jobs that were begun and not finished, by id, and who has begun them."""
        begun = self._list(["PENDING"])
        return {job.workflow_id: job.executor_id for job in begun if job.executor_id}

    def give_back(self, job_id: str, worker: str) -> None:
        """Put a job that `worker` began back into the queue."""
        with translated_errors():
            # The only call for one job that keeps count of how often it was begun.
            self._client._sys_db.reenqueue_for_recovery(job_id, [worker], QUEUE)

    def set_apart(self, worker: str, *, after: int) -> int:
        """Move those of a dead worker's jobs with which `after` workers died to the queue `ALONE`;
        gives how many there were. From there their deaths are counted from none again."""
        begun = self._list(["PENDING"], executor=worker)
        again = [
            job.workflow_id
            for job in begun
            if job.queue_name == QUEUE and (job.recovery_attempts or 0) >= after
        ]
        if again:
            with translated_errors():
                self._client.resume_workflows(again, queue_name=ALONE)
        return len(again)

    def forget_finished(self) -> int:
        """Delete what is finished, words and all; gives how many jobs there were."""
        finished = [job.workflow_id for job in self._list(_FINISHED, limit=_PAGE)]
        if finished:
            with translated_errors():
                self._client.delete_workflows(finished)
        return len(finished)

    def prune(self, now: datetime) -> None:
        """Delete receipts and parked jobs that are older than they are kept."""
        old = [job.id for job in self.parked() if job.since < now - PARKED_FOR]
        with translated_errors():
            if old:
                self._client.delete_workflows(old)
            with self.engine.begin() as connection:
                connection.execute(
                    delete(self._receipts).where(self._receipts.c.at < now - RECEIPTS_FOR)
                )
        if self.is_sqlite:
            self._shorten_log()

    def _shorten_log(self) -> None:
        """SQLite's write-ahead log keeps what was deleted until it is written over."""
        with translated_errors(), self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def parked(self) -> tuple[ParkedJob, ...]:
        """The jobs that an operator should look at, oldest first."""
        with translated_errors():
            found = self._client.list_workflows(status=_PARKED, limit=_PAGE, load_output=False)
        return tuple(_parked(job) for job in found)

    def find_parked(self, job_id: str) -> Parked | None:
        """A parked job with its payload and the parts that it finished."""
        with translated_errors():
            found = self._client.list_workflows(
                workflow_ids=[job_id], status=_PARKED, load_output=False
            )
            steps = self._client.list_workflow_steps(job_id, load_output=False) if found else []
        if not found or not found[0].input:
            return None
        kind, payload = found[0].input["args"]
        parts = (step["function_name"] for step in steps if step["error"] is None)
        return Parked(Job(job_id, kind, payload), tuple(parts))

    def erase(self, team: str) -> int:
        """Delete a workspace's jobs, whatever their state, and their receipts; gives how many jobs
        there were. One that runs at this moment may still come to its end."""
        erased = 0
        mine = _prefixes(team)
        while found := self._list(_ANY, mine, limit=_PAGE):
            erased += self._delete([job.workflow_id for job in found])
        receipts = self._receipts
        with translated_errors(), self.engine.begin() as connection:
            theirs = or_(*(receipts.c.job_id.startswith(one, autoescape=True) for one in mine))
            connection.execute(delete(receipts).where(theirs))
        return erased

    def erase_person(self, team: str, person: str) -> int:
        """Delete the jobs of a workspace that name a person by their Slack id: those that they wait
        for and those about their messages; gives how many there were. One that runs at this moment
        may still come to its end."""
        with translated_errors():
            found = self._client.list_workflows(
                status=_ANY, workflow_id_prefix=_prefixes(team), load_output=False
            )
        return self._delete([job.workflow_id for job in found if _names(job.input, person)])

    def _delete(self, ids: list[str]) -> int:
        if ids:
            with translated_errors():
                self._client.cancel_workflows(ids)
                self._client.delete_workflows(ids)
        return len(ids)

    def _list(
        self,
        status: list[str],
        prefixes: list[str] | None = None,
        *,
        executor: str | None = None,
        limit: int | None = None,
    ) -> list[WorkflowStatus]:
        with translated_errors():
            return self._client.list_workflows(
                status=status,
                workflow_id_prefix=prefixes,
                executor_id=executor,
                limit=limit,
                load_input=False,
                load_output=False,
            )

    def close(self) -> None:
        """Let go of all connections, also of those that a thread is still busy with."""
        self._closed = True
        self._client.destroy()
        self.engine.dispose()

    def _on_checkin(self, _connection: object, record: ConnectionPoolEntry) -> None:
        if self._closed:
            record.invalidate()


def parked(url: str) -> tuple[ParkedJob, ...]:
    """The parked jobs beside the database at `url`, asked from outside the serving process."""
    store = JobStore(url)
    try:
        return store.parked() if store.exists() else ()
    finally:
        store.close()


def erase_jobs(url: str, team: str, *, person: str | None = None) -> int:
    """Delete a workspace's jobs beside the database at `url`, with `person` those that name one of
    its people; gives how many there were."""
    store = JobStore(url)
    try:
        if not store.exists():
            return 0
        return store.erase(team) if person is None else store.erase_person(team, person)
    finally:
        store.close()


def _prefixes(team: str) -> list[str]:
    return [f"{source}:{team}:" for source in SOURCES]


def _names(value: object, person: str) -> bool:
    """Whether a person's id is among the values of a payload, however deep."""
    if isinstance(value, Mapping):
        return any(_names(part, person) for part in value.values())
    if isinstance(value, list | tuple):
        return any(_names(part, person) for part in value)
    return value == person


def _parked(job: WorkflowStatus) -> ParkedJob:
    given = job.input["args"] if job.input else ()
    since = job.completed_at or job.updated_at or 0
    died = job.status == "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
    return ParkedJob(
        id=job.workflow_id,
        kind=str(given[0]) if given else "unknown",
        since=datetime.fromtimestamp(since / 1000, UTC),
        runs=job.recovery_attempts or 0,
        reason="its workers died" if died else "it failed",
    )


def _own_file(address: URL) -> URL:
    file = Path(address.database or "")
    return address.set(database=str(file.with_suffix(f".jobs{file.suffix}")))


def _engine(address: URL) -> Engine:
    # Parameters hold people's words; without hiding they would stand in DBOS's warnings.
    if address.drivername == "sqlite":
        # One connection: threads that queue for it wait a fifth as long, at the slowest hundredth,
        # as connections that find the file locked and look again after ever longer pauses.
        file = address.set(drivername="sqlite+pysqlite")
        engine = create_engine(file, hide_parameters=True, pool_size=1, max_overflow=0)
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": CONNECT_SECONDS},
        hide_parameters=True,
        pool_size=12,
        max_overflow=0,
        pool_pre_ping=True,
    )
    leave_standbys(engine)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    # DBOS counts on writes that take the lock at their start.
    connection.isolation_level = "IMMEDIATE"
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout = 30000",
        "journal_mode = WAL",
        # FULL: what was acknowledged survives a power cut.
        "synchronous = FULL",
        # What is deleted is overwritten with zeros.
        "secure_delete = ON",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
