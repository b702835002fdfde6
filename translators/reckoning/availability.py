"""Figures about availability: uptime, downtime, error budgets, nines, services in a chain."""

import re
from collections.abc import Iterator
from fractions import Fraction

from translators.reckoning import bridges, change, number_words, units
from translators.reckoning.mentions import Mention
from translators.reckoning.plain_numbers import (
    counted_exactly,
    duration,
    measured,
    one_in_words,
    plain,
    short,
)
from translators.reckoning.quantities import Quantity
from translators.reckoning.reading import Finding, Reading, Telling, Value, value_of
from translators.reckoning.units import Dimension

_THIRTY_DAYS = "30 days of 24 hours; planned maintenance counts as downtime"
_CHAINED = f"the services fail independently of each other and all are needed; {_THIRTY_DAYS}"

_PEOPLE = re.compile(
    r"\b(?:engineers?|team|staff|people|developers?|room|stock|driver|doctor|inventory|"
    r"laptop|my|his|her|seller)\b"
    r"(?:['’]s|['’])?\s(?:\w+\s)?(?:uptime|availab\w+)|availability of (?:the |our |my )?(?:\w+ )?"
    r"(?:engineers?|team|staff|people|developers?|rooms?|stock|drivers?|doctors?|seats?)\b",
    re.IGNORECASE,
)
_SHARE_OF_CASES = re.compile(
    r"\s?of\s(?!(?:the\s|all\s|its\s|every\s|each\s|last\s|this\s|our\s)*(?:time|hours?|days?|nights?|"
    r"weeks?|months?|quarters?|years?|period|service|availability|uptime(?!\s\w)|[A-Z][a-z]+|Q[1-4])\b)|"
    r"\s(?:written|done|finished|ready|sure|certain|built|implemented|migrated|full|used|completed?)\b"
)
"""A share of things, or how far a work is, and so no share of the time."""


def availability(reading: Reading) -> Iterator[Finding]:
    """ "99.8% uptime": the time without service that this leaves in 30 days and in a year."""
    for quantity, mention in reading.of("availability", Dimension.PERCENT):
        if _is_share_of_time(reading, quantity, mention):
            yield _downtime(reading, quantity, quantity.amount, mention)
            yield from _delivered(reading, quantity, mention)


_AT_LEVEL = re.compile(
    r"\W*(?:(?:was|were|is|of|at|about|around|only|just|has|had|been|came|in|for|up)\W+)*",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:by|less|more|fewer|another|used|burn\w*|spent|left|remain\w*|consum\w*|"
    r"reduc\w*|improv\w*|cut|drop\w*|fell|(?:in|de)creas\w*|rose|grew)\b",
    re.IGNORECASE,
)
_MOST_DOWN = 10
"""Percent; a greater share beside "downtime" is how much of it changed or was used."""


@value_of("downtime", Dimension.PERCENT)
def downtime(value: Value) -> Telling | None:
    """ "0.1% downtime": the same as 99.9% uptime."""
    if not _is_level(value):
        return None
    lost = bridges.downtime_minutes(100 - value.amount)
    return Telling(
        statement=f"{value.plain}% downtime means {duration(lost)} in 30 days "
        f"({duration(lost / 30 * 365)} in a year).",
        formula=f"{value.plain} / 100 x 43,200 minutes = {counted_exactly(lost)}",
        assumption="30 days of 24 hours",
    )


@value_of("error_budget", Dimension.PERCENT)
def error_budget(value: Value) -> Telling | None:
    """ "an error budget of 0.1%": the downtime or the failed requests that it allows."""
    if not _is_level(value):
        return None
    lost = bridges.downtime_minutes(100 - value.amount)
    return Telling(
        statement=f"An error budget of {value.plain}% allows {duration(lost)} of downtime in "
        f"30 days, or {one_in_words(value.amount)} requests failing.",
        formula=f"{value.plain} / 100 x 43,200 minutes = {counted_exactly(lost)}",
        assumption="30 days of 24 hours; the target says whether time or requests count",
    )


def _is_level(value: Value) -> bool:
    """Whether the share is how much it is, not how much it changed or how much of it is used."""
    if not 0 < value.amount <= _MOST_DOWN or _CHANGED.search(value.sentence):
        return False
    text, quantity, mention = value.reading.text, value.quantity, value.mention
    if mention.end <= quantity.start:
        return bool(_AT_LEVEL.fullmatch(text, mention.end, quantity.start))
    return text[quantity.end : mention.start] == " "


_BESIDE = re.compile(
    r"[.!?]?[^.!?\n]{0,40}(?:\b(?:delivered|achieved|reached|measured|hit|got|had|made|managed|saw|"
    r"were at|was at|are at|is at|(?:came|come|coming) in at|landed at|ended at|"
    r"actual(?:ly)?|really|promis(?:ed?|es|ing)|guarantee[ds]?|ow(?:ed?|es)|agreed(?:\s(?:on|to))?|"
    r"commit(?:ted|s)?\sto|signed(?:\sup)?(?:\sfor)?|sold|aim(?:ed|s)?\s(?:for|at)|target(?:ed|s)?|"
    r"goal|objective|commitment|contract|against|versus|vs\.?|instead\sof|rather\sthan|below|above|"
    r"under|short\sof|compared\s(?:with|to)|expects?|requires?|demands?)|\()\s?"
    r"(?:(?:only|just|about|around|at|was|is|says|are|of|a|an|the|our|their|its|that|you|them|us|"
    r"for|promised|agreed|contractual|committed|target|goal|guaranteed|owed)\s)*",
    re.IGNORECASE,
)
"""Between two shares of the time: what was promised beside what was delivered, either way round."""
_OF_NOTHING_ELSE = re.compile(
    r"\s*(?:$|[.,;:!?)\n]|(?:in|last|this|over|for|during|since|so|and|but|instead|uptime|"
    r"availability|promised|agreed|guaranteed|committed|target|goal|objective|commitment|we|that|"
    r"before|after|on|to)\b)",
    re.IGNORECASE,
)


