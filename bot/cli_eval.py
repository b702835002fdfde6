"""`parlance eval …`: how good the answers are, on labelled sets."""

from pathlib import Path

import click

from bot import console


@click.group(name="eval")
def evaluation() -> None:
    """Measure the quality of detection and translation on labelled messages."""


@evaluation.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def detection(file: Path, as_json: bool) -> None:
    """How well terms are found in FILE, lines of {"id", "text", "spans": [{"start", "end", …}]}."""
    from glossary.evaluation import evaluate_detection
    from glossary.packs import builtin

    report = evaluate_detection(file, builtin())
    if as_json:
        console.print_json(report.as_json())
    else:
        console.print_table(report.rows(), header=("measure", "value"))
