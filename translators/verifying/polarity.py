"""Negation, modality, direction, cause and promise: the small words that turn what a sentence
claims."""

import re
from collections import Counter
from dataclasses import dataclass

from translators.verifying.facts import stem

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")

_NOT_NEGATING = re.compile(
    r"\b(?:not only|not just|whether or not|or not|if not|no matter|no problem|no worries|"
    r"n(?:o|ot) (?:later|earlier|sooner|more|less|fewer|longer|shorter|higher|lower) than|"
    r"no doubt|not to mention|why not|"
    r"can(?:no|['’])t wait|no\.? \d+|no-brainer|nothing but|not least|(?:isn|aren|doesn|"
    r"don|won|didn|wasn|can|hasn)['’]t (?:it|they|we|he|she|you)\?)",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\bneither\b(?P<gap>[^.;!?]*?)\bnor\b", re.IGNORECASE)
_SPREAD = re.compile(
    r"\b(no|not|without|never|nor)\b([^.;!?]{0,48}?)(?:,|\b(?:and|or|nor)\b),? (?:no|not|"
    r"without|nor|never)\b",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|cant|dont|doesnt|"
    r"didnt|isnt|wasnt|arent|wont|havent|hasnt|shouldnt|couldnt|wouldnt|"
    r"without|unable|incapable|impossible|zero|fail(?:s|ed|ing|ure)? to|failures? to|"
    r"refus(?:e|es|ed|ing)|lack(?:s|ed|ing)?|absence of|"
    r"(?:has|have|is|are|was|were) yet to|stop(?:s|ped)? short of|far from)\b|n['’]t\b|"
    r"(?<![\d.,])0(?![\d.,]*\d|:|\w)",
    re.IGNORECASE,
)
SOFT = re.compile(
    r"\b(?:fail(?!over|safe|back)\w*|outdated|obsolete|keep\w*\b[^.;,]{0,40}\bfrom|"
    r"sunset\w*|deprecat\w*|retir(?:e|ed|es|ing)|decommission\w*|unlikely|unless|churn\w*|"
    r"risk\w*|threat\w*|jeopard\w*|doubt\w*|die[sd]?|dead|dying|kill\w*|evict\w*|mut(?:e|"
    r"ed|ing)|switch(?:ed|es|ing)? off|turn(?:ed|s|ing)? off|insufficient\w*|miss(?:es|ed|"
    r"ing)?|"
    r"un(?:available|stable|reliable|known|clear|sure|safe|used|certain|successful\w*|"
    r"supported|resolved|changed|affected|"
    r"finished|done|planned|reachable|responsive|usable|needed|necessary|approved|tested|"
    r"signed|paid|acceptable|fixed|"
    r"aware|answered|ready|happy|noticed|interrupted|expected\w*|touched)|"
    r"in(?:accurate|complete|correct\w*|active|valid|adequate|visible|consistent|"
    r"accessible|operable)|impractical|"
    r"revok\w*|slip(?:s|ped|ping)?|"
    r"dis(?:abled?|agree\w*|connected|continued|satisfied|appear\w*|approved?)|non-?\w+|"
    r"\w{3,}less(?<!unless)|"
    r"instead|rather than|(?<!full )stop\w*|prevent\w*|avoid\w*|block\w*|wait\w*|"
    r"interrupt\w*|reject\w*|den(?:y|ies|ied)|"
    r"(?:is|are|was|were|be|been|being|go|goes|going|went|gone|'s|’s|still|"
    r"completely) down|downtime|outages?|offline|"
    r"br(?:eaks?|oke|oken|eaking)|crash\w*|halt\w*|ceas\w*|los(?:e|es|ing|t)|loss(?:es)?|"
    r"hardly|barely|rarely|seldom|few|only|"
    r"except|exclud\w*|ban(?:ned)?|forbid\w*|prohibit\w*|free of|out of|short of|"
    r"against|h[eo]ld(?:ing|s)? (?:off|up|back|on)|"
    r"postpon\w*|delay\w*|paus\w*|cancel\w*|skip\w*|declin\w*|problem\w*|trouble|"
    r"difficult\w*|stuck|"
    r"time[sd]? out|timing out|timeouts?|freez\w*|frozen|froze|ignor\w*|neglect\w*|"
    r"withh\w+|idle|empty|gone|wrong|bad|"
    r"leav\w+ out|left out|intact|anonymous|rul(?:e|es|ed) out|errors?|bugs?|faults?|"
    r"defect\w*|incidents?|regress\w*|deadlock\w*|abort\w*|"
    r"cease\w*|remov\w*|exclu\w*|halv\w*|overdue|expired?|red)\b",
    re.IGNORECASE,
)
"""Words that may carry a negation inside themselves: "unavailable" is "not available", "stopped"
is "no longer"."""


DOUBLE = re.compile(
    rf"(?:{STRONG.pattern})\s(?:\w+\s){{0,2}}?(?!wait)(?:{SOFT.pattern})", re.IGNORECASE
)
"""A negator right before a negative word: both may go together."""


TOO = re.compile(r"\btoo \w+", re.IGNORECASE)
STEADY = re.compile(
    r"\b(?:flat|steady|stable|unchanged|constant|the same|capped|frozen|freeze)\b", re.IGNORECASE
)
NOT_MOVING = re.compile(
    r"(?:\b(?:not|no|never|nothing)|n['’]t)\s(?:\w+\s){0,3}?"
    r"(?:grow\w*|rise|rising|increas\w*|chang\w*|go(?:es)? up|more|higher|worse)\b",
    re.IGNORECASE,
)
ENOUGH = re.compile(r"\benough\b", re.IGNORECASE)
_LIGHT_WORDS = (
    "a an the any be been is are was were do does did have has had to of in on for and "
    "or but it its this that we you they i "
    "our your their yet really all so very much more can could will would should may "
    "might get gets got able going longer "
    "only just still even also been being with at by from as if then there here what "
    "when who"
)
_LIGHT = frozenset(_LIGHT_WORDS.split())


_VERBAL = re.compile(r"\b(?:not|never|cannot|unable|without)\b|n['’]t\b", re.IGNORECASE)


def negated(text: str) -> frozenset[str]:
    """Stems of the first content word after each negator of a verb, within its clause."""
    plain = _NOT_NEGATING.sub(" ", text)
    heads = set()
    for match in _VERBAL.finditer(plain):
        clause = re.split(r"[.,;:!?\n]", plain[match.end() : match.end() + 60], maxsplit=1)[0]
        words = [word.casefold() for word in _WORD.findall(clause)]
        heads.update([stem(word) for word in words if word not in _LIGHT][:1])
    return frozenset(heads)


_REACH = 40


def claimed(text: str) -> frozenset[str]:
    """Stems of the words that stand outside the reach of every negator (some characters on from
    it)."""
    plain = _NOT_NEGATING.sub(" ", text)
    ends = [match.end() for match in STRONG.finditer(plain)]
    return frozenset(
        stem(match[0])
        for match in _WORD.finditer(plain)
        if not any(end <= match.start() <= end + _REACH for end in ends)
    )


def negations(text: str) -> int:
    """How many times the text negates; "neither … nor" and "no x and no y" count once."""
    plain = _NOT_NEGATING.sub(" ", text)
    plain = _NEITHER.sub(r"not \g<gap>", plain)
    plain = _SPREAD.sub(r"\1\2 ", _SPREAD.sub(r"\1\2 ", plain))
    return len(STRONG.findall(plain))


def soft_negatives(text: str) -> Counter[str]:
    """Words that may carry a negation inside themselves ("unavailable", "stop", "only")."""
    return Counter(word.casefold() for word in SOFT.findall(text))


_NUMBER_AHEAD = (
    r"(?=\s?(?:an?\s|the\s)?(?:[$€£~]|\d|half|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|twenty|thirty|forty|fifty|hundred|thousand|million|a third|a quarter|noon|"
    r"midnight))"
)

_CLASSES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "possible": (
            r"\b(?:(?-i:may)|(?<!in )(?<!by )(?-i:May)(?= (?:i|we|the|not|be)\b)|might|possibl[ey]|"
            r"possibility|perhaps|maybe|potential(?:ly)?|chance|risks?|at risk|"
            r"not (?:yet )?(?:certain|sure|clear)|uncertain|unsure|unclear|conceivabl[ey]|"
            r"depends|in case|can(?! you| we| i| someone| anyone|not)|could(?! you| we|"
            r" someone| anyone| not|n))\b"
        ),
        "strictly_possible": (
            r"\b(?:(?-i:may)(?! be able)|(?<!in )(?<!by )(?-i:May)(?= (?:i|we|the|not|be)\b)|"
            r"might|possibly|"
            r"perhaps|maybe|potentially|potential(?! (?:customer|client|buyer|deal|lead|user|"
            r"partner|hire|candidate)s?)|could(?! you| we| someone| anyone| not|n))\b"
        ),
        "probable": (
            r"\b(?:probabl[ey]|likely|unlikely|presumabl[ey]|expect(?:s|ed|ing)?|should|ought|"
            r"seems?|seemed|appears?|appeared|apparently|looks? like|looks? as|we think|"
            r"i think|we believe|i believe|believe[sd]?|suspect(?:s|ed)?|assum\w+|suggests?|"
            r"indicat\w+|in all likelihood|most of the time|forecast\w*|anticipat\w*|"
            r"estimat\w+|tend\w*|ballpark|rough(?:ly)?)\b|\+/-|±"
        ),
        "hedged": (
            r"\b(?:probabl[ey]|likely|unlikely|presumabl[ey]|expect(?:s|ed|ing)?|seems?|"
            r"seemed|appears?|appeared|apparently|looks? (?:like|as)|think(?:s)?|believe[sd]?|"
            r"suspect(?:s|ed)?|assum\w+|suggests?|in all likelihood|anticipat\w*|estimat\w+)\b"
        ),
        "advice": (
            r"\b(?:should|ought|recommend\w*|suggest\w*|advis\w*|propos\w*|had better|best to|"
            r"worth|makes sense|would be (?:good|better|best|wise))\b"
        ),
        "obligation": (
            r"\b(?:must|minimum|ha(?:ve|s|d) (?:got )?to|need(?:s|ed|ing)?|requir\w+|mandatory|"
            r"obliged?|essential|crucial|critical|necessary|shall|got to|gotta|no choice|"
            r"cannot|can't|until|only)\b"
        ),
        "strict_obligation": (
            r"\b(?:must|ha(?:ve|s) to|needs? to|requir(?:e|es|ed)|mandatory|obliged|"
            r"has got to|have got to)\b"
        ),
        "intent": (
            r"\b(?:plan\w*|aim\w*|intend\w*|want\w*|hop(?:e|es|ed|ing)|try|tries|tried|trying|"
            r"target\w*|goal|propos\w*|would like|'d like|consider\w*|think\w* about|look(?:s|"
            r"ing) (?:to|into|at)|discuss\w*|explor\w*|schedul\w*|due|aspir\w*|ask\w*|"
            r"request\w*)\b"
        ),
        "future": (
            r"\b(?:will|shall|going to|gonna|won['’]?t|wont|about to|would|upcoming|soon|"
            r"tomorrow|tonight|next|later|coming|plan\w*|schedul\w*|due|eta|by|until|"
            r"let['’]?s|let us|otherwise|else|\d to go|deadline|before|roadmap|expect\w*|to be|"
            r"ready)\b|\w['’]ll\b|"
            r"\bby (?:eod|eow|eom|mon|tue|wed|thu|fri|sat|sun|q[1-4]|end)\b"
        ),
        "wish": (
            r"\b(?:ideally|preferably|if (?:at all )?possible|where possible|as far as possible|"
            r"at best|best|(?:would|'d|could|should) (?:be|like|love|prefer|help|want|wish|"
            r"hope)|hop(?:e|es|ed|ing|efully)|wish\w*|prefer\w*|desirable|nice to have|"
            r"welcome|optional\w*|not (?:required|necessary|a must|essential))\b"
        ),
        "strict_wish": (
            r"\b(?:ideally|preferably|if (?:at all )?possible|where possible|nice to have|"
            r"nice-to-have|optional)\b"
        ),
        "will": (r"\b(?:will(?! not be (?:able|possible))|going to|gonna|shall)\b|\w['’]ll\b"),
        "promise": (
            r"\b(?:guarantee[sd]?|guaranteeing|ensur(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|"
            r"assur(?:e|es|ed|ing)|definitely|certainly|undoubtedly|surely|without fail|"
            r"rest assured|make sure|makes sure|making sure|for sure|always|commit(?:s|"
            r"ted)? to|will (?:soon |surely )?(?:happen|improve|get better|be (?:fine|over|ok|"
            r"okay)|pay off|work out)|pledg\w+|never again|100% (?:safe|sure|certain))\b"
        ),
        "approximate": (
            r"(?:\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.|nearly|almost|"
            r"close to|in the region of|some|on the order of|ballpark)\s(?:of\s)?"
            + _NUMBER_AHEAD
            + r"|[~≈]\s?(?=[$€£]?\d)|\b\d[\d.,]*\s?(?:ish|or so)\b|\bor so\b|"
            r"\bgive or take\b|"
            r"\bon average\b)"
        ),
        "at_most": (
            r"(?:\b(?:up to|at most|no more than|not more than|maximum(?: of)?|max\.?|under|"
            r"below|less than|fewer than|within|in less than|as (?:many|much) as|"
            r"no later than|not exceed\w*|capped at|limit\w*|shorter than|lower than|"
            r"faster than|tops? out|topped out|max(?:es|ed) out)\s|[<≤]=?\s?(?=[$€£]?\d))"
        ),
        "at_least": (
            r"(?:\b(?:at least|no less than|not less than|minimum of|min\.?|more than|"
            r"minimum(?=[^.;\n]{0,24}\d)|(?<=\d )minimum|"
            r"(?:over|above|beyond)"
            + _NUMBER_AHEAD
            + r"|exceed\w*|upwards of|or more|longer than|higher than|greater than|"
            r"or better|floor)\b|[>≥]=?\s?(?=[$€£]?\d)|\d[%kKmM]?\+)"
        ),
        "strictly_at_most": (
            r"(?:\b(?:(?<!add )(?<!adds )(?<!adding )(?<!added )(?<!amounts )up to|at most|"
            r"no more than|maximum of)\s(?:the\s)?"
            + _NUMBER_AHEAD
            + r"|[<≤]=?\s?(?=[$€£]?\d)|\b(?:less|fewer) than\s"
            + _NUMBER_AHEAD
            + ")"
        ),
        "strictly_at_least": (
            r"(?:\b(?:at least|no less than|minimum of|more than)\s(?:the\s)?"
            + _NUMBER_AHEAD
            + r"|[>≥]=?\s?(?=[$€£]?\d)|\d[%kKmM]?\+(?!\d))"
        ),
    }.items()
}


