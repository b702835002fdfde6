"""Finding the glossary's terms in a text.

All spellings of all entries are compiled into one Aho-Corasick automaton over the bytes of
`normalising.haystack`, with the boundaries of words inside the patterns. What it reports is a
candidate: signs, capitals, neighbours and literals are checked around each one, since most texts
hold few. Candidates are then taken leftmost first, the longest of those that start at the same
place, none overlapping; ambiguous ones get their sense last, when their neighbours are known.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick

from glossary.grammar import slot_in
from glossary.literals import KnownLiterals, Literal, Surroundings
from glossary.normalising import haystack
from glossary.reading import Candidate, Owner, Reading
from glossary.senses import (
    SAME_SENTENCE,
    Evidence,
    Option,
    commonest,
)
from glossary.spelling import Form, Role, forms_of
from glossary.terms import Entry, Meaning, Sense, Slot


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


class FormIndex:
    """Entries compiled for finding. Immutable; shared by all glossaries that hold them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        owners: dict[bytes, list[Form]] = defaultdict(list)
        for entry in entries:
            for form in forms_of(entry):
                owners[haystack(form.text)].append(form)
        self._owners = tuple(_owner(_without_clashes(forms)) for forms in owners.values())
        self._automaton = BytesAhoCorasick(owners)

    def candidates(self, hay: bytes) -> list[Candidate]:
        """Where the letters of forms stand, in no order. Offsets are those of the text."""
        owners = self._owners
        return [
            (start, 2 - end, owners[number])
            for number, start, end in self._automaton.find_matches_as_indexes(hay, overlapping=True)
        ]


def _without_clashes(forms: Sequence[Form]) -> tuple[Form, ...]:
    """A plural that was made by rule gives way to a form that somebody wrote."""
    written = tuple(form for form in forms if not form.derived)
    return written or tuple(forms)


def _owner(forms: tuple[Form, ...]) -> Owner:
    form = forms[0]
    is_plain = form.is_plain and form.cues is None and form.role == "term"
    if len(forms) == 1 and len(form.slots) == 1 and is_plain:
        return form.entry, form.slots[0], forms
    return None, None, forms


class Question(NamedTuple):
    """A place that holds a term of several meanings, and the forms that it may be."""

    start: int
    end: int
    forms: Sequence[Form]


