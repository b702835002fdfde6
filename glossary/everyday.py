"""Words that everybody uses and understands without a glossary."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from glossary.spelling import everyday_words

Endings = tuple[tuple[str, tuple[str, ...]], ...]
"""Endings of forms, each with what may stand in its place in the base."""


def is_everyday(word: str) -> bool:
    """Whether a word, in whatever regular form, is an everyday word; capitals make no
    difference."""
    return any(base in _common_words() for base in _bases(word.casefold(), _PLURALS + _ENDINGS))


def is_everyday_name(word: str) -> bool:
    """Whether a word is an everyday word or the plural of one.

    Other forms are words of their own where they name something: "stage" is an everyday word,
    "staging" is not.
    """
    return any(base in _common_words() for base in _bases(word.casefold(), _PLURALS))


@cache
def _common_words() -> frozenset[str]:
    lines = Path(__file__).with_name("common_words.txt").read_text("utf-8").splitlines()
    listed = (word for line in lines if not line.startswith("#") for word in line.split())
    return everyday_words().union(listed)


def _bases(word: str, endings: Endings) -> Iterator[str]:
    """The word, and what it may be a form of; most of these are no words, which does no harm."""
    yield word
    for ending, instead in endings:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST_STEM:
            continue
        yield from (stem + letters for letters in instead)
        if stem[-1] == stem[-2]:
            yield stem[:-1]  # planned, running


_SHORTEST_STEM = 2
_PLURALS: Endings = (("'s", ("",)), ("s", ("",)), ("es", ("",)), ("ies", ("y",)))
_ENDINGS: Endings = (
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("ing", ("", "e")),
    ("ly", ("", "le")),
)
