"""What a regular expression is made of, by Python's own parser.

That parser is private, but in all versions that we support; it is used here only.
"""

from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

op: Any = _constants
"""The kinds of items, `op.LITERAL` and the like."""

Items = Iterable[tuple[Any, Any]]
"""A parsed pattern: the operations of `re` with what belongs to each."""


def parsed(pattern: str) -> Items:
    """The items of a pattern. Raises `re.error`."""
    items: Items = _parser.parse(pattern)
    return items
