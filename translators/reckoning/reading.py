"""What a message says about its numbers: which metric each belongs to, and the sentence it
stands in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from translators.models import Figure
from translators.reckoning.plain_numbers import plain
from translators.reckoning.quantities import Quantity
from translators.reckoning.units import Dimension

_ABOUT_IT = (
    "meeting|policy|policies|document|doc|report|dashboard|page|review|call|team|discussion|plan"
    "|project|story|ticket|script|drill|deck|slide|bar|message|log|code|handler|workshop|training"
    "|checklist|template|calculator|spreadsheet|section|question|email|thread|channel|bot|monitor"
    "|alert|tool|model|survey|module|course|exam|poster|award|chapter|tracking|therapy|clause"
)
"""What only deals with a metric ("the RTO policy"), unless it goes on to say its value."""
_SAYS = r":|\ (?:show|say|read|report|state|promise|guarantee)s?\b"
_METRIC = re.compile(
    rf"""(?<![\w-])(?:
  (?P<net_retention>NRR|NDR|net\ (?:(?:revenue|dollar)\ )?retention(?:\ rate)?|(?:dollar
      |net)-based\ net\ retention(?:\ rate)?)
 |(?P<gross_retention>GRR|GDR|gross\ (?:(?:revenue|dollar)\ )?retention(?:\ rate)?)
 |(?P<availability>(?:up-?time|availability|available|reachable|SLA|SLO)s?|(?:was|is|were|are
     |been|stays?|stayed|be)\ up(?=[\s.,])(?!\ (?:to|by|from)))
 |(?P<downtime>downtime|unavailable|unavailability|down(?=\ [\d.]+\ ?%\ of\ the\ time))
 |(?P<error_budget>error\ budgets?)
 |(?P<mean>mean|average|avg)
 |(?P<success>success\ rates?|succe(?:ed|eded|eds|ss)|successful(?:ly)?)
 |(?P<error>(?:error|failure|fault|defect|timeout)[\ -]rates?|(?:errors?|failures?)|fail(?:s|ed
     |ing)?|crash(?:es|ed|ing)?|errored|erroring|(?:time|timed)\ out|timeouts?|5xx|4xx)
 |(?P<churn>(?:(?:customer|logo|revenue|user|subscriber|mrr|dollar|client|gross
     |net)\ )?churn(?:ed|ing|s)?(?:\ rates?)?
     |(?:los(?:e|es|ing|t)|leav(?:e|es|ing))(?=\ (?:\w+\ )?[\d.]+\ ?(?:%|percent)
        \ of\ (?:\w+\ )?(?:customers|users|subscribers|clients|accounts|members|MRR|revenue)\b))
 |(?P<rpo>RPOs?|recovery\ point\ objectives?)
 |(?P<rto>RTOs?|recovery\ time\ objectives?)
 |(?P<throughput>throughput)
 |(?P<arr>ARR|annual(?:ized|ised)?\ recurring\ revenue)
 |(?P<mrr>MRR|monthly\ recurring\ revenue)
 |(?P<payback>(?:CAC\ )?pay-?back(?:\ (?:period|time))?)
 |(?P<cac>CAC|customer\ acquisition\ costs?|acquisition\ costs?)
 |(?P<runway>(?:cash\ )?runway)
 |(?P<burn>(?:net\ |gross\ |cash\ |monthly\ )?burn(?:ing|s|ed)?(?:\ rate)?)
 |(?P<cash>cash(?!\ (?:burn|flow|runway))|in\ the\ bank|bank\ balance)
 |(?P<conversion>conversion(?:\ rates?)?|convert(?:s|ed|ing)?)
 |(?P<points>story\ points?)
 |(?P<percentile>p(?:[5-9]\d(?:\.\d+)?|99\d{{1,2}})|(?:[5-9]\d(?:\.\d+)?)(?:st|nd|rd
     |th)\ percentile|median)
 |(?P<other>CPUs?|memory|RAM|disk|margins?|growth|accuracy|coverage|discounts?|tax(?:es)?
     |interest|utili[sz]ation|progress
    |traffic|budgets?|quota|attainment|market\ share|NPS|CSAT|load(?!\ times?)|commission
        |probability|bonus|ETA|TTL|MTTR|MTBF|MTTF
        |ARPU|ARPA|retention|usage|battery|capacity
    |confidence|done|complete[d]?|cache|hit\ rate|sampling|open\ rate|win\ rate|revenue|stock
        |inventory|staff|people)
)(?![\w-]*\w)(?!\ (?:{_ABOUT_IT})s?\b(?!{_SAYS}))""",
    re.VERBOSE | re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?;](?=\s|$)|\n")
_REACH = 45
_NEEDS_TELLING = frozenset(
    {"availability", "downtime", "error", "success", "rpo", "rto", "throughput", "churn"}
)
_ANOTHER_CLAUSE = re.compile(r"\b(?:while|whereas|although|though)\b", re.IGNORECASE)
_LEADS_ON = re.compile(
    r"""[\s(\[:=*_~-]*(?:
    (?:of|for|in)\s(?:(?!(?:and|but|while|that|which|when|before|after)\b)[^\s,;]+\s)*
  | (?:(?:are|is|was|were|have|has|had|been|be|now|still|just|got|get|to|in)\s)+(?:\w+\s){0,2}
  | (?:(?!(?:and|but|while|that|which|when|before|after|sure|certain|confident|done|off|on|in|at|fee
        |covers?|until|since|because|with|without|to|if)\b)[\w'’/-]+\s){0,3}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Between a value and the metric it is of: "0.4% of all calls" failed, "99.9% monthly" uptime."""
_OF_THE_FAILED = re.compile(
    r"\sof\s(?:the|our|all|these|those)\s(?:fail|error)(?:ing|ed)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of a metric at `text[start:end]`; `name` is a group of the pattern above
    ("availability", "other", …)."""

    name: str
    start: int
    end: int


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
        return tuple(
            Mention(match.lastgroup or "", match.start(), match.end())
            for match in _METRIC.finditer(self.text)
        )

    def named(self, name: str) -> Iterator[Mention]:
        return (mention for mention in self.mentions if mention.name == name)

    @cached_property
    def _metrics(self) -> dict[Quantity, Mention]:
        nearest = {}
        for quantity in self.quantities:
            ranked = [
                (distance, mention)
                for mention in self.mentions
                if (mention.name != "mean" or quantity.dimension is Dimension.TIME)
                and (distance := self._distance(quantity, mention)) is not None
            ]
            if ranked:
                nearest[quantity] = min(ranked, key=lambda pair: (pair[0], pair[1].start))[1]
        return nearest

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
