"""Which of several meanings a term has here, from the words around it. Without evidence, or with
as much for another meaning, nothing is decided: a wrong meaning is worse than none.

Evidence is added up in points. A cue of the sense in the same sentence counts `SAME_SENTENCE`,
elsewhere in the message `SAME_MESSAGE`, in the channel's name or topic `CONTEXT`; each term of the
sense's own side nearby counts `NEIGHBOUR`. The prior only shifts the balance between senses that
have evidence.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick

from glossary.normalising import haystack
from glossary.terms import Entry, Meaning, Sense, Side

SAME_SENTENCE = 2.0
SAME_MESSAGE = 1.0
CONTEXT = 1.0
NEIGHBOUR = 0.75
MOST_NEIGHBOURS = 2
PRIOR = 0.5
MARGIN = 0.5
"""By how much the best sense has to be ahead of the next."""

_SIDE_WORDS = {
    Side.TECH: (
        "eng engineer engineering dev developer devops platform infra infrastructure sre backend"
        " frontend ops incident security data ml deploy release tech it qa mobile"
    ),
    Side.BUSINESS: (
        "sales seller marketing finance revenue revops customer success support legal people hr"
        " deal exec leadership growth account partner procurement gtm board hiring"
    ),
}

_IRREGULAR_FORMS = """
break broke broken; bring brought; build built; buy bought; choose chose chosen
fall fell fallen; find found; get got; give gave given; go went gone; grow grew grown
hold held; keep kept; lead led; leave left; lose lost; make made; meet met; pay paid
person people; rise rose risen; run ran; sell sold; send sent; shrink shrank
speak spoke; spend spent; take took taken; tell told; think thought; win won
write wrote written
"""
_IRREGULAR = {
    base: tuple(others)
    for base, *others in map(str.split, re.split(r"[;\n]", _IRREGULAR_FORMS.strip()))
}
_BASE = {past: base for base, forms in _IRREGULAR.items() for past in forms}

_REGULAR_ENDINGS = ("", "s", "es", "ed", "ing", "er", "ers")
_E_ENDINGS = ("e", "es", "ed", "ing", "er", "ers")
_Y_ENDINGS = ("y", "ys", "ies", "ied", "ying")


@dataclass(frozen=True, slots=True)
class Option:
    """A meaning that a term found may have: an entry, or one sense of it."""

    entry: Entry
    sense: Sense | None = None
    points: float = 0.0
    """Evidence that comes with the option: a satisfied `need`."""

    @property
    def meaning(self) -> Meaning:
        return self.sense or self.entry

    @property
    def key(self) -> tuple[str, str]:
        return self.entry.id, self.sense.id if self.sense else ""


def inflections(word: str) -> tuple[str, tuple[str, ...]]:
    """The stem of a cue's last word and the endings with which it is the same word.

    "deals" -> ("deal", ("", "s", "es", ...)); "close" -> ("clos", ("e", "es", "ed", ...)).
    """
    base = _base(word)
    if len(base) < 3:
        return base, ("", "s")
    if base.endswith("e"):
        return base[:-1], _E_ENDINGS
    if base.endswith("y"):
        return base[:-1], _Y_ENDINGS
    doubled = tuple(base[-1] + ending for ending in ("ed", "ing", "er", "ers"))
    without_e = ("e",) if word.endswith(("ing", "ed")) else ()
    return base, (*_REGULAR_ENDINGS, *doubled, *without_e)


def _base(word: str) -> str:
    """The word without a regular ending, or the base of an irregular form."""
    if word in _BASE:
        return _BASE[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            return _undoubled(stem)
    return word


def _undoubled(stem: str) -> str:
    return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "lsz" else stem


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found at `start:end` (character offsets) for a sense named by entry id and sense id."""

    sense: tuple[str, str]
    cue: str
    start: int
    end: int


