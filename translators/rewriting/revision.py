"""A message with edits made to it, and the way from its offsets to the original's and back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from glossary.matching import TermMatch
from translators import masking
from translators.masking import Edit, Message
from translators.models import Markup, Span


@dataclass(frozen=True)
class Revision:
    """`original` after `edits` (which don't overlap)."""

    original: Message
    edits: tuple[Edit, ...] = ()

    @cached_property
    def message(self) -> Message:
        """The edited text as a message of its own, in plain markup."""
        if not self.edits:
            return self.original
        parts: list[str] = []
        position = 0
        for edit in self.edits:
            parts += (self.original.text[position : edit.start], edit.replacement)
            position = edit.end
        parts.append(self.original.text[position:])
        return masking.read("".join(parts), markup=Markup.PLAIN)

    def with_edits(self, edits: Iterable[Edit]) -> "Revision":
        """This revision with edits to its own message made too.

        An edit that cuts into an earlier one is dropped.
        """
        traced = (self._traced_back(edit) for edit in edits)
        joined = (*self.edits, *(edit for edit in traced if edit is not None))
        return Revision(
            self.original, tuple(sorted(joined, key=lambda edit: (edit.start, edit.end)))
        )

    def holds(self, match: TermMatch) -> bool:
        """Whether a match in the original still stands."""
        return not any(edit.start < match.end and match.start < edit.end for edit in self.edits)

    def follows(self, match: TermMatch) -> bool:
        """Whether its own gloss was written right behind a match in the original."""
        return any(
            edit.start == edit.end
            and edit.entry == match.entry.id
            and match.end <= edit.start <= match.end + len("*_~")
            for edit in self.edits
        )

    def moved(self, match: TermMatch) -> TermMatch:
        """A match in the original where it stands now."""
        shift = sum(_growth(edit) for edit in self.edits if edit.end <= match.start)
        return match._replace(start=match.start + shift, end=match.end + shift)

    def _traced_back(self, edit: Edit) -> Edit | None:
        shift = 0
        for earlier in self.edits:
            start = earlier.start + shift
            written = Span(start, start + len(earlier.replacement))
            if edit.start < written.end and written.start < max(edit.end, edit.start + 1):
                return None
            if written.end > edit.start:
                break
            shift += _growth(earlier)
        return replace(edit, start=edit.start - shift, end=edit.end - shift)


def _growth(edit: Edit) -> int:
    return len(edit.replacement) - (edit.end - edit.start)
