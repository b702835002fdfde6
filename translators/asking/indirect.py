"""Needs that are said in a roundabout way, by people who don't say "we need".

A wish in a condition ("if we could halve that, we'd …"), what would be a relief ("a reminder would
help"), what cannot be done without something, what somebody asked about ("asked whether they can
pay later"), a question to the product itself ("could the portal tell them?"), what should not have
to be, a question after the way ("what would it take to …"), and what happens if it is not done.
"""

from translators.asking.clauses import clause, clause_start
from translators.asking.orders import VERBS
from translators.models import Span
from translators.patterns import any_of, compiled

_WE = any_of("we, i, they, you, it, customers, users, people")
_THEN = (
    r"(?=(?:,\s*|\s)(?:then\s)?(?:we|i|they|it|that|this|you)"
    r"(?:['’]d|\s(?:would|could)(?:n['’]t)?)\b)"
)
_WISHED = compiled(
    rf"""^\W*(?:and\s|but\s|so\s)?if\s(?:only\s)?{_WE}\s(?:could|can|managed\sto|were\sable\sto)\s
    (?P<need>[^.!?;\n]+?){_THEN}"""
)
_DONE_WELL = any_of("got, cut, brought, made, kept, won, sold, found, built, sent, took, gave")
_DONE_ILL = any_of(
    "missed, failed, delayed, waited, dropped, skipped, stopped, postponed, need, ended, raised,"
    "moved, stayed, wanted, needed, closed down, cancelled, canceled, refused, ignored"
)
_GAINED = any_of(
    "hit, reach, meet, save, win, break even, earn, make, beat, keep, double, gain, sell, avoid,"
    "cut, halve, cover, pay for, easily, free, grow, recover, clear, be able to, be on, be back"
)
_SUPPOSED_DONE = compiled(
    rf"""^\W*(?:and\s|but\s|so\s)?if\s(?:only\s)?(?:we|they)\s(?:just\s|even\s|only\s)?
    (?P<need>(?:{_DONE_WELL}|(?!{_DONE_ILL}\b)\w+ed)\s[^.!?;\n]+?)
    (?=(?:,\s*|\s)(?:then\s)?(?:we|they)(?:['’]d|\s(?:would|could|might))\s{_GAINED}\b)"""
)
"""What would be a gain if it were done; what would do harm is a warning."""
_IF_WE_CAN = compiled(
    rf"""^(?![^.!?\n]*\b(?:tell|say|know|knows|see|ask|asks|asked|check|wonder|wonders|sure|idea|happy
        |great|nice|good|let|unsure|matter|depends?|would|['’]d|could)\b[^.!?\n]*\sif\s)
    [^.!?\n]*\w\s(?:only\s)?if\s(?:we|you)\scan\s(?={VERBS}\b)"""
)
_GAIN = compiled(
    r"""^\W*(?!during|according|nothing|something|anything|everything|morning)\w{2,}ing\s
    (?:(?!that\swould)[^.,!?\n]){3,80}?(?=\s(?:would|['’]d)\s(?!not|never)\w)"""
)
_RELIEF = compiled(
    r"""\s(?:would|['’]d|might|could)\s(?:really\s|already\s|also\s)?
    (?:help(?!\s(?:if|to|me|you)\b)|do\sus\sa\sfavou?r|be\sa\s(?:huge\s|big\s|great\s|real\s)?(?:help|relief)
      |(?:save|spare)\s(?:us|me|them|everyone|everybody)\b|make\s(?:all\s)?the\sdifference|go\sa\slong\sway
      |solve\s(?:it|this|that|most\sof\s(?:it|this|that)))"""
)
_RELIEF_IF = compiled(
    r"""\b(?:would|['’]d)\sbe\s(?:an?\s)?(?:\w+\s)?
    (?:relief|help|blessing|improvement|lifesaver|godsend|dream|load\soff\sour\sminds)\b
    (?:\sfor\s[^.,!?\n]{2,40}?)?\s(?:if|to)\s"""
)
_NOT_WITHOUT = compiled(
    rf"""(?:\bcan(?:['’]t|not|\snot)|\bcould(?:n['’]t|\snot)|\b(?:are|is|am)\s(?:not\sable|unable)\sto
      |\bwon['’]t\sbe\sable\sto)\s(?!{any_of("do, wait, live, go on, imagine, think")}\b)
    [^.,!?;\n]{{2,60}}?\swithout\s
    (?!{any_of("a doubt, doubt, it, them, this, that, you, me, us, help, your help, asking")}\b)"""
)
_ASKED_ABOUT = compiled(
    r"""\b(?:asked|asks|ask|asking|want\sto\sknow|wants\sto\sknow|wondering|wonder|wonders)\s
    (?:us\s|me\s|again\s|about\s)?(?:whether|if)\s
    (?=(?!you\b|i\b|(?:we|they)\sare\b)(?:[\w'’-]+\s){1,5}?(?:can|could|might|may)\s(?!be\sright)\w)"""
)
_PART = rf"(?:{VERBS}|{any_of('tell, go, look, work, come, remember, say, stay, know, stand')})"
_OCCASION = any_of(
    "meeting, call, team, lunch, session, door, window, rest, others, dev, devs, engineers, person,"
    "room, workshop, group, one"
)
_TO_THE_PRODUCT = compiled(
    rf"""(?:^|(?<=[,;:–—-]\s)|\b(?:and|so|but)\s)\W*(?:can|could)\s
    (?=(?:the|our|your|this|that)\s(?!{_OCCASION}\s)(?:(?!{_OCCASION}\s)[\w'’-]+\s){{1,4}}?
      (?:(?:please|also|just|maybe|not|automatically)\s)*
      (?:{_PART}|be\s(?:more|less|\w+er|\w+ed|made|shown|sent|put|kept|cut))\b)"""
)
_NOT_HAVE_TO = compiled(
    r"""(?<!\byou\s)\bshould(?:n['’]t|\snot|\snever)\s
    (?:have\sto|need\sto|need\s|be\s(?!a\sproblem|an\sissue|too|hard|difficult|long|there|here)\w+(?:ing|ed)\b)"""
)
_WAY = compiled(
    rf"""\bwhat\s(?:would|does|will)\sit\stake\s(?:for\s[^.,!?\n]{{2,30}}?\s)?to\s
  | \bwhat\s(?:would|will|does)\s(?:it\stake\sto\s)?(?:bring|take|(?=get\sus\s(?:there|to|back)))
  | \bhow\s(?:can|could|do|would|should)\s(?:we|i|they)\s
    (?=(?:get\sback\sto|get\s[^.,!?\n]+\s(?:to|under|below|above|down|up)\s|cut|reduce|stop|keep|prevent
      |avoid|speed\sup|grow|raise|win\sback|make|lower|shorten|increase|improve|bring)\b)
  | \bhow\s(?:can|could)\s(?:we|i)\s(?={VERBS}\b)"""
)
_UNLESS_DONE = compiled(
    r"""(?<!\beven\s)\bif\s(?:it|this|that|these|they|we|nothing|none\sof\s(?:this|it|that))\s?
    (?:isn['’]t|is\snot|aren['’]t|are\snot|can['’]t|cannot|don['’]t|do\snot|doesn['’]t|does\snot|fails?\sto
      |hasn['’]t\sbeen)\s
    (?=[^.!?\n]*\b(?:we|they|i|customers|it|he|she|that)
      (?:['’]ll|\s(?:will|would|may|might|lose|loses|risk|face|have\sto|go\sto|walk|leave))\b)
    (?P<done>(?!(?:like|want|mind|know|need|have|too|already|the|a)\b)\w+[^.!?;,\n]*?)
    (?=\s*(?:[.!?;,\n]|$)|\s(?:we|i|they|it|you|that|customers)(?:['’]ll|\s(?:will|would|may|might|could|lose|can))\b)"""
)
_AGAIN = compiled(
    r"\b(?:can['’]t|cannot|must\snot|mustn['’]t|may\snot|should\snever|must\snever)\shappen\b"
)


