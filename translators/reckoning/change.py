"""Figures about change: before and after, basis points, and negative amounts in brackets."""

import re
from collections.abc import Iterator
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


def before_after(reading: Reading) -> Iterator[Finding]:
    """ "from 850 ms to 420 ms": the relative change, and percentage points where both are
    percentages."""
    for first, second in zip(reading.quantities, reading.quantities[1:], strict=False):
        before, after = _with_common_unit(first, second)
        if not _are_comparable(before, after):
            continue
        if _is_change(reading, first, second):
            yield _change(reading, (first, second), before, after)
        elif _is_looking_back(reading, first, second, rise=before.base > after.base):
            yield _change(reading, (first, second), after, before)


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
        return bool(re.search(r"\b(?:down|up)\s", gap)) or bool(_TIGHT_CHANGE.search(before))
    return bool(_NOW.fullmatch(gap) and _WAS.search(before))


_FROM_BEFORE = re.compile(
    r"(?:\snow|\stoday|\s\(?p\d\d\)?|\son\saverage)?,?\s\(?(?:a\s)?(?:(?P<down>down|reduced|cut|lowered|decreased)|(?P<up>up|increased|raised)"
    r"|(?:and\s)?(?:it\s|this\s|that\s|they\s)?(?:was|were|used\sto\sbe)(?P<was>)"
    r"|previously(?P<before>))\s(?:from\s)?(?:about\s|around\s|over\s|~)?",
    re.IGNORECASE,
)
_AT_PRESENT = re.compile(r"\b(?:now|today|currently)\b", re.IGNORECASE)


def _is_looking_back(reading: Reading, first: Quantity, second: Quantity, *, rise: bool) -> bool:
    """ "420 ms, down from 850 ms", "now 420 ms (was 850)": the later value stands first. `rise`
    says whether it is the greater one; a wording that says otherwise was not understood."""
    gap = _FROM_BEFORE.fullmatch(reading.between(first, second))
    if gap is None or not ("from" in gap[0] or gap["was"] is not None or gap["before"] is not None):
        return False
    if gap["down"] or gap["up"]:
        return rise == bool(gap["up"])
    sentence = reading.around(first)
    return gap["before"] is not None or "(" in gap[0] or bool(_AT_PRESENT.search(sentence))


_TIGHT_CHANGE = re.compile(
    r"\b(?:went|dropped|fell|reduced|cut|rose|increased|improved|grew|lowered|raised|"
    r"slashed|shrunk|shrank)\s(?:\w+\s)?$",
    re.IGNORECASE,
)


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
