"""Where an ask says its budget, target, measure of success and constraints.

Each finder gives the spans of a text in order. The patterns are our own, written from how people
word such things in chat: a limit and a sum of money, a comparator and a number with its unit, a
rule by its name. They are wary on purpose: a span that is missed becomes a question, a span that
is wrong puts words into the sender's mouth. Who is concerned is found by `people`.
"""

import re
from collections.abc import Iterator

from translators.asking.spans import joined, matched
from translators.models import Span
from translators.patterns import any_of, compiled

_NUMBER = r"\d[\d,.]*(?<![,.])"
_SCALE = r"(?:\s?(?:k|m|mm|bn|b|million|billion|thousand)\b)"


# Money ----------------------------------------------------------------------------------------

_CURRENCY = r"(?:[$€£¥]|(?:USD|EUR|GBP|CHF)\s)"
_CURRENCY_AFTER = any_of("dollar, dollars, euro, euros, pound, pounds, francs, USD, EUR, GBP, CHF")
_PER_PERIOD = (
    r"(?:\s?(?:(?:a|per|each|/)\s?(?:month|year|quarter|week|user|seat|head)"
    r"|monthly|yearly|each)\b)"
)
_MONEY = rf"""(?:
    (?:{_CURRENCY}\s?{_NUMBER}{_SCALE}? | {_NUMBER}{_SCALE}?\s?(?:{_CURRENCY_AFTER}\b|[€£]))
    {_PER_PERIOD}?)"""
_AT_MOST = any_of(
    "under, below, up to, at most, no more than, not more than, less than, max, maximum, max of,"
    "maximum of, within, capped at, limited to, cheaper than"
)
_SPEND = any_of(
    "spend, invest, afford, allocated, approved, set aside, have, got, cost, costs, budgeted,"
    "costing"
)
_WHOSE = any_of(
    "the, our, a, an, any, this, that, current, existing, extra, additional, more, new, tight,"
    "small, limited, approved, agreed, planned, marketing, training, travel, tooling, annual,"
    "zero, further, this year's, next year's, last year's, this quarter's, the team's, remaining"
)
_SET = any_of("approved, set, fixed, agreed, released, signed off, capped, limited, confirmed")
_SPENDING = any_of("spend, spending, spends, invest, investing, cost, costing, pay, paying")
_SUMS = ("purse", "purchase", "grant", "amount", "sum", "cap", "granted", "ceiling")
_BUDGET = compiled(
    rf"""
    (?<!\w){_MONEY}(?:\s(?:of|in))?\s{any_of("budget, to spend, max, maximum, tops, at most")}\b
  | \bbudget(?:\sfor\s\w+)?\s(?:is|was|of)\s{_SET}\s(?:(?:at|to|for|with)\s)?
      (?:(?:about|around|roughly|only|{_AT_MOST})\s)?(?P<granted>{_MONEY}|{_NUMBER}{_SCALE})
  | \b(?:must|may|should|can)(?:\s?not|n['’]t)\s(?:cost|exceed|be)\s
      (?:(?:more\sthan|above|over)\s)?(?P<ceiling>{_MONEY})
  | \bbudget(?:\sfor\s(?:this|it|that))?\s?
      (?:is|of|:|=|at|capped\sat|limit\sis|limit\sof|stays\sbelow)?\s?
      (?:(?:about|around|roughly|only|{_AT_MOST})\s)?(?P<amount>{_MONEY})
  | (?<!\w){_AT_MOST}\s{_MONEY}
  | \b{_SPEND}\s(?:(?:about|around|roughly|only|{_AT_MOST})\s)?(?P<sum>{_MONEY})(?!\s(?:of|in)\s)
  | \b(?:within|inside|under|on|with|without|from|no|zero|any|out\sof|over|exceed|exceeding)\s
      (?:{_WHOSE}\s){{0,4}}(?:budgets?|spend|spending(?!\s(?:more|less|at|up|over|an?)\b)|funding|funds|money|costs?)\b
      (?!\s{any_of("per, of, reduction, savings, center, centre, analysis, on")}\b)
  | (?<![\w.,])(?P<purse>{_NUMBER}\s?k)\sto\sspend\b
  | \b{_SPENDING}\s(?:(?:at\smost|up\sto|(?:no\s|not\s)?more\sthan|less\sthan|about|around)\s)
      (?P<purchase>{_MONEY}|{_NUMBER}\s?k\b)
  | \b(?:grant|allowance|subsidy|fund|pot|purse)\sof\s(?:(?:about|around|only)\s)?
      (?P<grant>{_MONEY}|{_NUMBER}\s?k\b)
  | \bat\sno\s(?:extra|additional|further)\s(?:cost|charge)\b
  | \b(?:capped|caps|limited|limits)\s(?:[\w-]+\s){{1,3}}?(?:at|to)\s(?P<cap>{_MONEY})
  | \b(?:the\s|our\s)?(?:budget|money)\s(?:is|isn['’]t)\s(?:not\s)?(?:an?\s)?
      {any_of("issue, problem, concern, approved, fixed, tight, limited, flexible")}\b
"""
)
_EARNED = compiled(
    r"\b(?:revenues?|ARR|MRR|sales|pipeline|bookings?|deals?|worth|sav(?:e|es|ed|ing|ings)|grow"
    r"|growth|increase|raise|contracts?|profits?|lost|lose|losing|orders)\b[^.!?\n]*$"
)
_UNIT_COST = compiled(
    r"""\b(?:cost|price|spend|CAC|bill)s?\b[^.!?,;\n]*\s(?:cut|down|reduced|lowered|brought|drop)
    (?:\s(?:down\s)?to)?\s$
  | \b(?:cut|reduce|lower|bring|drop|get)\s[^.!?,;\n]*\b(?:cost|price|spend|CAC|bill)s?\b
    [^.!?,;\n]*\sto\s$"""
)


