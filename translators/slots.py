"""Where in an ask its deadline, budget, target, constraints and stakeholders stand.

Each finder takes a view of the text (see `view`) and gives spans in order, none overlapping. The patterns are
our own, written from how people word such things in chat: a preposition and a date or event, a limit and an
amount of money, a comparator and a number with a unit, a rule by its name. They are wary on purpose: a span
that is missed becomes a question, a span that is wrong puts words into the sender's mouth.
"""

import re
from collections.abc import Iterable, Iterator

from glossary.literals import LiteralKind
from translators.masking import Message
from translators.models import Span

FILLER = "\ufffc"
_PEOPLE = frozenset({LiteralKind.MENTION, LiteralKind.GROUP})


def view(message: Message) -> str:
    """The text with every protected span blanked out by fillers: same length, no literal to be cut in two."""
    parts: list[str] = []
    position = 0
    for item in message.protected:
        parts += (message.text[position : item.start], FILLER * (item.end - item.start))
        position = item.end
    parts.append(message.text[position:])
    return "".join(parts)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


# Dates and times ------------------------------------------------------------------------------------------

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tue|wed|thu|thur|thurs|fri|sat|sun)\b"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
_YEAR = r"(?:,?\s20\d\d)"
_CLOCK = r"(?:\d{1,2}(?::\d{2})?\s?[ap]m\b|\d{1,2}:\d{2}\b|noon\b|midnight\b)"
_UNIT_OF_TIME = r"(?:business|working|calendar)?\s?(?:hours?|days?|weeks?|months?|quarters?|sprints?|years?)\b"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a\scouple\sof|a\sfew|the\snext\sfew)"
_PERIOD = r"(?:day|week|weekend|month|quarter|year|sprint|spring|summer|autumn|fall|winter|iteration|cycle|semester)\b"
_PART = r"(?:\s(?:morning|afternoon|evening|night|noon|eod|cob)\b|\s(?:at|by|,)?\s?" + _CLOCK + r")?"
_QUARTER = r"(?:[QH][1-4](?:\s?(?:/|')?\s?(?:20)?\d\d)?\b|FY\s?'?(?:20)?\d\d\b|fiscal\syear(?:\send)?\b)"
_DATE = rf"""(?:
    \d{{4}}-\d{{2}}-\d{{2}}\b
  | (?:the\s)?(?:{_ORDINAL}|\d{{1,2}}\b)(?:\sof)?\s{_MONTH}{_YEAR}?
  | (?:early\s|mid[\s-]?|late\s)?{_MONTH}\s(?:{_ORDINAL}|\d{{1,2}}\b(?![:.%]\d)){_YEAR}?
  | (?:{_DAY},?\s)(?:the\s)?(?:{_ORDINAL})(?:\sof\s{_MONTH})?
  | \d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?(?!\d|%|\s?(?:s|ms|x)\b)
)"""
_NAMED_DAY = (
    r"(?:black\sfriday|cyber\smonday|christmas|xmas|easter|thanksgiving|new\syear(?:'s(?:\seve)?)?"
    r"|(?:the\s)?(?:summer|winter|christmas|easter|autumn|spring)?\s?(?:holidays?|holiday\sseason|break)\b"
    r"|valentine'?s(?:\sday)?|ramadan|diwali)\b"
)
_END_OF = rf"""(?:
    (?:the\s)?(?:very\s)?(?:end|close|beginning|start|middle|first\shalf|second\shalf|last\sweek|first\sweek)\sof\s
      (?:(?:the|this|next|our|business|working|fiscal|calendar)\s){{0,3}}
      (?:{_PERIOD}|business\b|play\b|{_QUARTER}|{_MONTH}{_YEAR}?|{_DAY}|20\d\d\b|today\b|tomorrow\b|trial\b)
  | (?:the\s)?(?:day|week|month|quarter|year|fiscal\syear)[\s-]?end\b
  | (?:EOD|COB|EOB|EOW|EOM|EOQ|EOY|EOP)\b(?:\s(?:today|tomorrow|{_DAY}))?
)"""
_NEXT = rf"(?:(?:early|late|mid|sometime)[\s-])?(?:next|this\scoming|the\scoming|the\sfollowing)\s(?:{_PERIOD}|{_DAY}|{_MONTH}){_PART}"
_THIS = rf"(?:(?:later|early|late)\s)?this\s(?:{_PERIOD}|{_DAY}|{_MONTH}|morning\b|afternoon\b|evening\b)"
_RELATIVE_DAY = rf"(?:today|tonight|tomorrow|the\sday\safter\stomorrow)\b{_PART}"
_WHEN = rf"""(?:{_DATE} | {_END_OF} | {_NEXT} | {_THIS} | {_RELATIVE_DAY} | {_NAMED_DAY} | {_QUARTER} | {_CLOCK}(?:\s(?:on\s)?(?:{_RELATIVE_DAY}|{_DAY}))?
  | (?:(?:early|mid|late|first\sthing)[\s-])?(?:on\s)?(?:{_DAY}{_PART} | {_MONTH}{_YEAR}?) | the\s{_ORDINAL}\b | 20\d\d\b | then\b(?=\s*[.!]?$) )"""

