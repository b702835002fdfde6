"""Figures about a running service: errors, percentiles, RPO, RTO, throughput."""

import re
from collections.abc import Iterator
from fractions import Fraction

from translators.reckoning import bridges, units
from translators.reckoning.mentions import Mention
from translators.reckoning.plain_numbers import (
    counted_words,
    is_rounded,
    measured,
    one_in_words,
    plain,
    short,
)
from translators.reckoning.quantities import Quantity
from translators.reckoning.reading import Finding, Reading, Telling, Value, value_of
from translators.reckoning.units import Dimension


def error_rate(reading: Reading) -> Iterator[Finding]:
    """ "0.1% error rate": one in so many, and how many of a volume that the sentence names."""
    for quantity, mention in reading.of("error", Dimension.PERCENT):
        if (
            0 < quantity.amount < 100
            and not quantity.spoken
            and _is_of_cases(reading, quantity, mention)
        ):
            yield _failures(reading, quantity, quantity.amount, mention)
    for quantity, mention in reading.of("success", Dimension.PERCENT):
        is_part = reading.text[quantity.end : mention.start] == " of "
        if 50 <= quantity.amount < 100 and not is_part:
            yield _failures(reading, quantity, 100 - quantity.amount, mention)


def _is_of_cases(reading: Reading, quantity: Quantity, mention: Mention) -> bool:
    """A share beside "crashes" has to be one of things that can crash: markets fall as well."""
    if not reading.text[mention.start : mention.end].casefold().startswith("crash"):
        return True
    is_of = reading.text.startswith(" of ", quantity.end)
    return is_of and _counted_noun(reading, quantity) is not None


def _failures(reading: Reading, quantity: Quantity, percent: Fraction, mention: Mention) -> Finding:
    volume = volume_of(reading, quantity)
    noun = _counted_noun(reading, volume or quantity) or "requests"
    used: tuple[Quantity, ...] = (quantity,) if volume is None else (quantity, volume)
    lead = f"{plain(quantity.amount)}% " + (
        "of " + noun + " failing" if percent == quantity.amount else "success"
    )
    statement = f"{lead} means that {one_in_words(percent)} {noun} fails"
    formula = (
        f"100 / {plain(percent)} = "
        f"{'' if not is_rounded(100 / percent) else 'about '}{short(100 / percent)}"
    )
    if percent != quantity.amount:
        formula = f"100 - {plain(quantity.amount)} = {plain(percent)}; " + formula
    if volume is not None:
        failed = bridges.share_of(percent, volume.amount)
        statement += f": {short(failed)} of {plain(volume.amount)}"
        formula += f"; {plain(percent)} / 100 x {plain(volume.amount)} = {short(failed)}"
    return reading.finding(
        used,
        statement=statement + ".",
        formula=formula,
        assumption=f"failures spread evenly over all {noun}",
        mention=mention,
    )


def volume_of(reading: Reading, quantity: Quantity) -> Quantity | None:
    """The volume that a share is of: the large bare number (or rate) in the same sentence."""
    candidates = [
        other
        for other in reading.quantities
        if other is not quantity
        and (other.unit is units.BARE or other.dimension is Dimension.RATE)
        and other.amount >= 100
        and not other.bracketed
        and not _is_of_another_share(reading, quantity, other)
        and not reading.breaks(min(other.end, quantity.end), max(other.start, quantity.start))
    ]
    return candidates[0] if len(candidates) == 1 else None


_OF_IT = re.compile(r"\sof\s(?:the\s|our\s|all\s|those\s|these\s)*", re.IGNORECASE)


def _is_of_another_share(reading: Reading, share: Quantity, volume: Quantity) -> bool:
    """Whether the volume is what another share is of ("3% of the 40,000 mails bounced")."""
    return any(
        other is not share
        and other.dimension is Dimension.PERCENT
        and _OF_IT.fullmatch(reading.text, other.end, volume.start)
        for other in reading.quantities
    )


_COUNTABLE = re.compile(
    r"requests|calls|payments|orders|logins|queries|messages|emails|e-mails|transactions|"
    r"jobs|builds|users|customers|"
    r"checkouts|uploads|downloads|sessions|visits|visitors|deliveries|tests|records|"
    r"events|transfers|attempts|signups|sign-ups|deployments|deploys|imports|runs",
    re.IGNORECASE,
)


def _counted_noun(reading: Reading, quantity: Quantity) -> str | None:
    tail = reading.text[quantity.end : quantity.end + 40]
    match = _COUNTABLE.search(tail.split(".")[0].split(",")[0])
    return match[0].casefold() if match else None


_RATIO = re.compile(r"\s(?:in|out of|of|in every|out of every)\s(?:every\s)?", re.IGNORECASE)
_GUESS_AFTER = re.compile(r"\s(?:chances?|odds|probability|risk|likelihood)\b", re.IGNORECASE)


def ratio(reading: Reading) -> Iterator[Finding]:
    """ "3 in 1,000 requests fail": the same as a percentage."""
    for first, second in zip(reading.quantities, reading.quantities[1:], strict=False):
        if not (first.unit is units.BARE and second.unit is units.BARE):
            continue
        gap = reading.between(first, second)
        if not (_RATIO.fullmatch(gap) and 0 < first.amount < second.amount):
            continue
        if _GUESS_AFTER.match(reading.text, second.end):
            continue
        metric = reading.metric_of(second) or reading.metric_of(first)
        if metric is not None and metric.name in ("error", "success", "churn", "conversion"):
            percent = first.amount / second.amount * 100
            about = "about " if is_rounded(percent) else ""
            yield reading.finding(
                (first, second),
                statement=f"{plain(first.amount)} in {plain(second.amount)} is "
                f"{about}{short(percent)}%.",
                formula=f"{plain(first.amount)} / {plain(second.amount)} x 100 = "
                f"{about}{short(percent)}%",
                assumption="the same share holds for all of them",
            )


