"""The deterministic engine: jargon into plain words where the sentence surely stays right, else
left alone.

It needs no model and no network. A pass over the message (`rewriting.draft`) asks for each term
whether it may change at all, then tries a metric clause, then the rule of its part of speech.
What is left alone is reported with the reason, so that the answer can define it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.layers import Glossary
from glossary.matching import TermMatch
from glossary.terms import Audience, Entry, Example, Side
from translators import masking
from translators.masking import Edit, Message
from translators.models import Direction, Figure, Markup
from translators.rewriting.draft import Draft
from translators.rewriting.revision import Revision


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
    own = [match for match in matches if _is_own(match, direction.source)]
    revision, left = _settle(message, own, audience, known_terms)
    return Rewrite(revision.edits, message.apply(revision.edits), left)


_PASSES = 4
"""What a pass writes may let another term be written; no sentence we met needed a fourth."""


def _settle(
    message: Message, matches: Sequence[TermMatch], audience: Audience, known: frozenset[str]
) -> tuple[Revision, tuple[Left, ...]]:
    """Write, and read again what was written, until nothing changes: a second run can't either."""
    revision = Revision(message)
    left: tuple[Left, ...] = ()
    for _ in range(_PASSES):
        standing = {
            revision.moved(match).start: match for match in matches if revision.holds(match)
        }
        draft = Draft(revision.message, audience, known, first=not revision.edits)
        draft.write([revision.moved(match) for match in standing.values()])
        revision = revision.with_edits(draft.edits)
        left = tuple(
            Left(match.surface, match.entry.id, reason.value)
            for start, reason in draft.left
            if not revision.follows(match := standing[start])
        )
        if not draft.edits:
            break
    return revision, left


def _is_own(match: TermMatch, source: Side | None) -> bool:
    """Whether a match is jargon of the side that speaks (an undecided one: in any of its
    senses).
    """
    if source is None or match.role != "term":
        return False
    meanings = match.entry.senses if match.undecided else (match.meaning,)
    return any(meaning.belongs_to(source) for meaning in meanings or (match.entry,))


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
