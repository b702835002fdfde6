"""Are the numbers of the source in the answer, with their units, and no others?"""

import re
from collections.abc import Iterator

from glossary.matching import TermMatch
from translators.models import Violation
from translators.reckoning.quantities import Quantity
from translators.reckoning.units import Dimension
from translators.verifying.case import Case
from translators.verifying.facts import Facts, agree, is_bare, same_number


def numbers_lost(case: Case) -> Iterator[Violation]:
    for quantity in case.source.quantities:
        if quantity.soft or _goes_with_its_term(quantity.text, quantity.start, case):
            continue
        if any(agree(quantity, other) for other in case.answer.quantities):
            continue
        if _is_implied(quantity, case) or _is_label(quantity, case.answer):
            continue
        others = [other for other in case.answer.quantities if same_number(quantity, other)]
        if others:
            if _are_points(quantity, others, case.source):
                continue
            if not _unit_is_shared(quantity, others, case.answer):
                yield Violation("unit_changed", f"'{quantity.text}' became '{others[0].text}'")
        else:
            yield Violation("number_lost", f"'{quantity.text}' is missing")


_WRITTEN_OUT = re.compile(r"[\d.,]+s?")


def _goes_with_its_term(text: str, start: int, case: Case) -> bool:
    """Whether a number is a part of a matched term and may be put in other words with it.

    In "2FA" or "two-factor" it is a part of the word. In "HTTP 500" or "ISO 27001" it stands for
    itself: then the answer has to say the term.
    """
    end = start + len(text)
    covering = [match for match in case.matches if match.start <= start and end <= match.end]
    if not _WRITTEN_OUT.fullmatch(text):
        return bool(covering)
    return case.is_explained(start, end) and not any(_names_kept(m, case) for m in covering)


def _names_kept(match: TermMatch, case: Case) -> bool:
    """Whether the answer keeps the capitals beside the number ("SOC" of "SOC 2"): then the number
    belongs there too."""
    capitals = re.findall(r"\b[A-Z]{2,}\b", match.surface)
    return any(re.search(rf"\b{word}\b", case.answer.text) for word in capitals)


def _unit_is_shared(quantity: Quantity, others: list[Quantity], facts: Facts) -> bool:
    """ "from 850 ms to 420": the bare number takes the unit of its neighbour."""
    if is_bare(quantity):
        return quantity.amount <= 1 or any(other.dimension is Dimension.FACTOR for other in others)
    return any(is_bare(other) for other in others) and any(
        other.dimension is quantity.dimension for other in facts.quantities
    )


def _is_label(quantity: Quantity, facts: Facts) -> bool:
    """Whether the text has the bare number as a version: "deploy 4.7", "release 4.7"."""
    return is_bare(quantity) and any(label == quantity.text for _, label in facts.labels)


_POINTS = re.compile(r"\s?(?:points?|pts?|pp)\b", re.IGNORECASE)


def _are_points(quantity: Quantity, others: list[Quantity], source: Facts) -> bool:
    """ "Up 1.5 points to 4.2%": points beside a percentage are percentage points."""
    return (
        bool(_POINTS.match(source.text, quantity.end))
        and any(other.dimension is Dimension.POINTS for other in others)
        and any(other.dimension is Dimension.PERCENT for other in source.quantities)
    )


_PERIOD = re.compile(
    r"[^\d.;,!?]{0,24}?(?:/\s?|\b(?:per|an?|each|every)\s)"
    r"(?P<unit>s|sec|second|min|minute|h|hr|hour|d|day|w|wk|week|mo|month|quarter|y|yr|year)\b",
    re.IGNORECASE,
)
_SHORT_PERIODS = {"min": "minute", "mo": "month"}


