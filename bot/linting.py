"""The glossary's lint with all that it can use: the engine for examples, the arithmetic."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from glossary.formats import Format, read
from glossary.layers import Glossary, Layer
from glossary.lint import Problem, lint
from glossary.packs import FOLDER, builtin, load
from glossary.terms import Entry, Example
from translators.figures import BRIDGES
from translators.rewriter import run_example


def lint_packs() -> tuple[Problem, ...]:
    """Every problem of the packs that ship."""
    files: dict[str, str] = {}
    entries: list[Entry] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for entry in load([path]):
            files.setdefault(entry.id, path.name)
            entries.append(entry)
    return _lint(entries, files, builtin())


def lint_files(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Every problem of the entries in glossary files, read beside the packs that ship."""
    files: dict[str, str] = {}
    own: list[Entry] = []
    unreadable: list[Problem] = []
    for path in paths:
        reading = read(path.read_bytes(), Format.of(path.name))
        own += reading.entries
        files |= {entry.id: path.name for entry in reading.entries}
        unreadable += [
            Problem(path.name, f"line {row.line}", "readable", row.sentence) for row in reading.bad
        ]
    glossary = builtin().over(Layer(entries=tuple(own)))
    others = [entry for entry in builtin().entries.values() if entry.id not in files]
    found = _lint([*others, *own], files, glossary)
    return (*unreadable, *(problem for problem in found if problem.entry in files))


def _lint(
    entries: Sequence[Entry], files: Mapping[str, str], glossary: Glossary
) -> tuple[Problem, ...]:
    def run(entry: Entry, example: Example) -> str:
        return run_example(entry, example, glossary=glossary)

    return lint(entries, files=files, run_example=run, bridges=BRIDGES)