def supposed(sentence: str) -> Span | None:
    """The need in a condition: what is wished for, or what is not to be left undone."""
    if wished := _WISHED.search(sentence) or _SUPPOSED_DONE.search(sentence):
        return Span(*wished.span("need"))
    if depends := _IF_WE_CAN.match(sentence):
        return clause(sentence, depends.end())
    unless = _UNLESS_DONE.search(sentence)
    return clause(sentence, unless.start("done")) if unless else None


def hinted(sentence: str) -> Span | None:
    """The need that a sentence says in a roundabout way, without a condition."""
    for cue in (_RELIEF_IF, _NOT_WITHOUT, _ASKED_ABOUT, _TO_THE_PRODUCT, _WAY):
        if found := cue.search(sentence):
            return clause(sentence, found.end())
    if found := _NOT_HAVE_TO.search(sentence) or _AGAIN.search(sentence):
        return clause(sentence, clause_start(sentence, found.start()), beyond=found.end())
    if gain := _GAIN.match(sentence):
        return clause(sentence, gain.start()) and Span(_first_letter(sentence), gain.end())
    return _relief(sentence)


def _first_letter(sentence: str) -> int:
    return next(at for at, sign in enumerate(sentence) if sign.isalpha())


def _relief(sentence: str) -> Span | None:
    """The thing that would be a relief, where it is named."""
    found = _RELIEF.search(sentence)
    if found is None:
        return None
    opens = [cut.end() for cut in _OPENS.finditer(sentence, 0, found.start())]
    start = opens[-1] if opens else 0
    named = sentence[start : found.start()]
    return Span(start, found.start()) if named.strip() and not _NOTHING.fullmatch(named) else None


_OPENS = compiled(r"[,;:–—]\s+|\b(?:and|but|so|because)\s+")
_NOTHING = compiled(r"\W*(?:it|this|that|these|those|they|you|i|we|which|what|who|he|she)\W*")
