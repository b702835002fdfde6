"""Entries as rows of a table, for CSV files that people open in a spreadsheet.

A column is a key of an entry, or a key and what is in it: `gloss`, `forms.sg`, `familiarity.sales`,
`reverse.ask`. Lists stand in one cell with " | " between their items; what has a shape of its own
(senses, impact, metric, audiences, examples) stands in one cell as JSON.

A cell that a spreadsheet would take for a formula gets an apostrophe before it, which reading takes
off again (https://owasp.org/www-community/attacks/CSV_Injection); so does an empty text, which else
would be no text.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from glossary.rows import BadRow, Row, UnreadableFile
from glossary.terms import PLAIN_ONLY, Audience, Entry, Slot

_GROUPS = ("forms", "plain", "familiarity", "reverse")
_LISTS = frozenset(
    {
        *(f"forms.{slot}" for slot in Slot if slot not in PLAIN_ONLY),
        *("reverse.says", "need", "avoid", "keep", "see_also", "confusables", "facts_for_llm"),
    }
)
_JSON = frozenset({"impact", "metric", "senses", "audiences", "examples"})
COLUMNS = (
    *("id", "side", "category", "kind"),
    *(f"forms.{slot}" for slot in Slot if slot not in PLAIN_ONLY),
    *("gloss", "gloss_pl", "definition", "so_what"),
    *(f"plain.{slot}" for slot in Slot),
    *("action", "reverse.says", "reverse.ask"),
    *(f"familiarity.{audience}" for audience in Audience),
    *("need", "avoid", "keep", "if_undecided", "senses", "impact", "metric", "audiences"),
    *("see_also", "confusables", "facts_for_llm", "examples", "since", "author"),
)
"""Every column there is, in the order in which they are written."""
_ALWAYS = frozenset({"id", "side", "category", "kind", "forms.sg", "gloss", "definition"})
_REQUIRED = ("id", "side", "category", "kind")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_DELIMITERS = ",;\t"
_BLANK = " \t\r\n"
"""What a cell may hold and be empty; Python's idea of white space is wider than that of entries."""


def write_sheet(entries: Iterable[Entry]) -> str:
    """Entries as CSV (RFC 4180, comma, CRLF) with the columns that they need."""
    rows = [dict(_cells(entry)) for entry in entries]
    used = _ALWAYS.union(*rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [name for name in COLUMNS if name in used], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read_sheet(text: str) -> Iterator[Row | BadRow]:
    """The rows of a CSV file, separated by comma, semicolon or tab, as keys of entries.

    Raises `UnreadableFile` where the first line does not name the columns.
    """
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header: list[str] | None = None
    while True:
        line = lines.line_num + 1
        try:
            cells = next(lines, None)
        except csv.Error as problem:
            yield BadRow(
                line, f"From here on the file is no CSV ({problem}); nothing more was read."
            )
            return
        if cells is None:
            break
        if not any(cell.strip(_BLANK) for cell in cells):
            continue
        if header is None:
            header = _checked_header(cells)
        elif any(cells[len(header) :]):
            yield BadRow(line, "The row has more cells than the first line has columns.")
        else:
            yield _row(line, dict(zip(header, cells, strict=False)))


def _delimiter(text: str) -> str:
    """The separator with which the first line names most columns."""
    first = text.lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=lambda one: len(_names(first.split(one)) & set(COLUMNS)))


def _names(cells: Iterable[str]) -> set[str]:
    return {cell.strip().strip('"').casefold() for cell in cells}


def _checked_header(cells: Sequence[str]) -> list[str]:
    header = [cell.strip().casefold() for cell in cells]
    unknown = [name for name in header if name and name not in COLUMNS]
    if unknown:
        raise UnreadableFile(f"The first line names a column that does not exist: '{unknown[0]}'.")
    doubled = [name for name in COLUMNS if header.count(name) > 1]
    if doubled:
        raise UnreadableFile(f"The first line names the column '{doubled[0]}' twice.")
    missing = [name for name in _REQUIRED if name not in header]
    if missing:
        raise UnreadableFile(f"The first line names the columns; '{missing[0]}' is missing.")
    return header


def _cells(entry: Entry) -> Iterator[tuple[str, str]]:
    for key, value in entry.model_dump(mode="json", exclude_defaults=True).items():
        if key in _GROUPS:
            for inner, content in value.items():
                yield f"{key}.{inner}", _cell(f"{key}.{inner}", content)
        else:
            yield key, _cell(key, value)


def _cell(column: str, value: Any) -> str:
    if column in _JSON:
        return json.dumps(value, ensure_ascii=False)
    if column in _LISTS:
        return _list_cell(value)
    return _guarded(str(value))


def _list_cell(items: Sequence[str]) -> str:
    plain = " | ".join(items)
    if _split(plain) == list(items) and not plain.startswith("["):
        return _guarded(plain)
    return json.dumps(items, ensure_ascii=False)


def _split(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|")]


def _guarded(cell: str) -> str:
    return f"'{cell}" if not cell or cell.startswith(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    bare = cell.removeprefix("'")
    return bare if bare != cell and (not bare or bare.startswith(_FORMULA)) else cell


def _row(line: int, cells: Mapping[str, str]) -> Row | BadRow:
    keys: dict[str, Any] = {}
    for column, cell in cells.items():
        if not column or not cell.strip(_BLANK):
            continue
        try:
            value = _value(column, cell)
        except (ValueError, RecursionError):
            return BadRow(line, f"{column} is not JSON.")
        group, _, inner = column.partition(".")
        if inner:
            keys.setdefault(group, {})[inner] = value
        else:
            keys[column] = value
    return Row(line, keys)


def _value(column: str, cell: str) -> Any:
    if column in _JSON:
        return json.loads(cell)
    if column in _LISTS:
        return _list_value(cell)
    return _unguarded(cell)


def _list_value(cell: str) -> list[str]:
    if cell.lstrip().startswith("["):
        try:
            items = json.loads(cell)
        except ValueError:
            items = None  # a text that happens to begin with a bracket
        if isinstance(items, list):
            return items
    return _split(_unguarded(cell.strip()))
