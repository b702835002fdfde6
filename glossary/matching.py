"""Finding the glossary's terms in a text.

All spellings of all entries are compiled into one Aho-Corasick automaton over the bytes of
`normalising.haystack`, with the boundaries of words inside the patterns. What it reports is a
candidate: signs, capitals, neighbours and literals are checked around each one, since most texts
hold few. Candidates are then taken leftmost first, the longest of those that start at the same
place, none overlapping; ambiguous ones get their sense last, when their neighbours are known.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import partial
from operator import attrgetter, itemgetter
from typing import NamedTuple, cast

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


_new_match = cast("Callable[[tuple[object, ...]], TermMatch]", partial(tuple.__new__, TermMatch))
"""TermMatch(*fields) in a third of the time: a text of ten terms is read a tenth faster."""


class FormIndex:
    """Entries compiled for finding. Immutable; shared by all glossaries that hold them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        letters: dict[bytes, list[Form]] = defaultdict(list)
        for entry in entries:
            for form in forms_of(entry):
                letters[haystack(form.text)].append(form)
        self._owners = tuple(_owner(_without_clashes(forms)) for forms in letters.values())
        self._automaton = BytesAhoCorasick(letters)
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, owner in enumerate(self._owners):
            for form in owner[3]:
                self._numbers[form.entry.id].append(number)
        self._changed: dict[int, Owner | None] = {}

    def without(self, gone: Iterable[str]) -> "FormIndex":
        """The same index where the entries with these ids are not found. What is compiled stays
        shared.
        """
        gone = self._numbers.keys() & gone
        if not gone:
            return self
        less = copy(self)
        less._changed = dict(self._changed)
        for number in {number for entry_id in gone for number in self._numbers[entry_id]}:
            owner = less._changed.get(number, self._owners[number])
            shown = [form for form in owner[3] if form.entry.id not in gone] if owner else []
            less._changed[number] = _owner(shown) if shown else None
        return less

    def candidates(self, hay: bytes) -> list[Candidate]:
        """Where the letters of forms stand, in no order. Offsets are those of the text."""
        owners, changed = self._owners, self._changed
        hits = self._automaton.find_matches_as_indexes(hay, overlapping=True)
        if not changed:
            return [(start, 2 - end, owners[number]) for number, start, end in hits]
        return [
            (start, 2 - end, owner)
            for number, start, end in hits
            if (owner := changed.get(number, owners[number]))
        ]


def _without_clashes(forms: Sequence[Form]) -> Sequence[Form]:
    """A plural that was made by rule gives way to a form that somebody wrote."""
    return [form for form in forms if not form.derived] or forms


def _owner(forms: Sequence[Form]) -> Owner:
    form = forms[0]
    is_plain = form.is_plain and not form.is_ambiguous and form.role == "term"
    plain = None
    if len(forms) == 1 and len(form.slots) == 1 and is_plain:
        plain = (form.entry, form.slots[0], None, False, form.role, ())
    shapes = {form.shape for form in forms}
    shape = shapes.pop() if len(shapes) == 1 else None
    return plain, shape, all(form.is_plain for form in forms), tuple(forms)


class Question(NamedTuple):
    """A place that holds a term of several meanings, and the forms that it may be."""

    start: int
    end: int
    forms: Sequence[Form]


class Matcher:
    """Entries ready to be found, in one or more layers. Immutable, so requests may share it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._layers: tuple[FormIndex, ...] = (FormIndex(entries),)

    def over(self, entries: Iterable[Entry], *, gone: Iterable[str]) -> "Matcher":
        """This matcher with `entries` on top and the ids in `gone` no longer found below.

        What is below stays compiled and is shared: this costs what `entries` cost.
        """
        gone = frozenset(gone)
        upper = Matcher(entries)
        upper._layers = (*(index.without(gone) for index in self._layers), *upper._layers)
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
        reading = Reading(text, candidates, literals)
        places: Sequence[Candidate] = candidates
        if literals.walls or not in_quotes:
            places = reading.open_places(in_quotes=in_quotes)
        matches, questions, reverse = _select(reading, places)
        if questions:
            matches += _answers(questions, reading, hay, context, matches)
            matches.sort(key=_start)
        if reverse:
            matches += _beside(matches, reverse)
            matches.sort(key=_start)
        return tuple(matches)

    def _candidates(self, hay: bytes) -> list[Candidate]:
        """In order of their start, the longest first. Only one of them is at any place."""
        candidates = self._layers[0].candidates(hay)
        if len(self._layers) == 1:
            candidates.sort()  # never as far as the owners: the letters of a place have one
            return candidates
        for index in self._layers[1:]:
            candidates += index.candidates(hay)
        candidates.sort(key=_place)
        return _joined(candidates)


_start, _end, _place = attrgetter("start"), attrgetter("end"), itemgetter(0, 1)


def _joined(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates (in order) with those of the same place made one."""
    joined: list[Candidate] = []
    for candidate in candidates:
        if joined and _place(joined[-1]) == _place(candidate):
            start, minus_end, lower = joined.pop()
            forms = (*lower[3], *candidate[2][3])
            candidate = start, minus_end, _owner(_without_clashes(forms))
        joined.append(candidate)
    return joined