_EVENT_HEAD = r"""(?:renewals?|launch(?:es)?|release|go[\s-]?live|(?:cut[\s-]?)?over|cutover|kick[\s-]?off|meetings?|demos?|reviews?|audits?|conference|summit
  |trade\sshow|webinar|keynote|event|qbrs?|deadline|presentation|call|pitch|visit|workshop|season|peak|freeze|off-?site|earnings|expiry|expiration|rfp|board
  |board\sdeck|campaign|sale|sales|trial|contract|election|inspection|roadshow|standup|retro|handover|hand-?off|migration|rollout|roll-?out|school\sstarts)\b"""
_EVENT = rf"""(?:
    (?:(?:the|our|their|his|her|its|your|my|this|next|a|an|any|[\w]+['’]s)\s)?
    (?:(?!(?:and|or|but|so|we|they|it|you|i|that|is|are|was|to|for|by|of|in|on|at|with)\b)[\w&'’/-]+\s){{0,3}}?
    {_EVENT_HEAD}(?!\s(?:team|process|page|notes|committee|manager|plan|board)\b)
    (?:\s(?:in|on)\s(?:{_DATE}|{_MONTH}|{_DAY}|{_QUARTER}))?
)"""
_HAPPENING = r"""(?:(?:we|they|it|he|she|you|the\s[\w-]+(?:\s[\w-]+)?|our\s[\w-]+(?:\s[\w-]+)?|their\s[\w-]+(?:\s[\w-]+)?|[\w]+)\s
    (?:renews?|signs?|launch(?:es)?|go(?:es)?\slive|expires?|ends?|leaves?|churns?|starts?|opens?|ships?|begins?|runs?\sout|closes?|reopens?|arrives?|kicks?\soff)\b
    (?:\s(?:on|in|at)\s(?:{when})|\s(?:{when}))?
  |(?:launching|going\slive|renewing|the\shackathon))""".replace("{when}", f"(?:{_DATE}|{_NEXT}|{_MONTH}|{_DAY}|{_QUARTER}|{_RELATIVE_DAY})")

_FIRM = _compile(rf"""\b(?<!not\s)(?<!necessarily\s)(?:
    (?:by|before|until|till|no\slater\sthan|not\slater\sthan|at\sthe\slatest\sby|latest\sby|due(?:\son|\sby|\sin)?|in\stime\sfor|ahead\sof|prior\sto)\s
      (?:{_WHEN}|{_EVENT}|(?<=before\s){_HAPPENING}|(?<=until\s){_HAPPENING})
  | deadline(?:\s(?:is|of|for\sthis\sis|will\sbe))?:?\s(?P<date>(?:(?:on|by|at)\s)?(?:{_WHEN}|{_EVENT}))
  | by\sthe\stime\s{_HAPPENING}
)""")

