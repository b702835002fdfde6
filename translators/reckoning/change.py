"""Figures about change: before and after, basis points, and negative amounts in brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from translators.reckoning import bridges, units
from translators.reckoning.plain_numbers import measured, plain, short
from translators.reckoning.quantities import Quantity
from translators.reckoning.reading import Finding, Reading
from translators.reckoning.units import Dimension

_ARROW = re.compile(r"\s?(?:→|->|-->|=>|⇒|➡️?)\s?")
_TO = re.compile(
    r"\s(?:[a-z]+\s)?(?:down |up )?to\s(?:about |around |roughly |just |only |under |"
    r"over |nearly |almost |~)*",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bfrom\s(?:about |around |roughly |over |nearly |~|an? (?:average|median) of )*$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?:\s\w+){0,4}?,?\s(?:and\s)?(?:is |are |it is |it's )?(?:now|today)(?: at| is| are|"
    r" we(?: a|['’])re| it(?: i|['’])s| they(?: a|['’])re| down to| up to| only)*\s",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:was|were|used to be|used to take|took)\s(?:at\s|about\s)?$", re.IGNORECASE)
_RANGE = re.compile(
    r"\b(?:takes?|anywhere|ranges?|ranging|range|between|varies|vary|expect\w*|usually|"
    r"open|typically)\b(?:\s\w+)?\sfrom\s$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:went|go(?:es|ne|ing)?|dropp?\w*|fell|fall\w*|reduc\w*|cut\w*|rose|ris\w+|"
    r"increas\w*|improv\w*|gr[eo]w\w*|mov\w+|brought|bring\w*|"
    r"lower\w*|rais\w*|chang\w*|got|gets?|shr[aiu]nk\w*|jump\w*|climb\w*|decreas\w*|down|"
    r"up|scal\w+|slash\w*|shorten\w*|declin\w*|slid|"
    r"spik\w*|halv\w*|doubl\w*|tripl\w*|speed\w*|sped|take\w*|took|trimm\w*|expand\w*|"
    r"extend\w*|bump\w*|push\w*|doubled)\b",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"\b(?:latenc\w+|respon\w+|loads?|loading|wait\w*|p\d\d\d?|percentile|queries|query|"
    r"requests?|search\w*|page|render\w*|slow\w*|fast\w*|TTFB|LCP|lag|delays?|checkout|"
    r"login|calls?|API)\b",
    re.IGNORECASE,
)
_COMPARABLE = frozenset(
    {
        Dimension.TIME,
        Dimension.MONEY,
        Dimension.PERCENT,
        Dimension.COUNT,
        Dimension.DATA,
        Dimension.RATE,
    }
)


@dataclass(frozen=True, slots=True)
class Move:
    """A value before and after, in one unit, and the two quantities as they stand in the text."""

    before: Quantity
    after: Quantity
    used: tuple[Quantity, Quantity]


def moves(reading: Reading) -> Iterator[Move]:
    """Every "from 850 ms to 420 ms" and "420 ms, down from 850 ms" of a text."""
    for first, second in zip(reading.quantities, reading.quantities[1:], strict=False):
        before, after = _with_common_unit(first, second)
        if not _are_comparable(before, after) or _count_other_things(reading, first, second):
            continue
        if _is_change(reading, first, second):
            yield Move(before, after, (first, second))
        elif _is_looking_back(reading, first, second, rise=before.base > after.base):
            yield Move(after, before, (first, second))


def before_after(reading: Reading) -> Iterator[Finding]:
    """ "from 850 ms to 420 ms": the relative change, and percentage points where both are
    percentages."""
    for move in moves(reading):
        yield _change(reading, move.used, move.before, move.after)


_FIRST_NOUN = re.compile(r"\s(?!(?:down|up|to)\b)([a-z]+)\s(?:down |up )?to\s", re.IGNORECASE)
_SECOND_NOUN = re.compile(
    r"\s(?!(?:is|was|as|this|has|less|plus|across|versus|its)\b)([a-z]{2,}s)\b", re.IGNORECASE
)


def _count_other_things(reading: Reading, first: Quantity, second: Quantity) -> bool:
    """Whether the two don't count the same: "3 points to 71%", "from 3 engineers to 40 users"."""
    counted = _FIRST_NOUN.match(reading.between(first, second))
    if counted is None:
        return False
    other = _SECOND_NOUN.match(reading.text, second.end)
    return first.unit != second.unit or bool(other and other[1].casefold() != counted[1].casefold())


