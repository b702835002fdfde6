"""Who an ask is for or from: people, teams and customers that a text names.

A role or team is known by its word ("the CFO", "sales team"), anybody else by what only people do
("residents keep phoning"), a customer by name beside what one has or wants ("the Globex deal").
"""

import re
from collections.abc import Iterable, Iterator

from translators.asking.spans import joined, matched
from translators.models import Span
from translators.patterns import any_of, compiled

_QUALIFIER = any_of(
    "our, the, all, every, each, key, big, bigger, biggest, large, largest, small, smaller,"
    "enterprise, top, new, existing, paying, strategic, smb, mid-market, vip, several, many,"
    "most, some, two, three, four, five, ten, both, other, european, german, french, us, uk,"
    "apac, emea, premium, free, mobile, trial, loyal, potential, important, major, angry, beta,"
    "internal, external, pilot, monthly, annual, yearly, weekly, wholesale, retail, loyalty,"
    "blind, deaf, disabled, older, younger, private, corporate, local, regular, registered, remote,"
    "foreign,"
    "business, first, upper, senior, your, their"
)
_ROLE = any_of(
    "customer, customers, client, clients, user, users, shopper, shoppers, subscriber,"
    "subscribers, buyer, buyers, patients, students, teachers, merchants, sellers, visitors,"
    "visitor, guest, guests, caller, callers, patient, student, teacher, distributor,"
    "distributors, dealer, dealers, tenants, donors, works council, nurses, drivers, prospect,"
    "prospects, members, investor, investors, shareholders, partner, partners, reseller, resellers,"
    "suppliers, regulator, regulators, auditors, employees, stakeholders, sales reps, reps,"
    "account managers, store managers, account executives, support agents, executives,"
    "leadership, management, the board, CEO, CFO, CTO, COO, CMO, CRO, CISO, CPO, procurement"
)
_NOT_PEOPLE = any_of(
    "satisfaction, health, number, care, data, meeting, meetings, deck, experience, journey,"
    "base, feedback, success, conference, event, meetup, forum, panel, survey, group meeting,"
    "support, service, complaint, complaints, interface, story, stories, id, ids, account,"
    "accounts, lifetime, retention, acquisition, churn, research, testing, portal, call, calls,"
    "records, onboarding, list, review, reviews, member, approval, table, names, side, system,"
    "tool, page, rate, growth, numbers"
)
_TEAM = any_of(
    "sales, marketing, support, finance, legal, product, engineering, design, data, security,"
    "operations, ops, hr, people, customer success, success, platform, mobile, backend, frontend,"
    "payments, growth, field, procurement, compliance, dev, it, devops, accounting, logistics,"
    "warehouse, analytics, leadership, management, account, onboarding"
)
_GROUP = any_of("team, teams, department, folks, people, reps")
_BARE_TEAM = any_of("sales, marketing, finance, legal, hr, procurement, customer success, support")
_WANTS = any_of(
    "needs, need, wants, want, asked, asks, is asking, are asking, expects, expect, complains,"
    "would love, would like, would prefer, is pushing, are pushing, keeps losing, insists on,"
    "complain, complained, threatens, threatened, will churn, is unhappy, insists, requires,"
    "requested, won't renew, may leave, keeps asking, has asked"
)
_TROUBLED = any_of(
    "says, say, said, told us, hopes, can't, cannot, won't, struggles, is losing, loses,"
    "is getting, are getting, is drowning, is waiting, is stuck, is blocked, keeps getting, gets,"
    "spends, wastes"
)
_STAKEHOLDER = compiled(
    rf"""(?<![\w-])(?:
    (?:(?:{_QUALIFIER}|[a-z]+-[a-z]+|\d[\d,]*)\s){{0,4}}{_ROLE}\b(?!\s{_NOT_PEOPLE}\b)
  | (?:(?:the|our|your|their)\s)?{_TEAM}\s{_GROUP}\b
  | (?:my|our)\s(?:(?:whole|entire)\s)?team\b
  | {_BARE_TEAM}(?=\s(?:{_WANTS}|{_TROUBLED})\b)
  | (?-i:Product|Compliance|Operations|Security|Purchasing|Payroll|Logistics|Legal|Sales|Finance)
      (?=\s(?:{_WANTS}|{_TROUBLED}|got|will|decided|approved|has|have)\b)
  | the\s(?-i:[A-Z])[\w&]*\saccount\b
  | (?:(?:our|the|all|several|your)\s)?
      (?:(?:\d+|top|big|biggest|largest|enterprise|strategic|smb|existing|named|first|key|major|most
        |important|customer|client|ten|five|three)\s){{1,3}}accounts?
  | our\saccounts
  | (?:our|the|their|your)\s(?:big|biggest|largest|oldest|best|newest|main|major)\s
      (?:[\w-]+\s)?(?:account|client|customer)
)(?![\w-]|['’]s\s)"""
)
_NAME = r"[A-Z][\w&]*[a-z][\w&]*(?:\s[A-Z][\w&]*)?"
_BUSINESS_WITH = "RFP|RFI|RFQ|deal|renewal|contract|tender|bid|opportunity|proposal"
_WANTS_CASED = f"(?i:{_WANTS})"
_NAMED = re.compile(
    rf"(?<![\w-])(?:(?P<who>(?:{_NAME}\s(?:and|&)\s)?{_NAME})\s{_WANTS_CASED}\b"
    rf"|(?:promised(?:\s\w+){{0,2}}\sto|promised|told|for|from"
    rf"|(?:contract|deal|renewal|agreement)\swith|[Ll]os(?:e|ing|t)|[Ss]igned|[Ww]on|[Ll]anded|(?<=can['’]t\s)close)\s(?P<whom>{_NAME})"
    rf"|(?:(?:[Tt]he|[Oo]ur|[Tt]hat|[Ff]or|[Tt]his)\s)*(?P<whose>{_NAME})\s(?:(?!the\b|our\b|an?\b)[a-z-]+\s)?(?:{_BUSINESS_WITH})\b)"
)
_NOT_NAMES = any_of(
    "for, with, in, on, by, after, before, during, from, at, since, until, without, about, my,"
    "we, i, they, you, he, she, it, this, that, these, those, there, the, a, an, our, your,"
    "their, customer, customers, user, users, client, clients, people, everyone, everybody,"
    "nobody, somebody, someone, who, what, which, sales, marketing, support, finance, legal,"
    "engineering, product, team, nothing, something, all, some, many, most, each, no, yes, hi,"
    "hello, hey, thanks, thank, please, if, when, once, while, because, but, and, or, so, then,"
    "also, maybe, still, only, just, not, next, last, now, today, tomorrow, january, february,"
    "march, april, may, june, july, august, september, october, november, december, monday,"
    "tuesday, wednesday, thursday, friday, saturday, sunday, black, cyber, christmas, easter,"
    "thanksgiving, europe, germany, france, spain, italy, america, norway, sweden, denmark,"
    "finland, poland, austria, belgium, portugal, ireland, scotland, brazil, mexico, canada,"
    "chile, india, china, japan, asia, africa, android, apple, chrome, safari, google, slack,"
    "salesforce, hubspot, excel, windows, enterprise, premium, pro, basic, business, gold, saas,"
    "new, big, large, first, second, annual, every, another, long, multi"
)
_NO_NAME = compiled(rf"{_NOT_NAMES}\b")


