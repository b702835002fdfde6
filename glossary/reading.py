"""One text while it is read for terms: what candidates need to know about their places.

Everything is worked out when it is first asked for, and kept for as long as the text is read.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from sys import maxsize

from glossary.boundaries import Standing, standing
from glossary.conditions import Conditions
from glossary.literals import KnownLiterals, Literal, Surroundings
from glossary.normalising import HYPHENS, is_wordlike, tokens
from glossary.owners import Candidate, Tie, forms_in
from glossary.spelling import Form, everyday_words

_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|[.!?…]*[\"'”’)\]]*\s+)")
_OPENING = re.compile(r"(?:^|[.!?…:\n•]|[-*]\s)[\s\"'“‘(*_>-]*$")
_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?![\w-])")
_CAPITALS = re.compile(r"(?<!\w)[^\W\d_a-z]{2,}(?![\w-])")
"""The words that have none of the letters a to z; all in capitals are among them."""
_QUOTED = re.compile(r"\"[^\"\n]+\"|“[^”\n]+”|«[^»\n]+»|^\s*>[^\n]*", re.MULTILINE)
_LONGEST_ABBREVIATION = 6
_NEAR = 400
"""Characters to either side of a term that its `need` and `avoid` are tried on, at most."""

_NOWHERE = (maxsize, maxsize)


class Reading:
    """A text, its literals and its sentences.

    `literals` tell where no term may be, `candidates` are the places that may hold one, in order.
    `padded` is the text between two spaces: so each place in it has neighbours.
    """

    # Most texts need none of these; as defaults of the class they cost those nothing.
    _breaks: list[int] | None = None
    _span = (0, 0)
    _tokens: bytes | None = None
    _loud: dict[int, bool] | None = None
    _known: KnownLiterals | Surroundings | None = None

    def __init__(
        self,
        text: str,
        hay: bytes,
        candidates: Sequence[Candidate],
        protected: Sequence[Literal] | None,
    ) -> None:
        self.text = text
        self.hay = hay
        self.padded = f" {text} ".replace("\n", " ")
        self._candidates = candidates
        self._protected = protected

    @property
    def _literals(self) -> KnownLiterals | Surroundings:
        if self._known is None:
            known = self._protected
            self._known = Surroundings(self.text) if known is None else KnownLiterals(known)
        return self._known

    def open_places(self, *, in_quotes: bool) -> Sequence[Candidate]:
        """The candidates that no literal with spaces, and no unwanted quote, keeps from being
        read.
        """
        literals, places = self._literals, self._candidates
        if literals.walls:
            places = _beside_walls(places, literals)
        if not in_quotes:
            quotes = [match.span() for match in _QUOTED.finditer(self.text)]
            places = [place for place in places if not _touches(place, quotes)]
        return places

    def fitting(
        self, start: int, end: int, claim: Form | Tie, *, is_free: bool
    ) -> Form | Tie | None:
        """What of a claim to an open place may be read there.

        `is_free`: whether spaces show already that the place stands alone.
        """
        text = self.text
        if isinstance(claim, Form):
            if not (claim.is_plain or claim.fits(text, start)):
                return None
            stands = Standing.ALONE if is_free else self._standing(start, end)
            return claim if self._allows(claim, start, stands) else None
        forms = [form for form in claim.forms if form.is_plain or form.fits(text, start)]
        if not forms:
            return None
        stands = Standing.ALONE if is_free else self._standing(start, end)
        forms = [form for form in forms if self._allows(form, start, stands)]
        if len(forms) == len(claim.forms):
            return claim
        if len(forms) < 2:
            return forms[0] if forms else None
        return Tie(forms)

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
        for start, minus_end, owner in self._candidates:
            if (
                (start == first or minus_end == -last)
                and not (is_wordlike(padded[start]) or is_wordlike(padded[1 - minus_end]))
                and any(form.fits(self.text, start) for form in forms_in(owner))
            ):
                return True
        return False

    def _allows(self, form: Form, start: int, stands: Standing) -> bool:
        """Whether the place of a form, and the sentence around it, let it be read."""
        if stands is not Standing.ALONE and (stands is Standing.INSIDE or form.needs_context):
            return False
        if form.is_plain:
            return True
        if form.exact:
            if form.opens_sentences and self._opens_sentence(start):
                return False
            if self._is_shouted(start):
                return False
        if form.conditions is None:
            return True
        return self._meets(form.conditions, start)

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence (or line) around an offset."""
        span = self._span
        if span[0] <= at < span[1]:  # most places share the sentence of the one before
            return span
        breaks = self._breaks
        if breaks is None:
            breaks, self._ends = [0], _SENTENCE_END.finditer(self.text)
            self._breaks = breaks
        while breaks[-1] <= at:
            end = next(self._ends, None)
            breaks.append(end.end() if end else len(self.text))
        after = bisect_right(breaks, at)
        self._span = breaks[after - 1], breaks[after]
        return self._span

    def _meets(self, conditions: Conditions, at: int) -> bool:
        """Whether the sentence around an offset (of an endless one, what is near) meets them."""
        first, last = self.sentence(at)
        if last - first > _NEAR:
            near = self.text[max(first, at - _NEAR) : min(last, at + _NEAR)]
            return conditions.are_met(near, tokens(near), 0, len(near))
        if self._tokens is None:
            self._tokens = self.hay if "_" not in self.text else tokens(self.text)
        return conditions.are_met(self.text, self._tokens, first, last)

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
        text = self.text
        loud = [
            word.start()
            for word in _CAPITALS.finditer(text, start, end)
            if word[0].isupper() and _is_plain(word[0])
        ]
        if loud:
            loud = [at for at in loud if not self._is_taken(at, start)]
        if len(loud) != 1:
            return len(loud) > 1
        return not any(word[0].islower() for word in _WORD.finditer(text, start, end))

    def _is_taken(self, at: int, start: int) -> bool:
        """Whether a place from `start` on that may hold a term covers an offset."""
        return any(start <= first <= at < -minus_end for first, minus_end, _ in self._candidates)


def _beside_walls(
    places: Sequence[Candidate], literals: KnownLiterals | Surroundings
) -> list[Candidate]:
    """Only places that reach into a wall ask the literals what exactly they may do."""
    beside = []
    walls = iter(literals.walls)
    first = last = 0
    for place in places:
        start, minus_end, _ = place
        while last <= start:
            first, last = next(walls, _NOWHERE)
        if -minus_end <= first or (start <= first and not literals.block(start, -minus_end)):
            beside.append(place)
    return beside


def _is_plain(word: str) -> bool:
    return len(word) > _LONGEST_ABBREVIATION or word.lower() in everyday_words()


def _touches(place: Candidate, ranges: Sequence[tuple[int, int]]) -> bool:
    start, minus_end, _ = place
    return any(first < -minus_end and start < last for first, last in ranges)