_LOOSE = _compile(rf"""(?<![\w-])(?<!since\s)(?<!last\s)(?<!from\s)(?:
    (?:in|within|over)\s(?:the\snext\s|under\s|about\s|around\s|less\sthan\s)?{_COUNT}\s{_UNIT_OF_TIME}
  | (?:on|in|for|at|during)\s(?:{_DATE}|{_NEXT}|{_DAY}{_PART}|(?:early\s|mid[\s-]|late\s)?{_MONTH}(?!\s\d){_YEAR}?|{_QUARTER}|{_END_OF}|{_CLOCK}|20\d\d\b)
  | {_DATE} | {_END_OF} | {_NEXT} | {_THIS} | {_RELATIVE_DAY}
  | first\sthing\s{_DAY} | {_QUARTER}
)""")

_NO_DEADLINE = _compile(r"""\b(?:no\s(?:hard\s|fixed\s|real\s|strict\s|particular\s|specific\s)?(?:deadline|rush|hurry|due\sdate)|not\s(?:that\s|very\s|super\s|so\s)?urgent
  |isn['’]t\s(?:that\s|very\s)?urgent|nothing\surgent|take\syour\stime|whenever\s(?:you|it|there)|any\stime\s(?:is|works)|low\spriority|no\stime\spressure)\b""")


def deadlines(text: str) -> tuple[Span, ...]:
    """Dates and events that something has to be done by, as surely as their wording shows."""
    return tuple(
        _group(match, "date") for match in _FIRM.finditer(text) if not _is_denied(text, match.start())
    )


def time_mentions(text: str) -> tuple[Span, ...]:
    """Times that are deadlines only if they stand in an ask ("next week", "in two weeks")."""
    return tuple(Span(*match.span()) for match in _LOOSE.finditer(text) if not _is_denied(text, match.start()))


def has_no_deadline(text: str) -> bool:
    """Whether the sender says that there is none."""
    return _NO_DEADLINE.search(text) is not None


_DENIAL = re.compile(r"(?:\b(?:not|never|n't)\b|n['’]t)\s+(?:have\s+to\s+be\s+|need\s+(?:it|this|that)\s+|necessarily\s+|be\s+)*(?:done\s+|ready\s+)?$", re.IGNORECASE)


def _is_denied(text: str, start: int) -> bool:
    return _DENIAL.search(text, max(0, start - 40), start) is not None


def _group(match: re.Match[str], name: str) -> Span:
    return Span(*match.span(name)) if match[name] else Span(*match.span())


# Money ----------------------------------------------------------------------------------------------------

_MONEY = r"""(?:
    (?:[$€£¥]|(?:USD|EUR|GBP|CHF)\s)\s?\d[\d,.]*(?<![,.])\s?(?:(?:k|m|mm|bn|b|million|billion|thousand)\b)?
  | \d[\d,.]*(?<![,.])\s?(?:k|m|million|thousand)?\s?(?:dollars?|euros?|pounds?|francs|USD|EUR|GBP|CHF|€|£)(?!\w)
)(?:\s?(?:(?:a|per|each|/)\s?(?:month|year|quarter|week|user|seat|head)|monthly|annually|yearly)\b)?"""

