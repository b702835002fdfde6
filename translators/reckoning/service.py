"""Figures about a running service: availability, errors, percentiles, RPO, RTO, throughput."""

import re
from collections.abc import Iterator
from fractions import Fraction

from translators.reckoning import bridges, number_words, units
from translators.reckoning.plain_numbers import (
    counted,
    duration,
    is_rounded,
    measured,
    plain,
    short,
)
from translators.reckoning.quantities import Quantity
from translators.reckoning.reading import Finding, Mention, Reading
from translators.reckoning.units import Dimension

_THIRTY_DAYS = "30 days of 24 hours; planned maintenance counts as downtime"
_CHAINED = f"the services fail independently of each other and all are needed; {_THIRTY_DAYS}"

_PEOPLE = re.compile(
    r"\b(?:engineers?|team|staff|people|developers?|room|stock|driver|doctor|inventory|"
    r"laptop|my|his|her|seller)\b"
    r"(?:'s|’s)?\s(?:\w+\s)?(?:uptime|availab\w+)|availability of (?:the |our |my )?(?:\w+ )?"
    r"(?:engineers?|team|staff|people|developers?|rooms?|stock|drivers?|doctors?|seats?)\b",
    re.IGNORECASE,
)
_SHARE_OF_CASES = re.compile(
    r"\s?of (?:all |the |our |these |those )?(?:\w+ )?(?:requests|calls|users|customers|"
    r"tickets|issues|payments|orders|cases|queries|builds)\b",
    re.IGNORECASE,
)


def availability(reading: Reading) -> Iterator[Finding]:
    """ "99.8% uptime": the time without service that this leaves in 30 days and in a year."""
    for quantity, mention in reading.of("availability", Dimension.PERCENT):
        if _is_share_of_time(reading, quantity, mention):
            yield _downtime(reading, quantity, quantity.amount, mention)
            yield from _delivered(reading, quantity, mention)


_DELIVERED = re.compile(
    r"[^.!?\n]{0,40}\b(?:delivered|achieved|reached|measured|hit|got|had|made|managed|saw|were at|"
    r"was at|are at|is at|came in at|landed at|ended at|actual(?:ly)?|really)\s"
    r"(?:(?:only|just|about|around|at|was|is)\s)*",
    re.IGNORECASE,
)
_OF_NOTHING_ELSE = re.compile(
    r"\s*(?:$|[.,;:!?)\n]|(?:in|last|this|over|for|during|since|so|and|but|instead|uptime|"
    r"availability)\b)",
    re.IGNORECASE,
)


def _delivered(reading: Reading, promised: Quantity, mention: Mention) -> Iterator[Finding]:
    """ "99.95% availability in the contract; we delivered 99.9%": the next share of the same
    statement, where a verb says that it was reached and no other metric is named for it."""
    for first, second in zip(reading.quantities, reading.quantities[1:], strict=False):
        if first is not promised or second.dimension is not Dimension.PERCENT:
            continue
        reached = _DELIVERED.fullmatch(reading.text, first.end, second.start)
        unnamed = reading.metric_of(second) is None and _OF_NOTHING_ELSE.match(
            reading.text, second.end
        )
        if reached and unnamed and _is_share_of_time(reading, second, mention):
            yield _downtime(reading, second, second.amount, None)


def _is_share_of_time(reading: Reading, quantity: Quantity, mention: Mention) -> bool:
    least = 50 if reading.text[mention.start : mention.end].casefold().startswith("up") else 90
    return (
        least <= quantity.amount <= 100
        and not _SHARE_OF_CASES.match(reading.text, quantity.end)
        and not _PEOPLE.search(reading.around(quantity))
    )


def _downtime(
    reading: Reading, quantity: Quantity, percent: Fraction, mention: Mention | None
) -> Finding:
    said = measured(quantity) if quantity.dimension is Dimension.PERCENT else quantity.text
    return reading.finding(
        (quantity,),
        statement=f"{said} uptime means {_downtime_words(percent)}.",
        formula=_downtime_formula(percent),
        assumption=_THIRTY_DAYS,
        mention=mention,
    )


def _downtime_words(percent: Fraction) -> str:
    minutes = bridges.downtime_minutes(percent)
    if minutes == 0:
        return "no downtime at all in 30 days"
    a_year = duration(bridges.downtime_hours_a_year(percent) * 60)
    return f"up to {duration(minutes)} of downtime in 30 days ({a_year} in a year)"


def _downtime_formula(percent: Fraction) -> str:
    minutes = bridges.downtime_minutes(percent)
    hours = f" = {duration(minutes)}" if minutes >= 120 or 0 < minutes < 1 else ""
    return f"(100 - {plain(percent)}) / 100 x 43,200 minutes = {counted_exactly(minutes)}{hours}"


def counted_exactly(minutes: Fraction) -> str:
    return f"{plain(minutes)} {'minute' if minutes == 1 else 'minutes'}"


