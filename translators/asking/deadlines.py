"""Where a text says by when: dates, periods and events, with the words that make them deadlines.

Two strengths. A firm deadline says so itself ("by Friday", "before renewal", "deadline is 12
March"). A loose one is a time that is a deadline only inside an ask ("next week", "in two weeks",
"on 12 March"). Events are what work chat plans by: a renewal, a board meeting, a launch, a fair.
"""

import re
from collections.abc import Iterator
from functools import cache

from translators.asking.spans import matched
from translators.models import Span
from translators.patterns import any_of, compiled
from translators.reckoning.date_words import END, MONTH, SHORT_WEEKDAY, WEEKDAY

_DAY = rf"(?:{WEEKDAY}|{SHORT_WEEKDAY})"
_PERIOD = any_of(
    "day, week, weekend, month, quarter, year, sprint, spring, summer, autumn, fall, winter,"
    "iteration, cycle, semester, fiscal year, season, term, school year, financial year, half"
)
_HOLIDAY = any_of(
    "black friday, cyber monday, christmas, xmas, easter, thanksgiving, new year, new year's, new "
    "year's eve, valentine's day, ramadan, diwali, the holidays, the holiday season, the summer "
    "holidays, the summer break, the christmas break, the winter break"
)
_COUNT = any_of(
    "a, an, one, two, three, four, five, six, seven, eight, nine, ten, twelve, a couple of, a "
    "few, the next few, the next couple of"
)
_LONG_UNIT = any_of(
    "hour, hours, day, days, business days, working days, week, weeks, month, months, quarter,"
    "quarters, sprint, sprints, year, years"
)

_CLOCK = r"(?:\d{1,2}(?::\d{2})?\s?[ap]m\b|\d{1,2}:\d{2}\b|noon\b|midnight\b)"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)\b"
_YEAR = r"(?:,?\s20\d\d\b)"
_QUARTER = r"(?:[QH][1-4](?:\s?['/]?\s?(?:20)?\d\d)?\b|FY\s?'?(?:20)?\d\d\b)"
_PART = rf"(?:\s(?:morning|afternoon|evening|night|noon|EOD|COB)\b|,?\s(?:at\s|by\s)?{_CLOCK})?"
_EARLY = r"(?:early\s|mid[\s-]|late\s|later\s|sometime\s)?"

_DATE = rf"""(?:
    \d{{4}}-\d{{2}}-\d{{2}}\b
  | (?:{_DAY},?\s)?(?:the\s)?(?:{_ORDINAL}|\d{{1,2}}\b)(?:\sof)?\s{MONTH}\b{_YEAR}?
  | (?:{_DAY},?\s)?{_EARLY}{MONTH}\s(?:{_ORDINAL}|\d{{1,2}}\b(?![:.%]\d)){_YEAR}?
  | {_DAY},?\s(?:the\s)?{_ORDINAL}
)"""
_NUMERIC = r"\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?(?![\d%]|\s?(?:s|ms|x|seconds?)\b)"
_END_OF = rf"""(?:
    (?:the\s)?(?:very\s)?(?:end|close|beginning|start|middle|(?:first|second)\shalf
    |(?:first|second|third|fourth|last)\s(?:week|days|weekend))\sof\s
      (?:(?:the|this|next|our|fiscal|calendar|business|working)\s){{0,3}}
      (?:(?:{_PERIOD}|business|play|today|tomorrow|{_DAY}|{MONTH}{_YEAR}?)\b|{_QUARTER}|20\d\d\b)
  | (?:the\s)?(?:fiscal\s)?(?:day|week|month|quarter|year)[\s-]end\b
  | {END}\b(?:\s(?:today|tomorrow|on\s{_DAY}|{_DAY})\b)?
)"""
_NEXT = rf"""(?:{_EARLY}(?:next|this\scoming|the\scoming|the\sfollowing)\s
    (?:{_PERIOD}|{_DAY}|{MONTH})\b{_PART})"""
