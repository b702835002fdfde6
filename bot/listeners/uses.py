"""Logging a use after it was answered: a job of its own, so that nobody waits for the log."""

from pydantic import TypeAdapter
from slack_bolt.async_app import AsyncApp

from bot.jobs import Job
from bot.listeners.delivery import Delivery
from bot.patience import retried
from bot.wiring import Services
from translators.usage import Use

KIND = "log_use"
_USE = TypeAdapter(Use)


class Uses:
    """Takes down uses that needed no translation."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def log(
        self,
        came: Delivery,
        *,
        surface: str,
        terms: tuple[str, ...] = (),
        missing: str | None = None,
        query: str = "",
        outcome: str = "answered",
    ) -> None:
        """One row for a delivery. `missing` is a word that the glossary does not have."""
        use = Use(
            job_id=came.job_id,
            at=self._services.clock(),
            workspace=came.team,
            person=self._services.people.hashed(came.team, came.user),
            surface=surface,
            outcome=outcome,
            channel=came.channel,
            term_ids=terms,
            missing_term=missing,
            input_chars=len(query),
        )
        payload = _USE.dump_python(use, mode="json")
        await self._services.jobs.accept(came.job_id, KIND, payload)


def register(app: AsyncApp, services: Services) -> None:
    """Make this app's workers write the log."""

    async def run(job: Job) -> None:
        use = _USE.validate_python(dict(job.payload))
        await retried(lambda: services.usage.record(use))

    services.jobs.register(KIND, run)
