"""Finding listed phrases in a text: words looked up in a table, in one pass, whatever their case.

A phrase matches across spaces and hyphens ("user-friendly" is "user friendly"), never across a full
stop or comma, and never inside a protected span. Longest phrase first, none overlapping.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Generic, NamedTuple, TypeVar

import yaml

from glossary.literals import Literal

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SOFT = re.compile(r"[ \t\u00a0]{1,2}|[-‐‑/&]| & ")
_DOUBLED = re.compile(r"(\w+)\((\w)\)")
# The same safe loader, ten times as fast where PyYAML was built with libyaml.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SIBILANT = ("s", "x", "z", "ch", "sh", "o")


class Word(NamedTuple):
    """A word in lower case; `joined` where only a space or hyphen parts it from the one before."""

    text: str
    start: int
    end: int
    joined: bool


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A listed phrase at `text[start:end]`, and what the table says about it."""

    start: int
    end: int
    value: T


def words(text: str, *, protected: Sequence[Literal] = ()) -> tuple[Word, ...]:
    """The words of a text outside its protected spans (which must be in order)."""
    found: list[Word] = []
    spans = iter(protected)
    span = next(spans, None)
    previous = -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        while span is not None and span.end <= start:
            span = next(spans, None)
        if span is not None and span.start < end:
            previous = -1
            continue
        joined = previous >= 0 and _is_soft(text[previous:start])
        found.append(Word(match[0].lower().replace("’", "'"), start, end, joined))
        previous = end
    return tuple(found)


def _is_soft(gap: str) -> bool:
    return gap == " " or _SOFT.fullmatch(gap) is not None


class Phrasebook(Generic[T]):
    """Phrases with a value each, compiled for finding. Of two equal phrases the first counts."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        by_first: dict[str, dict[tuple[str, ...], T]] = {}
        for phrase, value in phrases:
            parts = tuple(word.text for word in words(phrase))
            by_first.setdefault(parts[0], {}).setdefault(parts, value)
        self._by_first = {
            first: sorted(rest.items(), key=lambda item: -len(item[0]))
            for first, rest in by_first.items()
        }

    def find(self, text: Sequence[Word]) -> Iterator[Found[T]]:
        """Phrases in order of their start."""
        index = 0
        while index < len(text):
            found = self._at(text, index)
            if found is None:
                index += 1
                continue
            length, value = found
            yield Found(text[index].start, text[index + length - 1].end, value)
            index += length

    def _at(self, text: Sequence[Word], index: int) -> tuple[int, T] | None:
        for parts, value in self._by_first.get(text[index].text, ()):
            stretch = text[index : index + len(parts)]
            if len(stretch) == len(parts) and all(
                word.text == part and (word.joined or number == 0)
                for number, (word, part) in enumerate(zip(stretch, parts, strict=True))
            ):
                return len(parts), value
        return None


def plural(noun: str) -> str:
    """The regular plural of the last word of a noun phrase, which is also a verb's third person."""
    if _ends_in_consonant_and_y(noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_SIBILANT) else f"{noun}s"


def conjugate(verb: str) -> tuple[str, ...]:
    """The regular forms of a verb, the first word of a phrase ("roll back").

    "ship(p)" doubles its consonant.
    """
    base, _, rest = verb.partition(" ")
    doubled = _DOUBLED.fullmatch(base)
    stem = f"{doubled[1]}{doubled[2]}" if doubled else base
    base = doubled[1] if doubled else base
    if base.endswith("e"):
        endings = (base, plural(base), f"{base}d", f"{base[:-1]}ing")
    elif _ends_in_consonant_and_y(base):
        endings = (base, plural(base), f"{base[:-1]}ied", f"{base}ing")
    else:
        endings = (base, plural(base), f"{stem}ed", f"{stem}ing")
    return tuple(f"{form} {rest}".rstrip() for form in endings)


def _ends_in_consonant_and_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in "aeiou"


@cache
def table(name: str) -> Any:
    """A YAML table that stands beside this module, by its name without ending. Read once."""
    source = resources.files("translators").joinpath(f"{name}.yaml")
    return yaml.load(source.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe one