def budgets(text: str) -> tuple[Span, ...]:
    """What may be spent: a limit, an allotted sum, "no extra budget". Not what is earned."""
    return tuple(
        Span(*match.span(next((name for name in _SUMS if match[name]), 0)))
        for match in _BUDGET.finditer(text)
        if not (_has_sum(match) and _is_moved(text, match.start()))
    )


def _has_sum(match: re.Match[str]) -> bool:
    return "budget" not in match[0].lower() and any(sign.isdigit() for sign in match[0])


_BROUGHT = compiled(
    r"\b(?:get|gets|getting|bring|brings|bringing|be|stay|keep|push|drive|come)\s"
    r"(?:(?:(?:it|that|this|us|them|back|down)\s)*|(?:[\w'’-]+\s){1,4}(?:back|down)\s)$"
)


def _is_moved(text: str, start: int) -> bool:
    """Whether the sum is earned, or what a price or cost is to come down to: not to be spent."""
    before = text[max(0, start - 60) : start]
    return any(said.search(before) for said in (_UNIT_COST, _BROUGHT)) or bool(
        _EARNED.search(before[-40:])
    )


# Targets --------------------------------------------------------------------------------------

_PERCENT = (
    r"(?:\s?(?:%|‰|(?:percent|per\scent|percentage\spoints?|pp|basis\spoints?|bps|points?)\b))"
)
_SHORT_TIME = r"(?:\s?-?(?:ms|milliseconds?|s|secs?|seconds?|mins?|minutes?)\b)"
_RATE = (
    r"(?:\s?(?:per|a|an|/)\s?(?:second|minute|hour|day|week|month|quarter|year|user|order|s|min)\b)"
)
_COUNTED = any_of(
    "users, user, customers, sign-ups, leads, orders, requests, tickets, subscribers, downloads,"
    "visitors, visits, demos, deals, transactions, seats, logos, accounts, contacts, calls,"
    "chats, clicks, steps, sessions, logins, trials, reviews, complaints, errors, incidents,"
    "outages, pages, fields, taps, screens, installs, payments, rows, records, employees,"
    "messages, emails, stores, bookings, members"
)
_THINGS = rf"(?:\s(?:[\w-]+\s){{0,2}}?{_COUNTED}\b)"
_OUT_OF = r"(?:\s?/\s?(?:5|10|100)\b|\s(?:out\s)?of\s(?:5|10|100)\b)"
_AMOUNT = rf"""(?:{_NUMBER}(?:{_PERCENT}|{_SHORT_TIME}|{_SCALE}{_THINGS}?|{_THINGS}|\s?x\b|{_OUT_OF}
    |\shours?\b|\s(?:business\s|working\s)?days?\b){_RATE}?)"""
