"""What a stretch of the usage log amounts to, counted by the database."""

import asyncio
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Integer,
    Row,
    Select,
    and_,
    case,
    cast,
    func,
    select,
    true,
)

from storage.database import Database
from storage.tables import usage
from translators.models import Direction, Engine

TOP = 20
"""How many terms a report names."""

AnyRow = Row[*tuple[Any, ...]]


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
    """Count what `UsageReport` says. The statements run side by side, each over one connection.

    SQLite sorts to group, which takes longer than everything else, so columns with few values that
    are known beforehand are counted in one pass without grouping.
    """
    span = and_(usage.c.at >= since, usage.c.at < until)
    if workspace is not None:
        span = and_(span, usage.c.workspace == workspace)
    reader = _Reader(database, span)
    async with asyncio.TaskGroup() as side_by_side:
        start = side_by_side.create_task
        totals = start(reader.totals())
        people = start(reader.people())
        latencies = start(reader.percentiles(0.50, 0.95))
        surfaces = start(reader.counts(usage.c.surface))
        outcomes = start(reader.counts(usage.c.outcome))
        fallbacks = start(reader.counts(usage.c.fallback))
        terms = start(reader.top_terms())
        missing = start(reader.counts(usage.c.missing_term, limit=TOP))
    total = totals.result()
    by_engine = _present(total, "engine", Engine)
    p50, p95 = latencies.result()
    return UsageReport(
        workspace=workspace,
        since=since,
        until=until,
        uses=total.uses,
        people=people.result(),
        by_direction=_present(total, "direction", Direction),
        by_engine=by_engine,
        by_surface=surfaces.result(),
        by_outcome=outcomes.result(),
        by_fallback=fallbacks.result(),
        top_terms=terms.result(),
        missing_terms=missing.result(),
        helpful=total.helpful or 0,
        not_helpful=total.not_helpful or 0,
        llm_answers=by_engine.get(Engine.LLM, 0),
        fallbacks=sum(fallbacks.result().values()),
        latency_p50_ms=p50,
        latency_p95_ms=p95,
        input_tokens=total.input_tokens or 0,
        output_tokens=total.output_tokens or 0,
        cost_usd=total.cost_usd,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Asks one thing at a time about the uses that `span` selects."""

    database: Database
    span: ColumnElement[bool]

    async def totals(self) -> AnyRow:
        judged = {"helpful": usage.c.helpful.is_(True), "not_helpful": usage.c.helpful.is_(False)}
        known = {
            **judged,
            **{_label("direction", value): usage.c.direction == value for value in Direction},
            **{_label("engine", value): usage.c.engine == value for value in Engine},
        }
        counted = [func.sum(case((when, 1), else_=0)).label(label) for label, when in known.items()]
        summed = [
            func.sum(column).label(column.name)
            for column in (usage.c.input_tokens, usage.c.output_tokens, usage.c.cost_usd)
        ]
        query = select(func.count().label("uses"), *counted, *summed).where(self.span)
        return (await self._rows(query))[0]

    async def people(self) -> int:
        each = select(usage.c.workspace, usage.c.person).where(self.span).distinct().subquery()
        return int((await self._rows(select(func.count()).select_from(each)))[0][0])

    async def counts(
        self, column: ColumnElement[Any], *, limit: int | None = None
    ) -> dict[str, int]:
        """Uses for each value of a column, most first, equal ones in order of the value."""
        uses = func.count().label("uses")
        query = select(column, uses).where(self.span, column.is_not(None)).group_by(column)
        return _ranked({row[0]: row[1] for row in await self._rows(query)}, limit)

    async def top_terms(self) -> dict[str, int]:
        """How many uses met a term, for the terms met most."""
        uses = func.count().label("uses")
        if self.database.is_sqlite:
            each = func.json_each(usage.c.term_ids).table_valued("value")
        else:
            array = cast(usage.c.term_ids, JSON)
            each = func.json_array_elements_text(array).table_valued("value")
        met = select(each.c.value, uses).select_from(usage).join(each, true())
        query = met.where(self.span).group_by(each.c.value)
        return _ranked({row[0]: row[1] for row in await self._rows(query)}, TOP)

    async def percentiles(self, *parts: float) -> tuple[float | None, ...]:
        """Latencies (ms) that these parts of the uses stay within, by nearest rank.

        Milliseconds are counted first, so that only the uses of one of them need sorting. Casting
        cuts on one database and rounds on the other, which both keep the order; `floor` would be
        a call of Python for each row on SQLite.
        """
        millisecond = cast(usage.c.latency_ms, Integer)
        query = select(millisecond, func.count()).where(self.span).group_by(millisecond)
        buckets = sorted((int(row[0]), int(row[1])) for row in await self._rows(query))
        total = sum(uses for _, uses in buckets)
        ranks = [_bucket_of(max(math.ceil(part * total), 1), buckets) for part in parts if total]
        found = []
        for start, rank in ranks:
            inside = select(usage.c.latency_ms).where(self.span, millisecond == start)
            ranked = inside.order_by(usage.c.latency_ms).limit(1).offset(rank - 1)
            found.append(float((await self._rows(ranked))[0][0]))
        return tuple(found) or (None,) * len(parts)

    async def _rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[AnyRow]:
        async with self.database.read() as connection:
            return (await connection.execute(query)).all()


def _bucket_of(rank: int, buckets: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The bucket that holds the use of a rank among all, and its rank in there."""
    for start, uses in buckets:
        if rank <= uses:
            return start, rank
        rank -= uses
    raise AssertionError("a rank is at most the number of uses")


def _label(column: str, value: str) -> str:
    return f"{column}_{value}"


def _present(totals: AnyRow, column: str, values: Iterable[str]) -> dict[str, int]:
    counted = {str(value): totals._mapping[_label(column, value)] or 0 for value in values}
    return _ranked({value: uses for value, uses in counted.items() if uses})


def _ranked(counted: Mapping[str, int], limit: int | None = None) -> dict[str, int]:
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ordered[:limit])