_THIS = rf"(?:{_EARLY}this\s(?:{_PERIOD}|{_DAY}|{MONTH}|morning|afternoon|evening)\b)"
_NEAR = rf"(?:(?:today|tonight|tomorrow|the\sday\safter\stomorrow)\b(?!['’]s){_PART})"

_EVENT_HEAD = any_of(
    "renewal, renewals, launch, release, go-live, cut-over, kick-off, meeting, meetings, demo,"
    "demos, review, audit, conference, summit, trade show, webinar, keynote, event, qbr,"
    "deadline, presentation, call, pitch, visit, workshop, season, peak, freeze, off-site,"
    "earnings, expiry, expiration, rfp, board deck, campaign, sale, trial, election, inspection,"
    "roadshow, handover, hand-off, rollout, fair, expo, town hall, opening, due date, premiere,"
    "term, festival, tournament, exhibition, gala, enrolment"
)
_WEEK = r"(?:(?:calendar\s)?week\s\d{1,2}\b|[CK]W\s?\d{1,2}\b)"
_WHEN = rf"""(?:
    {_DATE} | {_END_OF} | {_NEXT} | {_THIS} | {_NEAR} | {_HOLIDAY}\b | {_QUARTER} | {_NUMERIC}
  | {_CLOCK}(?:\s(?:on\s)?(?:{_NEAR}|{_DAY}\b))?
  | {_EARLY}(?:{_DAY}\b{_PART}|{MONTH}\b{_YEAR}?|summer\b|autumn\b|winter\b|spring\b)
  | the\s(?:summer|autumn|winter|spring)\b(?!\s{_EVENT_HEAD}\b) | {_WEEK} | 20\d\d\b
  | the\s{_ORDINAL}(?!\sof\s(?:each|every|the)\b)(?:\s(?:business|working)\sday\b)?
)"""

_NO_NOUN = any_of(
    "and, or, but, so, we, they, it, you, i, that, is, are, was, to, for, by, of, in, on, at"
)
_EVENT_DAY = rf"(?:\s(?:in|on)\s(?:{_DATE}|(?:{MONTH}|{_DAY})\b|{_QUARTER}))"
_EVENT_NAME = rf"""(?:
    (?!\w+ing\b)
    (?:(?:the|our|their|his|her|its|your|my|this|next|a|an|any|\w+['’]s)\s
      (?:(?!{_NO_NOUN}\b)[\w&'’/-]+\s){{0,3}}? | (?:(?!{_NO_NOUN}\b)[\w&'’/-]+\s)?)
    {_EVENT_HEAD}\b(?:\s{_EVENT_HEAD}\b)?
    (?!\s(?:[\w-]+\s)?(?:is|are|has|have)\s(?!over\b|done\b))
    (?!\s(?:team|process|page|notes|committee|manager|plan|members?|comments?)\b)
    (?:\s(?:in|at|with)\s(?-i:[A-Z])(?!(?:{MONTH}|{_DAY})\b|Q\d)\w+)?
)"""
_EVENT = rf"""(?:{_EVENT_NAME}{_EVENT_DAY}?
  | (?:the|our|their|your)\s(?:(?!{_NO_NOUN}\b)[\w&'’-]+\s){{0,3}}?(?!{_NO_NOUN}\b)[\w&'’-]+
    {_EVENT_DAY}
)"""
_HAPPENS = any_of(
    "renew, renews, sign, signs, launch, launches, go live, goes live, expire, expires, end,"
    "ends, leave, leaves, churn, churns, start, starts, open, opens, ship, ships, begin, begins,"
    "run out, runs out, air, airs, arrive, arrives, is over, are over, is done, close, closes,"
    "reopen, reopens, kick off, kicks off, come back, comes back, return, returns, decide, decides"
)
_CLOSED = any_of("quarter, year, month, half, season, books, doors, accounts, round, shop")
_HAPPENING = rf"""(?:
    (?:(?:the|our|their|your)\s)?(?:[\w&'’-]+\s){{1,2}}?{_HAPPENS}\b
      (?:\s(?:the|our)\s{_CLOSED}\b)?
      (?:\s(?:(?:on|in|at)\s)?(?:{_DATE}|{_NEXT}|(?:{MONTH}|{_DAY})\b|{_QUARTER}|{_NEAR})
        |\s(?:in|at)\s(?-i:[A-Z])\w+)?
  | (?:launching|going\slive|renewing)\b
)"""

