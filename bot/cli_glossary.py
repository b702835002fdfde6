"""`parlance glossary …`: the words from the command line."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import console
from bot.settings import load_settings

if TYPE_CHECKING:
    from glossary.layers import Glossary
    from glossary.terms import Entry

WORKSPACE = click.option(
    "--workspace", metavar="ID", help="Slack id of the workspace whose own words count too (T…)."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@click.group()
def glossary() -> None:
    """Search, show, check, import and export the glossary."""


@glossary.command()
@click.argument("query", nargs=-1, required=True)
@WORKSPACE
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@AS_JSON
def search(query: tuple[str, ...], workspace: str | None, limit: int, as_json: bool) -> int:
    """Find entries by their forms, gloss or definition."""
    words = asyncio.run(_glossary(workspace))
    found = words.search(" ".join(query), limit=limit)
    if as_json:
        console.print_json([as_row(entry) for entry in found])
    elif found:
        rows = [(entry.id, entry.headword, entry.side, summary(entry)) for entry in found]
        console.print_table(rows, header=("id", "term", "side", "meaning"))
    else:
        click.echo(f"Nothing in the glossary matches “{' '.join(query)}”.", err=True)
    return 0 if found else 1


@glossary.command()
@click.argument("term", nargs=-1, required=True)
@WORKSPACE
@AS_JSON
def show(term: tuple[str, ...], workspace: str | None, as_json: bool) -> int:
    """Show one entry whole, by its id or one of its forms."""
    words = asyncio.run(_glossary(workspace))
    wanted = " ".join(term)
    entry = words.get(wanted) or next(iter(words.search(wanted, limit=1)), None)
    if entry is None:
        raise console.Sentence(f"There is no entry “{wanted}”; try `parlance glossary search`.")
    if as_json:
        console.print_json(as_row(entry))
    else:
        _print_entry(entry)
    return 0


@glossary.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@AS_JSON
def lint(files: tuple[Path, ...], as_json: bool) -> int:
    """Check entries against the writing rules: the built-in packs, or FILES."""
    from bot.linting import lint_packs

    problems = lint_packs(files)
    if as_json:
        console.print_json([problem.as_json() for problem in problems])
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{len(problems)} problems." if problems else "No problems.", err=True)
    return 1 if problems else 0


async def _glossary(workspace: str | None) -> "Glossary":
    from glossary.packs import builtin

    if workspace is None:
        return builtin()
    from bot import wiring

    async with wiring.opened(load_settings()) as services:
        return await services.catalogue.glossary(workspace, None)


def summary(entry: "Entry") -> str:
    """What an entry means, in one line; all meanings of an ambiguous one."""
    if entry.gloss:
        return entry.gloss
    return " / ".join(sense.gloss or sense.id for sense in entry.senses)


def as_row(entry: "Entry") -> dict[str, object]:
    """An entry as the exports write it, without what is empty."""
    return entry.model_dump(mode="json", exclude_defaults=True)


def _print_entry(entry: "Entry") -> None:
    click.echo(f"{entry.headword}  ({entry.kind}, {entry.side}, {entry.category}, id {entry.id})")
    click.echo("Also written: " + ", ".join(form for _, form in entry.surfaces[1:]) or "–")
    for meaning in entry.senses or (entry,):
        label = f"{meaning.id}: " if entry.senses else ""
        click.echo(f"\n{label}{meaning.gloss}")
        click.echo(f"  {meaning.definition}")
        for title, text in (("What for", meaning.so_what), ("Ask back", meaning.reverse.ask)):
            if text:
                click.echo(f"  {title}: {text}")
