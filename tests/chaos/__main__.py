"""Storms against the real program: `python -m tests.chaos --help`."""

import asyncio
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.chaos.proxy import Proxy
from tests.chaos.storm import Plan, Storm
from tests.chaos.verdict import Figure, judge

ACK_P99 = {"sqlite": 0.150, "postgresql": 0.400}


@click.command(context_settings={"show_default": True})
@click.option("--database", type=click.Choice(["sqlite", "postgresql", "both"]), default="both")
@click.option("--server", default="postgresql://postgres@127.0.0.1:5432/postgres")
@click.option("--requests", default=450, help="Commands to be acknowledged.")
@click.option("--rate", default=15.0, help="Commands a second.")
@click.option("--kills", default=4, help="Processes ended with kill -9 and started again.")
@click.option("--replicas", default=1, help="Processes; more than one on PostgreSQL only.")
@click.option("--lose-one", is_flag=True, help="One more process is killed for good.")
@click.option("--faults", default=0.35, help="Share of the model's answers that are errors.")
@click.option("--trouble", default=0.05, help="Share of Slack's answers that are 503.")
@click.option("--model", nargs=2, default=(1.0, 3.0), help="Seconds that the model takes.")
@click.option("--cut", default=0.0, help="Seconds that PostgreSQL is down.")
@click.option("--freeze", default=0.0, help="Seconds that PostgreSQL hangs.")
@click.option("--seed", default=1)
@click.option("--keep", type=click.Path(path_type=Path), help="Folder to keep the logs in.")
def chaos(database: str, server: str, keep: Path | None, **options: object) -> None:
    """Send commands at a steady rate, kill what answers them, and see whether all are answered.

    Exits with 1 where a promise was broken.
    """
    plan = Plan(**options)  # type: ignore[arg-type]  # click has checked the types
    good = True
    for kind in ("sqlite", "postgresql") if database == "both" else (database,):
        with tempfile.TemporaryDirectory() as folder:
            kept = keep / kind if keep else Path(folder)
            kept.mkdir(parents=True, exist_ok=True)
            with _database(kind, kept, server) as url:
                figures = tuple(asyncio.run(_weather(plan, kind, url, kept)))
        _print(kind, figures)
        good = good and all(figure.good is not False for figure in figures)
    sys.exit(0 if good else 1)


async def _weather(plan: Plan, kind: str, url: str, folder: Path) -> list[Figure]:
    """One storm and what came of it. Where PostgreSQL is to fail, it is reached through a wire of
    ours, which costs time."""
    if not (kind == "postgresql" and (plan.cut or plan.freeze)):
        storm = Storm(plan, url, folder, proxy=None)
        await storm.run()
        return list(judge(storm, url, ack_p99=ACK_P99[kind]))
    address = make_url(url)
    proxy = Proxy(address.host or "127.0.0.1", address.port or 5432)
    await proxy.start()
    wired = address.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
    storm = Storm(plan, wired, folder, proxy=proxy)
    await storm.run()
    await proxy.stop()
    return list(judge(storm, url, ack_p99=ACK_P99[kind]))


@contextmanager
def _database(kind: str, folder: Path, server: str) -> Iterator[str]:
    """The address of an empty database, gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'parlance.sqlite3'}"
        return
    name = sql.Identifier(f"parlance_chaos_{uuid.uuid4().hex[:8]}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield f"{server.rsplit('/', 1)[0]}/{name.as_string().strip(chr(34))}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _print(kind: str, figures: tuple[Figure, ...]) -> None:
    click.echo(f"\n{kind}")
    for figure in figures:
        mark = {None: "", True: "ok", False: "BROKEN"}[figure.good]
        click.echo(f"  {figure.name:<30} {figure.value:<28} {mark}")


if __name__ == "__main__":
    chaos()
