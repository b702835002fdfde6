"""Which of several meanings a term has here, from the words around it. Without evidence, or with
as much for another meaning, nothing is decided: a wrong meaning is worse than none.

Evidence is added up in points. A cue of the sense in the same sentence counts `SAME_SENTENCE`,
elsewhere in the message `SAME_MESSAGE`, in the channel's name or topic `CONTEXT`; each term of the
sense's own side nearby counts `NEIGHBOUR`. The prior only shifts the balance between senses that
have evidence.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from glossary.cues import CueHit, Cues, Hits
from glossary.normalising import haystack, words
from glossary.terms import Entry, Sense, Side

SAME_SENTENCE = 2.0
SAME_MESSAGE = 1.0
CONTEXT = 1.0
NEIGHBOUR = 0.75
MOST_NEIGHBOURS = 2
PRIOR = 0.5
FAR = 1_000
"""Characters from the term beyond which a cue says nothing about it."""
MARGIN = 0.5
"""By how much the best sense has to be ahead of the next."""

_SIDE_WORDS = {
    Side.TECH: words(
        "eng engineer engineering dev developer devops platform infra infrastructure sre backend"
        " frontend ops incident security data ml deploy release tech it qa mobile"
    ),
    Side.BUSINESS: words(
        "sales seller marketing finance revenue revops customer success support legal people hr"
        " deal exec leadership growth account partner procurement gtm board hiring"
    ),
}


class Option(NamedTuple):
    """A meaning that a term found may have: an entry, or one sense of it.

    `company` says which terms and channels are of its kind: the side of the meaning and, for an
    entry without senses, its category (None: it belongs to both sides). `points` is evidence that
    comes with it: a `need` of the entry that is satisfied. `sense_id` is that of `sense`, at hand
    (an attribute of a checked model costs ten times as much).
    """

    entry: Entry
    sense: Sense | None
    cues: Cues | None
    prior: float
    company: tuple[Side, str] | None
    points: float = 0.0
    sense_id: str = ""

    @classmethod
    def of(cls, entry: Entry, sense: Sense | None, cues: Cues | None) -> "Option":
        side = (sense or entry).side
        category = "" if sense else entry.category
        prior = sense.prior if sense else 0.5
        company = None if side == "both" else (side, category)
        return cls(entry, sense, cues, prior, company, sense_id=sense.id if sense else "")


class Evidence:
    """What a message and its channel offer to tell meanings apart.

    `hay` is the message as `normalising.haystack` made it, `sentence` gives the sentence around an
    offset of it, `context` are the words about its channel, `neighbours` the entries of the message
    whose meaning is plain.
    """

    def __init__(
        self,
        hay: bytes,
        sentence: Callable[[int], tuple[int, int]],
        *,
        context: Sequence[str],
        neighbours: Sequence[Entry],
    ) -> None:
        self._hay = hay
        self._sentence = sentence
        self._context = haystack(" | ".join(context)) if context else b""
        self._channel_side = side_of_channel(context) if context else None
        self._has_company = bool(neighbours or self._channel_side)
        self._neighbours = neighbours
        self._kinds: tuple[list[object], list[str]] | None = None
        self._company: dict[tuple[Side, str], float] = {}
        self._found: dict[Cues, Hits] = {}

    def choose(self, options: Sequence[Option], start: int, end: int) -> Option | None:
        """The option for the term at `start:end` that the evidence speaks for.

        None where there is no evidence, or as much for another option.
        """
        points = self._points(options, start, end)
        most = max(points)
        if most <= 0:
            return None
        if len(options) == 1:
            # The other meaning of a word with one sense is the everyday one.
            return options[0] if most >= MARGIN else None
        first = points.index(most)
        points[first] = -1.0  # less than any: what is left is the best of the others
        less = max(points)
        second = points.index(less)
        lead = most - less + PRIOR * (options[first].prior - options[second].prior)
        return options[first] if lead >= MARGIN else None

    def _points(self, options: Sequence[Option], start: int, end: int) -> list[float]:
        sums = []
        for _, _, cues, _, company, points, sense_id in options:
            if cues is not None:
                said = self._found.get(cues)
                if said is None:
                    said = self._found[cues] = cues.find(self._hay)
                if sense_id in said:
                    points += self._cue_points(said[sense_id], start, end)
                if self._context:
                    points += CONTEXT * _cues_in(cues, sense_id, self._context)
            if company is not None and self._has_company:
                points += self._worth_of(company)
            sums.append(points)
        return sums

    def _worth_of(self, company: tuple[Side, str]) -> float:
        worth = self._company.get(company)
        if worth is None:
            worth = self._company[company] = self._company_of(*company)
        return worth

    def _cue_points(self, hits: Sequence[CueHit], start: int, end: int) -> float:
        worth: dict[str, float] = {}
        first_here, after = self._sentence(start)
        if len(self._hay) > FAR:
            hits = _around(hits, start)
        for cue, first, last in hits:
            # A cue that is but a part of the term is no evidence.
            if first < start or last > end:
                if first_here <= first < after:
                    worth[cue] = SAME_SENTENCE
                else:
                    worth.setdefault(cue, SAME_MESSAGE)
        return sum(worth.values())

    def _company_of(self, side: Side, category: str) -> float:
        """Points for the terms around and for the channel: those of a kind keep company."""
        if self._kinds is None:
            sides: list[object] = [entry.side for entry in self._neighbours]
            self._kinds = sides, [entry.category for entry in self._neighbours]
        sides, categories = self._kinds
        kin = sides.count(side)
        if category:
            kin += categories.count(category)
        if kin > MOST_NEIGHBOURS:
            kin = MOST_NEIGHBOURS
        if self._channel_side is side:
            kin += 1
        return NEIGHBOUR * kin


def _cues_in(cues: Cues, sense: str, context: bytes) -> int:
    return len({hit[0] for hit in cues.find(context).get(sense, ())})


def _around(hits: Sequence[CueHit], at: int) -> Sequence[CueHit]:
    """The hits that are not too far off to matter."""
    return [hit for hit in hits if at - FAR <= hit[1] < at + FAR]


def commonest(options: Sequence[Option]) -> Option | None:
    """The sense to take without evidence, where the entry allows that."""
    allowed = [o for o in options if o.sense and o.entry.if_undecided == "commonest"]
    return max(allowed, key=lambda option: option.prior) if allowed else None


def side_of_channel(context: Sequence[str]) -> Side | None:
    """The side whose words a channel's name and topic use; None where neither or both."""
    used = set(re.findall(r"[a-z]+", " ".join(context).lower()))
    sides = [side for side, names in _SIDE_WORDS.items() if used & names]
    return sides[0] if len(sides) == 1 else None
