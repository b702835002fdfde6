"""Telling people by direct message what became of their suggestions: jobs, so that a curator never
waits and nothing is forgotten."""

from typing import Any

from pydantic import BaseModel, ConfigDict
from slack_bolt.async_app import AsyncApp

from bot.jobs import Job
from bot.listeners.delivery import Delivery
from bot.patience import retried
from bot.slack import Slack
from bot.views import review as view
from bot.views.blocks import Rendered
from bot.wiring import Services
from glossary.revisions import Revision

KIND = "notice"


class Notice(BaseModel):
    """Who is told what."""

    model_config = ConfigDict(frozen=True)

    user: str
    text: str
    blocks: tuple[dict[str, Any], ...]


def register(app: AsyncApp, services: Services) -> None:
    """Make this app's workers deliver notices."""
    slack = Slack(app.client)

    async def run(job: Job) -> None:
        notice = Notice.model_validate(job.payload)
        message = Rendered(notice.text, notice.blocks)
        await retried(lambda: slack.direct_message(notice.user, message))

    services.jobs.register(KIND, run)


class Notices:
    """Takes notices down."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def approved(
        self, came: Delivery, suggestion: Revision, made: Revision, *, edited: bool
    ) -> None:
        """Tell a suggester that their word came into force."""
        await self._tell(came, suggestion, view.told_approved(made, edited=edited))

    async def declined(self, came: Delivery, suggestion: Revision, made: Revision) -> None:
        """Tell a suggester that their word was turned down, and why."""
        await self._tell(came, suggestion, view.told_declined(made))

    async def _tell(self, came: Delivery, suggestion: Revision, shown: Rendered) -> None:
        """Whoever decides about their own suggestion knows already; the command line can't be
        told."""
        author = suggestion.author
        if author == came.user or author[:1] not in ("U", "W"):
            return
        where = suggestion.channel or ""
        number = f"{came.team}:{where}:{suggestion.entry_id}:{suggestion.number}"
        notice = Notice(user=author, text=shown.text, blocks=shown.blocks)
        payload = notice.model_dump(mode="json")
        await self._services.jobs.accept(f"notice:{number}", KIND, payload)
