"""Problems that are told because somebody should solve them: "checkout is slow"."""

from translators.asking.clauses import NEGATED, SUPPOSED, clause, clause_start
from translators.models import Span
from translators.patterns import any_of, compiled

_INTENSIFIER = any_of(
    "still, just, so, too, very, really, way too, far too, extremely, always, often, again,"
    "completely, totally, now, currently, constantly"
)
_BAD = any_of(
    "slow, slower, sluggish, laggy, broken, failing, crashing, unusable, confusing, confused,"
    "frustrated, frustrating, unhappy, annoyed, angry, furious, buggy, unreliable, wrong, timing "
    "out, outdated, clunky, painful, hard to, difficult to, impossible to, too expensive,"
    "missing, leaving, churning, dropping off, dropping out, abandoning, giving up, cancelling,"
    "canceling, freezing, losing, unable to, complicated, not working, taking too long, taking "
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
_MISHAP = any_of(
    "logged out, kicked out, thrown out, locked out, stuck, lost, charged, error, errors, an error,"
    "the same error, timeouts, blank, disconnected, signed out, rejected"
)
_FAILING = any_of("work, load, understand, find, trust, show, open, match, arrive, know how")
_ANNOYANCES = any_of(
    "steps, clicks, errors, bugs, outages, tickets, crashes, complaints, failures, manual"
)
_TURNING_TO_US = any_of("calling, phoning, ringing, writing, mailing, emailing, asking, telling us")
_COMES_OUT = any_of(
    "come out, comes out, coming out, end up, ends up, arrive, arrives, print, prints, appear,"
    "appears, land, lands, go out, goes out, show up, shows up"
)
_WEEKDAY = any_of("monday, tuesday, wednesday, thursday, friday, saturday, sunday")
_PROBLEM = compiled(
    rf"""
    (?P<complaint>\bcomplain(?:s|ed|ing)?\s(?:(?:that|about|of|because)\s)?
      |\bcomplaints?\s(?:that|about)\s
      |\bkeeps?\s{_TURNING_TO_US}\s(?:(?:in|up|us|back)\s)?(?:because|that|about)\s)
  | (?:\b{_BEING}|['’](?:s|re))\s
      (?:{_INTENSIFIER}\s)*
      (?:{_BAD}\b|down(?=\s*(?:[.,;!?]|$|(?:again|since|right\snow|and|because)\b)))
  | \bkeeps?\s(?:on\s)?{_BREAKING}\b | \bkeeps?\s(?:on\s)?(?:getting|seeing|being)\s{_MISHAP}\b
  | \b(?:does|do)(?:n['’]t|\snot)\s{_FAILING}\b
  | \b(?:can['’]t|cant|cannot|can\snot)\s{_CANNOT}\b
  | \btak(?:e|es|ing)\s(?:too\slong|forever|ages|way\stoo\slong|far\stoo\slong)\b
  | \b(?:we|i)\s(?:still\s)?
      (?:lack|keep\slosing|lose\s(?:customers|deals|clients|users|money|orders))\b
  | \b(?:they|customers|users|clients|accounts)\s(?:churn|leave|abandon|cancel|quit|drop\soff)\b
  | \b(?:waste|wastes|wasting)\s(?:\w+\s){{0,3}}?(?:hours|days|time|money)\b
  | \b(?:spend|spends|spending)\s(?:hours|days|too\smuch\stime|half)\b
  | \b(?:hates?|dreads?)\s(?!to\s(?:say|ask|bother|interrupt))\w | \b(?:fed\sup|sick\sand\stired)\b
  | \b(?:nobody|no\sone|none\sof\s(?:us|them|our\s\w+))
      (?:\s(?:in|at|on|of)\s(?:[\w-]+\s){{1,3}}?|\s)
      (?:understands?|knows?\s(?:how|where)|can\s(?:{_CANNOT}|read|use|work)|finds?|trusts?|sees)\b
  | \b(?:has|have|there\sis|there['’]s)\s(?:no\sway\sto|nowhere)\b
  | \b(?:loses?|lose|spends?|wastes?|waste|takes\s\w+)\s
      (?:an?|one|two|three|four|five|six|\d+|half\san)\s(?:minutes?|hours?|days?)\b
  | \b(?:by\shand|manually)(?=\s(?:[^.,!?\n]{{0,30}}\s)?(?:every|each|all|still)\b)
      |\bstill\s(?:[\w-]+\s){{1,5}}?(?:by\shand|manually)\b
  | \b(?:can['’]t|cannot)\skeep\s(?:it|this|that)\sup\b | \bkeeps?\shappening\b
  | \b(?:is|are)\s(?:too|far\stoo|much\stoo)\s
      {any_of("small, long, big, short, slow, late, complicated, complex, hard, expensive")}\b
  | \bkeeps?\s(?:leaving|cancelling|canceling|(?:walking|turning|dropping)\s(?:away|out|off))\b
  | \b(?:because|since|as)\s(?:we|it|they)\s
      (?:don['’]t|do\snot|doesn['’]t|does\snot|can['’]t|cannot)\s
      (?:have|support|offer|show|accept|provide)\b
  | \bloses?\s(?:the|their|its|his|her|all|every)\s(?:[\w-]+\s){{1,3}}?
      (?:whenever|when|every\stime|each\stime|if|as\ssoon)\b
  | \b(?:is|are)\sstuck\sat\b
  | \b{_COMES_OUT}\s(?:(?:in|at|on|with|under)\sthe\swrong\s|twice\b|blank\b|garbled\b)
  | (?:['’]s|\bis|\bare|\bkeeps?)\scosting\sus\b
  | \b(?:every|each)\s(?:minute|hour|day|night|week|month|time)\s(?:that\s|when\s)?
      (?:the|our|a|an|it|they|we)\s[^.!?\n]{{0,80}}?\s
      (?:is|are|stays?|isn['’]t|aren['’]t|fails?|stands?|remains?|goes)\s[^.!?\n]{{0,60}}?\scosts?\sus\b
  | \btoo\smany\s{_ANNOYANCES}\b
  | (?:,\s|\b(?:is|are)\s)due\s(?:on|by|in|next|this|tomorrow|today|tonight|\d|{_WEEKDAY})\b
"""
)
_QUESTION = compiled(
    r"\W*(?:is|are|does|do|what|who|why|how|when|which|did|was|were|has|have)\b.*\?\W*$"
)
_MOVING_FIGURE = any_of(
    "churn, revenue, sales, conversion, nps, traffic, cost, costs, spend, volume, latency,"
    "errors, complaints, tickets"
)
_FIGURE_BEFORE = compiled(rf"\b{_MOVING_FIGURE}\W*$")


def problem(sentence: str) -> Span | None:
    """The problem that a sentence tells, as an implicit ask to solve it."""
    if _QUESTION.match(sentence) or SUPPOSED.match(sentence):
        return None
    for match in _PROBLEM.finditer(sentence):
        before = sentence[: match.start()]
        if NEGATED.search(before) or _FIGURE_BEFORE.search(before):
            continue
        told = clause(sentence, match.end()) if match["complaint"] else None
        return told or clause(sentence, clause_start(sentence, match.start()))
    return None