_PERCENTILE = re.compile(r"\d+(?:\.\d+)?")


@value_of("percentile", Dimension.TIME)
def percentile(value: Value) -> Telling | None:
    """ "p95 1.2 s": so many of 100 requests finish within that time; it is not an average."""
    things = _timed_things(value)
    if value.amount <= 0 or things is None:
        return None
    return Telling(
        statement=f"{of_hundred(value.reading, value.mention, things)} within "
        f"{measured(value.quantity)}; that is not an average.",
        formula=f"{value.name} = the time that {_percent(value.reading, value.mention)}% of "
        f"{things} stay under",
        assumption=f"counted over the {things} of the measured period",
    )


_TIMED = {
    "builds": r"builds?|CI|compil\w+",
    "pipeline runs": r"pipelines?",
    "deployments": r"deploy\w*|rollouts?",
    "jobs": r"jobs?|batch(?:es)?|reports?|exports?|imports?",
    "page loads": r"pages?|load(?:ing)?|LCP|TTFB|render\w*",
    "checkouts": r"checkouts?",
    "searches": r"search(?:es)?",
    "queries": r"quer(?:y|ies)",
    "tickets": r"tickets?",
    "orders": r"orders?|deliver(?:y|ies)",
    "cases": r"time\sto\s\w+|resol\w+|turnaround|lead\stime|cycle\stime|reviews?",
}
_NAMED = "|".join(rf"(?P<{name.replace(' ', '_')}>\b(?:{said})\b)" for name, said in _TIMED.items())
_BEFORE_METRIC = re.compile(rf"(?:{_NAMED})\s(?:\w+\s)?$", re.IGNORECASE)
_AFTER_METRIC = re.compile(
    rf"\s(?:(?:for|of|on|in)\s)?(?:(?:the|our|all|a|an|full|nightly)\s)*(?:{_NAMED})", re.IGNORECASE
)
_A_REQUEST_AT_MOST = 60
"""Seconds; nobody waits longer for a request, so a longer percentile is of something else."""
_NO_PROCESS = re.compile(
    r"\b(?:ages?|tenure|experience|contracts?|notice|vintage|lifetime|lifespan)\b", re.IGNORECASE
)


def _timed_things(value: Value) -> str | None:
    """What is counted by a percentile, by the words around it; None where nothing tells that."""
    reading, quantity, mention = value.reading, value.quantity, value.mention
    if _NO_PROCESS.search(value.sentence):
        return None
    before = reading.text[max(reading.sentence(quantity)[0], mention.start - 32) : mention.start]
    named = _BEFORE_METRIC.search(before) or _AFTER_METRIC.match(reading.text, mention.end)
    if named and named.lastgroup:
        return named.lastgroup.replace("_", " ")
    return "requests" if quantity.base <= _A_REQUEST_AT_MOST else None


def _percent(reading: Reading, mention: Mention) -> str:
    digits = _PERCENTILE.search(reading.text, mention.start, mention.end)
    if digits is None:
        return "50"
    text = digits[0]
    return text if len(text) < 3 or "." in text else f"{text[:2]}.{text[2:]}"


def of_hundred(reading: Reading, mention: Mention, things: str = "requests") -> str:
    """ "95 of 100 requests finish", "999 of 1,000 builds finish"."""
    percent = Fraction(_percent(reading, mention))
    base = 100
    while (percent * base / 100).denominator != 1:
        base *= 10
    if percent == 50:
        return f"Half of the {things} finish"
    return f"{plain(percent * base / 100)} of {plain(Fraction(base))} {things} finish"


@value_of("rpo", Dimension.TIME)
def recovery_point(value: Value) -> Telling:
    """RPO: how much data may be lost."""
    said = measured(value.quantity)
    lost = "no data may be lost" if value.amount == 0 else f"at most {said} of data can be lost"
    return Telling(
        statement=f"An RPO of {said} means that {lost} when something breaks.",
        formula=f"RPO = age of the newest safe copy = {said}",
        assumption="it is a target, not a measured loss",
    )


@value_of("rto", Dimension.TIME)
def recovery_time(value: Value) -> Telling:
    """RTO: how soon the service is back."""
    said = measured(value.quantity)
    return Telling(
        statement=f"An RTO of {said} means that the service is to be back within {said} of an "
        f"outage.",
        formula=f"RTO = longest time until the service works again = {said}",
        assumption="it is a target, counted from the start of the outage",
    )


_LESS = re.compile(
    r"\b(?:lower|less|drop\w*|fell|fall\w*|decreas\w*|reduc\w*|down|worse|cut)\b", re.IGNORECASE
)


_OF_SOMETHING_ELSE = re.compile(
    r"\s(?:the|our|as many)\s"
    r"(?!throughput|work|load|traffic|requests|jobs|previous|old|rate|volume)",
    re.IGNORECASE,
)


@value_of("throughput", Dimension.FACTOR)
def throughput(value: Value) -> Telling | None:
    """ "5x throughput": so many times the work in the same time."""
    if (
        value.amount <= 1
        or _LESS.search(value.sentence)
        or _OF_SOMETHING_ELSE.match(value.reading.text, value.quantity.end)
    ):
        return None
    return Telling(
        statement=f"{value.plain}x throughput means {counted_words(value.amount)} times the work "
        f"in the same time; a single request need not be faster.",
        formula=f"new throughput = {value.plain} x old throughput",
        assumption="the same kind of work as before",
    )
