"""What the commands of the command line share: mistakes as one sentence, tables, JSON."""

import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from translators.errors import ParlanceError

WRONG_USE = 2


class Sentence(click.ClickException):
    """A mistake that the caller can mend: one sentence on standard error, exit status 2."""

    exit_code = WRONG_USE


def run(command: click.Command, arguments: Sequence[str] | None = None) -> int:
    """Run a command and turn every expected failure into one sentence and an exit status."""
    try:
        result = command.main(args=arguments, prog_name="parlance", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as problem:
        click.echo(problem.format_message(), err=True)
        return WRONG_USE
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as problem:
        click.echo(_one_sentence(problem.format_message()), err=True)
        return problem.exit_code
    except ParlanceError as problem:
        click.echo(str(problem), err=True)
        return WRONG_USE
    return result if isinstance(result, int) else 0


def _one_sentence(message: str) -> str:
    text = " ".join(message.split())
    return text if text.endswith((".", "?", "!")) else text + "."


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))


def print_table(rows: Sequence[Sequence[object]], *, header: Sequence[str]) -> None:
    """Rows in columns as wide as their widest cell, with a header line."""
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for row in cells:
        click.echo(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def print_json_line(value: Any) -> None:
    """One JSON object on one line, written out at once so that a pipe sees it."""
    click.echo(json.dumps(value, ensure_ascii=False))
