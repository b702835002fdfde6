"""Finding the glossary's terms in a text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from glossary.literals import Literal
from glossary.terms import Entry, Meaning, Sense, Slot


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term found at `text[start:end]` (character offsets).

    `role` is "term" for one of the entry's own forms, "reverse" for the other side's way of saying it.
    `sense` is None where the entry has none, or (`undecided`) where nothing in the text decides between them.
    """

    start: int
    end: int
    surface: str
    entry: Entry
    slot: Slot
    sense: Sense | None = None
    undecided: bool = False
    role: OneOf["term", "reverse"] = "term"

    @property
    def meaning(self) -> Meaning:
        return self.sense or self.entry


class Matcher:
    """Entries compiled for finding. Immutable; safe to share between requests."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_form: dict[str, tuple[Entry, Slot]] = {}
        for entry in entries:
            for slot, form in entry.surfaces:
                self._by_form.setdefault(form.casefold(), (entry, slot))
        forms = sorted(self._by_form, key=len, reverse=True)
        self._pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, forms)) or '(?!)'})(?!\w)", re.IGNORECASE
        )

    def find(self, text: str, *, protected: Sequence[Literal] = ()) -> tuple[TermMatch, ...]:
        """Terms in order of their start, leftmost-longest, none overlapping, none touching a protected span."""
        found = []
        for match in self._pattern.finditer(text):
            if any(item.start < match.end() and match.start() < item.end for item in protected):
                continue
            entry, slot = self._by_form[match[0].casefold()]
            undecided = bool(entry.senses)
            found.append(TermMatch(match.start(), match.end(), match[0], entry, slot, None, undecided))
        return tuple(found)
