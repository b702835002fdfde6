"""What a file of entries consists of while it is being read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class UnreadableFile(ValueError):
    """Nothing of the file can be used. The text is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it stands in a file, not validated yet. `line` counts from 1."""

    line: int
    keys: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that no entry could be made of, and a sentence that says why."""

    line: int
    sentence: str
