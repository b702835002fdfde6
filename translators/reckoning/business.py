"""Figures about the business: churn, recurring revenue, retention, payback, runway, conversion."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from translators.reckoning import bridges
from translators.reckoning.mentions import Mention
from translators.reckoning.plain_numbers import (
    is_rounded,
    measured,
    money,
    one_in_words,
    plain,
    short,
)
from translators.reckoning.quantities import Quantity
from translators.reckoning.reading import Finding, Reading, Telling, Value, value_of
from translators.reckoning.units import Dimension

_MONTHLY = re.compile(
    r"\bmonthly\b|\b(?:a|per|each|every)\smonth\b|/\s?mo(?:nth)?\b|\bMoM\b|"
    r"\bmonth[\s-](?:over|on)[\s-]month\b|\bp\.?m\.(?=\s|$)",
    re.IGNORECASE,
)
_REVENUE_CHURN = re.compile(r"\b(?:revenue|mrr|dollar|arr)\b", re.IGNORECASE)


_OTHER_PERIOD = re.compile(
    r"\b(?:yearly|annual(?:ly|i[sz]ed)?|quarterly|weekly|(?:a|per|each|every)\s(?:year|quarter|week))\b",
    re.IGNORECASE,
)
_MONTHLY_BEFORE = re.compile(r"\bmonthly\s(?:\w+\s)?$", re.IGNORECASE)
_MONTHLY_AFTER = re.compile(r"\s(?:monthly|(?:a|per|each|every)\smonth)\b", re.IGNORECASE)


def _is_monthly(value: Value) -> bool:
    """Whether the rate is a month's; beside another period it has to say so right there."""
    if not _OTHER_PERIOD.search(value.sentence):
        return bool(_MONTHLY.search(value.sentence))
    spans = sorted((part.start, part.end) for part in (value.mention, value.quantity))
    (start, gap_start), (gap_end, end) = spans
    text = value.reading.text
    before = _MONTHLY_BEFORE.search(text, max(0, start - 24), start)
    between = text[gap_start:gap_end]
    stated = before or _MONTHLY_AFTER.match(text, end) or _MONTHLY.search(between)
    return bool(stated) and not _OTHER_PERIOD.search(between)


@value_of("churn", Dimension.PERCENT)
def monthly_churn(value: Value) -> Telling | None:
    """ "3% monthly churn": what adds up in a year; only where the text says that the rate is a
    month's."""
    if not 0 < value.amount < 100 or not _is_monthly(value):
        return None
    year = plain(bridges.yearly_churn(value.amount), places=1)
    lost = "revenue" if _REVENUE_CHURN.search(value.name) else "customers"
    return Telling(
        statement=f"{value.plain}% monthly churn adds up to {year}% of {lost} lost in a year.",
        formula=f"1 - (1 - {plain(value.amount / 100)})^12 = {year}%",
        assumption=f"the same rate every month, each time of those who are left; new {lost} "
        f"are not counted",
    )


_TODAY = "today's subscriptions go on unchanged for a year"


_IS = re.compile(
    r"\W*(?:(?:is|was|of|at|hit|reached|crossed|now|about|around|over)\W+)*", re.IGNORECASE
)


def _sums(reading: Reading, metric: str) -> Iterator[tuple[Quantity, Mention]]:
    """Amounts of money of this metric, also without a currency where nothing else is counted
    ("MRR 40k")."""
    yield from reading.of(metric, Dimension.MONEY)
    for quantity, mention in reading.of(metric, Dimension.COUNT):
        stands_after = _IS.fullmatch(reading.text, mention.end, quantity.start)
        if quantity.scale and stands_after and not _COUNTED.match(reading.text, quantity.end):
            yield quantity, mention


_COUNTED = re.compile(r"\s(?:new\s|paying\s)?[a-z]+s\b", re.IGNORECASE)


def recurring_revenue(reading: Reading) -> Iterator[Finding]:
    """ARR is a year's subscriptions, MRR a month's (x 12 = ARR); neither is revenue or profit."""
    for quantity, mention in _sums(reading, "arr"):
        if quantity.amount > 0:
            a_month = money(quantity.amount / 12, quantity)
            yield reading.finding(
                (quantity,),
                statement=f"{quantity.text} ARR means {quantity.text} a year from subscriptions; "
                f"it is not revenue or profit.",
                formula=f"ARR = monthly subscriptions x 12; {quantity.text} / 12 = about "
                f"{a_month} a month",
                assumption=_TODAY,
                mention=mention,
            )
    for quantity, mention in _sums(reading, "mrr"):
        if quantity.amount > 0:
            a_year = money(bridges.yearly(quantity.amount), quantity)
            yield reading.finding(
                (quantity,),
                statement=f"{quantity.text} MRR means {a_year} a year from subscriptions; it is "
                f"not revenue or profit.",
                formula=f"{quantity.text} x 12 = {a_year}",
                assumption=_TODAY,
                mention=mention,
            )