_INSTITUTION = (
    r"(?:Ministry|Department|Office|Bureau|University|College|Academy|Institute|School|Bank|Board"
    r"|Council|Commission|Authority|Agency|Association|Society|Federation|Union|Chamber|Court"
    r"|Church|Museum|Centre|Center|House|Port|City|Town|County|State|Foundation|Trust|Friends"
    r"|Alliance|Hospital|Club|Confederation|League|Head|Director|Chief|President|VP|Secretary)"
)
_CAPITALISED = r"[A-Z][\w&'’-]*(?:\s[A-Z][\w&'’-]*){0,3}"
_NAMED_AFTER = re.compile(
    rf"(?<![\w-])(?:[A-Z][\w&-]*\s){{0,2}}{_INSTITUTION}\s(?:of|for)\s(?:the\s)?{_CAPITALISED}"
    rf"(?:(?:,\s{_CAPITALISED})*\sand\s(?:the\s)?{_CAPITALISED})?"
)
"""Names that hold a small word ("Ministry of Health"): told whole or not at all."""
_DEPARTMENT = any_of(
    "legal, purchasing, procurement, finance, security, compliance, marketing, sales, operations,"
    "support, IT, HR, accounting, engineering, logistics, risk, treasury, quality, controlling"
)
_DEPARTMENT_AT = re.compile(
    rf"(?<![\w-])(?:[Tt]he\s)?(?i:{_DEPARTMENT})\s(?:(?:team|department|people|folks)\s)?(?:at|from)\s"
    rf"(?P<firm>{_CAPITALISED})"
    r"(?=\s(?:will|won['’]t|has|have|is|are|was|can|cannot|can['’]t|would|must|[a-z]+(?:s|ed))\b)"
)
_BODY = any_of(
    "council, ministry, authority, association, committee, hospital, clinic, school, university,"
    "college, city, town, government, bank, insurer, agency, federation, union, court, museum,"
    "foundation, club, chain, group, company, firm, retailer, airline, airport, landlord, mayor,"
    "parents, board, municipality, port, publisher, broadcaster, brewery, bakery, factory, charity,"
    "parish, organiser, organisers, organizer, organizers, operator, cooperative, franchise"
)
_GIVEN_WORD = compiled(
    rf"""\b(?:promised|assured|guaranteed|owe|told)\s
    (?P<whom>(?:the|our|their|a)\s(?:(?!{_BODY}\b)[\w-]+\s){{0,2}}?{_BODY}(?:\s{_BODY})?)\b"""
)


