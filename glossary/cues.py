"""The words around an ambiguous term that give its sense away, found in any regular inflection."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from ahocorasick_rs import BytesAhoCorasick

from glossary.normalising import haystack
from glossary.terms import Entry

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


def inflections(word: str) -> tuple[str, tuple[str, ...]]:
    """The stem of a cue's last word and the endings with which it is the same word.

    "deals" -> ("deal", ("", "s", "es", ...)); "close" -> ("clos", ("e", "es", "ed", ...)).
    """
    base = _base(word)
    if len(base) < 3:
        return base, ("", "s")
    if base.endswith("e"):
        return base[:-1], _E_ENDINGS
    if base.endswith("y") and base[-2] not in "aeiou":
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


CueHit = tuple[str, int, int]
"""A cue and where it was found: start and end, character offsets."""

Hits = Mapping[str, Sequence[CueHit]]
"""The cues found, by the id of the sense that they speak for."""

Owner = tuple[str, str]
"""A cue, and the id of the sense that it speaks for."""


class Cues:
    """The cues of one entry's senses. Immutable; compiled when first looked for."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    @cached_property
    def _compiled(self) -> tuple[BytesAhoCorasick, tuple[Sequence[Owner], ...]]:
        owners: dict[bytes, dict[Owner, None]] = {}
        for sense in self._entry.senses:
            for cue in sense.cues:
                for spelling in _spellings(cue):
                    owners.setdefault(haystack(spelling), {})[cue, sense.id] = None
        return BytesAhoCorasick(owners), tuple(map(tuple, owners.values()))

    def find(self, hay: bytes) -> Hits:
        """Cues in a text that `normalising.haystack` made."""
        automaton, owners = self._compiled
        hits: dict[str, list[CueHit]] = {}
        for number, start, end in automaton.find_matches_as_indexes(hay, overlapping=True):
            for cue, sense in owners[number]:
                hits.setdefault(sense, []).append((cue, start, end - 2))
        return hits


def _spellings(cue: str) -> Iterator[str]:
    """A cue as it is written, and with its last word in every inflection."""
    yield cue
    before, space, last = cue.lower().rpartition(" ")
    stem, endings = inflections(last)
    for word in (
        *(stem + ending for ending in endings),
        *_IRREGULAR.get(_BASE.get(last, last), ()),
    ):
        yield f"{before}{space}{word}"
