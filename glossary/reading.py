"""One text while it is read for terms: what candidates need to know about their places.

Everything is worked out when it is first asked for, and kept for as long as the text is read.
"""

import re
from collections.abc import Sequence
from sys import maxsize

from glossary.boundaries import Standing, standing
from glossary.conditions import Conditions, is_readable
from glossary.literals import KnownLiterals, Literal, Surroundings
from glossary.normalising import HYPHENS, is_wordlike, tokens
from glossary.owners import Hit, Owner, Tie, forms_in
from glossary.spelling import Form, everyday_words

_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|[.!?…]*[\"'”’)\]]*\s+)")
_ENDING = frozenset(".!?…")
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

    `padded` is the text between two spaces (so each place in it has neighbours), `hay` what
    `normalising.haystack` makes of it. `hits` are the places that may hold a term, in order, with
    the `owners` of their letters by number, `protected` the literals, where they are known.
    """

    # Most texts need none of these; as defaults of the class they cost those nothing.
    _span = (0, 0)
    _begun = 0
    _words: bytes | None = None
    _is_easy = False
    _tried: tuple[Conditions | None, int, bool] = (None, 0, False)
    _loud: dict[int, bool] | None = None
    _known: KnownLiterals | Surroundings | None = None

    def __init__(
        self,
        text: str,
        padded: str,
        hay: bytes,
        hits: Sequence[Hit],
        owners: Sequence[Owner],
        protected: Sequence[Literal] | None,
    ) -> None:
        self.text = text
        self.padded = padded
        self.hay = hay
        self._hits = hits
        self._owners = owners
        self._protected = protected

    def _literals(self) -> KnownLiterals | Surroundings:
        given = self._protected
        self._known = Surroundings(self.text) if given is None else KnownLiterals(given)
        return self._known

    def open_places(self, *, in_quotes: bool) -> Sequence[Hit]:
        """The hits that no literal with spaces, and no unwanted quote, keeps from being read."""
        literals, hits = self._known or self._literals(), self._hits
        if literals.walls:
            hits = _beside_walls(hits, literals)
        if not in_quotes:
            quotes = [match.span() for match in _QUOTED.finditer(self.text)]
            hits = [hit for hit in hits if not _touches(hit, quotes)]
        return hits

    def fitting(
        self, start: int, surface: str, claim: Form | Tie, is_free: bool
    ) -> Form | Tie | None:
        """What of a claim to an open place, spelled like this, may be read there.

        `is_free`: whether spaces show already that the place stands alone.
        """
        if not isinstance(claim, Form):
            return self._fitting_of(claim, start, surface, is_free=is_free)
        if not (claim.is_plain or surface == claim.text or claim.fits(self.text, start)):
            return None
        stands = Standing.ALONE if is_free else self._standing(start, start + len(surface))
        return claim if self._allows(claim, start, stands) else None

    def _fitting_of(
        self, tie: Tie, start: int, surface: str, *, is_free: bool
    ) -> Form | Tie | None:
        text = self.text
        forms = [form for form in tie.forms if form.is_plain or form.fits(text, start)]
        if not forms:
            return None
        stands = Standing.ALONE if is_free else self._standing(start, start + len(surface))
        forms = [form for form in forms if self._allows(form, start, stands)]
        if len(forms) == len(tie.forms):
            return tie
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
        if stands is not Standing.INSIDE and (self._known or self._literals()).block_beside_walls(
            start, end
        ):
            return Standing.INSIDE
        return stands

    def _has(self, *, first: int = -1, last: int = -1) -> bool:
        """Whether a whole word or more that starts or ends there is spelled as a form."""
        padded = self.padded
        for number, start, end in self._hits:
            if (
                (start == first or end - 2 == last)
                and not (is_wordlike(padded[start]) or is_wordlike(padded[end - 1]))
                and any(form.fits(self.text, start) for form in forms_in(self._owners[number]))
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
        return self.meets(form.conditions, start)

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence (or line) around an offset."""
        first, last = self._span
        if first <= at < last:  # most places share the sentence of the one before
            return self._span
        text = self.text
        first, last = 0, len(text)
        if text[at].isalnum():
            first = self._beginning(at)
            found = _SENTENCE_END.search(text, at)
            last = found.end() if found else last
        else:  # a sign may be part of what ends a sentence
            for found in _SENTENCE_END.finditer(text):
                if found.end() > at:
                    last = found.end()
                    break
                first = found.end()
        self._span = first, last
        return self._span

    def _beginning(self, at: int) -> int:
        """Where the sentence around a letter or digit begins."""
        text, first = self.text, self._begun
        if at < first:
            first = 0
        before = text[first:at]  # most often without a sign, which shows sooner than by a pattern
        if "." in before or "!" in before or "?" in before or "\n" in before or "…" in before:
            while (found := _SENTENCE_END.search(text, first, at)) is not None:
                first = found.end()
        self._begun = first
        return first

    def meets(self, conditions: Conditions, at: int) -> bool:
        """Whether the sentence around an offset (of an endless one, what is near) meets them.

        What is looked for is looked for up to the end of the text, since most often it isn't
        anywhere. Only where it is does it matter whether the sentence goes on that far.
        """
        text, words = self.text, self._words
        if words is None:
            words = self._look_at_letters()
        if not (self._is_easy and text[at].isalnum()):
            return self._meets_with_care(conditions, at)
        first = self._beginning(at)
        if self._tried[0] is conditions and self._tried[1] == first:
            return self._tried[2]
        is_met = True
        for look, is_wanted, patterns in conditions.checks or conditions.compiled():
            found = look(words, first)
            if found is None:
                is_there = False
            elif found.lastindex is None:
                word = found.start()
                is_there = word < at or _SENTENCE_END.search(text, at, word) is None
            else:
                is_there = patterns.any_in(text, words, *self.sentence(at))
            if is_there is not is_wanted:
                is_met = False
                break
        self._tried = conditions, first, is_met
        return is_met

    def _meets_with_care(self, conditions: Conditions, at: int) -> bool:
        """The same where the text is long, or has letters or signs that take a second look."""
        first, last = self.sentence(at)
        if last - first <= _NEAR:
            return conditions.are_met(self.text, self._words or b"", first, last)
        near = self.text[max(first, at - _NEAR) : min(last, at + _NEAR)]
        return conditions.are_met(near, tokens(near), 0, len(near))

    def _look_at_letters(self) -> bytes:
        """What `normalising.tokens` makes of the text. Notes whether that may be looked through."""
        text = self.text
        self._is_easy = len(text) <= _NEAR and is_readable(text)
        self._words = self.hay if "_" not in text else tokens(text)
        return self._words

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
        return any(start <= first <= at < end - 2 for _, first, end in self._hits)


def _beside_walls(hits: Sequence[Hit], literals: KnownLiterals | Surroundings) -> list[Hit]:
    """Only places that reach into a wall ask the literals what exactly they may do."""
    beside = []
    walls = iter(literals.walls)
    first, last = next(walls)
    for hit in hits:
        _, start, end = hit
        while last <= start:
            first, last = next(walls, _NOWHERE)
        if end - 2 <= first or (start <= first and not literals.block(start, end - 2)):
            beside.append(hit)
    return beside


def _is_plain(word: str) -> bool:
    return len(word) > _LONGEST_ABBREVIATION or word.lower() in everyday_words()


def _touches(hit: Hit, ranges: Sequence[tuple[int, int]]) -> bool:
    _, start, end = hit
    return any(first < end - 2 and start < last for first, last in ranges)