# Who does what only people do ------------------------------------------------------------------

_ADVERB = any_of(
    "also, really, still, already, all, often, now, just, actually, desperately, usually,"
    "probably, always, constantly, both, simply, rightly, repeatedly"
)
_ONLY_PEOPLE = any_of(
    "want, wants, wanted, will want, would want, would like, would love, would prefer, would "
    "rather, would pay, complain, complains, complained, are complaining, is complaining, have "
    "complained, has complained, insist, insists, insisted, are insisting, is insisting, hate,"
    "hates, hated, hope, hopes, beg, begged, are begging, is begging, have been begging, keep "
    "asking, keeps asking, keep phoning, keep calling, keep ringing, keep writing, keep telling,"
    "keep complaining, keeps complaining, keep begging, are asking, is asking, have asked, has "
    "asked, have been asking, has been asking, have already asked, asked us, asked me, asked "
    "whether, asked if, told us, told me, tell us, tell me, phone us, call us, ring us, write to "
    "us, are furious, is furious, are angry, is angry, are unhappy, is unhappy, are fed up, is "
    "fed up, are worried, is worried, threaten to, threatens to, threatened to, promised, are "
    "threatening, is threatening, are pushing, is pushing, are pressing, is pressing"
)
_PEOPLE_SUFFER = any_of(
    "lose, need, expect, struggle, spend, waste, wait, can't, cannot, have to, get, say, find,"
    "don't, have no, will only, won't, are waiting, are losing, are stuck, are drowning, keep"
)
_FUNCTION_WORD = any_of(
    "we, i, you, they, he, she, it, who, which, that, this, these, those, there, what, nobody,"
    "everybody, everyone, somebody, someone, anyone, one, them, us, me, and, or, but, if, when,"
    "to, so, then, for, in, on, at, of, by, from, with, as, not, never, is, are, was, were, be,"
    "been, do, does, did, has, have, had, can, could, will, would, should, must, may, might, why,"
    "how, monday, tuesday, wednesday, thursday, friday, saturday, sunday, today, yesterday, last,"
    "next, because, since, while, until, please, yes, no, also, only, still, just, always,"
    "really, who's"
)
_NO_PERSON = any_of(
    "page, pages, form, forms, app, apps, site, sites, website, system, systems, tool, tools,"
    "screen, screens, server, servers, browser, browsers, printer, printers, device, devices,"
    "step, message, mail, machine, machines, software, portal, report, reports, contract, letter,"
    "letters, computer, computers, orders, numbers, errors, papers, containers, folders, headers,"
    "monitors, sensors, processors, factors, others, bot, model, dashboard, process, law, users"
)
_COUNTED_OUT = any_of(
    "the, our, my, your, their, all, most, many, some, several, every, each, a few, half, both,"
    "two, three, four, five, six, seven, eight, nine, ten, a, an, other, no"
)
_NP_WORD = rf"(?!{_FUNCTION_WORD}\b)[^\W\d_][\w-]*"
_DETERMINED = rf"(?:(?:{_COUNTED_OUT}|\d[\d,]*)\s(?:of\s(?:{_COUNTED_OUT}\s)?)?)"
_CLAUSE_OPENS = (
    r"(?:^|(?<=[.!?;:,(]\s)|(?<=\n)|(?<=\band\s)|(?<=\bbut\s)|(?<=\bbecause\s)|(?<=\bthat\s)"
    r"|(?<=\bwhile\s)|(?<=\bso\s)|(?<=\bsince\s)|(?<=\bwhen\s))"
)
_WHERE = r"(?:\s(?:in|at|on|of|from|with|over)\s(?:(?:the|our|their)\s)?(?:[\w&-]+\s){0,3}?[\w&-]+)"
_AGENT_NOUN = rf"""(?:\w{{2,}}(?:(?<!th)ers|ors|ists|ians|ees|men|women|ants)
    |{any_of("people, staff, residents, parents, agents, nurses, clinics, hospitals, schools")})"""