_LONG_TIME = r"(?:\s(?:hours?|(?:business\s|working\s)?days?|weeks?|months?)\b)"
_COUNT = any_of("one, two, three, four, five, six, seven, eight, nine, ten, an, a")
_NO_PLURAL = any_of(
    "this, is, was, has, as, us, its, plus, unless, across, towards, always, perhaps, less"
)
_PLURAL = rf"(?!{_NO_PLURAL}\b)[a-z-]{{2,}}s"
_ANY_AMOUNT = rf"""(?:(?:{_NUMBER}|{_COUNT}(?={_LONG_TIME}|{_SHORT_TIME}))
    (?:{_PERCENT}|{_SHORT_TIME}|{_LONG_TIME}|{_SCALE}|{_THINGS}
    |\s{_PLURAL}\b)?{_RATE}?)"""
_FRACTION = r"(?:(?:a|one|two|three)[\s-](?:half|thirds?|quarters?|fifth|tenth)\b|half\b)"
_DAYS = r"(?:\s(?:hours?|(?:business\s|working\s)?days?|weeks?)\b)"
_FEW = any_of(
    "one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, fifteen, twenty,"
    "thirty, forty, fifty, sixty, ninety"
)
_BARE_END = (
    r"(?![\d.,]*\d)(?=\s*(?:[.,;:!?)]|$)|\s(?:by|before|until|a|an|per|each|every|in|this|next|within|without"
    r"|instead|on|at|or|and|so|would|could|is)\b)"
)
"""Where a number stands alone: nothing follows that it counts."""
_CHANGE = any_of(
    "cut, reduced, brought, getting, get, gets, got, bring, bringing, go, goes, reduce, lower,"
    "drop, raise, grow, shorten, be, down, up, back, push, take, increase, limited, limit, shrink"
)
_LIMIT = any_of(
    "no longer than, not longer than, no fewer than, not exceeding, no later than,"
    "under, below, over, above, at least, at most, less than, more than, fewer than, no more "
    "than, not more than, up to, within, max, maximum, min, minimum, not exceed, exceed, reach,"
    "reaches, hit"
)
_HAVING = any_of("not exceed, exceed, reach, reaches, hit")
_SIGN = r"(?:<=|>=|<|>|≤|≥)"
_LEVEL = any_of("response, resolution, turnaround, delivery, answer, reply, recovery, uptime, sla")
_SMALL = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|an?)"
_MULTIPLE = any_of(
    "as fast, as many, as much, as often, as quick, as quickly, as cheap, faster, quicker, more,"
    "fewer, less, cheaper, higher, lower, better, shorter, bigger, smaller"
)
_TOGETHER = any_of(
    "at once, at a time, at the same time, in one go, in one step, simultaneously, concurrently,"
    "in parallel, in a single upload, in a single file"
)
_AIM = rf"{_NUMBER}(?:{_PERCENT}(?:\s(?:more|fewer|less)\b)?|{_THINGS})?"
_TARGET = compiled(
    rf"""
    (?<!\w)from\s{_ANY_AMOUNT}\s(?:down\s|up\s)?to\s(?:(?:about|{_LIMIT})\s)?{_ANY_AMOUNT}
  | (?<!\w)(?:down\s|up\s)?(?:to|by)\s(?!{_HAVING}\b)
      (?:(?:about|around|roughly|another|{_LIMIT})\s)?(?:{_AMOUNT}|{_FRACTION})
  | (?<!\w)from\s(?:{_NUMBER}|{_FEW})(?:\s[\w-]+)?\s(?:down\s|up\s)?to\s(?:(?:about|{_LIMIT})\s)?
      (?:{_NUMBER}|{_FEW}){_BARE_END}
  | \b{_CHANGE}(?:\s(?!from\b|to\b)[\w'’-]+){{0,6}}?\s(?P<level>(?:(?:down|up|back)\s)?to\s
      (?:(?:about|around|roughly|{_LIMIT})\s)?(?:{_NUMBER}|{_FEW}|zero){_BARE_END})
  | \b(?:want|need|like|have|get|see|keep|be|stay|bring)\s(?:[\w'’-]+\s){{1,4}}?
      (?P<none>(?:at|to|down\sto|near)\szero)\b
  | (?<!\w){_LIMIT}\s(?:{_FEW}|an?)(?:{_SHORT_TIME}|{_DAYS}
      |{_THINGS})
  | (?:n['’]t|\bnot|\bnever|\bnobody|\bno\sone)\s(?:[\w'’-]+\s){{0,4}}?
      (?P<ceiling>(?:longer|more|less|fewer|later)\sthan\s
        (?:{_NUMBER}|{_FEW}|an?)(?:{_SHORT_TIME}|{_DAYS}
          |{_PERCENT}|{_THINGS}))
  | \b(?:within|in)\s(?:{_NUMBER}|{_FEW}|an|a\s(?:single\s)?)\s?(?:business\s|working\s)?
      (?:minutes?|hours?|days?)(?=\s(?:of|when|whenever|after|from|if|once)\b)
  | (?:\bbe|\bto|\bthan|\bunder|\bbelow)\s(?P<share>(?:one|1)\sin\s(?:{_NUMBER}|{_FEW}))\b
  | (?<!\w)(?:at\sleast|at\smost|above|below|under|over|back\sto)\s{_NUMBER}{_BARE_END}
  | \b(?:want|wants|like|need|needs|have|see|get)\s(?:it|us|this|that|them)\s
      (?P<place>at\s{_NUMBER}){_BARE_END}
  | \b(?:our|the)\s(?:target|goal|aim)\s(?:for\s[^.,!?\n]{{2,30}}?\s)?(?:is|of)\s
      (?P<aim>{_AMOUNT}|{_NUMBER}{_BARE_END}|{_NUMBER}\s{_PLURAL}\b)
  | (?<![\w.,$€£])(?<!only\s)(?<!now\s)(?P<batch>{_NUMBER}(?:\s[\w-]+){{0,2}}?)(?=\s{_TOGETHER}\b)
  | (?<=\baim\sfor\s){_AIM} | (?<=\baiming\sfor\s){_AIM}
  | (?<!\w)(?:within|in)\s(?:{_COUNT}|{_NUMBER})\s(?:clicks?|steps?|taps?|swipes?)\b
  | (?<!\w){_LIMIT}\s{_AMOUNT} | {_SIGN}\s?{_AMOUNT}
  | (?<!\w)in\s(?:{_LIMIT}\s)?(?:{_NUMBER}|one|two|three|five|ten){_SHORT_TIME}
  | (?<!\w)(?:{_NUMBER}\s?(?:%|percent|x|times)|(?:two|three|ten)\stimes|twice)\s{_MULTIPLE}\b
  | \b(?:two|three|four|five|six)\snines\b | (?<!\bthe\s)(?<!\ba\s)(?<!\bour\s)(?<!\bthese\s)
      \b(?:double|triple|halve|quadruple)\b
  | \bin\shalf\b
  | (?<![\w.,$€£])(?<!only\s)(?<!now\s)(?<!was\s)(?<!just\s)(?<!currently\s)
      (?<!\sare\sat\s)(?<!\sis\sat\s)(?<!['’]re\sat\s){_NUMBER}{_PERCENT}
  | (?<![\w.,$€£]){_NUMBER}-(?:second|minute|hour|day|ms)\b(?=\s(?:[\w-]+\s)?{_LEVEL}\b)
  | (?<!\w)in\s(?:under|less\sthan)\s{_SMALL}\s(?:hours?|days?|weeks?)\b
  | (?<![\w.,$€£])(?<!our\s)(?<!the\s)(?<!for\s)(?<!all\s)(?<!of\s)(?<!with\s)(?<!from\s)
      {_NUMBER}{_SCALE}?{_THINGS}{_RATE}?
"""
)
_MONEY_TARGET = compiled(
    rf"(?<!\w)(?:(?:by|to|worth)\s|(?<=\sof\s))(?:(?:another|{_LIMIT})\s)?{_MONEY}"
)
_MOVED = compiled(r"\b(?:cut|reduce|lower|bring|drop|decrease|boost|lift|push)\b[^.!?\n]*$")
_WHOLE_COST = compiled(rf"(?<!\w){_LIMIT}\s{_MONEY}")