def _rates(facts: Facts) -> dict[str, set[str]]:
    """Per which period a text states a number: "100 req/min", "100 requests an hour"."""
    found: dict[str, set[str]] = {}
    for quantity in facts.quantities:
        start = max(quantity.start + 1, quantity.end - 8)
        match = _PERIOD.match(facts.text, quantity.end) or _PERIOD.search(
            facts.text, start, quantity.end
        )
        if match:
            unit = match["unit"].casefold()
            first = _SHORT_PERIODS.get(unit, unit)[: 2 if unit.startswith(("mi", "mo")) else 1]
            found.setdefault(str(quantity.amount), set()).add(first)
    return found


def rates(case: Case) -> Iterator[Violation]:
    """The same number for another period: "100 a minute" became "100 an hour"."""
    before, now = _rates(case.source), _rates(case.answer)
    for amount in sorted(before.keys() & now.keys()):
        if not before[amount] & now[amount]:
            yield Violation("unit_changed", f"{amount} is for another period")


_IMPLIED = {
    0: r"\b(?:no|none|zero|without|never|nothing|not any|free of|not)\b|n['’]t\b",
    1: r"\b(?:an?|one|single|once|first|same|only|every|per|each|the)\b",
    2: r"\b(?:both|pair|couple|twice|two|double|second)\b",
    3: r"\b(?:three|triple|thrice)\b",
    7: r"\ba week\b",
    12: r"\b(?:a dozen|a year)\b",
    24: r"\b(?:a day|one day)\b",
    60: r"\b(?:a minute|an hour|one minute|one hour)\b",
}
_WHOLE = re.compile(
    r"\b(?:all|every|fully|full|completely|entire(?:ly)?|everything|whole|always|"
    r"every(?:one|body)|totally|each)\b",
    re.IGNORECASE,
)
_ROUND_THE_CLOCK = re.compile(
    r"around the clock|round the clock|day and night|at all times|at any (?:time|hour)|"
    r"always|24 hours|all day",
    re.IGNORECASE,
)


def _is_implied(quantity: Quantity, case: Case) -> bool:
    """Whether words of the answer say the number without naming it ("all" for 100%, "both" for
    two)."""
    text = case.answer.text
    if quantity.dimension is Dimension.PERCENT:
        if quantity.amount == 100 and _WHOLE.search(text):
            return True
        return quantity.amount in case.answer.shares
    if _is_part_of_share(quantity, case):
        return True
    if quantity.amount.denominator != 1:
        return False
    pattern = _IMPLIED.get(int(quantity.amount))
    may_imply = quantity.dimension in (Dimension.COUNT, Dimension.FACTOR, Dimension.TIME)
    return bool(pattern and may_imply and re.search(pattern, text, re.IGNORECASE))


def _is_part_of_share(quantity: Quantity, case: Case) -> bool:
    """ "1 in 5" answered by "20%"."""
    if not is_bare(quantity) or not case.source.shares:
        return False
    percents = {q.amount for q in case.answer.quantities if q.dimension is Dimension.PERCENT}
    return any(share in percents for share in case.source.shares)


def numbers_added(case: Case) -> Iterator[Violation]:
    for quantity in case.answer.quantities:
        if quantity.soft or _is_known(quantity, case.source.quantities):
            continue
        if _is_known(quantity, case.licence.quantities):
            continue
        if _comes_from_words(quantity, case):
            continue
        same = [other for other in case.source.quantities if same_number(quantity, other)]
        if same and _unit_is_shared(same[0], [quantity], case.answer):
            continue
        if any(_are_points(other, [quantity], case.source) for other in same):
            continue
        kind = "unit_changed" if same else "number_added"
        yield Violation(kind, f"'{quantity.text}' is not in the source")


def _is_known(quantity: Quantity, known: tuple[Quantity, ...]) -> bool:
    return any(
        agree(quantity, other) or (is_bare(quantity) and same_number(quantity, other))
        for other in known
    )


_PERCENTILE = re.compile(r"\bp(\d{2})(?:\.?(\d))?\b", re.IGNORECASE)


