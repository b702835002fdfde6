"""`parlance usage …`: what was asked and answered, without anybody's words."""

import click


@click.group()
def usage() -> None:
    """Report, export and erase the usage log."""
