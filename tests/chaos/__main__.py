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

from tests.chaos.disk import NoDisk, SmallDisk, Standby
from tests.chaos.plans import NAMED, Plan, plan_of, suits
from tests.chaos.proxy import Proxy
from tests.chaos.storm import Storm
from tests.chaos.verdict import Figure, judge

ACK_P99 = {"sqlite": 0.150, "postgresql": 0.400}


@click.command(context_settings={"show_default": True})
@click.argument("names", metavar="[PLAN]...", nargs=-1, type=click.Choice(sorted(NAMED)))
@click.option("--database", type=click.Choice(["sqlite", "postgresql", "both"]), default="both")
@click.option("--server", default="postgresql://postgres@127.0.0.1:5432/postgres")
@click.option("--requests", type=int, help="Commands to be acknowledged.")
@click.option("--rate", type=float, help="Commands a second.")
@click.option("--kills", type=int, help="Processes ended with kill -9 and started again.")
@click.option("--replicas", type=int, help="Processes; more than one on PostgreSQL only.")
@click.option("--lose-one", is_flag=True, default=None, help="Kill one more process for good.")
@click.option("--faults", type=float, help="Share of the model's answers that are errors.")
@click.option("--trouble", type=float, help="Share of Slack's answers that are 503.")
@click.option("--model", type=float, nargs=2, help="Seconds that the model takes.")
@click.option("--cut", type=float, help="Seconds that PostgreSQL is down.")
@click.option("--freeze", type=float, help="Seconds that PostgreSQL hangs.")
@click.option("--full", type=float, help="Seconds that nothing can be written.")
@click.option("--flood", type=int, help="Commands of one workspace that come at once.")
@click.option("--copies", type=int, help="How often each delivery comes at once.")
@click.option("--upgrade", is_flag=True, default=None, help="Restart with the next version.")
@click.option("--seed", type=int)
@click.option("--keep", type=click.Path(path_type=Path), help="Folder to keep the logs in.")
def chaos(
    names: tuple[str, ...], database: str, server: str, keep: Path | None, **options: object
) -> None:
    """Send commands at a steady rate, have things fail, and see whether all are answered.

    Exits with 1 where a promise was broken.
    """
    changes = {name: value for name, value in options.items() if value is not None}
    good = True
    for name in names or ("storm",):
        for kind in ("sqlite", "postgresql") if database == "both" else (database,):
            plan = plan_of(name, kind, changes)
            if suits(plan, kind):
                good &= _run(name, plan, kind, server=server, keep=keep)
    sys.exit(0 if good else 1)


chaos.epilog = "\b\nPlans:\n" + "\n".join(f"  {name:<9}{says}" for name, (says, _) in NAMED.items())


def _run(name: str, plan: Plan, kind: str, *, server: str, keep: Path | None) -> bool:
    """Whether all was kept that is promised."""
    with tempfile.TemporaryDirectory() as folder:
        kept = keep / f"{name}-{kind}" if keep else Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        try:
            with _disk(plan, kind, kept) as disk, _database(kind, _home(disk, kept), server) as url:
                figures = tuple(asyncio.run(_weather(plan, kind, url, kept, disk=disk)))
        except NoDisk as problem:
            click.echo(f"\n{name}, {kind}: {problem}")
            return False
    _print(f"{name}, {kind}", figures)
    return all(figure.good is not False for figure in figures)


def _home(disk: SmallDisk | None, folder: Path) -> Path:
    return disk.folder if disk else folder


@contextmanager
def _disk(plan: Plan, kind: str, folder: Path) -> Iterator[SmallDisk | None]:
    """A small disk for the files of a storm that fills it."""
    if not (plan.full and kind == "sqlite"):
        yield None
        return
    disk = SmallDisk(folder / "disk")
    try:
        yield disk
    finally:
        disk.close()


async def _weather(
    plan: Plan, kind: str, url: str, folder: Path, *, disk: SmallDisk | None
) -> list[Figure]:
    """One storm and what came of it. Where PostgreSQL is to fail, it is reached through a wire of
    ours, which costs time."""
    if not (kind == "postgresql" and (plan.cut or plan.freeze)):
        storm = Storm(plan, url, folder, disk=Standby(url) if kind == "postgresql" else disk)
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


def _print(title: str, figures: tuple[Figure, ...]) -> None:
    click.echo(f"\n{title}")
    for figure in figures:
        mark = {None: "", True: "ok", False: "BROKEN"}[figure.good]
        click.echo(f"  {figure.name:<30} {figure.value:<28} {mark}")


if __name__ == "__main__":
    chaos()
