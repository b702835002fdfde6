"""Entries as JSON and YAML: lists of entries, read one by one so that every mistake has its
line."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from glossary.rows import BadRow, Row, UnreadableFile
from glossary.terms import Entry

MAX_DEPTH = 12
"""How deep an entry may be nested; a complete one reaches six."""
_NO_LIST = "A glossary file is a list of entries."


def write_json(entries: Iterable[Entry]) -> str:
    """Entries as a JSON array, an entry a line."""
    lines = (json.dumps(keys, ensure_ascii=False) for keys in map(_keys, entries))
    return "[\n" + ",\n".join(lines) + "\n]\n"


def write_yaml(entries: Iterable[Entry]) -> str:
    """Entries as a YAML list, in the shape of the packs that ship."""
    return yaml.dump(
        [_keys(entry) for entry in entries],
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )


def _keys(entry: Entry) -> dict[str, Any]:
    """What an entry says, its id first; defaults are left unsaid."""
    keys = entry.model_dump(mode="json", exclude_defaults=True)
    return {"id": keys.pop("id"), **keys}


def read_json(text: str) -> Iterator[Row | BadRow]:
    """The entries of a JSON array. What follows a mistake of JSON itself can't be read."""
    doubled: list[str] = []
    decoder = json.JSONDecoder(object_pairs_hook=lambda pairs: _mapping(pairs, doubled))
    position = _skip(text, 0)
    if text[position : position + 1] != "[":
        raise UnreadableFile(_NO_LIST)
    position = _skip(text, position + 1)
    line, counted = 1, 0
    while text[position : position + 1] != "]":
        line, counted = line + text.count("\n", counted, position), position
        doubled.clear()
        try:
            value, end = decoder.raw_decode(text, position)
            position = _next_item(text, end)
        except json.JSONDecodeError as problem:
            yield _broken("JSON", problem.lineno, problem.msg)
            return
        except (ValueError, RecursionError):
            yield _broken("JSON", line, "a number too long or lists too deep")
            return
        yield _row(line, value, doubled)
    if _skip(text, position + 1) < len(text):
        yield _broken("JSON", text.count("\n", 0, position) + 1, "text after the end of the list")


def _skip(text: str, position: int) -> int:
    while text[position : position + 1] in (" ", "\t", "\n", "\r"):
        position += 1
    return position


def _next_item(text: str, end: int) -> int:
    """Where the next item or the closing bracket stands."""
    position = _skip(text, end)
    if text[position : position + 1] == ",":
        position = _skip(text, position + 1)
        if text[position : position + 1] not in ("]", ""):
            return position
    elif text[position : position + 1] == "]":
        return position
    raise json.JSONDecodeError(
        "a comma and an entry, or the end of the list, is missing", text, end
    )


def _mapping(pairs: list[tuple[str, Any]], doubled: list[str]) -> dict[str, Any]:
    doubled += [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
    return dict(pairs)


def read_yaml(text: str) -> Iterator[Row | BadRow]:
    """The entries of a YAML list. A mistake of YAML itself leaves nothing to read."""
    try:
        trap = _trap(text)
        document = None if trap else yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        trap = _broken("YAML", mark.line + 1 if mark else 1, problem.problem or "unreadable")
    except yaml.YAMLError:
        trap = _broken("YAML", 1, "it holds characters that YAML does not allow")
    if trap:
        yield trap
        return
    if document is None:
        return
    if not isinstance(document, yaml.SequenceNode):
        raise UnreadableFile(_NO_LIST)
    for node in document.value:
        yield _yaml_row(node)


def _trap(text: str) -> BadRow | None:
    """The first alias or the first place too deep: aliases can make a small file enormous, deep
    nesting ends the process, and neither is of use in an entry.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            return _broken("YAML", line, "aliases (*name) are not allowed")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return _broken("YAML", line, "it is nested too deep")
    return None


def _yaml_row(node: yaml.Node) -> Row | BadRow:
    line = node.start_mark.line + 1
    doubled = list(_doubled_keys(node))
    try:
        value = yaml.constructor.SafeConstructor().construct_document(node)
    except (yaml.constructor.ConstructorError, ValueError) as problem:
        said = getattr(problem, "problem", None) or "a value that is none"
        return BadRow(line, f"The entry can't be read: {said}.")
    return _row(line, value, doubled)


def _doubled_keys(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        counted = Counter(str(key.value) for key, _ in node.value)
        yield from (key for key, times in counted.items() if times > 1)
        for _, value in node.value:
            yield from _doubled_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _doubled_keys(item)


def _row(line: int, value: object, doubled: list[str]) -> Row | BadRow:
    if doubled:
        return BadRow(line, f"The key '{doubled[0]}' stands there twice.")
    if not isinstance(value, dict):
        return BadRow(line, "An entry is written as keys and values.")
    return Row(line, value)


def _broken(kind: str, line: int, reason: str) -> BadRow:
    return BadRow(line, f"From here on the file is no {kind} ({reason}); nothing more was read.")