_BUDGET = _compile(rf"""
    (?<!\w){_MONEY}(?:\s(?:of|in))?\s(?:budget|to\sspend|max(?:imum)?|tops|at\smost)\b
  | \bbudget(?:\sfor\s(?:this|it|that))?\s?(?:is|of|:|=|at|cap(?:ped)?\sat|limit\s(?:is|of)|(?:stays|is)\s(?:under|below))?\s?
      (?:about|around|roughly|up\sto|max(?:imum)?|under|below|at\smost|only)?\s?(?P<amount>{_MONEY})
  | \b(?:under|below|up\sto|at\smost|no\smore\sthan|not\smore\sthan|less\sthan|max(?:imum)?(?:\sof)?|within|capped\sat|limit(?:ed)?\s(?:of|to)|cheaper\sthan)\s{_MONEY}
  | \b(?:spend|invest|afford|allocated?|approved|set\saside|have|got|costs?|budgeted)\s(?:about\s|around\s|roughly\s|only\s|up\sto\s|at\smost\s|no\smore\sthan\s)?(?P<sum>{_MONEY})(?!\s(?:of|in)\s(?!total))
  | \b(?:within|inside|under|on|with(?:out)?|from|no|zero|any|of|out\sof|over|exceed(?:ing)?)\s
      (?:(?:the|our|a|an|any|this|that|current|existing|extra|additional|more|new|tight|small|limited|approved|agreed|planned|marketing|training|travel|tooling|annual|
          this\syear['’]s|next\syear['’]s|[\w]+['’]s|Q[1-4]|zero|further)\s){{0,4}}
      (?:budgets?|spend(?:ing)?|funding|funds|money|costs?)\b(?!\s(?:per|of|reduction|saving|centre|center|analysis))
  | \bat\sno\s(?:extra|additional|further)\s(?:cost|charge)\b
  | \b(?:budget|money)\s(?:is|isn['’]t)\s(?:not\s)?(?:an?\s)?(?:issue|problem|concern|approved|fixed|tight|limited|flexible)\b
""")

_EARNING = re.compile(
    r"\b(?:revenue|ARR|MRR|sales|pipeline|bookings?|deals?|worth|sav(?:e|es|ed|ing|ings)|grow(?:th)?|increase|raise|contracts?|profits?|invoices?|lost|lose|losing|orders?)\b",
    re.IGNORECASE,
)


def budgets(text: str) -> tuple[Span, ...]:
    """What may be spent: a limit, an allotted sum, or that there is none extra. Not what is to be earned or saved."""
    found = []
    for match in _BUDGET.finditer(text):
        span = next((Span(*match.span(name)) for name in ("amount", "sum") if match[name]), Span(*match.span()))
        earned = "budget" not in match[0].lower() and _EARNING.search(text, max(0, match.start() - 40), match.end())
        if not earned or not any(character.isdigit() for character in match[0]):
            found.append(span)
    return tuple(found)


# Targets --------------------------------------------------------------------------------------------------

_NUMBER = r"(?:[$€£]\s?)?\d[\d,.]*(?<![,.])"
_MEASURE = r"(?:\s?(?:%|‰|percent\b|per\scent\b|percentage\spoints?\b|pp\b|basis\spoints?\b|bps\b|points?\b))"
_DURATION = r"(?:\s?-?(?:ms|milliseconds?|s|secs?|seconds?|min|mins|minutes?)\b)"
_SCALE = r"(?:\s?(?:k|m|bn|b|million|billion|thousand)\b)"
_PER = r"(?:\s?(?:per|a|an|/)\s?(?:second|minute|hour|day|week|month|quarter|year|user|customer|order|s|min)\b)"
_THINGS = r"""(?:\s(?:[\w-]+\s){0,2}?(?:users?|customers?|sign-?ups|leads|orders|requests|tickets|subscribers|downloads|visitors|visits|demos|deals|transactions|seats
  |logos|accounts|contacts|calls|chats|clicks|steps|sessions|logins|trials|reviews|complaints|errors|incidents|outages|installs|payments|rows|records|employees|messages|emails)\b)"""
_AMOUNT = rf"(?:{_NUMBER}(?:{_MEASURE}|{_DURATION}|{_SCALE}{_THINGS}?|{_THINGS}|\s?x\b|\sout\sof\s(?:5|10|100)\b|\sof\s(?:5|10|100)\b|/(?:5|10)\b|\shours?\b){_PER}?)"
_FRACTION = r"(?:(?:a|one|two|three)[\s-](?:half|third|thirds|quarter|quarters|fifth|tenth)|half)\b"
_LIMIT = r"(?:under|below|over|above|at\sleast|at\smost|less\sthan|more\sthan|fewer\sthan|no\smore\sthan|not\smore\sthan|up\sto|within|max(?:imum)?(?:\sof)?|min(?:imum)?(?:\sof)?|not\sexceed|exceeds?|reach(?:es)?|hits?|<=|>=|<|>|≤|≥)"