CERTAIN = frozenset(stem(word) for word in ("guarantee", "definitely", "certainly", "ensure"))


def promises(text: str) -> Counter[str]:
    """Words of promise by stem: "guarantee", "ensures", "definitely"."""
    return Counter(stem(word.split()[0]) for word in _CLASSES["promise"].findall(text))


_CAN = re.compile(r"\bcan\b", re.IGNORECASE)


def doubts(text: str) -> int:
    """How often the text says that something is not sure; "can" alone says that it is possible."""
    return Modality(_CAN.sub(" ", text))["possible"] + Modality(text)["hedged"]


class Modality:
    """How often each class of modal words, hedges and bounds occurs; counted on demand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counts: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        if name not in self._counts:
            self._counts[name] = len(_CLASSES[name].findall(self._text))
        return self._counts[name]


CAUSE = re.compile(
    r"(?:\bso that\b|\bbecause\b|\bdue to\b|\bas a result\b|\bcaused by\b|\btherefore\b|"
    r"\bthus\b|\bhence\b|\bwhich means\b|\bmeaning\b|\bthis means\b|\bwhich (?:leads?|led|"
    r"results?|causes?|caused)\b|"
    r"\bleading to\b|\bresult(?:s|ed|ing)? in\b|\bin order to\b|\bthanks to\b|"
    r"\bowing to\b|\bsince (?=we|it|they|the|our|this|customers|users)(?!(?:the|our|this) "
    r"(?:[\w:.]+ ){0,2}(?:start|beginning|end|launch|release|deploy\w*|change|update|upgrade|"
    r"switch|move|"
    r"migration|rollout|incident|outage|last|previous|first|day|night|morning|afternoon|weekend|"
    r"week|month|quarter|year|summer|winter|spring|autumn)\b)|\bcausing\b|"
    r"[,;–—-] ?so (?=\w)|\bwhy\b|\bthe reason\b|\bas a consequence\b|\bconsequently\b)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.:;!?\n)]|, ?(?:so|and|but|which|or|while|because|due)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """A cause or purpose that a text states: the connecting word and the clause that follows it."""

    connective: str
    clause: str

    @property
    def family(self) -> str:
        return "cause" if _CAUSE_FIRST.search(self.connective) else "consequence"


_CAUSE_FIRST = re.compile(r"because|due|caused by|thanks|owing|since|reason|why", re.IGNORECASE)
_IMPLIED_CAUSE = re.compile(
    r"\b(?:cost us|caus(?:ed|es|ing)|led to|leads? to|trigger\w*|forc(?:ed|es|ing)|drove|"
    r"took down)\b",
    re.IGNORECASE,
)


def causes(text: str) -> list[Claim]:
    """Every stated cause or purpose with its clause."""
    claims = []
    for match in CAUSE.finditer(text):
        end = _CLAUSE_END.search(text, match.end())
        claims.append(Claim(match[0], text[match.end() : end.start() if end else len(text)]))
    return claims


def cause_families(text: str) -> Counter[str]:
    """How many causes and consequences a source states, in connecting words or in verbs ("the
    bug caused …")."""
    families = Counter(claim.family for claim in causes(text))
    return families + implied_causes(text)


def implied_causes(text: str) -> Counter[str]:
    """Verbs that state a cause ("the bug caused …"): "because" may say the same."""
    implied = len(_IMPLIED_CAUSE.findall(text))
    return Counter({"cause": implied})


_UP = (
    r"(?:increas\w+|ris(?:e|es|en|ing)|rose|grew|grow(?:s|n|ing)?|climb(?:s|ed|ing)?|"
    r"jump(?:s|ed|ing)?|went up|gone up|going up|goes up|up|higher|doubled|tripled)"
)
_DOWN = (
    r"(?:decreas\w+|fell|fall(?:s|en|ing)?|dropp?(?:s|ed|ing)?|declin(?:e|es|ed|ing)|"
    r"went down|gone down|going down|goes down|shrank|shrink(?:s|ing)?|down|lower|reduced|"
    r"halved|sank)"
)
_MOVES = {
    "up": re.compile(
        rf"\b(?P<what>[a-z]{{4,}})\s(?:(?:has|have|is|are|was|were|also|already|"
        rf"\w+ly)\s){{0,3}}{_UP}\b",
        re.IGNORECASE,
    ),
    "down": re.compile(
        rf"\b(?P<what>[a-z]{{4,}})\s(?:(?:has|have|is|are|was|were|also|already|"
        rf"\w+ly)\s){{0,3}}{_DOWN}\b",
        re.IGNORECASE,
    ),
}
_MAKES = {
    "up": re.compile(
        r"\b(?:increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|grow|grew|boost(?:s|ed|ing)?|higher|"
        r"more)\s(?:our |the |their |its )?(?P<what>[a-z]{4,})",
        re.IGNORECASE,
    ),
    "down": re.compile(
        r"\b(?:decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|lower(?:s|ed|ing)?|cut(?:s|ting)?|"
        r"less|fewer)\s(?:our |the |their |its )?(?P<what>[a-z]{4,})",
        re.IGNORECASE,
    ),
}


def moves(text: str) -> dict[str, set[str]]:
    """What the text says goes up or down: the word before the verb, or after it where somebody
    makes it move."""
    found: dict[str, set[str]] = {}
    for direction in ("up", "down"):
        for pattern in (_MOVES[direction], _MAKES[direction]):
            for match in pattern.finditer(text):
                found.setdefault(match["what"].casefold(), set()).add(direction)
    return found
