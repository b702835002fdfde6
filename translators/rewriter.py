"""The deterministic engine: jargon into plain words where the sentence surely stays right, else
left alone.

It needs no model and no network. `rewrite` decides for each match whether the words may change
at all (`_gate`), then tries a metric clause, then the rule of the term's part of speech. What
is left alone is reported with the reason, so that the answer can define it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.layers import Glossary
from glossary.matching import TermMatch
from glossary.terms import Action, Audience, Entry, Example, Meaning, Side
from translators import masking
from translators.masking import Edit, Message
from translators.models import Direction, Figure, Markup, Span
from translators.rewriting.metric_clauses import Clause, rewrite_clause
from translators.rewriting.place import Gloss, Place, Reason
from translators.rewriting.reading import Reading
from translators.rewriting.word_classes import SUBJECTS
from translators.rewriting.wording import propose

MAX_GLOSSES = 3
"""Glosses written into one message; whatever else needs words is defined below the answer."""


@dataclass(frozen=True, slots=True)
class Left:
    """A term that was left as it stands. `reason` is one of
    `translators.rewriting.place.Reason`.
    """

    surface: str
    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What came of a message. `edits` are into `message.text`; `output` is in the markup of the
    request.
    """

    edits: tuple[Edit, ...]
    output: str
    left: tuple[Left, ...]

    @property
    def changed(self) -> bool:
        return bool(self.edits)


def rewrite(
    message: Message,
    *,
    matches: Sequence[TermMatch],
    figures: Sequence[Figure] = (),
    direction: Direction,
    audience: Audience,
    known_terms: frozenset[str] = frozenset(),
) -> Rewrite:
    """Put the source side's terms into plain words for `audience`, where that is surely right.

    `matches` are the terms of `message.text`, `known_terms` ids of entries that the person
    knows. Quantities stay as typed wherever they stand, those of `figures` too: figures are
    explained beside the answer, never inside it. Names, negation and everything in quotes,
    brackets or protected spans stay. Rewriting the output again changes nothing. An undecided
    direction changes nothing either.
    """
    del figures
    draft = _Draft(Reading(message), audience, known_terms)
    own = [match for match in matches if _is_own(match, direction.source)]
    draft.write_clauses(own)
    draft.write_terms(own)
    edits = tuple(sorted(draft.edits, key=lambda edit: (edit.start, edit.end)))
    return Rewrite(edits, message.apply(edits), tuple(draft.left))


def _is_own(match: TermMatch, source: Side | None) -> bool:
    """Whether a match is jargon of the side that speaks (an undecided one: in any of its
    senses).
    """
    if source is None or match.role != "term":
        return False
    meanings = match.entry.senses if match.undecided else (match.meaning,)
    return any(meaning.belongs_to(source) for meaning in meanings or (match.entry,))


