"""The command `parlance`. Commands import what they need when they run, so that a small one starts
quickly.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot import cli_eval, cli_glossary, cli_usage, console
from bot.settings import LOCAL, load_settings

if TYPE_CHECKING:
    from translators.models import EngineChoice, Request, Translation


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="parlance-bot")
def cli() -> None:
    """Translate between the words of technical teams and of business teams."""
    from bot import logs

    logs.keep_quiet()


cli.add_command(cli_glossary.glossary)
cli.add_command(cli_usage.usage)
cli.add_command(cli_eval.evaluation)


@cli.command()
def serve() -> None:
    """Run the Slack bot: Socket Mode with an app token, HTTP mode with a signing secret."""
    from bot import startup

    with startup.hurried():
        from bot import serving

        serving.serve(load_settings())


@cli.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=4242, help="0 takes any free port.")
def playground(port: int) -> None:
    """Serve a small Slack in the browser, with the bot in it. No account, no key, no network."""
    from bot import serving

    serving.serve_playground(load_settings(), port=port)


@cli.command()
@click.argument("text", nargs=-1)
@click.option("--to", type=click.Choice(["business", "tech"]), help="Side to translate to.")
@click.option("--for", "audience", metavar="AUDIENCE", help="For whom: sales, finance, data, …")
@click.option(
    "--engine", type=click.Choice(["auto", "llm", "glossary"]), default="auto", show_default=True
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help='File of JSON lines {"id", "text", "to"?, "for"?, "engine"?}; - reads standard input.',
)
def translate(
    text: tuple[str, ...],
    to: str | None,
    audience: str | None,
    engine: str,
    as_json: bool,
    batch: Path | None,
) -> int:
    """Translate TEXT (or standard input) for the other side."""
    from translators.models import EngineChoice

    choice = EngineChoice(engine)
    if batch is not None:
        if text or to or audience:
            raise console.Sentence("With --batch, text, side and audience stand in the file.")
        return asyncio.run(_translate_batch(batch, choice))
    words = " ".join(text) if text else _standard_input()
    translation = asyncio.run(_translate_one(_request(words, to, audience, choice)))
    if as_json:
        console.print_json({"id": None, **translation.as_json()})
    else:
        _print_translation(translation)
    return 0


def _standard_input() -> str:
    return "" if sys.stdin.isatty() else sys.stdin.read().strip()


def _request(text: str, to: str | None, audience: str | None, engine: "EngineChoice") -> "Request":
    from glossary.terms import Audience, Side
    from translators.models import Request

    try:
        reader = Audience(audience.lower()) if audience else None
    except ValueError:
        names = ", ".join(name.value for name in Audience)
        raise console.Sentence(
            f"There is no audience “{audience}”; choose one of {names}."
        ) from None
    side = Side(to) if to else None
    return Request(text=text, to=side, audience=reader, engine=engine, workspace=LOCAL)


async def _translate_one(request: "Request") -> "Translation":
    from bot import wiring

    async with wiring.opened(load_settings()) as services:
        translation = await services.translator.translate(request)
        await services.record_cli_use(translation)
        return translation


async def _translate_batch(path: Path, engine: "EngineChoice") -> int:
    from bot import wiring
    from bot.batch import translate_lines

    failed = False
    async with wiring.opened(load_settings()) as services:
        with click.open_file(str(path), encoding="utf-8") as lines:
            async for result in translate_lines(lines, services.translator, engine=engine):
                console.print_json_line(result.row)
                if result.translation is None:
                    failed = True
                else:
                    await services.record_cli_use(result.translation)
    return 1 if failed else 0


def _print_translation(translation: "Translation") -> None:
    """The answer as a person reads it: the translation first, then what it rests on."""
    click.echo(translation.output)
    _print_list("Terms", _term_lines(translation))
    _print_list(
        "Figures",
        [f"{item.statement} ({item.formula}; {item.assumption})" for item in translation.figures],
    )
    _print_list("Open questions", translation.questions)
    _print_list(
        "The ask", [f"{name}: {words or 'not said'}" for name, words in translation.slots.items()]
    )
    _print_list("Notes", translation.notes)
    if translation.lens:
        click.echo(f"\n{translation.lens}")


def _term_lines(translation: "Translation") -> list[str]:
    explained = [term for term in translation.terms if term.explained]
    return list(dict.fromkeys(f"{term.surface}: {term.meaning}" for term in explained))


def _print_list(title: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo(f"\n{title}")
        for line in lines:
            click.echo(f"  {line}")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> int:
    """Check the installation: packages, settings, glossary, database, Slack, model."""
    from bot import doctor as checks

    findings = asyncio.run(checks.examine())
    if as_json:
        console.print_json([finding.as_json() for finding in findings])
    else:
        console.print_table(
            [(finding.state, finding.what, finding.says) for finding in findings],
            header=("state", "check", "finding"),
        )
    return 1 if any(finding.state == "failed" for finding in findings) else 0


@cli.command()
def manifest() -> None:
    """Print the Slack app's manifest for these settings (paste it at api.slack.com/apps)."""
    from bot.manifest import build_manifest

    console.print_json(build_manifest(load_settings()))


@cli.group()
def db() -> None:
    """Look after the database."""


@db.command()
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def upgrade(as_json: bool) -> None:
    """Bring the database's schema up to this version of Parlance. Safe to repeat."""
    from storage.upgrade import upgrade as upgrade_schema

    settings = load_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    revision: Any = upgrade_schema(settings.database)
    if as_json:
        console.print_json({"revision": revision})
    else:
        click.echo("The database is up to date.")


def main() -> NoReturn:
    """Entry point of the command `parlance`."""
    sys.exit(console.run(cli))
