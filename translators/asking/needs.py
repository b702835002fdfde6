"""Needs that are stated: "we need …", "can you …", "the page must …", "we promised …"."""

import re
from collections.abc import Sequence

from translators.asking.clauses import NEGATED, clause, clause_start
from translators.asking.orders import IN_TIME, TASK, VERBS
from translators.models import Span
from translators.patterns import any_of, compiled

_ONGOING = r"(?:is|are|am|['’]re|['’]s|['’]m|been|keep|keeps)\s"
_ASKING = any_of(
    "asking for, asking to, asking us to, looking for, hoping for, pushing for, begging for,"
    "planning to, pressing for, aiming for, aiming at, aiming to"
)
_NEEDING = any_of(
    "need, needs, want, wants, require, requires, expects, demand, demands, would like"
)
_WISHING = any_of(
    "would love, would prefer, insists on, insist on, hope to, plan to, aim to, aim for,"
    "aim at, intend to"
)
_OUTSIDERS = any_of(
    "customers, clients, users, they, investors, people, prospects, partners, buyers, shoppers"
)
_REACHED = any_of("below, under, above, over, by, within, at least, at most")
_DESIRE = rf"""(?:
    \b{_NEEDING}\b
  | \b{_WISHING}\b | ['’]d\srather\s(?=(?:have|see|get|the|our|they|it|you|we|customers|people)\b)
  | \binsist(?:s|ed)?\sthat\b | \bwould\s(?:gladly\s|happily\s|even\s)?pay\s(?:\w+\s)?for\b
  | (?<!\bwe\s)(?<!\bi\s)(?<!\bto\s)(?<!n['’]t\s)\bexpect\s(?=(?:an?|the|to|us)\s)
  | \b{_OUTSIDERS}\sexpect\b | \bi\sexpect\s(?=\w[^.!?\n]*\s{_REACHED}\b)
  | ^\W*(?:still\s)?(?:looking|hoping)\sfor\b | ['’]d\s(?:like|love|prefer)\b
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
  | \bis\swhat\s(?:we|i|they)(?:['’]re|['’]m|\sare|\sam)?\s
      (?:after|need|want|(?:looking|asking|aiming)\sfor)\b
)"""
_SOMEBODY = r"""(?:you|we|i|(?:someone|somebody|anyone)
      (?:\s(?:from|in|on|at)\s(?:the\s)?\w+(?:\s(?:team|department|side))?)?|engineering|devs?|your\steam
    |the\s\w+(?:\s(?:team|folks|guys))?)"""
_BECOMES = any_of(
    "is, are, has, have, can, gets, get, works, work, shows, supports, support, passes, arrives,"
    "exists, was, were, know, knows, add, build, finish, fix, backfill, hire, sign, signs"
)
_WILL = any_of("sign, renew, buy, stay, pay, join, upgrade, extend, order, close, switch, accept")
_GO = any_of("leave, cancel, churn, walk, switch, quit, go")
_STUDY = any_of(
    "look into, investigate, find out, figure out, sort out, dig into, get to the bottom of, check "
    "why, check how, check whether, check if, see why, find a way, analyse, analyze"
)
_HELD_UP = rf"""(?:
      can(?:['’]t|not|\snot)|could(?:n['’]t|\snot)
      |(?:am|are|is)\s(?:not\sable|unable)\sto
    )\s(?!{any_of("wait, make it, join, talk, come")}\b)[^.,!?\n]{{2,60}}?
    \s(?:until|unless|before)\s
    (?=(?!i\b)(?:[^\s.,!?]+\s){{1,6}}?{_BECOMES}\b)"""
