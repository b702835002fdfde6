"""What an entry needs of the sentence around it, and what it avoids."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from glossary.terms import Entry
from glossary.ways import Ways

_OWN_FLAGS = re.compile(r"\(\?[a-zA-Z]*-?[a-zA-Z]*[:)]")
_CAPITAL = re.compile(r"\\.|\(\?P|[A-Z]", re.DOTALL)

_BEYOND_LATIN = re.compile(r"[^\x00-\xff]")

_Search = tuple[Callable[[str], object | None], bool]
"""How to look for a pattern, and whether in the sentence in small letters."""

_Look = Callable[..., re.Match[bytes] | None]
Check = tuple[_Look, bool, "Patterns"]
"""How to look through the words of a text, whether something has to be there, and the patterns.

Nothing found means that none of the patterns is there, a word that one of them is; where a group is
found, the patterns have to be asked.
"""

_DOUBT = re.compile(b"()").search
"""Finds a group everywhere."""


def is_readable(text: str) -> bool:
    """Whether a haystack has all letters and digits of a text."""
    return text.isascii() or not any(map(str.isalnum, _BEYOND_LATIN.findall(text)))


class Conditions:
    """The patterns of one entry. Immutable; compiled when first tried."""

    __slots__ = ("_entry", "checks")

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self.checks: tuple[Check, ...] | None = None

    def compiled(self) -> tuple[Check, ...]:
        """One check of what has to be near, one of what must not be, as far as there are such.
        Kept as `checks`.
        """
        parts = ((self._entry.need, True), (self._entry.avoid, False))
        self.checks = tuple([Patterns(some).check(is_wanted) for some, is_wanted in parts if some])
        return self.checks

    def are_met(self, text: str, hay: bytes, first: int, last: int) -> bool:
        """Whether one of the `need` patterns (if any) and no `avoid` pattern is in the sentence
        `text[first:last]`, which begins behind white space and ends with it, if not with the text.

        `hay` is what `normalising.tokens` makes of the text.
        """
        for _, is_wanted, patterns in self.checks or self.compiled():
            if patterns.any_in(text, hay, first, last) is not is_wanted:
                return False
        return True


class Patterns:
    """Patterns of which one is looked for.

    Their ways are looked for first, all at once. Where one of `others` is found, one of the
    patterns may be there, and begins there or a character before: a way begins with a word or with
    the sign that goes before it.
    """

    __slots__ = ("_doubtful", "_patterns", "_search", "_without_ways")

    def __init__(self, patterns: tuple[str, ...]) -> None:
        ways, without_ways = Ways(), []
        for pattern in patterns:
            plain = _in_small_letters(pattern)
            if plain is None or not ways.add(plain):
                without_ways.append(pattern)
        compiled = ways.compiled()
        self._search: _Look | None = compiled.search if compiled else None
        self._patterns = patterns
        self._doubtful, self._without_ways = tuple(ways.doubtful), tuple(without_ways)

    def check(self, is_wanted: bool) -> Check:
        """What to look for first; it is wanted, or not wanted."""
        look = self._search
        return look if look and not self._without_ways else _DOUBT, is_wanted, self

    def any_in(self, text: str, hay: bytes, first: int, last: int) -> bool:
        """Whether one of the patterns is in the sentence; see `Conditions.are_met`."""
        sentence = text[first:last]
        if not is_readable(sentence):
            return _any_in(self._patterns, sentence)
        if self._without_ways and _any_in(self._without_ways, sentence):
            return True
        if self._search is None:
            return False
        end = last + 2 if last == len(text) else last + 1
        return self._any_way_in(sentence, self._search, hay, first, end)

    def _any_way_in(self, sentence: str, search: _Look, hay: bytes, first: int, end: int) -> bool:
        small = None
        found = search(hay, first, end)
        while found is not None:
            if found.lastindex is None:
                return True
            small = small or sentence.lower()
            at = found.start() - first
            for pattern in self._doubtful:
                match = _match(pattern)
                if match(small, at) or (at and match(small, at - 1)):
                    return True
            found = search(hay, found.start() + 1, end)
        return False


@lru_cache(maxsize=4096)
def _match(pattern: str) -> Callable[[str, int], object | None]:
    return re.compile(pattern).match


def _any_in(patterns: Iterable[str], sentence: str) -> bool:
    small = sentence.lower()
    for pattern in patterns:
        search, is_small = _search(pattern)
        if search(small if is_small else sentence):
            return True
    return False


@lru_cache(maxsize=4096)
def _search(pattern: str) -> _Search:
    plain = _in_small_letters(pattern)
    if plain is None:
        return re.compile(pattern, re.IGNORECASE).search, False
    return re.compile(plain).search, True


def _in_small_letters(pattern: str) -> str | None:
    """Case never matters. Python ignores it slowly, so a pattern is put into small letters where
    that means the same: where it sets no flags of its own but the leading `(?i)`.
    """
    plain = pattern.removeprefix("(?i)")
    if _OWN_FLAGS.search(plain.replace("(?:", "(")):
        return None
    return _CAPITAL.sub(_small, plain)


def _small(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else found[0].lower()
