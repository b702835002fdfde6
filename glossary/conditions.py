"""What an entry needs of the sentence around it, and what it avoids."""

import re
from collections.abc import Sequence
from functools import lru_cache

from glossary.terms import Entry

_OWN_FLAGS = re.compile(r"\(\?[a-zA-Z]*-?[a-zA-Z]*[:)]")
_CAPITAL = re.compile(r"\\.|\(\?P|[A-Z]", re.DOTALL)


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> tuple[re.Pattern[str], bool]:
    """The pattern, and whether it is to be tried on the sentence in small letters.

    Case never matters. Python ignores it slowly, so a pattern is put into small letters where that
    means the same: where it sets no flags of its own but the leading `(?i)`.
    """
    plain = pattern.removeprefix("(?i)")
    if _OWN_FLAGS.search(plain.replace("(?:", "(")):
        return re.compile(pattern, re.IGNORECASE), False
    return re.compile(_CAPITAL.sub(_small, plain)), True


def _small(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else found[0].lower()


def are_met(entry: Entry, sentence: str) -> bool:
    """Whether one of the entry's `need` patterns (if any) and no `avoid` pattern is in a
    sentence.
    """
    small = sentence.lower()
    return not (
        (entry.need and not _any_in(entry.need, sentence, small))
        or _any_in(entry.avoid, sentence, small)
    )


def _any_in(patterns: Sequence[str], sentence: str, small: str) -> bool:
    for pattern in patterns:
        compiled, is_small = _compiled(pattern)
        if compiled.search(small if is_small else sentence):
            return True
    return False
