"""What a queue of jobs is, whoever keeps it.

A job is a kind, an id and a JSON payload: enough for a durable queue to store it and for any
replica to run it. The id names the delivery (`slack:{team}:{trigger_id or event_id}`), so that a
repeated delivery is recognised and a workspace's jobs can be found.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias, cast

from translators.errors import ParlanceError

JSON: TypeAlias = "str | int | float | bool | list[JSON] | dict[str, JSON] | None"

ACCEPT_WITHIN = 2.2
"""Seconds for taking a job over: Slack waits three for the acknowledgement."""
SOURCES = ("slack", "notice", "parked")
"""How the ids begin of jobs that belong to a workspace: `{source}:{team}:{number}`."""
PARKED = "tell_parked"
"""The kind of job that tells whoever waits for a job that it was parked, see `Parked`. A queue
makes such jobs by itself where there is a handler for them."""
AFTER_ACK = 0.03
"""Seconds that a job waits, so that the acknowledgement is on the wire before the answer to it."""


class TooBusy(ParlanceError):
    """No room for another job now. It passes by itself."""


@dataclass(frozen=True, slots=True)
class Job:
    """One accepted piece of work."""

    id: str
    kind: str
    payload: Mapping[str, JSON]


Handler: TypeAlias = Callable[[Job], Awaitable[None]]
Work: TypeAlias = Callable[[], Awaitable[JSON]]


class Jobs(Protocol):
    """Where work is put before it is acknowledged."""

    def register(self, kind: str, handler: Handler) -> None:
        """Name who does jobs of a kind. Handlers may run twice for one job and must bear it."""

    async def start(self) -> None:
        """Begin with the work, also with what an earlier process left. Handlers are registered
        before."""

    async def accept(self, job_id: str, kind: str, payload: Mapping[str, JSON]) -> bool:
        """Take a job over; False where this id was taken before. Raises TooBusy."""

    async def once(self, name: str, work: Work) -> JSON:
        """Do a part of the running job and give what it gave.

        Where an earlier run of the job finished the part of this name, that result is given and
        `work` is not done again.
        """

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 part of the contract
        """Wait up to `timeout` seconds for what was accepted, then stop working on the rest."""


def team_of(job_id: str) -> str:
    """The workspace that a job is done for: the second part of its id, or the id itself."""
    parts = job_id.split(":", 2)
    return parts[1] if len(parts) == 3 else job_id


def reference_of(job_id: str) -> str:
    """A short name for a job, to be told to people; the operator finds the job by it."""
    return hashlib.sha256(job_id.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Parked:
    """A job that was given up. `parts` names the parts (`Jobs.once`) that it finished."""

    job: Job
    parts: tuple[str, ...]

    @property
    def reference(self) -> str:
        return reference_of(self.job.id)

    def notice(self) -> Job:
        """The job that tells of it."""
        payload: dict[str, JSON] = {
            "id": self.job.id,
            "kind": self.job.kind,
            "payload": dict(self.job.payload),
            "parts": list(self.parts),
        }
        return Job(f"parked:{team_of(self.job.id)}:{self.reference}", PARKED, payload)

    @classmethod
    def told_by(cls, notice: Job) -> "Parked":
        """What a job made by `notice` tells of."""
        told = notice.payload
        payload = cast("Mapping[str, JSON]", told["payload"])
        parts = cast("list[str]", told["parts"])
        return cls(Job(str(told["id"]), str(told["kind"]), payload), tuple(parts))
