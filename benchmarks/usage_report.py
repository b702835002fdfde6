"""`python -m benchmarks.usage_report`: how long a report over a million uses takes, on SQLite and
on PostgreSQL where a server is at hand.

The rows are made: a month of one workspace, so that the report of that workspace and the report of
all count every row. Exit status 1 where a report takes longer than promised.
"""

import argparse
import asyncio
import os
import random
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import text

from storage.database import Database
from storage.tables import usage
from storage.upgrade import upgrade
from storage.usage_log import SqlUsageLog
from translators.usage import Use

SERVER = os.environ.get("PARLANCE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")  # noqa: TID251
PROMISED_SECONDS = 2.0
ROUNDS = 5
BATCH = 20_000
WORKSPACE = "T0000000001"
START = datetime(2026, 11, 1, tzinfo=UTC)
END = START + timedelta(days=30)
SURFACES = ("translate_command", "translate_shortcut", "direct_message", "mention", "check_draft")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.usage_report", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the SQLite file here")
    arguments = parser.parse_args()
    slowest = max(asyncio.run(_measure(url, arguments.rows)) for url in _databases(arguments.keep))
    raise SystemExit(1 if slowest > PROMISED_SECONDS else 0)


def _databases(keep: Path | None) -> Iterator[str]:
    """Addresses of databases to measure on, which are gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{keep or Path(folder) / 'parlance.sqlite3'}"
    try:
        psycopg.connect(SERVER, connect_timeout=2).close()
    except psycopg.OperationalError:
        print("PostgreSQL: no server at hand; PARLANCE_TEST_POSTGRES names one")
        return
    with _postgres_database() as url:
        yield url


@contextmanager
def _postgres_database() -> Iterator[str]:
    name = f"parlance_bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{SERVER.rsplit('/', 1)[0]}/{name}"
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)


async def _measure(url: str, rows: int) -> float:
    """Prints the seconds of each report; gives the slowest one's middle time."""
    upgrade(url)
    database = Database(url)
    try:
        await _fill(database, rows)
        size = await _size(database) / rows
        print(f"{url.partition(':')[0]:<11} a use takes {size:.0f} bytes, indexes included")
        log = SqlUsageLog(database)
        return max([await _timed(log, url, rows, workspace) for workspace in (None, WORKSPACE)])
    finally:
        await database.close()


async def _size(database: Database) -> int:
    """The bytes of the usage log on disk (on SQLite of the whole file)."""
    sqlite = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    query = sqlite if database.is_sqlite else "SELECT pg_total_relation_size('usage')"
    async with database.read() as connection:
        return int(await connection.scalar(text(query)) or 0)


async def _timed(log: SqlUsageLog, url: str, rows: int, workspace: str | None) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        report = await log.report(workspace, START, END)
        taken.append(time.perf_counter() - started)
        assert report.uses == rows
    middle = sorted(taken)[ROUNDS // 2]
    kind, of = url.partition(":")[0], "one workspace" if workspace else "all workspaces"
    print(f"{kind:<11} {of:<15} {rows:,} uses: {middle:.2f} s (slowest {max(taken):.2f} s)")
    return middle


async def _fill(database: Database, rows: int) -> None:
    luck = random.Random(7)
    for first in range(0, rows, BATCH):
        batch = [_row(luck, number) for number in range(first, min(first + BATCH, rows))]
        async with database.write() as connection:
            await connection.execute(usage.insert(), batch)
    async with database.write() as connection:
        await connection.execute(text("ANALYZE"))


def _row(luck: random.Random, number: int) -> dict[str, Any]:
    """A use as busy workspaces have them: most are answered, half of them by the model."""
    by_model = luck.random() < 0.5
    use = Use(
        job_id=f"slack:{WORKSPACE}:{number:x}.{luck.getrandbits(96):x}",
        at=START + timedelta(seconds=luck.random() * 30 * 86_400),
        workspace=WORKSPACE,
        channel=f"C{luck.randrange(500):010}",
        person=f"{luck.randrange(3_000):032x}",
        surface=luck.choice(SURFACES),
        outcome=luck.choices(("answered", "undecided", "refused", "failed"), (90, 5, 4, 1))[0],
        direction=luck.choice(("tech_to_business", "business_to_tech")),
        audience=luck.choice(("business", "sales", "engineering", "executive")),
        engine="llm" if by_model else "glossary",
        model="gpt-5-mini" if by_model else None,
        prompt="tech-to-business@3" if by_model else None,
        fallback=None if by_model or luck.random() < 0.8 else "model_unavailable",
        term_ids=tuple(f"term-{int(1_700 * luck.random() ** 2)}" for _ in range(luck.randrange(6))),
        missing_term=f"missing {luck.randrange(2_000)}" if luck.random() < 0.05 else None,
        input_chars=luck.randrange(20, 900),
        output_chars=luck.randrange(20, 900),
        input_tokens=luck.randrange(900, 4_000) if by_model else None,
        output_tokens=luck.randrange(50, 600) if by_model else None,
        cost_usd=luck.random() / 100 if by_model else None,
        latency_ms=luck.lognormvariate(7.5, 0.6) if by_model else luck.expovariate(1 / 12),
    )
    return {**asdict(use), "helpful": luck.choice((None, None, None, True, False))}


if __name__ == "__main__":
    main()