def _with_common_unit(first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """ "from 850 to 420 ms" (the earlier number lacks the unit) and "from 850 ms to 420" (the
    later one does)."""
    if first.unit is units.BARE and second.unit is not units.BARE:
        return _in_unit(first, second), second
    if second.unit is units.BARE and first.dimension in (Dimension.PERCENT, Dimension.TIME):
        return first, _in_unit(second, first)
    return first, second


def _in_unit(quantity: Quantity, other: Quantity) -> Quantity:
    return Quantity(
        quantity.start, quantity.end, quantity.text, quantity.amount, other.unit, quantity.scale
    )


def _are_comparable(before: Quantity, after: Quantity) -> bool:
    return (
        before.dimension is after.dimension
        and before.dimension in _COMPARABLE
        and (before.dimension is not Dimension.MONEY or before.unit == after.unit)
        and before.amount > 0
        and after.amount >= 0
        and before.base != after.base
        and not (before.soft or after.soft)
    )


def _is_change(reading: Reading, first: Quantity, second: Quantity) -> bool:
    gap = reading.between(first, second)
    before = reading.text[max(0, first.start - 48) : first.start]
    if _ARROW.fullmatch(gap):
        return True
    if _TO.fullmatch(gap) and not _RANGE.search(before):
        if _FROM.search(before):
            return bool(_CHANGE.search(reading.around(first)) or reading.metric_of(first))
        return bool(
            _WENT.search(before) or (_DOWN_TO.fullmatch(gap) and not _MOVED_BY.search(before))
        )
    return bool(_NOW.fullmatch(gap) and _WAS.search(before))


_FROM_BEFORE = re.compile(
    r"(?:\snow|\stoday|\s\(?p\d\d\)?|\son\saverage|\s[a-z]+(?=,))?,?\s\(?(?:a\s)?(?:(?P<down>down|reduced|cut|lowered|decreased)|(?P<up>up|increased|raised)"
    r"|(?:and\s)?(?:it\s|this\s|that\s|they\s)?(?:was|were|used\sto\sbe)(?P<was>)"
    r"|previously(?P<before>))\s(?:from\s)?(?:about\s|around\s|over\s|~)?",
    re.IGNORECASE,
)
_FROM_ONLY = re.compile(r",?\s\(?from\s(?:about\s|around\s|over\s|~)?", re.IGNORECASE)
_MOVED_TO = re.compile(
    r"\b(?:(?P<down>down|fell|dropp?\w*|fall\w*|reduc\w+|cut|lower\w*|decreas\w+|declin\w+|shr[aiu]nk\w*)"
    r"|(?P<up>up|rose|ris\w+|grew|grow\w*|rais\w+|increas\w+|climb\w*|jump\w*)"
    r"|went|improv\w+|brought|mov\w+|chang\w+)\s(?:[\w-]+\s){0,4}to\s(?:about |around |just |~)?$",
    re.IGNORECASE,
)
"""Before the later value of "fell to 0.2% from 0.8%"."""
_AT_PRESENT = re.compile(r"\b(?:now|today|currently)\b", re.IGNORECASE)


def _is_looking_back(reading: Reading, first: Quantity, second: Quantity, *, rise: bool) -> bool:
    """ "420 ms, down from 850 ms", "now 420 ms (was 850)": the later value stands first. `rise`
    says whether it is the greater one; a wording that says otherwise was not understood."""
    gap = _FROM_BEFORE.fullmatch(reading.between(first, second))
    if gap is None and _FROM_ONLY.fullmatch(reading.between(first, second)):
        before = reading.text[max(0, first.start - 48) : first.start]
        moved = _MOVED_TO.search(before)
        return (
            moved is not None
            and (moved["up"] is None or rise)
            and (moved["down"] is None or not rise)
        )
    if gap is None or not ("from" in gap[0] or gap["was"] is not None or gap["before"] is not None):
        return False
    if gap["down"] or gap["up"]:
        return rise == bool(gap["up"])
    sentence = reading.around(first)
    return gap["before"] is not None or "(" in gap[0] or bool(_AT_PRESENT.search(sentence))


_WENT = re.compile(r"\bwent\s$", re.IGNORECASE)
_DOWN_TO = re.compile(r"\s(?:down|up)\sto\s(?:about |around |just |only |~)*", re.IGNORECASE)
_MOVED_BY = re.compile(
    r"\b(?:by|an?\sextra|another|dropped|fell|fall\w*|reduced|cut|rose|risen|increased|improved|"
    r"grew|grown|lowered|raised|slashed|shrunk|shrank|gained|lost|up|down)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
"""Before a value that may be how far something moved: "rose 3 points to 30", "fell $2M to $1M"."""


def _change(
    reading: Reading, used: tuple[Quantity, ...], before: Quantity, after: Quantity
) -> Finding:
    if before.dimension is Dimension.PERCENT:
        return _points(reading, used, before, after)
    percent = bridges.change_percent(before.base, after.base)
    shown = _in_same_unit(before, after)
    less_or_more = "less" if percent < 0 else "more"
    return reading.finding(
        used,
        statement=f"{_said(before)} to {_said(after)} is "
        f"{_effect(reading, used[0], before, percent, less_or_more)}.",
        formula=f"({shown[0]} - {shown[1]}) / {shown[2]} = "
        f"{about(percent)}{short_percent(percent)}% {less_or_more}",
        assumption="both values were measured in the same way",
    )


def _said(quantity: Quantity) -> str:
    return measured(quantity)


def _in_same_unit(before: Quantity, after: Quantity) -> tuple[str, str, str]:
    """Larger, smaller and earlier value as plain numbers in the unit of the smaller one."""
    unit = min(before.unit.factor, after.unit.factor)
    first, last = before.base / unit, after.base / unit
    return plain(max(first, last)), plain(min(first, last)), plain(first)


def _effect(
    reading: Reading, quantity: Quantity, before: Quantity, percent: Fraction, word: str
) -> str:
    size = f"{plain(abs(percent), places=0) if abs(percent) >= 10 else short(abs(percent))}%"
    if before.dimension is Dimension.TIME:
        is_short = before.base < 60
        thing = "waiting" if is_short or _WAITING.search(reading.around(quantity)) else "time"
        return f"{size} {word} {thing}"
    return f"{'an increase' if percent > 0 else 'a decrease'} of {size}"


def _points(
    reading: Reading, used: tuple[Quantity, ...], before: Quantity, after: Quantity
) -> Finding:
    points = after.amount - before.amount
    percent = bridges.change_percent(before.amount, after.amount)
    word = "more" if points > 0 else "less"
    unit = "percentage point" if abs(points) == 1 else "percentage points"
    size = f"{plain(abs(percent), places=0) if abs(percent) >= 10 else short(abs(percent))}%"
    low, high = sorted((before.amount, after.amount))
    return reading.finding(
        used,
        statement=f"{plain(before.amount)}% to {plain(after.amount)}% is {plain(abs(points))} "
        f"{unit} {word}, or {size} {word} than before.",
        formula=f"{plain(high)} - {plain(low)} = {plain(abs(points))} {unit}; "
        f"{plain(abs(points))} / {plain(before.amount)} = "
        f"{about(percent)}{short_percent(percent)}%",
        assumption="both shares are of the same whole",
    )


def short_percent(percent: Fraction) -> str:
    return plain(abs(percent), places=1)


def about(percent: Fraction) -> str:
    return "about " if (percent * 10).denominator != 1 else ""


def basis_points(reading: Reading) -> Iterator[Finding]:
    """ "50 bps": half a percentage point."""
    for quantity in reading.quantities:
        if quantity.unit.name == "basis point":
            points = bridges.percentage_points(quantity.amount)
            yield reading.finding(
                (quantity,),
                statement=f"{quantity.text} is {_points_words(points)}.",
                formula=f"{plain(quantity.amount)} / 100 = {_points_words(points)}",
                assumption="added to or taken from a percentage, not a share of it",
            )


def _points_words(points: Fraction) -> str:
    return f"{plain(points)} percentage {'point' if abs(points) == 1 else 'points'}"


def negative_amount(reading: Reading) -> Iterator[Finding]:
    """ "$(12.4M)": brackets around an amount of money mean that it is negative."""
    for quantity in reading.quantities:
        if quantity.bracketed and quantity.dimension is Dimension.MONEY:
            plain_text = re.sub(r"[()\s]", "", quantity.text)
            yield reading.finding(
                (quantity,),
                statement=f"{quantity.text} is a negative amount: minus {plain_text}.",
                formula=f"{quantity.text} = -{plain_text}",
                assumption="accounting notation: brackets stand for a minus sign",
            )
