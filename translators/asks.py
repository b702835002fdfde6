"""Whether a message asks for something, and for what, in the sender's words.

An ask is explicit ("we need …", "please make …", "can you …", "the page must …", "we promised …") or implicit: a
problem that is told because somebody should solve it ("customers complain that checkout is slow"). News, thanks,
status, conditions, questions for information and needs that are denied or over are not asks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translators.models import Span

_SENTENCE_END = re.compile(r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!approx\.)(?<=[.!?…])[\"'”’)\]]*\s+|\s*\n+\s*|;\s+")


@dataclass(frozen=True, slots=True)
class Ask:
    """A stretch that asks: its sentence, the words of the need in it, and whether it says so or only tells a problem."""

    sentence: Span
    need: Span
    explicit: bool


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


VERBS = """accelerate accept achieve add address adjust allow arrange automate avoid beat boost bring build bump change clean collect connect convert create cut
decrease deliver deploy design develop disable double drive drop eliminate enable ensure expand export extend finalize finish fix get give grow guarantee halve
handle have hide hit implement import improve increase integrate introduce invest keep launch let lift limit localize lower make measure merge migrate minimize
modernize move offer onboard open optimise optimize organize personalize prepare prevent prioritise prioritize protect provide publish raise reach rebuild
redesign reduce release remove rename replace resolve restore retain rework roll run save scale secure send set share ship shorten show simplify solve speed
split stabilise stabilize start stop streamline support switch sync test track train translate triple turn unblock unify update upgrade use validate win write""".split()

_ADVERB = r"(?:(?:really|also|urgently|desperately|all|both|still|just|now|absolutely|definitely|probably|only|badly|first|then|therefore|simply|ideally|quickly)\s)*"
_VERB = rf"(?:{'|'.join(VERBS)})\b"

_NEEDS = rf"""(?:
    (?:need|want|require|expect|demand|insist\son|hope|wish|plan|aim|intend|would\slike|['’]d\slike|would\slove|['’]d\slove|prefer)s?\b(?!\s(?:not\b|ed\b))
  | (?:needs|wants|requires|expects|demands|asks|asking|asked|looking|hoping|pushing|begging|calling|pressing)\b(?:\s(?:for|to))?(?<=for|.to|eds|nts|res|cts|nds)
)"""

_CUE = _compile(rf"""
    (?P<desire>\b(?:need|needs|want|wants|require|requires|expect|expects|demand|demands|would\slike|would\slove|would\sprefer|insists?\son|hope\sto|wish|plan\sto|planning\sto|aim\sto|intend\sto
        |(?:is|are|am|['’]re|['’]s|['’]m|been|keep|keeps)\s(?:asking|looking|hoping|pushing|begging|pressing)\s(?:for|to)|asked\s(?:us\s)?(?:for|to)|asks\s(?:us\s)?(?:for|to)|requested|requests)\b
        |['’]d\s(?:like|love|prefer)\b)
  | (?P<duty>\b(?:must|have\sto|has\sto|['’]ve\sgot\sto|have\sgot\sto|has\sgot\sto|gotta|should|ought\sto|is\sto\sbe|are\sto\sbe|cannot\safford\sto|can['’]t\safford\sto|(?:is|are)\s(?:needed|required)\b)\b)
  | (?P<plea>\b(?:can|could|would|will)\s(?:you|we|i|someone|somebody|anyone|engineering|dev|devs|the\s\w+\s?(?:team|folks|guys)?|your\steam)\s(?:please\s|also\s|maybe\s|possibly\s|all\s|just\s)*(?=have\b|get\b|{_VERB})
      |\b(?:when|how\s(?:soon|fast|quickly))\s(?:can|could|will)\s(?:we|i|you|they|customers)\s(?=have\b|get\b|{_VERB})
      |\bis\s(?:it|there)\s(?:possible\sto|any\sway\sto|a\sway\sto)\s
      |\bwould\sbe\s(?:great|nice|good|helpful|awesome|ideal|perfect|amazing)\s(?:if|to)\s(?:we|you|they)?\s?(?:could\s|can\s|had\s)?)
  | (?P<promise>\b(?:promised|committed\sto|signed\sup\sto|guaranteed|told\s(?:the\s|our\s)?[\w]+\s(?:that\s)?we(?:['’]d|\swould|\swill)(?:\shave)?|agreed\sto)\s(?:that\s)?)
  | (?P<label>(?:^|(?<=\n))\W*(?:(?:feature\s|change\s|new\s)?request|ask|goal|requirement|objective|todo|to\sdo|need|priority(?:\s\w+)?|top\spriority|wish)\s?:\s
      |\b(?:the|our|my)\s(?:main\s|top\s|biggest\s|overall\s|next\s|first\s)?(?:goal|aim|target|objective|ask|priority|request|requirement)\s(?:is|here\sis)\s(?:to\s|that\s(?:we\s)?)?
      |\b(?:it\sis|it['’]s|is)\s(?:critical|crucial|essential|vital|important|imperative|urgent|mandatory|time)\s(?:that\s(?:we\s|the\s)?|to\s|we\s))
""")

_ORDER = _compile(rf"""(?:^|(?<=:\s)|(?<=,\s)|(?<=[-–—•*]\s)|(?<=\bplease\s))\W*(?:(?:please|pls|plz|kindly|ok|okay|so|and|then|also|hi|hey|hello|team|all|folks|guys|everyone|urgent|asap|now|first|next)[\s,:!-]+)*
  (?P<order>(?:let['’]?s|let\sus|make\ssure(?:\sthat)?|be\ssure\sto)\s+)?(?P<verb>{_VERB})""")
_NO_ORDER = _compile(r"""(?:keep\s(?:up|in\smind|me|us|calm|it\sup|going|an?\seye)|let\sme|get\swell|get\sback|get\sin\stouch|have\s(?:a|you|fun|the|we|they|not)|make\ssense|add\sto\sthat|bring\sit\son|move\son|use\sit|share\syour|send\s(?:my|our)\s(?:best|regards)
  |run\s(?:into|for)|open\squestions?|release\snotes|test\sresults?|support\stickets?|launch\s(?:day|date|went|is|was)|update:|update\son|export\s(?:is|was)|start\s(?:of|date)|set\sof|support\s(?:is|was|has|team|said|says|volume)|change\s(?:is|was|log)|show\sof|test\s(?:is|was|coverage)|test$|design\s(?:is|was|team|review)|win\s(?:rate|of|for)|track\srecord|drop\s(?:in|of|me)|split\sof|boost\s(?:in|of)|cut-?off|hit\srate|offer\s(?:is|was)|release\s(?:is|was|went|of)|build\s(?:is|was|time|fail)|report\s(?:is|was)
  |give\s(?:me\sa|us\sa)\s(?:sec|minute|moment|call|ring|shout)|turns?\sout|send\sme|deploy\s(?:is|was|went)|increase\sin|decrease\sin|have\b(?!\sthe))""")

_PROBLEM = _compile(r"""
    \bcomplain(?:s|ed|ing)?\s(?:that\s|about\s|of\s|because\s)?
  | \bcomplaints?\s(?:that|about)\s
  | \b(?:is|are|gets?|feels?|['’]s|seems?|has\sbeen|have\sbeen|has\sbecome|have\sbecome)\s(?:still\s|just\s|so\s|too\s|very\s|really\s|way\stoo\s|far\stoo\s|extremely\s|always\s|often\s|again\s|completely\s|totally\s)*
      (?:slow|slower|sluggish|laggy|down|broken|failing|crashing|unusable|confusing|confused|frustrated|frustrating|unhappy|annoyed|angry|furious|buggy|unreliable|wrong|stuck|timing\sout|outdated|clunky|painful|hard\sto|difficult\sto|impossible\sto
        |expensive|missing|leaving|churning|dropping\s(?:off|out)|abandoning|giving\sup|cancel(?:l)?ing|freezing|losing|unable\sto|late|complicated|blocked|not\sworking|taking\s(?:too\slong|forever|ages))\b
  | \bkeeps?\s(?:on\s)?(?:crashing|failing|freezing|breaking|losing|dropping|timing|asking|going\sdown|getting)\b
  | \b(?:does|do)(?:n['’]t|\snot)\s(?:work|load|understand|find|trust|show|open|match|arrive|see|know\show)\b
  | \b(?:can['’]?t|cannot|can\snot|unable\sto)\s(?:log|sign|pay|find|see|use|open|access|check|export|import|download|upload|get|complete|finish|buy|order|reach|load|send|print|edit|save|track|tell|trust|close|sell)\b
  | \btak(?:es|ing)\s(?:too\slong|forever|ages|way\stoo\slong|far\stoo\slong)\b
  | \b(?:we['’]re|we\sare|are|is|keep)\s(?:still\s)?losing\s
  | \b(?:we|they|it|customers)\s(?:still\s)?lack(?:s)?\s
  | \bchurn(?:ing)?\sbecause\b | \b(?:leave|leaving|abandon|cancel|quit)\s(?:us\s|the\s\w+\s|their\s\w+\s)?(?:because|when|since|as)\b
  | \btoo\smany\s(?:steps|clicks|errors|bugs|outages|tickets|crashes|complaints|failures)\b
""")

_NEGATED = re.compile(
    r"(?:\b(?:no|not|never|nobody|hardly|without|no\slonger|no\sone)|n['’]t)\s+(?:really\s+|actually\s+|even\s+|necessarily\s+|currently\s+|one\s+|customers?\s+|users?\s+|has\s+|have\s+|is\s+|are\s+)*$"
    r"|\b(?:fewer|stopped|used\sto(?:\sbe)?|no\smore)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|when|whenever|whether|unless|in\scase|once|where|why|how|what|who|which|until|as|than)\b(?:\s[\w'’]+){0,4}\s$", re.IGNORECASE)
_INVERTED = re.compile(r"\b(?:do|does|did|should|don['’]t|doesn['’]t|didn['’]t|would|who|why)\s(?:[\w'’]+\s){0,3}$", re.IGNORECASE)
_EPISTEMIC = _compile(r"""(?:must|should|ought\sto|has\sto|have\sto)\s(?:(?:also|now|all|already|probably|really|still)\s)*(?:have\s(?:been|[\w]+ed)\b|be\s(?:fine|ok|okay|done|ready|good|able|back|live|enough|there|here|available|up|finished|over|easy|clear|possible|sorted|safe|in\s|on\s(?:its|track)|because|due|the\scache|kidding|joking|tired|something|some|related|it\b|that\b|why|a\s)
   |work\b(?!\s(?:on|with|in|offline|without))|help\b|arrive|land\b|do\sit|know\b|say|admit|see\s|mean|look\sat|note|thank|check\b|remember|go\b|run\sto)""")
_CHAT = _compile(r"(?:get\s(?:together|on\sa\scall|coffee|lunch|back)|have\s(?:a\s(?:call|chat|look|word|quick|nice|great|good|meeting|sec|minute)|lunch|coffee)|make\s(?:it|sense)\b|see|let\s(?:me|us)\sknow|show\sme|share\s(?:the\slink|your\sscreen|it)|send\sme)")
_PAST = re.compile(r"\b(?:had|needed|wanted|yesterday|last\s(?:week|month|quarter|year|night))\b", re.IGNORECASE)

_AGENT = _compile(r"""^\W*(?:(?:and|but|so|also|then|however|right\snow|now|today|again|urgent|please|hi|hey|hello|team|all|ok|okay|long\sstory\sshort)[\s,:]+)*
   (?:we|i|you|they|he|she|everyone|everybody|people|somebody|someone|you\sguys|you\sall|the\sbusiness|leadership|management)\b(?:\s(?:really|also|urgently|desperately|all|both|still|just|now|absolutely|definitely|probably|only|badly|will|would|do|might|may|['’]ll|first|then|therefore|simply))*['’]?\s*$""")
_CLAUSE_START = re.compile(r"(?:[,;:–—(]\s*|\s-\s|\b(?:and|but|so|because|that|since|while|though|although|plus)\s+)", re.IGNORECASE)

_NEED_END = _compile(r"""\s*(?:[;–—(]|\s-\s|
    ,\s*(?=(?:and|but|so|because|since|otherwise|as|while|which|although|though|or|if|when|else|especially|ideally|preferably|please|thanks|thx|not|then)\b)
  | \s(?=(?:because|since|otherwise|although|though|so\sthat|in\sorder\sto|but|which)\b
        |so\s(?:we|they|customers?|users?|people|our|the|it|i)\b|and\s(?:we|it|they|this|that|i|he|she|you|ideally|our|make\ssure)\s
        |as\s(?:we|they|our|the|it)\b|if\s(?:we|you|they|possible|at\sall)\b|or\s(?:we|they|else|it)\b|asap\b|please\b|thanks\b))""")


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text (or of its view); lines end sentences too."""
    spans, position = [], 0
    for match in _SENTENCE_END.finditer(text):
        spans.append(Span(position, match.start()))
        position = match.end()
    spans.append(Span(position, len(text)))
    return tuple(span for span in spans if text[span.start : span.end].strip())


def asks(text: str, *, agents: tuple[Span, ...] = ()) -> tuple[Ask, ...]:
    """The asks of a text, explicit ones first. `agents` are spans that name people: what they need is the object."""
    found = [ask for sentence in sentences(text) if (ask := _in_sentence(text, sentence, agents))]
    return tuple(sorted(found, key=lambda ask: not ask.explicit))


def _in_sentence(text: str, sentence: Span, agents: tuple[Span, ...]) -> Ask | None:
    need = _order(text, sentence) or next(_explicit(text, sentence, agents), None)
    if need is not None:
        return Ask(sentence, need, explicit=True)
    need = _problem(text, sentence)
    return Ask(sentence, need, explicit=False) if need is not None else None


def _order(text: str, sentence: Span) -> Span | None:
    match = _ORDER.search(text, sentence.start, sentence.end)
    if match is None or (not match["order"] and _NO_ORDER.match(text, match.start("verb"), sentence.end)):
        return None
    if not _is_command(text, match, sentence):
        return None
    return _bounded(text, match.start("verb"), sentence.end)


def _is_command(text: str, match: re.Match[str], sentence: Span) -> bool:
    """A verb after a comma or dash is an order only if nothing but a greeting stands before it."""
    before = text[sentence.start : match.start()]
    return not re.search(r"\w+\s+\w+\s+\w+", before) or "please" in match[0].lower()


def _explicit(text: str, sentence: Span, agents: tuple[Span, ...]) -> Iterator[Span]:
    for match in _CUE.finditer(text, sentence.start, sentence.end):
        if _is_void(text, match, sentence):
            continue
        start = match.end()
        if match["desire"] or match["duty"]:
            clause = _clause_start(text, sentence.start, match.start())
            if not _is_agent(text, clause, match.start(), agents):
                start = clause
        need = _bounded(text, _skip_to(text, start, sentence.end), sentence.end)
        if need is not None and re.match(r"(?:it|this|that|them|these|those|him|her)\b", text[need.start : need.end], re.I):
            need = _bounded(text, _clause_start(text, sentence.start, match.start()), sentence.end)
        if need is not None:
            yield need


def _is_void(text: str, match: re.Match[str], sentence: Span) -> bool:
    before = text[sentence.start : match.start()]
    if match["plea"]:
        return _CHAT.match(text, match.end(), sentence.end) is not None
    if match["label"]:
        return False
    if match["promise"]:
        return _NEGATED.search(before) is not None or _CONDITION.search(before) is not None
    return bool(
        _NEGATED.search(before) or _CONDITION.search(before) or _INVERTED.search(before)
        or re.match(r"\s(?:no|not|nothing|less)\b", text[match.end():match.end()+8], re.I) and not match["duty"]
        or _EPISTEMIC.match(text, match.start(), sentence.end)
        or re.match(r"\W*(?:the|a|any|no|this|every|each|their|customer|your|our|my)\s$", before[-8:], re.I) and match["desire"]
    )


def _clause_start(text: str, start: int, cue: int) -> int:
    last = start
    for match in _CLAUSE_START.finditer(text, start, cue):
        if match.end() < cue:
            last = match.end()
    return last


def _is_agent(text: str, clause: int, cue: int, agents: tuple[Span, ...]) -> bool:
    if _AGENT.match(text[clause:cue]):
        return True
    return any(clause <= agent.start and agent.end <= cue and cue - agent.end < 25 for agent in agents)


def _skip_to(text: str, start: int, end: int) -> int:
    match = re.compile(r"\s*(?:to\s+|from\s+you\s+to\s+|you\s+to\s+|us\s+to\s+|engineering\s+to\s+|be\s+able\s+to\s+|that\s+)*", re.I).match(text, start, end)
    return match.end() if match else start


def _problem(text: str, sentence: Span) -> Span | None:
    for match in _PROBLEM.finditer(text, sentence.start, sentence.end):
        before = text[sentence.start : match.start()]
        if _NEGATED.search(before) or re.match(r"\W*(?:if|in case|unless|when)\b", before, re.I):
            continue
        if text[sentence.end - 1] == "?" and re.match(r"\W*(?:is|are|does|do|what|who|why|how|when|which|did|was)\b", text[sentence.start:sentence.end], re.I):
            continue
        if match[0].lower().startswith("complain"):
            return _bounded(text, match.end(), sentence.end) or _bounded(text, sentence.start, sentence.end)
        return _bounded(text, _clause_start(text, sentence.start, match.start()), sentence.end)
    return None


def _bounded(text: str, start: int, end: int) -> Span | None:
    """The words of a need from `start` to where its clause ends."""
    stop = _NEED_END.search(text, min(start + 2, end), end)
    end = stop.start() if stop else end
    while start < end and not (text[start].isalnum() or text[start] in "$€£\ufffc<'\"“"):
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] in "%$€£\ufffc)'\"”+"):
        end -= 1
    return Span(start, end) if any(c.isalpha() for c in text[start:end]) else None
