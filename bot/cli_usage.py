"""`parlance usage …`: what was asked and answered, without anybody's words."""

import asyncio
import csv
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from bot import console
from bot.settings import load_settings

if TYPE_CHECKING:
    from storage.usage_report import UsageReport

WORKSPACE = click.option("--workspace", metavar="ID", help="Slack id of one workspace (T…).")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
SINCE = click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="First day (UTC); 30 days ago by default."
)
UNTIL = click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), help="First day that no longer counts (UTC)."
)


@click.group()
def usage() -> None:
    """Report, export and erase the usage log."""


@usage.command()
@WORKSPACE
@SINCE
@UNTIL
@AS_JSON
def report(
    workspace: str | None, since: datetime | None, until: datetime | None, as_json: bool
) -> None:
    """Uses, people, terms, engines and latencies of a stretch of time."""
    first, last = _stretch(since, until)
    figures = asyncio.run(_report(workspace, first, last))
    if as_json:
        console.print_json(figures.as_json())
    else:
        console.print_table(_rows(figures), header=("figure", "value"))


@usage.command()
@WORKSPACE
@SINCE
@UNTIL
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True
)
@click.option("--person", metavar="ID", help="Only this Slack user's uses; needs --workspace.")
@click.option(
    "--texts", is_flag=True, help="With the words, as far as STORE_TEXT=true had them kept."
)
def export(
    workspace: str | None,
    since: datetime | None,
    until: datetime | None,
    form: str,
    person: str | None,
    texts: bool,
) -> None:
    """Write the usage rows to standard output."""
    _require_workspace(workspace, person)
    first, last = _stretch(since, until)
    asyncio.run(_export(workspace, first, last, form, person, texts))


@usage.command()
@click.option("--workspace", metavar="ID", required=True, help="Slack id of the workspace (T…).")
@click.option("--person", metavar="ID", required=True, help="Slack id of the person (U…).")
@AS_JSON
def erase(workspace: str, person: str, as_json: bool) -> None:
    """Delete everything kept about a person: usage rows, stored texts, choices, jobs that wait or
    are parked, their name under changes."""
    erased = asyncio.run(_erase(workspace, person))
    if as_json:
        console.print_json({"erased": erased})
    else:
        click.echo(
            f"Erased {erased} rows and jobs; no change of the glossary carries the person's name."
        )


def _stretch(since: datetime | None, until: datetime | None) -> tuple[datetime, datetime]:
    last = until.replace(tzinfo=UTC) if until else datetime.now(UTC)
    first = since.replace(tzinfo=UTC) if since else last - timedelta(days=30)
    if first >= last:
        raise console.Sentence("--since must lie before --until.")
    return first, last


def _require_workspace(workspace: str | None, person: str | None) -> None:
    if person and not workspace:
        raise console.Sentence("--person needs --workspace: people are known by workspace only.")


async def _report(workspace: str | None, since: datetime, until: datetime) -> "UsageReport":
    from bot import wiring

    async with wiring.opened(load_settings()) as services:
        return await services.usage.report(workspace, since, until)


async def _export(
    workspace: str | None,
    since: datetime,
    until: datetime,
    form: str,
    person: str | None,
    texts: bool,
) -> None:
    from bot import wiring

    write = _csv_writer() if form == "csv" else console.print_json_line
    async with wiring.opened(load_settings()) as services:
        hashed = services.people.hashed(workspace, person) if workspace and person else None
        async for use in services.usage.export(
            workspace, since, until, person=hashed, with_texts=texts
        ):
            write(use.as_json(with_texts=texts))


def _csv_writer() -> Any:
    """Writes rows as CSV, the header before the first; lists as JSON."""
    writer: csv.DictWriter[str] | None = None

    def write(row: Mapping[str, Any]) -> None:
        nonlocal writer
        if writer is None:
            writer = csv.DictWriter(sys.stdout, fieldnames=list(row))
            writer.writeheader()
        writer.writerow(
            {
                key: json.dumps(list(v)) if isinstance(v, list | tuple) else v
                for key, v in row.items()
            }
        )

    return write


async def _erase(workspace: str, person: str) -> int:
    from bot import wiring
    from storage.erasure import erase_person
    from storage.job_store import erase_jobs

    settings = load_settings()
    async with wiring.opened(settings) as services:
        # First what could still write, then what was written.
        jobs = await asyncio.to_thread(erase_jobs, settings.database, workspace, person=person)
        hashed = services.people.hashed(workspace, person)
        erased = await erase_person(services.database, workspace, hashed, author=person)
        return jobs + erased + await services.curators.forget(workspace, person)


def _rows(report: "UsageReport") -> list[tuple[str, str]]:
    """The report as lines of a table; groups as `name: count` pairs, most frequent first."""
    rows = []
    for name, value in report.as_json().items():
        title = name.replace("_", " ")
        if isinstance(value, Mapping):
            pairs = [f"{key}: {count:,}" for key, count in value.items()]
            rows.append((title, ", ".join(pairs) or "–"))
        else:
            rows.append((title, _cell(value)))
    return rows


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
