"""The names of metrics in a text: what a number may be a value of."""

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of a metric at `text[start:end]`; `name` is a group of the pattern above
    ("availability", "other", …)."""

    name: str
    start: int
    end: int


def find(text: str) -> tuple[Mention, ...]:
    """All names of metrics in order."""
    return tuple(
        Mention(match.lastgroup or "", match.start(), match.end())
        for match in _METRIC.finditer(text)
    )