_GROUP = (
    "only customers of a year ago count, with upgrades, downgrades and cancellations; "
    "new customers do not"
)


@value_of("net_retention", Dimension.PERCENT)
def net_retention(value: Value) -> Telling | None:
    """ "NRR 98%": the customers of a year ago pay 2% less, which is not "98% stayed"."""
    if not 0 < value.amount <= 400:
        return None
    change = bridges.retention_change(value.amount)
    return Telling(
        statement=f"NRR of {value.plain}% means that the customers of a year ago pay "
        f"{_change_words(change)}; it does not mean that {value.plain}% stayed.",
        formula=f"{value.plain} - 100 = {plain(change)}%",
        assumption=_GROUP,
    )


def _change_words(change: Fraction) -> str:
    if change == 0:
        return "as much now as then"
    return f"{plain(abs(change))}% {'more' if change > 0 else 'less'} now"


@value_of("gross_retention", Dimension.PERCENT)
def gross_retention(value: Value) -> Telling | None:
    """ "GRR 91%": 9% of last year's revenue went with cancellations and downgrades. Over 100%
    can't be."""
    if not 0 < value.amount <= 100:
        return None
    lost = plain(100 - value.amount)
    return Telling(
        statement=f"GRR of {value.plain}% means that {lost}% of the revenue from the customers "
        f"of a year ago was lost to cancellations and downgrades.",
        formula=f"100 - {value.plain} = {lost}%",
        assumption="upgrades are left out, so it can't be above 100%",
    )


_PER_CUSTOMER = re.compile(
    r"\b(?:ARPU|ARPA|(?:revenue|MRR) per (?:customer|user|account)|a month|per month|"
    r"monthly|/mo(?:nth)?)\b",
    re.IGNORECASE,
)
_MARGIN = re.compile(r"\bmargin\b", re.IGNORECASE)


def cac_payback(reading: Reading) -> Iterator[Finding]:
    """CAC payback: months until a customer has paid back what winning them cost, stated or
    worked out."""
    paid_back = list(reading.of("payback", Dimension.TIME))
    if any(reading.named("payback")):
        paid_back += reading.of("cac", Dimension.TIME)
    for quantity, mention in paid_back:
        yield reading.finding(
            (quantity,),
            statement=f"A payback of {measured(quantity)} means that a new customer has paid back "
            f"what winning them cost after {measured(quantity)}.",
            formula=f"cost of winning a customer / monthly gross profit from them = "
            f"{measured(quantity)}",
            assumption="the customer stays and pays at least that long",
            mention=mention,
        )
    for cost, mention in reading.of("cac", Dimension.MONEY):
        yield from _payback_from(reading, cost, mention)


def _payback_from(reading: Reading, cost: Quantity, mention: Mention) -> Iterator[Finding]:
    monthly = [
        quantity
        for quantity in reading.quantities
        if quantity.unit == cost.unit
        and quantity is not cost
        and quantity.amount > 0
        and _PER_CUSTOMER.search(reading.text[max(0, quantity.start - 32) : quantity.end + 24])
    ]
    if len(monthly) != 1 or cost.amount <= 0:
        return
    margins = [
        quantity
        for quantity in reading.quantities
        if quantity.dimension is Dimension.PERCENT
        and 0 < quantity.amount <= 100
        and _MARGIN.search(reading.text[max(0, quantity.start - 20) : quantity.end + 20])
    ]
    margin = margins[0].amount if margins else Fraction(100)
    months = bridges.payback_months(cost.amount, monthly[0].amount, margin)
    share = f" x {plain(margin)}%" if margins else ""
    yield reading.finding(
        (cost, monthly[0], *margins[:1]),
        statement=f"A new customer has paid back what winning them cost after {_months(months)}.",
        formula=f"{cost.text} / ({monthly[0].text}{share}) = {_months(months)}",
        assumption="the customer stays and pays the same every month"
        + ("" if margins else "; the cost of serving them is left out"),
    )


def _months(months: Fraction) -> str:
    about = "about " if is_rounded(months) else ""
    return f"{about}{short(months)} {'month' if months == 1 else 'months'}"


@value_of("runway", Dimension.TIME)
def runway(value: Value) -> Telling:
    """A runway that is stated: how long the money lasts."""
    said = measured(value.quantity)
    return Telling(
        statement=f"A runway of {said} means that the money lasts {said} at today's spending.",
        formula=f"cash / monthly spending beyond income = {said}",
        assumption="income and spending stay as they are",
    )


_YEARLY = re.compile(
    r"\s?(?:a|per|each|every)\syear\b|/\s?(?:yr|year)\b|\sannually\b", re.IGNORECASE
)
_QUARTERLY = re.compile(r"\s?(?:a|per|each|every)\squarter\b|/\s?quarter\b", re.IGNORECASE)


