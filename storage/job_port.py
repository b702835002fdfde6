"""What a queue of jobs is, whoever keeps it.

A job is a kind, an id and a JSON payload: enough for a durable queue to store it and for any
replica to run it. The id names the delivery (`slack:{team}:{trigger_id or event_id}`), so that a
repeated delivery is recognised and a workspace's jobs can be found.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from translators.errors import ParlanceError

JSON: TypeAlias = "str | int | float | bool | list[JSON] | dict[str, JSON] | None"

ACCEPT_WITHIN = 2.2
"""Seconds for taking a job over: Slack waits three for the acknowledgement."""
SOURCES = ("slack", "notice")
"""How the ids begin of jobs that belong to a workspace: `{source}:{team}:{number}`."""
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
