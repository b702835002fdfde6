"""The end of the app in a workspace: whatever is kept about it is erased."""

import asyncio

import structlog
from slack_bolt.async_app import AsyncApp

from bot.jobs import ACCEPT_WITHIN, Job
from bot.listeners import delivery
from bot.listeners.delivery import Body
from bot.needs import Needs
from bot.patience import retried
from bot.settings import Settings
from bot.wiring import Services
from storage.erasure import erase_workspace

KIND = "erase_workspace"
UNINSTALLED, REVOKED = "app_uninstalled", "tokens_revoked"

log = structlog.get_logger(__name__)


def needs(settings: Settings) -> Needs:
    """What this way in asks of Slack."""
    return Needs(events=(UNINSTALLED, REVOKED))


def register(app: AsyncApp, services: Services) -> None:
    """Listen for the end, and make this app's workers erase."""
    listener = Installation(services)
    app.event(UNINSTALLED)(listener.on_uninstalled)
    app.event(REVOKED)(listener.on_revoked)
    services.jobs.register(KIND, listener.erase)


class Installation:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def on_uninstalled(self, body: Body) -> None:
        await self._accept(body)

    async def on_revoked(self, body: Body) -> None:
        """Without its bot token the app is out. People's own tokens are none of ours."""
        if (body["event"].get("tokens") or {}).get("bot"):
            await self._accept(body)

    async def _accept(self, body: Body) -> None:
        """A job, because a large workspace takes longer to erase than Slack waits.

        Its id does not begin as those of the workspace's other jobs, which it deletes.
        """
        came = delivery.read(body)
        async with asyncio.timeout(ACCEPT_WITHIN):
            await self._services.jobs.accept(
                f"erase:{came.team}:{came.number}",
                KIND,
                {"team": came.team, "at": body.get("event_time")},
            )

    async def erase(self, job: Job) -> None:
        """Erase first what could still write, then what was written."""
        team, at = str(job.payload["team"]), job.payload.get("at")
        if isinstance(at, int) and await self._is_back(team, at):
            log.info("workspace_is_back", workspace=team)
            return
        jobs = await retried(lambda: asyncio.to_thread(self._erase_jobs, team))
        rows = await retried(lambda: erase_workspace(self._services.database, team))
        if self._services.workspaces:
            self._services.workspaces.forget(team)
        log.info("workspace_erased", workspace=team, rows=rows, jobs=jobs)

    async def _is_back(self, team: str, at: int) -> bool:
        """Whether the app was installed again after it was taken out at `at` (epoch seconds)."""
        if self._services.workspaces is None:
            return False
        found = await self._services.workspaces.kept.find(team)
        return found is not None and int(found.at.timestamp()) > at

    def _erase_jobs(self, team: str) -> int:
        # Imported here because it brings DBOS, which only a durable queue needs.
        from storage.job_store import erase_jobs

        return erase_jobs(self._services.settings.database, team)