_AS_IT_STANDS = compiled(
    r"""(?:^|[,.;:–—]\s|\band\s)(?:we|they)\s(?:already\s|currently\s|now\s|still\s)?
    (?:get|receive|lose|lost|got|had|field)\s(?:(?:about|around|roughly|some|nearly|almost|over)\s)?$"""
)
"""What there is now ("…, we get about 200 calls a day") is no target."""


def targets(text: str) -> tuple[Span, ...]:
    """Numbers that something is to reach or change by; they mean that only inside an ask."""
    found = (Span(*match.span(match.lastgroup or 0)) for match in _TARGET.finditer(text))
    stated = (span for span in found if not _AS_IT_STANDS.search(text[: span.start][-60:]))
    return (*stated, *_money_targets(text))


def _money_targets(text: str) -> Iterator[Span]:
    """Sums that are to be earned or saved ("grow revenue to $5M")."""
    for span in matched(_MONEY_TARGET, text):
        before = text[max(0, span.start - 60) : span.start]
        if _EARNED.search(before) or _MOVED.search(before):
            yield span
    for span in matched(_WHOLE_COST, text):
        before = text[max(0, span.start - 60) : span.start]
        if _UNIT_COST.search(before) or _BROUGHT.search(before):
            yield span


# Measures of success --------------------------------------------------------------------------