_NINES = re.compile(
    r"(?<![\w.])(?P<count>[2-9]|two|three|four|five|six|seven|eight|nine)(?P<half>\.5| and a half)?"
    r"(?:[\s-]|x(?=9))(?:nines|9['’]?s)\b(?:\s(?:of\s)?(?:uptime|availability))?",
    re.IGNORECASE,
)


def nines(reading: Reading) -> Iterator[Finding]:
    """ "five nines": 99.999% and the downtime that it leaves."""
    for match in _NINES.finditer(reading.text):
        inside = [q for q in reading.quantities if q.start < match.end() and match.start() < q.end]
        count = number_words.value(match["count"]) or Fraction(match["count"])
        percent = bridges.nines(count + Fraction(1, 2) if match["half"] else count)
        source = Quantity(match.start(), match.end(), match[0], percent, units.PERCENT)
        finding = reading.finding(
            (source, *inside),
            statement=f"{match[0][:1].upper()}{match[0][1:]} means {plain(percent)}% availability: "
            f"{_downtime_words(percent)}.",
            formula=_downtime_formula(percent),
            assumption=_THIRTY_DAYS,
        )
        yield finding


_CHAIN = re.compile(
    r"\b(?:chain(?:ed|s)?|in series|in sequence|in a row|behind (?:each other|one another|"
    r"another)|depends? on|depend(?:ing)? on each other|"
    r"one after (?:the other|another)|all (?:three|four|five|of them|needed|required)|"
    r"back to back|serially|each other|passes through|go(?:es)? through)\b",
    re.IGNORECASE,
)
_PARTS_OF_A_CHAIN = re.compile(
    r"\s(?:\w+\s){0,2}?(?:services|microservices|systems|components|dependencies|servers|"
    r"hops|apis|databases|providers|vendors|tiers|layers)\b",
    re.IGNORECASE,
)


def chain(reading: Reading) -> Iterator[Finding]:
    """ "three services at 99.9% each in a chain": what is left when all must work, multiplied."""
    for quantity in reading.quantities:
        if quantity.unit is not units.BARE or not 2 <= quantity.amount <= 50:
            continue
        if quantity.amount.denominator == 1 and _PARTS_OF_A_CHAIN.match(reading.text, quantity.end):
            yield from _chain_of(reading, quantity)


_STATED_RESULT = re.compile(
    r"^\s?(?:(?:\w+\s){0,2}(?:each|apiece)\b|.*?(?:=|→|=>|\b(?:gives?|giving|gave|makes?|making|"
    r"leaves?|leaving|means?|meaning|results?|resulting|yields?|comes? to|adds? up to|ends? up|"
    r"in total|overall|together|combined)\b))",
    re.IGNORECASE,
)


def _chain_of(reading: Reading, count: Quantity) -> Iterator[Finding]:
    start, end = reading.sentence(count)
    if not _CHAIN.search(reading.text, start, end):
        return
    shares = [
        q
        for q in reading.quantities
        if q.dimension is Dimension.PERCENT and start <= q.start < end and 50 <= q.amount <= 100
    ]
    shares, stated = _without_result(reading, shares)
    if len(shares) == 1:
        percents = (shares[0].amount,) * int(count.amount)
        yield _chained(reading, (count, *shares, *stated), percents)
    elif len(shares) == count.amount:
        percents = tuple(share.amount for share in shares)
        yield _chained(reading, (count, *shares, *stated), percents)


def _without_result(
    reading: Reading, shares: list[Quantity]
) -> tuple[list[Quantity], list[Quantity]]:
    """The shares that go into a chain, and what the sender says comes out of it."""
    if len(shares) < 2 or not _STATED_RESULT.search(reading.between(*shares[-2:])):
        return shares, []
    return shares[:-1], shares[-1:]


def _chained(
    reading: Reading, used: tuple[Quantity, ...], percents: tuple[Fraction, ...]
) -> Finding:
    percent = bridges.chained_availability(percents)
    about = "about " if is_rounded_to(percent, 3) else ""
    services = f"{len(percents)} services that all have to work"
    return reading.finding(
        used,
        statement=f"{services} are up together {about}{plain(percent, places=3)}% of the time: "
        f"{_downtime_words(percent)}.",
        formula=f"{' x '.join(plain(p) + '%' for p in percents)} = {plain(percent, places=4)}%; "
        + f"(100 - {plain(percent, places=4)}) / 100 x 43,200 minutes = "
        f"{short(bridges.downtime_minutes(percent))} minutes",
        assumption=_CHAINED,
    )


def is_rounded_to(number: Fraction, places: int) -> bool:
    return bool(number * 10**places % 1)


def error_rate(reading: Reading) -> Iterator[Finding]:
    """ "0.1% error rate": one in so many, and how many of a volume that the sentence names."""
    for quantity, mention in reading.of("error", Dimension.PERCENT):
        if 0 < quantity.amount < 100 and not quantity.spoken:
            yield _failures(reading, quantity, quantity.amount, mention)
    for quantity, mention in reading.of("success", Dimension.PERCENT):
        if 50 <= quantity.amount < 100:
            yield _failures(reading, quantity, 100 - quantity.amount, mention)


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


