"""The usage log and its figures, on every kind of database."""

import asyncio
import dataclasses
import json
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.erasure import erase_person
from storage.retention import prune_uses
from storage.tables import metadata, usage
from storage.usage_log import SqlUsageLog
from storage.usage_report import TOP, UsageReport
from translators.usage import UsageLog, Use

W = "T0001"
START = datetime(2026, 11, 1, tzinfo=UTC)
END = START + timedelta(days=30)


@pytest.fixture
def log(database: Database) -> SqlUsageLog:
    return SqlUsageLog(database)


def make_use(job_id: str = "job-1", **changes: Any) -> Use:
    use = Use(
        job_id=job_id,
        at=START,
        workspace=W,
        person="p1",
        surface="translate_command",
        outcome="answered",
    )
    return dataclasses.replace(use, **changes)


async def report(log: SqlUsageLog, workspace: str | None = W) -> UsageReport:
    return await log.report(workspace, START, END)


class TestRecording:
    async def test_a_use_comes_back_as_it_was_recorded(self, log: SqlUsageLog) -> None:
        use = make_use(
            at=datetime(2026, 11, 3, 12, 0, 0, 5000, tzinfo=UTC),
            channel="C1",
            direction="tech_to_business",
            audience="sales",
            engine="llm",
            model="gpt-x",
            prompt="tech-to-business@3",
            fallback="model_busy",
            term_ids=("latency", "api"),
            missing_term="foo bar",
            checks_failed=("number_lost",),
            input_chars=120,
            output_chars=90,
            input_tokens=1500,
            output_tokens=80,
            cost_usd=0.0042,
            latency_ms=812.25,
        )
        await log.record(use)
        (kept,) = [one async for one in log.export(W)]
        assert kept.use == use
        assert kept.helpful is None
        assert json.loads(json.dumps(kept.as_json()))["at"] == "2026-11-03T12:00:00.005000+00:00"

    async def test_recording_a_job_again_keeps_one_row(self, log: SqlUsageLog) -> None:
        await asyncio.gather(*(log.record(make_use("same", latency_ms=n)) for n in range(8)))
        assert (await report(log)).uses == 1

    async def test_the_log_is_what_the_product_asks_for(self, database: Database) -> None:
        log: UsageLog = SqlUsageLog(database)
        await log.record(make_use())

    async def test_a_missing_term_is_kept_normalised(self, log: SqlUsageLog) -> None:
        await log.record(make_use("a", missing_term="  ÉTAT\n ＡＰＩ\0 "))
        await log.record(make_use("b", missing_term="état api"))
        assert (await report(log)).missing_terms == {"état api": 2}

    async def test_a_use_needs_its_workspace(self, log: SqlUsageLog) -> None:
        with pytest.raises(ValueError, match="needs the workspace"):
            await log.record(make_use(workspace=" "))

    async def test_the_last_word_on_an_answer_counts(self, log: SqlUsageLog) -> None:
        await log.record(make_use())
        await log.feedback("job-1", helpful=True)
        await log.feedback("job-1", helpful=False)
        await log.feedback("erased-long-ago", helpful=True)
        figures = await report(log)
        assert (figures.helpful, figures.not_helpful, figures.helpful_rate) == (0, 1, 0.0)


