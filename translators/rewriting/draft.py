"""One pass of the rules over a message: which terms may change at all, and the edits it makes."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from glossary.matching import TermMatch
from glossary.terms import Action, Audience, Meaning
from translators.masking import Edit, Message
from translators.models import Span
from translators.rewriting.metric_clauses import rewrite_clause
from translators.rewriting.metric_outcomes import Clause
from translators.rewriting.place import Gloss, Place, Reason
from translators.rewriting.reading import Reading
from translators.rewriting.word_classes import SUBJECTS
from translators.rewriting.wording import propose

MAX_GLOSSES = 3
"""Glosses written into one message; whatever else needs words is defined below the answer."""
WORDS_FOR_A_GLOSS = 15
"""Words of the message for each gloss beyond the first; a sentence never gets a second one."""

NEAR = 360
"""Characters to either side of a term that the `keep` patterns of its entry are tried on."""

_TYING = frozenset("`+/\\@#=$&|<>%^{}[]")
_HYPHEN_AND_MORE = re.compile(r"-(?=[^\s-])")


class Draft:
    """The edits of one pass over a message as they come together.

    `left` holds the start of each term that stays, and why. Only the `first` pass adds a purpose.
    """

    def __init__(
        self, message: Message, audience: Audience, known: frozenset[str], *, first: bool
    ) -> None:
        self.edits: list[Edit] = []
        self.left: list[tuple[int, Reason]] = []
        self._reading = Reading(message)
        self._audience = audience
        self._known = known
        self._purpose_due = first

    def write(self, matches: Sequence[TermMatch]) -> None:
        """Put what the rules allow of `matches` into `edits`, the rest into `left`."""
        self._reading = Reading(self._reading.message, {match.start: match for match in matches})
        places = [(match, self._place(match)) for match in matches]
        self._write_clauses([place for _, place in places if isinstance(place, Place)])
        self._write_terms(places)

    def _write_clauses(self, places: Sequence[Place]) -> None:
        """Metric clauses first: they take in the words around a term, other terms among them."""
        for place in places:
            clause = rewrite_clause(place)
            if clause is None or not self._accepts(clause.edit):
                continue
            self.edits.append(clause.edit)
            so_what = place.meaning.so_what
            if clause.plan and so_what and self._purpose_due:
                self._purpose_due = False
                self.edits.append(self._purpose(clause, so_what))

    def _purpose(self, clause: Clause, so_what: str) -> Edit:
        """What the plan is for, at the end of its sentence."""
        words = [token for token in self._reading.sentence(clause.last) if token.is_word]
        return Edit(words[-1].end, words[-1].end, f", so {so_what}", clause.edit.entry)

    def _write_terms(self, places: Sequence[tuple[TermMatch, Place | Reason]]) -> None:
        """Every other term, by the rule of its part of speech."""
        explained = {match.entry.id for match, _ in places if self._is_explained(match)}
        budget = 0 if any(self._is_glossed(match) for match, _ in places) else self._room()
        brackets = _Brackets(explained, budget)
        mentioned: set[str] = set()
        for match, place in places:
            first = match.entry.id not in mentioned
            mentioned.add(match.entry.id)
            if self._is_taken(match):
                continue
            outcome = propose(place) if isinstance(place, Place) else place
            if isinstance(outcome, Gloss) and isinstance(place, Place):
                outcome = brackets.refuse(place, first=first) or self._gloss(match, outcome)
            if isinstance(outcome, Edit) and self._accepts(outcome):
                self.edits.append(outcome)
            else:
                reason = outcome if isinstance(outcome, Reason) else Reason.NOT_PLAIN_HERE
                self.left.append((match.start, reason))

    def _room(self) -> int:
        """How many glosses the text bears: a short sentence with three brackets is unreadable."""
        words = sum(token.is_word for token in self._reading.tokens)
        return max(1, min(MAX_GLOSSES, words // WORDS_FOR_A_GLOSS))

    def _gloss(self, match: TermMatch, gloss: Gloss) -> Edit:
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
        if match.surface.lower() in {place.left(), place.right()}:
            return Reason.NOT_PLAIN_HERE  # "ha ha ha" is no abbreviation
        if _is_name(place):
            return Reason.NAME
        return Reason.ASKED if _is_asked(place) else place

    def _reason_to_keep(self, match: TermMatch, meaning: Meaning) -> Reason | None:
        span = Span(match.start, match.end)
        if match.entry.known_to(self._audience) or match.entry.id in self._known:
            return Reason.KNOWN
        if match.undecided or not self._is_told(match):
            return Reason.UNDECIDED
        if meaning.action is Action.NEVER:
            return Reason.NEVER
        if self._asks_to_keep(match):
            return Reason.DEFINE
        if any(span.overlaps(zone) for zone in self._reading.quotes):
            return Reason.QUOTED
        if any(span.overlaps(zone) for zone in self._reading.brackets):
            return Reason.BRACKETED
        protected = self._reading.message.is_protected(match.start, match.end)
        return Reason.COMPOUND if protected or self._is_attached(match) else None

    def _is_told(self, match: TermMatch) -> bool:
        """Whether a word of the message tells the sense. The company of other terms is enough for
        a definition below the answer, but not for writing the sense into the text.
        """
        if match.sense is None or not match.sense.cues:
            return True
        text = self._reading.text
        return any(
            found.end() <= match.start or found.start() >= match.end
            for found in _cues_of(match.sense.cues).finditer(text)
        )

    def _asks_to_keep(self, match: TermMatch) -> bool:
        """Whether a `keep` pattern of the entry is near: its wording would not be true here."""
        text = self._reading.text
        near = text[max(match.start - NEAR, 0) : match.end + NEAR]
        return any(_pattern(keep).search(near) for keep in match.entry.keep)

    def _is_attached(self, match: TermMatch) -> bool:
        """Whether a sign ties the term to a neighbour ("ISL+Lambda") or a back-quote opens code."""
        text = self._reading.text
        if text[max(match.start - 1, 0) : match.start] in _TYING:
            return True
        return text[match.end : match.end + 1] in _TYING or (
            _HYPHEN_AND_MORE.match(text, match.end) is not None
        )

    def _is_explained(self, match: TermMatch) -> bool:
        return self._reading.text.startswith(" (", self._reading.after_emphasis(match.end))

    def _is_glossed(self, match: TermMatch) -> bool:
        """Whether our own gloss follows: then the text has been through here, and gets no more
        of them.
        """
        meaning = match.entry.worded_for(self._audience, match.sense)
        position = self._reading.after_emphasis(match.end)
        glosses = [gloss for gloss in (meaning.gloss, meaning.gloss_pl) if gloss]
        written = {*glosses, *(gloss.removeprefix("the ") for gloss in glosses)}
        return any(self._reading.text.startswith(f" ({gloss})", position) for gloss in written)

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


class _Brackets:
    """What one pass may still put into brackets: `explained` entries need none, `budget` is left.

    A sentence bears one bracket, and a term is explained at its first mention or not in the text.
    """

    def __init__(self, explained: set[str], budget: int) -> None:
        self._explained = explained
        self._budget = budget
        self._sentences: set[int] = set()

    def refuse(self, place: Place, *, first: bool) -> Reason | None:
        """Why the term gets no bracket; None counts one as written."""
        entry, sentence = place.match.entry.id, place.reading.tokens[place.first].sentence
        if entry in self._explained:
            return Reason.EXPLAINED
        if not first:
            return Reason.NOT_PLAIN_HERE
        if self._budget <= 0 or sentence in self._sentences:
            return Reason.LIMIT
        self._explained.add(entry)
        self._sentences.add(sentence)
        self._budget -= 1
        return None


@cache
def _cues_of(cues: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the cues, in whatever inflection."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, cues))})\w{{0,3}}\b", re.IGNORECASE)


@cache
def _pattern(keep: str) -> re.Pattern[str]:
    return re.compile(keep, re.IGNORECASE)


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
