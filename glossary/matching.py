"""Finding the glossary's terms in a text.

All spellings of all entries are compiled into one Aho-Corasick automaton over the bytes of
`normalising.haystack`, with the boundaries of words inside the patterns. What it reports is a
candidate: signs, capitals, neighbours and literals are checked around each one, since most texts
hold few. Candidates are then taken leftmost first, the longest of those that start at the same
place, none overlapping; ambiguous ones get their sense last, when their neighbours are known.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from ahocorasick_rs import BytesAhoCorasick

from glossary.boundaries import Standing
from glossary.grammar import slot_in
from glossary.literals import Literal
from glossary.normalising import haystack
from glossary.reading import Reading
from glossary.senses import (
    SAME_SENTENCE,
    Cues,
    Evidence,
    Option,
    Place,
    by_sense,
    commonest,
    side_of_channel,
)
from glossary.spelling import Form, Role, forms_of
from glossary.terms import Entry, Meaning, Sense, Slot


@dataclass(frozen=True, slots=True)
class TermMatch:
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


Candidate = tuple[int, int, tuple[Form, ...]]
"""Start, minus end (so that sorting puts the longest first), and the forms with these letters."""


class FormIndex:
    """Entries compiled for finding. Immutable; shared by all glossaries that hold them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        owners: dict[bytes, list[Form]] = defaultdict(list)
        for entry in self._entries:
            for form in forms_of(entry):
                owners[haystack(form.text)].append(form)
        self._owners = tuple(_without_clashes(forms) for forms in owners.values())
        self._automaton = BytesAhoCorasick(owners)

    def candidates(self, hay: bytes) -> list[Candidate]:
        """Where the letters of forms stand, in no order. Offsets are those of the text."""
        owners = self._owners
        return [
            (start, 2 - end, owners[number])
            for number, start, end in self._automaton.find_matches_as_indexes(hay, overlapping=True)
        ]

    @cached_property
    def cues(self) -> Cues:
        return Cues(self._entries)


def _without_clashes(forms: Sequence[Form]) -> tuple[Form, ...]:
    """A plural that was made by rule gives way to a form that somebody wrote."""
    written = tuple(form for form in forms if not form.derived)
    return written or tuple(forms)


@dataclass(frozen=True, slots=True)
class Found:
    """A place that holds a term, and the forms that it may be."""

    start: int
    end: int
    forms: Sequence[Form]

    @property
    def settled(self) -> Entry | None:
        """The entry where there is but one and it has one meaning."""
        first = self.forms[0].entry
        is_one = len(self.forms) == 1 or all(form.entry is first for form in self.forms)
        return first if is_one and not first.senses else None


class Matcher:
    """Entries ready to be found, in one or more layers. Immutable; safe to share between
    requests.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._layers: tuple[tuple[FormIndex, frozenset[str]], ...] = (
            (FormIndex(entries), frozenset()),
        )

    def over(self, entries: Iterable[Entry], *, gone: Iterable[str]) -> "Matcher":
        """This matcher with `entries` on top and the ids in `gone` no longer found below. Costs
        what `entries` cost.
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
        reading = Reading(
            text,
            protected=protected,
            in_quotes=in_quotes,
            starts={start for start, _, _ in candidates},
            ends={-minus_end for _, minus_end, _ in candidates},
        )
        terms, reverse = _select(reading, candidates)
        evidence = None
        if not all(found.settled for found in terms):
            evidence = self._evidence(hay, context, terms)
        matches = [_told(found, reading, evidence) for found in terms]
        if reverse:
            matches += [_told(found, reading, None) for found in reverse]
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
            for start, minus_end, forms in index.candidates(hay):
                shown = tuple(form for form in forms if form.entry.id not in hidden)
                if shown:
                    place = start, minus_end
                    places[place] = places.get(place, ()) + shown
        for (start, minus_end), forms in places.items():
            yield start, minus_end, _without_clashes(forms)

    def _evidence(self, hay: bytes, context: Sequence[str], terms: Sequence[Found]) -> Evidence:
        place = haystack(" | ".join(context)) if context else b""
        cues = [index.cues for index, _ in self._layers]
        return Evidence(
            hits=by_sense(hit for layer in cues for hit in layer.find(hay)),
            context=by_sense(hit for layer in cues for hit in layer.find(place)) if place else {},
            neighbours=[entry for found in terms if (entry := found.settled)],
            channel_side=side_of_channel(context) if context else None,
        )


def _start(match: TermMatch) -> int:
    return match.start


def _select(reading: Reading, candidates: Sequence[Candidate]) -> tuple[list[Found], list[Found]]:
    """Terms, leftmost-longest among the candidates that stand the checks, and wordings of the
    other side beside them.
    """
    terms: list[Found] = []
    reverse: list[Found] = []
    edge = 0
    for start, minus_end, forms in candidates:
        if start < edge:
            continue
        fitting = _fitting(reading, start, -minus_end, forms)
        if not fitting:
            continue
        own = [form for form in fitting if form.role == "term"]
        if own:
            terms.append(Found(start, -minus_end, own))
            edge = -minus_end
        else:
            reverse.append(Found(start, -minus_end, fitting))
    return terms, _beside(terms, reverse) if reverse else reverse


def _fitting(reading: Reading, start: int, end: int, forms: Sequence[Form]) -> list[Form]:
    stands = reading.standing(start, end)
    if stands is Standing.INSIDE:
        return []
    return [
        form
        for form in forms
        if reading.spells(form, start, stands) and reading.allows(form, start)
    ]


def _beside(terms: Sequence[Found], reverse: Sequence[Found]) -> list[Found]:
    """Those of `reverse` that overlap neither a term nor one another, leftmost-longest."""
    kept: list[Found] = []
    for found in reverse:
        others = (*terms, *kept[-1:])
        if not any(other.start < found.end and found.start < other.end for other in others):
            kept.append(found)
    return kept


def _told(found: Found, reading: Reading, evidence: Evidence | None) -> TermMatch:
    """A found place as a match. `evidence` None takes the first entry as it is."""
    if evidence is None or found.settled:
        return _match(found, reading, Option(found.forms[0].entry))
    options = _options(found, reading)
    place = Place(found.start, found.end, reading.sentence(found.start))
    option = evidence.choose(options, place) or commonest(options)
    if option:
        return _match(found, reading, option)
    first = options[0].entry
    rivals = {option.entry.id: option.entry for option in options if option.entry is not first}
    return _match(found, reading, Option(first), rivals=tuple(rivals.values()), undecided=True)


def _match(
    found: Found,
    reading: Reading,
    option: Option,
    *,
    undecided: bool = False,
    rivals: tuple[Entry, ...] = (),
) -> TermMatch:
    slots = [slot for form in found.forms if form.entry is option.entry for slot in form.slots]
    return TermMatch(
        start=found.start,
        end=found.end,
        surface=reading.text[found.start : found.end],
        entry=option.entry,
        slot=slot_in(reading.text, found.start, slots),
        sense=option.sense,
        undecided=undecided,
        role=found.forms[0].role,
        rivals=rivals,
    )


def _options(found: Found, reading: Reading) -> list[Option]:
    """What a term may mean. Entries that write the form just as it stands there come before
    others.
    """
    surface = reading.text[found.start : found.end]
    forms = [form for form in found.forms if form.text == surface] or found.forms
    entries = {form.entry.id: form.entry for form in forms}
    options: list[Option] = []
    for entry in entries.values():
        points = SAME_SENTENCE if entry.need and len(entries) > 1 else 0.0
        options += [Option(entry, sense, points) for sense in entry.senses or (None,)]
    return options
