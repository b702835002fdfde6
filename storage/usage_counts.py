"""Counting the uses of a stretch of time inside the database, over a million of them in about a
second.

The two databases are good at different things, so each has its reader. SQLite sorts to group, which
takes longer than reading; columns whose values are known beforehand are counted in one pass without
grouping, and everything is read from one index that holds what a report needs. PostgreSQL groups by
hashing on several processors, so that one grouping over all short columns is the cheapest.

Lists of terms are taken apart here: SQL takes twice as long for it on either of them.
"""

import asyncio
import json
import math
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Text,
    and_,
    cast,
    func,
    literal_column,
    select,
    text,
)

from storage.database import Database
from storage.tables import usage
from translators.models import Direction, Engine
from translators.usage import OUTCOMES

AnyRow = Row[*tuple[Any, ...]]
Counts = Mapping[str, int]

CHUNK = 20_000
"""Uses whose terms are counted at a time: some milliseconds in which nothing else of this process
can run."""
_SUMMED = (usage.c.input_tokens, usage.c.output_tokens, usage.c.cost_usd)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The uses of a workspace (None: of all) from `since` to before `until`."""

    workspace: str | None
    since: datetime
    until: datetime

    def within(self, since: datetime, until: datetime | None = None) -> "Stretch":
        """A part of it."""
        return Stretch(self.workspace, since, until or self.until)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all uses, and how many there are of each value of the columns with few values."""

    uses: int
    helpful: int
    not_helpful: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    directions: Counts
    engines: Counts
    surfaces: Counts
    outcomes: Counts
    fallbacks: Counts


class Reader(ABC):
    """Asks one thing at a time about a stretch, each over one connection."""

    def __init__(self, database: Database, stretch: Stretch) -> None:
        self._database = database
        self._stretch = stretch
        self._span = self._selects(stretch)

    @abstractmethod
    async def totals(self) -> Totals:
        """See `Totals`."""

    @abstractmethod
    async def percentiles(self, *parts: float) -> tuple[float | None, ...]:
        """Latencies (ms) that these parts of the uses stay within, by nearest rank."""

    @abstractmethod
    def _term_lists(self) -> AsyncIterator[str]:
        """The term ids of all uses: JSON arrays with commas between them, many at a time."""

    def _selects(self, stretch: Stretch) -> ColumnElement[bool]:
        span = and_(usage.c.at >= stretch.since, usage.c.at < stretch.until)
        if stretch.workspace is None:
            return span
        return and_(self._workspace() == stretch.workspace, span)

    def _workspace(self) -> ColumnElement[str]:
        return usage.c.workspace

    async def people(self) -> int:
        """How many different people of a workspace there are, over all workspaces."""
        each = select(usage.c.workspace, usage.c.person).where(self._span).distinct().subquery()
        return int((await self._rows(select(func.count()).select_from(each)))[0][0])

    async def missing_terms(self) -> Counts:
        """How often each term was looked up in vain."""
        return await self._counts(usage.c.missing_term)

    async def terms(self) -> Counts:
        """How many uses met each term."""
        met: Counter[str] = Counter()
        async for lists in self._term_lists():
            await asyncio.to_thread(_count_terms, lists, met)
        return met

    async def _counts(self, column: ColumnElement[Any]) -> Counts:
        query = select(column, func.count()).where(self._span, column.is_not(None)).group_by(column)
        return {row[0]: row[1] for row in await self._rows(query)}

    async def _rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[AnyRow]:
        async with self._database.read() as connection:
            return (await connection.execute(query)).all()


def reader(database: Database, stretch: Stretch) -> Reader:
    """The reader for this kind of database."""
    kind = SqliteReader if database.is_sqlite else PostgresReader
    return kind(database, stretch)