_TARGET = _compile(rf"""
    (?<!\w)from\s{_NUMBER}(?:{_MEASURE}|{_DURATION}|{_SCALE})?(?:{_THINGS})?\s(?:down\s|up\s)?to\s(?:under\s|below\s|at\sleast\s|over\s|less\sthan\s|about\s)?{_NUMBER}(?:{_MEASURE}|{_DURATION}|{_SCALE}|{_THINGS})?{_PER}?
  | (?<!\w)(?:down\s|up\s)?(?:to|by)\s(?:{_LIMIT}\s|about\s|around\s|roughly\s|another\s)?(?:{_AMOUNT}|{_FRACTION})
  | (?<!\w){_LIMIT}\s?{_AMOUNT}
  | (?<!\w)in\s(?:{_LIMIT}\s)?(?:{_NUMBER}|one|two|three|five|ten){_DURATION}
  | (?<!\w)(?:{_NUMBER}\s?(?:%|percent|x|times)|twice|ten\stimes|two\stimes|three\stimes)\s(?:as\s(?:fast|many|much|often|quick(?:ly)?|cheap)|faster|quicker|more|fewer|less|cheaper|higher|lower|better|shorter|bigger|smaller)\b
  | (?<!\w)(?:two|three|four|five|six)\snines\b
  | (?<!\w)(?:double|triple|halve|quadruple)\b | \bin\shalf\b
  | (?<![\w.,$€£])\d[\d,.]*(?<![,.])(?:\s?%|\spercent\b)
  | (?<![\w.,$€£])\d[\d,.]*(?<![,.])(?:{_SCALE})?{_THINGS}{_PER}?
""")
_MONEY_TARGET = _compile(rf"(?<!\w)(?:by|to|of|worth)\s(?:{_LIMIT}\s|another\s)?{_MONEY}")


def targets(text: str) -> tuple[Span, ...]:
    """Numbers that something is to reach or change by. Only meaningful inside an ask."""
    return tuple(Span(*match.span()) for match in _TARGET.finditer(text))


def money_targets(text: str) -> tuple[Span, ...]:
    """Sums that are to be earned or saved ("grow revenue to $5M")."""
    return tuple(
        Span(*match.span())
        for match in _MONEY_TARGET.finditer(text)
        if _EARNING.search(text, max(0, match.start() - 60), match.end())
        or re.search(r"\b(?:cut|reduce|lower|bring)\b", text[max(0, match.start() - 60) : match.start()], re.I)
    )


# Success metrics ------------------------------------------------------------------------------------------

_MEASURED_BY = _compile(
    r"\b(?:measured\s(?:by|on|as)|success\s(?:metric|measure|criterion|criteria|looks\slike|means|is)(?:\s(?:is|are|will\sbe))?:?|KPI(?:\s(?:is|are)|:)|judged\s(?:by|on)|we(?:['’]ll|\swill)\smeasure)\s"
    r"(?P<metric>[^.,;:!?\n]+)"
)


def metrics(text: str) -> tuple[Span, ...]:
    """What the sender says that success is measured by."""
    return tuple(Span(*match.span("metric")) for match in _MEASURED_BY.finditer(text))


# Constraints ----------------------------------------------------------------------------------------------