class _Draft:
    """The edits of one message as they come together."""

    def __init__(self, reading: Reading, audience: Audience, known: frozenset[str]) -> None:
        self.edits: list[Edit] = []
        self.left: list[Left] = []
        self._reading = reading
        self._audience = audience
        self._known = known

    def write_clauses(self, matches: Sequence[TermMatch]) -> None:
        """Metric clauses first: they take in the words around a term, other terms among them."""
        purpose_given = False
        for match in matches:
            place = self._place(match)
            clause = rewrite_clause(place) if isinstance(place, Place) else None
            if clause is None or not self._accepts(clause.edit):
                continue
            self.edits.append(clause.edit)
            so_what = place.meaning.so_what if isinstance(place, Place) else None
            if clause.plan and so_what and not purpose_given:
                purpose_given = True
                self.edits.append(self._purpose(clause, so_what))

    def _purpose(self, clause: Clause, so_what: str) -> Edit:
        """What the plan is for, at the end of its sentence."""
        words = [token for token in self._reading.sentence(clause.last) if token.is_word]
        return Edit(words[-1].end, words[-1].end, f", so {so_what}", clause.edit.entry)

    def write_terms(self, matches: Sequence[TermMatch]) -> None:
        """Every other term, by the rule of its part of speech."""
        explained = {match.entry.id for match in matches if self._is_explained(match)}
        budget = 0 if any(map(self._is_glossed, matches)) else MAX_GLOSSES
        for match in matches:
            if self._is_taken(match):
                continue
            place = self._place(match)
            outcome = propose(place) if isinstance(place, Place) else place
            if isinstance(outcome, Gloss):
                outcome = self._gloss(match, outcome, explained=explained, budget=budget)
                budget -= isinstance(outcome, Edit)
                explained.add(match.entry.id)
            if isinstance(outcome, Edit) and self._accepts(outcome):
                self.edits.append(outcome)
            else:
                reason = outcome if isinstance(outcome, Reason) else Reason.NOT_PLAIN_HERE
                self.left.append(Left(match.surface, match.entry.id, reason.value))

    def _gloss(
        self, match: TermMatch, gloss: Gloss, *, explained: set[str], budget: int
    ) -> Edit | Reason:
        if match.entry.id in explained:
            return Reason.EXPLAINED
        if budget <= 0:
            return Reason.LIMIT
        position = self._reading.after_emphasis(match.end)
        return Edit(position, position, f" ({gloss.text})", match.entry.id)

    def _place(self, match: TermMatch) -> Place | Reason:
        """The term with its surroundings, or why it may not change wherever it stands."""
        meaning = match.entry.worded_for(self._audience, match.sense)
        reason = self._reason_to_keep(match, meaning)
        if reason:
            return reason
        tokens = self._reading.locate(match.start, match.end)
        if tokens is None:
            return Reason.COMPOUND
        place = Place(self._reading, match, meaning, *tokens)
        if _is_name(place):
            return Reason.NAME
        return Reason.ASKED if _is_asked(place) else place

    def _reason_to_keep(self, match: TermMatch, meaning: Meaning) -> Reason | None:
        span = Span(match.start, match.end)
        if match.entry.known_to(self._audience) or match.entry.id in self._known:
            return Reason.KNOWN
        if match.undecided:
            return Reason.UNDECIDED
        if meaning.action is Action.NEVER:
            return Reason.NEVER
        if any(span.overlaps(zone) for zone in self._reading.quotes):
            return Reason.QUOTED
        if any(span.overlaps(zone) for zone in self._reading.brackets):
            return Reason.BRACKETED
        # A back-quote beside a word is code, even where nobody closed it.
        beside = self._reading.text[max(match.start - 1, 0) : match.end + 1]
        code = "`" in beside or self._reading.message.is_protected(match.start, match.end)
        return Reason.COMPOUND if code else None

    def _is_explained(self, match: TermMatch) -> bool:
        return self._reading.text.startswith(" (", self._reading.after_emphasis(match.end))

    def _is_glossed(self, match: TermMatch) -> bool:
        """Whether our own gloss follows: then the text has been through here, and gets no more
        of them.
        """
        meaning = match.entry.worded_for(self._audience, match.sense)
        position = self._reading.after_emphasis(match.end)
        return any(
            gloss is not None and self._reading.text.startswith(f" ({gloss})", position)
            for gloss in (meaning.gloss, meaning.gloss_pl)
        )

    def _is_taken(self, match: TermMatch) -> bool:
        return any(edit.start < match.end and match.start < edit.end for edit in self.edits)

    def _accepts(self, edit: Edit) -> bool:
        """Whether an edit keeps out of the others, of quotes, brackets and literals, and loses
        no number or negation.
        """
        reading, span = self._reading, Span(edit.start, edit.end)
        if any(span.overlaps(Span(other.start, other.end)) for other in self.edits):
            return False
        if any(span.overlaps(zone) for zone in (*reading.quotes, *reading.brackets)):
            return False
        if reading.message.is_protected(edit.start, edit.end):
            return False
        return _facts(reading.text[edit.start : edit.end]) <= _facts(edit.replacement)


_FACT = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:not|no|never|without|none|cannot|may|might|could|should)\b|n['’]t\b"
)


def _facts(text: str) -> Counter[str]:
    """Numbers, negations and hedges of a piece of text."""
    return Counter(_FACT.findall(text.lower()))


def _is_name(place: Place) -> bool:
    """Whether capitals make the term a name or a heading: capitals that its entry doesn't write."""
    surface = place.match.surface
    written = {form for _, form in place.match.entry.surfaces}
    if surface in written or surface == surface.lower():
        between = place.reading.surface(place.first - 1)[:1].isupper() if place.left() else False
        return between and place.reading.left(place.first, 2) != "" and _is_capitalised(place, 1)
    first_only = surface[0].isupper() and surface[1:] in {form[1:] for form in written}
    starts = place.left() in {"", ":", "–", "—", "-"}
    return not (first_only and starts) or _is_capitalised(place, 1)


def _is_capitalised(place: Place, distance: int) -> bool:
    """Whether a capitalised word (no abbreviation, no "I") follows the term in its sentence."""
    if not place.right(distance)[:1].isalpha() or place.right(distance) in SUBJECTS:
        return False
    word = place.reading.surface(place.last + distance)
    return word[0].isupper() and not word.isupper()


_ASKING = re.compile(
    r"\b(?:what(?:'s| is| are| does| do| did)?(?: (?:you|we|they|he|she) mean by)?"
    r"|whats|define|explain|meaning of|definition of|mean by)(?: (?:an?|the|our|this))?\s*$"
)
_MEANING = frozenset({"mean", "means", "stands", "meaning"})


def _is_asked(place: Place) -> bool:
    """Whether the text asks or says what the term means: that is answered, not rewritten."""
    if place.right() in _MEANING:
        return True
    start = place.reading.sentence(place.first)[0].start
    before = place.reading.text[start : place.match.start].lower().replace("’", "'")
    return bool(_ASKING.search(before))


def run_example(entry: Entry, example: Example, *, glossary: Glossary) -> str:
    """What the engine makes of an example's `before`, read with the whole glossary.

    The direction is to `example.to`, else to the side that the entry is not of (an entry of
    both: to business).
    """
    target = example.to or (Side.BUSINESS if entry.side == "both" else entry.side.other)
    message = masking.read(example.before, markup=Markup.PLAIN)
    return rewrite(
        message,
        matches=glossary.find(message.text, protected=message.protected),
        direction=Direction.to(target),
        audience=Audience.general(target),
    ).output
