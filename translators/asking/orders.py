"""Needs that are said as orders: "make …", "let's …", "…, please stop …"."""

import re

from translators.asking.clauses import SUPPOSED, clause
from translators.models import Span
from translators.patterns import any_of, compiled

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

_OPENER = any_of(
    "please, pls, plz, kindly, ok, okay, so, and, then, also, hi, hey, hello, team, all, folks,"
    "guys, everyone, urgent, asap, now, first, next, dear, there, morning, good morning,"
    "engineering"
)
TASK = any_of(
    "check, review, confirm, verify, investigate, look into, find out, estimate, take, sign,"
    "approve, answer, fill, complete, call, tell, plan, clarify, provide, pull"
)
IN_TIME = (
    r"(?=[^.!?\n]*\s(?:before|by|until|no\slater\sthan)\s(?!the\sway|you|any|mistake|accident))"
)
_BANNED = any_of(
    "change, touch, move, close, delete, remove, ship, send, share, store, use, launch, release,"
    "deploy, switch, raise, lower, cut, add, publish, open, show, charge, contact, merge, migrate"
)
_ORDER = compiled(
    rf"""^\W*(?:{_OPENER}[\s,:!.-]+)*
    (?:(?P<ban>(?:please\s+)?(?:do\snot|don['’]t|never)\s{_BANNED}\b)
    | (?:please\s+)?(?:let['’]?s|let\sus|make\ssure(?:\sthat)?|be\ssure\sto)\s+(?P<any>\w)
    | (?P<verb>{VERBS}\b(?!-))
    | (?<=please\s)(?P<task>{TASK}\b){IN_TIME})"""
)
_CHATTER = any_of(
    "see, talk, meet, chat, catch up, sync, hope, wait, face it, be honest, go, grab, discuss,"
    "say, do it, do this"
)
_LATER_ORDER = compiled(
    rf"""[,:–—-]\s*(?:so\s+|and\s+)?
    (?:(?:please|pls|plz)\s+(?P<verb>{VERBS}\b|{TASK}\b{IN_TIME})
    | let['’]?s\s+(?!{_CHATTER}\b)(?=\w+\s(?:it|this|that|them|the|our|all|an?)\b)(?P<let>\w)
    | (?P<any>{VERBS}\s(?:the|our|all|this)\b)
    | (?<=:\s)(?P<colon>{VERBS}\s(?:it|them|an?)\b))"""
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
  | {_CHATTER}\b
)"""
)


_A_NOUN = compiled(rf"{_VERBAL_NOUN}(?:s\b|\s{_OBJECTLESS}\b|:)")
"""A verb that is a noun here ("launch is on Monday"); after "let's" it can't be one."""


def order(sentence: str) -> Span | None:
    """The need in an imperative: "make …", "let's …", "…, please stop …"."""
    match = _ORDER.search(sentence) or _later_order(sentence)
    if match is None:
        return None
    start = next(match.start(name) for name, said in match.groupdict().items() if said)
    if _NOT_AN_ORDER.match(sentence, start):
        return None
    if match["any"] is None and _A_NOUN.match(sentence, start):
        return None
    return clause(sentence, start)


def _later_order(sentence: str) -> re.Match[str] | None:
    """An order after a statement ("…, cut the bill"); after a condition only with a "please"."""
    match = _LATER_ORDER.search(sentence)
    return match if match and (match["verb"] or not SUPPOSED.match(sentence)) else None
