"""What of a message is worth a note, decided without Slack and without a database.

A message is looked at once (`look`); what is kept of it from there on, the `Sighting`, holds no
word of it. Whatever is unsure is left alone: a note nobody wanted costs more than one that is
missing.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from glossary.everyday import is_everyday
from glossary.layers import Glossary
from glossary.matching import TermMatch
from glossary.terms import Action, Audience, Entry, Meaning, Sense, Side
from storage.annotations import HOUR, LATELY, Manners, Term, granted
from translators import direction, masking
from translators.masking import Message
from translators.models import Markup

FEWEST_WORDS = 6
"""Shorter messages are chat: whoever did not understand asks."""

_ASKED_BEFORE = re.compile(
    r"\b(?:what(?:['’]?s|(?:\s+exactly)?\s+(?:is|are|was|were|does|do|did))|explain|define|definition\s+of"
    r"|meaning\s+of|what|how\s+do\s+(?:you|we)\s+define)"
    r"(?:\s+(?:an?|the|this|that|these|our|your|exactly))*\s*[\"'“‘*_]?$",
    re.IGNORECASE,
)
_ASKED_AFTER = re.compile(
    r"[\"'”’*_]?,?(?:[ \-]\w+)?[\"'”’*_]?,?\s*"
    r"(?:$|[?\n]|(?:means?|is|are|stands?\s+for|refers?\s+to|again|exactly|and\s+why)\b)",
    re.IGNORECASE,
)
_EXPLAINED_AFTER = re.compile(
    r"[\"'”’*_]?,?\s*(?:\(\s*(?!https?:)\w+[ \-]\w+"
    r"|(?:i\.\s?e\.|a\.?k\.?a\.?|meaning|means?|stands?\s+for|refers?\s+to|that\s+is"
    r"|in\s+other\s+words|in\s+plain)(?!\w))",
    re.IGNORECASE,
)
"""The author says themselves what the term means, so it needs no note."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was seen of one message. `side` is whose words it is in (None: unclear), `terms` those
    that were found beyond doubt, `quiet` why the message is left alone whatever is in it."""

    at: datetime
    side: Side | None = None
    terms: tuple[Term, ...] = ()
    quiet: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to explain to whom."""

    audience: Audience
    terms: tuple[Term, ...]


def look(text: str, *, glossary: Glossary, at: datetime, context: Sequence[str] = ()) -> Sighting:
    """Look at a message (in Slack's markup). `context` are its channel's name and topic."""
    message = masking.read(text, markup=Markup.SLACK)
    if reason := _out_of_place(message):
        return Sighting(at, quiet=reason)
    matches = glossary.find(
        message.text, protected=message.protected, context=context, in_quotes=False
    )
    if any(_is_asked_about(message.text, match) for match in matches):
        return Sighting(at, quiet="question")
    terms = dict.fromkeys(
        Term(match.entry.id, match.sense.id if match.sense else None)
        for match in matches
        if _is_sure(match) and not _is_explained(message.text, match)
    )
    side = direction.detect(message, matches).side or _side_of(terms, glossary)
    return Sighting(at, side, tuple(terms))


def plan(sighting: Sighting, *, glossary: Glossary, manners: Manners) -> Plan | None:
    """The terms of a message that the channel's audience can't be taken to know; None where there
    are none.

    Where both sides read, the audience is the other side of the message's, and nobody where that
    is unclear.
    """
    audience, side = manners.audience, None
    if audience is None and (side := sighting.side):
        audience = Audience.general(side.other)
    if audience is None or sighting.quiet:
        return None
    unknown = tuple(
        term
        for term in sighting.terms
        if (entry := glossary.get(term.entry)) and _is_jargon(entry, term, audience, side)
    )
    return Plan(audience, unknown) if unknown else None


