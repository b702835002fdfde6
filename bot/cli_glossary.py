"""`parlance glossary …`: the words from the command line."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import console
from bot.settings import LOCAL, load_settings

if TYPE_CHECKING:
    from glossary.formats import Diff, Reading
    from glossary.layers import Glossary
    from glossary.terms import Entry

FORMATS = ("csv", "json", "yaml")

WORKSPACE = click.option(
    "--workspace",
    metavar="ID",
    default=LOCAL,
    help="Slack id (T…) of the workspace whose own words count too; the command line's by default.",
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
def search(query: tuple[str, ...], workspace: str, limit: int, as_json: bool) -> int:
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
def show(term: tuple[str, ...], workspace: str, as_json: bool) -> int:
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
    """Check entries against the writing rules: the built-in packs, or FILES beside them."""
    from bot.linting import lint_files, lint_packs

    problems = lint_files(files) if files else lint_packs()
    if as_json:
        console.print_json([problem.as_json() for problem in problems])
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{len(problems)} problems." if problems else "No problems.", err=True)
    return 1 if problems else 0


@glossary.command()
@WORKSPACE
@click.option("--format", "form", type=click.Choice(FORMATS), help="By default YAML.")
@click.option("--output", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--own", is_flag=True, help="Only the workspace's own words, not the built-in ones.")
def export(workspace: str, form: str | None, output: Path | None, own: bool) -> None:
    """Write entries as a file that `import` reads back without loss."""
    from glossary.formats import Format, write

    chosen = Format(form) if form else Format.of(output.name) if output else Format.YAML
    content = write(asyncio.run(_exported(workspace, own=own)), chosen)
    if output:
        output.write_text(content, encoding="utf-8", newline="")
    else:
        click.echo(content, nl=False)


@glossary.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@WORKSPACE
@click.option("--apply", "apply_it", is_flag=True, help="Save the changes instead of showing them.")
@click.option("--skip-bad", is_flag=True, help="With --apply: leave bad rows out, save the rest.")
@AS_JSON
def import_(file: Path, workspace: str, apply_it: bool, skip_bad: bool, as_json: bool) -> int:
    """Show what FILE (CSV, JSON or YAML) would change, and with --apply save it.

    What the file does not mention stays as it is.
    """
    from glossary.formats import BadRows

    reading, note = _read_file(file), f"imported from {file.name}"
    try:
        diff = asyncio.run(
            _import(reading, workspace, note=note, apply_it=apply_it, skip_bad=skip_bad)
        )
    except BadRows as problem:
        raise console.Sentence(
            f"{problem} Mend them, or add --skip-bad to save the rest."
        ) from None
    if as_json:
        console.print_json({**diff_row(diff), "applied": apply_it})
    else:
        _print_diff(diff, applied=apply_it)
    return 1 if diff.bad else 0


async def _glossary(workspace: str) -> "Glossary":
    from bot import wiring

    async with wiring.opened(load_settings()) as services:
        return await services.catalogue.glossary(workspace, None)


async def _exported(workspace: str, *, own: bool) -> "Sequence[Entry]":
    from bot import wiring

    async with wiring.opened(load_settings()) as services:
        if own:
            return (await services.glossary_store.layer(workspace)).entries
        return tuple((await services.catalogue.glossary(workspace, None)).entries.values())


def _read_file(file: Path) -> "Reading":
    from glossary.formats import Format, UnreadableFile, read

    try:
        return read(file.read_bytes(), Format.of(file.name))
    except UnreadableFile as problem:
        raise console.Sentence(str(problem)) from None


async def _import(
    reading: "Reading", workspace: str, *, note: str, apply_it: bool, skip_bad: bool
) -> "Diff":
    from bot import wiring
    from glossary.formats import compare

    async with wiring.opened(load_settings()) as services:
        current = await services.catalogue.glossary(workspace, None)
        diff = compare(reading, current.entries)
        if apply_it and (entries := diff.to_save(without_bad_rows=skip_bad)):
            await services.glossary_store.save_all(workspace, entries, author=LOCAL, note=note)
    return diff


def diff_row(diff: "Diff") -> dict[str, object]:
    """A diff as plain values: ids, changed keys, and bad rows by line."""
    return {
        "added": [entry.id for entry in diff.added],
        "changed": [{"id": one.after.id, "keys": list(one.keys)} for one in diff.changed],
        "unchanged": len(diff.unchanged),
        "bad": [{"line": row.line, "error": row.sentence} for row in diff.bad],
    }


def _print_diff(diff: "Diff", *, applied: bool) -> None:
    for entry in diff.added:
        click.echo(f"+ {entry.id}: {summary(entry)}")
    for change in diff.changed:
        click.echo(f"~ {change.after.id}: {', '.join(change.keys)}")
    for row in diff.bad:
        click.echo(f"! line {row.line}: {row.sentence}", err=True)
    verb = "Saved" if applied else "Would save"
    click.echo(
        f"{verb} {len(diff.added)} new and {len(diff.changed)} changed entries;"
        f" {len(diff.unchanged)} are the same already, {len(diff.bad)} rows are bad."
    )


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
