"""Dates, times of day and deadlines in a text, broken into facts that can be compared across
wordings.

A mention ("by EOD Friday, 3 March 2026") has atoms ("end:day", "weekday:fri", "day:3",
"month:3", "year:2026"). Two texts speak of the same times when they have the same atoms, however
these are written down.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from translators.reckoning.date_words import END, MONTH, SHORT_WEEKDAY, WEEKDAY

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ORDINAL_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_TIME_UNIT = r"day|week|month|quarter|year|sprint|iteration|weekend|half"

_PATTERN = re.compile(
    rf"""(?<![\w$€£])(?:
  (?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d
      |3[01]))(?:[T\ ](?P<iso_time>[0-2]?\d:[0-5]\d)(?::\d\d)?Z?)?
 |(?P<slash>\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)|(?<=[oO]n\ )\d{{1,2}}/\d{{1,2}}
     |(?<=[bB]y\ )\d{{1,2}}/\d{{1,2}}
    |(?<=[bB]efore\ )\d{{1,2}}/\d{{1,2}}|(?<=[uU]ntil\ )\d{{1,2}}/\d{{1,2}}
        |(?<=[dD]ue\ )\d{{1,2}}/\d{{1,2}})(?![\d/])
 |(?P<dotted>(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.{_YEAR})
 |(?P<month_day>(?!may\b|mar|dec\b|sep\b)(?i:{MONTH})\.?\ {_ORDINAL_DAY}(?![\d:.,]?\d|\ ?%
     |\w)(?:,?\ {_YEAR})?)
 |(?P<day_month>(?:the\ )?{_ORDINAL_DAY}\ (?:of\ )?{MONTH}\b\.?(?:,?\ {_YEAR})?)
 |(?P<month_year>(?i:{MONTH})\.?\ {_YEAR})
 |(?P<weekday>(?i:{WEEKDAY}s?)|{SHORT_WEEKDAY}\b(?!\ (?:Microsystems
     |Life))\.?)
 |(?P<clock>(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?\ ?(?i:[ap]\.?m\b\.?)|(?:[01]?\d
     |2[0-3]):[0-5]\d(?::[0-5]\d)?
    |(?:1[0-2]|0?[1-9])\ ?(?i:[ap]\.?m\b\.?)|(?:1[0-2]|[1-9])\ o['’]clock|(?i:noon|midday
        |midnight))
 |(?P<quarter>(?i:Q[1-4]|[1-4]Q|(?:1st|2nd|3rd|4th|first|second|third
     |fourth)\ quarter)(?:[\ ']?(?:of\ )?(?:{_YEAR}|(?<=')\d\d))?)
 |(?P<half>H[12]|(?i:(?:first|second)\ half)(?=\ of\ (?:the\ year|{_YEAR})))(?:[\ ']?(?:{_YEAR}
     |(?<=')\d\d))?
 |(?P<fiscal>(?i:FY|fiscal\ (?:year\ )?)\ ?'?(?:{_YEAR}|\d\d)\b)
 |(?P<end>(?i:{END}|(?:the\ )?(?:end|close)\ of\ (?:the\ |this\ )?(?:business(?:\ day)?
     |{_TIME_UNIT})\b
    |end\ of\ (?:day|week|month|quarter|year)|(?:day|week|month|quarter|year)(?:\ |-|'s\ |’s\ )end
    |(?:the\ )?end\ of(?=\ (?:{MONTH}|{WEEKDAY}s?|next|last|Q[1-4]|H[12]|{_YEAR}|today
        |tomorrow)\b)))
 |(?P<next>(?i:(?:the\ )?(?:next|this|last|coming|current|following|past|previous
     |upcoming)\ (?:{_TIME_UNIT}|morning|afternoon|evening)\b(?!-)))
 |(?P<near>(?i:(?:the\ )?day\ (?:after\ tomorrow|before\ yesterday)|today|tonight|tomorrow
     |yesterday))
 |(?P<asap>(?i:asap|as\ soon\ as\ possible|immediately|right\ away|straight\ away))
 |(?P<month>January|February|April|June|July|August|September|October|November|December
    |(?<=[iI]n\ )(?:March|May|{MONTH})|(?<=[bB]y\ )(?:March|May|{MONTH})|(?<=[oO]f\ )(?:March|May)
        |(?<=[sS]ince\ )(?:March|May)
    |(?<=[uU]ntil\ )(?:March|May)|(?<=[bB]efore\ )(?:March|May)|(?<=[nN]ext\ )(?:March|May)
        |(?<=[lL]ast\ )(?:March|May)
    |(?<=mid-){MONTH}|(?<=[tT]his\ )(?:March|May)|(?<=[fF]rom\ )(?:March|May)|(?<=[tT]o\ )(?:March
        |May)(?!\ \w+ing))\b
 |(?P<year>(?<![\d.,]){_YEAR}(?=[s'’]?\b)(?![.,]\d|\ ?(?:%|x\b|ms\b|[kMB]\b|[kMGT]B\b)|\ (?:s|h|m
     |d|w|sec|min|rps|qps|EUR|USD|percent|points?|more|of\ (?:the|our|them))\b))
)(?![\w])(?!%)""",
    re.VERBOSE,
)

_YEAR_BEFORE = re.compile(
    r"\b(?:in|by|since|until|till|before|after|during|through|throughout|year|early|late|"
    r"mid|end of|start of|"
    r"beginning of|from|to|for|of|and|vs\.?|versus|than|calendar)[ -](?:the )?$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"\s+(?:[a-z]+\s)?(?!was|is|has|this|sales|results|as|plans|goals)[a-z]{2,}s\b"
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class When:
    """A mention of a date, time or deadline at `text[start:end]`, with its comparable atoms."""

    start: int
    end: int
    atoms: frozenset[str]


def find(text: str) -> tuple[When, ...]:
    """All mentions in order, none overlapping. A bare four-digit number counts only where it
    reads as a year."""
    return tuple(_mentions(text))


def _mentions(text: str) -> Iterator[When]:
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "iso_time":
            kind = "iso"
        if kind == "year" and not _reads_as_year(text, match.start(), match.end()):
            continue
        yield When(match.start(), match.end(), frozenset(_ATOMS[kind](match[0])))


def _reads_as_year(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 16) : start]
    return bool(_YEAR_BEFORE.search(before)) and not _COUNTED_AFTER.match(text, end)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in _DIGITS.findall(text)]


def _iso(text: str) -> Iterator[str]:
    year, month, day, *rest = _numbers(text)
    yield from _day(day, month, year)
    if len(rest) >= 2:
        yield f"time:{rest[0]}:{rest[1]:02}"


def _day(day: int, month: int, year: int | None = None) -> Iterator[str]:
    yield f"day:{day}"
    yield f"month:{month}"
    if year is not None:
        yield f"year:{year + 2000 if year < 100 else year}"


def _slash(text: str) -> Iterator[str]:
    """Month first, as in the messages this was written for, unless the first number can't be a
    month."""
    first, second, *rest = _numbers(text)
    month, day = (second, first) if first > 12 else (first, second)
    yield from _day(day, month, rest[0] if rest else None)


def _dotted(text: str) -> Iterator[str]:
    day, month, year = _numbers(text)
    yield from _day(day, month, year)


def _named(text: str) -> Iterator[str]:
    """A month by name, with a day, a year, both or neither."""
    folded = text.casefold()
    month = next(i for i, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}", folded))
    yield f"month:{month}"
    for number in _numbers(text):
        yield f"year:{number}" if number > 31 else f"day:{number}"


def _weekday(text: str) -> Iterator[str]:
    yield f"weekday:{text[:3].casefold()}"


def _clock(text: str) -> Iterator[str]:
    folded = text.casefold()
    if folded in ("noon", "midday", "midnight"):
        yield "time:0:00" if folded == "midnight" else "time:12:00"
        return
    hour, *rest = _numbers(text)
    minute = rest[0] if rest else 0
    if "m" in folded:
        hour = hour % 12 + (12 if "p" in folded else 0)
    yield f"time:{hour}:{minute:02}"


_ORDER = {"first": "1", "second": "2", "third": "3", "fourth": "4"}


def _part(kind: str) -> Callable[[str], Iterator[str]]:
    def atoms(text: str) -> Iterator[str]:
        folded = text.casefold()
        digits = re.search(r"(?<!\d)[1-4](?!\d)", folded)
        number = digits[0] if digits else next(v for k, v in _ORDER.items() if k in folded)
        yield f"{kind}:{number}"
        for year in re.findall(r"\d{4}|(?<=')\d\d", folded):
            yield f"year:{year if len(year) == 4 else '20' + year}"

    return atoms


def _fiscal(text: str) -> Iterator[str]:
    year = _DIGITS.findall(text)[0]
    yield f"year:{year if len(year) == 4 else '20' + year}"


_ENDS = {
    "eod": "day",
    "eob": "day",
    "cob": "day",
    "eow": "week",
    "eom": "month",
    "eoq": "quarter",
    "eoy": "year",
}


def _end(text: str) -> Iterator[str]:
    folded = " ".join(text.casefold().split())
    if folded in _ENDS:
        yield f"end:{_ENDS[folded]}"
        return
    last = folded.split()[-1]
    if turned := re.match(r"(day|week|month|quarter|year)\W", folded):
        last = turned[1]
    if "business" in folded:
        last = "day"
    yield "end" if last == "of" else f"end:{last}"


_WHICH = {
    "coming": "next", "following": "next", "upcoming": "next", "current": "this",
    "past": "last", "previous": "last",
}  # fmt: skip
# Jargon for a span of work: the plain wording names it otherwise, what counts is which one.
_RENAMED = frozenset({"sprint", "iteration"})


def _next(text: str) -> Iterator[str]:
    which, unit = text.casefold().split()[-2:]
    which = _WHICH.get(which, which)
    yield f"relative:{which}" if unit in _RENAMED else f"relative:{which} {unit}"


def _near(text: str) -> Iterator[str]:
    folded = text.casefold().removeprefix("the ")
    yield f"relative:{folded}"


def _asap(text: str) -> Iterator[str]:
    yield "asap"


def _year(text: str) -> Iterator[str]:
    yield f"year:{text}"


_ATOMS: dict[str, Callable[[str], Iterator[str]]] = {
    "iso": _iso,
    "slash": _slash,
    "dotted": _dotted,
    "month_day": _named,
    "day_month": _named,
    "month_year": _named,
    "month": _named,
    "weekday": _weekday,
    "clock": _clock,
    "quarter": _part("quarter"),
    "half": _part("half"),
    "fiscal": _fiscal,
    "end": _end,
    "next": _next,
    "near": _near,
    "asap": _asap,
    "year": _year,
}
