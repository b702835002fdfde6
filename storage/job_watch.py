"""One worker's eye on the other workers and on what is finished."""

import time
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime

import psycopg
import structlog
from dbos import DBOS
from sqlalchemy.exc import SQLAlchemyError

from storage.database import StorageError
from storage.job_liveness import FileLiveness, Liveness, PostgresLiveness
from storage.job_port import PARKED
from storage.job_store import RECEIPTS_FOR, JobStore, ParkedJob

PRUNE_SECONDS = 60.0

log = structlog.get_logger(__name__)


class Watch:
    """Shows that `worker` lives, gives the jobs of workers that are gone to those that are left,
    and deletes what is finished. Blocks, so it belongs in a thread."""

    def __init__(
        self,
        store: JobStore,
        worker: str,
        *,
        running: Callable[[], Collection[str]],
        gone_after: float,
        astray_after: float,
        deaths: int,
    ) -> None:
        """`gone_after` is how many seconds a sign of life must be missing. A locked file is not
        lost while its process lives, so beside SQLite there is nothing to wait for. `deaths` is
        how many workers may die with a job before it is set apart. `running` gives the ids of the
        jobs that this process works on; what it began and does not work on for `astray_after`
        seconds goes back to the queue."""
        self._store = store
        self._running = running
        self._astray_after = astray_after
        self._deaths = deaths
        self._patience = 0.0 if store.is_sqlite else gone_after
        self._worker = worker
        self._life: Liveness = (
            FileLiveness(store.file, worker)
            if store.is_sqlite
            else PostgresLiveness(store.address, worker)
        )
        self._missing: dict[str, float] = {}
        self._astray: dict[str, float] = {}
        self.tells = False
        """Whether there is somebody to do jobs that tell of parked ones."""
        self.parked: frozenset[str] = frozenset()
        """The ids of the jobs that were parked when we last looked."""
        self._pruned = time.monotonic()

    def begin(self) -> None:
        """Show the sign of life, before there is any job that others could take away."""
        self._life.hold()

    def beat(self) -> None:
        """Look around once. What keeps it from doing so passes; the next beat tries again."""
        try:
            if self._life.hold():
                self._take_over()
            else:
                # While our own sign was down the others' may have been, too: start counting anew.
                self._missing.clear()
            while self._store.forget_finished():
                pass
            self._tell_parked()
            self._prune()
        except (StorageError, SQLAlchemyError, psycopg.Error, OSError) as problem:
            log.warning("housekeeping_failed", error=type(problem).__name__)

    def end(self) -> None:
        """Take the sign of life down: what is left undone is others' now."""
        self._life.close()

    def _take_over(self) -> None:
        begun = self._store.begun()
        others = frozenset(begun.values()) - {self._worker}
        self._missing = _since(self._missing, filter(self._life.is_gone, others))
        for other in _longer_than(self._patience, self._missing):
            self._inherit(other)
        self._take_up({job for job, worker in begun.items() if worker == self._worker})

    def _take_up(self, mine: set[str]) -> None:
        """Give back what we began and do not work on: its end could not be written down."""
        self._astray = _since(self._astray, mine.difference(self._running()))
        for job in _longer_than(self._astray_after, self._astray):
            self._store.give_back(job, self._worker)
            log.warning("job_given_back", job=job)

    def _inherit(self, other: str) -> None:
        with self._life.inherit(other) as gone:
            if gone:
                apart = self._store.set_apart(other, after=self._deaths)
                # The only call that keeps count of a job's deaths.
                again = DBOS._recover_pending_workflows([other])
                log.warning("jobs_taken_over", worker=other, jobs=len(again), apart=apart)

    def _tell_parked(self) -> None:
        parked = self._store.parked()
        for job in parked:
            if job.id not in self.parked:
                self._tell(job)
        self.parked = frozenset(job.id for job in parked)

    def _tell(self, job: ParkedJob) -> None:
        """Tell the operator, and whoever waits for the job: once, whoever of the workers does it,
        because the receipt of the telling lives for as long as a job counts as parked lately."""
        log.error(
            "job_parked", job=job.id, runs=job.runs, reason=job.reason, reference=job.reference
        )
        lately = datetime.now(UTC) - job.since < RECEIPTS_FOR
        found = self._store.find_parked(job.id) if lately and self.tells else None
        if found and job.kind != PARKED:
            notice = found.notice()
            self._store.take(notice.id, notice.kind, notice.payload)

    def _prune(self) -> None:
        if time.monotonic() - self._pruned >= PRUNE_SECONDS:
            self._pruned = time.monotonic()
            self._store.prune(datetime.now(UTC))


def _since(before: dict[str, float], names: Iterable[str]) -> dict[str, float]:
    """Since when each of the names has been there: since now, where it was not there before."""
    now = time.monotonic()
    return {name: before.get(name, now) for name in names}


def _longer_than(seconds: float, since: dict[str, float]) -> list[str]:
    now = time.monotonic()
    return [name for name, begin in since.items() if now - begin >= seconds]