_PLEA = rf"""(?:
    \b(?:can|could|would|will)\s{_SOMEBODY}\s
      (?:(?:please|also|maybe|possibly|just|now)\s)*
      (?P<study>)(?={_STUDY}\s(?:(?!(?:it|this|that|these|those)\b)\w
        |\w+\s(?:this|next|today|tomorrow|by|before|asap|urgently|soon)\b)
        |(?:(?:have|take)\sa\s(?:\w+\s)?)?look\sat\s(?:[^.!?\n]*\s(?:that|which|why)\s
          |(?:why|how)\s(?!(?:i|my)\b)))
  | \b(?:give|gives|gave|given|leave|leaves|leaving|left)\sus\s(?:only\s|just\s)?
      (?:until|till)\s[^.,!?\n]{{2,30}}?\sto\s
  | \b{_HELD_UP}
  | \b(?:will|would|might|may|could)\s(?:also\s)?lose\s[^.,!?\n]{{2,50}}?\s(?:if|unless)\s
  | \bwould\s(?:really\s|also\s)?help(?:\s[\w'’]+){{0,5}}?\s(?:if|to)\s
  | \b(?:can|could|would|will)\s{_SOMEBODY}\s
      (?:(?:please|also|maybe|possibly|all|just|now)\s)*(?={VERBS}\b|{TASK}\b{IN_TIME})
  | \b(?:when|how\s(?:soon|fast|quickly))\s(?:can|could|will)\s\w+\s(?={VERBS}\b)
  | \b(?:won['’]t|will\snot|can['’]t|cannot|refuses?\sto)\s{_WILL}\b[^.!?\n]{{0,40}}?
      \s(?:unless|until)\s(?:(?:we|you)\s(?={VERBS}\b)|(?=(?:we|you)\s)
        |(?=(?!i\b)(?:[^\s.,!?]+\s){{1,6}}?{_BECOMES}\b))
  | \b(?:threaten(?:s|ed|ing)?\sto|will|would|may|might|['’]ll)\s{_GO}\b[^.!?\n]{{0,40}}?
      \sunless\s(?:(?:we|you)\s(?={VERBS}\b)|(?=\w))
  | \bwill\sonly\s{_WILL}\b[^.!?\n]{{0,60}}?\sif\s(?=(?:we|you)\s)
  | \bany\s(?:chance|way)\s(?:that\s)?(?:we|you|i)\s(?:can|could|might)\s(?={VERBS}\b)
  | \b(?:is|would|will)\s(?:it\s(?:be\s)?possible|there\s(?:any|a)\sway)\sto\s
  | (?:\bwould|['’]d)\sbe\s(?:great|nice|good|helpful|awesome|ideal|perfect|amazing)\s(?:if|to)\s
      (?:(?:we|you|they)\s)?(?:(?:could|can|had)\s)?
)"""
_PROMISE = r"""(?:
    \b(?:promised|committed\sto|signed\sup\sto|guaranteed
      |agreed\sto(?!\s(?:the|an?|our|your|their|this|that|it)\b))\s(?:that\s)?
  | \btold\s(?:(?:the|our)\s)?\w+\s(?:that\s)?we(?:['’]d|\swould|\swill)\s(?:have\s)?
)"""
_GOAL_WORD = any_of(
    "goal, aim, target, objective, ask, need, priority, request, requirement, wish, idea, plan"
)
_VITAL = any_of("critical, crucial, essential, vital, important, imperative, mandatory")
_EXPECTED = (
    r"(?:(?:absolute(?:ly)?|simply|just|really)\s)?(?:table\sstakes|an?\s(?:absolute\s)?must|a\sgiven"
    r"|non[\s-]negotiable|a\s(?:hard\s)?requirement|a\spriority|key)"
)
_LABEL = rf"""(?:
    ^\W*(?:(?:feature|change|new|top|our|the)\s)?{_GOAL_WORD}(?:\s\d)?\s?:\s | ^\W*to[\s-]?do\s?:\s
  | \b(?:the\s|our\s|my\s|(?<=,\s)|^)(?:(?:main|top|biggest|overall|next|first|number\sone)\s)?
      {_GOAL_WORD}\s
      is\s(?:here\s)?(?:to\s|that\s(?:we\s)?)?
  | \bwhat\s(?:we|i|they|customers|users)\s(?:really\s|all\s)?(?:need|want|require|ask\sfor)
      \sis\s(?:to\s)?
  | \b(?:is|it['’]s)\s(?:{_EXPECTED})(?:\sfor\s[^.,!?\n]{{2,40}}?)?\sthat\s
  | ^\W*(?:nice[\s-]to[\s-]have|must[\s-]have|wanted|needed|wish)\s?:\s
  | ^\W*(?:my|our|the|one|another)\s(?:\w+\s)?{_GOAL_WORD}\sfor\s[^:.!?\n]{{2,40}}:\s
  | \bis\s{_VITAL}\s(?:that\s(?:we\s)?|to\s|we\s) | \bit['’]s\s{_VITAL}\sthat\s(?:we\s)?
)"""
_CUE = compiled(
    rf"(?P<label>{_LABEL})|(?P<desire>{_DESIRE})|(?P<duty>{_DUTY})|(?P<plea>{_PLEA})"
    rf"|(?P<promise>{_PROMISE})"
)