def runway_from_cash(reading: Reading) -> Iterator[Finding]:
    """Runway worked out where cash and burn are both named: cash / monthly burn."""
    burns = [
        quantity for quantity, _ in reading.of("burn", Dimension.MONEY) if quantity.amount != 0
    ]
    cash = [quantity for quantity, _ in reading.of("cash", Dimension.MONEY) if quantity.amount > 0]
    if len(burns) != 1 or len(cash) != 1 or burns[0].unit != cash[0].unit:
        return
    burn = burns[0]
    if _YEARLY.match(reading.text, burn.end):
        divisor, per = 12, " / 12"
    elif _QUARTERLY.match(reading.text, burn.end):
        divisor, per = 3, " / 3"
    else:
        divisor, per = 1, ""
    months = bridges.runway_months(cash[0].amount, abs(burn.amount) / divisor)
    monthly = f"({burn.text}{per})" if per else burn.text
    assumed = (
        ""
        if divisor > 1 or _MONTHLY.search(reading.around(burn))
        else "; burn is taken as a month's"
    )
    stated = tuple(q for q, _ in reading.of("runway", Dimension.TIME))
    yield reading.finding(
        (cash[0], burn, *stated),
        statement=f"The money lasts {_months(months)} at today's spending.",
        formula=f"{cash[0].text} / {monthly} = {_months(months)}",
        assumption=f"income and spending stay as they are{assumed}",
    )


_OF_THOSE = re.compile(r"\b(?:of|from|among) (?:those|them|these|which|whom|that)\b", re.IGNORECASE)


@value_of("conversion", Dimension.PERCENT)
def conversion(value: Value) -> Telling | None:
    """One rate alone: "2% conversion" is so many in 100."""
    if not 0 < value.amount < 100 or _is_of_things(value):
        return None
    return Telling(
        statement=f"{value.plain}% conversion means {one_in_words(value.amount)}.",
        formula=f"{value.plain} / 100 = {one_in_words(value.amount)}",
        assumption="counted over everybody who entered this step",
    )


_OF_PEOPLE = re.compile(
    r"\sof\s(?:\w+\s){0,2}?(?:visitors|users|leads|trials?|customers|prospects|traffic|visits|sign-?ups|"
    r"people|them|those|subscribers|accounts|deals|opportunities|demos|shoppers|buyers|readers)\b",
    re.IGNORECASE,
)


def _is_of_things(value: Value) -> bool:
    """ "convert 40% of the code" is work, "convert 4% of visitors" a rate."""
    text, end = value.reading.text, value.quantity.end
    between = text[value.mention.end : value.quantity.start].strip()
    is_share = text.startswith(" of ", end) and not _OF_PEOPLE.match(text, end)
    return is_share and between in ("", "about", "around", "only")


def funnel(reading: Reading) -> Iterator[Finding]:
    """ "40% sign up and 10% of those buy": the steps of a funnel multiply."""
    shares = [
        q for q in reading.quantities if q.dimension is Dimension.PERCENT and 0 < q.amount <= 100
    ]
    if len(shares) < 2:
        return
    tail = reading.text[shares[0].end : min(len(reading.text), shares[-1].end + 24)]
    nested = len(_OF_THOSE.findall(tail)) >= len(shares) - 1
    if not (nested or _are_stages(reading, shares)):
        return
    percents = tuple(share.amount for share in shares)
    result = bridges.conversion(percents)
    about = "about " if is_rounded(result) else ""
    all_steps = "both steps" if len(shares) == 2 else f"all {len(shares)} steps"
    yield reading.finding(
        tuple(shares),
        statement=f"Over {all_steps} that is {about}{short(result)}%: {_survivors(result)}.",
        formula=f"{' x '.join(plain(p) + '%' for p in percents)} = {about}{short(result)}%",
        assumption="each rate counts only those who passed the step before",
    )


_STAGE = re.compile(r"\b(\w+)-to-(\w+)\b")


def _are_stages(reading: Reading, shares: list[Quantity]) -> bool:
    """ "visit-to-trial 10%, trial-to-paid 20%": as many steps as shares, each one beginning where
    the one before ended."""
    start, end = max(0, shares[0].start - 48), shares[-1].end + 32
    steps = [match.groups() for match in _STAGE.finditer(reading.text.casefold(), start, end)]
    linked = all(one[1] == two[0] for one, two in pairwise(steps))
    return len(steps) == len(shares) and linked


def _survivors(percent: Fraction) -> str:
    """Of those who started, how many are left."""
    if is_rounded(percent):
        return f"about 1 of {short(100 / percent)} who started"
    return f"{one_in_words(percent)} of those who started"
