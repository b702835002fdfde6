"""Numbers with their units in a text, in digits or in words, as exact values.

Labels that merely hold digits ("p99", "k8s", "HTTP 503", "v2", "S3"), dates and times are not
quantities.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from translators.reckoning import currencies, dates, notation, number_words, units
from translators.reckoning.units import Dimension, Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `text[start:end]`, unit included.

    `amount` is the number as written, its scale worked in (2_000_000 for "2 million"); `scale`
    is that scale as written ("million", "k") or "". `unit` is what it counts (`units.BARE` for a
    plain number). `spoken` says that it is written in words; `soft` that it may not be meant as
    a number ("a second", "double").
    """

    start: int
    end: int
    text: str
    amount: Fraction
    unit: Unit
    scale: str = ""
    spoken: bool = False
    soft: bool = False
    bracketed: bool = False

    @property
    def dimension(self) -> Dimension:
        return self.unit.dimension

    @property
    def base(self) -> Fraction:
        """The amount in base units of its dimension (seconds, bytes, …)."""
        return self.amount * self.unit.factor


SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "mil": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "billions": 10**9,
    "t": 10**12,
    "tn": 10**12,
    "trillion": 10**12,
    "hundred": 100,
    "dozen": 12,
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
}
_MULTIPLES = {
    "doubl": Fraction(2),
    "twice": Fraction(2),
    "tripl": Fraction(3),
    "thrice": Fraction(3),
    "quadrupl": Fraction(4),
}


