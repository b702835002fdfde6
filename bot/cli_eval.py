"""`parlance eval …`: how good the answers are, on labelled sets."""

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot import console
from bot.settings import load_settings

if TYPE_CHECKING:
    from glossary.layers import Glossary
    from translators.evaluating.cases import Case
    from translators.evaluating.report import Comparison, Report, SavedCase
    from translators.evaluation import Score
    from translators.models import EngineChoice
    from translators.service import Translator

CHECKOUT = Path(__file__).parents[1]
"""The folder that holds the labelled sets in a checkout. They are not part of an installation."""
AT_ONCE = 8
"""Cases that a model is asked about at the same time. The glossary answers one after the other, so
that its latency is its own."""

_PATH = click.Path(dir_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="eval")
def evaluation() -> None:
    """Measure the quality of detection and translation on labelled messages."""


@evaluation.command()
@click.argument("file", type=_FILE, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def detection(file: Path | None, as_json: bool) -> None:
    """How well terms are found in FILE, lines of {"id", "text", "spans": [{"start", "end", …}]}.

    In a checkout of the project FILE may be left out.
    """
    from glossary.evaluation import BadLabels, evaluate_detection
    from glossary.packs import builtin

    try:
        report = evaluate_detection(file or _development_set("detection"), builtin())
    except BadLabels as problem:
        raise console.Sentence(str(problem)) from None
    if as_json:
        console.print_json(report.as_json())
    else:
        console.print_table(report.rows(), header=("measure", "value"))


@evaluation.command()
@click.argument("file", type=_FILE, required=False)
@click.option(
    "--engine", type=click.Choice(["glossary", "llm"]), default="glossary", show_default=True
)
@click.option("--tell-side", is_flag=True, help="Name the side instead of leaving it to be found.")
@click.option("--limit", type=click.IntRange(1), help="At most so many cases, spread over FILE.")
@click.option("--save", "save_to", type=_PATH, help="Keep the report, to compare with it later.")
@click.option("--compare", type=_FILE, help="A kept report: print what differs from it.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def translate(
    file: Path | None,
    engine: str,
    tell_side: bool,
    limit: int | None,
    save_to: Path | None,
    compare: Path | None,
    as_json: bool,
) -> None:
    """How well the cases in FILE are translated; docs/quality.md describes the lines.

    In a checkout of the project FILE may be left out. The glossary engine needs no key and no
    network; `--engine llm` asks the model that the settings name, and costs what it costs.
    """
    from translators.evaluating import report as reports
    from translators.evaluating.cases import read_cases
    from translators.models import EngineChoice

    path = file or _development_set("translation")
    cases = _spread(read_cases(path), limit)
    before = reports.load(compare) if compare else None
    scores = asyncio.run(_score_all(cases, EngineChoice(engine), tell_side=tell_side))
    report = reports.summarise(scores, run=_run(path, engine, scores, tell_side=tell_side))
    comparison = reports.Comparison(before, report) if before else None
    if as_json:
        console.print_json(_as_json(report, comparison))
    else:
        _print(report, comparison)
    if save_to:
        _save(report, save_to)


def _save(report: "Report", path: Path) -> None:
    """Done last: what a model was paid for has been printed by then."""
    from translators.evaluating import report as reports

    try:
        reports.save(report, path)
    except OSError as problem:
        raise console.Sentence(f"The report was not saved in {path}: {problem.strerror}.") from None


def _development_set(name: str) -> Path:
    path = CHECKOUT / "tests" / "evals" / f"{name}.jsonl"
    if not path.is_file():
        raise console.Sentence("Name the FILE of labelled messages: none comes with the program.")
    return path


def _spread(cases: "Sequence[Case]", limit: int | None) -> "Sequence[Case]":
    """At most `limit` cases from the whole length of the file, the same ones every time."""
    if limit is None or limit >= len(cases):
        return cases
    return [cases[number * len(cases) // limit] for number in range(limit)]


async def _score_all(
    cases: "Sequence[Case]", engine: "EngineChoice", *, tell_side: bool
) -> "list[Score]":
    from bot import wiring
    from glossary.packs import builtin
    from translators.models import EngineChoice

    settings = load_settings()
    if engine is EngineChoice.LLM and settings.openai_api_key is None:
        raise console.Sentence("There is no model to measure: set OPENAI_API_KEY.")
    async with wiring.opened(settings) as services:
        width = asyncio.Semaphore(AT_ONCE if engine is EngineChoice.LLM else 1)

        async def answer(case: "Case") -> "Score":
            async with width:
                return await _score(
                    case, services.translator, builtin(), engine=engine, tell_side=tell_side
                )

        return await asyncio.gather(*map(answer, cases))


async def _score(
    case: "Case",
    translator: "Translator",
    glossary: "Glossary",
    *,
    engine: "EngineChoice",
    tell_side: bool,
) -> "Score":
    """One case, asked for without a workspace: the built-in glossary, and no remembered answers."""
    from translators.evaluation import score

    answer = await translator.translate(case.request(engine, tell_side=tell_side))
    return score(case, answer, glossary=glossary)


def _run(
    path: Path, engine: str, scores: "Sequence[Score]", *, tell_side: bool
) -> dict[str, str | None]:
    from glossary.packs import builtin

    answers = [score.answer for score in scores]
    return {
        "file": path.name,
        "engine": engine,
        "side": "told" if tell_side else "detected",
        "glossary": builtin().version,
        "models": _names(answer.model for answer in answers),
        "prompts": _names(answer.prompt for answer in answers),
    }


def _names(found: Iterable[str | None]) -> str | None:
    return ", ".join(sorted({name for name in found if name})) or None


def _as_json(report: "Report", comparison: "Comparison | None") -> dict[str, Any]:
    content = report.model_dump(mode="json")
    return {**content, "comparison": comparison.as_json()} if comparison else content


def _print(report: "Report", comparison: "Comparison | None") -> None:
    click.echo(", ".join(f"{name}: {value}" for name, value in report.run.items() if value))
    click.echo()
    if comparison is None:
        console.print_table(report.rows(), header=("measure", "value"))
        _print_cases("Failed", report.failed)
        return
    console.print_table(comparison.rows(), header=("measure", "before", "now"))
    _print_cases("Passes now", comparison.fixed)
    _print_cases("Fails now", comparison.broken)
    _print_cases("Fails for other reasons now", comparison.failing_otherwise)


def _print_cases(title: str, cases: "Sequence[SavedCase]") -> None:
    if cases:
        click.echo(f"\n{title}")
        for case in cases:
            click.echo("  " + "; ".join((f"{case.id}{'!' * case.serious}", *case.failures)))
