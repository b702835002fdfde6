"""Which worked examples go with a message: those nearest to it that fit the reader.

The likeness of an example is the cosine of the two texts' sets of word stems (shared ones over the
root of the product of their numbers, light words left out), plus `_TERM` for each glossary entry
that both hold (three at most), plus `_FEATURE` for each sort of statement that both make (an amount
of money, a share, a time, a bound, a doubt, a negation, a question). Ties keep the order of the
file, so the same message always takes the same examples.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from glossary.terms import Audience
from prompts.library import WorkedExample, load_examples
from translators.models import Direction
from translators.verifying.facts import stems

_TERM, _MOST_TERMS = 0.25, 3
_FEATURE = 0.04
_LIGHT = stems(
    "a an the and or but of to in on at for with by from as is are was were be been it its this"
    " that these those we our us they their i my you your not no so if then than there can will"
    " have has had do does did"
)
_FEATURES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[$€£]\s?\d|\b(?:budget|cost)",
        r"\d\s?%|percent|\bpoints?\b",
        r"\b\d+(?:[.,]\d+)?\s?(?:ms|s|sec\w*|min\w*|h|hours?|days?|weeks?)\b|\d:\d\d",
        r"\b(?:about|around|up to|at most|at least|max|min|more than|less than)\b|[~<>≤≥]\s?\d",
        r"\b(?:may|might|could|should|probably|likely|maybe|think|estimate|expect)\b",
        r"\b(?:not|no|never|without|unless|none|nobody)\b|n['’]t\b",
        r"\b(?:by|before|until|deadline|next|monday|tuesday|wednesday|thursday|friday|q[1-4])\b",
        r"\?",
    )
)


class _Profile(NamedTuple):
    stems: frozenset[str]
    features: frozenset[int]

    @classmethod
    def of(cls, text: str) -> "_Profile":
        kinds = (kind for kind, shape in enumerate(_FEATURES) if shape.search(text))
        return cls(stems(text) - _LIGHT, frozenset(kinds))


@cache
def _pool(direction: Direction) -> tuple[tuple[WorkedExample, _Profile], ...]:
    examples = load_examples(direction.value).examples
    return tuple((example, _Profile.of(example.before)) for example in examples)


def nearest(
    text: str,
    *,
    terms: Iterable[str],
    direction: Direction,
    audience: Audience,
    most: int,
) -> Sequence[WorkedExample]:
    """The `most` examples of the pool that are likest to `text`, the likest first.

    `terms` are the ids of the entries matched in it. Only examples for `audience` are taken, or for
    everybody; every audience has more than enough.
    """
    profile, found = _Profile.of(text), frozenset(terms)
    fitting = [
        (example, _likeness(profile, other) + _shared(found, example))
        for example, other in _pool(direction)
        if not example.audiences or audience.value in example.audiences
    ]
    fitting.sort(key=lambda scored: scored[1], reverse=True)
    return [example for example, _ in fitting[:most]]


def _likeness(one: _Profile, other: _Profile) -> float:
    size = math.sqrt(len(one.stems) * len(other.stems))
    cosine = len(one.stems & other.stems) / size if size else 0.0
    return cosine + _FEATURE * len(one.features & other.features)


def _shared(found: frozenset[str], example: WorkedExample) -> float:
    return _TERM * min(_MOST_TERMS, len(found & example.terms))
