"""Stretches of a text: those that a pattern finds, and those that belong together."""

import re
from collections.abc import Iterable, Iterator

from translators.models import Span
from translators.patterns import compiled


def matched(pattern: re.Pattern[str], text: str, group: int | str = 0) -> Iterator[Span]:
    """Where the pattern, or one of its groups, matches, in order."""
    return (Span(*match.span(group)) for match in pattern.finditer(text))


def joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that only a comma or "and" parts, taken as one: a slot is one stretch of the text.

    Of spans that overlap the first and longest stays.
    """
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if merged and span.start < merged[-1].end:
            continue
        if merged and _JOINT.fullmatch(text, merged[-1].end, span.start):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


_JOINT = compiled(r",?\s*(?:and|or|&|plus|as\swell\sas)\s+(?:also\s+|with\s+)?|\s*[,/+]\s*")
