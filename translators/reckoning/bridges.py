"""The arithmetic that turns a metric into plain words: small exact functions, one formula each.

Percentages go in and come out as percent (99.8, not 0.998); results are exact fractions unless a
docstring says otherwise. `BRIDGES` are the names that glossary entries use in `metric.bridge`.
"""

from fractions import Fraction

BRIDGES: frozenset[str] = frozenset(
    {
        "availability",
        "error_rate",
        "percentile",
        "before_after",
        "monthly_churn",
        "rpo",
        "rto",
        "throughput",
        "recurring_revenue",
        "net_retention",
        "gross_retention",
        "cac_payback",
        "runway",
        "conversion",
        "basis_points",
        "negative_amount",
    }
)

MINUTES_IN_30_DAYS = 30 * 24 * 60
HOURS_IN_A_YEAR = 365 * 24


def downtime_minutes(percent: Fraction) -> Fraction:
    """Minutes without service in 30 days: (100 - p) / 100 x 43,200."""
    return (100 - percent) / 100 * MINUTES_IN_30_DAYS


def downtime_hours_a_year(percent: Fraction) -> Fraction:
    """Hours without service in 365 days: (100 - p) / 100 x 8,760."""
    return (100 - percent) / 100 * HOURS_IN_A_YEAR


def chained_availability(percents: tuple[Fraction, ...]) -> Fraction:
    """Percent of the time that all of several services work, each failing on its own: p1 x p2 x
    … / 100^(n-1)."""
    product = Fraction(100)
    for percent in percents:
        product = product * percent / 100
    return product


def nines(count: Fraction) -> Fraction:
    """Percent that so many nines stand for: 5 is 99.999, 3.5 is 99.95 (a half adds a five)."""
    whole = count.numerator // count.denominator
    percent = 100 - Fraction(100, 10**whole)
    if count != whole:
        percent += Fraction(5, 10 ** (whole - 1))
    return percent


def one_in(percent: Fraction) -> Fraction:
    """How many cases there are for one that counts: 100 / p."""
    return 100 / percent


def share_of(percent: Fraction, volume: Fraction) -> Fraction:
    """So many of a volume: p / 100 x volume."""
    return percent / 100 * volume


def change_percent(before: Fraction, after: Fraction) -> Fraction:
    """Relative change in percent, negative where it fell: (after - before) / before x 100."""
    return (after - before) / before * 100


def yearly_churn(monthly: Fraction) -> Fraction:
    """Percent lost in a year where `monthly` percent go each month: 1 - (1 - m)^12."""
    return (1 - (1 - monthly / 100) ** 12) * 100


def yearly(monthly: Fraction) -> Fraction:
    """A monthly amount over a year: x 12."""
    return monthly * 12


def retention_change(percent: Fraction) -> Fraction:
    """How much more (or less, negative) the customers of a year ago pay now: NRR - 100."""
    return percent - 100


def payback_months(cost: Fraction, monthly: Fraction, margin: Fraction = Fraction(100)) -> Fraction:
    """Months until a new customer has paid back what winning them cost: CAC / (monthly revenue x
    margin / 100)."""
    return cost / (monthly * margin / 100)


def runway_months(cash: Fraction, burn: Fraction) -> Fraction:
    """Months until the money is gone: cash / monthly burn."""
    return cash / burn


def conversion(steps: tuple[Fraction, ...]) -> Fraction:
    """Percent that passes all steps of a funnel: p1 x p2 x … / 100^(n-1)."""
    return chained_availability(steps)


def percentage_points(basis_points: Fraction) -> Fraction:
    """Basis points in percentage points: bps / 100."""
    return basis_points / 100