_IF = any_of(
    "if, when, whenever, whether, unless, in case, once, where, why, how, what, who, which,"
    "until, than, as"
)
_CONDITION = compiled(
    rf"""\b{_IF}\b
    (?:\s[\w'’]+){{0,4}}\s$"""
)
_INVERTED = compiled(
    r"(?:^|\b)(?:do|does|did|don['’]t|doesn['’]t|didn['’]t)\s(?!and\b|but\b)(?:[\w'’]+\s){1,3}$"
)
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
    "expand on, elaborate,"
    "talk, chat, meet, leave, know, think, wait, say, congratulate, apologize, mention,"
    "introduce, invite, remind, welcome, hear, join, tell, explain, confirm, believe, admit, ask,"
    "note, look at, check, remember, understand, discuss, catch up, sync, pick up, step out, run "
    "to, be honest, add that, let you know, share some, share that, share the news, show me, send "
    "me your, get together, get on a call, get back, get some rest, get coffee, get lunch, have a "
    "call, have a chat, have a look, have a word, have lunch, have coffee, have a nice, have a "
    "great, have a good, make it, make sense, let me, hop on, jump on, share the link, share "
    "your, nothing, no, not, see you, see each other, see a doctor, go home, go now, go to the "
    "office, go to bed, have a quick call, have a quick chat, have a quick sync, have a quick "
    "look, have a quick word, thank, time, more time, a break, coffee"
)
_CHAT = compiled(rf"""\s*(?:to\s+)?{_TALK}\b""")
_FORBIDDING = compiled(
    r"""should\snot\s(?:cost|exceed|take|show|contain|depend|have\sto)\b
  | must\s(?:not|never)\s(?!be\s(?:confused|mistaken|surprised)|worry|forget|have\s\w+ed\b)"""
)
_ACTOR = any_of(
    "we, i, you, they, he, she, everyone, everybody, people, somebody, someone, you guys, you "
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
    "to, from you to, you to, us to, you guys to, engineering to, the team to, be able to, that "
    "we, someone to, somebody to"
)
_LEAD_IN = compiled(
    rf"\s*(?:(?:{_WHO_TO}|that(?!\s(?:at|to|in|on|done|fixed|by|for|up|down|under|below|above)\b))\s+)*"
)


def stated(sentence: str, people: Sequence[int]) -> Span | None:
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
    opening = clause_start(sentence, cue.start() + 1)
    if not (cue["desire"] or cue["duty"]) or _is_agent(sentence, opening, cue, people):
        need = clause(sentence, opening if _PRONOUN.match(sentence, start) else start)
        return need or _bare_number(sentence, opening, cue)
    return clause(sentence, opening, beyond=cue.end())


def _bare_number(sentence: str, opening: int, cue: re.Match[str]) -> Span | None:
    """The whole clause where a number is all that is asked for ("we're aiming for 20")."""
    is_number = sentence[cue.end() :].lstrip()[:1].isdigit()
    return clause(sentence, opening, beyond=cue.end()) if is_number else None