def find(text: str, *, protected: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """All quantities in order, none overlapping, none touching a protected span.

    In "from 850 to 420 ms", "3-5 days" or "5% and 7%" a bare number before one with a unit takes
    over that unit where only "to", "-", "and" or "or" stands between them.
    """
    if not notation.HAS_NUMBER.search(text):
        return ()
    taken = _merged(
        [(when.start, when.end) for when in dates.find(text)]
        + [match.span() for match in notation.PHONE.finditer(text)]
        + list(protected)
    )
    found = [quantity for quantity in _read_all(text) if not _touches(quantity, taken)]
    return tuple(_add_cents(text, _share_units(text, found)))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap joined into one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _touches(quantity: Quantity, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether it overlaps one of these spans, which are in order and don't overlap each other."""
    index = bisect_right(taken, (quantity.end, -1)) - 1
    return index >= 0 and quantity.start < taken[index][1]


def _read_all(text: str) -> Iterator[Quantity]:
    position = 0
    pattern = notation.pattern()
    while match := pattern.search(text, position):
        quantity = _read(text, match)
        position = max(quantity.end if quantity else match.end(), match.start() + 1)
        if quantity:
            yield quantity


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    if match["digits"]:
        return _from_digits(text, match)
    if match["words"]:
        return _from_words(text, match)
    return _from_multiple(match)


_MOST_DIGITS = 24
"""Longer runs of digits are keys and dumps: nobody counts with them."""
_NUMBER_GROUPS = ("digits", "vulgar", "mixed", "over", "scale", "scale2", "short")


def _from_digits(text: str, match: re.Match[str]) -> Quantity | None:
    currency = notation.currency(match)
    start = match.start("digits")
    end = max(match.end(group) for group in _NUMBER_GROUPS)
    unit, end, short = notation.unit_of(text, match, currency, end)
    if len(match["digits"]) > _MOST_DIGITS:
        return None
    if currency is None and _is_label(text, start, end, unit):
        return None
    amount = notation.number(match)
    scale = match["scale"] or short
    amount *= SCALES.get(scale.casefold(), 1) * SCALES.get((match["scale2"] or "").casefold(), 1)
    bracketed = currency is not None and notation.is_bracketed(match)
    if bracketed:
        end = max(end, match.end("close"), match.end("close2"))
    negative = bracketed or notation.is_minus(match)
    start = _start_of(match, currency, bracketed)
    sign = -1 if negative else 1
    return Quantity(start, end, text[start:end], sign * amount, unit, scale, bracketed=bracketed)


def _is_label(text: str, start: int, end: int, unit: Unit) -> bool:
    """Whether these digits belong to a name ("5xx", "HTTP 503", "Python 3", "24/7") instead of
    counting something."""
    if unit is not units.BARE:
        return text[end : end + 1].isalnum() or bool(notation.STATUS_CODES.match(text, start))
    if notation.LABEL_AFTER.match(text, end) or notation.STATUS_CODES.match(text, start):
        return True
    before = text[max(0, start - 24) : start]
    return bool(notation.LABEL_BEFORE.search(before))


def _start_of(match: re.Match[str], currency: Unit | None, bracketed: bool) -> int:
    groups = ["digits"]
    if (match["sign"] or "").strip():
        groups.append("sign")
    if currency is not None:
        groups += ["currency", "late"]
    if bracketed:
        groups += ["bracket", "inner"]
    return min(match.start(group) for group in groups if match[group])


def _from_words(text: str, match: re.Match[str]) -> Quantity | None:
    words = match["words"]
    amount = number_words.value(words)
    if amount is None:
        return None
    unit = notation.spelled_unit(text, match) or units.BARE
    end = match.end("unit") if unit is not units.BARE else match.end("words")
    start = match.start("words")
    folded = words.casefold()
    if unit is units.BARE and notation.is_share_of(text, start):
        unit = units.PERCENT
    if notation.is_minus(match):
        start, amount = match.start("sign"), -amount
    is_share = amount.denominator != 1 and unit is units.BARE and amount < 1
    if is_share:
        amount, unit = amount * 100, units.PERCENT
    soft = (folded == "one" and unit is units.BARE) or "couple" in folded
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha() and unit is units.BARE:
        soft = True
    return Quantity(start, end, text[start:end], amount, unit, spoken=True, soft=soft)


_SOFT_HALF = re.compile(
    r"(?:first|second|other|latter|better|top|bottom|upper|lower)\s$", re.IGNORECASE
)


def _from_multiple(match: re.Match[str]) -> Quantity | None:
    if match["halved"]:
        start, end = match.span("halved")
        soft = bool(_SOFT_HALF.search(match.string[max(0, start - 10) : start]))
        return Quantity(
            start, end, match["halved"], Fraction(50), units.PERCENT, spoken=True, soft=soft
        )
    if match["fold"]:
        start, end = match.start("fold"), match.end("unit")
        amount = number_words.value(match["fold"]) or Fraction(1)
        return Quantity(start, end, match.string[start:end], amount, units.TIMES, spoken=True)
    start, end = match.span("multiple")
    folded = match["multiple"].casefold()
    amount = next(value for stem, value in _MULTIPLES.items() if folded.startswith(stem))
    return Quantity(start, end, match["multiple"], amount, units.TIMES, spoken=True)


_BETWEEN = re.compile(r"\s?(?:-|–|—|to|and|or|→|->|/)\s?", re.IGNORECASE)
_LISTED = re.compile(rf"(?:{_BETWEEN.pattern})|,\s", re.IGNORECASE)


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give bare numbers the unit of the one that closes their range or list."""
    shared: list[Quantity] = []
    following: Quantity | None = None
    for quantity in reversed(found):
        if (
            following is not None
            and quantity.unit is units.BARE
            and following.unit is not units.BARE
            and not quantity.soft
            and (_BETWEEN if following.spoken else _LISTED).fullmatch(
                text, quantity.end, following.start
            )
        ):
            quantity = _with_unit(quantity, following)
        shared.append(quantity)
        following = quantity
    return shared[::-1]


_CENTS = re.compile(r"\s(?:and\s)?", re.IGNORECASE)


def _add_cents(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "3 dollars 50 cents" and "three dollars fifty" are one amount."""
    added: list[Quantity] = []
    for quantity in found:
        if added and _are_cents(text, added[-1], quantity):
            before = added[-1]
            said = text[before.start : quantity.end]
            amount = before.amount + quantity.amount / 100
            added[-1] = Quantity(before.start, quantity.end, said, amount, before.unit)
        else:
            added.append(quantity)
    return added


def _are_cents(text: str, before: Quantity, quantity: Quantity) -> bool:
    if before.dimension is not Dimension.MONEY or before.unit.name in currencies.COINS:
        return False
    if quantity.unit.name in currencies.COINS:
        return bool(_CENTS.fullmatch(text, before.end, quantity.start))
    return (
        before.spoken
        and quantity.spoken
        and quantity.unit is units.BARE
        and 10 <= quantity.amount < 100
        and text[before.end : quantity.start] == " "
    )


def _with_unit(quantity: Quantity, following: Quantity) -> Quantity:
    takes_scale = following.dimension is Dimension.MONEY and not quantity.scale
    scale = following.scale if takes_scale else quantity.scale
    return Quantity(
        quantity.start,
        quantity.end,
        quantity.text,
        quantity.amount * (SCALES.get(scale.casefold(), 1) if takes_scale else 1),
        following.unit,
        scale,
        quantity.spoken,
        quantity.soft,
    )