_RULE = r"""(?:GDPR|DSGVO|HIPAA|SOC\s?-?[123](?:\s?type\s?(?:2|II|1|I))?|PCI(?:[\s-]DSS)?|ISO\s?-?\d{4,5}|CCPA|FERPA|COPPA|SOX|FedRAMP|DORA|NIS\s?-?2|WCAG(?:\s\d\.\d)?(?:\sAAA?)?|PSD\s?-?2|MiFID|FINRA|AML|KYC|ADA|section\s508)"""
_STOP = r"(?=\s*(?:[.,;:!?\n()]|$)|\s+(?:and|but|so|because|by|before|until|or|as|which)\b)"
_UP_TO_STOP = rf"(?:[^\s.,;:!?\n()]|(?<=\d)[.,](?=\d))+(?:[ \t]+(?!(?:and|but|so|because|by|before|until|or|as|which)\b)(?:[^\s.,;:!?\n()]|(?<=\d)[.,](?=\d))+){{0,7}}{_STOP}"

_CONSTRAINT = _compile(rf"""
    (?<!\w){_RULE}(?!\w)(?:[\s-](?:compliant|compliance|certified|ready))?
  | (?<!\w)without\s(?!(?:a\sdoubt|doubt|further\sado|question|exception|luck|success|delay|budget|(?:any\s)?(?:extra|additional|more)?\s?(?:budget|costs?|spend|money)\b)){_UP_TO_STOP}
  | (?<!\w)(?:(?:we|it|they|you|this|that|the\s[\w-]+(?:\s[\w-]+)?|all\s[\w-]+|our\s[\w-]+)\s)?(?:must|can|may|should|shall)(?:\snot|n['’]t|not)\s(?=change|touch|break|affect|leave|use|store|share|add|hire|move|lose|go\sdown|be\schanged|be\sdown|interrupt|slow|impact|exceed|require|expose|keep|cost|disrupt|involve|rely|depend){_UP_TO_STOP}
  | (?<!\w)(?:it\s|they\s|data\s|everything\s|all\sdata\s|customer\sdata\s|the\s[\w-]+\s)?(?:must|has\sto|have\sto|needs\sto|need\sto|should)\s(?:stay|remain|be\s(?:stored|hosted|kept)|comply|keep\sworking|work\s(?:on|with|in|offline|without)|run\s(?:on|in)|be\s(?:compliant|accessible|compatible|available\sin|backwards?)){_UP_TO_STOP}
  | (?<!\w)(?:no|zero)\s(?:new\s|extra\s|additional\s|more\s|planned\s|customer\s|further\s|data\s)?(?:headcount|hires?|hiring|people|downtime|outages?|interruptions?|data\sloss|vendors?|tools?|code\schanges?|breaking\schanges?|overtime|contractors?|agencies|personal\sdata|third[\s-]part(?:y|ies))\b
  | (?<!\w)(?:on[\s-]prem(?:ises)?|backwards?[\s-]compatible|data\sresidency|EU[\s-]only|read[\s-]only|under\sNDA|accessibility\s(?:rules|requirements|law)|in\sline\swith\s{_UP_TO_STOP}|with\sthe\s(?:current|existing|same)\s(?:team|people|staff|headcount|stack|tools|vendor|contract))\b
""")

_JOINT = re.compile(r"(?:,?\s*(?:and|or|&|plus|as\swell\sas)\s+(?:also\s+|with\s+)?|\s*,\s*|\s*/\s*|\s*\+\s*)", re.IGNORECASE)


def constraints(text: str) -> tuple[Span, ...]:
    """Rules and limits by name or by wording ("GDPR", "without downtime", "must stay in the EU")."""
    return joined(text, (Span(*match.span()) for match in _CONSTRAINT.finditer(text)))


def joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that only a comma or "and" parts, taken together: a slot is one stretch of the sender's words."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if merged and span.start < merged[-1].end:
            continue
        if merged and _JOINT.fullmatch(text, merged[-1].end, span.start):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


# Stakeholders ---------------------------------------------------------------------------------------------

_QUALIFIER = r"""(?:(?:our|the|all|every|each|key|big|bigger|biggest|large|largest|small|smaller|enterprise|top|new|existing|paying|strategic|smb|mid-market|vip|several|many|most|some|two
  |three|four|five|ten|both|other|european|german|french|us|uk|apac|emea|us-based|premium|free|mobile|trial|loyal|potential|important|major|angry|beta|internal|external|pilot|business|\d[\d,]*|first|our\stop)\s){0,4}"""