class SqliteReader(Reader):
    """Reads `ix_usage_report` from one end of the stretch to the other."""

    def _workspace(self) -> ColumnElement[str]:
        # The sign keeps SQLite from the index of workspaces, which would have it look up every row.
        return literal_column("+usage.workspace", Text)

    async def totals(self) -> Totals:
        known = {
            "helpful": usage.c.helpful.is_(True),
            "not_helpful": usage.c.helpful.is_(False),
            **{f"direction {value}": usage.c.direction == value for value in Direction},
            **{f"engine {value}": usage.c.engine == value for value in Engine},
            **{f"outcome {value}": usage.c.outcome == value for value in OUTCOMES},
        }
        counted = [func.count().filter(when).label(label) for label, when in known.items()]
        summed = [func.sum(column).label(column.name) for column in _SUMMED]
        query = select(func.count().label("uses"), *counted, *summed).where(self._span)
        async with asyncio.TaskGroup() as side_by_side:
            start = side_by_side.create_task
            surfaces = start(self._counts(usage.c.surface))
            fallbacks = start(self._counts(usage.c.fallback))
            found = (await self._rows(query))[0]
        return Totals(
            uses=found.uses,
            helpful=found.helpful,
            not_helpful=found.not_helpful,
            input_tokens=found.input_tokens or 0,
            output_tokens=found.output_tokens or 0,
            cost_usd=found.cost_usd,
            directions=_labelled(found, "direction", Direction),
            engines=_labelled(found, "engine", Engine),
            surfaces=surfaces.result(),
            outcomes=_labelled(found, "outcome", OUTCOMES),
            fallbacks=fallbacks.result(),
        )

    async def percentiles(self, *parts: float) -> tuple[float | None, ...]:
        """Milliseconds are counted first, so that only the uses of some of them need sorting."""
        millisecond = cast(usage.c.latency_ms, Integer)
        query = select(millisecond, func.count()).where(self._span).group_by(millisecond)
        buckets = sorted((int(row[0]), int(row[1])) for row in await self._rows(query))
        total = sum(uses for _, uses in buckets)
        ranks = [_within(max(math.ceil(part * total), 1), buckets) for part in parts if total]
        inside = (
            select(usage.c.latency_ms, func.count())
            .where(self._span, millisecond.in_({bucket for bucket, _ in ranks}))
            .group_by(usage.c.latency_ms)
        )
        latencies = sorted((float(row[0]), int(row[1])) for row in await self._rows(inside))
        found = [
            _within(rank, [one for one in latencies if int(one[0]) == bucket])[0]
            for bucket, rank in ranks
        ]
        return tuple(found) or (None,) * len(parts)

    async def _term_lists(self) -> AsyncIterator[str]:
        joined = func.group_concat(cast(usage.c.term_ids, Text))
        since: datetime | None = self._stretch.since
        async with self._database.read() as connection:
            while since is not None:
                rest = self._selects(self._stretch.within(since))
                ordered = select(usage.c.at).where(rest).order_by(usage.c.at)
                until = await connection.scalar(
                    ordered.where(usage.c.at > since).limit(1).offset(CHUNK)
                )
                part = self._selects(self._stretch.within(since, until))
                found = await connection.scalar(select(joined).where(part))
                if found:
                    yield found
                since = until


class PostgresReader(Reader):
    """Groups by hashing, on as many processors as the server gives."""

    async def totals(self) -> Totals:
        columns = ("surface", "outcome", "direction", "engine", "fallback", "helpful")
        grouped = [usage.c[name] for name in columns]
        summed = [func.sum(column).label(column.name) for column in _SUMMED]
        query = select(*grouped, func.count().label("uses"), *summed).where(self._span)
        groups = await self._rows(query.group_by(*grouped))
        judged = _by(groups, "helpful")
        costs = [float(group.cost_usd) for group in groups if group.cost_usd is not None]
        return Totals(
            uses=sum(group.uses for group in groups),
            helpful=judged.get(True, 0),
            not_helpful=judged.get(False, 0),
            input_tokens=sum(group.input_tokens or 0 for group in groups),
            output_tokens=sum(group.output_tokens or 0 for group in groups),
            cost_usd=math.fsum(costs) if costs else None,
            directions=_by(groups, "direction"),
            engines=_by(groups, "engine"),
            surfaces=_by(groups, "surface"),
            outcomes=_by(groups, "outcome"),
            fallbacks=_by(groups, "fallback"),
        )

    async def percentiles(self, *parts: float) -> tuple[float | None, ...]:
        latency = usage.c.latency_ms
        ranked = [func.percentile_disc(part).within_group(latency) for part in parts]
        return tuple((await self._rows(select(*ranked).where(self._span)))[0])

    async def _term_lists(self) -> AsyncIterator[str]:
        ids, hour = cast(usage.c.term_ids, Text), func.date_trunc("hour", usage.c.at)
        query = select(func.string_agg(ids, ",")).where(self._span, ids != "[]").group_by(hour)
        async with self._database.read() as connection:
            await connection.execute(_ROOM_TO_COUNT)
            # A server-side cursor, so that few of the lists are in memory at a time.
            async for row in await connection.stream(query):
                yield row[0]

    async def _rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[AnyRow]:
        async with self._database.read() as connection:
            await connection.execute(_ROOM_TO_COUNT)
            return (await connection.execute(query)).all()


_ROOM_TO_COUNT = text("SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true)")
"""For the transaction only: PostgreSQL compiles such queries for longer than it then saves, and
sorts on disk what does not fit into its usual 4 MB."""


def _count_terms(lists: str, met: Counter[str]) -> None:
    """Add the terms in JSON arrays of strings.

    Without a backslash there is no escaped character, so that every quote begins or ends a string:
    then what stands between quotes need not be read as JSON, which takes twice as long.
    """
    if "\\" in lists:
        met.update(chain.from_iterable(json.loads(f"[{lists}]")))
    else:
        met.update(lists.split('"')[1::2])


def _within(rank: int, buckets: Iterable[tuple[Any, int]]) -> tuple[Any, int]:
    """The bucket that holds the use of a rank among all, and its rank in there."""
    for start, uses in buckets:
        if rank <= uses:
            return start, rank
        rank -= uses
    raise AssertionError("a rank is at most the number of uses")


def _labelled(found: AnyRow, column: str, values: Iterable[str]) -> Counts:
    counted = {str(value): found._mapping[f"{column} {value}"] for value in values}
    return {value: uses for value, uses in counted.items() if uses}


def _by(groups: Iterable[AnyRow], column: str) -> dict[Any, int]:
    """Uses for each value of a column, those without one left out."""
    counted: Counter[Any] = Counter()
    for group in groups:
        if (value := group._mapping[column]) is not None:
            counted[value] += group.uses
    return counted
