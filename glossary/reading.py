"""One text while it is read for terms: what candidates need to know about their places.

Everything is worked out when it is first asked for, and kept for as long as the text is read.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from sys import maxsize

from glossary.boundaries import Standing, standing
from glossary.conditions import are_met
from glossary.literals import KnownLiterals, Surroundings
from glossary.normalising import HYPHENS, is_wordlike
from glossary.spelling import Form, everyday_words

_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|[.!?…]*[\"'”’)\]]*\s+)")
_OPENING = re.compile(r"(?:^|[.!?…:\n•]|[-*]\s)[\s\"'“‘(*_>-]*$")
_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?![\w-])")
_QUOTED = re.compile(r"\"[^\"\n]+\"|“[^”\n]+”|«[^»\n]+»|^\s*>[^\n]*", re.MULTILINE)
_LONGEST_ABBREVIATION = 6
_NEAR = 400
"""Characters to either side of a term that its `need` and `avoid` are tried on, at most."""


Owner = tuple[tuple[object, ...] | None, str | None, bool, tuple[Form, ...]]
"""What is known of the forms with the same letters before a text is read: the end of a TermMatch,
where the letters alone tell what they mean; their only spelling, where no other fits; whether any
spelling of all of them fits anywhere; the forms. (A plain tuple: one with names is unpacked in
three times the time, and there is one for every candidate.)
"""

Candidate = tuple[int, int, Owner]
"""Start, minus end (so that sorting puts the longest first), and whose letters these are."""

_NOWHERE = (maxsize, maxsize)


class Reading:
    """A text, its literals and its sentences.

    `literals` tell where no term may be, `candidates` are the places that may hold one, in order.
    `padded` is the text between two spaces: so each place in it has neighbours.
    """

    # Most texts need none of these; as defaults of the class they cost those nothing.
    _breaks: Sequence[int] | None = None
    _loud: dict[int, bool] | None = None

    def __init__(
        self, text: str, candidates: Sequence[Candidate], literals: KnownLiterals | Surroundings
    ) -> None:
        self.text = text
        self.padded = f" {text} "
        self._candidates = candidates
        self._literals = literals

    def open_places(self, *, in_quotes: bool) -> Sequence[Candidate]:
        """The candidates that no literal with spaces, and no unwanted quote, keeps from being
        read.
        """
        places = self._candidates
        if self._literals.walls:
            places = self._beside_walls(places)
        if not in_quotes:
            quotes = [match.span() for match in _QUOTED.finditer(self.text)]
            places = [place for place in places if not _touches(place, quotes)]
        return places

    def _beside_walls(self, places: Sequence[Candidate]) -> list[Candidate]:
        """Only places that reach into a wall ask the literals what exactly they may do."""
        beside = []
        walls = iter(self._literals.walls)
        first = last = 0
        for place in places:
            start, minus_end, _ = place
            while last <= start:
                first, last = next(walls, _NOWHERE)
            if -minus_end <= first or (
                start <= first and not self._literals.block(start, -minus_end)
            ):
                beside.append(place)
        return beside

    def fitting(
        self, start: int, end: int, forms: Sequence[Form], *, is_free: bool
    ) -> Sequence[Form]:
        """Those of the forms with these letters that may be read at an open place.

        `is_free`: whether spaces show already that the place stands alone.
        """
        text = self.text
        if len(forms) == 1:
            form = forms[0]
            fits = form.is_plain or form.fits(text, start)
        else:
            forms = [form for form in forms if form.is_plain or form.fits(text, start)]
            fits = bool(forms)
        if not fits:
            return ()
        stands = Standing.ALONE if is_free else self._standing(start, end)
        if stands is Standing.INSIDE:
            return ()
        if len(forms) == 1:
            return forms if self._allows(forms[0], start, stands) else ()
        return [form for form in forms if self._allows(form, start, stands)]

    def _standing(self, start: int, end: int) -> Standing:
        """How a place stands among its neighbours; a literal is one token."""
        padded = self.padded
        stands = standing(
            self.text,
            start,
            end,
            follows_term=padded[start] in HYPHENS and self._has(last=start - 1),
            leads_to_term=padded[end + 1] in HYPHENS and self._has(first=end + 1),
        )
        if stands is not Standing.INSIDE and self._literals.block_beside_walls(start, end):
            return Standing.INSIDE
        return stands

    def _has(self, *, first: int = -1, last: int = -1) -> bool:
        """Whether a whole word or more that starts or ends there is spelled as a form."""
        padded = self.padded
        for start, minus_end, (_, _, _, forms) in self._candidates:
            if (
                (start == first or minus_end == -last)
                and not (is_wordlike(padded[start]) or is_wordlike(padded[1 - minus_end]))
                and any(form.fits(self.text, start) for form in forms)
            ):
                return True
        return False

    def _allows(self, form: Form, start: int, stands: Standing) -> bool:
        """Whether the place of a form, and the sentence around it, let it be read."""
        if stands is Standing.JOINED and form.needs_context:
            return False
        if form.is_plain:
            return True
        if form.opens_sentences and self._opens_sentence(start):
            return False
        if form.exact and self._is_shouted(start):
            return False
        if not form.is_conditional or form.role == "reverse":
            return True
        return are_met(form.entry, self._near_words(start))

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence (or line) around an offset."""
        if self._breaks is None:
            ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]
            self._breaks = (0, *ends, len(self.text))
        after = bisect_right(self._breaks, at, hi=len(self._breaks) - 1)
        return self._breaks[after - 1], self._breaks[after]

    def _near_words(self, at: int) -> str:
        """The sentence around an offset; of an endless one, what is near."""
        first, last = self.sentence(at)
        if last - first > _NEAR:
            first, last = max(first, at - _NEAR), min(last, at + _NEAR)
        return self.text[first:last]

    def _opens_sentence(self, start: int) -> bool:
        return _OPENING.search(self.text, max(start - 20, 0), start) is not None

    def _is_shouted(self, start: int) -> bool:
        """Whether the sentence is in capitals, so that capitals tell nothing: "CAN YOU FIX IT"."""
        first, last = self.sentence(start)
        if self._loud is None:
            self._loud = {}
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


def _touches(place: Candidate, ranges: Sequence[tuple[int, int]]) -> bool:
    start, minus_end, _ = place
    return any(first < -minus_end and start < last for first, last in ranges)
