"""The quantities behind a metric's verb: two values, a share that it moved by, a level it
reached.
"""

import re
from dataclasses import dataclass
from typing import Literal

from translators.rewriting.reading import Reading

_ABOUT = r"(?:about |around |nearly |roughly |some |almost |more than |over |at least |up to )?"
_UNITS = (
    r"(?:%|percent\b|per cent\b|x\b|ms\b|milliseconds?\b|s\b|sec\b|seconds?\b|min\b|minutes?\b"
    r"|hours?\b|h\b|days?\b|[KkMGT]i?B\b|k\b|M\b|million\b|points?\b)"
)
_NUMBER = rf"{_ABOUT}[~<>]?[$€£]?\d[\d,.]*(?<![.,])\s?{_UNITS}?"
_EACH = r"(?:\s+(?:a|an|per|each|every)\s+(?:second|minute|hour|day|week|month|quarter|year)\b)?"
_PAIR = re.compile(
    rf"\s+(?:from\s+)?(?P<a>{_NUMBER})\s*(?:\bto\b|→|->|⇒)\s*(?P<b>{_NUMBER})(?!\w){_EACH}",
    re.IGNORECASE,
)
_VALUE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([a-z%]*)", re.IGNORECASE)
_SCALES = {
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), (0.001, "time")),
    **dict.fromkeys(("s", "sec", "second", "seconds"), (1.0, "time")),
    **dict.fromkeys(("min", "minute", "minutes"), (60.0, "time")),
    **dict.fromkeys(("h", "hour", "hours"), (3600.0, "time")),
    **dict.fromkeys(("day", "days"), (86400.0, "time")),
    **{f"{prefix}b": (1000.0**power, "data") for power, prefix in enumerate("kmgt", 1)},
    **dict.fromkeys(("percent", "per"), (1.0, "%")),
    "%": (1.0, "%"),
    "k": (1000.0, "count"),
    "million": (1000.0**2, "count"),
}
"""Unit as typed, in lower case -> how many base units it is, and of what."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values that a metric went through: as typed, where they end, whether the second is
    greater, and what they count ("time", "%", "data", "" for nothing that is said).
    """

    text: str
    end: int
    rises: bool | None
    kind: str


def read_pair(reading: Reading, last: int) -> Pair | None:
    """A pair of values right after token `last`, unless a link or code stands in it."""
    found = _PAIR.match(reading.text, reading.tokens[last].end)
    if not found or reading.message.is_protected(found.start(), found.end()):
        return None
    before, after = _VALUE.search(found["a"]), _VALUE.search(found["b"])
    if before is None or after is None:
        return None
    rises = _rises(_amount(before, after), _amount(after, before))
    kind = _amount(after, before)[1]
    counted = None if kind else _COUNTED.match(reading.text, found.end())
    end = counted.end() if counted else found.end()
    return Pair(reading.text[found.start() : end].strip(), end, rises, kind)


_COUNTED = re.compile(
    r"\s(?:new |open )?(?!(?:as|is|was|has|this|its|across|versus|plus|less|us|always|thus)\b)"
    r"[a-z]{2,}s\b"
)
"""What the values count ("from 200 to 40,000 messages")."""


def _rises(before: tuple[float, str], after: tuple[float, str]) -> bool | None:
    """None where the units can't be compared or nothing moved."""
    return after[0] > before[0] if before[1] == after[1] and before[0] != after[0] else None


def _amount(value: re.Match[str], other: re.Match[str]) -> tuple[float, str]:
    """A value in base units; "from 2 to 3%" has its unit once."""
    unit = (value[2] or other[2]).lower()
    factor, kind = _SCALES.get(unit, (1.0, unit))
    return float(value[1].replace(",", "")) * factor, kind


_PARTS = r"(?:half|(?:a|one) (?:third|quarter|fifth|tenth)|two thirds|three quarters)"
_SHARE = re.compile(
    rf"\s+(?:(?P<by>by)\s+(?P<share>{_ABOUT}(?:\d[\d,.]*(?<![.,])\s?{_UNITS}|{_PARTS}))"
    rf"|(?P<plain>{_ABOUT}\d[\d,.]*(?<![.,])\s?"
    r"(?:%|percent\b|per cent\b|ms\b|[KMGT]B\b|seconds?\b)"
    rf"|(?:a|one) (?:third|quarter|fifth|tenth))"
    r"|in (?P<half>half))(?![\w-])(?!\s(?:ago|later|earlier|of|in a row|straight))",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%$|percent$|per cent$", re.IGNORECASE)
_MOMENT = re.compile(r"seconds?$", re.IGNORECASE)
_THEN = re.compile(r"\s(?:after|before|into|from)\b")


@dataclass(frozen=True, slots=True)
class Share:
    """How far a metric moved: `text` as typed ("20%", "a third", "200 ms"), its last token, and
    whether "by" stands before it.
    """

    text: str
    last: int
    by: bool
    kind: Literal["percent", "part", "half", "amount"]


def read_share(reading: Reading, last: int) -> Share | None:
    """A share or amount right after token `last` ("by 20%", "30%", "in half")."""
    found = _SHARE.match(reading.text, reading.tokens[last].end)
    if not found or reading.message.is_protected(found.start(), found.end()):
        return None
    text = found["share"] or found["plain"] or found["half"]
    at_a_time = found["plain"] and _MOMENT.search(text) and _THEN.match(reading.text, found.end())
    if at_a_time:
        return None  # "Latency rose 2 seconds after the release" says when.
    kind: Literal["percent", "part", "half", "amount"] = "amount"
    if text.lower().endswith("half"):
        kind = "half"
    elif _PERCENT.search(text):
        kind = "percent"
    elif not any(map(str.isdigit, text)):
        kind = "part"
    return Share(text, reading.last_before(found.end()), bool(found["by"]), kind)


_LEVEL = re.compile(
    rf"\s+(?P<level>(?:to|below|under|above)\s+{_ABOUT}[~<>]?[$€£]?\d[\d,.]*(?<![.,])\s?{_UNITS}?)"
    rf"(?!\w)(?!\s?(?:→|->|[-/]\d)){_EACH}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Level:
    """What a metric moved to: `text` as typed ("to 99.2%", "below 5%"), and its last token."""

    text: str
    last: int


def read_level(reading: Reading, last: int) -> Level | None:
    """A level right after token `last`."""
    found = _LEVEL.match(reading.text, reading.tokens[last].end)
    if not found or reading.message.is_protected(found.start(), found.end()):
        return None
    return Level(found[0].strip(), reading.last_before(found.end()))