class TestReport:
    async def test_no_uses_make_a_report_of_nothing(self, log: SqlUsageLog) -> None:
        figures = await report(log)
        assert (figures.uses, figures.people, figures.input_tokens) == (0, 0, 0)
        assert (figures.latency_p50_ms, figures.latency_p95_ms) == (None, None)
        assert (figures.helpful_rate, figures.fallback_rate, figures.cost_usd) == (None,) * 3
        assert json.dumps(figures.as_json())

    async def test_the_stretch_includes_its_start_and_not_its_end(self, log: SqlUsageLog) -> None:
        moments = [START - timedelta(microseconds=1), START, END - timedelta(microseconds=1), END]
        for n, moment in enumerate(moments):
            await log.record(make_use(f"job-{n}", at=moment))
        assert (await report(log)).uses == 2

    @pytest.mark.parametrize(
        ("latencies", "p50", "p95"),
        [
            ([7.0], 7.0, 7.0),
            ([1.0, 2.0], 1.0, 2.0),
            ([3.2, 3.1, 3.9, 3.5], 3.2, 3.9),
            ([0.0, 0.0, 0.0, 900.5], 0.0, 900.5),
            ([float(n) for n in range(1, 101)], 50.0, 95.0),
            ([n / 7 for n in range(1, 21)], 10 / 7, 19 / 7),
        ],
    )
    async def test_percentiles_are_by_nearest_rank(
        self, log: SqlUsageLog, latencies: list[float], p50: float, p95: float
    ) -> None:
        for n, latency in enumerate(latencies):
            await log.record(make_use(f"job-{n}", latency_ms=latency))
        figures = await report(log)
        assert (figures.latency_p50_ms, figures.latency_p95_ms) == (p50, p95)

    async def test_people_of_two_workspaces_are_two_people(self, log: SqlUsageLog) -> None:
        await log.record(make_use("a", workspace="T1"))
        await log.record(make_use("b", workspace="T2"))
        await log.record(make_use("c", workspace="T2"))
        assert (await report(log, None)).people == 2

    async def test_the_fallback_rate_is_among_the_uses_that_a_model_was_asked_for(
        self, log: SqlUsageLog
    ) -> None:
        await log.record(make_use("a", engine="llm"))
        await log.record(make_use("b", engine="glossary", fallback="model_busy"))
        await log.record(make_use("c", engine="glossary"))
        assert (await report(log)).fallback_rate == 0.5

    async def test_every_figure_of_a_simulated_month_equals_a_recount(
        self, database: Database, log: SqlUsageLog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Chunks end between uses of the same moment too.
        monkeypatch.setattr("storage.usage_counts.CHUNK", 7)
        uses, verdicts = simulated_month(seed=7, size=400)
        async with database.write() as connection:
            await connection.execute(usage.insert(), [dataclasses.asdict(use) for use in uses])
        for job_id, helpful in verdicts.items():
            await log.feedback(job_id, helpful=helpful)
        await expect_recount(log, uses, verdicts)

        assert await erase_person(database, "T1", "p3") > 0
        uses = [use for use in uses if (use.workspace, use.person) != ("T1", "p3")]
        await expect_recount(log, uses, verdicts)

        assert await prune_uses(database, START + timedelta(days=9, hours=5)) > 0
        uses = [use for use in uses if use.at >= START + timedelta(days=9, hours=5)]
        await expect_recount(log, uses, verdicts)

    async def test_many_uses_of_one_moment_are_all_counted(
        self, log: SqlUsageLog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("storage.usage_counts.CHUNK", 2)
        for n in range(7):
            odd = 'odd ", "][\\ id' if n % 2 else "odd, [id]"
            await log.record(make_use(f"job-{n}", term_ids=("a", odd, "é")))
        assert (await report(log)).top_terms == {
            **{"a": 7, "é": 7},
            **{"odd, [id]": 4, 'odd ", "][\\ id': 3},
        }


class TestExport:
    async def test_rows_come_oldest_first_over_many_pages(
        self, log: SqlUsageLog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("storage.usage_log._PAGE", 3)
        order = list(range(10))
        random.Random(3).shuffle(order)  # noqa: S311 an order, not a secret
        for n in order:
            # Pairs of uses share a moment, so that pages end inside of them too.
            await log.record(make_use(f"job-{n}", at=START + timedelta(hours=n // 2)))
        exported = [one.use.job_id async for one in log.export(W)]
        assert exported == [f"job-{n}" for n in range(10)]

    async def test_rows_of_a_stretch_a_workspace_and_a_person_can_be_asked_for(
        self, log: SqlUsageLog
    ) -> None:
        await log.record(make_use("early", at=START - timedelta(days=1)))
        await log.record(make_use("mine"))
        await log.record(make_use("theirs", person="p2"))
        await log.record(make_use("elsewhere", workspace="T2"))
        assert [one.use.job_id async for one in log.export(W, START, END)] == ["mine", "theirs"]
        assert [one.use.job_id async for one in log.export(W, person="p2")] == ["theirs"]
        everywhere = [one.use.job_id async for one in log.export(None)]
        assert everywhere == ["early", "elsewhere", "mine", "theirs"]


class TestErasing:
    async def test_erasing_a_person_leaves_everybody_else(
        self, database: Database, log: SqlUsageLog
    ) -> None:
        await log.record(make_use("a"))
        await log.record(make_use("b"))
        await log.record(make_use("c", person="p2"))
        await log.record(make_use("d", workspace="T2"))
        assert await erase_person(database, W, "p1") == 2
        assert [one.use.job_id async for one in log.export(None)] == ["c", "d"]
        assert await erase_person(database, W, "p1") == 0

    async def test_pruning_deletes_what_is_older_in_every_workspace(
        self, database: Database, log: SqlUsageLog
    ) -> None:
        await log.record(make_use("old", at=START - timedelta(seconds=1)))
        await log.record(make_use("old-too", at=START - timedelta(days=9), workspace="T2"))
        await log.record(make_use("kept"))
        assert await prune_uses(database, START) == 2
        assert [one.use.job_id async for one in log.export(None)] == ["kept"]


class TestApart:
    async def test_a_workspace_never_sees_anothers_uses(
        self, database: Database, log: SqlUsageLog
    ) -> None:
        await log.record(make_use("a", workspace="T1", term_ids=("t",), missing_term="m"))
        figures = await report(log, "T2")
        assert figures == recount([], {}, "T2")
        assert [one async for one in log.export("T2")] == []
        assert await erase_person(database, "T2", "p1") == 0


class TestPrivacy:
    def test_no_column_is_for_the_words_of_a_message(self) -> None:
        tables = [table for name, table in metadata.tables.items() if name != "texts"]
        names = {column.name for table in tables for column in table.columns}
        names -= {"message_ts"}  # Slack's id of a message, a time
        assert not {name for name in names if "text" in name or "message" in name}

    async def test_a_row_holds_what_the_use_holds_and_nothing_else(
        self, database: Database, log: SqlUsageLog
    ) -> None:
        await log.record(make_use())
        async with database.read() as connection:
            row = (await connection.execute(select(usage))).one()
        fields = {field.name for field in dataclasses.fields(Use)}
        assert set(row._fields) == fields | {"helpful"}


async def expect_recount(log: SqlUsageLog, uses: list[Use], verdicts: dict[str, bool]) -> None:
    """Every report says what counting the uses in plain Python does."""
    for workspace in (None, "T1", "T2", "T-none"):
        chosen = [use for use in uses if workspace in (None, use.workspace)]
        chosen = [use for use in chosen if START <= use.at < END]
        assert (await report(log, workspace)) == recount(chosen, verdicts, workspace)


def simulated_month(*, seed: int, size: int) -> tuple[list[Use], dict[str, bool]]:
    """Uses of two workspaces around November, and what people said about some of them."""
    luck = random.Random(seed)  # noqa: S311 made-up data, not a secret
    terms = [f"term-{n}" for n in range(40)]
    uses = []
    for n in range(size):
        engine = luck.choice(["llm", "glossary", None])
        failed = luck.choice([None, "model_busy", "unfaithful"]) if engine == "glossary" else None
        uses.append(
            make_use(
                f"job-{n}",
                at=START + timedelta(minutes=luck.randrange(-2000, 45_000)),
                workspace=luck.choice(["T1", "T1", "T2"]),
                person=f"p{luck.randrange(30)}",
                surface=luck.choice(["translate_command", "translate_shortcut", "cli"]),
                outcome=luck.choice(["answered", "undecided", "refused", "failed"]),
                direction=luck.choice(["tech_to_business", "business_to_tech", None]),
                engine=engine,
                fallback=failed,
                term_ids=tuple(luck.sample(terms, luck.randrange(4))),
                missing_term=luck.choice([None, None, *(f"missing {k}" for k in range(25))]),
                input_tokens=luck.choice([None, luck.randrange(3000)]),
                output_tokens=luck.choice([None, luck.randrange(300)]),
                cost_usd=luck.choice([None, 0.25, 0.5]),
                latency_ms=round(luck.expovariate(1 / 40), 2),
            )
        )
    said = {use.job_id: luck.random() < 0.7 for use in uses if luck.random() < 0.3}
    return uses, said


def recount(uses: list[Use], said: dict[str, bool], workspace: str | None) -> UsageReport:
    """The report worked out in plain Python, independently of any database."""

    def count(value: Callable[[Use], str | None]) -> dict[str, int]:
        return ranked(found for use in uses if (found := value(use)) is not None)

    def percentile(part: float) -> float | None:
        latencies = sorted(use.latency_ms for use in uses)
        return latencies[math.ceil(part * len(latencies)) - 1] if latencies else None

    verdicts = [said[use.job_id] for use in uses if use.job_id in said]
    costs = [use.cost_usd for use in uses if use.cost_usd is not None]
    terms = ranked(term for use in uses for term in use.term_ids)
    missing = count(lambda use: use.missing_term)
    return UsageReport(
        workspace=workspace,
        since=START,
        until=END,
        uses=len(uses),
        people=len({(use.workspace, use.person) for use in uses}),
        by_direction=count(lambda use: use.direction),
        by_engine=count(lambda use: use.engine),
        by_surface=count(lambda use: use.surface),
        by_outcome=count(lambda use: use.outcome),
        by_fallback=count(lambda use: use.fallback),
        top_terms=dict(list(terms.items())[:TOP]),
        missing_terms=dict(list(missing.items())[:TOP]),
        helpful=verdicts.count(True),
        not_helpful=verdicts.count(False),
        llm_answers=sum(use.engine == "llm" for use in uses),
        fallbacks=sum(use.fallback is not None for use in uses),
        latency_p50_ms=percentile(0.50),
        latency_p95_ms=percentile(0.95),
        input_tokens=sum(use.input_tokens or 0 for use in uses),
        output_tokens=sum(use.output_tokens or 0 for use in uses),
        cost_usd=sum(costs) if costs else None,
    )


def ranked(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))
