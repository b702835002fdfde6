"""Entries as files that people edit: CSV, JSON and YAML, read with every mistake named and written
without loss."""

from pydantic import ValidationError


def explain(problem: ValidationError) -> str:
    """What is wrong with an entry, as one sentence that quotes nothing of it but its keys."""
    said = []
    for mistake in problem.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(str(part) for part in mistake["loc"] if part != "[key]")
        message = mistake["msg"].removeprefix("Value error, ")
        message = message[:1].lower() + message[1:]
        said.append(f"{where}: {message}" if where else message)
    return "; ".join(dict.fromkeys(said)) + "."
