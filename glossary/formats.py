"""Entries as files that people edit: CSV, JSON and YAML.

Writing and reading again loses nothing, in any of the three. Reading names every mistake by its
line and hands out the good rest; `compare` says what a file would change before anything is
written. What a file does not mention is never touched: there is no deleting by import.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError

from glossary.documents import read_json, read_yaml, write_json, write_yaml
from glossary.explaining import explain
from glossary.rows import BadRow, Row, UnreadableFile
from glossary.sheets import read_sheet, write_sheet
from glossary.terms import Entry

__all__ = [
    "BadRow",
    "BadRows",
    "Changed",
    "Diff",
    "Format",
    "Reading",
    "UnreadableFile",
    "compare",
    "read",
    "write",
]

MAX_CHARACTERS = 5_000_000
"""Length of the longest file that is read; 1,000 entries take under a million characters."""


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"
    YAML = "yaml"

    @classmethod
    def of(cls, filename: str) -> "Format":
        """The format that a file's name ends in; `UnreadableFile` for any other ending."""
        ending = filename.rpartition(".")[2].lower()
        try:
            return cls("yaml" if ending == "yml" else ending)
        except ValueError:
            raise UnreadableFile("A glossary file ends in .csv, .json, .yaml or .yml.") from None


class BadRows(ValueError):
    """A file has lines that can't be used, and nobody said to go on without them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds. `lines` gives the line of each entry by id, counted from 1."""

    entries: tuple[Entry, ...]
    bad: tuple[BadRow, ...]
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that a file words differently from how it stands now."""

    before: Entry
    after: Entry

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the entry that differ, in the order of the entry model."""
        return tuple(
            key
            for key in Entry.model_fields
            if getattr(self.before, key) != getattr(self.after, key)
        )


@dataclass(frozen=True, slots=True)
class Diff:
    """What importing a file would do. Entries that the file does not mention are not part of it."""

    added: tuple[Entry, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[Entry, ...]
    bad: tuple[BadRow, ...]

    def to_save(self, *, without_bad_rows: bool = False) -> tuple[Entry, ...]:
        """The entries to save. `BadRows` where lines can't be used, unless `without_bad_rows` says
        to leave those out."""
        if self.bad and not without_bad_rows:
            lines = ", ".join(str(row.line) for row in self.bad)
            raise BadRows(f"Nothing was imported: there are mistakes in line {lines}.")
        return self.added + tuple(change.after for change in self.changed)


def read(content: str | bytes, form: Format) -> Reading:
    """The entries of a file, and its lines that can't be used. `UnreadableFile` where nothing
    can."""
    text = _text(content)
    entries: dict[str, Entry] = {}
    lines: dict[str, int] = {}
    bad: list[BadRow] = []
    for row in _READERS[form](text):
        found = _entry(row) if isinstance(row, Row) else row
        if isinstance(found, Entry) and found.id in entries:
            found = BadRow(row.line, f"The id '{found.id}' is that of line {lines[found.id]}.")
        if isinstance(found, BadRow):
            bad.append(found)
        else:
            entries[found.id] = found
            lines[found.id] = row.line
    return Reading(tuple(entries.values()), tuple(bad), lines)


def write(entries: Iterable[Entry], form: Format) -> str:
    """Entries as a file that `read` makes the same entries of."""
    return _WRITERS[form](entries)


def compare(reading: Reading, current: Mapping[str, Entry]) -> Diff:
    """What importing a file would change, where `current` holds now (by id)."""
    known = [entry for entry in reading.entries if entry.id in current]
    return Diff(
        added=tuple(entry for entry in reading.entries if entry.id not in current),
        changed=tuple(
            Changed(current[entry.id], entry) for entry in known if entry != current[entry.id]
        ),
        unchanged=tuple(entry for entry in known if entry == current[entry.id]),
        bad=reading.bad,
    )


_READERS: Mapping[Format, Callable[[str], Iterator[Row | BadRow]]] = {
    Format.CSV: read_sheet,
    Format.JSON: read_json,
    Format.YAML: read_yaml,
}
_WRITERS: Mapping[Format, Callable[[Iterable[Entry]], str]] = {
    Format.CSV: write_sheet,
    Format.JSON: write_json,
    Format.YAML: write_yaml,
}


def _text(content: str | bytes) -> str:
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableFile("The file is not in UTF-8: save it with that encoding.") from None
    if len(content) > MAX_CHARACTERS:
        raise UnreadableFile(f"The file is longer than {MAX_CHARACTERS:,} characters: split it.")
    return content.removeprefix("\ufeff")


def _entry(row: Row) -> Entry | BadRow:
    try:
        return Entry.model_validate(row.keys)
    except ValidationError as problem:
        return BadRow(row.line, explain(problem))