_SET_FOR = any_of("planned, scheduled, set, due, booked, fixed, down, pencilled in, agreed")
_UNDER_WAY = any_of(
    "start, starts, begin, begins, open, opens, close, closes, end, ends, expire, expires,"
    "launch, launches, decide, decides, renew, renews, arrive, arrives, go live, goes live,"
    "take place, takes place, run out, runs out, kick off, kicks off, come back, comes back"
)
_COMING = any_of(
    "launching, opening, starting, going live, closing, presenting, kicking off, switching, moving,"
    "changing, introducing, raising, running, airing, hosting, holding, rolling out, shipping,"
    "publishing, announcing, broadcasting, screening, staging, unveiling, releasing, migrating,"
    "relocating, merging, exhibiting, celebrating, replacing, ending, dropping, taking over,"
    "going over, being audited, being inspected"
)
_SCHEDULED = compiled(
    rf"""(?:
    {_EVENT_HEAD}\s(?:itself\s)?(?:is|are|will\sbe)\s(?:(?:already|only|now)\s)?(?:{_SET_FOR}\s)?
  | \b(?:is|are|will\sbe)\s{_SET_FOR}\s(?=for\s|on\s|in\s|by\s|at\s)
  | (?<!\bto\s)\b{_UNDER_WAY}\s(?!for\s)
  | (?:\b(?:is|are)|['’]re|['’]m)\s{_COMING}\s(?:[^\s.!?,;]+\s){{0,8}}?
      (?=(?:on|in)\s(?:the\s)?(?:\d|[QH][1-4]|{MONTH}\b|{_DAY}\b))
)"""
)
"""What stands before the day of something that is to come ("the audit is …")."""
_STARTING = compiled(
    r"""(?P<rule>\b(?:as\sof|as\sfrom|effective(?:\sfrom)?|with\seffect\sfrom)\s)
  | (?P<opening>(?:^|(?<=[.!?;:,]\s)|(?<=\band\s)|(?<=\bbut\s))(?:from|starting)\s)
  | (?P<later>\b(?:from|starting)\s)"""
)
_HAS_HAPPENED = compiled(
    rf"""(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?<![\w-])
    (?!{any_of("announced, decided, voted, agreed, promised, planned, scheduled, need, speed")})
    (?:[a-z]{{2,}}ed|went|took|became|rose|fell|cut|put)\s
    (?:(?!{any_of("will, must, has to, have to, needs, need, applies, apply, is, are, be")}\b)
      [^\s.!?;,]+\s)*$"""
)
"""What somebody did already, up to the day since when it holds ("raised its fees as of …")."""
_ON = compiled(r"\son(?:wards?)?\b")
_SIGN = re.compile(r"[.!?;,\n](?=\s)")


def _has_happened(text: str, before: int) -> bool:
    return _HAS_HAPPENED.search(text, _clause_start(text, before), before) is not None


def _clause_start(text: str, before: int) -> int:
    return max((sign.end() for sign in _SIGN.finditer(text, 0, before)), default=0)


_UP_TO = compiled(r"\s?(?:to|until|till|through|[-–])\s")


@cache
def _day_to_come() -> re.Pattern[str]:
    return compiled(
        rf"(?:on|in|at|by|for)\s(?:{_WHEN})|{_DAY}\b{_PART}|{_NEXT}|{_THIS}|(?:{_DATE})"
    )


@cache
def _starting_day() -> re.Pattern[str]:
    return compiled(rf"(?:(?:on|in)\s)?(?!{_NEAR}|{_CLOCK})(?:(?P<date>{_DATE})|{_WHEN})")


def _scheduled(text: str) -> Iterator[Span]:
    """The days of what is to come ("the audit is on 4 May": on 4 May)."""
    position = 0
    while lead := _SCHEDULED.search(text, position):
        day = _day_to_come().match(text, lead.end())
        position = day.end() if day else lead.start() + 1
        if day:
            yield Span(*day.span())