class Rehearsal:
    """What would be noted, message after message, with the rules that hold for claims."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._seen: deque[datetime] = deque(maxlen=LATELY)
        self._noted: list[datetime] = []
        self._last: dict[str, datetime] = {}

    def claim(self, terms: Sequence[Term], *, at: datetime) -> tuple[Term, ...]:
        """A message comes in, with these terms or none: those of the note that it would have."""
        self._seen.append(at)
        if not terms:
            return ()
        allowed = granted(
            terms,
            manners=self._manners,
            at=at,
            notes_this_hour=sum(moment > at - HOUR for moment in self._noted),
            notes_lately=sum(moment >= self._seen[0] for moment in self._noted),
            messages_lately=len(self._seen),
            last_noted=self._last,
        )
        if allowed:
            self._noted.append(at)
            self._last.update((term.entry, at) for term in allowed)
        return allowed


def rehearse(
    sightings: Sequence[Sighting], *, glossary: Glossary, manners: Manners
) -> Iterator[tuple[Sighting, tuple[Term, ...]]]:
    """Which of the messages seen (oldest first) would have had a note, about which terms."""
    rehearsal = Rehearsal(manners)
    for sighting in sightings:
        wanted = plan(sighting, glossary=glossary, manners=manners)
        if terms := rehearsal.claim(wanted.terms if wanted else (), at=sighting.at):
            yield sighting, terms


def meaning_of(entry: Entry, term: Term, audience: Audience) -> Meaning:
    """What a term of a note means, worded for an audience."""
    return entry.worded_for(audience, _sense(entry, term))


def _sense(entry: Entry, term: Term) -> Sense | None:
    return next((one for one in entry.senses if one.id == term.sense), None)


def _out_of_place(message: Message) -> str | None:
    """Why a message gets no note whatever words are in it."""
    hidden = sum(item.end - item.start for item in message.protected)
    if hidden * 2 > len(message.text):
        return "code"
    words = re.findall(r"[^\W\d_][\w'’-]*", _prose(message))
    return "short" if len(words) < FEWEST_WORDS else None


def _prose(message: Message) -> str:
    """The text without its literals."""
    parts, position = [], 0
    for item in message.protected:
        parts.append(message.text[position : item.start])
        position = item.end
    return " ".join((*parts, message.text[position:]))


def _is_asked_about(text: str, match: TermMatch) -> bool:
    """ "What is X?", "does anybody know what X means": an answer is on its way."""
    before = text[max(0, match.start - 60) : match.start]
    return bool(_ASKED_BEFORE.search(before) and _ASKED_AFTER.match(text, match.end))


def _is_explained(text: str, match: TermMatch) -> bool:
    """ "p99 (the slowest 1%)", "churn, i.e. …", or "the slowest 1% (p99)"."""
    in_brackets = text[: match.start].endswith("(") and text.startswith(")", match.end)
    return in_brackets or bool(_EXPLAINED_AFTER.match(text, match.end))


def _is_sure(match: TermMatch) -> bool:
    """Whether this is beyond doubt a term, in one certain meaning.

    An everyday word is one only where the words around it decided for a sense.
    """
    if match.undecided or match.role != "term" or match.meaning.action is Action.NEVER:
        return False
    entry, surface = match.entry, match.surface
    if match.sense and entry.if_undecided == "abstain":
        return True
    several = len(re.split(r"[\s/_-]+", surface)) > 1
    shouted = len(surface) > 1 and surface.isupper()
    return several or shouted or not is_everyday(surface)


def _side_of(terms: Iterable[Term], glossary: Glossary) -> Side | None:
    """The side whose words all the terms are, where the rest of the message tells nothing."""
    sides = {(_sense(entry := glossary.entries[term.entry], term) or entry).side for term in terms}
    return next((side for side in Side if sides == {side}), None)


def _is_jargon(entry: Entry, term: Term, audience: Audience, side: Side | None) -> bool:
    """Whether a term is one of `side` (None: of any) that the audience does not know."""
    sense = _sense(entry, term)
    if entry.known_to(audience, sense):
        return False
    return side is None or (sense or entry).belongs_to(side)
