"""Finding the glossary's terms in a text.

All spellings of all entries are compiled into one Aho-Corasick automaton over the bytes of
`normalising.haystack`, with the boundaries of words inside the patterns. What it reports is a
candidate: signs, capitals, neighbours and literals are checked around each one, since most texts
hold few. Candidates are then taken leftmost first, the longest of those that start at the same
place, none overlapping; ambiguous ones get their sense last, when their neighbours are known.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple, cast

from glossary.boundaries import INERT_AFTER, INERT_BEFORE
from glossary.grammar import slot_in
from glossary.indexes import FormIndex, JoinedIndex
from glossary.literals import Literal
from glossary.normalising import LETTERS
from glossary.owners import Hit, Owner, Tie
from glossary.reading import Reading
from glossary.senses import Evidence, commonest
from glossary.spelling import Form, Role
from glossary.terms import Action, Audience, Entry, Meaning, Sense, Slot


class TermMatch(NamedTuple):
    """A term found at `text[start:end]` (character offsets); a possessive 's stays outside.

    `role` is "term" for one of the entry's own forms, "reverse" for the other side's way of saying
    it. `sense` is None where the entry has none, or (`undecided`) where nothing in the text
    decides between them. Where several entries own the form and nothing decides between them, the
    first is given, `undecided`, and the others are its `rivals`.
    """

    start: int
    end: int
    surface: str
    entry: Entry
    slot: Slot
    sense: Sense | None = None
    undecided: bool = False
    role: Role = "term"
    rivals: tuple[Entry, ...] = ()

    @property
    def meaning(self) -> Meaning:
        return self.sense or self.entry

    def is_explained_to(self, audience: Audience | None) -> bool:
        """Whether a reader is told what it means (`audience` None: of the other side than the
        meaning, as long as nobody was decided on).

        Not where they know the term, whichever of its owners is meant, nor where its sense is one
        that is never explained. The other side's way of saying it is always worth its name.
        """
        if self.meaning.action is Action.NEVER and not self.undecided:
            return False
        owners = (self.entry, *self.rivals)
        return self.role == "reverse" or not all(
            owner.known_to(audience, self.sense) for owner in owners
        )


_new_match = cast("Callable[[tuple[object, ...]], TermMatch]", partial(tuple.__new__, TermMatch))
"""TermMatch(*fields) in a third of the time: a text of ten terms is read a tenth faster."""


_LARGE_LAYER = 2_000
"""Spellings from which on it pays to compile a layer together with those below: that takes a few
megabytes and hundredths of a second, and a second automaton 4 us for every message.
"""


Question = tuple[int, str, Form | Tie]
"""Where a term of several meanings starts, how it is spelled there, and what it may be."""


class Matcher:
    """Entries ready to be found, in one or more layers. Immutable, so requests may share it."""

    def __init__(self, entries: Iterable[Entry], below: Sequence[FormIndex] = ()) -> None:
        self._top = FormIndex(entries, below)
        self._below = below
        is_large = below and len(self._top.letters) > _LARGE_LAYER
        self._joined = JoinedIndex([self._top, *below]) if is_large else None

    def over(self, entries: Iterable[Entry], *, gone: Iterable[str]) -> "Matcher":
        """This matcher with `entries` on top and the ids in `gone` no longer found below.

        What is below stays compiled and is shared: this costs what `entries` cost. Where letters
        have owners in several layers, those of the upper layer are read, if they can be.
        """
        gone = frozenset(gone)
        return Matcher(entries, [index.without(gone) for index in (self._top, *self._below)])

    def find(
        self,
        text: str,
        *,
        protected: Sequence[Literal] | None = None,
        context: Sequence[str] = (),
        in_quotes: bool = True,
    ) -> tuple[TermMatch, ...]:
        """Terms in order of their start, leftmost-longest, none overlapping, none in a literal.

        `protected` are the text's literals, where they are known already; None looks for them
        around each term. `context` are words about the place of the message (name and topic of its
        channel), which help to tell senses apart. `in_quotes` False leaves out what stands in
        quotation marks or in a quoted line.
        """
        padded = f" {text} "
        hay = padded.encode("latin-1", "replace").translate(LETTERS)
        owners: Sequence[Owner]
        if self._joined is not None:
            hits, owners = self._joined.hits(hay)
        else:
            owners = self._top.owners
            hits = self._top.scan(hay, overlapping=True)
            if self._below:
                hits, owners = self._with_below(hits, hay)
        if not hits:
            return ()
        if len(hits) > 1:  # told in order of their ends; wanted by their starts, the longest first
            hits.reverse()
            hits.sort(key=_start_of)
        reading = Reading(text, padded, hay, hits, owners, protected)
        places: Sequence[Hit] = hits
        if protected is not None or not in_quotes or "`" in text or "<" in text:
            places = reading.open_places(in_quotes=in_quotes)
        matches, questions, reverse = _select(reading, places, owners)
        if questions:
            matches += _answers(questions, reading, context, matches)
            matches.sort(key=_start)
        if reverse:
            matches += _beside(matches, reverse)
            matches.sort(key=_start)
        return tuple(matches)

    def _with_below(self, hits: list[Hit], hay: bytes) -> tuple[list[Hit], Sequence[Owner]]:
        """The hits of all layers in order of their ends (at one place, those of the uppermost
        layer last), and their owners by number.
        """
        owners: Sequence[Owner] = self._top.owners
        for index in self._below:
            below, others = index.hits(hay)
            if not hits:
                hits, owners = below, others
            elif below:
                owners = [others[number] for number, _, _ in below] + [
                    owners[number] for number, _, _ in hits
                ]
                both = enumerate(below + hits)
                hits = [(number, start, end) for number, (_, start, end) in both]
                hits.sort(key=_end_of)
        return hits, owners


_start, _end = itemgetter(0), itemgetter(1)
_start_of, _end_of = itemgetter(1), itemgetter(2)


def _select(
    reading: Reading, hits: Sequence[Hit], owners: Sequence[Owner]
) -> tuple[list[TermMatch], list[Question], list[TermMatch]]:
    """Plain terms, ambiguous ones and, apart from them, wordings of the other side that do not
    begin inside a term.

    Terms are leftmost-longest among the places that stand the checks.
    """
    terms: list[TermMatch] = []
    questions: list[Question] = []
    reverse: list[TermMatch] = []
    edge = 0
    text, padded = reading.text, reading.padded
    for number, start, end in hits:
        if start < edge:
            continue
        always, written, is_only_spelling, is_sure, conditions, claim = owners[number]
        before, after = padded[start], padded[end - 1]
        end -= 2
        surface = text[start:end]
        if written is not None and surface != written:
            if is_only_spelling:
                continue
            is_sure = False
        is_free = (
            before == " "
            or before == "\n"
            or (before in INERT_BEFORE and padded[start - 1] in " \n")
        ) and (after in INERT_AFTER or (after in ".:" and padded[end + 2] in " \n"))
        if not (is_sure and is_free):
            fitting = (
                reading.fitting(start, surface, claim, is_free)
                if conditions is None or not is_free
                else (claim if reading.meets(conditions, start) else None)
            )
            if fitting is None:
                continue
            claim = fitting
        if always is not None:
            terms.append(_new_match((start, end, surface) + always))  # noqa: RUF005 (half the time)
            edge = end
        elif claim.role == "reverse":
            reverse.append(_match(start, surface, claim, text, claim.entry, claim.sense))
        else:
            edge = end
            if claim.is_ambiguous:
                questions.append((start, surface, claim))
            else:
                terms.append(_match(start, surface, claim, text, claim.entry))
    return terms, questions, reverse


def _match(
    start: int,
    surface: str,
    claim: Form | Tie,
    text: str,
    entry: Entry,
    sense: Sense | None = None,
) -> TermMatch:
    slot = slot_in(text, start, claim.slots_of(entry))
    end = start + len(surface)
    return _new_match((start, end, surface, entry, slot, sense, False, claim.role, ()))


def _beside(terms: Sequence[TermMatch], reverse: Sequence[TermMatch]) -> list[TermMatch]:
    """Those of `reverse` that overlap neither a term nor one another, leftmost-longest."""
    kept: list[TermMatch] = []
    for match in reverse:
        next_term = bisect_right(terms, match.start, key=_end)
        is_clear = next_term == len(terms) or match.end <= terms[next_term].start
        if is_clear and (not kept or kept[-1].end <= match.start):
            kept.append(match)
    return kept


def _answers(
    questions: Sequence[Question],
    reading: Reading,
    context: Sequence[str],
    terms: Sequence[TermMatch],
) -> list[TermMatch]:
    """The questions answered from the text and from its plain terms."""
    neighbours = [term.entry for term in terms]
    evidence = Evidence(reading.hay, reading.sentence, context=context, neighbours=neighbours)
    return [_answer(question, reading.text, evidence) for question in questions]


def _answer(question: Question, text: str, evidence: Evidence) -> TermMatch:
    start, surface, claim = question
    end = start + len(surface)
    options, rivals = claim.offer(surface)
    option = evidence.choose(options, start, end) or commonest(options)
    if option:
        return _match(start, surface, claim, text, option.entry, option.sense)
    first = options[0].entry
    slot = slot_in(text, start, claim.slots_of(first))
    return _new_match((start, end, surface, first, slot, None, True, claim.role, rivals))