def _starts(text: str) -> Iterator[Span]:
    """From when a rule or plan holds ("as of 2030", "from 1 March on"); "from May to July" is none.

    In the middle of a clause it takes more than "from": a date, and "starting" or "… on".
    """
    for lead in _STARTING.finditer(text):
        day = _starting_day().match(text, lead.end())
        if day is None or _UP_TO.match(text, day.end()):
            continue
        onwards = _ON.match(text, day.end())
        if lead["later"] and not (day["date"] and (onwards or lead[0][0] in "sS")):
            continue
        if not lead["later"] and _has_happened(text, lead.start()):
            continue
        yield Span(lead.start(), onwards.end() if onwards else day.end())


_BY = any_of(
    "by, before, until, till, no later than, not later than, latest by, due, due on, due by, in "
    "time for, ahead of, prior to"
)


_LEAVES = (
    r"(?:will|would|['’]ll|['’]d|may|might|could|to)\s"
    rf"{any_of('leave, cancel, walk, walk away, switch, churn, quit, go, end, stop, drop us')}"
    rf"(?:\s{any_of('us, the contract, their contract, its contract')})?"
)


@cache
def _firm() -> re.Pattern[str]:
    """Compiled at the first ask: it takes longer than all other patterns together."""
    return compiled(
        rf"""\b(?:
    {_BY}\s(?:{_WHEN}|(?<=before\s){_HAPPENING}|(?<=until\s){_HAPPENING}|{_EVENT})
  | by\sthe\stime\s{_HAPPENING}
  | (?:have|has|['’]ve|got|leaves\sus|left\swith)\s(?:only\s|just\s|got\s)?
      (?P<left>(?:{_COUNT}|\d{{1,3}})\s{_LONG_UNIT})\s(?:left\s)?to\s
  | (?:renews?|renewals?(?:\sis)?|expires?|(?:go|goes)\slive)\s(?P<day>on\s{_DATE})
  | {_LEAVES}\s(?P<exit>(?:at|on|in|with)\s
      (?:(?:the\s)?{_EVENT_NAME}{_EVENT_DAY}?|{_DATE}|(?:{MONTH}|{_DAY})\b))
      (?=[^.!?\n]*\s(?:unless|if)\s)
  | deadline(?:\s(?:is|for\sthis\sis|will\sbe))?:?\s
      (?P<date>(?:(?:on|by|at)\s)?(?:{_WHEN}|{_EVENT}))
)"""
    )


@cache
def _loose() -> re.Pattern[str]:
    return compiled(
        rf"""(?<![\w-])(?<!since\s)(?<!last\s)(?<!from\s)(?<!have\s)(?<!than\s)(?:
    (?:in|within|over)\s(?:the\snext\s|under\s|about\s|around\s|less\sthan\s)?
      (?:{_COUNT}|\d{{1,3}})\s{_LONG_UNIT}\b
  | for\s{_EVENT_NAME}{_EVENT_DAY}
  | for\s(?:the|our)\s(?:(?:coming|next)\s)?(?:summer|autumn|winter|spring|{_HOLIDAY}|{MONTH})\s
      {_EVENT_HEAD}\b
  | (?:on|at|during|for)\s(?:{_DATE}|{_NEXT}|{_DAY}\b{_PART}|{_CLOCK})
  | on\s{_NUMERIC} | for\s{_HOLIDAY}\b(?!\s(?:orders?|sales?|gifts?|cards?|campaign|season)\b)
  | (?:in|during)\s(?:{_WEEK}|{_EARLY}{MONTH}\b{_YEAR}?|{_QUARTER}|20\d\d\b)
  | {_DATE} | {_END_OF} | {_NEXT} | {_THIS} | {_NEAR} | first\sthing\s{_DAY}\b
)"""
    )