def _comes_from_words(quantity: Quantity, case: Case) -> bool:
    """Whether the source says this number in words or in a label ("both", "an hour", "p95",
    "HTTP 503")."""
    if (
        quantity.amount.denominator == 1
        and str(quantity.amount) in case.source.digits
        and is_bare(quantity)
    ):
        return True
    if quantity.dimension is Dimension.PERCENT:
        return quantity.amount in case.source.shares or (
            quantity.amount == 100 and bool(_WHOLE.search(case.source.text))
        )
    if _PERCENTILE.search(case.source.text) and is_bare(quantity):
        tops = {int(match[1]) for match in _PERCENTILE.finditer(case.source.text)}
        if quantity.amount in {100, 1000, *tops, *(100 - top for top in tops)}:
            return True
    if is_bare(quantity) and _is_share_of_source(quantity, case):
        return True
    if quantity.amount.denominator != 1:
        return False
    pattern = _WORDED.get(int(quantity.amount))
    return bool(pattern and re.search(pattern, case.source.text, re.IGNORECASE))


_WORDED = {
    0: r"\b(?:no|none|zero|without|never|nothing)\b|n['’]t\b",
    1: r"\b(?:an?|one|single|once|per|each|every|hourly|daily|weekly|monthly|yearly)\b",
    2: r"\b(?:both|pair|couple|twice|two|double|half)\b",
    24: r"\b(?:daily|a day|one day|24/7|around the clock)\b",
    12: r"\b(?:dozen|a year)\b",
}


def _is_share_of_source(quantity: Quantity, case: Case) -> bool:
    percents = {q.amount for q in case.source.quantities if q.dimension is Dimension.PERCENT}
    return any(share in percents for share in case.answer.shares) and any(
        quantity.text in pair
        for pair in re.findall(r"[\d,]+ (?:in|of|out of) (?:every )?[\d,]+", case.answer.text)
    )


def labels(case: Case) -> Iterator[Violation]:
    kept = case.answer.text.casefold()
    for start, label in case.source.labels:
        if _goes_with_its_term(label, start, case) or _PERCENTILE.fullmatch(label):
            continue
        if _stands_in(label.casefold(), kept) or _is_reworded(label, case.answer):
            continue
        if not any(figure.start <= start < figure.end for figure in case.figures):
            yield Violation("number_lost", f"'{label}' is missing")
    for _, label in case.answer.labels:
        known = case.source.digits | case.licence.digits
        said = f"{case.source.text} {case.licence.text}".casefold()
        if label.casefold() not in said and not set(re.findall(r"\d+", label)) <= known:
            yield Violation("number_added", f"'{label}' is not in the source")


def _stands_in(label: str, text: str) -> bool:
    return bool(re.search(rf"(?<![\w.]){re.escape(label)}(?!\w)", text))


_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}


_PRIORITY = re.compile(r"(?:P|S|SEV-?)[0-5]s?", re.IGNORECASE)
_IMPORTANT = re.compile(
    r"\b(?:priorit\w+|urgen\w+|severe\w*|severity|critical|important|serious|major|minor|"
    r"gravest|worst)\b",
    re.IGNORECASE,
)


_STATUS = re.compile(r"[45](?:\d\d['’]?s|xx)", re.IGNORECASE)
"""A sort of error, "500s" or "5xx", by the statuses of RFC 9110; a single "503" has to stay."""
_FAILING = re.compile(
    r"\b(?:errors?|fail\w*|reject\w*|refus\w*|denied|problems?|broken?|not found|overloaded|"
    r"unavailable|faults?)\b",
    re.IGNORECASE,
)


def _is_reworded(label: str, facts: Facts) -> bool:
    if _PRIORITY.fullmatch(label):
        return bool(_IMPORTANT.search(facts.text))
    if _STATUS.fullmatch(label) and _FAILING.search(facts.text):
        return True
    if label == "24/7":
        return bool(_ROUND_THE_CLOCK.search(facts.text))
    if _ORDINALS.get(label.casefold(), "\0") in facts.text.casefold():
        return True
    runs = re.findall(r"\d+", label)
    return bool(runs) and all(run in facts.digits for run in runs)