def _select(
    reading: Reading, places: Sequence[Candidate]
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
    for start, minus_end, (plain, shape, is_plain, forms) in places:
        if start < edge:
            continue
        end = -minus_end
        surface = text[start:end]
        if shape is not None and surface != shape:
            continue
        after = padded[end + 1]
        is_free = padded[start] == " " and (
            after == " " or (after in ".,;:!?)" and padded[end + 2] == " ")
        )
        if plain is not None and is_free:
            terms.append(_new_match((start, end, surface) + plain))  # noqa: RUF005 (half the time)
            edge = end
            continue
        fitting: Sequence[Form] = forms
        if not (is_plain and is_free):
            fitting = reading.fitting(start, end, forms, is_free=is_free)
            if not fitting:
                continue
        if len(fitting) > 1:
            fitting = [form for form in fitting if form.role == "term"] or fitting
        form = fitting[0]
        if form.role == "reverse":
            reverse.append(_match(start, end, fitting, text, form.entry, form.sense))
            continue
        edge = end
        if not form.is_ambiguous and (len(fitting) == 1 or _is_one_entry(fitting)):
            terms.append(_match(start, end, fitting, text, form.entry))
        else:
            questions.append(Question(start, end, fitting))
    return terms, questions, reverse


def _is_one_entry(forms: Sequence[Form]) -> bool:
    return all(form.entry is forms[0].entry for form in forms)


def _match(
    start: int, end: int, forms: Sequence[Form], text: str, entry: Entry, sense: Sense | None = None
) -> TermMatch:
    slot = _slot(start, forms, text, entry)
    return _new_match((start, end, text[start:end], entry, slot, sense, False, forms[0].role, ()))


def _slot(start: int, forms: Sequence[Form], text: str, entry: Entry) -> Slot:
    slots = forms[0].slots
    if len(forms) > 1:
        slots = tuple([slot for form in forms if form.entry is entry for slot in form.slots])
    return slots[0] if len(slots) == 1 else slot_in(text, start, slots)


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
    hay: bytes,
    context: Sequence[str],
    terms: Sequence[TermMatch],
) -> list[TermMatch]:
    """The questions answered from the text and from its plain terms."""
    neighbours = [term.entry for term in terms]
    evidence = Evidence(hay, reading.sentence, context=context, neighbours=neighbours)
    return [_answer(question, reading.text, evidence) for question in questions]


def _answer(question: Question, text: str, evidence: Evidence) -> TermMatch:
    start, end, forms = question
    options = _options(question, text)
    option = evidence.choose(options, start, end) or commonest(options)
    if option:
        return _match(start, end, forms, text, option.entry, option.sense)
    first = options[0].entry
    slot, role = _slot(start, forms, text, first), forms[0].role
    rivals = {option.entry.id: option.entry for option in options if option.entry is not first}
    return _new_match(
        (start, end, text[start:end], first, slot, None, True, role, tuple(rivals.values()))
    )


def _options(question: Question, text: str) -> Sequence[Option]:
    """What a term may mean. An entry that writes the form just as it stands there goes first."""
    forms = question.forms
    if len(forms) == 1:
        return forms[0].options
    surface = text[question.start : question.end]
    forms = [form for form in forms if form.text == surface] or forms
    owners = {form.entry.id: form for form in forms}.values()
    if len(owners) == 1:
        return forms[0].options
    options: list[Option] = []
    for form in owners:
        is_met = form.is_conditional and form.entry.need
        options += (
            [option._replace(points=SAME_SENTENCE) for option in form.options]
            if is_met
            else form.options
        )
    return options
