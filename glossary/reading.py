"""One text while it is read for terms: what its candidates need to know about their places, worked
out when first asked for.
"""

import re
from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache

from glossary.boundaries import Standing, standing
from glossary.literals import Literal, Surroundings, block
from glossary.spelling import Form, everyday_words

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+|\n+")
_OPENING = re.compile(r"(?:^|[.!?…:\n•]|[-*]\s)[\s\"'“‘(*_>-]*$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_QUOTED = re.compile(r"\"[^\"\n]+\"|“[^”\n]+”|«[^»\n]+»|^\s*>[^\n]*", re.MULTILINE)
_LONGEST_ABBREVIATION = 5


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class Reading:
    """A text, its literals and its sentences.

    `protected` None looks for literals around each place by itself. `starts` and `ends` are the
    offsets where candidates start and end.
    """

    def __init__(
        self,
        text: str,
        *,
        protected: Sequence[Literal] | None,
        in_quotes: bool,
        starts: Collection[int],
        ends: Collection[int],
    ) -> None:
        self.text = text
        self._protected = protected
        self._in_quotes = in_quotes
        self._starts = starts
        self._ends = ends

    def standing(self, start: int, end: int) -> Standing:
        """How a place stands among its neighbours; literals and unwanted quotes count as longer
        tokens.
        """
        text = self.text
        is_free = (not start or text[start - 1] == " ") and text[end : end + 1] in ("", " ")
        stands = (
            Standing.ALONE
            if is_free
            else standing(text, start, end, starts=self._starts, ends=self._ends)
        )
        if stands is not Standing.INSIDE and self._is_out_of_bounds(start, end):
            return Standing.INSIDE
        return stands

    def _is_out_of_bounds(self, start: int, end: int) -> bool:
        if self._protected is None:
            is_literal = self._surroundings.block(start, end)
        else:
            is_literal = bool(self._protected) and block(self._protected, start, end)
        return is_literal or (not self._in_quotes and self._is_quoted(start, end))

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.text)

    @cached_property
    def _quotes(self) -> tuple[tuple[int, int], ...]:
        return tuple(match.span() for match in _QUOTED.finditer(self.text))

    def _is_quoted(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self._quotes)

    def spells(self, form: Form, start: int, stands: Standing) -> bool:
        """Whether a form may be read at `start`, where its letters are."""
        if stands is Standing.JOINED and form.needs_context:
            return False
        if (form.joints or form.exact) and not form.fits(self.text, start):
            return False
        if not form.exact:
            return True
        if form.opens_sentences and self._opens_sentence(start):
            return False
        return not self._is_shouted(start)

    def allows(self, form: Form, start: int) -> bool:
        """Whether the sentence at `start` satisfies what the form's entry needs, and holds nothing
        it avoids.
        """
        entry = form.entry
        if not (entry.need or entry.avoid) or form.role == "reverse":
            return True
        sentence = self.text[slice(*self.sentence(start))]
        if any(_compiled(pattern).search(sentence) for pattern in entry.avoid):
            return False
        return not entry.need or any(_compiled(pattern).search(sentence) for pattern in entry.need)

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in _SENTENCE_END.finditer(self.text)), len(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence (or line) around an offset."""
        after = next((stop for stop in self._breaks[1:] if stop > at), len(self.text))
        before = max((stop for stop in self._breaks if stop <= at and stop < after), default=0)
        return before, after

    def _opens_sentence(self, start: int) -> bool:
        return _OPENING.search(self.text, max(start - 20, 0), start) is not None

    def _is_shouted(self, start: int) -> bool:
        """Whether the sentence is in capitals, so that capitals tell nothing: "CAN YOU FIX IT"."""
        words = [w for w in _WORD.finditer(self.text, *self.sentence(start)) if w.start() != start]
        loud = sum(word[0].isupper() and _is_plain(word[0]) for word in words)
        return loud > 1 or (loud == 1 and not any(word[0].islower() for word in words))


def _is_plain(word: str) -> bool:
    return len(word) > _LONGEST_ABBREVIATION or word.lower() in everyday_words()
