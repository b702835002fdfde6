"""The words that ship with Parlance: YAML files beside this module, one list of entries each.

Reading YAML is slow, so what was read and found right is kept as JSON in `packs/__pycache__`,
under a name made of the files' contents, as Python keeps its compiled modules. It is made anew
when a pack or the entry model changes, and done without where the folder can't be written to.
"""

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from glossary import terms
from glossary.layers import Glossary
from glossary.terms import Entry

FOLDER = Path(__file__).with_name("packs")
_ENTRIES = TypeAdapter(tuple[Entry, ...])


class BadPack(ValueError):
    """A pack can't be read. The text says which file, which entry and what is wrong."""


@cache
def builtin() -> Glossary:
    """The glossary of all packs that ship, compiled once for the process. Raises BadPack."""
    paths = sorted(FOLDER.glob("*.yaml"))
    name = _fingerprint(paths)
    return Glossary(_kept(name) or _keep(name, load(paths)), version=name)


def load(paths: Iterable[Path]) -> tuple[Entry, ...]:
    """The entries of pack files, in order. Raises BadPack for the first file that is not a pack."""
    return tuple(entry for path in paths for entry in _read(path))


def _read(path: Path) -> tuple[Entry, ...]:
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        return _ENTRIES.validate_python(content or ())
    except yaml.YAMLError as problem:
        raise BadPack(f"{path.name} is not YAML: {problem}") from problem
    except ValidationError as problem:
        raise BadPack(f"{path.name}: {_first_mistake(problem, content)}") from problem


def _first_mistake(problem: ValidationError, content: object) -> str:
    error = problem.errors(include_url=False, include_input=False)[0]
    where = list(error["loc"])
    if where and isinstance(where[0], int) and isinstance(content, list):
        entry = content[where[0]]
        where[0] = entry.get("id", where[0]) if isinstance(entry, dict) else where[0]
    return f"{' > '.join(map(str, where))}: {error['msg']}"


def _fingerprint(paths: Iterable[Path]) -> str:
    """A name for the contents of the packs and for the model that reads them."""
    digest = hashlib.sha256(Path(terms.__file__).read_bytes())
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _kept(name: str) -> tuple[Entry, ...]:
    path = _kept_path(name)
    try:
        return _ENTRIES.validate_json(path.read_bytes())
    except (
        OSError,
        ValidationError,
    ):  # none kept yet, not readable, or cut short: read the packs instead
        return ()


def _keep(name: str, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    path = _kept_path(name)
    content = _ENTRIES.dump_json(entries, exclude_defaults=True)
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError:  # a folder that is not ours to write to: the next start reads the packs again
        return entries
    for old in path.parent.glob("packs-*.json"):
        if old != path:
            old.unlink(missing_ok=True)
    return entries


def _kept_path(name: str) -> Path:
    return FOLDER / "__pycache__" / f"packs-{name}.json"