_NONE_SET = compiled(
    rf"""\b(?:
    no\s(?:hard\s|fixed\s|real\s|strict\s|particular\s|specific\s)?(?:deadline|rush|hurry|due\sdate)
  | {any_of("not urgent, not that urgent, not very urgent, isn't urgent, isn't that urgent")}
  | {any_of("nothing urgent, take your time, no time pressure, low priority, any time is fine")}
  | whenever\s(?:you|it|there)
)\b"""
)
_DENIED = compiled(
    r"""(?:\bnot|\bnever|n['’]t)\s+
    (?:(?:have|need)\s+(?:to\s+be\s+|it\s+|this\s+|that\s+)|necessarily\s+|be\s+|done\s+|ready\s+)*$"""
)
_SERVICE_LEVEL = compiled(
    r"\b(?:respon(?:d|ds|ded|se)|repl(?:y|ies|ied)|answer(?:s|ed)?|resolved?|react|load)\b.{0,40}$"
    r"|\b(?:want|wants|need|needs|expects?)\s[^.!?\n]*\s\w+ed\s$"
    r"|\b(?:is|are|gets?)\s(?:paid|handled|processed|delivered|refunded|shipped|sent)\b.{0,20}$"
    r"|\b(?:that|which|who|so|customers?|users?|people)\s[^.!?\n]*\bcan\b.{0,40}$"
)
_TIED = compiled(
    r"\s(?:before|after|of|from|when|whenever|if|once|every|per|each|a\s(?:day|week|month|year))\b"
)
_LONG = compiled(r"(?:within|in|over)\s")
_LENGTH = compiled(r"within\b|in\s(?:under|less\sthan)\b")


def firm(text: str) -> tuple[Span, ...]:
    """Stretches that are deadlines by their own wording, in order."""
    worded = [Span(*match.span(match.lastgroup or 0)) for match in _firm().finditer(text)]
    said = [span for span in worded if not _is_denied(text, span.start)]
    known = (*_scheduled(text), *_starts(text))
    said += [span for span in known if not any(span.overlaps(other) for other in said)]
    return tuple(sorted(said, key=lambda span: span.start))


def loose(text: str) -> tuple[Span, ...]:
    """Times that are deadlines if they stand in an ask, in order."""
    return tuple(
        Span(*match.span())
        for match in _loose().finditer(text)
        if not _is_denied(text, match.start())
        and not _is_service_level(text, match)
        and not _is_present(text, match)
    )


def recalled(text: str) -> tuple[Span, ...]:
    """The day that "by then" speaks of: the last time that is named before it."""
    then = _BY_THEN.search(text)
    named = [span for span in loose(text) if then and span.end <= then.start()]
    return (named[-1],) if named else ()


_BY_THEN = compiled(r"\b(?:by|before|until)\sthen\b")


def waivers(text: str) -> tuple[Span, ...]:
    """Stretches by which the sender says that there is no deadline ("no rush")."""
    return tuple(matched(_NONE_SET, text))


def _is_denied(text: str, start: int) -> bool:
    """Whether "not", "doesn't have to be" or the like stands before."""
    return _DENIED.search(text, max(0, start - 40), start) is not None


_AS_IT_IS = compiled(
    r"""\s(?:we|it|they|i|you)\b
  | \s(?:the|our|their|its|my|your|an?|each|every|only)\s(?:[\w'’-]+\s){1,3}?
    (?:is|are|has|have|takes?|stops?|ends?|costs?|allows?|holds?|lasts?|handles?|manages?|gets?)\b"""
)
_MEASURED = compiled(r"\d[\d.,]*(?:\s?%|\s?[a-z]+)?\s$")


def _is_present(text: str, match: re.Match[str]) -> bool:
    """ "It takes 40 minutes today" says how it is, not by when."""
    if match[0].casefold() != "today":
        return False
    before = text[max(0, match.start() - 24) : match.start()]
    return bool(_MEASURED.search(before) or _AS_IT_IS.match(text, match.end()))


def _is_service_level(text: str, match: re.Match[str]) -> bool:
    """ "Answer within 24 hours" says how well, not by when."""
    if _LONG.match(match[0]) and _TIED.match(text, match.end()):
        return True
    before = text[max(0, match.start() - 60) : match.start()]
    return _LENGTH.match(match[0]) is not None and _SERVICE_LEVEL.search(before) is not None
