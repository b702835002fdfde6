"""What an entry needs of the sentence around it, and what it avoids."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from glossary.terms import Entry
from glossary.ways import Ways

_OWN_FLAGS = re.compile(r"\(\?[a-zA-Z]*-?[a-zA-Z]*[:)]")
_CAPITAL = re.compile(r"\\.|\(\?P|[A-Z]", re.DOTALL)

_UNREADABLE = re.compile(r"[^\W\x00-\xff]")
"""Letters and digits that a haystack has not."""

_Search = tuple[Callable[[str], object | None], bool]
"""How to look for a pattern, and whether in the sentence in small letters."""


class Conditions:
    """The patterns of one entry. Immutable; compiled when first tried."""

    __slots__ = ("_avoid", "_entry", "_need")

    def __init__(self, entry: Entry) -> None:
        self._entry: Entry | None = entry
        self._need: _Patterns | None = None
        self._avoid: _Patterns | None = None

    def are_met(self, text: str, hay: bytes, first: int, last: int) -> bool:
        """Whether one of the `need` patterns (if any) and no `avoid` pattern is in the sentence
        `text[first:last]`, which begins behind white space and ends with it, if not with the text.

        `hay` is what `normalising.tokens` makes of the text.
        """
        entry = self._entry
        if entry is not None:
            self._need = _Patterns(entry.need) if entry.need else None
            self._avoid = _Patterns(entry.avoid) if entry.avoid else None
            self._entry = None  # last, since requests in other threads look for it
        need, avoid = self._need, self._avoid
        if need is not None and not need.any_in(text, hay, first, last):
            return False
        return avoid is None or not avoid.any_in(text, hay, first, last)


class _Patterns:
    """Patterns of which one is looked for.

    Their ways are looked for first, all at once; the patterns themselves only where that does not
    answer the question.
    """

    __slots__ = ("_others", "_patterns", "_search")

    def __init__(self, patterns: tuple[str, ...]) -> None:
        ways, others = Ways(), []
        for pattern in patterns:
            plain = _in_small_letters(pattern)
            if plain is None or not ways.add(plain):
                others.append(pattern)
        compiled = ways.compiled()
        self._search = compiled.search if compiled else None
        self._patterns, self._others = patterns, tuple(others)

    def any_in(self, text: str, hay: bytes, first: int, last: int) -> bool:
        patterns = self._others
        if not text.isascii() and _UNREADABLE.search(text, first, last):
            patterns = self._patterns
        elif self._search is not None:
            found = self._search(hay, first, last + 2 if last == len(text) else last + 1)
            if found is not None:
                if found.lastindex is None:
                    return True
                patterns = self._patterns
        return bool(patterns) and _any_in(patterns, text[first:last])


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
