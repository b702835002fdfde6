"""`/glossary stats`: how Parlance was used, for those who look after the words."""

from collections.abc import Mapping
from datetime import timedelta

from bot.listeners.delivery import Delivery
from bot.listeners.glossary_desk import Answering, Asked, Desk
from bot.views import stats as view
from bot.views.blocks import Rendered
from storage.usage_report import UsageReport


class Stats:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.commands: Mapping[str, Answering] = {"stats": self._on_asked}

    async def _on_asked(self, asked: Asked) -> Rendered:
        await self._desk.require_curator(asked.came)
        shown = view.message(*await self.read(asked.came))
        await self._desk.log(asked.came, "glossary_stats")
        return shown

    async def read(self, came: Delivery) -> tuple[UsageReport, Mapping[str, str]]:
        """The figures of the last days, and what the terms in them are called."""
        until = self._desk.services.clock()
        since = until - timedelta(days=view.DAYS)
        report = await self._desk.services.usage.report(came.team, since, until)
        glossary = await self._desk.glossary(came)
        found = {term: glossary.get(term) for term in report.top_terms}
        return report, {term: entry.headword for term, entry in found.items() if entry}
