"""Whether a message asks for something, and which words say what.

An ask is explicit ("we need …", "please make …", "can you …", "the page must …", "we promised …")
or implicit: a problem that is told because somebody should solve it ("customers complain that
checkout is slow"). News, thanks, status, conditions, requests for a chat, questions for
information, and needs that are denied or over are not asks. The rules are our own, from how people
ask in work chat; each works on one sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translators.models import Span
from translators.patterns import any_of, compiled

FILLER = "\ufffc"
"""Stands for every character of a protected span in the texts that are read here."""

VERBS = any_of(
    "accelerate, accept, achieve, add, address, adjust, allow, arrange, automate, avoid, beat,"
    "boost, bring, build, bump, change, clean up, collect, connect, convert, create, cut,"
    "decrease, deliver, deploy, design, develop, disable, double, drive, drop, eliminate, enable,"
    "ensure, expand, export, extend, finalize, finish, fix, get, give, grow, guarantee, halve,"
    "handle, have, hide, hit, implement, import, improve, increase, integrate, introduce, invest,"
    "keep, launch, let, lift, limit, localize, lower, make, measure, merge, migrate, minimize,"
    "modernize, move, offer, onboard, open, optimise, optimize, organize, personalize, prepare,"
    "prevent, prioritise, prioritize, protect, provide, publish, raise, reach, rebuild, redesign,"
    "reduce, release, remove, rename, replace, resolve, restore, retain, rework, roll out, run,"
    "save, scale, secure, send, set up, share, ship, shorten, show, simplify, solve, speed up,"
    "split, stabilise, stabilize, start, stop, streamline, support, switch, sync, test, track,"
    "train, translate, triple, turn, unblock, unify, update, upgrade, use, validate, win back,"
    "write"
)

_SENTENCE_END = re.compile(
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bMs\.)(?<!\bMr\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!approx\.)(?<=[.!?…])[\"'”’)\]]*\s+|\s*\n+\s*|;\s+"
)
_CLAUSE_START = compiled(
    r"[,;:–—(]\s*|\s-\s+|\b(?:and|but|so|because|that|since|while|though|although|plus)\s+"
)
_LINKING = any_of("and, but, so, because, since, otherwise, as, while, which, although, though, or")
_LINKED_ON = any_of("if, when, else, especially, ideally, preferably, please, thanks, not, then")
_CAUSE = any_of("because, since, otherwise, although, though, so that, in order to, but, which")
_CLAUSE_END = compiled(
    rf"""\s*(?:[;(]|(?<!\d)[–—]|[–—](?!\d)|\s-\s
  | ,\s*(?={_LINKING}\b)
  | ,\s*(?={_LINKED_ON}\b)
  | \s(?={_CAUSE}\b
        |so\s{any_of("we, they, customers, customer, users, people, our, the, it, i")}\b
        |and\s{any_of("we, it, they, this, that, i, he, she, you, ideally, our, make sure")}\s
        |as\s{any_of("we, they, our, the, it")}\b|if\s{any_of("we, you, they, possible, at all")}\b
        |or\s{any_of("we, they, else, it")}\b|asap\b|please\b|thanks\b))"""
)


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence that asks, the words of the need in it, and whether it says so outright."""

    sentence: Span
    need: Span
    explicit: bool


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text; the end of a line ends a sentence too."""
    spans, position = [], 0
    for match in _SENTENCE_END.finditer(text):
        spans.append(Span(position, match.start()))
        position = match.end()
    spans.append(Span(position, len(text)))
    return tuple(span for span in spans if text[span.start : span.end].strip())


def asks(text: str, *, people: Sequence[Span] = ()) -> tuple[Ask, ...]:
    """The asks of a text, explicit ones first. `people` are spans that name who wants something."""
    found = (_ask(text, sentence, people) for sentence in sentences(text))
    return tuple(sorted(filter(None, found), key=lambda ask: not ask.explicit))


def _ask(text: str, sentence: Span, people: Sequence[Span]) -> Ask | None:
    words = text[sentence.start : sentence.end]
    ends = [person.end - sentence.start for person in people]
    need = _with_its_object(words, _order(words)) or _stated(words, ends)
    explicit = need is not None
    need = need or _problem(words)
    if need is None:
        return None
    return Ask(sentence, Span(need.start + sentence.start, need.end + sentence.start), explicit)


def _with_its_object(sentence: str, order: Span | None) -> Span | None:
    """What an order points back at ("checkout is slow, please fix it"); else the order itself."""
    if order and _POINTS_BACK.match(sentence, order.start, order.end):
        return _problem(sentence[: order.start]) or order
    return order


_POINTS_BACK = compiled(r"\w+\s(?:it|this|that|these|those|them)\b(?!\s\w)")


def _clause(sentence: str, start: int) -> Span | None:
    """The words from `start` to the end of their clause, without signs around them."""
    stop = _CLAUSE_END.search(sentence, start + 2)
    end = stop.start() if stop else len(sentence)
    while start < end and not (sentence[start].isalnum() or sentence[start] in _OPENING):
        start += 1
    while start < end and not (sentence[end - 1].isalnum() or sentence[end - 1] in _CLOSING):
        end -= 1
    return Span(start, end) if any(sign.isalpha() for sign in sentence[start:end]) else None


_OPENING = "$€£'\"“" + FILLER
_CLOSING = "%$€£)'\"”+" + FILLER


def _clause_start(sentence: str, before: int) -> int:
    """Where the clause begins in which `before` stands."""
    starts = (match.end() for match in _CLAUSE_START.finditer(sentence, 0, before))
    return max((start for start in starts if start < before), default=0)


# Orders ---------------------------------------------------------------------------------------

_OPENER = any_of(
    "please, pls, plz, kindly, ok, okay, so, and, then, also, hi, hey, hello, team, all, folks,"
    "guys, everyone, urgent, asap, now, first, next, dear, there, morning, good morning,"
    "engineering"
)
_TASK = any_of(
    "check, review, confirm, verify, investigate, look into, find out, estimate, take, sign,"
    "approve, answer, fill, complete, call, tell, plan, clarify, provide, pull"
)
_IN_TIME = (
    r"(?=[^.!?\n]*\s(?:before|by|until|no\slater\sthan)\s(?!the\sway|you|any|mistake|accident))"
)
_ORDER = compiled(
    rf"""^\W*(?:{_OPENER}[\s,:!.-]+)*
    (?:(?:please\s+)?(?:let['’]?s|let\sus|make\ssure(?:\sthat)?|be\ssure\sto)\s+(?P<any>\w)
    | (?P<verb>{VERBS}\b)
    | (?<=please\s)(?P<task>{_TASK}\b){_IN_TIME})"""
)
_CHATTER = any_of(
    "see, talk, meet, chat, catch up, sync, hope, wait, face it, be honest, go, grab, discuss,"
    "say, do it, do this"
)
_LATER_ORDER = compiled(
    rf"""[,:–—-]\s*(?:so\s+|and\s+)?
    (?:(?:please|pls|plz)\s+(?P<verb>{VERBS}\b|{_TASK}\b{_IN_TIME})
    | let['’]?s\s+(?!{_CHATTER}\b)(?=\w+\s(?:it|this|that|them|the|our|all|an?)\b)(?P<let>\w)
    | (?P<any>{VERBS}\s(?:the|our|all|this)\b))"""
)
_OBJECTLESS = any_of(
    "is, was, went, has, had, of, in, date, day, notes, results, time, rate, record, team, said,"
    "tickets, volume, agents, calls, fell, rose"
)
_VERBAL_NOUN = any_of(
    "launch, measure, release, test, support, update, change, drop, boost, win, open, track,"
    "design, export, import, cut, hit, offer, build, deploy, increase, decrease, start, split,"
    "move, show, run, limit"
)
_NOT_AN_ORDER = compiled(
    rf"""(?:
    (?:keep|make)\s{any_of("up, in mind, me, us, calm, going, an eye, sense, it up")}\b
  | (?:let|give|send|show|get|drop|bring|move|turn)\s
      {any_of("me, well, back, in touch, on, us a sec, us a minute, together, started")}\b
  | design\s(?!(?:an?|the|our|new|some)\b)
  | have\b(?!\sthe\b) | add\sto\sthat | run\sinto | share\syour | send\s(?:my|our)\s
  | {_VERBAL_NOUN}(?:s\b|\s{_OBJECTLESS}\b|:)
  | {_CHATTER}\b
)"""
)


def _order(sentence: str) -> Span | None:
    """The need in an imperative: "make …", "let's …", "…, please stop …"."""
    match = _ORDER.search(sentence) or _later_order(sentence)
    if match is None:
        return None
    start = next(match.start(name) for name, said in match.groupdict().items() if said)
    return None if _NOT_AN_ORDER.match(sentence, start) else _clause(sentence, start)


def _later_order(sentence: str) -> re.Match[str] | None:
    """An order after a statement ("…, cut the bill"); after a condition only with a "please"."""
    match = _LATER_ORDER.search(sentence)
    return match if match and (match["verb"] or not _SUPPOSED.match(sentence)) else None


# Statements of a need -------------------------------------------------------------------------

_ONGOING = r"(?:is|are|am|['’]re|['’]s|['’]m|been|keep|keeps)\s"
_ASKING = any_of(
    "asking for, asking to, asking us to, looking for, hoping for, pushing for, begging for,"
    "planning to, pressing for"
)
_NEEDING = any_of(
    "need, needs, want, wants, require, requires, expects, demand, demands, would like"
)
_WISHING = any_of(
    "would love, would prefer, insists on, insist on, hope to, plan to, aim to, intend to"
)
_OUTSIDERS = any_of(
    "customers, clients, users, they, investors, people, prospects, partners, buyers, shoppers"
)
_DESIRE = rf"""(?:
    \b{_NEEDING}\b
  | \b{_WISHING}\b | ['’]d\srather\s(?=have\b|see\b|get\b)
  | \b{_OUTSIDERS}\sexpect\b | ['’]d\s(?:like|love|prefer)\b
  | {_ONGOING}{_ASKING}\b
  | \b(?:asked|asks)\s(?:us\s)?(?:for|to)\b | \brequest(?:ed|s)\b | \bwish\s(?!you)
)"""
_MUST = any_of(
    "must, have to, has to, have got to, has got to, gotta, should, ought to, is to be, are to be"
)
_DUTY = rf"""(?:
    \b{_MUST}\b
  | ['’]ve\sgot\sto\b | \b(?:cannot|can['’]t)\safford\sto\b
  | \bhave\s(?:only\s|just\s)?(?:\d{{1,3}}|[a-z]+)\s(?:days|weeks|hours|months)\s(?:left\s)?to\b
  | \b(?:is|are)\s(?:needed|required)\b
)"""
_SOMEBODY = r"""(?:you|we|i|someone|somebody|anyone|engineering|devs?|your\steam
    |the\s\w+(?:\s(?:team|folks|guys))?)"""
_WILL = any_of("sign, renew, buy, stay, pay, join, upgrade, extend, order, close, switch, accept")
_PLEA = rf"""(?:
    \b(?:can|could|would|will)\s{_SOMEBODY}\s
      (?:(?:please|also|maybe|possibly|all|just|now)\s)*(?={VERBS}\b|{_TASK}\b{_IN_TIME})
  | \b(?:when|how\s(?:soon|fast|quickly))\s(?:can|could|will)\s\w+\s(?={VERBS}\b)
  | \bwill\sonly\s{_WILL}\b[^.!?\n]{{0,60}}?\sif\s(?=(?:we|you)\s)
  | \bis\s(?:it\spossible|there\s(?:any|a)\sway)\sto\s
  | \bwould\sbe\s(?:great|nice|good|helpful|awesome|ideal|perfect|amazing)\s(?:if|to)\s
      (?:(?:we|you|they)\s)?(?:(?:could|can|had)\s)?
)"""
_PROMISE = r"""(?:
    \b(?:promised|committed\sto|signed\sup\sto|guaranteed|agreed\sto)\s(?:that\s)?
  | \btold\s(?:(?:the|our)\s)?\w+\s(?:that\s)?we(?:['’]d|\swould|\swill)\s(?:have\s)?
)"""
_GOAL_WORD = any_of(
    "goal, aim, target, objective, ask, need, priority, request, requirement, wish, idea, plan"
)
_VITAL = any_of("critical, crucial, essential, vital, important, imperative, mandatory")
_LABEL = rf"""(?:
    ^\W*(?:(?:feature|change|new|top|our|the)\s)?{_GOAL_WORD}(?:\s\d)?\s?:\s | ^\W*to[\s-]?do\s?:\s
  | \b(?:the|our|my)\s(?:(?:main|top|biggest|overall|next|first|number\sone)\s)?{_GOAL_WORD}\s
      is\s(?:here\s)?(?:to\s|that\s(?:we\s)?)?
  | \bwhat\s(?:we|i|they|customers|users)\s(?:really\s|all\s)?(?:need|want)\sis\s(?:to\s)?
  | \bis\s{_VITAL}\s
      (?:that\s(?:we\s)?|to\s|we\s)
)"""
_CUE = compiled(
    rf"(?P<label>{_LABEL})|(?P<desire>{_DESIRE})|(?P<duty>{_DUTY})|(?P<plea>{_PLEA})"
    rf"|(?P<promise>{_PROMISE})"
)

_BETWEEN = any_of(
    "really, actually, even, necessarily, currently, one, customer, customers, user, users, has,"
    "have, is, are"
)
_NEGATED = compiled(
    rf"""(?:\b(?:no|not|never|nobody|hardly|without|no\slonger|no\sone)|n['’]t)\s+
    (?:{_BETWEEN}\s+)*$
  | \b(?:fewer|less|stopped|used\sto(?:\sbe)?|no\smore)\s(?:\w+\s)?$"""
)
_IF = any_of(
    "if, when, whenever, whether, unless, in case, once, where, why, how, what, who, which,"
    "until, than, as"
)
_CONDITION = compiled(
    rf"""\b{_IF}\b
    (?:\s[\w'’]+){{0,4}}\s$"""
)
_INVERTED = compiled(r"(?:^|\b)(?:do|does|did|don['’]t|doesn['’]t|didn['’]t)\s(?:[\w'’]+\s){1,3}$")
_NOUN_BEFORE = compiled(
    r"""\b(?:the|an?|any|no|this|every|each|their|your|our|my|in|of|customer['’]s|as|that)\s$
    |^\W*(?:customer|user|business|market)\s$"""
)
_PRONOUN = compiled(r"(?:it|this|that|them|these|those|him|her)\b")
_STATE = any_of(
    "fine, ok, okay, done, ready, good, able, back, enough, there, here, up, finished, over,"
    "easy, clear, possible, sorted, because, due, kidding, joking, tired, something, some,"
    "related, it, that, why, a, an, the, happy, proud, nice, great, fun"
)
_OUTCOME = any_of("help, arrive, land, do it, know, mean, suffice, cover")
_CERTAINLY = compiled(
    rf"""{_DUTY}\s(?:(?:also|now|all|already|probably|really|still)\s)*(?:
    have\s(?:been|\w+ed|seen|known|done|gone|come)\b | be\s(?:in|on|at)\s
  | be\s{_STATE}\b
  | work\b(?!\s(?:on|with|in|offline|without)) | {_OUTCOME}\b
)"""
)
_INVERTED_DUTY = compiled(r"(?:should|must)(?:n['’]t)?\s(?:we|i|you|they|it|the|he|she|our|this)\b")
_TALK = any_of(
    "talk, chat, meet, leave, know, think, wait, say, congratulate, apologize, mention,"
    "introduce, invite, remind, welcome, hear, join, tell, explain, confirm, believe, admit, ask,"
    "note, look at, check, remember, understand, discuss, catch up, sync, pick up, step out, run"
    "to, be honest, add that, let you know, share some, share that, share the news, show me, send"
    "me your, get together, get on a call, get back, get some rest, get coffee, get lunch, have a"
    "call, have a chat, have a look, have a word, have lunch, have coffee, have a nice, have a"
    "great, have a good, make it, make sense, let me, hop on, jump on, share the link, share"
    "your, nothing, no, not, see you, see each other, see a doctor, go home, go now, go to the"
    "office, go to bed, have a quick call, have a quick chat, have a quick sync, have a quick"
    "look, have a quick word, thank, time, more time, a break, coffee"
)
_CHAT = compiled(rf"""\s*(?:to\s+)?{_TALK}\b""")
_FORBIDDING = compiled(
    r"""must\s(?:not|never)\s(?!be\s(?:confused|mistaken|surprised)|worry|forget|have\s\w+ed\b)"""
)
_ACTOR = any_of(
    "we, i, you, they, he, she, everyone, everybody, people, somebody, someone, you guys, you"
    "all, the business, leadership, management"
)
_ADVERB = any_of(
    "really, also, urgently, desperately, all, both, still, just, now, absolutely, definitely,"
    "probably, only, badly, will, would, do, might, may, first, then, therefore, simply"
)
_AGENT = compiled(
    rf"""\b{_ACTOR}
    (?:\s{_ADVERB}|['’]ll)*\s*$"""
)
_WHO_TO = any_of(
    "to, from you to, you to, us to, you guys to, engineering to, the team to, be able to, that"
    "we, that, someone to, somebody to"
)
_LEAD_IN = compiled(rf"\s*(?:{_WHO_TO}\s+)*")


def _stated(sentence: str, people: Sequence[int]) -> Span | None:
    """The need in a statement; `people` are the ends of the spans that name who wants something."""
    for cue in _CUE.finditer(sentence):
        need = None if _is_void(sentence, cue) else _need(sentence, cue, people)
        if need is not None:
            return need
    return None


def _need(sentence: str, cue: re.Match[str], people: Sequence[int]) -> Span | None:
    """What stands after the cue; the whole clause where a thing, not a person, needs or must."""
    lead_in = _LEAD_IN.match(sentence, cue.end())
    start = lead_in.end() if lead_in else cue.end()
    if cue["promise"]:
        start = _after_recipient(start, people)
    opening = _clause_start(sentence, cue.start())
    if not (cue["desire"] or cue["duty"]) or _is_agent(sentence, opening, cue.start(), people):
        return _clause(sentence, opening if _PRONOUN.match(sentence, start) else start)
    return _clause(sentence, opening)


def _after_recipient(start: int, people: Sequence[int]) -> int:
    """ "We promised the customer X": X begins after the customer."""
    return next((end for end in people if start < end < start + 40), start)


def _is_agent(sentence: str, opening: int, cue: int, people: Sequence[int]) -> bool:
    if _AGENT.search(sentence[opening:cue]):
        return True
    return any(opening < end <= cue and cue - end < 25 for end in people)


def _is_void(sentence: str, cue: re.Match[str]) -> bool:
    """Whether the cue is denied, conditional, a noun, a question, a guess, or asks for a chat."""
    before = sentence[: cue.start()]
    if cue["label"]:
        return False
    if _CHAT.match(sentence, cue.end()) and not _FORBIDDING.match(sentence, cue.start()):
        return True
    if cue["plea"]:
        return False
    if _NEGATED.search(before) or _CONDITION.search(before):
        return True
    if cue["promise"]:
        return False
    if cue["duty"]:
        return bool(
            _CERTAINLY.match(sentence, cue.start()) or _INVERTED_DUTY.match(sentence, cue.start())
        )
    return bool(_INVERTED.search(before) or _NOUN_BEFORE.search(before))


# Problems -------------------------------------------------------------------------------------

_INTENSIFIER = any_of(
    "still, just, so, too, very, really, way too, far too, extremely, always, often, again,"
    "completely, totally, now, currently, constantly"
)
_BAD = any_of(
    "slow, slower, sluggish, laggy, broken, failing, crashing, unusable, confusing, confused,"
    "frustrated, frustrating, unhappy, annoyed, angry, furious, buggy, unreliable, wrong, timing"
    "out, outdated, clunky, painful, hard to, difficult to, impossible to, too expensive,"
    "missing, leaving, churning, dropping off, dropping out, abandoning, giving up, cancelling,"
    "canceling, freezing, losing, unable to, complicated, not working, taking too long, taking"
    "forever, taking ages"
)
_CANNOT = any_of(
    "log, sign, pay, find, see, use, open, access, check, export, import, download, upload, get,"
    "complete, finish, buy, order, reach, load, send, print, edit, save, track, tell, trust,"
    "close, sell, book, search, filter, share, connect, register"
)
_BEING = any_of(
    "is, are, get, gets, feel, feels, seem, seems, has been, have been, has become, have become,"
    "remains"
)
_BREAKING = any_of(
    "crashing, failing, freezing, breaking, losing, dropping, timing out, going down, logging out"
)
_FAILING = any_of("work, load, understand, find, trust, show, open, match, arrive, know how")
_ANNOYANCES = any_of(
    "steps, clicks, errors, bugs, outages, tickets, crashes, complaints, failures, manual"
)
_WEEKDAY = any_of("monday, tuesday, wednesday, thursday, friday, saturday, sunday")
_PROBLEM = compiled(
    rf"""
    (?P<complaint>\bcomplain(?:s|ed|ing)?\s(?:(?:that|about|of|because)\s)?
      |\bcomplaints?\s(?:that|about)\s)
  | (?:\b{_BEING}|['’](?:s|re))\s
      (?:{_INTENSIFIER}\s)*
      (?:{_BAD}\b|down(?=\s*(?:[.,;!?]|$|(?:again|since|right\snow|and|because)\b)))
  | \bkeeps?\s(?:on\s)?{_BREAKING}\b
  | \b(?:does|do)(?:n['’]t|\snot)\s{_FAILING}\b
  | \b(?:can['’]t|cant|cannot|can\snot)\s{_CANNOT}\b
  | \btak(?:e|es|ing)\s(?:too\slong|forever|ages|way\stoo\slong|far\stoo\slong)\b
  | \b(?:we|i)\s(?:still\s)?
      (?:lack|keep\slosing|lose\s(?:customers|deals|clients|users|money|orders))\b
  | \b(?:they|customers|users|clients|accounts)\s(?:churn|leave|abandon|cancel|quit|drop\soff)\b
  | \btoo\smany\s{_ANNOYANCES}\b
  | (?:,\s|\b(?:is|are)\s)due\s(?:on|by|in|next|this|tomorrow|today|tonight|\d|{_WEEKDAY})\b
"""
)
_QUESTION = compiled(
    r"\W*(?:is|are|does|do|what|who|why|how|when|which|did|was|were|has|have)\b.*\?\W*$"
)
_SUPPOSED = compiled(r"\W*(?:if|in\scase|unless|when|once|imagine|suppose)\b")
_MOVING_FIGURE = any_of(
    "churn, revenue, sales, conversion, nps, traffic, cost, costs, spend, volume, latency,"
    "errors, complaints, tickets"
)
_FIGURE_BEFORE = compiled(rf"\b{_MOVING_FIGURE}\W*$")


def _problem(sentence: str) -> Span | None:
    """The problem that a sentence tells, as an implicit ask to solve it."""
    if _QUESTION.match(sentence) or _SUPPOSED.match(sentence):
        return None
    for match in _PROBLEM.finditer(sentence):
        before = sentence[: match.start()]
        if _NEGATED.search(before) or _FIGURE_BEFORE.search(before):
            continue
        told = _clause(sentence, match.end()) if match["complaint"] else None
        return told or _clause(sentence, _clause_start(sentence, match.start()))
    return None