_ACTING = compiled(
    rf"""{_CLAUSE_OPENS}(?P<who>(?:
    {_DETERMINED}?(?:{_NP_WORD}\s){{0,3}}?(?!{_NO_PERSON}\b){_NP_WORD}
      (?={_WHERE}?(?:,\s[^,.!?\n]{{2,40}},)?\s(?:{_ADVERB}\s)?{_ONLY_PEOPLE}\b)
  | {_DETERMINED}?(?:{_NP_WORD}\s){{0,2}}?(?!{_NO_PERSON}\b){_AGENT_NOUN}\b
      (?={_WHERE}?\s(?:{_ADVERB}\s)?{_PEOPLE_SUFFER}\b)
))"""
)


def acting(text: str) -> tuple[Span, ...]:
    """Whoever wants, complains, hopes or asks in a text: only people do, whatever they are called.

    Pronouns are nobody in particular.
    """
    return tuple(matched(_ACTING, text, "who"))


def stakeholders(text: str, *, mentions: Iterable[Span] = ()) -> tuple[Span, ...]:
    """People, teams and customers that are named, `mentions` among them."""
    named = (*matched(_STAKEHOLDER, text), *acting(text), *_names(text), *_bodies(text))
    whole = tuple(matched(_NAMED_AFTER, text))
    return joined(text, (*mentions, *(_widened(span, whole) for span in named)))


def _widened(span: Span, names: Iterable[Span]) -> Span:
    """The name that the span is a part of, else the span itself."""
    return next((name for name in names if name.overlaps(span)), span)


def _bodies(text: str) -> Iterator[Span]:
    """A firm's department ("Legal at Globex"), and the body that something is promised to."""
    for match in _DEPARTMENT_AT.finditer(text):
        if not _NO_NAME.match(match["firm"]):
            yield Span(*match.span())
    for match in _GIVEN_WORD.finditer(text):
        yield Span(*match.span("whom"))


def _names(text: str) -> Iterator[Span]:
    for match in _NAMED.finditer(text):
        group = match.lastgroup or "whom"
        if not _NO_NAME.match(match[group]):
            yield Span(*match.span(group))