def one_in_words(percent: Fraction) -> str:
    """ "1 in 1,000", or "3 in 100 (about 1 in 33)" where one in a whole number does not come out
    even."""
    cases = bridges.one_in(percent)
    if cases.denominator == 1:
        return f"1 in {plain(cases)}"
    base = 100
    while (percent * base / 100).denominator != 1 and base < 10**9:
        base *= 10
    about = f" (about 1 in {plain(cases, places=0)})" if percent < 20 else ""
    return f"{plain(percent * base / 100)} in {plain(Fraction(base))}{about}"


def volume_of(reading: Reading, quantity: Quantity) -> Quantity | None:
    """The volume that a share is of: the large bare number (or rate) in the same sentence."""
    candidates = [
        other
        for other in reading.quantities
        if other is not quantity
        and (other.unit is units.BARE or other.dimension is Dimension.RATE)
        and other.amount >= 100
        and not other.bracketed
        and not reading.breaks(min(other.end, quantity.end), max(other.start, quantity.start))
    ]
    return candidates[0] if len(candidates) == 1 else None


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


def ratio(reading: Reading) -> Iterator[Finding]:
    """ "3 in 1,000 requests fail": the same as a percentage."""
    for first, second in zip(reading.quantities, reading.quantities[1:], strict=False):
        if not (first.unit is units.BARE and second.unit is units.BARE):
            continue
        gap = reading.between(first, second)
        if not (_RATIO.fullmatch(gap) and 0 < first.amount < second.amount):
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


def percentile(reading: Reading) -> Iterator[Finding]:
    """ "p95 1.2 s": so many of 100 requests finish within that time; it is not an average."""
    for quantity, mention in reading.of("percentile", Dimension.TIME):
        if quantity.amount <= 0:
            continue
        yield reading.finding(
            (quantity,),
            statement=f"{of_hundred(reading, mention)} within {measured(quantity)}; that is not an "
            f"average.",
            formula=f"{reading.text[mention.start : mention.end]} = the time that "
            f"{_percent(reading, mention)}% of requests stay under",
            assumption="counted over the requests of the measured period",
            mention=mention,
        )


def _percent(reading: Reading, mention: Mention) -> str:
    digits = _PERCENTILE.search(reading.text, mention.start, mention.end)
    if digits is None:
        return "50"
    text = digits[0]
    return text if len(text) < 3 or "." in text else f"{text[:2]}.{text[2:]}"


def of_hundred(reading: Reading, mention: Mention) -> str:
    """ "95 of 100 requests finish", "999 of 1,000 requests finish"."""
    percent = Fraction(_percent(reading, mention))
    base = 100
    while (percent * base / 100).denominator != 1:
        base *= 10
    if percent == 50:
        return "Half of the requests finish"
    return f"{plain(percent * base / 100)} of {plain(Fraction(base))} requests finish"


def recovery(reading: Reading) -> Iterator[Finding]:
    """RPO and RTO: how much data may be lost, and how soon the service is back."""
    for quantity, mention in reading.of("rpo", Dimension.TIME):
        at_most = f"at most {measured(quantity)} of data can be lost"
        said = "no data may be lost" if quantity.amount == 0 else at_most
        yield reading.finding(
            (quantity,),
            statement=f"An RPO of {measured(quantity)} means that {said} when something breaks.",
            formula=f"RPO = age of the newest safe copy = {measured(quantity)}",
            assumption="it is a target, not a measured loss",
            mention=mention,
        )
    for quantity, mention in reading.of("rto", Dimension.TIME):
        yield reading.finding(
            (quantity,),
            statement=f"An RTO of {measured(quantity)} means that the service is to be back within "
            f"{measured(quantity)} of an outage.",
            formula=f"RTO = longest time until the service works again = {measured(quantity)}",
            assumption="it is a target, counted from the start of the outage",
            mention=mention,
        )


_LESS = re.compile(
    r"\b(?:lower|less|drop\w*|fell|fall\w*|decreas\w*|reduc\w*|down|worse|cut)\b", re.IGNORECASE
)


def throughput(reading: Reading) -> Iterator[Finding]:
    """ "5x throughput": so many times the work in the same time."""
    for quantity, mention in reading.of("throughput", Dimension.FACTOR):
        if quantity.amount > 1 and not _LESS.search(reading.around(quantity)):
            said = counted_words(quantity.amount)
            yield reading.finding(
                (quantity,),
                statement=f"{plain(quantity.amount)}x throughput means {said} times the work in "
                f"the same time; a single request need not be faster.",
                formula=f"new throughput = {plain(quantity.amount)} x old throughput",
                assumption="the same kind of work as before",
                mention=mention,
            )


_WORDS = {
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
}


def counted_words(number: Fraction) -> str:
    if number.denominator == 1 and int(number) in _WORDS:
        return _WORDS[int(number)]
    return counted(number, "").strip() if number == 1 else short(number)
