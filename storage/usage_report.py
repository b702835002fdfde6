"""What a stretch of the usage log amounts to, counted by the database."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from storage.database import Database
from storage.usage_counts import Stretch, reader
from translators.models import Engine

TOP = 20
"""How many terms a report names."""


@dataclass(frozen=True, slots=True)
class UsageReport:
    """Figures of a workspace (None: of all) for uses from `since` to before `until`.

    `by_*` count uses (uses without one, such as the direction of a search, are left out). `helpful`
    and `not_helpful` count what people said; `llm_answers` and `fallbacks` are the uses that a
    model was asked for. Percentiles are by nearest rank, None without uses. `cost_usd` is the sum
    of the known costs, None where none is.
    """

    workspace: str | None
    since: datetime
    until: datetime
    uses: int
    people: int
    by_direction: Mapping[str, int]
    by_engine: Mapping[str, int]
    by_surface: Mapping[str, int]
    by_outcome: Mapping[str, int]
    by_fallback: Mapping[str, int]
    top_terms: Mapping[str, int]
    missing_terms: Mapping[str, int]
    helpful: int
    not_helpful: int
    llm_answers: int
    fallbacks: int
    latency_p50_ms: float | None
    latency_p95_ms: float | None
    input_tokens: int
    output_tokens: int
    cost_usd: float | None

    @property
    def helpful_rate(self) -> float | None:
        """Helpful answers among those that somebody judged; None where nobody did."""
        return _rate(self.helpful, self.helpful + self.not_helpful)

    @property
    def fallback_rate(self) -> float | None:
        """Uses that the glossary answered in place of the model, among those that a model was asked
        for."""
        return _rate(self.fallbacks, self.fallbacks + self.llm_answers)

    def as_json(self) -> dict[str, Any]:
        """All figures as plain values; moments in ISO 8601, UTC."""
        return {
            **asdict(self),
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "helpful_rate": self.helpful_rate,
            "fallback_rate": self.fallback_rate,
        }


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


async def read_report(
    database: Database, *, workspace: str | None, since: datetime, until: datetime
) -> UsageReport:
    """Count what `UsageReport` says. The statements run side by side, each over one connection."""
    ask = reader(database, Stretch(workspace, since, until))
    async with asyncio.TaskGroup() as side_by_side:
        start = side_by_side.create_task
        terms = start(ask.terms())
        latencies = start(ask.percentiles(0.50, 0.95))
        people = start(ask.people())
        missing = start(ask.missing_terms())
        totals = start(ask.totals())
    total = totals.result()
    p50, p95 = latencies.result()
    return UsageReport(
        workspace=workspace,
        since=since,
        until=until,
        uses=total.uses,
        people=people.result(),
        by_direction=_ranked(total.directions),
        by_engine=_ranked(total.engines),
        by_surface=_ranked(total.surfaces),
        by_outcome=_ranked(total.outcomes),
        by_fallback=_ranked(total.fallbacks),
        top_terms=_ranked(terms.result(), TOP),
        missing_terms=_ranked(missing.result(), TOP),
        helpful=total.helpful,
        not_helpful=total.not_helpful,
        llm_answers=total.engines.get(Engine.LLM, 0),
        fallbacks=sum(total.fallbacks.values()),
        latency_p50_ms=p50,
        latency_p95_ms=p95,
        input_tokens=total.input_tokens,
        output_tokens=total.output_tokens,
        cost_usd=total.cost_usd,
    )


def _ranked(counted: Mapping[str, int], limit: int | None = None) -> dict[str, int]:
    """Most first, equal ones in order of the value."""
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ordered[:limit])
