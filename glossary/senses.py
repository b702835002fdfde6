"""Which of several meanings a term has here, from the words around it. Without evidence, or with
as much for another meaning, nothing is decided: a wrong meaning is worse than none.

Evidence is added up in points. A cue of the sense in the same sentence counts `SAME_SENTENCE`,
elsewhere in the message `SAME_MESSAGE`, in the channel's name or topic `CONTEXT`; each term of the
sense's own side nearby counts `NEIGHBOUR`. The prior only shifts the balance between senses that
have evidence.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from glossary.cues import CueHit, Cues, Hits
from glossary.normalising import haystack, words
from glossary.terms import Entry, Meaning, Sense, Side

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

    `points` is evidence that comes with it: a `need` of the entry that is satisfied.
    """

    entry: Entry
    sense: Sense | None
    cues: Cues | None
    points: float = 0.0

    @property
    def meaning(self) -> Meaning:
        return self.sense or self.entry

    @property
    def prior(self) -> float:
        return self.sense.prior if self.sense else 0.5


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
        self._sides = [entry.side for entry in neighbours]
        self._categories = [entry.category for entry in neighbours]
        self._found: dict[int, tuple[Hits, Hits]] = {}

    def choose(self, options: Sequence[Option], start: int, end: int) -> Option | None:
        """The option for the term at `start:end` that the evidence speaks for.

        None where there is no evidence, or as much for another option.
        """
        points = [self._points(option, start, end) for option in options]
        most = max(points)
        if most <= 0:
            return None
        if len(options) == 1:
            # The other meaning of a word with one sense is the everyday one.
            return options[0] if most >= MARGIN else None
        first = points.index(most)
        less = max(points[:first] + points[first + 1 :])
        second = points.index(less) if less < most else points.index(less, first + 1)
        lead = most - less + PRIOR * (options[first].prior - options[second].prior)
        return options[first] if lead >= MARGIN else None

    def _points(self, option: Option, start: int, end: int) -> float:
        points = option.points
        if option.cues and option.sense:
            points += self._cue_points(option.cues, option.sense.id, start, end)
        if self._has_company:
            points += self._company(option)
        return points

    def _cue_points(self, cues: Cues, sense: str, start: int, end: int) -> float:
        said, about = self._hits(cues)
        points = CONTEXT * len({hit[0] for hit in about[sense]}) if sense in about else 0.0
        if sense not in said:
            return points
        worth: dict[str, float] = {}
        sentence = self._sentence(start)
        hits = said[sense] if len(self._hay) <= FAR else _around(said[sense], start)
        for cue, first, last in hits:
            # A cue that is but a part of the term is no evidence.
            if first < start or last > end:
                here = SAME_SENTENCE if sentence[0] <= first < sentence[1] else SAME_MESSAGE
                worth[cue] = max(worth.get(cue, 0.0), here)
        return points + sum(worth.values())

    def _hits(self, cues: Cues) -> tuple[Hits, Hits]:
        """The cues of an entry in the message and in the words about its channel."""
        found = self._found.get(id(cues))
        if found is None:
            found = cues.find(self._hay), cues.find(self._context) if self._context else {}
            self._found[id(cues)] = found
        return found

    def _company(self, option: Option) -> float:
        """Points for the terms around and for the channel: those of a kind keep company."""
        side = option.meaning.side
        if side == "both":
            return 0.0
        kin = self._sides.count(side)
        if option.sense is None:
            kin += self._categories.count(option.entry.category)
        if kin > MOST_NEIGHBOURS:
            kin = MOST_NEIGHBOURS
        if self._channel_side is side:
            kin += 1
        return NEIGHBOUR * kin


def _around(hits: Sequence[CueHit], at: int) -> Sequence[CueHit]:
    """The hits that are not too far off to matter."""
    first = bisect_left(hits, at - FAR, key=_start)
    return hits[first : bisect_left(hits, at + FAR, lo=first, key=_start)]


def _start(hit: CueHit) -> int:
    return hit[1]


def commonest(options: Sequence[Option]) -> Option | None:
    """The sense to take without evidence, where the entry allows that."""
    allowed = [o for o in options if o.sense and o.entry.if_undecided == "commonest"]
    return max(allowed, key=lambda option: option.prior) if allowed else None


def side_of_channel(context: Sequence[str]) -> Side | None:
    """The side whose words a channel's name and topic use; None where neither or both."""
    used = set(re.findall(r"[a-z]+", " ".join(context).lower()))
    sides = [side for side, names in _SIDE_WORDS.items() if used & names]
    return sides[0] if len(sides) == 1 else None
