"""What an entry needs of the sentence around it, and what it avoids."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from glossary.terms import Entry

_OWN_FLAGS = re.compile(r"\(\?[a-zA-Z]*-?[a-zA-Z]*[:)]")
_CAPITAL = re.compile(r"\\.|\(\?P|[A-Z]", re.DOTALL)

_Search = tuple[Callable[[str], object | None], bool]
"""How to look for a pattern, and whether in the sentence in small letters."""


class Conditions:
    """The patterns of one entry. Immutable; compiled when first tried."""

    __slots__ = ("_avoid", "_entry", "_need")

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._need: Sequence[_Search] | None = None
        self._avoid: Sequence[_Search] = ()

    def are_met(self, sentence: str, small: str) -> bool:
        """Whether one of the `need` patterns (if any) and no `avoid` pattern is in a sentence.

        `small` is the sentence in small letters.
        """
        need = self._need
        if need is None:
            self._avoid = tuple(map(_search, self._entry.avoid))
            need = self._need = tuple(map(_search, self._entry.need))
        if need and not _any_in(need, sentence, small):
            return False
        return not (self._avoid and _any_in(self._avoid, sentence, small))


def _any_in(patterns: Sequence[_Search], sentence: str, small: str) -> bool:
    for search, is_small in patterns:  # noqa: SIM110 (a generator costs more than most searches)
        if search(small if is_small else sentence):
            return True
    return False


@lru_cache(maxsize=4096)
def _search(pattern: str) -> _Search:
    """Case never matters. Python ignores it slowly, so a pattern is put into small letters where
    that means the same: where it sets no flags of its own but the leading `(?i)`.
    """
    plain = pattern.removeprefix("(?i)")
    if _OWN_FLAGS.search(plain.replace("(?:", "(")):
        return re.compile(pattern, re.IGNORECASE).search, False
    return re.compile(_CAPITAL.sub(_small, plain)).search, True


def _small(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else found[0].lower()
