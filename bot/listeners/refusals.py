"""Uses that came to nothing where they were asked for: refused in a sentence, or failed.

Jobs log what becomes of them; this is for whatever was not accepted as a job.
"""

import asyncio
import re

import structlog

from bot.errors import Problem
from bot.jobs import TooBusy
from bot.listeners import check_draft, delivery, translate_command, translate_shortcut
from bot.listeners.delivery import Body
from bot.listeners.uses import Uses
from bot.views import compose
from bot.views import glossary as browse
from bot.wiring import Services
from storage.database import StorageError

PATIENCE_SECONDS = 0.5
"""The person waits for the sentence, and Slack for the acknowledgement."""
VERBS = frozenset(
    {
        *("search", "show", "add", "edit", "hide", "remove", "restore", "suggest", "review"),
        *("import", "export", "history", "channel", "curators", "stats", "help"),
    }
)
"""The glossary command's; other words are looked up."""
_BY_ID = {
    compose.MODAL: translate_command.FORM_SURFACE,
    translate_shortcut.CALLBACK: translate_shortcut.SURFACE,
    check_draft.CALLBACK: check_draft.SURFACE,
    browse.BROWSE: "glossary_search",
}
_ID = re.compile(r"[a-z_]{1,40}")

log = structlog.get_logger(__name__)


class Refusals:
    """Takes them down."""

    def __init__(self, services: Services) -> None:
        self._uses = Uses(services)
        self._glossary = services.settings.slack_command_glossary

    async def log(self, body: Body, problem: Problem) -> None:
        """One row for a delivery that `problem` came of. Slack repeats an event that failed, and
        what can't be stored at the moment can't be logged either: neither is."""
        if "event" in body or (problem.outcome == "failed" and problem.reference is None):
            return
        came = delivery.read(body)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._uses.log(came, surface=self.surface(body), outcome=problem.outcome)
        except (StorageError, TooBusy, TimeoutError) as lost:
            log.warning("refusal_not_logged", error=type(lost).__name__)

    def surface(self, body: Body) -> str:
        """The way in that a command, shortcut, button or form belongs to, in words of the program
        only."""
        if command := body.get("command"):
            return self._of_command(command, str(body.get("text") or ""))
        actions = body.get("actions") or [{}]
        view = body.get("view") or {}
        found = str(
            body.get("callback_id") or actions[0].get("action_id") or view.get("callback_id") or ""
        )
        known = found if _ID.fullmatch(found) else "other"
        return _BY_ID.get(found, known)

    def _of_command(self, command: str, text: str) -> str:
        if command != self._glossary:
            return translate_command.SURFACE
        verb = text.strip().partition(" ")[0].casefold()
        return f"glossary_{verb}" if verb in VERBS else "glossary_show"