_MEASURED_BY = compiled(
    r"""\b(?:measured\s(?:by|on|as)|judged\s(?:by|on)|we(?:['’]ll|\swill)\smeasure
    |success\s(?:metric|measure|criterion)(?:\s(?:is|will\sbe)|:)|success\s(?:means|looks\slike|is(?!\s(?:measured|judged)))
    |KPI(?:\s(?:is|will\sbe)|:))\s(?P<metric>[^.,;:!?\n]+)"""
)


def measures(text: str) -> tuple[Span, ...]:
    """What the sender says that success is measured by."""
    return tuple(matched(_MEASURED_BY, text, "metric"))


_UNIT = any_of(
    "%, percent, per, points, hours, hour, days, day, weeks, week, months, month, years, year,"
    "minutes, minute, seconds, second, times, dollars, euros, pounds, francs, of, k, m, million,"
    "ms, mins, secs, quarters, people, at, in, on, by, for, from, to, and, or, is, are, was, this"
)
_THING = rf"(?!{_UNIT}(?!\w))(?P<thing>(?:(?!{_UNIT}\b)[a-z-]+\s)?(?!{_NO_PLURAL}\b)[a-z][\w-]*s)\b"
_AIMED_AT = compiled(
    rf"\b(?:our|the)\s(?:target|goal|aim)\s(?:for\s[^.,!?\n]{{2,30}}?\s)?is\s{_NUMBER}\s{_THING}"
)
_COUNTED_UP = compiled(rf"(?<![\w.,$€£]){_NUMBER}\s{_THING}")