_ROLE = r"""(?:customers?|clients?|users?|shoppers?|subscribers?|buyers?|patients|students|teachers|drivers|merchants|sellers|tenants|members|visitors|prospects?|investors?|shareholders?|partners?|resellers?|suppliers?|vendors?|regulators?|auditors?|employees|stakeholders
  |sales\sreps?|account\s(?:managers?|executives?)|store\smanagers?|agents|executives|execs|management|leadership|procurement
  |(?:the\s)?(?:board|CEO|CFO|CTO|COO|CMO|CRO|CISO|CPO|VPs?(?:\sof\s[\w]+)?|head\sof\s[\w]+))\b(?!\s(?:satisfaction|data|meeting|meetings|deck|experience|journey|base|feedback|success|support|service|complaints?|interface|story|stories|id|ids|accounts?|lifetime|retention|acquisition|churn|research|testing|portal|call|records?|management|onboarding|list|reviews?|member|approval))"""
_TEAM = r"(?:sales|marketing|support|finance|legal|product|engineering|design|data|security|operations|ops|hr|people|customer\ssuccess|success|platform|mobile|backend|frontend|payments|growth|field|procurement|compliance|dev|it|devops|accounting|logistics|warehouse|analytics)\b"
_STAKEHOLDER = _compile(rf"""
    (?<![\w-])(?:{_QUALIFIER}{_ROLE}
  | (?:the|our|your|their)\s{_TEAM}(?:\s(?:team|teams|department|folks|people|guys|reps?|org|leads?))?(?!\s[a-z])
  | (?:the\s|our\s|your\s|their\s)?{_TEAM}\s(?:team|teams|department|folks|people|reps)
  | (?:our\s|the\s|all\s|several\s|\d+\s)?(?:(?:top|big|biggest|largest|enterprise|strategic|smb|existing|named|first|\d+)\s){{0,2}}(?:key|enterprise|strategic|top|named|major|customer|client|big|biggest|largest)\s(?:(?:enterprise|strategic)\s)?accounts?
  | (?:our|their)\s(?:biggest\s|largest\s|top\s|most\simportant\s)?accounts)(?![\w-])
""")
_NAME = r"[A-Z][\w&]*[a-z][\w&]*(?:\s(?:[A-Z][\w&]*|of|&)(?=\s[A-Z]|\b)){0,2}"
_NAMED = re.compile(
    rf"(?<![\w-])(?:(?P<who>{_NAME})(?:['’]s\s[\w-]+)?\s(?:needs?|wants?|asked|asks|is\sasking|are\sasking|expects?|complain(?:s|ed)?|threatens?|threatened|will\schurn|is\sunhappy|insists?|requires?|requested|won['’]t\srenew|may\sleave)\b"
    rf"|(?:promised|told|for|from)\s(?P<whom>{_NAME}))"
)
_NO_NAMES = frozenset(
    """we i they you he she it this that these those there the a an our your their customers customer users user clients client people everyone everybody
    nobody somebody someone who what which sales marketing support finance legal engineering product team nothing something all some many most each
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
    black cyber christmas easter thanksgiving europe germany france spain italy america slack google android apple chrome safari salesforce hubspot excel
    if when once while because but and or so then also please hi hello hey thanks also maybe still only just not no yes next last now today tomorrow""".split()
)


def stakeholders(message: Message, text: str) -> tuple[Span, ...]:
    """People, teams and customers that are named; mentions as they stand."""
    found = [Span(item.start, item.end) for item in message.protected if item.kind in _PEOPLE]
    found += (Span(*match.span()) for match in _STAKEHOLDER.finditer(text))
    found += _names(text)
    return joined(text, found)


def _names(text: str) -> Iterator[Span]:
    for match in _NAMED.finditer(text):
        group = "who" if match["who"] else "whom"
        if match[group].split()[0].lower() not in _NO_NAMES:
            yield Span(*match.span(group))
