"""Figures about the business: churn, recurring revenue, retention, payback, runway, conversion."""

import re
from collections.abc import Iterator
from fractions import Fraction

from translators.reckoning import bridges
from translators.reckoning.plain_numbers import is_rounded, measured, money, plain, short
from translators.reckoning.quantities import Quantity
from translators.reckoning.reading import Finding, Mention, Reading
from translators.reckoning.service import one_in_words
from translators.reckoning.units import Dimension

_MONTHLY = re.compile(
    r"\bmonthly\b|\b(?:a|per|each|every)\smonth\b|/\s?mo(?:nth)?\b|\bMoM\b|"
    r"\bmonth[\s-](?:over|on)[\s-]month\b|\bp\.?m\.(?=\s|$)",
    re.IGNORECASE,
)
_REVENUE_CHURN = re.compile(r"\b(?:revenue|mrr|dollar|arr)\b", re.IGNORECASE)


def monthly_churn(reading: Reading) -> Iterator[Finding]:
    """ "3% monthly churn": what adds up in a year; only where the text says that the rate is a
    month's."""
    for quantity, mention in reading.of("churn", Dimension.PERCENT):
        if not 0 < quantity.amount < 100 or not _MONTHLY.search(reading.around(quantity)):
            continue
        year = bridges.yearly_churn(quantity.amount)
        revenue = _REVENUE_CHURN.search(reading.text, mention.start, mention.end)
        lost = "revenue" if revenue else "customers"
        rate = plain(quantity.amount)
        yield reading.finding(
            (quantity,),
            statement=f"{rate}% monthly churn adds up to {plain(year, places=1)}% of {lost} lost "
            f"in a year.",
            formula=f"1 - (1 - {plain(quantity.amount / 100)})^12 = {plain(year, places=1)}%",
            assumption=f"the same rate every month, each time of those who are left; new {lost} "
            f"are not counted",
            mention=mention,
        )


_TODAY = "today's subscriptions go on unchanged for a year"


def recurring_revenue(reading: Reading) -> Iterator[Finding]:
    """ARR is a year's subscriptions, MRR a month's (x 12 = ARR); neither is revenue or profit."""
    for quantity, mention in reading.of("arr", Dimension.MONEY):
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
    for quantity, mention in reading.of("mrr", Dimension.MONEY):
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


def net_retention(reading: Reading) -> Iterator[Finding]:
    """ "NRR 98%": the customers of a year ago pay 2% less, which is not "98% stayed"."""
    for quantity, mention in reading.of("net_retention", Dimension.PERCENT):
        if not 0 < quantity.amount <= 400:
            continue
        change = bridges.retention_change(quantity.amount)
        rate = plain(quantity.amount)
        yield reading.finding(
            (quantity,),
            statement=f"NRR of {rate}% means that the customers of a year ago pay "
            f"{_change_words(change)}; it does not mean that {rate}% stayed.",
            formula=f"{rate} - 100 = {plain(change)}%",
            assumption=_GROUP,
            mention=mention,
        )


def _change_words(change: Fraction) -> str:
    if change == 0:
        return "as much now as then"
    return f"{plain(abs(change))}% {'more' if change > 0 else 'less'} now"


def gross_retention(reading: Reading) -> Iterator[Finding]:
    """ "GRR 91%": 9% of last year's revenue went with cancellations and downgrades. Over 100%
    can't be."""
    for quantity, mention in reading.of("gross_retention", Dimension.PERCENT):
        if not 0 < quantity.amount <= 100:
            continue
        lost = 100 - quantity.amount
        yield reading.finding(
            (quantity,),
            statement=f"GRR of {plain(quantity.amount)}% means that {plain(lost)}% of the revenue "
            f"from the customers of a year ago was lost to cancellations and downgrades.",
            formula=f"100 - {plain(quantity.amount)} = {plain(lost)}%",
            assumption="upgrades are left out, so it can't be above 100%",
            mention=mention,
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
    for quantity, mention in reading.of("payback", Dimension.TIME):
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


def runway(reading: Reading) -> Iterator[Finding]:
    """Runway: cash / monthly burn, worked out where both are named, else explained."""
    yield from _runway_from_cash(reading)
    for quantity, mention in reading.of("runway", Dimension.TIME):
        yield reading.finding(
            (quantity,),
            statement=f"A runway of {measured(quantity)} means that the money lasts "
            f"{measured(quantity)} at today's spending.",
            formula=f"cash / monthly spending beyond income = {measured(quantity)}",
            assumption="income and spending stay as they are",
            mention=mention,
        )


_YEARLY = re.compile(
    r"\s?(?:a|per|each|every)\syear\b|/\s?(?:yr|year)\b|\sannually\b", re.IGNORECASE
)
_QUARTERLY = re.compile(r"\s?(?:a|per|each|every)\squarter\b|/\s?quarter\b", re.IGNORECASE)


def _runway_from_cash(reading: Reading) -> Iterator[Finding]:
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


def conversion(reading: Reading) -> Iterator[Finding]:
    """ "40% sign up and 10% of those buy": the steps of a funnel multiply. One rate alone
    becomes "so many in 100"."""
    yield from _funnel(reading)
    for quantity, mention in reading.of("conversion", Dimension.PERCENT):
        if 0 < quantity.amount < 100:
            yield reading.finding(
                (quantity,),
                statement=f"{plain(quantity.amount)}% conversion means "
                f"{one_in_words(quantity.amount)}.",
                formula=f"{plain(quantity.amount)} / 100 = {one_in_words(quantity.amount)}",
                assumption="counted over everybody who entered this step",
                mention=mention,
            )


def _funnel(reading: Reading) -> Iterator[Finding]:
    shares = [
        q for q in reading.quantities if q.dimension is Dimension.PERCENT and 0 < q.amount <= 100
    ]
    if len(shares) < 2:
        return
    start, end = shares[0].start, shares[-1].end
    tail = reading.text[shares[0].end : min(len(reading.text), end + 24)]
    nested = len(_OF_THOSE.findall(tail)) >= len(shares) - 1
    staged = len(re.findall(r"\b\w+-to-\w+\b", reading.text[max(0, start - 32) : end + 32])) >= 2
    if not (nested or staged):
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


def _survivors(percent: Fraction) -> str:
    """Of those who started, how many are left."""
    if is_rounded(percent):
        return f"about 1 of {short(100 / percent)} who started"
    return f"{one_in_words(percent)} of those who started"
