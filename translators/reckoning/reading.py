"""What a message says about its numbers: which metric each belongs to, and the sentence it
stands in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from translators.models import Figure
from translators.reckoning import mentions
from translators.reckoning.mentions import Mention
from translators.reckoning.plain_numbers import plain
from translators.reckoning.quantities import Quantity
from translators.reckoning.units import Dimension

_BREAK = re.compile(r"[.!?;](?=\s|$)|\n")
_REACH = 45
_NEEDS_TELLING = frozenset(
    {"availability", "downtime", "error", "success", "rpo", "rto", "throughput", "churn"}
)
_ANOTHER_CLAUSE = re.compile(r"\b(?:while|whereas|although|though)\b", re.IGNORECASE)
_LEADS_ON = re.compile(
    r"""[\s(\[:=*_~-]*(?:
    (?:of|for|in)\s(?:(?!(?:and|but|while|that|which|when|before|after)\b)
        (?:[^\s,;]|(?<=\d),(?=\d{3}))+\s)*
  | (?:(?:are|is|was|were|have|has|had|been|be|now|still|just|got|get|to|in)\s)+(?:\w+\s){0,2}
  | (?:(?!(?:and|but|while|that|which|when|before|after|sure|certain|confident|done|off|on|in|at|fee
        |covers?|until|since|because|with|without|to|if)\b)[\w'’/-]+\s){0,3}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Between a value and the metric it is of: "0.4% of all calls" failed, "99.9% monthly" uptime."""
_JOINED = re.compile(
    r",|;|/|\b(?:and|with|while|but|plus|or|then|against|versus|vs|despite|beyond|than|compared)\b",
    re.IGNORECASE,
)
_SAYS_VALUE = re.compile(r"[\s:=(]*(?:[\w'’-]+\s){0,3}[~<>≤≥]?", re.IGNORECASE)
"""Between a metric and the value that is said of it."""
_DEGREE = r"(?:(?:about|around|roughly|nearly|almost|only|just|another|some|an?\sextra|over|~)\s?)*"
_MOVED = re.compile(
    rf"\b(?:by|up|down|dropp?\w*|f[ae]ll\w*|rose|ris\w+|reduc\w+|cut|improv\w+|increas\w+|decreas\w+"
    rf"|gr[eo]w\w*|lower\w*|rais\w+|shr[aiu]nk\w*|jump\w*|climb\w*|declin\w+|slid|shav\w+|gain\w*"
    rf"|spik\w+|widen\w+|slash\w+|trimm\w+|shorten\w+)\s{_DEGREE}$",
    re.IGNORECASE,
)
_BY = re.compile(rf"\b(?:by|shav\w+|trimm\w+)\s{_DEGREE}$", re.IGNORECASE)
_MORE = re.compile(
    r"\s(?:points?\s)?(?:fewer|less|more|lower|higher|faster|slower|better|worse|reduction|increase"
    r"|decrease|drop|improvement|decline|off)\b",
    re.IGNORECASE,
)
_OFF = re.compile(r"\boff\b", re.IGNORECASE)
"""What says that a quantity is how far something moved."""
_RANGE_GAP = re.compile(r"\s?(?:[-–—]|\bto\b|\bor\b|(?P<and>\band\b))\s?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:\w+\s)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|around\s)?$", re.IGNORECASE)
_ONE_MORE = re.compile(r"\s?/\s?[~$€£]?\d")
_NEAR_TIME = (
    r"(?:only|just|about|around|roughly|nearly|now|then|in|for|on|at|during|over|with|the|our|last|this"
    r"|next|previous|week|month|quarter|year|day|today|yesterday|year's|month's|quarter's"
    r"|it\swas|it\sis|is|was|were|are)"
)
_LISTED_VALUE = re.compile(
    rf"(?:\s(?:in|for|on|at|during|with|from|last|this|next|the)\b(?:\s[\w'’-]+){{1,3}})?"
    rf"(?:,|;|/|\s?[–—-]|,?\s(?:and|or|but|then|vs\.?|versus))+\s?"
    rf"(?:(?:{_NEAR_TIME}|[A-Z][a-z]+|Q[1-4]|\d{{4}})\s)*",
)
"""Between values that one metric has at several times or places."""
_LIST_JOINT = re.compile(r"\s?(?:,|/|&|,?\s?\band\b|\bor\b)\s?", re.IGNORECASE)
_OF_THE_FAILED = re.compile(
    r"\sof\s(?:the|our|all|these|those)\s(?:fail|error)(?:ing|ed)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure and the quantities that it explains (each is explained once)."""

    figure: Figure
    used: tuple[Quantity, ...]


@dataclass(frozen=True)
class Reading:
    """A text with its quantities, none of them protected."""

    text: str
    quantities: tuple[Quantity, ...]

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return mentions.find(self.text)

    def named(self, name: str) -> Iterator[Mention]:
        return (mention for mention in self.mentions if mention.name == name)

    @cached_property
    def _metrics(self) -> dict[Quantity, Mention]:
        nearest = {}
        ranges = self._ends_of_ranges()
        for quantity in self.quantities:
            if quantity in ranges:
                continue
            ranked = [
                (distance, mention)
                for mention in self.mentions
                if (mention.name != "mean" or quantity.dimension is Dimension.TIME)
                and (distance := self._distance(quantity, mention)) is not None
                and not self._has_its_own(mention, quantity)
                and not self._is_how_far(quantity, mention)
            ]
            if ranked:
                nearest[quantity] = min(ranked, key=lambda pair: (pair[0], pair[1].start))[1]
        return self._in_turn(self._first_told(nearest))

    def _ends_of_ranges(self) -> set[Quantity]:
        """Both ends of "3 to 5%" and "between 300 and 400 ms", which are no value; of "from 3% to
        5%" the words around tell whether it is a change."""
        ends: set[Quantity] = set()
        for first, second in zip(self.quantities, self.quantities[1:], strict=False):
            before = self.text[max(0, first.start - 20) : first.start]
            gap = _RANGE_GAP.fullmatch(self.text, first.end, second.start)
            if gap is None or first.dimension is not second.dimension or _FROM.search(before):
                continue
            if gap["and"] is None or _BETWEEN.search(before):
                ends |= {first, second}
        return ends

    def _has_its_own(self, mention: Mention, quantity: Quantity) -> bool:
        """Whether a metric that is joined on behind a quantity goes on to say its own value
        ("p90 is 640 ms and p99 is 3.1 s": the first one is no p99)."""
        if mention.start < quantity.end:
            return False
        if not _JOINED.search(self.text, quantity.end, mention.start):
            return False
        following = next((one for one in self.quantities if one.start >= mention.end), None)
        return following is not None and bool(
            _SAYS_VALUE.fullmatch(self.text, mention.end, following.start)
        )

    def _is_how_far(self, quantity: Quantity, mention: Mention) -> bool:
        """Whether the quantity is how far the metric moved and not where it stands ("failures
        dropped by 40%", "200 ms off p95"); "3x" is always a comparison."""
        if quantity.dimension is Dimension.FACTOR:
            return False
        if mention.end <= quantity.start:
            between = self.text[mention.end : quantity.start]
            return bool(_MOVED.search(between) or _MORE.match(self.text, quantity.end))
        before = self.text[max(0, quantity.start - 24) : quantity.start]
        between = self.text[quantity.end : mention.start]
        return bool(_BY.search(before) or _MORE.match(between) or _OFF.search(between))

    def _first_told(self, nearest: dict[Quantity, Mention]) -> dict[Quantity, Mention]:
        """Without the later values behind a metric, unless they are listed with its first one
        ("99.9% in May and 99.8% in June"): "$5M, of which $1M is new" tells one ARR, and "40 min
        instead of 4 h" one RTO."""
        told: dict[Quantity, Mention] = {}
        latest: dict[tuple[Mention, Dimension], Quantity] = {}
        for quantity, mention in nearest.items():
            key = (mention, quantity.dimension)
            before = latest.get(key)
            if before and mention.end <= quantity.start:
                end = max(before.end, mention.end)
                if not _LISTED_VALUE.fullmatch(self.text, end, quantity.start):
                    continue
            latest[key] = quantity
            told[quantity] = mention
        return told

    def _in_turn(self, told: dict[Quantity, Mention]) -> dict[Quantity, Mention]:
        """Values that are listed behind listed metrics go to them in turn ("p50 and p95 are 120
        and 480 ms"); where there are not as many of them, nobody knows which is whose."""
        for names in self._listed_mentions():
            values = self._listed_values(names[-1])
            if len(values) < 2 and not (values and _ONE_MORE.match(self.text, values[-1].end)):
                continue
            for value in values:
                told.pop(value, None)
            if len(values) == len(names):
                told.update(zip(values, names, strict=True))
        return dict(sorted(told.items(), key=lambda pair: pair[0].start))

    def _listed_mentions(self) -> Iterator[list[Mention]]:
        run: list[Mention] = []
        for mention in self.mentions:
            if run and not _LIST_JOINT.fullmatch(self.text, run[-1].end, mention.start):
                if len(run) > 1:
                    yield run
                run = []
            run.append(mention)
        if len(run) > 1:
            yield run

    def _listed_values(self, last: Mention) -> list[Quantity]:
        values: list[Quantity] = []
        for quantity in self.quantities:
            if quantity.start < last.end:
                continue
            if not values and self._distance(quantity, last) is None:
                break
            if values and not _LIST_JOINT.fullmatch(self.text, values[-1].end, quantity.start):
                break
            values.append(quantity)
        return values

    def metric_of(self, quantity: Quantity) -> Mention | None:
        """The metric that the quantity is a value of: the nearest one named in its sentence."""
        return self._metrics.get(quantity)

    def of(self, metric: str, dimension: Dimension) -> Iterator[tuple[Quantity, Mention]]:
        """Quantities of this dimension that belong to this metric."""
        for quantity in self.quantities:
            mention = self.metric_of(quantity)
            if quantity.dimension is not dimension or quantity.soft or mention is None:
                continue
            if mention.name == metric:
                yield quantity, mention

    def _distance(self, quantity: Quantity, mention: Mention) -> int | None:
        """How far apart they stand, in characters; words between that part them count extra."""
        start = min(quantity.end, mention.end)
        end = max(quantity.start, mention.start)
        gap = end - start
        if not 0 <= gap <= _REACH or self.breaks(start, end):
            return None
        if mention.name in _NEEDS_TELLING and not self._is_told(quantity, mention):
            return None
        between = self.text[start:end]
        return (
            gap + 12 * between.count(",") + 8 * between.count(" and ") + 4 * between.count(" but ")
        )

    def _is_told(self, quantity: Quantity, mention: Mention) -> bool:
        """Whether the words between them let the quantity be a value of the metric."""
        if mention.end <= quantity.start:
            return _ANOTHER_CLAUSE.search(self.text, mention.end, quantity.start) is None
        if _OF_THE_FAILED.fullmatch(self.text, quantity.end, mention.end):
            return False
        return _LEADS_ON.fullmatch(self.text, quantity.end, mention.start) is not None

    def breaks(self, start: int, end: int) -> bool:
        """Whether a sentence ends in this span."""
        return bool(_BREAK.search(self.text, start, min(end + 1, len(self.text))))

    def between(self, first: Quantity, second: Quantity) -> str:
        return self.text[first.end : second.start]

    def sentence(self, quantity: Quantity) -> tuple[int, int]:
        """Where the sentence of a quantity starts and ends."""
        start = end = None
        for match in _BREAK.finditer(self.text):
            if match.end() <= quantity.start:
                start = match.end()
            elif match.start() >= quantity.end:
                end = match.start()
                break
        return start or 0, len(self.text) if end is None else end

    def around(self, quantity: Quantity) -> str:
        start, end = self.sentence(quantity)
        return self.text[start:end]

    def finding(
        self,
        used: tuple[Quantity, ...],
        *,
        statement: str,
        formula: str,
        assumption: str,
        mention: Mention | None = None,
    ) -> Finding:
        """A figure over the quantities, and over the metric's name where it stands close by."""
        start = min(quantity.start for quantity in used)
        end = max(quantity.end for quantity in used)
        if mention is not None and max(mention.start - end, start - mention.end) <= 24:
            start, end = min(start, mention.start), max(end, mention.end)
        figure = Figure(self.text[start:end], statement, formula, assumption, start, end)
        return Finding(figure, used)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a figure says: the statement, how it was worked out, and what that takes for granted."""

    statement: str
    formula: str
    assumption: str


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity that is the value of a metric, with the text around it."""

    reading: Reading
    quantity: Quantity
    mention: Mention

    @property
    def amount(self) -> Fraction:
        return self.quantity.amount

    @property
    def plain(self) -> str:
        """The number as people read it, without its unit."""
        return plain(self.amount)

    @property
    def name(self) -> str:
        """The metric as the message names it."""
        return self.reading.text[self.mention.start : self.mention.end]

    @property
    def sentence(self) -> str:
        return self.reading.around(self.quantity)


Recogniser = Callable[[Reading], Iterator[Finding]]


def value_of(
    metric: str, dimension: Dimension
) -> Callable[[Callable[[Value], Telling | None]], Recogniser]:
    """Make a recogniser of a function that tells what one value of this metric amounts to, or
    None where it amounts to nothing that can be said."""

    def decorate(tell: Callable[[Value], Telling | None]) -> Recogniser:
        def recognise(reading: Reading) -> Iterator[Finding]:
            for quantity, mention in reading.of(metric, dimension):
                told = tell(Value(reading, quantity, mention))
                if told is not None:
                    yield reading.finding(
                        (quantity,),
                        statement=told.statement,
                        formula=told.formula,
                        assumption=told.assumption,
                        mention=mention,
                    )

        return recognise

    return decorate