def aimed_at(text: str) -> tuple[Span, ...]:
    """What a target counts ("the target is 400 leads": leads)."""
    return tuple(matched(_AIMED_AT, text, "thing"))


def counted(text: str) -> tuple[Span, ...]:
    """What a text gives a number of ("1,200 complaints last week": complaints)."""
    return tuple(matched(_COUNTED_UP, text, "thing"))


_NO_FIGURE = any_of(
    "we, it, they, that, this, i, you, he, she, there, but, and, while, so, our, the"
)
_JUST_AT = any_of(
    "at, only, just, still, now, currently, stuck, about, around, down, up, to, fine, roughly"
)
_STANDS = compiled(
    rf"""(?:^|(?<=[.!?;:,]\s)|(?<=\bbut\s)|(?<=\band\s)|(?<=\bwhile\s))
    (?:(?:the|our|their|its|my|your)\s)?
    (?P<figure>(?!{_NO_FIGURE}\b)[\w'’-]+(?:\s(?!{_UNIT}\b)[\w'’-]+){{0,2}}?)
    (?:\s(?:on|in|at|for|of|among|from|during|with)\s(?:[\w'’-]+\s){{0,3}}?[\w'’-]+)?
    (?:\s(?:is|are|stands?|sits?|hovers|was|has\sbeen|runs?)|['’]s)\s
    (?:{_JUST_AT}\s)*
    {_NUMBER}\s?(?:%|percent|out\sof)"""
)


def standing_at(text: str) -> tuple[Span, ...]:
    """What is said to be at a figure today ("conversion in the shop is only 2%": conversion)."""
    return tuple(matched(_STANDS, text, "figure"))


# Constraints ----------------------------------------------------------------------------------

_RULE = r"""(?:
    GDPR|HIPAA|SOC\s?-?[123](?:\s?type\s?(?:2|II|1|I)\b)?|PCI(?:[\s-]DSS)?|ISO\s?-?\d{4,5}
  | CCPA|FedRAMP|PSD\s?-?2|NIS\s?-?2|WCAG(?:\s\d\.\d)?(?:\sAAA?)?|(?-i:DSGVO|SOX|DORA|FERPA|COPPA)
  | (?-i:MiFID|FINRA|AML|KYC)
  | section\s508)"""