class Cues:
    """The cues of many senses, compiled. A cue is found in any regular inflection of its last
    word.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        owners: dict[bytes, list[tuple[frozenset[bytes], str, tuple[str, str]]]] = defaultdict(list)
        for entry in entries:
            for sense in entry.senses:
                for cue in sense.cues:
                    for pattern, endings in _patterns(cue):
                        owners[pattern].append((endings, cue, (entry.id, sense.id)))
        self._owners = tuple(owners.values())
        self._automaton = BytesAhoCorasick(owners.keys())

    def find(self, hay: bytes) -> Iterator[CueHit]:
        """Cues in a text that `normalising.haystack` made."""
        for number, start, end in self._automaton.find_matches_as_indexes(hay, overlapping=True):
            stop = hay.index(b" ", end)
            ending = hay[end:stop]
            for endings, cue, sense in self._owners[number]:
                if ending in endings:
                    yield CueHit(sense, cue, start, stop - 1)


def _patterns(cue: str) -> Iterator[tuple[bytes, frozenset[bytes]]]:
    words = haystack(cue).decode("latin-1").split()
    if not words:
        return
    before, last = words[:-1], words[-1]
    stem, endings = inflections(last)
    yield (
        _pattern(*words),
        frozenset({b""}),
    )  # whatever the rules make of it, a cue is found as written
    yield _pattern(*before, stem), frozenset(ending.encode("latin-1") for ending in endings)
    for irregular in _IRREGULAR.get(_BASE.get(last, last), ()):
        yield _pattern(*before, irregular), frozenset({b""})


def _pattern(*words: str) -> bytes:
    return f" {' '.join(words)}".encode("latin-1")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands: its own span and the span of its sentence, in characters."""

    start: int
    end: int
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a message and its channel offer to tell meanings apart, gathered once for all its
    ambiguous terms.
    """

    hits: Mapping[tuple[str, str], Sequence[CueHit]]
    context: Mapping[tuple[str, str], Sequence[CueHit]]
    neighbours: Sequence[Entry]
    channel_side: Side | None

    def choose(self, options: Sequence[Option], place: Place) -> Option | None:
        """The option that the evidence speaks for; None where there is none, or as much for
        another.
        """
        scored = sorted(((self.points(option, place), option) for option in options), key=_first)
        if len(scored) == 1:
            return scored[0][1]
        best, second = scored[-1], scored[-2]
        if best[0] <= 0:
            return None
        lead = best[0] - second[0] + PRIOR * (_prior(best[1]) - _prior(second[1]))
        return best[1] if lead >= MARGIN else None

    def points(self, option: Option, place: Place) -> float:
        """Evidence for one option, see the module's docstring."""
        total = option.points + CONTEXT * len({hit.cue for hit in self.context.get(option.key, ())})
        cues: dict[str, float] = {}
        for hit in self.hits.get(option.key, ()):
            if hit.start < place.start or hit.end > place.end:
                within = place.sentence[0] <= hit.start < place.sentence[1]
                worth = SAME_SENTENCE if within else SAME_MESSAGE
                cues[hit.cue] = max(worth, cues.get(hit.cue, 0.0))
        return total + sum(cues.values()) + self._company(option)

    def _company(self, option: Option) -> float:
        """Points for the terms around and for the channel: those of a kind keep company."""
        side = option.meaning.side
        kin = [entry for entry in self.neighbours if side != "both" and entry.side == side]
        if option.sense is None:
            kin += [entry for entry in self.neighbours if entry.category == option.entry.category]
        channel = NEIGHBOUR if self.channel_side is not None and self.channel_side is side else 0.0
        return channel + NEIGHBOUR * min(len(kin), MOST_NEIGHBOURS)


def _first(pair: tuple[float, Option]) -> float:
    return pair[0]


def _prior(option: Option) -> float:
    return option.sense.prior if option.sense else 0.5


def commonest(options: Sequence[Option]) -> Option | None:
    """The sense to take without evidence, where the entry allows that."""
    allowed = [
        option for option in options if option.entry.if_undecided == "commonest" and option.sense
    ]
    return max(allowed, key=_prior, default=None)


def by_sense(hits: Iterable[CueHit]) -> dict[tuple[str, str], list[CueHit]]:
    """Hits of cues, grouped by the sense that they speak for."""
    grouped: dict[tuple[str, str], list[CueHit]] = defaultdict(list)
    for hit in hits:
        grouped[hit.sense].append(hit)
    return grouped


def side_of_channel(context: Sequence[str]) -> Side | None:
    """The side whose words a channel's name and topic use; None where neither or both."""
    words = set(re.findall(r"[a-z]+", " ".join(context).lower()))
    used = [side for side, names in _SIDE_WORDS.items() if words & set(names.split())]
    return used[0] if len(used) == 1 else None
