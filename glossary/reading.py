"""One text while it is read for terms: what candidates need to know about their places.

Everything is worked out when it is first asked for, and kept for as long as the text is read.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from glossary.boundaries import Standing, standing
from glossary.conditions import are_met
from glossary.literals import KnownLiterals, Surroundings
from glossary.normalising import HYPHENS, is_wordlike
from glossary.spelling import Form, everyday_words
from glossary.terms import Entry, Slot

_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|[.!?…]*[\"'”’)\]]*\s+)")
_OPENING = re.compile(r"(?:^|[.!?…:\n•]|[-*]\s)[\s\"'“‘(*_>-]*$")
_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?![\w-])")
_QUOTED = re.compile(r"\"[^\"\n]+\"|“[^”\n]+”|«[^»\n]+»|^\s*>[^\n]*", re.MULTILINE)
_LONGEST_ABBREVIATION = 6
_NEAR = 400
"""Characters to either side of a term that its `need` and `avoid` are tried on, at most."""


Owner = tuple[Entry | None, Slot | None, tuple[Form, ...]]
"""The forms with the same letters. Where entry and slot are beyond doubt, these come first."""

Candidate = tuple[int, int, Owner]
"""Start, minus end (so that sorting puts the longest first), and whose letters these are."""


class Reading:
    """A text, its literals and its sentences.

    `literals` tell where no term may be, `candidates` are the places that may hold one.
    """

    __slots__ = (
        "_breaks",
        "_candidates",
        "_edges",
        "_in_quotes",
        "_is_open",
        "_literals",
        "_loud",
        "_padded",
        "_quotes",
        "text",
    )

    def __init__(
        self,
        text: str,
        candidates: Sequence[Candidate],
        literals: KnownLiterals | Surroundings,
        *,
        in_quotes: bool,
    ) -> None:
        self.text = text
        self._padded = f" {text} "
        self._candidates = candidates
        self._literals = literals
        self._in_quotes = in_quotes
        self._is_open = in_quotes and not literals.may_reach
        self._breaks: Sequence[int] | None = None
        self._edges: tuple[Collection[int], Collection[int]] | None = None
        self._loud: dict[int, bool] = {}
        self._quotes: Sequence[tuple[int, int]] | None = None

    def fitting(self, start: int, end: int, forms: Sequence[Form]) -> Sequence[Form]:
        """Those of the forms with these letters that may be read at `start:end`."""
        if len(forms) > 1 or not forms[0].is_plain:
            forms = [form for form in forms if form.is_plain or form.fits(self.text, start)]
            if not forms:
                return ()
        stands = Standing.ALONE if self.is_free(start, end) else self._standing(start, end)
        if stands is Standing.INSIDE:
            return ()
        if len(forms) == 1 and forms[0].is_plain and stands is Standing.ALONE:
            return forms
        return [form for form in forms if self._allows(form, start, stands)]

    def is_free(self, start: int, end: int) -> bool:
        """Whether spaces (or a mark and a space behind) show already that a place stands alone."""
        padded = self._padded
        if padded[start] != " ":
            return False
        after = padded[end + 1]
        return (after == " " or (after in ".,;:!?)" and padded[end + 2] == " ")) and (
            self._is_open or not self._is_out_of_bounds(start, end, True)
        )

    def _standing(self, start: int, end: int) -> Standing:
        """How a place stands among its neighbours; a literal or unwanted quote is one token."""
        if self._literals.block_free(start, end):
            return Standing.INSIDE
        starts, ends = self._other_edges(start, end)
        stands = standing(self.text, start, end, starts=starts, ends=ends)
        if stands is Standing.INSIDE or self._is_out_of_bounds(start, end, False):
            return Standing.INSIDE
        return stands

    def _is_out_of_bounds(self, start: int, end: int, is_free: bool) -> bool:
        blocks = self._literals.block_free if is_free else self._literals.block
        return blocks(start, end) or (not self._in_quotes and self._is_quoted(start, end))

    def _other_edges(self, start: int, end: int) -> tuple[Collection[int], Collection[int]]:
        """Where other candidates start and end: asked for only beside a hyphen."""
        padded = self._padded
        if padded[start] not in HYPHENS and padded[end + 1] not in HYPHENS:
            return (), ()
        if self._edges is None:
            spelled = [
                (first, -minus_last)
                for first, minus_last, (_, _, forms) in self._candidates
                if not (is_wordlike(padded[first]) or is_wordlike(padded[1 - minus_last]))
                and any(form.fits(self.text, first) for form in forms)
            ]
            self._edges = {first for first, _ in spelled}, {last for _, last in spelled}
        return self._edges

    def _is_quoted(self, start: int, end: int) -> bool:
        if self._quotes is None:
            self._quotes = [match.span() for match in _QUOTED.finditer(self.text)]
        return any(first < end and start < last for first, last in self._quotes)

    def _allows(self, form: Form, start: int, stands: Standing) -> bool:
        """Whether the place of a form, and the sentence around it, let it be read."""
        if stands is Standing.JOINED and form.needs_context:
            return False
        if form.opens_sentences and self._opens_sentence(start):
            return False
        if form.exact and self._is_shouted(start):
            return False
        return form.role == "reverse" or are_met(form.entry, self._near_words(start))

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence (or line) around an offset."""
        if self._breaks is None:
            ends = (match.end() for match in _SENTENCE_END.finditer(self.text))
            self._breaks = (0, *(end for end in ends if end < len(self.text)), len(self.text))
        after = bisect_right(self._breaks, at, hi=len(self._breaks) - 1)
        return self._breaks[after - 1], self._breaks[after]

    def _near_words(self, at: int) -> str:
        """The sentence around an offset; of an endless one, what is near."""
        first, last = self.sentence(at)
        return self.text[max(first, at - _NEAR) : min(last, at + _NEAR)]

    def _opens_sentence(self, start: int) -> bool:
        return _OPENING.search(self.text, max(start - 20, 0), start) is not None

    def _is_shouted(self, start: int) -> bool:
        """Whether the sentence is in capitals, so that capitals tell nothing: "CAN YOU FIX IT"."""
        first, last = self.sentence(start)
        if first not in self._loud:
            self._loud[first] = self._is_loud(first, last)
        return self._loud[first]

    def _is_loud(self, start: int, end: int) -> bool:
        taken = {
            offset
            for first, minus_last, _ in self._candidates
            if start <= first < end
            for offset in range(first, -minus_last)
        }
        words = list(_WORD.finditer(self.text, start, end))
        loud = sum(
            word[0].isupper() and _is_plain(word[0]) and word.start() not in taken for word in words
        )
        return loud > 1 or (loud == 1 and not any(word[0].islower() for word in words))


def _is_plain(word: str) -> bool:
    return len(word) > _LONGEST_ABBREVIATION or word.lower() in everyday_words()