_STOP_WORD = (
    f"(?:{any_of('and, so, because, by, before, until, or, as, which, though')}"
    r"|(?<!anyone\s)(?<!anybody\s)(?<!anything\s)(?<!all\s)but)"
)
_CHUNK = r"(?:[^\s.,;:!?()]|(?<=\d)[.,](?=\d))+"
_REST = rf"(?:[ \t]+(?!{_STOP_WORD}\b){_CHUNK}){{0,7}}"
_NOT_A_LIMIT = any_of(
    "a doubt, doubt, further ado, question, exception, luck, success, delay, saying, notice,"
    "thinking, it, them, this, that, these, those"
)
_EXTRA_MONEY = (
    r"(?:any\s)?(?:extra\s|additional\s|more\s|new\s)?(?:budget|costs?|spend|money|funding)\b"
)
_SUBJECT = r"(?:(?:we|it|they|you|everything|(?:the|all|our|customer)\s[\w-]+(?:\s[\w-]+)?)\s)?"
_BANNED = any_of(
    "change, touch, break, affect, leave, use, store, share, add, hire, move, lose, go down, be "
    "down, be changed, interrupt, slow, impact, exceed, require, expose, keep, cost, disrupt,"
    "involve, rely, depend, replace, delete, increase, send"
)
_KEPT = any_of(
    "stay, remain, be stored, be hosted, be kept, comply, keep working, work on, work with, work "
    "in, work offline, work without, run on, run in, be compliant, be accessible, be compatible,"
    "be available in, be backwards compatible, be reversible, be auditable, be encrypted"
)
_NONE_OF = any_of(
    "headcount, hires, hire, hiring, people, downtime, outage, outages, interruption,"
    "interruptions, data loss, vendor, vendors, tools, code changes, breaking changes, overtime,"
    "contractors, personal data, third parties, third-party, agencies"
)
_PLACE = any_of(
    "EU, European Union, US, USA, UK, Europe, Germany, France, Switzerland, Canada, India,"
    "Australia, country, region, house, premises, prem, data center, data centre, servers, cloud,"
    "network, VPC"
)
_IDLE = any_of(
    "worry, forget, be confused, be mistaken, be surprised, be afraid, be sorry, miss out"
)
_AUTHORITY = any_of(
    "law, regulator, regulators, regulation, regulations, auditor, auditors, authority,"
    "authorities, supervisor, watchdog, ministry, statute, directive, insurer, insurers,"
    "data protection officer, works council, contract, contracts, policy, licence, license"
)
_OBLIGES = any_of(
    "requires us to, require us to, obliges us to, oblige us to, forces us to, force us to,"
    "forbids, forbid, prohibits, prohibit, bans, does not allow, doesn't allow,"
    "do not allow, don't allow, does not permit, doesn't permit, insists that,"
    "demands that, requires that, require that"
)
_CONSTRAINT = compiled(
    rf"""(?<!\w)(?:
    {_RULE}(?!\w)(?:[\s-](?:compliant|compliance|certified|ready|certification)\b)?
  | without\s(?!{_NOT_A_LIMIT}\b|{_EXTRA_MONEY}){_CHUNK}{_REST}
  | {_SUBJECT}(?:(?:must|may|should|shall|can)\snot|cannot|can['’]t|mustn['’]t|shouldn['’]t)\s
      (?={_BANNED}\b)(?!keep\s(?:it|this|that)\sup){_CHUNK}{_REST}
  | {_SUBJECT}(?:must\snot|mustn['’]t)\s(?!{_IDLE}\b|have\s|take\s|happen\b){_CHUNK}{_REST}
  | (?:(?:the|our|their|a)\s)?(?:[\w-]+\s)?{_AUTHORITY}\s{_OBLIGES}\s{_CHUNK}{_REST}
  | (?:required\s)?by\slaw\b | (?:legally|contractually)\s(?:required|obliged|bound)
      (?:\sto\s{_CHUNK}{_REST})?
  | (?:is|are|becomes?|makes\s(?:this|it)|(?<=[,.]\s)that['’]s)\s(?:now\s)?
      (?:mandatory|the\slaw|a\slegal\s(?:duty|requirement))\b
  | {_SUBJECT}(?:must|has\sto|have\sto|needs\sto|need\sto|should)\s{_KEPT}\b{_REST}
  | {_SUBJECT}(?:must|can|may|should)\snever\s{_CHUNK}{_REST}
  | (?:with\s)?(?:no|zero)\s(?:negative\s)?(?:impact|effect|influence)\son\s{_CHUNK}{_REST}
  | (?:no|zero)\s(?:(?:new|extra|additional|more|planned|customer|further)\s)?{_NONE_OF}\b
      (?:\s(?:during|in|at|on|for)\s{_CHUNK}{_REST})?
  | (?:stays?|remains?|(?:is|are|be)\s(?:stored|hosted|kept|processed))\s(?:in|within|inside|on)\s
      (?:the\s|our\s(?:own\s)?)?{_PLACE}\b
  | {any_of("on-premises, on-prem, backwards compatible, data residency, EU only, read-only")}\b
  | {any_of("under NDA, accessibility rules, accessibility requirements, accessibility law")}\b
  | in\sline\swith\s{_CHUNK}{_REST}
  | with\sthe\s(?:current|existing|same)\s
      (?:team|people|staff|headcount|stack|tools|vendor|contract)\b
)"""
)


def constraints(text: str) -> tuple[Span, ...]:
    """Rules and limits by name or wording ("GDPR", "without downtime", "must stay in the EU")."""
    return joined(text, matched(_CONSTRAINT, text))
