"""Telling people that what they wait for will not come: their job was parked.

Who waits depends on the kind of job. Nobody waits for a note in a channel or for a row of the usage
log; only the operator hears of those.
"""

from slack_bolt.async_app import AsyncApp

from bot.jobs import PARKED, Job, Parked
from bot.listeners import annotation_jobs, glossary_exports, glossary_imports, translating
from bot.patience import retried
from bot.slack import Reply, Slack
from bot.views import errors as wording
from bot.wiring import Services
from storage.job_port import team_of

WAITED_FOR = frozenset({glossary_imports.KIND, glossary_exports.KIND, annotation_jobs.EXPLAIN})
"""Kinds beside translations whose payload names the `user` who waits, and maybe a `view_id`."""


def register(app: AsyncApp, services: Services) -> None:
    """Make this app's workers tell of parked jobs."""
    slack = Slack(app.client)
    translations = translating.Worker(services, slack)

    async def run(job: Job) -> None:
        parked = Parked.told_by(job)
        if parked.job.kind == translating.KIND:
            await translations.give_up(parked)
        elif parked.job.kind in WAITED_FOR:
            sentence = wording.given_up(parked.reference)
            shown, view = wording.message(sentence), wording.modal(sentence)
            await retried(lambda: slack.answer(_reply(parked.job), message=shown, view=view))

    services.jobs.register(PARKED, run)


def _reply(job: Job) -> Reply:
    view = job.payload.get("view_id")
    return Reply(
        to="view" if view else "response_url",
        team=team_of(job.id),
        user=str(job.payload["user"]),
        view_id=str(view) if view else None,
    )