def _after_recipient(start: int, people: Sequence[int]) -> int:
    """ "We promised the customer X": X begins after the customer."""
    return next((end for end in people if start < end < start + 40), start)


_OWN_WISH = compiled(
    rf"\s*{any_of('need, want, would love, would like, looking for, hoping for, asking for')}\b"
)


def _is_agent(sentence: str, opening: int, cue: re.Match[str], people: Sequence[int]) -> bool:
    """Whether a person needs it; also where nobody is named ("Need a new page")."""
    before = sentence[opening : cue.start()]
    if _AGENT.search(before) or (not before.strip() and _OWN_WISH.match(sentence, cue.start())):
        return True
    return any(opening < end <= cue.end() and cue.start() - end < 25 for end in people)


_TURNED_DOWN = compiled(
    r"\b(?:and|but)\s(?:we|i|they|management)\s(?:declined|refused|rejected|said\sno|turned\s(?:it|them)"
    r"|(?:have\s)?already)\b"
)


_DUE = compiled(rf"\bdeadline\b|\bdue\b|{IN_TIME}.")
_ABILITY = compiled(
    r"\b(?:must|needs?\sto|ha(?:s|ve)\sto)\sbe\sable\sto\s"
    r"|\b(?!(?:this|it['’]s|that['’]s)\s)\w{3,}s\sshould\sbe\sable\sto\s"
)
_EXPECTING = compiled(r"(?:should|ought)\b")


_REDRESS = compiled(
    r"""asked\sfor\s(?:(?:their|the|his|her|a|an|our|my|full|some)\s)*
    (?:money|refunds?|compensation|cash|deposits?|fees?|credits?)\b"""
)
"""What somebody is given because something went wrong is not what is to be done about it."""


_WHY_BY_THEN = compiled(
    rf"\s(?:to\s)?know\s(?:why|what\s(?:causes|caused|is\sbehind|went\swrong)|what['’]s\sbehind)\b{IN_TIME}"
)
"""A cause that somebody has to know by a date is work, and no question for a chat."""


def _is_due(sentence: str, cue: re.Match[str]) -> bool:
    """Whether a duty is none of the guesses that look like one ("should be up").

    A date tells it ("must be up before Monday"), and what people in general are to be able to do.
    """
    if _ABILITY.search(sentence, max(0, cue.start() - 20), cue.end() + 12):
        return True
    return bool(_DUE.search(sentence) and not _EXPECTING.match(sentence, cue.start()))


def _is_chat(sentence: str, cue: re.Match[str]) -> bool:
    """Whether what is needed is a talk, an answer or a break."""
    return bool(
        _CHAT.match(sentence, cue.end())
        and not _FORBIDDING.match(sentence, cue.start())
        and not _WHY_BY_THEN.match(sentence, cue.end())
    )


def _is_void(sentence: str, cue: re.Match[str]) -> bool:
    """Whether the cue is denied, conditional, a noun, a question, a guess, or asks for a chat."""
    before = sentence[: cue.start()]
    if cue["label"]:
        return False
    if cue["study"] is not None:
        return False
    if _is_chat(sentence, cue):
        return True
    if cue["plea"]:
        return False
    if NEGATED.search(before) or _CONDITION.search(before):
        return True
    if cue["promise"]:
        return False
    if _REDRESS.match(sentence, cue.start()):
        return True
    if _TURNED_DOWN.search(sentence, cue.end()):
        return True
    if cue["duty"]:
        is_guess = _CERTAINLY.match(sentence, cue.start()) and not _is_due(sentence, cue)
        return bool(is_guess or _INVERTED_DUTY.match(sentence, cue.start()))
    is_noun = _NOUN_BEFORE.search(before) and not cue[0].casefold().endswith("expect")
    return bool(_INVERTED.search(before) or is_noun)