def _delivered(reading: Reading, promised: Quantity, mention: Mention) -> Iterator[Finding]:
    """ "99.95% availability in the contract; we delivered 99.9%", or the other way round: the next
    share of the same statement, where a word says that it was reached or promised and no other
    metric is named for it."""
    for first, second in zip(reading.quantities, reading.quantities[1:], strict=False):
        if first is not promised or second.dimension is not Dimension.PERCENT:
            continue
        reached = _BESIDE.fullmatch(reading.text, first.end, second.start)
        unnamed = reading.metric_of(second) is None and _OF_NOTHING_ELSE.match(
            reading.text, second.end
        )
        if reached and unnamed and _is_share_of_time(reading, second, mention):
            yield _downtime(reading, second, second.amount, None)


def moved_availability(reading: Reading) -> Iterator[Finding]:
    """ "uptime fell from 99.98% to 99.91%": the downtime that each of the two leaves, because a
    difference of 0.07 points tells nobody anything."""
    for move in change.moves(reading):
        mention = reading.metric_of(move.used[0]) or reading.metric_of(move.used[1])
        if mention is None or mention.name != "availability":
            continue
        shares = (move.before, move.after)
        if not all(_is_share_of_time(reading, share, mention) for share in shares):
            continue
        before, after = (bridges.downtime_minutes(share.amount) for share in shares)
        yield reading.finding(
            move.used,
            statement=f"{measured(move.before)} to {measured(move.after)} uptime means up to "
            f"{duration(after)} of downtime in 30 days instead of {duration(before)}.",
            formula="; ".join(_downtime_formula(share.amount) for share in shares),
            assumption=_THIRTY_DAYS,
            mention=mention,
        )


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


_NINES = re.compile(
    r"(?<![\w.])(?P<count>[2-9]|two|three|four|five|six|seven|eight|nine)(?P<half>\.5| and a half)?"
    r"(?:[\s-]|x(?=9))(?:nines|9['’]?s)\b(?P<five>(?:\sand\sa)?[\s-]five\b)?"
    r"(?:\s(?:of\s)?(?:uptime|availability))?"
    r"(?!\s(?:of\s)?(?:confiden|certain|accura|precis|durab|quality|purity|probab))",
    re.IGNORECASE,
)


def nines(reading: Reading) -> Iterator[Finding]:
    """ "five nines": 99.999% and the downtime that it leaves."""
    for match in _NINES.finditer(reading.text):
        inside = [q for q in reading.quantities if q.start < match.end() and match.start() < q.end]
        count = number_words.value(match["count"]) or Fraction(match["count"])
        percent = bridges.nines(count + Fraction(1, 2) if match["half"] or match["five"] else count)
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
        if quantity.amount.denominator == 1 and _counts_parts(reading.text, quantity):
            yield from _chain_of(reading, quantity)


_ALL = re.compile(r"\ball(?:\sof\sthe)?\s$", re.IGNORECASE)
_NEEDED = re.compile(
    r"\s(?:of\s(?:them|which|these)\s)?(?:must|have\sto|has\sto|need|(?:are|is)\s(?:needed|required))\b",
    re.IGNORECASE,
)


def _counts_parts(text: str, count: Quantity) -> bool:
    """ "three services", or "all three must be up" where they were named before."""
    if _PARTS_OF_A_CHAIN.match(text, count.end):
        return True
    return bool(_ALL.search(text, 0, count.start) and _NEEDED.match(text, count.end))


_STATED_RESULT = re.compile(
    r"^\s?(?:(?:\w+\s){0,2}(?:each|apiece)\b|.*?(?:=|→|=>|\b(?:gives?|giving|gave|makes?|making|"
    r"leaves?|leaving|means?|meaning|results?|resulting|yields?|comes? to|adds? up to|ends? up|"
    r"in total|overall|together|combined)\b))",
    re.IGNORECASE,
)


def _chain_of(reading: Reading, count: Quantity) -> Iterator[Finding]:
    start, end = reading.sentence(count)
    if not (
        _CHAIN.search(reading.text, start, end) or _is_each_of_them(reading, count, start, end)
    ):
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


_EACH = re.compile(r"\s(?:\w+\s)?(?:each|apiece)\b|\seach\b", re.IGNORECASE)
_SPARE = re.compile(
    r"\b(?:redundan\w*|replicas?|replicated|fail(?:s|ed)?[\s-]?over|either|any of|in parallel|"
    r"back-?ups?|stand-?by|spares?|independent(?:ly)?|separate(?:ly)?|active-active)\b",
    re.IGNORECASE,
)


def _is_each_of_them(reading: Reading, count: Quantity, start: int, end: int) -> bool:
    """ "three services at 99.9% each": as good as a chain, unless one stands in for another."""
    if _SPARE.search(reading.text, start, end):
        return False
    shares = (q for q in reading.quantities if count.end <= q.start < end)
    return any(
        q.dimension is Dimension.PERCENT and q.amount >= 90 and _EACH.match(reading.text, q.end)
        for q in shares
    )


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