class Matcher:
    """Entries ready to be found, in one or more layers. Immutable, so requests may share it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._layers: tuple[tuple[FormIndex, frozenset[str]], ...] = (
            (FormIndex(entries), frozenset()),
        )

    def over(self, entries: Iterable[Entry], *, gone: Iterable[str]) -> "Matcher":
        """This matcher with `entries` on top and the ids in `gone` no longer found below.

        What is below stays compiled and is shared: this costs what `entries` cost.
        """
        gone = frozenset(gone)
        upper = Matcher(entries)
        upper._layers = (
            *((index, hidden | gone) for index, hidden in self._layers),
            *upper._layers,
        )
        return upper

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
        hay = haystack(text)
        candidates = self._candidates(hay)
        if not candidates:
            return ()
        literals = Surroundings(text) if protected is None else KnownLiterals(protected)
        reading = Reading(text, candidates, literals, in_quotes=in_quotes)
        terms, reverse = _select(reading, candidates)
        matches = _decided(terms, reading, hay, context)
        if reverse:
            matches += _beside(matches, reverse)
            matches.sort(key=_start)
        return tuple(matches)

    def _candidates(self, hay: bytes) -> list[Candidate]:
        if len(self._layers) == 1:
            candidates = self._layers[0][0].candidates(hay)
        else:
            candidates = list(self._merged(hay))
        if len(candidates) > 1:
            candidates.sort(key=itemgetter(0, 1))
        return candidates

    def _merged(self, hay: bytes) -> Iterator[Candidate]:
        places: dict[tuple[int, int], tuple[Form, ...]] = {}
        for index, hidden in self._layers:
            for start, minus_end, (_, _, forms) in index.candidates(hay):
                shown = tuple(form for form in forms if form.entry.id not in hidden)
                if shown:
                    place = start, minus_end
                    places[place] = places.get(place, ()) + shown
        for (start, minus_end), forms in places.items():
            yield start, minus_end, _owner(_without_clashes(forms))


_start, _end = attrgetter("start"), attrgetter("end")


def _select(
    reading: Reading, candidates: Sequence[Candidate]
) -> tuple[list[TermMatch | Question], list[TermMatch]]:
    """Terms and, apart from them, wordings of the other side that do not begin inside one.

    Terms are leftmost-longest among the candidates that stand the checks.
    """
    terms: list[TermMatch | Question] = []
    reverse: list[TermMatch] = []
    edge = 0
    text = reading.text
    for start, minus_end, (entry, slot, forms) in candidates:
        if start < edge:
            continue
        end = -minus_end
        if entry is not None and slot is not None and reading.is_free(start, end):
            terms.append(TermMatch(start, end, text[start:end], entry, slot))
            edge = end
            continue
        fitting = reading.fitting(start, end, forms)
        if not fitting:
            continue
        if len(fitting) > 1:
            fitting = [form for form in fitting if form.role == "term"] or fitting
        form = fitting[0]
        if form.role == "reverse":
            reverse.append(_match(start, end, fitting, text, form.entry, form.sense))
            continue
        edge = end
        if form.cues is None and (len(fitting) == 1 or _is_one_entry(fitting)):
            terms.append(_match(start, end, fitting, text, form.entry))
        else:
            terms.append(Question(start, end, fitting))
    return terms, reverse


def _is_one_entry(forms: Sequence[Form]) -> bool:
    return all(form.entry is forms[0].entry for form in forms)


def _match(
    start: int, end: int, forms: Sequence[Form], text: str, entry: Entry, sense: Sense | None = None
) -> TermMatch:
    first = forms[0]
    slots = first.slots
    if len(forms) > 1:
        slots = tuple(slot for form in forms if form.entry is entry for slot in form.slots)
    slot = slots[0] if len(slots) == 1 else slot_in(text, start, slots)
    return TermMatch(start, end, text[start:end], entry, slot, sense, False, first.role)


def _beside(terms: Sequence[TermMatch], reverse: Sequence[TermMatch]) -> list[TermMatch]:
    """Those of `reverse` that overlap neither a term nor one another, leftmost-longest."""
    kept: list[TermMatch] = []
    for match in reverse:
        next_term = bisect_right(terms, match.start, key=_end)
        is_clear = next_term == len(terms) or match.end <= terms[next_term].start
        if is_clear and (not kept or kept[-1].end <= match.start):
            kept.append(match)
    return kept


def _decided(
    terms: Sequence[TermMatch | Question], reading: Reading, hay: bytes, context: Sequence[str]
) -> list[TermMatch]:
    """The terms, with all questions answered from the text and from the plain ones."""
    plain = [term for term in terms if isinstance(term, TermMatch)]
    if len(plain) == len(terms):
        return plain
    evidence = Evidence(
        hay, reading.sentence, context=context, neighbours=[term.entry for term in plain]
    )
    return [
        term if isinstance(term, TermMatch) else _answer(term, reading.text, evidence)
        for term in terms
    ]


def _answer(question: Question, text: str, evidence: Evidence) -> TermMatch:
    start, end, forms = question
    options = _options(question, text)
    option = evidence.choose(options, start, end) or commonest(options)
    if option:
        return _match(start, end, forms, text, option.entry, option.sense)
    first = options[0].entry
    match = _match(start, end, forms, text, first)
    rivals = {option.entry.id: option.entry for option in options if option.entry is not first}
    return TermMatch(
        start, end, match.surface, first, match.slot, None, True, match.role, tuple(rivals.values())
    )


def _options(question: Question, text: str) -> list[Option]:
    """What a term may mean. An entry that writes the form just as it stands there goes first."""
    surface = text[question.start : question.end]
    forms = [form for form in question.forms if form.text == surface] or question.forms
    owners = {form.entry.id: form for form in forms}.values()
    options: list[Option] = []
    for form in owners:
        points = SAME_SENTENCE if form.entry.need and len(owners) > 1 else 0.0
        for sense in form.entry.senses or (None,):
            options.append(Option(form.entry, sense, form.cues, points))
    return options
