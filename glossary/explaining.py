"""What is wrong with an entry, or with any keyed data, said to the person who wrote it."""

import re

from pydantic import ValidationError

_KEY = re.compile(r"[a-z_]+")
_BRANCHES = frozenset({"str", "int", "float", "bool"})
"""How pydantic marks which alternative of a union it tried."""


def explain(problem: ValidationError) -> str:
    """One sentence for all mistakes of an entry; each names its key, and positions in lists from
    1."""
    said: dict[str, list[str]] = {}
    for mistake in problem.errors(include_url=False, include_context=False, include_input=False):
        wrongs = said.setdefault(_place(mistake["loc"]), [])
        wrong = _wrong(mistake["type"], mistake["msg"])
        if wrong not in wrongs:
            wrongs.append(wrong)
    return "; ".join(_joined(place, wrongs) for place, wrongs in said.items()) + "."


def _joined(place: str, wrongs: list[str]) -> str:
    """Several mistakes at one place are those of alternatives: one or the other would do."""
    first, *others = wrongs
    clause = ", or ".join([first, *(other.removeprefix("must be ") for other in others)])
    return f"{place} {clause}" if place else clause.removeprefix("– ")


def _place(location: tuple[int | str, ...]) -> str:
    """Where a mistake is: pydantic's own marks, such as the branch of a union, are left out."""
    parts = [
        f"[{part + 1}]" if isinstance(part, int) else f".{part}"
        for part in location
        if isinstance(part, int) or (_KEY.fullmatch(part) and part not in _BRANCHES)
    ]
    return "".join(parts).removeprefix(".")


def _wrong(kind: str, message: str) -> str:
    match kind:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is no key of an entry"
        case "string_type":
            return "must be text (in quotes where it looks like a number, a date or yes or no)"
        case "string_pattern_mismatch":
            return "may hold lower-case letters, digits and single hyphens only"
        case "string_unicode":
            return "holds characters that are no text"
        case "value_error":
            return "– " + message.removeprefix("Value error, ")
    for start in ("Input should ", "String should ", "Tuple should ", "Dictionary should "):
        if message.startswith(start):
            return "must " + message.removeprefix(start)
    return message[:1].lower() + message[1:]
